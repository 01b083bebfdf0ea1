"""The blocks of a page: paragraphs, headings, items, rows, captions, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from caseline.reading.web_page.page import Place
from caseline.reading.web_page.runs import Run, Style


class Kind(Enum):
    """What a block is."""

    PARAGRAPH = auto()
    HEADING = auto()
    ITEM = auto()
    ROW = auto()


class Region(Enum):
    """The part of a page that a block stands in, where its markup tells."""

    NONE = auto()
    ABSTRACT = auto()
    KEYWORDS = auto()
    FIGURE = auto()
    TABLE = auto()


FLOATS = frozenset({Region.FIGURE, Region.TABLE})
# Headings that are set as bold text stand below all that are marked up.
LOWEST = 7


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the text in an element.

    Attributes:
        style: How it is set.
        level: Level of the heading it is in, 1 to 7; 0 for none.
        region: The part of the page.
        group: Number of the figure, table or list it is in; 0 for none.
        listed: Whether it stands in a list.
        tabular: Whether it stands in a table that is more than layout.
        row: Whether it stands in a row of a table.
        titled: Whether a class calls it the title of the paper.
    """

    style: int = Style.PLAIN
    level: int = 0
    region: Region = Region.NONE
    group: int = 0
    listed: bool = False
    tabular: bool = False
    row: bool = False
    titled: bool = False

    @property
    def on_one_line(self) -> bool:
        """Whether blocks in it are parts of one line."""
        return self.row or self.level > 0

    @property
    def kind(self) -> Kind:
        """The kind of a block with this text."""
        if self.row:
            return Kind.ROW
        if self.level:
            return Kind.HEADING
        return Kind.ITEM if self.listed else Kind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page.

    Attributes:
        kind: What it is.
        runs: Its text.
        text: The same on one line.
        place: The element that it stands in.
        level: Level of a heading, 1 to 7; 0 for other blocks.
        region: The part of the page it stands in.
        group: Number of the figure, table or list it belongs to; 0 for none.
        linked: Share of its characters that are links.
        is_title: Whether its class calls it the title of the paper.
    """

    kind: Kind
    runs: tuple[Run, ...]
    text: str
    place: Place
    level: int = 0
    region: Region = Region.NONE
    group: int = 0
    linked: float = 0.0
    is_title: bool = False
