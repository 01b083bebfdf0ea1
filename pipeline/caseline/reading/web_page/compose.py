"""The chosen blocks of a page as clean text: sections by their headings, figures and tables of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from caseline.reading.clean import CleanText
from caseline.reading.prose import is_prose
from caseline.reading.references import is_reference
from caseline.reading.titles import section_name
from caseline.reading.web_page.blocks import FLOATS, LOWEST, Block, Kind, Region
from caseline.reading.web_page.headings import (
    ends_paper,
    heads_paper,
    heads_references,
    heads_text,
    label_of,
    lifted,
    term_of,
)
from caseline.reading.web_page.page import Place
from caseline.reading.web_page.runs import printed, write
from caseline.schema.document import SectionName

_KEYWORDS = re.compile(r"\A(?:index |author )?key ?-?(?:words?|terms?)\s*[:.—–-]?\s*", re.IGNORECASE)
_INDEXED = re.compile(r"mesh\b|medical subject|substances|publication types", re.IGNORECASE)
# "a)" in an element of its own, beside its item.
_ITEM_LABEL = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]+\Z", re.IGNORECASE)
_HEADING_STEP = re.compile(r"h[1-6]\[|title\[")
_ABSTRACTS = frozenset({SectionName.ABSTRACT, SectionName.LAY_SUMMARY})
# What stands below a heading "Abstract" and is longer is more than the abstract.
_LONGEST_ABSTRACT = 6000
_PROSE = 150
_NEAR = 4
# A note on funding and the like is not so long, other furniture shorter; the paper goes on without a heading.
_LONGEST_NOTE = 5000
_LONGEST_FURNITURE = 1500


@dataclass(frozen=True, slots=True)
class _Head:
    """An open heading.

    Attributes:
        level: Its level.
        name: The section it opened.
        region: The part of the page it stands in.
        room: The element that holds an abstract and its heading, where there is one: what stands outside is no
            part of it.
    """

    level: int
    name: SectionName
    region: Region
    room: Place | None = None


class Composer:
    """Writes blocks into a clean text.

    Args:
        clean: Where they go; it may hold the title.
        is_paper: Whether the page is built as papers are.

    Attributes:
        keywords: Lists of keywords that the page prints.
        kept: Characters of running text that were written.
        left: Characters of prose that were left out, but for references.
    """

    def __init__(self, clean: CleanText, *, is_paper: bool) -> None:
        self._is_paper = is_paper
        self.keywords: list[str] = []
        self.kept = self.left = 0
        self._clean = clean
        self._heads: list[_Head] = []
        self._name: SectionName | None = None
        self._left_out: _Head | None = None
        self._noted = 0
        self._indexed = False
        self._ended = False
        self._last: Block | None = None
        self._joins = False

    def add(self, blocks: list[Block]) -> None:
        """Writes all blocks of a page."""
        blocks = lifted(blocks)
        tables = {block.group for block in blocks if block.kind is Kind.ROW}
        labelled = {block.group for block in blocks if block.region in FLOATS and label_of(block)}
        told: set[int] = set()
        last = _references_at(blocks)
        for index, block in enumerate(blocks):
            if block.region is Region.KEYWORDS:
                self._take_keywords(block)
            elif block.region in FLOATS:
                told.update({block.group} if block.kind is Kind.ROW or label_of(block) else ())
                unlabelled = block.group not in labelled
                # What stands above the label is no part of the figure.
                if (unlabelled and self._left_out is None) or (not unlabelled and block.group in told):
                    self._add_float(block, is_table=block.group in tables)
            elif block.kind is Kind.HEADING:
                self._head(block, blocks, index, last)
            elif not self._leaves_out(block):
                self._add_text(block)
                self.kept += len(block.text)
            elif self._left_out is not None and self._left_out.name is not SectionName.REFERENCES:
                self.left += len(block.text) if is_prose(block.text) else 0
        self._clean.end_block()

    def _take_keywords(self, block: Block) -> None:
        """Takes keywords; an index's own only where the paper has none."""
        if block.kind is Kind.HEADING:
            self._indexed = _INDEXED.match(block.text) is not None
        elif (listed := _KEYWORDS.sub("", block.text, count=1)) and not (self._indexed and self.keywords):
            self.keywords.append(listed)

    def _head(self, block: Block, blocks: list[Block], index: int, last: int) -> None:
        """Opens the section of a heading, or leaves out what it heads; the paper ends at the one at `last`."""
        known, left_out = (heads_text if self._ended else heads_paper)(block), self._left_out
        if ends_paper(block, is_paper=self._is_paper):
            self._ended = self._ended or index >= last
            longest = _LONGEST_FURNITURE if term_of(block) is None else _LONGEST_NOTE
            self._leave_out(block, goes_on=_prose_below(blocks, index) > longest)
            return
        if not known and (self._ended or (left_out is not None and block.level > left_out.level)):
            self._left_out = left_out or _Head(block.level, SectionName.BOILERPLATE, block.region)
            return
        self._left_out = None
        self._close_heads(block, block.level)
        name = self._named(block)
        is_abstract = name in _ABSTRACTS
        level = LOWEST if is_abstract and _length_below(blocks, index) > _LONGEST_ABSTRACT else block.level
        room = _room_of(blocks, index) if is_abstract else None
        self._heads.append(_Head(level, name, block.region, room))
        self._begin(name, printed(block.runs).rstrip(" :" if block.level <= LOWEST else " :.—–-"))
        self._write(block)

    def _leave_out(self, block: Block, *, goes_on: bool) -> None:
        term = term_of(block)
        name = SectionName.BOILERPLATE if term is None else term.label
        if self._left_out is None or block.level <= self._left_out.level:
            level = LOWEST if goes_on and name is not SectionName.REFERENCES else block.level
            self._left_out, self._noted = _Head(level, name, block.region), 0
        if name is SectionName.KEYWORDS:
            self._close_heads(block, 0)
            self._indexed = _INDEXED.match(block.text) is not None

    def _close_heads(self, block: Block, level: int) -> None:
        """Closes the headings that a block at this level is not under, and an abstract that it is outside of."""
        self._heads = [
            head
            for head in self._heads
            if head.level < level
            and (head.region is not Region.ABSTRACT or block.region is Region.ABSTRACT)
            and (head.room is None or any(above is head.room for above in block.place.ancestors()))
        ]

    def _named(self, block: Block) -> SectionName:
        """Returns what a heading opens; labels within an abstract are of it."""
        above = self._heads[-1].name if self._heads else SectionName.BODY
        name = section_name(block.text, above=above)
        if name is SectionName.LAY_SUMMARY or above in _ABSTRACTS:
            return above if above in _ABSTRACTS and name is not SectionName.LAY_SUMMARY else name
        return SectionName.ABSTRACT if block.region is Region.ABSTRACT else name

    def _leaves_out(self, block: Block) -> bool:
        """Tells whether a block is left out; after keywords or a bold note the text may go on without a heading."""
        left_out = self._left_out
        if left_out is None:
            return False
        if left_out.name is SectionName.KEYWORDS and self._noted == 0:
            self._take_keywords(block)
        short = left_out.level >= LOWEST or left_out.name is SectionName.KEYWORDS
        self._noted += 1
        if (
            not short
            or self._ended
            or self._noted == 1
            or len(block.text) < _PROSE
            or not is_prose(block.text)
        ):
            return True
        self._left_out = None
        return False

    def _add_text(self, block: Block) -> None:
        label = label_of(block)
        if label is not None:
            self._begin(label.name, label.text)
            self._write(block)
            self._name = None
            return
        self._close_heads(block, LOWEST + 2)
        name = self._heads[-1].name if self._heads else SectionName.BODY
        if block.region is Region.ABSTRACT and name not in _ABSTRACTS:
            name = SectionName.ABSTRACT
        if name is not self._name:
            self._begin(name, None)
        self._write(block)

    def _add_float(self, block: Block, *, is_table: bool) -> None:
        """Writes a part of a figure or table, which is a section of its own from its label on."""
        label = label_of(block)
        last = self._last
        if last is None or last.region not in FLOATS or last.group != block.group or label is not None:
            name = SectionName.TABLE if is_table else SectionName.FIGURE
            self._begin(
                name if label is None or is_table else label.name, None if label is None else label.text
            )
        self._write(block)
        self._joins = label is not None and label.is_alone
        self._name = None

    def _begin(self, name: SectionName, title: str | None) -> None:
        self._clean.begin_section(name, title)
        self._name = name
        self._joins = False

    def _write(self, block: Block) -> None:
        """Writes a block; rows of a table and items of a list are lines of one."""
        last = self._last
        if self._joins:
            # "Figure 1" and ": The rash" stand in blocks of their own.
            self._clean.add("" if block.text[0] in ":.," else " ")
        elif last is not None and block.group and last.group == block.group and last.kind is block.kind:
            if block.kind is Kind.ITEM and _ITEM_LABEL.match(last.text):
                self._clean.add(" ")
            elif block.kind in {Kind.ROW, Kind.ITEM}:
                self._clean.end_line()
            else:
                self._clean.end_block()
        else:
            self._clean.end_block()
        write(block.runs, self._clean)
        self._joins = False
        self._last = block


