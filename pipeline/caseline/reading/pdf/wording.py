"""The text of a paragraph from its lines: broken words whole again, citation marks gone, each character's line kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from caseline.reading.pdf.hyphens import Vocabulary, joint
from caseline.reading.pdf.lines import Line
from caseline.reading.pdf.scripts import parts
from caseline.reading.pdf.sides import Side

_NUMBERS = r"\d{1,3}[a-z]?(?:\s?[,;–—-]\s?\d{1,3}[a-z]?)*"
_BRACKETED = re.compile(
    rf"\s?\[\s?(?:[Rr]efs?\.\s?)?{_NUMBERS}\s?,?\](?:\s?[,–-]\s?\[\s?{_NUMBERS}\s?\])*(?![\w-])"
)
_PARENTHESISED = re.compile(rf"\s?\(\s?{_NUMBERS}\s?\)(?![\w-])")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What was taken is never given back (`?>`): each name would be tried in every way.
_NAME = rf"(?!(?:{_MONTHS})\b)[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]*){{0,2}}"
_NAMES = rf"{_NAME}(?:(?:,\s{_NAME}){{0,8}},?\s(?:and|&)\s{_NAME}|,?\set\sal\.?)?"
_YEARS = r"(?:19|20)\d\d[a-z]?(?:,\s?(?:(?:19|20)\d\d[a-z]?|[a-z]\b)){0,6}"
_BY_NAME = rf"(?>(?:(?:[Ss]ee|e\.g\.|cf\.|[Rr]eviewed\sin)[,\s]\s?)?{_NAMES},?\s{_YEARS})"
_NAMED = re.compile(rf"\s?\(\s?{_BY_NAME}(?:\s?[;,]\s?{_BY_NAME}){{0,30}}+\s?\)(?![\w-])")
# Signs that are set for a degree: one character for another, so that the owners stay in step.
_RING = re.compile(r"[∘◦˚](?=\s?[CF]\b)")
_INTERVAL = re.compile(r"(?:\bCI|\binterval|\brange|\bIQR|[:=<>])\s?\Z")
_FEW_BRACKETS = 2
_FEWEST_CITED = 5
_FEWEST_NAMED = 3
_COVERED = 0.8
_LIST_ITEM = re.compile(r"(?:\A|[.:;,]|\band|\bor)\s?\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """A line and the side it stands on."""

    line: Line
    side: Side


@dataclass(frozen=True, slots=True)
class Traced:
    """Text, and for each character the index of its place."""

    text: str
    owners: tuple[int, ...]
    places: tuple[Place, ...]

    def without(self, spans: Iterable[tuple[int, int]]) -> Traced:
        """Returns the text without these stretches, which are in order and do not overlap."""
        pieces: list[str] = []
        owners: list[int] = []
        reached = 0
        for start, end in [*spans, (len(self.text), len(self.text))]:
            pieces.append(self.text[reached:start])
            owners += self.owners[reached:start]
            reached = end
        return Traced("".join(pieces), tuple(owners), self.places)

    def part(self, start: int, end: int) -> Traced:
        """Returns a stretch of it."""
        return Traced(self.text[start:end], self.owners[start:end], self.places)

    def runs(self) -> Iterator[tuple[str, Place]]:
        """Yields the stretches that stand on one line."""
        start = 0
        for index in range(1, len(self.owners) + 1):
            if index == len(self.owners) or self.owners[index] != self.owners[start]:
                yield self.text[start:index], self.places[self.owners[start]]
                start = index


@dataclass(frozen=True, slots=True)
class Cites:
    """How a paper cites beside numbers in square brackets: by numbers in parentheses, by names with years."""

    in_parentheses: bool = False
    by_name: bool = False


def how_it_cites(texts: Iterable[str]) -> Cites:
    """Returns how a paper cites, from its paragraphs."""
    paragraphs = list(texts)
    return Cites(cites_in_parentheses(paragraphs), cites_by_name(paragraphs))


def trace(places: Sequence[Place], vocabulary: Vocabulary) -> Traced:
    """Returns the text of lines that follow each other in one paragraph."""
    text: list[str] = []
    owners: list[int] = []
    for index, place in enumerate(places):
        written = line_text(place.line)
        if not written:
            continue
        if text:
            join = joint(text[-1], written, vocabulary)
            if join is None:
                text.append(" ")
                owners.append(owners[-1])
            elif join == "":
                text[-1] = text[-1][:-1]
                owners.pop()
        text.append(written)
        owners += [index] * len(written)
    return Traced(_RING.sub("°", "".join(text)), tuple(owners), tuple(places))


def line_text(line: Line) -> str:
    """Returns the text of a line, raised characters resolved."""
    return "".join(f" {part.text}" if part.spaced else part.text for part in parts(line)).strip()


def cites_in_parentheses(texts: Iterable[str]) -> bool:
    """Tells whether a paper cites as in "(12,13)": its numbers in parentheses count up with few gaps.

    A paper that cites in square brackets does not, and neither does one that only numbers the items of lists.
    """
    numbers: set[int] = set()
    brackets = 0
    for text in texts:
        brackets += len(_BRACKETED.findall(text))
        for found in _PARENTHESISED.finditer(text):
            if not _LIST_ITEM.search(text[max(0, found.start() - 12) : found.start()]):
                numbers.update(map(int, re.findall(r"\d+", found.group())))
    if brackets > _FEW_BRACKETS or len(numbers) < _FEWEST_CITED:
        return False
    return len([number for number in numbers if number <= 2 * len(numbers)]) >= _COVERED * len(numbers)


def cites_by_name(texts: Iterable[str]) -> bool:
    """Tells whether a paper cites as in "(Holm et al., 2012; Berg, 2014)"."""
    found = (each.group() for text in texts for each in _NAMED.finditer(text))
    return sum("et al" in each for each in found) >= _FEWEST_NAMED


def without_citations(traced: Traced, cites: Cites) -> Traced:
    """Takes out "[12,13]", and what else the paper cites by."""
    spans = [
        found.span()
        for pattern in (_BRACKETED, _PARENTHESISED)
        if pattern is _BRACKETED or cites.in_parentheses
        for found in pattern.finditer(traced.text)
        if not _is_value(traced.text, found, pattern)
    ]
    if cites.by_name:
        spans += [found.span() for found in _NAMED.finditer(traced.text)]
    return traced.without(_apart(sorted(spans))) if spans else traced


def _is_value(text: str, found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Tells whether numbers in brackets are an interval, or the number of an item in a list."""
    before = text[max(0, found.start() - 12) : found.start()]
    return _INTERVAL.search(before) is not None or (
        pattern is _PARENTHESISED and _LIST_ITEM.search(before) is not None
    )


def _apart(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end
