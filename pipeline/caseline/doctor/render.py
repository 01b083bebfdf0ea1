"""The report for a terminal: tables, then what is wrong and what to do. No value passes through Rich markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from caseline.doctor.findings import Finding
from caseline.doctor.lexicons import Terms
from caseline.doctor.packages import Package
from caseline.doctor.parts import Extra
from caseline.doctor.pipelines import Pipeline
from caseline.doctor.place import Place
from caseline.doctor.report import Report
from caseline.doctor.self_test import SelfTest
from caseline.printable import printable

_SHOWN = 12  # characters of a checksum; --json has all
_FEW = 8  # packages of an extra whose versions are shown
_GOOD, _BAD, _DIM = "green", "bold red", "dim"


def render(report: Report) -> RenderableType:
    """Returns the tables of a report, and at the end its verdict."""
    parts: list[RenderableType] = [_heading(report), _packages((report.python, *report.packages))]
    if report.pipelines:
        parts.append(_pipelines(report.pipelines))
    for title, terms in (("Lexicons", report.lexicons), ("Terminologies", report.terminologies)):
        if terms:
            parts.append(_terms(title, terms))
    parts += _sources((*report.lexicons, *report.terminologies))
    if report.extras:
        parts.append(_optional(report))
    parts.append(_place(report.place, report.files))
    if report.self_test:
        parts.append(_self_test(report.self_test))
    return Group(*parts, *_verdict(report))


def _heading(report: Report) -> Text:
    known = f"Caseline {report.caseline}" if report.caseline else "Caseline, not installed"
    return Text(f"{known}, records of schema {report.schema}", style="bold")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title), title_justify="left", title_style="bold", box=ROUNDED)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _state(fine: bool, *, bad: str = "see below") -> Text:
    return Text("ok", style=_GOOD) if fine else Text(bad, style=_BAD)


def _text(value: object, style: str = "") -> Text:
    return Text(printable(str(value)), style=style)


def _packages(packages: Iterable[Package]) -> Table:
    table = _table("Versions", "Package", "Installed", "Needed", "")
    for each in packages:
        table.add_row(
            _text(each.name), _text(each.version or "none"), _text(each.wanted or "any"), _state(each.fits)
        )
    return table


def _pipelines(pipelines: Iterable[Pipeline]) -> Table:
    table = _table("Pipelines", "Name", "Version", "Size", "Networks (SHA-256)", "")
    for each in pipelines:
        networks = "\n".join(f"{one.component} {_short(one.sha256)}" for one in each.networks)
        row = (each.name, each.version or "unknown", f"{each.size / 1e6:.1f} MB")
        table.add_row(*map(_text, row), Text(networks), _state(each.whole))
    return table


def _terms(title: str, terms: Iterable[Terms]) -> Table:
    table = _table(title, "File", "Rows", "SHA-256", "What", "")
    table.columns[1].justify = "right"
    for each in terms:
        rows = "?" if each.rows is None else f"{each.rows:,}"
        name = each.file.rpartition("/")[2]
        codes = f" ({each.system})" if each.system else ""
        what = _text(f"{each.name}{codes}")
        table.add_row(_text(name), Text(rows), Text(_short(each.sha256)), what, _state(each.whole))
    return table


def _sources(terms: Sequence[Terms]) -> Iterator[RenderableType]:
    """Yields sources with their licence and the files that are from them, and the acknowledgements."""
    by_source: dict[tuple[str, str, str], list[str]] = {}
    for each in terms:
        files = by_source.setdefault((each.source, each.version, each.licence), [])
        files.append(each.file.rpartition("/")[2])
    if by_source:
        told = [
            (", ".join(files), f"{source}{f' ({version})' if version not in source else ''}", licence)
            for (source, version, licence), files in by_source.items()
        ]
        yield _list("Sources and licences", told)
    thanks = dict.fromkeys(one for each in terms for one in each.acknowledgements)
    if thanks:
        yield _list("Acknowledgements", [(one,) for one in thanks])


def _list(title: str, items: Iterable[tuple[str, ...]], *, style: str = "") -> Panel:
    """Returns a panel of items."""
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column()
    grid.add_column(ratio=1, overflow="fold")
    for lines in items:
        grid.add_row(Text("•"), Text("\n").join(_text(line) for line in lines))
    return Panel(grid, title=Text(title), title_align="left", box=ROUNDED, border_style=style)


def _optional(report: Report) -> Table:
    table = _table("Optional", "Part", "For", "Installed")
    for extra in report.extras:
        table.add_row(_text(extra.name), _text(extra.purpose), _extra(extra))
    for other in report.others:
        table.add_row(_text(other.name), _text(other.purpose), _text(other.found or "no"))
    return table


def _extra(extra: Extra) -> Text:
    if extra.present:
        few = extra.packages if len(extra.packages) <= _FEW else ()
        return Text(printable(", ".join(f"{each.name} {each.version}" for each in few)) or "yes", style=_GOOD)
    there = [each.name for each in extra.packages if each.fits]
    lacks = [each.name for each in extra.packages if not each.fits]
    named = ", ".join(lacks) if len(lacks) <= _FEW else f"{len(lacks)} packages"
    some = f"lacks {named}: " if there else "no: "
    return Text(printable(f"{some}{extra.install}"), style=_DIM)


def _place(place: Place, files: int) -> Table:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=2)
    table.add_column(ratio=7, overflow="fold")
    memory = "unknown" if place.memory is None else f"{place.memory / 1e9:.1f} GB free"
    rows = (
        ("System", place.platform),
        ("Python", place.executable),
        ("Package", place.folder),
        ("Data files", f"{files} compared with the list of checksums"),
        ("Machine", f"{place.cores or 'unknown number of'} cores, {memory}"),
        ("Temporary files", place.temporary or "cannot be written"),
        ("Characters", place.encoding),
    )
    for label, value in rows:
        table.add_row(Text(label, style="bold"), _text(value))
    return table


def _self_test(test: SelfTest) -> Text:
    if test.error is not None:
        return Text("Self-test: failed", style=_BAD)
    times = (
        f"imports {test.seconds['import']:.1f} s, load {test.seconds['load']:.1f} s, "
        f"first sentence {test.seconds['read']:.1f} s"
    )
    verdict = "passed" if test.passed else "read it wrong"
    return Text(f"Self-test: {verdict} ({times})", style=_GOOD if test.passed else _BAD)


def _verdict(report: Report) -> Iterator[RenderableType]:
    if report.notes:
        yield _told("Worth knowing", report.notes, style="yellow")
    if report.faults:
        yield _told("Broken", report.faults, style="red")
    else:
        yield Text("Nothing is broken.", style=_GOOD)


def _told(title: str, findings: Iterable[Finding], *, style: str) -> Panel:
    return _list(title, [(f"{each.part}: {each.what}", f"→ {each.remedy}") for each in findings], style=style)


def _short(sha256: str | None) -> str:
    return sha256[:_SHOWN] if sha256 else "none"
