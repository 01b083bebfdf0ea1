"""The parts that a paper is put together from, in its order: headings, paragraphs, tables and captions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from caseline.reading.lines import ends_sentence
from caseline.reading.pdf.blocks import Block
from caseline.reading.pdf.layout import Float
from caseline.reading.pdf.styles import same_size
from caseline.schema.document import SectionName

# A paragraph that may go on in small letters has so many characters, or reaches the edge.
_PROSE_LENGTH = 60


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
class Flow:
    """The entries so far, and the paragraph that may still go on in the next column.

    Attributes:
        indents: Whether paragraphs begin with an indent.
        name: The section that prose belongs to.
        top: The main section that it stands in.
        entries: What is finished.
        paragraph: The blocks of the open paragraph.
        floats: Tables and captions that interrupt it.
    """

    indents: bool
    name: SectionName = SectionName.BODY
    top: SectionName = SectionName.BODY
    entries: list[Entry] = field(default_factory=list)
    paragraph: list[Block] = field(default_factory=list)
    floats: list[Float] = field(default_factory=list)

    def add_float(self, item: Float) -> None:
        """Adds a table or a caption, below the paragraph that it interrupts."""
        self.floats.append(item)
        if not self.paragraph:
            self.close()

    def add_heading(self, block: Block, name: SectionName, title: str, *, opens: bool) -> None:
        """Adds a heading; with `opens` a section begins with it."""
        self.close()
        self.name = name
        self.entries.append(Entry(Kind.HEADING, name, (block,), title=title, opens=opens))

    def add_prose(self, block: Block) -> None:
        """Adds a paragraph, or the rest of the open one."""
        if self.joins(block):
            self.paragraph.append(block)
            return
        self.close()
        self.paragraph = [block]

    def begin(self, name: SectionName) -> None:
        """Ends the paragraph; prose that follows belongs to another main section."""
        self.close()
        self.name = self.top = name

    def close(self) -> None:
        """Ends the paragraph."""
        if self.paragraph:
            self.entries.append(Entry(Kind.PROSE, self.name, tuple(self.paragraph)))
        self.entries += [_entry(each) for each in self.floats]
        self.paragraph, self.floats = [], []

    def joins(self, block: Block) -> bool:
        """Tells whether a block goes on with the open paragraph, over a float or into the next column."""
        if not self.paragraph:
            return False
        last = self.paragraph[-1]
        if not same_size(last.size, block.size):
            return False
        ended = ends_sentence(last.text)
        if not ended and (block.text[:1].islower() or last.text.endswith("-")):
            return len(last.text) >= _PROSE_LENGTH or last.is_full
        if last.column == block.column and not self.floats:
            return False
        if not ended:
            return last.is_full
        return last.is_full and self.indents and not block.is_indented and block.column != last.column

    def goes_on_with(self, block: Block) -> bool:
        """Tells whether a block goes on with the last paragraph, which was closed within a sentence."""
        last = self.entries[-1] if self.entries and not self.paragraph else None
        if last is None or last.kind is not Kind.PROSE:
            return False
        above = last.blocks[-1]
        broken = not ends_sentence(above.text) and block.text[:1].islower()
        long = len(above.text) >= _PROSE_LENGTH or above.is_full
        return broken and long and same_size(above.size, block.size) and above.column != block.column

    def reopen(self) -> None:
        """Opens the last paragraph again."""
        self.paragraph = list(self.entries.pop().blocks)

    def is_unfinished(self) -> bool:
        """Tells whether the open paragraph breaks off within a sentence."""
        return bool(self.paragraph) and not ends_sentence(self.paragraph[-1].text)


def _entry(item: Float) -> Entry:
    label = item.stretch.label
    name = label.name if label is not None else SectionName.FIGURE
    return Entry(Kind.FLOAT, name, float=item, title=label.title if label is not None else None, opens=True)
