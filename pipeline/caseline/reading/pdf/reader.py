"""A PDF as an article."""

from __future__ import annotations

from collections.abc import Sequence

from caseline.reading.article import Article
from caseline.reading.clean import At, Clean, CleanText
from caseline.reading.pdf.entries import Entry, Kind, Outline
from caseline.reading.pdf.grid import Cell, make_rows
from caseline.reading.pdf.health import check_text
from caseline.reading.pdf.layout import Float, Layout, lay_out
from caseline.reading.pdf.metadata import Printed, find_bibliography, xmp
from caseline.reading.pdf.outline import make_outline
from caseline.reading.pdf.pages import open_pages
from caseline.reading.pdf.sides import Side, make_sides
from caseline.reading.pdf.titles import closed_up
from caseline.reading.pdf.wording import Cites, Place, Traced, how_it_cites, trace, without_citations
from caseline.reading.pieces import Piece
from caseline.schema.document import SectionName, SourceFormat


def read_pdf(piece: Piece) -> Article:
    """Reads a paper from a PDF: clean text in the order of reading, with the page and box of each line.

    Columns are told apart; running heads, page numbers, references and labels within figures are left out; tables
    and captions are sections of their own. Boxes are points from the lower left corner of the page as it is shown.

    Raises:
        ReadingError: When the file is empty, encrypted, broken, has no text, too many pages or too much on one, or
            fonts that do not say which letters they paint.
    """
    with open_pages(piece.data, piece.source) as pages:
        sides = [side for sheets in pages.sheets() for side in make_sides(sheets, pages.fonts)]
        info = pages.info()
    check_text(sides, piece.source)
    layout = lay_out(sides, pages.fonts)
    outline = make_outline(layout, info.get("Title"))
    clean = _Writer(piece.source, layout).write(outline)
    printed = Printed(
        _title(clean),
        outline.front,
        outline.byline,
        layout.furniture,
        outline.keywords,
        info | xmp(piece.data),
    )
    return Article(
        text=clean.text,
        source=piece.source,
        sections=clean.sections,
        source_map=clean.source_map,
        format=SourceFormat.PDF,
        **find_bibliography(printed).model_dump(),
    )


def _title(clean: Clean) -> str | None:
    titles = (clean.text[each.start : each.end] for each in clean.sections if each.name is SectionName.TITLE)
    return next((" ".join(title.split()) for title in titles), None)


class _Writer:
    """Writes the clean text of an outline."""

    def __init__(self, source: str, layout: Layout) -> None:
        self._clean = CleanText(source)
        self._vocabulary = layout.vocabulary
        self._section: SectionName | None = None
        self._cites = Cites()

    def write(self, outline: Outline) -> Clean:
        self._cites = how_it_cites(
            block.text for entry in outline.entries if entry.kind is Kind.PROSE for block in entry.blocks
        )
        if outline.title:
            self._begin(SectionName.TITLE, None)
            self._add(
                self._traced([Place(line, block.side) for block in outline.title for line in block.lines])
            )
        for entry in outline.entries:
            if entry.float is not None:
                self._float(entry.float, entry)
            else:
                self._text(entry)
        return self._clean.finish()

    def _text(self, entry: Entry) -> None:
        if entry.opens or entry.name is not self._section:
            self._begin(entry.name, entry.title)
        traced = self._traced([Place(line, block.side) for block in entry.blocks for line in block.lines])
        if entry.kind is Kind.HEADING:
            self._heading(traced)
        else:
            self._add(traced)

    def _heading(self, traced: Traced) -> None:
        traced = traced.part(0, len(traced.text.rstrip(" :—–")))
        closed = closed_up(traced.text)
        if closed == traced.text:
            self._add(traced)
        else:
            self._clean.add_whole(closed, _at(traced.places[0]))
            self._clean.end_block()

    def _float(self, item: Float, entry: Entry) -> None:
        """Writes a caption, then the rows of a table as lines, then its notes."""
        self._begin(entry.name, entry.title)
        self._section = None
        stretch = item.stretch
        self._add(self._traced([Place(line, item.side) for line in stretch.lines]))
        for row in make_rows(stretch.rows):
            self._row(row, item.side)
        self._clean.end_block()
        self._add(self._traced([Place(line, item.side) for line in stretch.notes]))

    def _row(self, row: Sequence[Cell], side: Side) -> None:
        for number, cell in enumerate(row):
            if number:
                self._clean.add(" | ")
            for text, line in cell.parts:
                self._clean.add(f"{text} ", _at(Place(line, side)))
        self._clean.end_line()

    def _traced(self, places: Sequence[Place]) -> Traced:
        return without_citations(trace(places, self._vocabulary), self._cites)

    def _begin(self, name: SectionName, title: str | None) -> None:
        self._clean.begin_section(name, closed_up(title) if title else None)
        self._section = name

    def _add(self, traced: Traced) -> None:
        for text, place in traced.runs():
            self._clean.add(text, _at(place))
        self._clean.end_block()


def _at(place: Place) -> At:
    return At(page=place.side.page, box=place.side.frame.shown(place.line.box))