def _length_below(blocks: list[Block], index: int) -> int:
    """Returns how much text stands below a heading, up to the next of its level."""
    length = 0
    for block in blocks[index + 1 :]:
        if block.kind is Kind.HEADING and block.level <= blocks[index].level:
            break
        length += len(block.text)
        if length > _LONGEST_ABSTRACT:
            break
    return length


def _prose_below(blocks: list[Block], index: int) -> int:
    """Returns how much prose stands below a heading, up to the next one."""
    length = 0
    for block in blocks[index + 1 :]:
        if block.kind is Kind.HEADING or length > _LONGEST_NOTE:
            break
        length += len(block.text) if block.region not in FLOATS and is_prose(block.text) else 0
    return length


def _references_at(blocks: list[Block]) -> int:
    """Returns the heading of the references that most of the prose stands above; others are of an outline."""
    lengths = [
        len(block.text) if is_prose(block.text) and not is_reference(block.text) else 0 for block in blocks
    ]
    total, above = sum(lengths), 0
    for index, block in enumerate(blocks):
        above += lengths[index]
        if heads_references(block) and above >= total - above:
            return index
    return len(blocks)


def _room_of(blocks: list[Block], index: int) -> Place | None:
    """Returns the element around a heading, if what follows the heading stands in it, too."""
    places = list(islice(blocks[index].place.ancestors(), _NEAR))
    element = next((place for place in reversed(places) if _HEADING_STEP.match(place.step)), places[0])
    room, following = element.above, next(iter(blocks[index + 1 : index + 2]), None)
    if room is None or following is None or not room.exact:
        return None
    return room if any(above is room for above in following.place.ancestors()) else None
