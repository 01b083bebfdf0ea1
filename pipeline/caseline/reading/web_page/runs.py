"""Running text of a block: pieces of text nodes, how they are set, and what is cut out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caseline.reading.clean import CleanText
from caseline.reading.inline import raised_text
from caseline.reading.web_page.page import Place


class Style:
    """How text is set, as bits of one number: a page has many thousand runs, and flags of `enum` are slow."""

    PLAIN = 0
    BOLD = 1
    LINK = 2
    CITED = 4
    RAISED = 8
    LOWERED = 16
    KEPT_LINES = 32


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one text node; without a place the reader put it in.

    Attributes:
        text: The characters; a lone line break without a place is one of the page.
        place: The text node.
        start: Where in the text node the stretch begins.
        style: How it is set: bits of `Style`.
    """

    text: str
    place: Place | None = None
    start: int = 0
    style: int = Style.PLAIN

    @property
    def is_break(self) -> bool:
        """Whether it is a line break of the page."""
        return self.place is None and self.text == "\n"


SPACE = Run(" ")
BREAK = Run("\n")
CELL = Run(" | ")

_NOTE = re.compile(r"[a-pr-z](?:\s?,\s?[a-pr-z])*\Z")
_CLOSERS = frozenset(".,;:)]!?%")
_EXPONENT = re.compile(r"[+\-−–]?\d{1,3}[+\-−–]?\Z")
_SPACES = re.compile(r"\s+")
# "short-\nand long-term"
_JOINING = re.compile(r"(?:and|or|to)\b")
_BEFORE_EXPONENT = re.compile(r"(?:\d|[a-zA-Zµμ])(?P<gap>[^\S\n]*\n\s*)\Z")


def cut(runs: tuple[Run, ...], ranges: list[tuple[int, int]]) -> tuple[Run, ...]:
    """Returns the runs without these characters of their joined text; ranges are half-open."""
    if not ranges:
        return runs
    kept: list[Run] = []
    merged = _merged(ranges)
    begin, index = 0, 0
    for run in runs:
        end = begin + len(run.text)
        while index < len(merged) and merged[index][1] <= begin:
            index += 1
        reached, ahead = begin, index
        while ahead < len(merged) and merged[ahead][0] < end:
            kept += _part(run, begin, reached, merged[ahead][0])
            reached = merged[ahead][1]
            ahead += 1
        kept += _part(run, begin, reached, end)
        begin = end
    return tuple(kept)


def _part(run: Run, begin: int, first: int, last: int) -> Iterator[Run]:
    if first < last:
        yield replace(run, text=run.text[first - begin : last - begin], start=run.start + first - begin)


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def joined(runs: tuple[Run, ...]) -> str:
    """Returns the text of the runs as it is."""
    return "".join(run.text for run in runs)


def collapsed(runs: tuple[Run, ...]) -> str:
    """Returns the text of the runs on one line."""
    return " ".join(joined(runs).split())


def tidied(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Returns the runs without white space between a bracket and its words, mostly line breaks of a program."""
    text = joined(runs)
    ranges = [found.span() for found in _SPACES.finditer(text) if _is_stray(text, *found.span())]
    begin = 0
    for run in runs:
        if run.style & (Style.RAISED | Style.LOWERED) and _EXPONENT.match(run.text.strip()):
            gap = _BEFORE_EXPONENT.search(text, max(0, begin - 200), begin + _leading(run.text))
            if gap is not None:
                ranges.append(gap.span("gap"))
        begin += len(run.text)
    breaks: list[tuple[int, int]] = []
    begin = 0
    for run in runs:
        if run.is_break:
            breaks.append((begin, begin + 1))
        begin += 1 if run.is_break else len(run.text)
    held = {first for first, _ in breaks}
    return cut(runs, [(first, last) for first, last in ranges if held.isdisjoint(range(first, last))])


def _is_stray(text: str, first: int, last: int) -> bool:
    """Tells whether white space stands inside a bracket, or is a line break of the file beside a sign.

    Programs that write pages break lines before and after inline elements.
    """
    before, after = text[first - 1 : first], text[last : last + 1]
    if before in {"(", "["} or after in {")", "]"}:
        return True
    if "\n" not in text[first:last] or not before or not after:
        return False
    if before == "/" or after in ",;" or (after in ".:" and not text[last + 1 : last + 2].strip()):
        return True
    hyphenated = before == "-" and text[max(0, first - 2) : first - 1].isalpha() and after.isalpha()
    return hyphenated and _JOINING.match(text, last) is None


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def write(runs: tuple[Run, ...], clean: CleanText) -> None:
    """Adds the runs to the clean text; exponents become raised characters, which no offset leads to."""
    before = ""
    for index, run in enumerate(runs):
        if run.is_break:
            clean.end_line()
        elif run.place is None:
            clean.add(run.text)
        elif run.style & Style.RAISED and (shown := run.text.strip()):
            after = runs[index + 1].text[:1] if index + 1 < len(runs) else ""
            _write_raised(run, shown, before, after, clean)
        else:
            clean.add(run.text, run.place.at(run.start))
        before = run.text or before


def _write_raised(run: Run, shown: str, before: str, after: str, clean: CleanText) -> None:
    """Adds what stands above the line; at the beginning of a word it stays on it, as in "131I"."""
    place = run.place
    raised = raised_text(shown, before[-2:], after[:1])
    if raised is None or place is None:
        clean.add(run.text, None if place is None else place.at(run.start))
        begins = not before[-1:].isalnum() and before[-1:] not in _CLOSERS
        if begins and _NOTE.match(shown) and after.isalpha():
            clean.add(" ")
        return
    if run.text[0].isspace():
        clean.add(" ")
    clean.add_whole(raised, place.at(run.start))


def printed(runs: tuple[Run, ...]) -> str:
    """Returns the runs on one line as the clean text has them."""
    clean = CleanText("")
    write(tuple(SPACE if run.is_break else run for run in runs), clean)
    return "" if clean.is_empty else clean.finish().text
