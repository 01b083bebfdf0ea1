"""Two benchmarks as a page: what changed, by how much, and what of it lies outside noise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from caseline.benchmark.bootstrap import LEVEL
from caseline.benchmark.compare import Basis, Difference, Verdict
from caseline.benchmark.page import context
from caseline.benchmark.record import Benchmark
from caseline.benchmark.words import CHANCE
from caseline.pages import write_page
from caseline.pages.bars import Bar, Fill, Scale, draw, legend
from caseline.pages.sheet import Section, facts, paragraph, sheet
from caseline.pages.tables import Column, Kind, Markup, Row, Rows, table, text

_KEY = "changes"
_POINTS = frozenset({Basis.PAIRED, Basis.INTERVALS})
_SIGNS = {
    Verdict.BETTER: ("good", "▲ better", Fill.GOOD),
    Verdict.WORSE: ("bad", "▼ worse", Fill.BAD),
    Verdict.NOISE: ("soft", "≈ within noise", Fill.SOFT),
    Verdict.UNJUDGED: ("soft", "? not judged", Fill.SOFT),
}
# No scale is finer than this, so that what hardly changed looks so.
_LEAST = 1.0


def comparison_page(
    old: Benchmark, new: Benchmark, differences: Sequence[Difference], *, names: tuple[str, str]
) -> Iterator[str]:
    """Yields a page of HTML, piece by piece, that needs nothing but itself.

    Args:
        old: What was measured before.
        new: What was measured after.
        differences: What `compare` found between the two.
        names: What the two are called.
    """
    body = _legend() + _form() + _status(len(differences)) + "".join(_tables(differences))
    sections = [Section(_KEY, "Changes", Markup(body)), _sides(old, new, names)]
    yield from write_page(sheet(f"{names[0]} → {names[1]}", _lead(differences), sections, footer=CHANCE))


def _lead(differences: Sequence[Difference]) -> Markup:
    counts = Counter(each.verdict for each in differences)
    entries = [(_SIGNS[verdict][1], f"{counts[verdict]:,} of {len(differences):,}") for verdict in Verdict]
    return facts(entries)


def _sides(old: Benchmark, new: Benchmark, names: tuple[str, str]) -> Section:
    parts = (
        f"<h3>{text(name)}</h3>{facts([*context(each), ('Command', each.command)])}"
        for name, each in zip(names, (old, new), strict=True)
    )
    return Section("measured", "How both were measured", Markup("".join(parts)))


def _legend() -> Markup:
    return legend(
        *((Bar(0.7, fill=fill), words) for _, words, fill in list(_SIGNS.values())[:3]),
        (Bar(None, low=0.3, high=0.8), f"{LEVEL} % interval of the change"),
    )


def _form() -> str:
    return (
        f'<form class="filters" data-of="{_KEY}" hidden><label class="check">'
        '<input type="checkbox" name="kind" value="better worse"> Only what lies outside noise</label>'
        '<div><label for="words">Words</label><input type="search" name="text" id="words" autocomplete="off">'
        "</div></form>"
    )


def _status(count: int) -> str:
    return f'<p class="found" role="status" data-what="figures">{count:,} figures</p>'


def _tables(differences: Sequence[Difference]) -> Iterator[str]:
    groups: dict[str, list[Difference]] = {}
    for each in differences:
        groups.setdefault(each.group, []).append(each)
    for group, members in groups.items():
        bases = sorted({each.basis.value for each in members if each.verdict is not Verdict.UNJUDGED})
        noise = paragraph(f"Noise: {'; '.join(bases)}.", soft=True) if bases else ""
        yield f'<div data-group="{text(group)}">{_table(group, members)}{noise}</div>'


def _table(group: str, members: Sequence[Difference]) -> Markup:
    points = all(each.basis in _POINTS for each in members)
    reach = max((abs(end) for each in members for end in _ends(each, points=points)), default=0.0)
    scale = Scale(-max(reach, _LEAST), max(reach, _LEAST))
    unit = "points" if points else "%"
    columns = (
        Column("figure"),
        Column(f"change from −{scale.high:.3g} to {scale.high:.3g} {unit}", Kind.DRAWING),
        Column("verdict"),
        *(Column(name, Kind.NUMBER) for name in ("old", "new", f"new − old [{LEVEL} %]")),
    )
    rows = tuple(_row(each, scale, points=points) for each in members)
    return table(group, columns, [Rows(rows)])


def _row(each: Difference, scale: Scale, *, points: bool) -> Row:
    kind, words, fill = _SIGNS[each.verdict]
    reason = f": {text(each.basis)}" if each.verdict is Verdict.UNJUDGED else ""
    digits = 1 if max(abs(each.old), abs(each.new)) >= 10 or each.low is not None else 2
    bounds = "" if each.low is None or each.high is None else f" [{each.low:+.1f}, {each.high:+.1f}]"
    bar = Bar(_change(each, points=points), low=each.low, high=each.high, fill=fill)
    return Row(
        (
            each.label,
            draw(bar, scale=scale),
            Markup(f'<span class="sign {kind}">{text(words)}</span>{reason}'),
            f"{each.old:,.{digits}f}",
            f"{each.new:,.{digits}f}",
            f"{each.new - each.old:+,.{digits}f}{bounds}",
        ),
        strong=each.verdict in {Verdict.BETTER, Verdict.WORSE},
        data={"item": "", "kind": each.verdict.name.lower()},
    )


def _change(each: Difference, *, points: bool) -> float:
    """Returns the change in points, or in per cent of the old figure where units differ by row."""
    if points:
        return each.new - each.old
    return 100 * (each.new - each.old) / each.old if each.old else 0.0


def _ends(each: Difference, *, points: bool) -> tuple[float, ...]:
    bounds = tuple(end for end in (each.low, each.high) if end is not None)
    return (_change(each, points=points), *bounds)
