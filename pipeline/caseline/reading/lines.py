"""A text as its visible lines, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A quote, a bracket or a citation mark may follow the full stop: 'was "mild."[12]'.
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]{0,3}\s{0,2}(?:[\[(]?\d{1,3}(?:[,–-]\s?\d{1,3}){0,6}[\])]?)?\Z")
_CELLS = re.compile(r"\t|\s\|\s|\S {3,}\S")
_TAIL = 40
_EXAMINED = 500
# A line of fewer words was not broken at the margin.
_BROKEN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it.

    Attributes:
        index: Its place among the visible lines, counted from 0.
        start: First character in the text.
        end: One past the last character.
        text: What stands there.
        gap: Whether a blank line, or nothing at all, stands above it.
        tabular: Whether it holds cells of a table.
    """

    index: int
    start: int
    end: int
    text: str
    gap: bool
    tabular: bool


def split_lines(text: str) -> list[Line]:
    """Returns the lines that show something, in order; line ends are those of `str.splitlines`."""
    lines: list[Line] = []
    position = 0
    gap = True
    for raw in text.splitlines(keepends=True):
        shown = raw.strip()
        if shown:
            start = position + len(raw) - len(raw.lstrip())
            tabular = _is_tabular(raw.rstrip()[:_EXAMINED])
            lines.append(Line(len(lines), start, start + len(shown), shown, gap, tabular))
        gap = not shown
        position += len(raw)
    return lines


def _is_tabular(raw: str) -> bool:
    return ("\t" in raw or "|" in raw or "   " in raw) and _CELLS.search(raw) is not None


def ends_sentence(text: str) -> bool:
    """Tells whether the line closes a sentence."""
    return _SENTENCE_END.search(text[-_TAIL:]) is not None


def starts_lower(text: str) -> bool:
    """Tells whether the line begins with a small letter, as the middle of a sentence does."""
    return text[0].islower()


def inside_sentence(lines: list[Line], index: int) -> bool:
    """Tells whether the line is the middle of a sentence that was broken over several lines.

    A line above counts as unfinished when it is long and ends without a full stop.
    """
    line = lines[index]
    if line.gap:
        return False
    above = lines[index - 1]
    return len(above.text.split()) >= _BROKEN_WORDS and not above.tabular and not ends_sentence(above.text)
