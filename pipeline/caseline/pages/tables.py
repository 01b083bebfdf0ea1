"""Tables of HTML that stay tables: on a narrow screen each row becomes a small card with the columns' names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape

from caseline.printable import printable

_SHADES = 5


class Markup(str):
    """HTML of ours, which is not escaped again; made of foreign text by `text` alone."""

    __slots__ = ()


class Kind(StrEnum):
    """What a column holds."""

    WORDS = "words"
    NUMBER = "number"
    DRAWING = "drawing"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; on a narrow screen its name stands before each value, and a drawing takes a line."""

    name: str
    kind: Kind = Kind.WORDS


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is its heading.

    Args:
        cells: As many as there are columns; a str is escaped, `Markup` is not.
        strong: Whether it is a total.
        again: Whether its heading repeats that of the row above.
        data: Attributes `data-…` by name, for filters; their values are treated as `text`.
    """

    cells: tuple[str, ...]
    strong: bool = False
    again: bool = False
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that belong together, with a heading of their own or none."""

    rows: tuple[Row, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a square: what it shows, its share of the row from 0 to 1, whether both sides agree there."""

    content: str
    share: float = 0.0
    same: bool = False


def text(value: str) -> Markup:
    """Returns foreign text as HTML: on one line, escaped, and free of what turns the order of reading."""
    return Markup(escape(printable(value)))


def content(value: str) -> Markup:
    """Returns a cell's content: `Markup` as it is, anything else as `text`."""
    return value if isinstance(value, Markup) else text(value)


def table(caption: str, columns: Sequence[Column], groups: Iterable[Rows]) -> Markup:
    """Returns a table with a visible caption; one body for each group of rows."""
    heads = "".join(
        f'<th scope="col" role="columnheader" class="{column.kind}">{text(column.name)}</th>'
        for column in columns
    )
    bodies = "".join(_body(columns, group) for group in groups)
    return Markup(
        f'<table class="figures" role="table"><caption>{content(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>{bodies}</table>'
    )


def square(
    caption: str, corner: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]]
) -> Markup:
    """Returns a table of counts by row and column, cells shaded by their share of the row.

    Args:
        caption: Shown above.
        corner: What rows and columns are.
        columns: Headings of the columns.
        rows: Each row's heading and cells.
    """
    heads = "".join(f'<th scope="col"><span>{text(name)}</span></th>' for name in columns)
    lines = "".join(
        f'<tr><th scope="row">{text(name)}</th>{"".join(map(_counted, cells))}</tr>' for name, cells in rows
    )
    return Markup(
        f'<table class="square"><caption>{content(caption)}</caption>'
        f'<thead><tr><td class="corner">{text(corner)}</td>{heads}</tr></thead><tbody>{lines}</tbody></table>'
    )


def _body(columns: Sequence[Column], group: Rows) -> str:
    title = (
        f'<tr class="title" role="row"><th scope="rowgroup" role="rowheader" colspan="{len(columns)}">'
        f"{content(group.title)}</th></tr>"
        if group.title
        else ""
    )
    return f'<tbody role="rowgroup">{title}{"".join(_row(columns, row) for row in group.rows)}</tbody>'


def _row(columns: Sequence[Column], row: Row) -> str:
    names = " ".join(name for name, holds in (("strong", row.strong), ("again", row.again)) if holds)
    known = f' class="{names}"' if names else ""
    data = "".join(f' data-{name}="{text(value)}"' for name, value in row.data.items())
    cells = "".join(
        _cell(column, cell, head=place == 0)
        for place, (column, cell) in enumerate(zip(columns, row.cells, strict=True))
    )
    return f'<tr role="row"{known}{data}>{cells}</tr>'


def _cell(column: Column, cell: str, *, head: bool) -> str:
    shown = content(cell)
    if head:
        return f'<th scope="row" role="rowheader" class="{column.kind}"><span>{shown}</span></th>'
    empty = "" if shown else " empty"
    return f'<td role="cell" class="{column.kind}{empty}" data-label="{text(column.name)}">{shown}</td>'


def _counted(cell: Cell) -> str:
    shade = f"shade-{round(_SHADES * min(1.0, max(0.0, cell.share)))}"
    return f'<td class="{shade}{" same" if cell.same else ""}">{content(cell.content)}</td>'
