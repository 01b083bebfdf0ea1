"""A PDF as an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from caseline.reading.article import Article
from caseline.reading.clean import At, Clean, CleanText
from caseline.reading.pdf.grid import Cell, make_rows
from caseline.reading.pdf.health import check_text
from caseline.reading.pdf.layout import Float, Layout, lay_out
from caseline.reading.pdf.metadata import Bibliography, Printed, find_bibliography, xmp
from caseline.reading.pdf.outline import Entry, Kind, Outline, make_outline
from caseline.reading.pdf.pages import open_pages
from caseline.reading.pdf.sides import Side, make_sides
from caseline.reading.pdf.titles import closed_up
from caseline.reading.pdf.wording import Place, Traced, cites_in_parentheses, trace, without_citations
from caseline.reading.pieces import Piece
from caseline.schema.document import SectionName, SourceFormat


def read_pdf(piece: Piece) -> Article:
    """Reads a PDF.

    Raises:
        ReadingError: …
    """
    with open_pages(piece.data, piece.source) as pages:
        sides = [side for sheets in pages.sheets() for side in make_sides(sheets, pages.fonts)]
        info = pages.info()
        fonts = tuple(pages.fonts)
    check_text(sides, piece.source)
    layout = lay_out(sides, fonts)
    outline = make_outline(layout, info.get("Title"))
    clean = _Writer(piece.source, layout).write(outline)
    title = next(
        (clean.text[each.start : each.end] for each in clean.sections if each.name is SectionName.TITLE), None
    )
    printed = Printed(
        title, outline.front, outline.byline, layout.furniture, outline.keywords, info | xmp(piece.data)
    )
    return Article(
        text=clean.text,
        source=piece.source,
        sections=clean.sections,
        source_map=clean.source_map,
        format=SourceFormat.PDF,
        **_fields(find_bibliography(printed)),
    )


def _fields(found: Bibliography) -> dict[str, Any]:
    return {each.name: getattr(found, each.name) for each in fields(found)}


class _Writer:
    def __init__(self, source: str, layout: Layout) -> None:
        self._clean = CleanText(source)
        self._layout = layout
        self._open: SectionName | None = None
        self._parenthesised = False

    def write(self, outline: Outline) -> Clean:
        if outline.title:
            self._begin(SectionName.TITLE, None)
            self._add(
                self._traced([Place(line, block.side) for block in outline.title for line in block.lines])
            )
            self._clean.end_block()
        self._parenthesised = cites_in_parentheses(
            block.text for entry in outline.entries if entry.kind is Kind.PROSE for block in entry.blocks
        )
        for entry in outline.entries:
            self._entry(entry)
        return self._clean.finish()

    def _entry(self, entry: Entry) -> None:
        if entry.float is not None:
            self._float(entry.float, entry)
            return
        if entry.opens or entry.name is not self._open:
            self._begin(entry.name, entry.title)
        traced = self._traced([Place(line, block.side) for block in entry.blocks for line in block.lines])
        traced = without_citations(traced, parenthesised=self._parenthesised)
        if entry.kind is Kind.HEADING:
            traced = traced.part(0, len(traced.text.rstrip(" :—–")))
            closed = closed_up(traced.text)
            if closed != traced.text:
                self._clean.add_whole(closed, self._at(traced.places[0]))
                self._clean.end_block()
                return
        self._add(traced)
        self._clean.end_block()

    def _float(self, item: Float, entry: Entry) -> None:
        self._begin(entry.name, entry.title)
        stretch = item.stretch
        self._add(self._traced([Place(line, item.side) for line in stretch.lines]))
        self._clean.end_block()
        for row in make_rows(stretch.rows):
            self._row(row, item.side)
        self._clean.end_block()
        self._add(self._traced([Place(line, item.side) for line in stretch.notes]))
        self._open = None

    def _row(self, row: Sequence[Cell], side: Side) -> None:
        for number, cell in enumerate(row):
            if number:
                self._clean.add(" | ")
            for text, line in cell.parts:
                self._clean.add(f"{text} ", self._at(Place(line, side)))
        self._clean.end_line()

    def _traced(self, places: list[Place]) -> Traced:
        return trace(places, self._layout.vocabulary)

    def _begin(self, name: SectionName, title: str | None) -> None:
        self._clean.begin_section(name, title)
        self._open = name

    def _add(self, traced: Traced) -> None:
        for text, place in traced.runs():
            self._clean.add(text, self._at(place))

    def _at(self, place: Place) -> At:
        return At(page=place.side.page, box=place.side.frame.shown(place.line.box))
