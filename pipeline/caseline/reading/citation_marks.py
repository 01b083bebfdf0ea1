"""Marks of the literature ("[12,13]", "(3)") in running text where no markup tells them, and empty brackets.

Numbers in square brackets are citations unless they are the range of a value ("128 [135-145]"). Numbers in
round brackets are so only in a paper that counts its references up from 1 that way, as Vancouver style does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from caseline.reading.clean import At, CleanText

_NUMBERS = r"\d{1,3}(?:\s{0,3}[,;‐-―-]\s{0,3}\d{1,3}){0,20}"
_SQUARE = re.compile(
    rf"\s*\[\s{{0,3}}{_NUMBERS}\s{{0,3}}\](?:\s{{0,3}}[,;–-]?\s{{0,3}}\[\s{{0,3}}{_NUMBERS}\s{{0,3}}\]){{0,20}}"
)
_ROUND = re.compile(rf"\s*\(\s{{0,3}}{_NUMBERS}\s{{0,3}}\)")
# What is left of "[12–14]" and "(Fig. 1)" where links were taken out of the text.
_EMPTY = re.compile(r"\s*(?:\[(?:[\s,;‐-―-]|and|&){0,20}\]|\((?:[\s,;‐-―-]|and|&){0,20}\))")
_RANGE = re.compile(r"\s*[\[(]\s{0,3}\d{1,3}\s{0,3}[,‐-―-]\s{0,3}\d{1,3}\s{0,3}[\])]\Z")
# "128", "2.5 mmol/L", "40 %", "95% CI", "normal range" before the range of a value.
_VALUE = re.compile(
    r"(?:\d[\d.,]{0,8}\s?(?:%|°?[^\W\d_]{1,6}(?:/[^\W\d_]{1,4})?|[^\W\d_]{0,4}[/×x][\w^/]{1,8})?"
    r"|\b(?:CI|IQR|SD|range|median|mean|normal|reference|interval|score|scale))[:;,=]?\Z",
    re.IGNORECASE,
)
_BEFORE_STOP = re.compile(r"\s{1,3}(?=[.,;:)\]])")
_ENUMERATES = re.compile(r"(?:[:;,(]|\b(?:and|or|are|is|were|was|include|including|namely))\Z|\A\Z")
_DIGITS = re.compile(r"\d+")
_BEFORE = 30
# A paper that cites in round brackets does so several times, and begins with 1.
_FEWEST = 4
_SHARE = 0.6
# Some are cited first in a table that is elsewhere; one range may bring many.
_MOST_SKIPPED = 4
_LONGEST_JUMP = 30

Spans = list[tuple[int, int]]


def citation_marks(texts: Sequence[str]) -> list[Spans]:
    """Returns where the marks stand in each paragraph of a paper, with the white space before them.

    Args:
        texts: All paragraphs of the paper in their order: how it cites is told from all of them.
    """
    rounds = [[found for found in _ROUND.finditer(text) if not _is_value(found)] for text in texts]
    counted = _counts_up([found for some in rounds for found in some if not _enumerates(found)])
    spans: list[Spans] = []
    for text, round_marks in zip(texts, rounds, strict=True):
        marks = [found.span() for found in _SQUARE.finditer(text) if not _is_value(found)]
        marks += [found.span() for found in _EMPTY.finditer(text)]
        marks += [found.span() for found in round_marks if found in counted]
        spans.append([ending(text, *span) for span in sorted(marks)])
    return spans


def ending(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns a mark with the space behind it that stands before a full stop or comma.

    Where a full stop stands in front of it already ("et al. [5]."), the one behind goes, too.
    """
    if (space := _BEFORE_STOP.match(text, end)) is not None:
        end = space.end()
    doubled = text.endswith(".", 0, start) and text.startswith(".", end)
    return (start, end + 1) if doubled else (start, end)


def add_without(clean: CleanText, text: str, at: At | None, spans: Spans) -> None:
    """Appends running text without the marks in it.

    Raises:
        ReadingError: When the clean text grows beyond its limit.
    """
    for start, end in _kept(len(text), spans):
        clean.add(text[start:end], moved(at, start))


def moved(at: At | None, by: int) -> At | None:
    """Returns the place of the character that stands `by` characters further on."""
    if at is None or at.offset is None:
        return at
    return At(at.path, at.offset + by, at.page, at.box)


def _kept(length: int, spans: Spans) -> Iterator[tuple[int, int]]:
    """Yields what lies between the spans."""
    reached = 0
    for start, end in spans:
        if reached < start:
            yield reached, start
        reached = max(reached, end)
    if reached < length:
        yield reached, length


def _is_value(found: re.Match[str]) -> bool:
    """Tells the range of a value from citations."""
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    return _RANGE.match(found.group()) is not None and _VALUE.search(before) is not None


def _enumerates(found: re.Match[str]) -> bool:
    """Tells "(1) fever, (2) rash" from citations."""
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    return _ENUMERATES.search(before) is not None


def _counts_up(marks: list[re.Match[str]]) -> set[re.Match[str]]:
    """Returns the marks that follow the order of first citation, or none where the paper does not cite so."""
    top = 0
    fitting: set[re.Match[str]] = set()
    for mark in marks:
        numbers = [int(digits) for digits in _DIGITS.findall(mark.group())]
        if min(numbers) <= top + _MOST_SKIPPED and max(numbers) <= top + _LONGEST_JUMP and min(numbers) > 0:
            fitting.add(mark)
            top = max(top, *numbers)
    used = len(fitting) >= max(_FEWEST, _SHARE * len(marks)) and top >= _FEWEST
    return fitting if used else set()
