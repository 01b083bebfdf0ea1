"""The headings and page furniture that reading knows, from the data files beside it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from caseline.errors import LexiconError
from caseline.schema.document import SectionName

HEADING_COLUMNS = ("term", "label", "extent", "match", "source", "added", "note")
WORD_COLUMNS = ("term", "label", "source", "added", "note")
PAGE_COLUMNS = ("term", "label", "match", "weight", "source", "added", "note")

_WORD_CLASSES = ("linking", "narrative", "opener", "pointer", "telling", "verb")
_MOST_PARTS = 5
_JOINTS = re.compile(r"\s*/\s*|\s*,\s*(?:and\s+)?|\s+and\s+|\s+with\s+")
_PLURAL = re.compile(r"\(s\)|\(ies\)")


class Extent(StrEnum):
    """How far a heading reaches."""

    FLOW = "flow"
    PART = "part"
    KEYWORDS = "keywords"
    BLOCK = "block"
    LIST = "list"
    NOTE = "note"
    REFERENCES = "references"
    CAPTION = "caption"
    TABLE = "table"


class Match(StrEnum):
    """Where a heading counts: the later ones include the earlier."""

    LINE = "line"
    CAPS = "caps"
    COLON = "colon"
    ANY = "any"


_STRENGTH = {match: rank for rank, match in enumerate(Match)}


@dataclass(frozen=True, slots=True)
class Term:
    """A heading: the section it opens, how far, and where it counts."""

    label: SectionName
    extent: Extent
    match: Match

    def allows(self, match: Match) -> bool:
        """Tells whether the heading counts in a place of this kind."""
        return _STRENGTH[self.match] >= _STRENGTH[match]


@dataclass(frozen=True, slots=True)
class PageTerms:
    """Furniture of pages: whole lines by weight, and the openings of notices."""

    firm: dict[str, SectionName]
    weak: frozenset[str]
    prefixes: dict[str, SectionName]
    openers: tuple[str, ...]


def fold(text: str) -> str:
    """Returns the text as the data files write terms: small letters, plain quotes, single spaces."""
    folded = text.casefold().replace("’", "'").replace("‘", "'").replace("&", " and ").replace("–", "-")
    return " ".join((_PLURAL.sub("s", folded) if "(" in folded else folded).split())


@cache
def headings() -> dict[str, Term]:
    """Returns the headings by term.

    Raises:
        LexiconError: When a row cannot be used.
    """
    with as_file(files("caseline.reading") / "data" / "headings.csv") as path:
        return read_headings(path)


@cache
def page_terms() -> PageTerms:
    """Returns the furniture of pages.

    Raises:
        LexiconError: When a row cannot be used.
    """
    with as_file(files("caseline.reading") / "data" / "page.csv") as path:
        return read_page_terms(path)


def words(kind: str) -> frozenset[str]:
    """Returns the words of a class, such as "opener"; see `data/README.md`.

    Raises:
        LexiconError: When a row cannot be used.
    """
    return _word_classes()[kind]


@cache
def _word_classes() -> dict[str, frozenset[str]]:
    with as_file(files("caseline.reading") / "data" / "words.csv") as path:
        return read_words(path)


def read_words(path: Path) -> dict[str, frozenset[str]]:
    """Reads a file of word classes; see `data/README.md` for its columns.

    Raises:
        LexiconError: When a row cannot be used.
    """
    classes: dict[str, set[str]] = {kind: set() for kind in _WORD_CLASSES}
    for number, row in _rows(path, WORD_COLUMNS):
        if row["label"] not in classes:
            raise LexiconError(path, number, f"label {row['label']!r} is none of {', '.join(_WORD_CLASSES)}")
        classes[row["label"]].add(row["term"])
    return {kind: frozenset(terms) for kind, terms in classes.items()}


def read_headings(path: Path) -> dict[str, Term]:
    """Reads a file of headings; see `data/README.md` for its columns.

    Raises:
        LexiconError: When a row cannot be used.
    """
    terms: dict[str, Term] = {}
    for number, row in _rows(path, HEADING_COLUMNS):
        try:
            term = Term(SectionName(row["label"]), Extent(row["extent"]), Match(row["match"]))
        except ValueError as error:
            raise LexiconError(path, number, str(error)) from error
        terms[row["term"]] = term
    return terms


def read_page_terms(path: Path) -> PageTerms:
    """Reads a file of page furniture; see `data/README.md` for its columns.

    Raises:
        LexiconError: When a row cannot be used.
    """
    firm: dict[str, SectionName] = {}
    weak: set[str] = set()
    prefixes: dict[str, SectionName] = {}
    for number, row in _rows(path, PAGE_COLUMNS):
        kind = (row["match"], row["weight"])
        if row["label"] not in {SectionName.BOILERPLATE, SectionName.METADATA}:
            raise LexiconError(path, number, f"label {row['label']!r} is neither boilerplate nor metadata")
        label = SectionName(row["label"])
        if kind == ("line", "firm"):
            firm[row["term"]] = label
        elif kind == ("line", "weak"):
            weak.add(row["term"])
        elif kind == ("prefix", "firm"):
            prefixes[row["term"]] = label
        else:
            raise LexiconError(
                path, number, f"match and weight {kind} are none of line firm, line weak, prefix firm"
            )
    return PageTerms(firm, frozenset(weak), prefixes, tuple(prefixes))


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        header = tuple(next(reader, ()))
        if header != columns:
            raise LexiconError(path, 1, f"columns must be {','.join(columns)}, not {','.join(header)}")
        rows: list[tuple[int, dict[str, str]]] = []
        for cells in reader:
            if len(cells) != len(columns) or not cells[0]:
                raise LexiconError(path, reader.line_num, f"a row has {len(columns)} columns and a term")
            rows.append((reader.line_num, dict(zip(columns, cells, strict=True))))
    return rows


def find_term(text: str) -> Term | None:
    """Returns what a heading means, also one put together of known ones ("METHODS AND RESULTS").

    The first part of such a heading decides.
    """
    known = headings()
    key = fold(text)
    if (term := known.get(key)) is not None:
        return term
    parts = [part for part in _JOINTS.split(key) if part]
    if not 1 < len(parts) <= _MOST_PARTS or not all(part in known for part in parts):
        return None
    return known[parts[0]]
