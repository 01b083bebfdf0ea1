"""The agreement report as tables: for a terminal, and as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from caseline.pages import Page, asset
from caseline.printable import printable
from caseline.review.agreement import AgreementReport, Pair
from caseline.review.kappa import Kappa

_DASH = "–"
_NOTHING = "No record is accepted yet; accept some in the desk that caseline review opens."
_ABOUT_MACHINE = (
    "A curator begins from the machine's answer and is led by it: this is how much of it stayed, and no score "
    "against gold that was made without it."
)
_STYLE = """nav,main{max-width:60rem;margin:0 auto;padding:1rem}table{border-collapse:collapse;margin:0 0 2rem}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{padding:.2rem 1rem .2rem 0;text-align:right;border-bottom:1px solid var(--line)}
th:first-child{text-align:left}div.wide{overflow-x:auto}"""
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
            parts.append(_table(_kappa_caption(pair), _KAPPA_HEADS, _kappa_rows(pair.kappa)))
    return Group(*parts)


def agreement_page(report: AgreementReport, *, home: str | None = None) -> Page:
    """Returns the page of a report, which needs nothing else.

    Args:
        report: The report.
        home: Address of the desk, to go back to.
    """
    styles = (asset("caseline.pages", "assets/base.css"), _STYLE)
    return Page(title="Agreement", styles=styles, body="".join(_body(report, home)))


def _body(report: AgreementReport, home: str | None) -> Iterator[str]:
    if home:
        yield f'<nav><a href="{escape(home)}">All records</a></nav>\n'
    yield "<main><h1>Agreement</h1>\n"
    if not report.machine and not report.curators:
        yield f"<p>{escape(_NOTHING)}</p>"
    if report.machine:
        yield f"<h2>Machine and curator</h2><p>{escape(_ABOUT_MACHINE)}</p>\n"
    for pair in report.machine:
        yield _html(_caption(pair), _heads(pair), _rows(pair))
    if report.curators:
        yield "<h2>Two curators</h2>\n"
    for pair in report.curators:
        yield _html(_caption(pair), _heads(pair), _rows(pair))
        yield _html(_kappa_caption(pair), _KAPPA_HEADS, _kappa_rows(pair.kappa))
    yield "</main>"


def _caption(pair: Pair) -> str:
    noun = "record" if pair.records == 1 else "records"
    return f"{pair.first} and {pair.second}: values of {pair.records} accepted {noun}"


def _kappa_caption(pair: Pair) -> str:
    return f"{pair.first} and {pair.second}: decisions on the same things (Cohen's kappa)"


def _heads(pair: Pair) -> tuple[str, ...]:
    return ("field", pair.first, pair.second, *_FIELD_HEADS)


def _rows(pair: Pair) -> Iterator[tuple[str, ...]]:
    for found in (*pair.fields, pair.total):
        yield (found.field, str(found.first), str(found.second), str(found.both), _rate(found.f1))


def _kappa_rows(kappas: Iterable[Kappa]) -> Iterator[tuple[str, ...]]:
    for each in kappas:
        if each.n:
            rates = (each.observed, each.expected, each.kappa)
            yield (each.decision, str(each.n), *map(_rate, rates))


def _table(title: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(title=Text(printable(title)), box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for place, head in enumerate(heads):
        table.add_column(Text(printable(head)), justify="right" if place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _html(caption: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(each)}</td>" for each in row[1:])}</tr>\n'
        for row in rows
    )
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )


def _rate(value: float | None) -> str:
    return _DASH if value is None else f"{value:.3f}"
