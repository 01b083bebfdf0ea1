"""Concepts of the OMOP vocabularies for the codes of a record, from the files that Athena gives.

They are the user's own, by the licences of their vocabularies. Only rows that are asked for are kept, for the
files have millions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseline.errors import ReadingError
from caseline.schema.base import Code

_OTHERWISE: Final = {"snomedct": "snomed", "snomedctus": "snomed", "icd10cmus": "icd10cm"}
_CONCEPTS: Final = "CONCEPT.csv"
_RELATIONSHIPS: Final = "CONCEPT_RELATIONSHIP.csv"


@dataclass(frozen=True, slots=True)
class Concept:
    """A code as the CDM has it; 0 where there is no such concept."""

    source: int = 0
    standard: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The concepts of codes."""

    concepts: Mapping[tuple[str, str], Concept] = field(default_factory=dict)

    def concept(self, codes: Iterable[Code]) -> Concept:
        """Returns the concept of the first code that has a standard one, else of the first that has any."""
        found = [self.concepts[key] for key in map(_key, codes) if key in self.concepts]
        return next((one for one in found if one.standard), found[0] if found else Concept())


def read_vocabulary(folder: Path, codes: Iterable[Code]) -> Vocabulary:
    """Returns the concepts of codes.

    A concept that is not standard is mapped by `Maps to`; of several the one with the lowest id counts.

    Args:
        folder: Holds CONCEPT.csv, and CONCEPT_RELATIONSHIP.csv if codes are to be mapped to standard concepts.
        codes: The codes.

    Raises:
        ReadingError: When a file cannot be read, or is something else.
    """
    wanted = set(map(_key, codes))
    best: dict[tuple[str, str], tuple[bool, int, bool]] = {}
    columns = ("concept_id", "vocabulary_id", "concept_code", "standard_concept", "invalid_reason")
    path = folder / _CONCEPTS
    for line, (one, vocabulary, code, standard, invalid) in _rows(path, columns):
        key = (_plain(vocabulary), code)
        if key in wanted:
            found = (bool(invalid), _number(path, line, one), standard == "S")
            best[key] = min(best.get(key, found), found)
    targets = _targets(folder / _RELATIONSHIPS, {number for _, number, _ in best.values()})
    return Vocabulary(
        {
            key: Concept(number, number if standard else targets.get(number, 0))
            for key, (_, number, standard) in best.items()
        }
    )


def _targets(path: Path, sources: set[int]) -> dict[int, int]:
    if not path.is_file():
        return {}
    made: dict[int, int] = {}
    columns = ("relationship_id", "concept_id_1", "concept_id_2", "invalid_reason")
    for line, (kind, first, second, invalid) in _rows(path, columns):
        if kind == "Maps to" and not invalid and (source := _number(path, line, first)) in sources:
            target = _number(path, line, second)
            made[source] = min(made.get(source, target), target)
    return made


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yields the lines of a file of Athena, tabs between unquoted values, with their numbers."""
    try:
        with path.open(encoding="utf-8", newline="\n") as stream:
            header = stream.readline().lstrip("\ufeff").rstrip("\r\n").lower().split("\t")
            missing = [name for name in columns if name not in header]
            if missing:
                reason = (
                    f"has no column {', '.join(missing)}; give the files of Athena as they are, with tabs"
                )
                raise ReadingError(str(path), reason)
            places = [header.index(name) for name in columns]
            for number, line in enumerate(stream, start=2):
                values = line.rstrip("\r\n").split("\t")
                if len(values) < len(header):
                    raise ReadingError(str(path), "has too few columns", where=f"line {number}")
                yield number, tuple(values[place] for place in places)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; name the folder that Athena's files are in"
        raise ReadingError(str(path), reason) from error
    except UnicodeDecodeError as error:
        raise ReadingError(str(path), "is not UTF-8; give the files of Athena as they are") from error


def _number(path: Path, line: int, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise ReadingError(str(path), f"{text!r} is no concept id", where=f"line {line}")
    return int(text)


def _key(code: Code) -> tuple[str, str]:
    return _plain(code.system), code.code


def _plain(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", name.casefold())
    return _OTHERWISE.get(plain, plain)
