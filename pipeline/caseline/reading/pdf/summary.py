"""The front of a paper as it is read: abstract, keywords, and what is told of authors and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from caseline.reading.headings import opening_heading
from caseline.reading.lines import split_lines
from caseline.reading.pdf.blocks import Block
from caseline.reading.pdf.entries import Flow
from caseline.reading.pdf.front import is_front_matter
from caseline.reading.pdf.splits import split_labels, split_run_in
from caseline.reading.pdf.styles import Styles, same_size
from caseline.reading.pdf.titles import closed_up
from caseline.reading.pdf.wording import line_text
from caseline.reading.prose import is_prose
from caseline.reading.vocabulary import Extent
from caseline.schema.document import SectionName

# A block of so many characters is no list of keywords.
_LONG = 200
# "Keywords rash, fever": no sign behind the heading, which only its type tells from the list.
_KEYWORDS = re.compile(r"(?:key\s?-?words|index\sterms)\s(?=\S)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;•·|]")


@dataclass(slots=True)
class Front:
    """What is read of the front of a paper.

    Attributes:
        flow: Where its text goes.
        styles: What the body looks like.
        blocks: Blocks that speak of authors, dates, licence and the like.
        keywords: Lists of keywords, as their lines.
        first: The first paragraph of the abstract.
        awaits_keywords: Whether the heading of a list of keywords stands above.
    """

    flow: Flow
    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    keywords: list[tuple[str, ...]] = field(default_factory=list)
    first: Block | None = None
    awaits_keywords: bool = False
    _before: int = 0

    def begin_abstract(self, block: Block, name: SectionName, title: str) -> None:
        """Begins an abstract below its heading."""
        self.flow.add_heading(block, name, title, opens=True)
        self.first, self.awaits_keywords, self._before = None, False, len(self.keywords)

    def take_keywords(self, block: Block) -> bool:
        """Takes a list of keywords that begins with its heading; returns False for anything else."""
        text = closed_up(" ".join(block.text.split()))
        begin = _keywords_begin(text)
        if not 0 < begin < len(text):
            return False
        parted = split_run_in(block, self.styles)
        listed = tuple(map(line_text, parted[1].lines)) if parted is not None else (text[begin:].strip(),)
        self.flow.close()
        self.keywords.append(listed)
        self.awaits_keywords = False
        return True

    def is_listed(self, block: Block) -> bool:
        """Tells whether a block below the heading of keywords is the list, or a part of it."""
        if not self.awaits_keywords or is_front_matter(block, self.styles):
            return False
        return not (is_prose(block.text) and len(block.text) > _LONG)

    def add_keywords(self, block: Block) -> None:
        """Takes a block of the list of keywords."""
        self.keywords.append(tuple(map(line_text, block.lines)))

    def holds(self, block: Block, *, long: bool) -> bool:
        """Tells whether a block belongs to the abstract: it looks as its first paragraph does."""
        if self.first is None:
            return long
        if self.awaits_keywords or len(self.keywords) > self._before:
            return False
        in_body_type = self.styles.is_body(self.first.lines[-1])
        if self.styles.is_body(block.lines[-1]) and not in_body_type:
            return False
        return same_size(self.first.size, block.size) and (long or self.flow.is_unfinished())

    def add_summary(self, block: Block) -> None:
        """Adds a paragraph of the abstract, its labels as headings."""
        for part in split_labels(block):
            parted = None if self.flow.joins(part) else split_run_in(part, self.styles)
            if parted is None:
                self.flow.add_prose(part)
                continue
            self._add_label(parted[0])
            # "Abstract Background: …": one label runs into another.
            again = split_run_in(parted[1], self.styles)
            if again is not None:
                self._add_label(again[0])
            self.flow.add_prose(again[1] if again is not None else parted[1])

    def _add_label(self, head: Block) -> None:
        name = self.flow.name
        opens = not any(entry.name is name for entry in self.flow.entries)
        self.flow.add_heading(head, name, head.text.rstrip(" :.—–"), opens=opens)


def _keywords_begin(text: str) -> int:
    """Returns where a list of keywords begins behind its heading; 0 where there is none."""
    told = opening_heading(split_lines(text), 0) if text else None
    if told is not None:
        return told.end if told.extent is Extent.KEYWORDS else 0
    found = _KEYWORDS.match(text)
    listed = found is not None and _SEPARATOR.search(text, found.end()) is not None
    return found.end() if found is not None and listed and not is_prose(text[:_LONG]) else 0
