"""Pieces of text gathered into blocks, bold lines told as headings, citation marks taken out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from caseline.reading.headings import marked_heading
from caseline.reading.prose import is_prose
from caseline.reading.vocabulary import Extent, Match, find_term
from caseline.reading.web_page.blocks import FLOATS, LOWEST, Block, Context, Kind, Region
from caseline.reading.web_page.marks import unlinked_marks, without_marks
from caseline.reading.web_page.page import Place
from caseline.reading.web_page.runs import CELL, Run, Style, collapsed, cut, joined, tidied

_LONGEST_HEADING = 100
_LONGEST_LABEL = 60
_ENDS = ":.—–-"
_LABEL = re.compile(r"\s*(?:fig|tab|scheme|chart|video|box)\w*\.?\s?\w{0,4}\d", re.IGNORECASE)


class Gatherer:
    """Gathers text into blocks.

    Args:
        lists_references: Whether numbers in brackets that are no links may be citation marks.
    """

    def __init__(self, *, lists_references: bool) -> None:
        self._lists_references = lists_references
        self._paragraphs: list[tuple[tuple[Run, ...], Context, Place]] = []
        self._runs: list[Run] = []
        self._context: Context | None = None
        self._place: Place | None = None
        self._holds = False

    def add(self, run: Run, context: Context, place: Place) -> None:
        """Adds text in the element at `place`; the first words decide what the block is."""
        if self._context is None and run.place is not None and not run.text.isspace():
            self._context, self._place = context, place
        self._holds = self._holds and (run.place is None or run.text.isspace())
        self._runs.append(run)

    def hold(self) -> None:
        """Keeps the block open until more words have come, as after the term of a definition."""
        self._holds = any(char.isalnum() for run in self._runs for char in run.text)

    @property
    def holds(self) -> bool:
        """Whether a block waits for more words."""
        return self._holds

    def flush(self, *, force: bool = False) -> None:
        """Ends the block."""
        if self._holds and not force:
            return
        runs, context, place = tuple(self._runs), self._context, self._place
        self._runs, self._context, self._place, self._holds = [], None, None, False
        if context is None or place is None:
            return
        self._paragraphs += [(_trimmed(part), context, place) for part in _paragraphs(runs)]

    def finish(self) -> list[Block]:
        """Returns the blocks."""
        self.flush(force=True)
        # Figures of a table are no marks.
        texts = ["" if context.row else joined(runs) for runs, context, _ in self._paragraphs]
        marks = unlinked_marks(texts, lists_references=self._lists_references)
        return [
            block
            for one, spans in zip(self._paragraphs, marks, strict=True)
            for block in _blocks_of(*one, spans)
        ]


def _blocks_of(
    runs: tuple[Run, ...], context: Context, place: Place, spans: list[tuple[int, int]]
) -> list[Block]:
    linked = _linked(runs)
    runs = without_marks(runs, spans, in_table=context.row)
    if context.region in FLOATS:
        runs = _from_label(runs)
    runs = tidied(_trimmed(runs))
    if not (text := collapsed(runs).strip("| ")):
        return []
    block = Block(
        context.kind,
        runs,
        text,
        place,
        level=context.level,
        region=context.region,
        group=context.group,
        linked=linked,
        is_title=context.titled,
    )
    return _with_headings(block)


def _paragraphs(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Parts text at empty lines, which pages without markup make of two line breaks."""
    parts: list[list[Run]] = [[]]
    breaks = 0
    for run in runs:
        if run.is_break:
            breaks += 1
            if breaks == 2:
                parts.append([])
        elif not run.text.isspace():
            breaks = 0
        if not (run.is_break and breaks >= 2):
            parts[-1].append(run)
    return [tuple(part) for part in parts if part]


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Takes off line breaks and empty cells at the ends."""
    first, last = 0, len(runs)
    while first < last and (runs[first].text.isspace() or runs[first] is CELL):
        first += 1
    while last > first and (runs[last - 1].text.isspace() or runs[last - 1] is CELL):
        last -= 1
    return runs[first:last]


def _from_label(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Takes off links before the label of a figure ("Download figure")."""
    first = 0
    while first < len(runs) and (runs[first].text.isspace() or _is_link(runs[first])):
        first += 1
    if not any(_is_link(run) for run in runs[:first]):
        return runs
    return runs[first:] if _LABEL.match(joined(runs[first:])) else runs


