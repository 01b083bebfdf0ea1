"""The agreement report as tables for a terminal, and as a page of bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from caseline.pages import Page
from caseline.pages.bars import Bar, Mark, Scale, Shape, draw, legend
from caseline.pages.sheet import Section, paragraph, sheet
from caseline.pages.tables import Column, Kind, Markup, Row, Rows, table, text
from caseline.printable import printable
from caseline.review.agreement import AgreementReport, FieldAgreement, Pair
from caseline.review.kappa import Kappa

_DASH = "–"
_NOTHING = "No record is accepted yet; accept some in the desk that caseline review opens."
_ABOUT_MACHINE = (
    "A curator begins from the machine's answer and is led by it: this is how much of it stayed, and no score "
    "against gold that was made without it."
)
_FIELD_HEADS = ("both", "F1")
_KAPPA_HEADS = ("decision", "items", "observed", "by chance", "kappa")


def render_agreement(report: AgreementReport) -> RenderableType:
    """Returns tables for a rich console."""
    parts: list[RenderableType] = []
    if not report.machine and not report.curators:
        return Text(_NOTHING)
    if report.machine:
        parts.append(Text(_ABOUT_MACHINE))
    for pair in (*report.machine, *report.curators):
        parts.append(_table(_caption(pair), _heads(pair), _rows(pair)))
        if pair.kappa:
            parts.append(
                _table(_kappa_caption(pair), _KAPPA_HEADS, (cells for _, cells in _kappa_cells(pair.kappa)))
            )
    return Group(*parts)


def agreement_page(report: AgreementReport, *, home: str | None = None) -> Page:
    """Returns the page of a report, which needs nothing else.

    Args:
        report: The report.
        home: Address of the desk, to go back to.
    """
    lead = Markup(f'<p><a href="{text(home)}">All records</a></p>') if home else ""
    if not report.machine and not report.curators:
        return sheet("Agreement", Markup(f"{lead}{paragraph(_NOTHING)}"), ())
    return sheet("Agreement", lead, tuple(_sections(report)))


def _sections(report: AgreementReport) -> Iterator[Section]:
    if report.machine:
        shown = Markup("".join(_drawn(pair) for pair in report.machine))
        yield Section("machine", "Machine and curator", Markup(f"{paragraph(_ABOUT_MACHINE)}{shown}"))
    if report.curators:
        shown = Markup("".join(f"{_drawn(pair)}{_drawn_kappa(pair)}" for pair in report.curators))
        yield Section("curators", "Two curators", shown)


def _drawn(pair: Pair) -> Markup:
    columns = (
        Column("field"),
        *(Column(head, Kind.NUMBER) for head in _heads(pair)[1:]),
        Column("F1 from 0 to 1", Kind.DRAWING),
    )
    fields = [(found, False) for found in pair.fields] + [(pair.total, True)]
    rows = (
        Row((*_row(found), draw(Bar(found.f1), scale=Scale()) if found.f1 is not None else ""), strong=strong)
        for found, strong in fields
    )
    return table(_caption(pair), columns, (Rows(tuple(rows)),))


def _drawn_kappa(pair: Pair) -> Markup:
    columns = (
        Column(_KAPPA_HEADS[0]),
        *(Column(head, Kind.NUMBER) for head in _KAPPA_HEADS[1:]),
        Column("kappa from −1 to 1", Kind.DRAWING),
    )
    rows = (Row((*cells, _kappa_bar(each))) for each, cells in _kappa_cells(pair.kappa))
    shapes = legend((Bar(0.7), "kappa"), (Bar(None, marks=(Mark(0.5, Shape.LINE),)), "observed agreement"))
    return Markup(f"{table(_kappa_caption(pair), columns, (Rows(tuple(rows)),))}{shapes}")


def _kappa_bar(found: Kappa) -> Markup:
    marks = () if found.observed is None else (Mark(found.observed, Shape.LINE),)
    return draw(Bar(found.kappa, marks=marks), scale=Scale(-1.0, 1.0))


def _caption(pair: Pair) -> str:
    noun = "record" if pair.records == 1 else "records"
    return f"{pair.first} and {pair.second}: values of {pair.records} accepted {noun}"


def _kappa_caption(pair: Pair) -> str:
    return f"{pair.first} and {pair.second}: decisions on the same things (Cohen's kappa)"


def _heads(pair: Pair) -> tuple[str, ...]:
    return ("field", pair.first, pair.second, *_FIELD_HEADS)


def _row(found: FieldAgreement) -> tuple[str, ...]:
    return (found.field, str(found.first), str(found.second), str(found.both), _rate(found.f1))


def _rows(pair: Pair) -> Iterator[tuple[str, ...]]:
    return map(_row, (*pair.fields, pair.total))


def _kappa_cells(kappas: Iterable[Kappa]) -> Iterator[tuple[Kappa, tuple[str, ...]]]:
    for each in kappas:
        if each.n:
            yield each, (each.decision, str(each.n), *map(_rate, (each.observed, each.expected, each.kappa)))


def _table(title: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(title=Text(printable(title)), box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for place, head in enumerate(heads):
        table.add_column(Text(printable(head)), justify="right" if place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _rate(value: float | None) -> str:
    return _DASH if value is None else f"{value:.3f}"
