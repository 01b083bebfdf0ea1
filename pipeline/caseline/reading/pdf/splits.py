"""Headings run into a paragraph, parted from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseline.reading.headings import inner_headings, marked_heading
from caseline.reading.lines import split_lines
from caseline.reading.pdf.blocks import Block
from caseline.reading.pdf.lines import Line, part_of
from caseline.reading.pdf.styles import Styles
from caseline.reading.pdf.titles import run_in


def split_run_in(block: Block, styles: Styles) -> tuple[Block, Block] | None:
    """Returns the heading that a paragraph begins with, and the rest of it; None when it begins with none."""
    behind = run_in(block, styles)
    if behind is not None:
        return split_at(block, *behind)
    told = marked_heading(block.text)
    if told is None:
        return None
    place = _place(block, told.end)
    return split_at(block, *place) if place is not None else None


def split_labels(block: Block) -> Iterator[Block]:
    """Yields the parts of a structured abstract that is set as one paragraph; each begins with its label."""
    lines = split_lines(block.text)
    starts = [heading.start for heading in inner_headings(lines[0], 0)] if len(lines) == 1 else []
    rest, done = block, 0
    for start in starts:
        place = _place(rest, start - done)
        parted = split_at(rest, *place) if place is not None else None
        if parted is not None:
            yield parted[0]
            rest, done = parted[1], start
    yield rest


def split_at(block: Block, line: int, word: int) -> tuple[Block, Block] | None:
    """Returns a block in two parts, the second beginning with a word of a line; None when one would be empty."""
    if (line, word) == (0, 0) or line >= len(block.lines):
        return None
    parted = block.lines[line]
    if word >= len(parted.words):
        line, word = line + 1, 0
        if line >= len(block.lines):
            return None
        parted = block.lines[line]
    if word == 0:
        return replace(block, lines=block.lines[:line]), replace(block, lines=block.lines[line:])
    head, tail = part_of(parted, 0, word), part_of(parted, word, len(parted.words))
    return (
        replace(block, lines=(*block.lines[:line], head)),
        replace(block, lines=(tail, *block.lines[line + 1 :])),
    )


def _place(block: Block, offset: int) -> tuple[int, int] | None:
    """Returns the line and the word that an offset of the block's text lies before."""
    reached = 0
    for number, line in enumerate(block.lines):
        length = len(line.text)
        if offset <= reached + length:
            return number, _word_at(line, offset - reached)
        reached += length + 1
    return None


def _word_at(line: Line, offset: int) -> int:
    reached = 0
    for index, (word, spaced) in enumerate(zip(line.words, line.spaces, strict=True)):
        reached += spaced and index > 0
        if reached >= offset:
            return index
        reached += len(word.text)
    return len(line.words)
