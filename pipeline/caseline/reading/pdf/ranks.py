"""What the headings of a paper tell: which are the main ones, and what stands below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from caseline.reading.pdf.blocks import Block
from caseline.reading.pdf.layout import Float
from caseline.reading.pdf.styles import Styles
from caseline.reading.pdf.titles import Style, Title, is_distinct, title_of
from caseline.reading.prose import is_prose
from caseline.reading.vocabulary import Extent
from caseline.schema.document import SectionName

PARTS = frozenset(
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
SUMMARIES = frozenset({SectionName.ABSTRACT, SectionName.LAY_SUMMARY})
LEFT_OUT = frozenset({SectionName.METADATA, SectionName.BOILERPLATE})

# So many headings may follow each other before prose does; a block of prose has so many characters.
_LOOK_AHEAD = 4
_PROSE_LENGTH = 60
_BODY_SIZE = 0.9
# In points: headings of one rank differ by no more.
_ALIKE = 0.5


class Ranks:
    """The headings of a paper and their ranks.

    Args:
        items: The paper in the order of reading.
        styles: What its body looks like.
    """

    def __init__(self, items: Sequence[Block | Float], styles: Styles) -> None:
        self._items = items
        self._styles = styles
        self._main = _main_style(items, styles)

    @property
    def are_told(self) -> bool:
        """Whether the look of main headings is known."""
        return self._main is not None

    def title(self, index: int) -> Title | None:
        """Returns the heading that a block is."""
        block = self._items[index]
        if isinstance(block, Float):
            return None
        return title_of(block, self._styles, heads_prose=self._heads_prose(index))

    def heads_directly(self, index: int) -> bool:
        """Tells whether running text stands right below a block."""
        below = next((item for item in self._items[index + 1 :] if isinstance(item, Block)), None)
        return below is not None and self._runs(below)

    def is_main(self, heading: Title) -> bool:
        """Tells whether a heading looks as the main ones do."""
        return self._main is not None and _alike(heading.style, self._main)

    def rank(self, heading: Title) -> int:
        """Returns 1 for a main heading, 2 and more for those below."""
        if heading.depth:
            return heading.depth
        if self._main is None or _alike(heading.style, self._main):
            return 1
        if heading.name in PARTS | SUMMARIES and heading.extent in {Extent.FLOW, Extent.REFERENCES}:
            return 1 if heading.style.size >= self._main.size - _ALIKE else 2
        return 1 if heading.style.size > self._main.size + 2 * _ALIKE else 2

    def _heads_prose(self, index: int) -> bool:
        """Tells whether prose follows, with no more than a few headings or floats between."""
        page = self._items[index].side.page
        seen = 0
        for item in self._items[index + 1 : index + 1 + 2 * _LOOK_AHEAD]:
            if isinstance(item, Float):
                continue
            if self._runs(item):
                return True
            if seen >= _LOOK_AHEAD or not is_distinct(item, self._styles) or item.side.page - page > 1:
                return False
            seen += 1
        return False

    def _runs(self, block: Block) -> bool:
        """Tells whether a block is running text of the body."""
        if len(block.text) < _PROSE_LENGTH or block.size < _BODY_SIZE * self._styles.size:
            return False
        return is_prose(block.text) or (len(block.lines) > 1 and self._styles.is_body(block.lines[0]))


def uses_indents(items: Sequence[Block | Float], styles: Styles) -> bool:
    """Tells whether the paragraphs of the body begin with an indent."""
    paragraphs = [
        item
        for item in items
        if isinstance(item, Block) and len(item.lines) > 1 and styles.is_body(item.lines[0])
    ]
    return sum(block.is_indented for block in paragraphs) * 3 > len(paragraphs)


def _main_style(items: Sequence[Block | Float], styles: Styles) -> Style | None:
    """Returns the look of the main headings: that of "Discussion", "References" and the like."""
    counts: Counter[Style] = Counter()
    for item in items:
        if isinstance(item, Block) and len(item.lines) <= 2:
            heading = title_of(item, styles, heads_prose=False)
            if heading is not None and heading.name in PARTS and heading.depth <= 1:
                counts[heading.style] += 1
    return max(counts, key=lambda style: (counts[style], style.size, style.bold)) if counts else None


def _alike(first: Style, second: Style) -> bool:
    return (
        first.font == second.font
        and abs(first.size - second.size) <= _ALIKE
        and (first.bold, first.italic, first.capitals) == (second.bold, second.italic, second.capitals)
    )
