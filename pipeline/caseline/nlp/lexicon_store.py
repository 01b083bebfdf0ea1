"""Lexicons: terms as data files, read once, checked row by row."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from sys import intern
from typing import NamedTuple

from caseline.errors import ConfigError, LexiconError
from caseline.nlp.lexicon_atoms import fold_case_kept, fold_once
from caseline.schema import Label

COLUMNS = ("term", "label", "concept_id", "display", "match", "source", "added", "note")
# In the order of precedence: where two of them hold the same term, the earlier one names it.
PACKAGED = ("drugs", "therapies", "disorders", "events", "hpo", "mesh", "body_sites")

_PACKAGE = "caseline.nlp.lexicons"
_CONCEPT_ID = re.compile(
    r"(?:DrugBank:DB\d{5}|MeSH:[CD]\d{6,9}|HPO:HP:\d{7}|(?!DrugBank:|MeSH:|HPO:)[A-Za-z][\w-]*:\S+)\Z"
)


class MatchMode(StrEnum):
    """How a term is found: folded, case kept, folded unless it is measured, where it is given, or only when looked up."""

    LOWER = "lower"
    EXACT = "exact"
    GUARDED = "guarded"
    GIVEN = "given"
    LOOKUP = "lookup"


class Entry(NamedTuple):
    """A row of a lexicon; `display` is the concept's preferred name."""

    term: str
    label: str
    concept_id: str
    display: str
    match: str
    source: str


@dataclass(frozen=True)
class Lexicon:
    """Terms of one file, ready to look up.

    `by_key` maps a folded term to its entries; `lengths` maps the first word of the terms to their
    numbers of words, longest first.
    """

    name: str
    sha256: str
    entries: tuple[Entry, ...] = field(repr=False)
    by_key: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    lengths: Mapping[str, tuple[int, ...]] = field(repr=False)

    def __len__(self) -> int:
        return len(self.entries)

    def named(
        self, words: Sequence[str], raw_words: Sequence[str], *, label: str | None = None
    ) -> Entry | None:
        """Returns the entry that these folded words name, as printed in `raw_words`, or none.

        An entry to which case matters comes first, and only when the case is right. With a `label`,
        only entries of that label count.
        """
        other = None
        for entry in self.by_key.get(" ".join(words), ()):
            if label not in {None, entry.label}:
                continue
            if entry.match == MatchMode.EXACT:
                if _same_case(entry.term, " ".join(raw_words)):
                    return entry
            elif other is None:
                other = entry
        return other


def load_lexicon(name_or_path: str) -> Lexicon:
    """Returns a packaged lexicon by its name, or one of the user's by the path of its CSV file.

    Each file is read once in the life of the process.

    Raises:
        ConfigError: When there is no such lexicon.
        LexiconError: When a row of it cannot be used.
    """
    if not name_or_path.endswith(".csv") and name_or_path not in PACKAGED:
        msg = f"no lexicon {name_or_path!r}: name one of {', '.join(PACKAGED)}, or a path ending in .csv"
        raise ConfigError(msg)
    return _load(name_or_path)


@lru_cache(maxsize=32)
def _load(name: str) -> Lexicon:
    file = Path(name) if name.endswith(".csv") else files(_PACKAGE).joinpath(f"{name}.csv")
    try:
        data = file.read_bytes()
    except OSError as error:
        msg = f"{name}: cannot read the lexicon: {error.strerror}"
        raise ConfigError(msg) from error
    return build_lexicon(name=name, path=Path(str(file)), data=data)


def build_lexicon(*, name: str, path: Path, data: bytes) -> Lexicon:
    """Reads the bytes of a lexicon file; `path` only names it in errors.

    Raises:
        LexiconError: When a row of it cannot be used.
    """
    entries = tuple(_read(path, data))
    by_key: dict[str, tuple[Entry, ...]] = {}
    lengths: dict[str, tuple[int, ...]] = {}
    for entry in entries:
        key = fold_once(entry.term)
        by_key[key] = (*by_key.get(key, ()), entry)
        first, count = key.partition(" ")[0], key.count(" ") + 1
        counts = lengths.get(first, ())
        if count not in counts:
            lengths[first] = tuple(sorted((*counts, count), reverse=True))
    return Lexicon(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        entries=entries,
        by_key=by_key,
        lengths=lengths,
    )


def _read(path: Path, data: bytes) -> Iterable[Entry]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(path, data[: error.start].count(b"\n") + 1, "is not UTF-8") from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = tuple(next(rows, ()))
    if header != COLUMNS:
        raise LexiconError(path, 1, f"columns must be {','.join(COLUMNS)}, not {','.join(header)}")
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise LexiconError(path, rows.line_num, f"is not CSV: {error}") from error
        if row is None:
            return
        if (reason := _fault(row)) is not None:
            raise LexiconError(path, rows.line_num, reason)
        term, label, concept_id, display, match, source, _, _ = row
        yield Entry(term, intern(label), concept_id, display or term, intern(match), intern(source))


_LABELS = frozenset(label.value for label in Label)
_MODES = frozenset(mode.value for mode in MatchMode)


def _fault(row: Sequence[str]) -> str | None:
    """Returns what is wrong with a row, or none."""
    if len(row) != len(COLUMNS):
        return f"has {len(row)} columns, not {len(COLUMNS)}"
    term, label, concept_id, _, match, source, _, _ = row
    if label not in _LABELS:
        return f"label {label!r} is none of {', '.join(Label)}"
    if match not in _MODES:
        return f"match {match!r} is none of {', '.join(MatchMode)}"
    if concept_id and not _CONCEPT_ID.match(concept_id):
        return f"concept id {concept_id!r} is not SYSTEM:CODE, or no code of that system"
    if not source:
        return "has no source"
    if not term or term != " ".join(term.split()):
        return f"term {term!r} is empty or has stray spaces"
    return None


def _same_case(term: str, raw: str) -> bool:
    """Whether a term stands as printed; its last word may carry a plural s ("NSAIDs")."""
    printed = fold_case_kept(term)
    return raw in (printed, f"{printed}s")