def _is_link(run: Run) -> bool:
    return run.style & (Style.LINK | Style.CITED) == Style.LINK


def _linked(runs: tuple[Run, ...]) -> float:
    total = linked = 0
    for run in runs:
        length = len(run.text.strip())
        total += length
        if _is_link(run):
            linked += length
    return linked / total if total else 0.0


def _with_headings(block: Block) -> list[Block]:
    """Makes a heading of a bold paragraph, and of the bold word that a paragraph begins with."""
    if block.kind is not Kind.PARAGRAPH or block.region in FLOATS:
        return [block]
    if _is_known_line(block):
        return [replace(block, kind=Kind.HEADING, level=LOWEST)]
    return _bold_heading(block) or _marked_heading(block) or [block]


def _marked_heading(block: Block) -> list[Block] | None:
    """Parts a heading in any type from its paragraph: "Case 1. A 34-year-old woman …"."""
    heading = marked_heading(block.text)
    if heading is None or not is_prose(block.text[heading.end :]):
        return None
    text = joined(block.runs)
    begin = _place(text, len("".join(block.text[: heading.end].split())))
    return _parted(block, begin)


def _place(text: str, count: int) -> int:
    """Returns where a text goes on behind so many characters that are no white space, and white space."""
    shown = [at for at, char in enumerate(text) if not char.isspace()]
    return shown[count] if count < len(shown) else len(text)


def _parted(block: Block, begin: int) -> list[Block]:
    return [
        _part(block, 0, begin, Kind.HEADING, LOWEST + 1),
        _part(block, begin, len(joined(block.runs)), Kind.PARAGRAPH, 0),
    ]


def _bold_heading(block: Block) -> list[Block] | None:
    bold = _bold_length(block.runs)
    text = joined(block.runs)
    label = " ".join(text[:bold].split())
    if not label:
        return None
    known = find_term(label.rstrip(_ENDS + " "))
    if not text[bold:].strip(" \n\t.:"):
        if _LABEL.match(label):
            return None
        short = len(label) <= _LONGEST_HEADING and (known is not None or not label.endswith("."))
        return [_part(block, 0, len(text), Kind.HEADING, LOWEST)] if short else None
    rest = text[bold:].lstrip()
    marked = label[-1] in _ENDS or rest[0] in _ENDS
    counts = known is not None and (marked or known.allows(Match.ANY) or block.region is Region.ABSTRACT)
    if not counts or len(label) > _LONGEST_LABEL:
        return None
    return _parted(block, bold + len(text[bold:]) - len(rest.lstrip(_ENDS + " \n\t")))


def _is_known_line(block: Block) -> bool:
    """Tells whether a line without any markup says no more than "Discussion" or "References"."""
    if len(block.text) > _LONGEST_LABEL or block.linked:
        return False
    term = find_term(block.text)
    return term is not None and term.extent in {Extent.FLOW, Extent.REFERENCES}


def _bold_length(runs: tuple[Run, ...]) -> int:
    """Returns how many characters at the beginning are bold or white."""
    length = 0
    for is_bold, part in groupby(runs, lambda run: bool(run.style & Style.BOLD) or run.text.isspace()):
        if is_bold:
            length = sum(len(run.text) for run in part)
        break
    return length


def _part(block: Block, first: int, last: int, kind: Kind, level: int) -> Block:
    end = len(joined(block.runs))
    runs = cut(block.runs, [(0, first), (last, end)])
    return replace(block, kind=kind, runs=runs, text=collapsed(runs), level=level)
