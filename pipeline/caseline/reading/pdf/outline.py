"""Which block is what: title, abstract, headings, paragraphs, captions, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from caseline.reading.headings import line_heading, marked_heading, opening_heading
from caseline.reading.lines import split_lines
from caseline.reading.pdf.blocks import Block
from caseline.reading.pdf.entries import Flow, Kind, Outline
from caseline.reading.pdf.front import find_title, is_foreign, is_front_matter, is_note
from caseline.reading.pdf.layout import Float, Layout
from caseline.reading.pdf.ranks import LEFT_OUT, PARTS, SUMMARIES, Ranks, uses_indents
from caseline.reading.pdf.splits import split_run_in
from caseline.reading.pdf.summary import Front
from caseline.reading.pdf.titles import Title
from caseline.reading.pdf.wording import line_text
from caseline.reading.prose import is_firm_prose, is_prose, tells_age
from caseline.reading.references import is_reference
from caseline.reading.titles import section_name
from caseline.reading.vocabulary import Extent
from caseline.schema.document import SectionName

_LATE = frozenset({SectionName.DISCUSSION, SectionName.CONCLUSION})
_ASIDE = frozenset({Extent.NOTE, Extent.BLOCK, Extent.LIST})
_PROSE_LENGTH = 60
_BODY_LENGTH = 400
# In heights of the body: small print, and print so small that only sentences beyond doubt count.
_SMALL_PRINT, _SMALLEST_PRINT = 0.95, 0.8
_SMALL_PROSE_LENGTH = 120
_FEWEST_LINES = 3
_EARLY_LENGTH = 120


class _Region(Enum):
    """Where in the paper the reading stands."""

    FRONT = auto()
    SUMMARY = auto()
    BODY = auto()
    NOTE = auto()
    REFERENCES = auto()


_BEFORE_BODY = frozenset({_Region.FRONT, _Region.SUMMARY})


def make_outline(layout: Layout, told_title: str | None) -> Outline:
    """Returns the outline of a paper.

    Args:
        layout: Its text in the order of reading.
        told_title: The title that the file says it has.
    """
    blocks = [item for item in layout.items if isinstance(item, Block)]
    heads = [text for texts in layout.furniture for text in texts]
    title = find_title(blocks, layout.styles, told_title, heads)
    outline = _Outliner(layout, title).run()
    if any(entry.kind is Kind.PROSE for entry in outline.entries):
        return outline
    # So little text that nothing tells it from a title page: all of it is text.
    flow = Flow(indents=False)
    for item in layout.items:
        if isinstance(item, Float):
            flow.add_float(item)
        else:
            flow.add_prose(item)
    flow.close()
    return replace(outline, title=(), entries=tuple(flow.entries))


class _Outliner:
    def __init__(self, layout: Layout, title: Sequence[Block]) -> None:
        self._items = layout.items
        self._styles = layout.styles
        self._title = tuple(title)
        self._ranks = Ranks(layout.items, layout.styles)
        self._flow = Flow(uses_indents(layout.items, layout.styles))
        self._front = Front(self._flow, layout.styles)
        self._region = _Region.FRONT
        self._byline = (0, 0)
        self._footnote: Block | None = None

    def run(self) -> Outline:
        begin = next((at for at, item in enumerate(self._items) if self._is_title(item)), 0)
        is_tail = self._ends_another(begin)
        for index, item in enumerate(self._items):
            self._mark_byline(reached=index >= begin)
            if isinstance(item, Float):
                self._flow.add_float(item)
            elif index < begin:
                self._before_title(item, index, is_tail=is_tail)
            elif not self._is_title(item):
                self._block(item, index)
        self._flow.close()
        front = tuple(" ".join(map(line_text, block.lines)) for block in self._front.blocks)
        return Outline(
            self._title,
            tuple(self._flow.entries),
            front,
            front[slice(*self._byline)],
            tuple(self._front.keywords),
        )

    def _is_title(self, item: Block | Float) -> bool:
        return isinstance(item, Block) and any(item.lines[-1] is block.lines[-1] for block in self._title)

    def _mark_byline(self, *, reached: bool) -> None:
        """Notes which of the front stands between the title and the abstract."""
        count = len(self._front.blocks)
        if not reached:
            self._byline = (count, count)
        elif self._region is _Region.FRONT:
            self._byline = (self._byline[0], count)

    def _ends_another(self, begin: int) -> bool:
        """Tells whether another paper ends above the title: text without a heading, and its references."""
        above = [at for at, item in enumerate(self._items[:begin]) if isinstance(item, Block)]
        text = next((at for at in above if self._is_early_text(at)), None)
        if text is None or any(self._ranks.title(at) for at in above if at < text):
            return False
        headings = (self._ranks.title(at) for at in above if at > text)
        return any(heading is not None and heading.extent is Extent.REFERENCES for heading in headings)

    def _is_early_text(self, index: int) -> bool:
        """Tells whether an item above the title is running text."""
        block = self._items[index]
        if isinstance(block, Float) or is_front_matter(block, self._styles) or is_reference(block.text):
            return False
        long = len(block.lines) >= _FEWEST_LINES or len(block.text) >= _EARLY_LENGTH
        return long and is_prose(block.text) and self._styles.is_body(block.lines[0])

    def _before_title(self, block: Block, index: int, *, is_tail: bool) -> None:
        """Keeps prose above the title, which may be none; but not the end of another letter."""
        if not self._is_early_text(index):
            self._front.blocks.append(block)
        elif not is_tail:
            self._flow.add_prose(block)

    def _block(self, block: Block, index: int) -> None:
        if is_foreign(block.text):
            return
        if self._region in _BEFORE_BODY and self._front.take_keywords(block):
            return
        heading = self._ranks.title(index)
        if heading is not None and self._heads_footnote(block, heading, index):
            self._front.blocks.append(block)
            self._footnote = block
        elif heading is not None and self._heading(block, heading, index):
            return
        elif self._region is _Region.REFERENCES:
            self._after_references(block)
        elif self._region is _Region.NOTE:
            self._in_note(block)
        elif self._region is _Region.BODY:
            self._in_body(block)
        else:
            self._in_front(block, index)

    def _heads_footnote(self, block: Block, heading: Title, index: int) -> bool:
        """Tells whether a heading such as "Correspondence" stands above small print beside the text."""
        if self._region is not _Region.BODY or heading.name not in LEFT_OUT:
            return False
        below = next((item for item in self._items[index + 1 :] if isinstance(item, Block)), None)
        small = _SMALL_PRINT * self._styles.size
        return (
            block.size < small and below is not None and below.size < small and below.column == block.column
        )

    def _is_footnote(self, block: Block) -> bool:
        """Tells whether a block belongs to the small print below such a heading."""
        heading = self._footnote
        below = heading is not None and block.column == heading.column
        if not below or block.size >= _SMALL_PRINT * self._styles.size:
            self._footnote = None
        return self._footnote is not None

    def _heading(self, block: Block, heading: Title, index: int) -> bool:
        """Opens what a heading opens; returns False when it is none here."""
        rank = self._ranks.rank(heading)
        late = heading.name in SUMMARIES and self._is_late_summary(block)
        if late or (self._region in _BEFORE_BODY and not self._leaves_front(index, heading, rank)):
            self._front_heading(block, heading)
            return True
        if self._region is _Region.REFERENCES and heading.extent is None and rank != 1:
            return False
        if self._region is _Region.NOTE and heading.name is None and rank == 1 and self._flow.top in _LATE:
            return True
        self._flow.close()
        if heading.extent is Extent.REFERENCES:
            self._region = _Region.REFERENCES
        elif heading.extent is Extent.KEYWORDS:
            self._region, self._front.awaits_keywords = _Region.NOTE, True
        elif heading.name in LEFT_OUT or heading.extent in _ASIDE:
            if self._region is not _Region.REFERENCES:
                self._region = _Region.NOTE
        else:
            self._open(block, heading, rank)
        return True

    def _open(self, block: Block, heading: Title, rank: int) -> None:
        """Opens a section of the text."""
        told = SectionName.CONCLUSION if heading.name in SUMMARIES else heading.name
        if rank == 1 or self._region is _Region.REFERENCES:
            self._flow.top = told or section_name(heading.text, above=SectionName.BODY)
            name = self._flow.top
        else:
            name = section_name(heading.text, above=self._flow.top)
        self._region = _Region.BODY
        self._flow.add_heading(block, name, heading.text, opens=True)

    def _is_late_summary(self, block: Block) -> bool:
        """Tells whether an abstract comes on the first pages although something was taken for text before."""
        told = any(entry.name in SUMMARIES for entry in self._flow.entries)
        return not told and block.side.page - self._items[0].side.page <= 1

    def _leaves_front(self, index: int, heading: Title, rank: int) -> bool:
        """Tells whether a heading ends the front: a main one, but no label within the abstract."""
        if heading.name in SUMMARIES or heading.extent in _ASIDE | {Extent.KEYWORDS}:
            return False
        if heading.extent is Extent.REFERENCES:
            return True
        alike = self._ranks.is_main(heading)
        if self._region is _Region.FRONT:
            block = self._items[index]
            crumb = isinstance(block, Block) and is_front_matter(block, self._styles)
            if crumb and not self._ranks.heads_directly(index):
                return False
            return heading.name in PARTS or (rank == 1 and (alike or heading.depth == 1))
        if self._ranks.are_told and not alike and not heading.depth:
            return False
        return heading.name in PARTS or heading.name is None

    def _front_heading(self, block: Block, heading: Title) -> None:
        if heading.name in SUMMARIES:
            self._region = _Region.SUMMARY
            self._front.begin_abstract(block, heading.name, heading.text)
        elif heading.extent is Extent.KEYWORDS:
            self._flow.close()
            self._front.awaits_keywords = True
        elif self._region is _Region.SUMMARY and heading.extent not in _ASIDE:
            self._flow.add_heading(block, self._flow.name, heading.text, opens=False)
        else:
            self._front.blocks.append(block)

    def _in_front(self, block: Block, index: int) -> None:
        text = " ".join(block.text.split())
        run_in = opening_heading(split_lines(text), 0)
        aside = run_in is not None and run_in.extent in _ASIDE
        if run_in is not None and run_in.name in SUMMARIES:
            self._begin_summary(block, run_in.name)
        elif self._front.is_listed(block):
            self._front.add_keywords(block)
        elif aside or is_front_matter(block, self._styles):
            self._front.blocks.append(block)
        elif self._region is _Region.SUMMARY:
            self._below_summary(block, text)
        else:
            self._above_summary(block, index, text)

    def _below_summary(self, block: Block, text: str) -> None:
        told = is_prose(text) or marked_heading(text) is not None
        long = len(text) >= _PROSE_LENGTH and told
        if self._front.first is None and long:
            self._front.first = block
        if self._front.holds(block, long=long):
            self._front.add_summary(block)
        elif long and self._styles.is_body(block.lines[0]):
            self._begin_body(block)
        else:
            self._front.blocks.append(block)

    def _above_summary(self, block: Block, index: int, text: str) -> None:
        if len(text) < _PROSE_LENGTH or not is_prose(text):
            self._front.blocks.append(block)
        elif self._front.first is None and self._is_headless_abstract(block, index):
            self._begin_summary(block, SectionName.ABSTRACT)
        elif self._styles.is_body(block.lines[0]) or len(text) > _BODY_LENGTH:
            self._begin_body(block)
        else:
            self._front.blocks.append(block)

    def _begin_summary(self, block: Block, name: SectionName) -> None:
        self._flow.begin(name)
        self._region, self._front.first = _Region.SUMMARY, block
        self._front.add_summary(block)

    def _begin_body(self, block: Block) -> None:
        self._flow.begin(SectionName.BODY)
        self._region = _Region.BODY
        self._in_body(block)

    def _is_headless_abstract(self, block: Block, index: int) -> bool:
        """Tells whether prose without a heading looks unlike the body, or stands above an introduction."""
        if not self._styles.is_body(block.lines[0]):
            return True
        for later in range(index + 1, len(self._items)):
            item = self._items[later]
            if isinstance(item, Block) and item.side.page == block.side.page:
                heading = self._ranks.title(later)
                if heading is not None and heading.extent is not Extent.KEYWORDS:
                    return heading.name is SectionName.INTRODUCTION
        return False

    def _in_note(self, block: Block) -> None:
        """Leaves end matter aside but for keywords and the licence; a patient's age ends it."""
        body = self._styles.is_body(block.lines[0]) and is_prose(block.text)
        if self._front.awaits_keywords and not self._front.keywords:
            self._front.add_keywords(block)
        elif body and tells_age(block.text):
            self._region = _Region.BODY
            self._in_body(block)
        elif "creativecommons" in "".join(block.text.split()).casefold():
            self._front.blocks.append(block)

    def _in_body(self, block: Block) -> None:
        if is_note(block, self._styles) or self._is_footnote(block):
            self._front.blocks.append(block)
            return
        if self._flow.joins(block):
            self._flow.add_prose(block)
            return
        if self._front.take_keywords(block) or _is_end_matter(block):
            return
        parted = split_run_in(block, self._styles)
        text = block if parted is None else parted[1]
        if not self._is_text(text):
            return
        if parted is not None:
            self._run_in(parted[0])
        self._flow.add_prose(text)

    def _is_text(self, block: Block) -> bool:
        """Tells text of the body from labels of figures and cells."""
        text = " ".join(block.text.split())
        if block.size < _SMALL_PRINT * self._styles.size:
            return self._is_small_prose(block)
        if is_prose(text):
            return True
        line = block.lines[0]
        # The items of a list, such as the names of drugs in italics, are no sentences.
        return self._styles.is_body(line) and not self._styles.is_bold(line) and not line.text.isupper()

    def _is_small_prose(self, block: Block) -> bool:
        """Tells running text in smaller type, such as a vignette, from labels and cells."""
        text = block.text
        if block.size < _SMALLEST_PRINT * self._styles.size:
            return is_firm_prose(text)
        return len(block.lines) > 1 and len(text) >= _SMALL_PROSE_LENGTH and is_prose(text)

    def _run_in(self, head: Block) -> None:
        """Adds a heading that was run into a paragraph."""
        title = head.text.rstrip(" :.—–")
        known = line_heading(split_lines(title), 0) if title.strip() else None
        if known is not None and known.name in PARTS and known.extent is Extent.FLOW:
            self._flow.close()
            self._flow.top = known.name
            name = known.name
        else:
            name = section_name(title, above=self._flow.top)
        self._flow.add_heading(head, name, title, opens=True)

    def _after_references(self, block: Block) -> None:
        """The rest of a broken sentence ends a list of references, and prose beyond doubt: another letter begins."""
        text = block.text
        if self._flow.goes_on_with(block) and not is_reference(text):
            self._region = _Region.BODY
            self._flow.reopen()
            self._flow.add_prose(block)
            return
        long = self._styles.is_body(block.lines[0]) and len(block.lines) > _FEWEST_LINES
        if "creativecommons" in "".join(text.split()).casefold():
            self._front.blocks.append(block)
        elif long and is_firm_prose(text) and not is_reference(text):
            self._begin_body(block)


def _is_end_matter(block: Block) -> bool:
    """Tells whether a paragraph is a note with its heading run in: "Funding: none"."""
    text = " ".join(block.text.split())
    run_in = opening_heading(split_lines(text), 0)
    return run_in is not None and run_in.name in LEFT_OUT and not tells_age(text)
