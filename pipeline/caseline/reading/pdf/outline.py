"""Which block is what: title, abstract, headings, paragraphs, captions, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from caseline.reading.headings import line_heading, opening_heading
from caseline.reading.lines import ends_sentence, split_lines
from caseline.reading.pdf.blocks import Block
from caseline.reading.pdf.front import find_title, is_front_matter, is_note
from caseline.reading.pdf.layout import Float, Layout
from caseline.reading.pdf.splits import split_labels, split_run_in
from caseline.reading.pdf.styles import Styles, same_size
from caseline.reading.pdf.titles import Style, Title, closed_up, is_distinct, title_of
from caseline.reading.pdf.wording import line_text
from caseline.reading.prose import is_firm_prose, is_prose
from caseline.reading.references import is_reference
from caseline.reading.titles import section_name
from caseline.reading.vocabulary import Extent
from caseline.schema.document import SectionName

_PARTS = frozenset(
    {
        SectionName.INTRODUCTION,
        SectionName.METHODS,
        SectionName.RESULTS,
        SectionName.DISCUSSION,
        SectionName.CONCLUSION,
        SectionName.CASE,
        SectionName.REFERENCES,
    }
)
_LATE = frozenset({SectionName.DISCUSSION, SectionName.CONCLUSION})
_SUMMARIES = frozenset({SectionName.ABSTRACT, SectionName.LAY_SUMMARY})
_LEFT_OUT = frozenset({SectionName.METADATA, SectionName.BOILERPLATE})
_LOOK_AHEAD = 4
_PROSE_LENGTH = 60
# In heights of the body: small print, and print so small that only sentences beyond doubt count.
_SMALL_PRINT, _SMALLEST_PRINT = 0.95, 0.8
_SMALL_PROSE_LENGTH = 120


class Region(Enum):
    """Where in the paper the reading stands."""

    FRONT = auto()
    SUMMARY = auto()
    BODY = auto()
    NOTE = auto()
    REFERENCES = auto()


class Kind(Enum):
    """What an entry of the outline is."""

    HEADING = auto()
    PROSE = auto()
    FLOAT = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, a paragraph, or a float of the clean text.

    Attributes:
        kind: What it is.
        name: The section it belongs to.
        blocks: Its blocks, for a heading or a paragraph.
        float: The table or caption.
        title: The heading that a paragraph has run into it, or the heading's own text.
        opens: Whether a section begins with it.
    """

    kind: Kind
    name: SectionName
    blocks: tuple[Block, ...] = ()
    float: Float | None = None
    title: str | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The paper in its order.

    Attributes:
        title: The blocks of its title.
        entries: What the clean text is made of, without the title.
        front: What is printed of authors, dates, licence and the like.
        byline: What of that stands between the title and the abstract.
        keywords: Lists of keywords, as their lines.
    """

    title: tuple[Block, ...]
    entries: tuple[Entry, ...]
    front: tuple[str, ...]
    byline: tuple[str, ...]
    keywords: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _State:
    region: Region = Region.FRONT
    name: SectionName = SectionName.BODY
    top: SectionName = SectionName.BODY
    rank: int = 1
    summary: Block | None = None
    keywords_open: bool = False
    keywords_before: int = 0
    byline_from: int = 0
    byline_to: int = 0
    entries: list[Entry] = field(default_factory=list)
    paragraph: list[Block] = field(default_factory=list)
    floats: list[Float] = field(default_factory=list)
    front: list[Block] = field(default_factory=list)
    keywords: list[tuple[str, ...]] = field(default_factory=list)


def make_outline(layout: Layout, told_title: str | None) -> Outline:
    """Returns the outline of a paper.

    Args:
        layout: Its text in the order of reading.
        told_title: The title that the file says it has.
    """
    blocks = [item for item in layout.items if isinstance(item, Block)]
    heads = [text for texts in layout.furniture for text in texts]
    title = find_title(blocks, layout.styles, told_title, heads)
    return _Outliner(layout, title).run()


class _Outliner:
    def __init__(self, layout: Layout, title: Sequence[Block]) -> None:
        self._items = layout.items
        self._styles = layout.styles
        self._title = list(title)
        self._state = _State()
        self._main = _main_style(layout.items, layout.styles)
        self._indents = _uses_indents(layout.items, layout.styles)

    def run(self) -> Outline:
        begin = next((at for at, item in enumerate(self._items) if self._is_title(item)), 0)
        for index, item in enumerate(self._items):
            self._mark_byline(reached=index >= begin)
            if isinstance(item, Float):
                self._float(item)
            elif not self._is_title(item):
                self._block(item, index, before_title=index < begin)
        self._flush()
        state = self._state
        front = tuple(" ".join(map(line_text, block.lines)) for block in state.front)
        byline = front[state.byline_from : state.byline_to]
        return Outline(tuple(self._title), tuple(state.entries), front, byline, tuple(state.keywords))

    def _is_title(self, item: Block | Float) -> bool:
        return isinstance(item, Block) and any(item.lines[-1] is block.lines[-1] for block in self._title)

    def _mark_byline(self, *, reached: bool) -> None:
        """Notes which of the front stands between the title and the abstract."""
        state = self._state
        if not reached:
            state.byline_from = len(state.front)
        if state.region is Region.FRONT:
            state.byline_to = len(state.front)

    def _float(self, item: Float) -> None:
        if self._state.paragraph:
            self._state.floats.append(item)
        else:
            self._state.entries.append(_float_entry(item))

    def _block(self, block: Block, index: int, *, before_title: bool) -> None:
        state = self._state
        if before_title:
            self._before_title(block)
            return
        if state.region in {Region.FRONT, Region.SUMMARY} and self._keywords(block):
            return
        heading = title_of(block, self._styles, heads_prose=self._heads_prose(index))
        if heading is not None and self._heads_footnote(block, heading, index):
            state.front.append(block)
            return
        if heading is not None and self._heading(block, heading):
            return
        if state.region is Region.REFERENCES:
            self._after_references(block)
        elif state.region is Region.NOTE:
            self._in_note(block)
        elif state.region is Region.BODY:
            self._in_body(block)
        else:
            self._in_front(block, index)

    def _in_note(self, block: Block) -> None:
        """Keeps of end matter what tells the licence, and keywords below their heading."""
        if self._state.keywords_open and len(self._state.keywords) == self._state.keywords_before:
            self._state.keywords.append(tuple(map(line_text, block.lines)))
        elif "creative commons" in block.text.casefold() or "creativecommons" in block.text:
            self._state.front.append(block)

    def _before_title(self, block: Block) -> None:
        if is_front_matter(block, self._styles) or not is_prose(block.text) or len(block.lines) < 3:
            self._state.front.append(block)
        elif not is_reference(block.text) and self._styles.is_body(block.lines[0]):
            self._prose(block, SectionName.BODY)

    def _heads_prose(self, index: int) -> bool:
        """Tells whether prose follows, with no more than a few headings or floats between."""
        block = self._items[index]
        seen = 0
        for item in self._items[index + 1 : index + 1 + 2 * _LOOK_AHEAD]:
            if isinstance(item, Float):
                continue
            if self._runs(item):
                return True
            if (
                seen >= _LOOK_AHEAD
                or not is_distinct(item, self._styles)
                or item.side.page - block.side.page > 1
            ):
                return False
            seen += 1
        return False

    def _runs(self, block: Block) -> bool:
        """Tells whether a block is running text of the body."""
        if len(block.text) < _PROSE_LENGTH or block.size < 0.9 * self._styles.size:
            return False
        return is_prose(block.text) or (len(block.lines) > 1 and self._styles.is_body(block.lines[0]))

    def _heads_footnote(self, block: Block, heading: Title, index: int) -> bool:
        """Tells whether a heading such as "Correspondence" stands above small print beside the text."""
        if self._state.region is not Region.BODY or heading.name not in _LEFT_OUT:
            return False
        below = next((item for item in self._items[index + 1 :] if isinstance(item, Block)), None)
        small = _SMALL_PRINT * self._styles.size
        return (
            block.size < small and below is not None and below.size < small and below.column == block.column
        )

    def _heading(self, block: Block, heading: Title) -> bool:
        """Opens what a heading opens; returns False when it is none here."""
        state = self._state
        rank = self._rank(heading)
        if state.region in {Region.FRONT, Region.SUMMARY} and not self._leaves_front(block, heading, rank):
            return self._front_heading(block, heading)
        if heading.name in _SUMMARIES and self._is_late_summary(block):
            return self._front_heading(block, heading)
        if state.region is Region.REFERENCES and heading.extent is None and rank != 1:
            return False
        if state.region is Region.NOTE and heading.name is None and rank == 1 and state.top in _LATE:
            return True
        self._flush()
        if heading.extent is Extent.REFERENCES:
            state.region = Region.REFERENCES
            return True
        if heading.name in _LEFT_OUT or heading.extent in {Extent.NOTE, Extent.BLOCK, Extent.LIST}:
            if state.region is not Region.REFERENCES:
                state.region = Region.NOTE
            return True
        if heading.extent is Extent.KEYWORDS:
            state.region, state.keywords_open = Region.NOTE, True
            return True
        if heading.name in _SUMMARIES:
            heading = replace(heading, name=SectionName.CONCLUSION)
        if rank == 1 or state.region is Region.REFERENCES:
            state.top = heading.name or section_name(heading.text, above=SectionName.BODY)
            state.name = state.top
        else:
            state.name = section_name(heading.text, above=state.top)
        state.region = Region.BODY
        state.entries.append(Entry(Kind.HEADING, state.name, (block,), title=heading.text, opens=True))
        return True

    def _rank(self, heading: Title) -> int:
        if heading.depth:
            return heading.depth
        if self._main is None or _alike(heading.style, self._main):
            return 1
        if heading.name in _PARTS | _SUMMARIES and heading.extent in {Extent.FLOW, Extent.REFERENCES}:
            return 1 if heading.style.size >= self._main.size - 0.5 else 2
        return 1 if heading.style.size > self._main.size + 1 else 2

    def _is_late_summary(self, block: Block) -> bool:
        """Tells whether an abstract comes on the first pages although something was taken for text before."""
        told = any(entry.name in _SUMMARIES for entry in self._state.entries)
        return not told and block.side.page - self._items[0].side.page <= 1

    def _leaves_front(self, block: Block, heading: Title, rank: int) -> bool:
        """Tells whether a heading ends the front: a main one, but no label within the abstract."""
        if self._state.region is Region.FRONT and is_front_matter(block, self._styles):
            return False
        if heading.name in _SUMMARIES or heading.extent in {
            Extent.KEYWORDS,
            Extent.BLOCK,
            Extent.NOTE,
            Extent.LIST,
        }:
            return False
        if heading.extent is Extent.REFERENCES:
            return True
        if self._state.region is Region.FRONT:
            alike = self._main is not None and _alike(heading.style, self._main)
            return heading.name in _PARTS or (rank == 1 and (alike or heading.depth == 1))
        if self._main is not None and not _alike(heading.style, self._main) and not heading.depth:
            return False
        return heading.name in _PARTS or heading.name is None

    def _front_heading(self, block: Block, heading: Title) -> bool:
        state = self._state
        if heading.name in _SUMMARIES:
            self._flush()
            state.region, state.name, state.keywords_open = Region.SUMMARY, heading.name, False
            state.summary, state.keywords_before = None, len(state.keywords)
            state.entries.append(Entry(Kind.HEADING, heading.name, (block,), title=heading.text, opens=True))
            return True
        if heading.extent is Extent.KEYWORDS:
            self._flush()
            state.keywords_open = True
            return True
        if state.region is Region.SUMMARY and heading.extent in {Extent.FLOW, Extent.PART, None}:
            self._flush()
            state.entries.append(Entry(Kind.HEADING, state.name, (block,), title=heading.text))
            return True
        state.front.append(block)
        return True

    def _keywords(self, block: Block) -> bool:
        """Takes a list of keywords that begins with its heading."""
        text = closed_up(" ".join(block.text.split()))
        told = opening_heading(split_lines(text), 0) if text else None
        if told is None or told.extent is not Extent.KEYWORDS or told.end >= len(text):
            return False
        self._flush()
        parted = split_run_in(block, self._styles)
        if parted is not None:
            self._state.keywords.append(tuple(map(line_text, parted[1].lines)))
        else:
            self._state.keywords.append((text[told.end :].strip(),))
        self._state.keywords_open = False
        return True

    def _in_front(self, block: Block, index: int) -> None:
        state = self._state
        text = " ".join(block.text.split())
        run_in = opening_heading(split_lines(text), 0)
        if run_in is not None and run_in.name in _SUMMARIES:
            self._flush()
            state.region, state.name, state.summary = Region.SUMMARY, run_in.name, block
            self._summary(block)
            return
        if (
            state.keywords_open
            and not (is_prose(text) and len(text) > 200)
            and not is_front_matter(block, self._styles)
        ):
            state.keywords.append(tuple(map(line_text, block.lines)))
            return
        if run_in is not None and run_in.extent in {Extent.NOTE, Extent.BLOCK}:
            state.front.append(block)
            return
        if is_front_matter(block, self._styles):
            state.front.append(block)
            return
        self._front_prose(block, index, text)

    def _front_prose(self, block: Block, index: int, text: str) -> None:
        state = self._state
        long = len(text) >= _PROSE_LENGTH and is_prose(text)
        if state.region is Region.SUMMARY:
            if state.summary is None and long:
                state.summary = block
            if self._in_summary(block, long=long):
                self._summary(block)
            elif long and self._styles.is_body(block.lines[0]):
                self._begin_body(block)
            else:
                state.front.append(block)
        elif not long:
            state.front.append(block)
        elif state.summary is None and self._is_headless_abstract(block, index):
            state.region, state.name, state.summary = Region.SUMMARY, SectionName.ABSTRACT, block
            self._flush()
            self._summary(block)
        elif self._styles.is_body(block.lines[0]) or len(text) > 400:
            self._begin_body(block)
        else:
            state.front.append(block)

    def _summary(self, block: Block) -> None:
        """Adds a paragraph of the abstract, its labels as headings."""
        for part in split_labels(block):
            parted = None if self._joins(part) else split_run_in(part, self._styles)
            if parted is None:
                self._prose(part, self._state.name)
                continue
            self._flush()
            name, title = self._state.name, parted[0].text.rstrip(" :.—–")
            opens = not any(entry.name is name for entry in self._state.entries)
            self._state.entries.append(Entry(Kind.HEADING, name, (parted[0],), title=title, opens=opens))
            self._summary_text(parted[1], name)

    def _summary_text(self, block: Block, name: SectionName) -> None:
        """Adds text below a label, which may have another one run in: "Abstract Background: …"."""
        parted = split_run_in(block, self._styles)
        if parted is not None:
            title = parted[0].text.rstrip(" :.—–")
            self._state.entries.append(Entry(Kind.HEADING, name, (parted[0],), title=title))
            block = parted[1]
        self._prose(block, name)

    def _in_summary(self, block: Block, *, long: bool) -> bool:
        first = self._state.summary
        if first is None:
            return long
        alike = same_size(first.size, block.size)
        body = same_size(first.size, self._styles.size) and self._styles.is_body(first.lines[-1])
        if len(self._state.keywords) > self._state.keywords_before or self._state.keywords_open:
            return False
        return alike and (long or self._goes_on()) and (not self._styles.is_body(block.lines[-1]) or body)

    def _goes_on(self) -> bool:
        return bool(self._state.paragraph) and not ends_sentence(self._state.paragraph[-1].text)

    def _begin_body(self, block: Block) -> None:
        self._flush()
        self._state.region, self._state.name, self._state.top = (
            Region.BODY,
            SectionName.BODY,
            SectionName.BODY,
        )
        self._prose(block, SectionName.BODY, opens=True)

    def _is_headless_abstract(self, block: Block, index: int) -> bool:
        if not self._styles.is_body(block.lines[0]):
            return True
        for later in range(index + 1, len(self._items)):
            item = self._items[later]
            if isinstance(item, Float) or item.side.page > block.side.page:
                continue
            heading = title_of(item, self._styles, heads_prose=self._heads_prose(later))
            if heading is not None and heading.extent is not Extent.KEYWORDS:
                return heading.name is SectionName.INTRODUCTION
        return False

    def _in_body(self, block: Block) -> None:
        text = " ".join(block.text.split())
        if is_note(block, self._styles):
            self._state.front.append(block)
            return
        run_in = opening_heading(split_lines(text), 0)
        if run_in is not None and run_in.extent is Extent.KEYWORDS:
            self._state.keywords.append((text[run_in.end :].strip(),))
            return
        if run_in is not None and run_in.name in _LEFT_OUT and not self._joins(block):
            return
        joins = self._joins(block)
        if block.size < _SMALL_PRINT * self._styles.size and not joins and not self._is_small_prose(block):
            return
        prose = is_prose(text) or joins
        if not prose and (is_distinct(block, self._styles) or not self._styles.is_body(block.lines[0])):
            return
        parted = None if self._joins(block) else split_run_in(block, self._styles)
        if parted is None:
            self._prose(block, self._state.name)
            return
        self._flush()
        self._enter(parted[0])
        self._prose(parted[1], self._state.name)

    def _is_small_prose(self, block: Block) -> bool:
        """Tells running text in smaller type, such as a vignette, from labels and cells."""
        text = block.text
        if block.size < _SMALLEST_PRINT * self._styles.size:
            return is_firm_prose(text)
        return len(block.lines) > 1 and len(text) >= _SMALL_PROSE_LENGTH and is_prose(text)

    def _enter(self, head: Block) -> None:
        """Adds a heading that was run into a paragraph."""
        state = self._state
        title = head.text.rstrip(" :.—–")
        known = line_heading(split_lines(title), 0) if title.strip() else None
        if known is not None and known.name in _PARTS and known.extent is Extent.FLOW:
            state.name = state.top = known.name
        else:
            state.name = section_name(title, above=state.top)
        state.entries.append(Entry(Kind.HEADING, state.name, (head,), title=title, opens=True))

    def _after_references(self, block: Block) -> None:
        """Prose beyond doubt, in the type of the body, ends a list of references: another letter begins."""
        text = block.text
        if "creativecommons" in text:
            self._state.front.append(block)
            return
        if (
            self._styles.is_body(block.lines[0])
            and len(block.lines) > 3
            and is_firm_prose(text)
            and not is_reference(text)
        ):
            self._state.region, self._state.name, self._state.top = (
                Region.BODY,
                SectionName.BODY,
                SectionName.BODY,
            )
            self._prose(block, SectionName.BODY, opens=True)

    def _prose(self, block: Block, name: SectionName, *, opens: bool = False) -> None:
        if not opens and self._joins(block):
            self._state.paragraph.append(block)
            return
        self._flush()
        self._state.paragraph = [block]
        if opens or not self._state.entries or self._state.entries[-1].name is not name:
            self._state.name = name

    def _joins(self, block: Block) -> bool:
        """Tells whether a block goes on with the paragraph above, over a float or into the next column."""
        if not self._state.paragraph:
            return False
        last = self._state.paragraph[-1]
        if not same_size(last.size, block.size):
            return False
        starts_lower = block.text[:1].islower()
        ended = ends_sentence(last.text)
        if not ended and (starts_lower or last.text.endswith("-")):
            return len(last.text) >= _PROSE_LENGTH or last.is_full
        if last.column == block.column and not self._state.floats:
            return False
        if not ended:
            return last.is_full
        return last.is_full and self._indents and not block.is_indented and block.column != last.column

    def _flush(self) -> None:
        state = self._state
        if state.paragraph:
            state.entries.append(Entry(Kind.PROSE, state.name, tuple(state.paragraph)))
        state.entries += [_float_entry(each) for each in state.floats]
        state.paragraph, state.floats = [], []


def _float_entry(item: Float) -> Entry:
    label = item.stretch.label
    name = label.name if label is not None else SectionName.FIGURE
    return Entry(Kind.FLOAT, name, float=item, title=label.title if label is not None else None, opens=True)


def _main_style(items: Sequence[Block | Float], styles: Styles) -> Style | None:
    """Returns the look of the main headings: that of "Discussion", "References" and the like."""
    counts: Counter[Style] = Counter()
    for item in items:
        if isinstance(item, Block) and len(item.lines) <= 2:
            heading = title_of(item, styles, heads_prose=False)
            if heading is not None and heading.name in _PARTS and heading.depth <= 1:
                counts[heading.style] += 1
    return max(counts, key=lambda style: (counts[style], style.size, style.bold)) if counts else None


def _alike(first: Style, second: Style) -> bool:
    return (
        first.font == second.font
        and abs(first.size - second.size) <= 0.5
        and (first.bold, first.italic, first.capitals) == (second.bold, second.italic, second.capitals)
    )


def _uses_indents(items: Sequence[Block | Float], styles: Styles) -> bool:
    """Tells whether the paragraphs of the body begin with an indent."""
    paragraphs = [
        item
        for item in items
        if isinstance(item, Block) and len(item.lines) > 1 and styles.is_body(item.lines[0])
    ]
    return sum(block.is_indented for block in paragraphs) * 3 > len(paragraphs)
