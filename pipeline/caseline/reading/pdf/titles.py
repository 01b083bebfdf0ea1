"""Headings of a printed paper: told by their words, their number, their font and what stands below them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.reading.headings import line_heading
from caseline.reading.lines import ends_sentence, split_lines
from caseline.reading.pdf.blocks import Block
from caseline.reading.pdf.painting import Font
from caseline.reading.pdf.styles import Styles, same_size
from caseline.reading.prose import is_prose
from caseline.reading.references import is_reference
from caseline.reading.vocabulary import Extent
from caseline.schema.document import SectionName

LONGEST = 150
_LONGEST_RUN_IN, _RUN_IN_LINES = 160, 3
# Known by their words alone, on a line of their own.
_ALONE = frozenset({SectionName.ABSTRACT, SectionName.REFERENCES, SectionName.KEYWORDS})
_MOST_LINES = 4
_MOST_WORDS = 22
_LARGER = 1.06
_SMALLEST, _SMALLEST_BOLD = 0.88, 0.7
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s*[|│]?\s*(?=[^\W\d_])")
_SPACED = re.compile(r"(?:\b[^\W\d_]\s){3,}[^\W\d_]\b")
_ENUMERATOR = re.compile(r"\A(?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s*")
_CODE = re.compile(r"[=<>±@]|\d{5,}|https?:|www\.|\w\.\w+\.\w")
_PREFIX = re.compile(r"\A[^\w“\"(]+")


@dataclass(frozen=True, slots=True)
class Style:
    """What a heading looks like; headings of one rank share it."""

    font: str
    size: float
    bold: bool
    italic: bool
    capitals: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A heading.

    Attributes:
        text: As printed, letters closed up.
        name: What it opens when the words tell, else None.
        extent: How far it reaches; None for one whose words tell nothing.
        depth: Its rank as its number tells ("2.1" is 2), else 0.
        style: What it looks like.
    """

    text: str
    name: SectionName | None
    extent: Extent | None
    depth: int
    style: Style


def closed_up(text: str) -> str:
    """Closes up words that are printed with spaces between their letters: "A B S T R A C T"."""
    return _SPACED.sub(lambda found: re.sub(r"\s", "", found.group()), text)


def style_of(block: Block, styles: Styles) -> Style:
    """Returns what the first line of a block looks like."""
    line = block.lines[0]
    return Style(
        font=styles.font(line.font).name,
        size=round(line.size * 2) / 2,
        bold=styles.is_bold(line),
        italic=styles.is_italic(line),
        capitals=line.text.isupper(),
    )


def is_distinct(block: Block, styles: Styles) -> bool:
    """Tells whether a block looks different from the body, as headings do."""
    line = block.lines[0]
    style = style_of(block, styles)
    if style.bold or style.italic or style.capitals:
        return True
    if line.size >= _LARGER * styles.size:
        return True
    return style.font not in styles.names and line.size >= styles.size * _SMALLEST


def title_of(block: Block, styles: Styles, *, heads_prose: bool) -> Title | None:
    """Returns the heading that a block is.

    Args:
        block: The block.
        styles: What the body looks like.
        heads_prose: Whether prose, or another heading, stands right below.
    """
    text = _PREFIX.sub("", closed_up(" ".join(block.text.split())), count=1) if block.text else ""
    if not text or len(block.lines) > _MOST_LINES or len(text) > LONGEST:
        return None
    style = style_of(block, styles)
    known = line_heading(split_lines(text), 0)
    spaced = text not in " ".join(block.text.split())
    alone = known is not None and known.name in _ALONE and len(block.lines) == 1
    number = _NUMBER.match(text)
    depth = number["number"].count(".") + 1 if number else 0
    if known is not None and (spaced or alone or is_distinct(block, styles) or heads_prose or depth):
        return Title(text.rstrip(" :"), known.name, known.extent, depth, style)
    if not heads_prose or not is_distinct(block, styles) or not _reads_as_title(text, styles, block):
        return None
    if run_in(block, styles) is not None:
        return None
    return Title(text.rstrip(" :"), None, None, depth, style)


def _reads_as_title(text: str, styles: Styles, block: Block) -> bool:
    number = _NUMBER.match(text)
    bare = text[number.end() :] if number else text
    if len(text.split()) > _MOST_WORDS or not _WORDS.search(text) or _CODE.search(bare):
        return False
    if _ENUMERATOR.sub("", text, count=1)[:1].islower() or is_reference(text) or text.endswith((",", ";")):
        return False
    if block.size < styles.size * (_SMALLEST_BOLD if styles.is_bold(block.lines[0]) else _SMALLEST):
        return False
    return not (
        ends_sentence(text.rstrip(":")) and (is_prose(text) or not same_size(block.size, block.lines[0].size))
    )


def run_in(block: Block, styles: Styles) -> tuple[int, int] | None:
    """Returns where the text of a paragraph begins behind a heading run into it, as a line and a word of it.

    Such a heading is bold or slanted, and what follows is not; it ends with a full stop or a colon, or has a
    number, or its words are known.
    """
    first = styles.font(block.lines[0].words[0].font)
    if not (first.bold or first.italic):
        return None
    pieces: list[str] = []
    stop: tuple[int, int] | None = None
    for number, line in enumerate(block.lines[:_RUN_IN_LINES]):
        for index, word in enumerate(line.words):
            text = " ".join("".join(pieces).split())
            font = styles.font(word.font)
            if not _goes_on(first, font) and any(map(str.isalnum, word.text)):
                if not font.bold and _is_run_in(text, bold=first.bold):
                    return number, index
                return stop
            if _is_closed_title(text):
                stop = number, index
            pieces.append((" " if line.spaces[index] or not index else "") + word.text)
    return None


def _goes_on(first: Font, font: Font) -> bool:
    """Tells whether a word may belong to a heading; names of species in a bold one are slanted, too."""
    return font.bold if first.bold else font.italic and not font.bold


def _is_closed_title(text: str) -> bool:
    """Tells whether a numbered heading is closed: "3.2. Thymus vulgaris." before a slanted word of the text."""
    number = _NUMBER.match(text)
    return number is not None and text.endswith(".") and len(text[number.end() :].split()) > 1


def _is_run_in(text: str, *, bold: bool) -> bool:
    if not _WORDS.search(text) or text[0].islower() or len(text) > _LONGEST_RUN_IN:
        return False
    told = line_heading(split_lines(text), 0) is not None
    closed = text.endswith((".", ":", "–", "—"))
    numbered = _NUMBER.match(text) is not None
    return told or (closed and (bold or numbered or len(text.split()) > 1))
