"""An evaluation as a page: the scores of each field as bars, what is called what, and every difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseline.evaluation.fields import deciding_mode
from caseline.evaluation.gate import Baseline, BaselineScore, GateFailure, check_gate
from caseline.evaluation.page_confusions import confusions_section
from caseline.evaluation.page_differences import KEY as DIFFERENCES
from caseline.evaluation.page_differences import differences_section
from caseline.evaluation.report import EvaluationReport, Volume
from caseline.evaluation.scores import Counts, FieldScore, group_of
from caseline.pages import write_page
from caseline.pages.bars import Bar, Mark, Scale, Shape, draw, legend
from caseline.pages.sheet import Section, facts, paragraph, sheet
from caseline.pages.tables import Column, Kind, Markup, Row, Rows, table, text

_DASH = "–"
_GROUPS = {"mentions": "Mentions", "cases": "Cases", "document": "Document"}
# Fields of a case that stand alone go under these.
_TITLES = {
    "cases": "Cases",
    "relation": "Cases",
    "outcome": "Cases",
    "patient": "Patient",
    "conditions": "Conditions",
    "drugs": "Drugs",
    "events": "Events",
    "therapies": "Therapies",
    "timeline": "Timeline",
}
_NUMBERS = ("F1", "precision", "recall", "gold", "predicted", "found")


@dataclass(frozen=True, slots=True)
class Names:
    """What the two sides are called: where gold and the predictions came from."""

    gold: str
    predicted: str


def evaluation_page(
    report: EvaluationReport, *, names: Names, baseline: Baseline | None = None
) -> Iterator[str]:
    """Yields a page of HTML, piece by piece, that needs nothing but itself.

    Args:
        report: What is shown.
        names: What was compared.
        baseline: What scores may not fall below; shown beside them.
    """
    failures = () if baseline is None else check_gate(report, baseline)
    sections = [
        *(() if baseline is None else (_gate_section(failures),)),
        _totals_section(report),
        *_field_sections(report, baseline, failures),
        confusions_section(report.confusions),
        differences_section(report.differences),
    ]
    title = f"Evaluation of {names.predicted}"
    footer = f"Caseline {report.caseline}. Gold {report.gold_sha256}; predictions {report.predicted_sha256}."
    yield from write_page(sheet(title, _lead(report, names), sections, footer=footer))


def _lead(report: EvaluationReport, names: Names) -> Markup:
    made = "; ".join(
        " ".join(filter(None, (f"Caseline {each.caseline}", each.model, each.config and each.config[:19])))
        for each in report.provenance
    )
    unjudged = sum(each.unjudged for each in report.scores if each.mode is deciding_mode(each.field))
    entries = [
        ("Gold", f"{names.gold}: {_volume(report.gold)}"),
        ("Predicted", f"{names.predicted}: {_volume(report.predicted)}"),
        ("Predictions made by", made or _DASH),
        ("Differences", f"{len(report.differences):,}"),
        *(
            [("Outside precision", f"{unjudged:,} predicted values where gold has no say")]
            if unjudged
            else []
        ),
        *([("Without a prediction", ", ".join(report.missing))] if report.missing else []),
        *([("Without gold, ignored", ", ".join(report.ignored))] if report.ignored else []),
    ]
    return facts(entries)


def _volume(volume: Volume) -> str:
    parts = ((volume.documents, "document"), (volume.cases, "case"), (volume.mentions, "mention"))
    return ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in parts)


def _gate_section(failures: Sequence[GateFailure]) -> Section:
    if not failures:
        words = '<span class="sign good">✓ open</span>: no field has fallen below the baseline.'
        return Section("gate", "Gate", paragraph(Markup(words)))
    rows = tuple(
        Row(
            (
                each.field,
                f"{each.mode}" if each.mode else "",
                _either(each.baseline),
                _either(each.current),
                each.message.removeprefix(f"{each.field}, {each.mode}: "),
            )
        )
        for each in failures
    )
    columns = (
        *(Column("field"), Column("mode")),
        *(Column(name, Kind.NUMBER) for name in ("baseline", "now")),
        Column("why"),
    )
    count = f"{len(failures)} reason{'' if len(failures) == 1 else 's'}"
    words = f'<span class="sign bad">✗ shut</span>: {count}.'
    body = paragraph(Markup(words)) + table("What fell", columns, [Rows(rows)])
    return Section("gate", "Gate", Markup(body))


def _totals_section(report: EvaluationReport) -> Section:
    columns = (
        Column("group, mode"),
        Column("F1 from 0 to 1", Kind.DRAWING),
        *_number_columns(),
        _number("mean F1"),
    )
    rows = tuple(
        Row((f"{each.group}, {each.mode}", _bar(each), *_numbers(each), _rate(each.macro_f1)))
        for each in report.totals
        if each.f1 is not None
    )
    body = _legend(with_baseline=False) + table(
        "All values in one pot; mean F1 is that of the fields", columns, [Rows(rows)]
    )
    return Section("totals", "Totals", Markup(body))


def _field_sections(
    report: EvaluationReport, baseline: Baseline | None, failures: Sequence[GateFailure]
) -> Iterator[Section]:
    deciding = [each for each in report.scores if each.mode is deciding_mode(each.field)]
    counts = Counter(each.field for each in report.differences)
    fallen = {(each.field, each.mode) for each in failures}
    for group, title in _GROUPS.items():
        members = [each for each in deciding if group_of(each.field) == group]
        scored = [each for each in members if each.f1 is not None]
        blocks: dict[str, list[Row]] = {}
        for score in scored:
            before = _before(baseline, score)
            fell = (score.field, score.mode) in fallen
            row = _field_row(score, before, counts[score.field], compared=baseline is not None, fell=fell)
            blocks.setdefault(_title(score.field, group), []).append(row)
        groups = [Rows(tuple(rows), name or None) for name, rows in blocks.items()]
        silent = ", ".join(each.field for each in members if each.f1 is None)
        body = _legend(with_baseline=baseline is not None) + table(
            "In the mode that decides on differences", _field_columns(baseline), groups
        )
        if silent:
            body += paragraph(f"Nothing in gold, nothing predicted: {silent}.", soft=True)
        yield Section(group, title, Markup(body))


def _field_columns(baseline: Baseline | None) -> tuple[Column, ...]:
    before = () if baseline is None else (_number("baseline"), _number("change"))
    return (
        Column("field"),
        Column("F1 from 0 to 1", Kind.DRAWING),
        *_number_columns(),
        *before,
        _number("differences"),
        Column("mode"),
    )


def _field_row(
    score: FieldScore, before: BaselineScore | None, differences: int, *, compared: bool, fell: bool
) -> Row:
    change = (_rate(before.f1 if before else None), _change(score, before, fell=fell)) if compared else ()
    return Row(
        (
            score.field,
            _bar(score, before),
            *_numbers(score),
            *change,
            _filter_link(score.field, differences),
            score.mode.value,
        ),
        data={"field": score.field},
    )


def _before(baseline: Baseline | None, score: FieldScore) -> BaselineScore | None:
    return None if baseline is None else baseline.fields.get(score.field, {}).get(score.mode)


def _title(field: str, group: str) -> str:
    return _TITLES[field.partition(".")[0]] if group == "cases" else ""


def _change(score: FieldScore, before: BaselineScore | None, *, fell: bool) -> Markup:
    """Returns how far a score is from the baseline, in words and signs beside the number."""
    if before is None:
        return text("new")
    change = 0.0 if before.f1 is None or score.f1 is None else round(score.f1, 4) - before.f1
    if fell:
        return Markup(f'<span class="sign bad">▼ {change:+.3f} fell</span>')
    if change >= 0.0005:
        return Markup(f'<span class="sign good">▲ {change:+.3f}</span>')
    return text("=" if abs(change) < 0.0005 else f"{change:+.3f}")


def _filter_link(field: str, differences: int) -> Markup:
    if not differences:
        return text("0")
    words = f'<a href="#{DIFFERENCES}" data-filter="field" data-value="{text(field)}">{differences:,}'
    return Markup(f'{words}<span class="visually-hidden"> in {text(field)}</span></a>')


def _bar(score: Counts, before: BaselineScore | None = None) -> Markup:
    marks = [
        Mark(rate, shape)
        for rate, shape in ((score.precision, Shape.ABOVE), (score.recall, Shape.BELOW))
        if rate is not None
    ]
    if before is not None and before.f1 is not None:
        marks.append(Mark(before.f1, Shape.LINE))
    return draw(Bar(score.f1, marks=tuple(marks)), scale=Scale())


def _legend(*, with_baseline: bool) -> Markup:
    entries = [
        (Bar(0.7), "F1"),
        (Bar(None, marks=(Mark(0.5, Shape.ABOVE),)), "precision"),
        (Bar(None, marks=(Mark(0.5, Shape.BELOW),)), "recall"),
    ]
    if with_baseline:
        entries.append((Bar(None, marks=(Mark(0.5, Shape.LINE),)), "F1 of the baseline"))
    return legend(*entries)


def _number(name: str) -> Column:
    return Column(name, Kind.NUMBER)


def _number_columns() -> tuple[Column, ...]:
    return tuple(_number(name) for name in _NUMBERS)


def _numbers(score: Counts) -> tuple[str, ...]:
    rates = (_rate(each) for each in (score.f1, score.precision, score.recall))
    return (*rates, f"{score.gold:,}", f"{score.predicted:,}", f"{score.matched:,}")


def _rate(value: float | None) -> str:
    return _DASH if value is None else f"{value:.3f}"


def _either(value: float | None) -> str:
    return _DASH if value is None else f"{value:g}"
