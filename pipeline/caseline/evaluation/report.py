"""The evaluation of a set of predictions: computed, as JSON, and as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from caseline.evaluation.comparison import Comparison, compare_cases, compare_documents
from caseline.evaluation.confusion import Confusion, count_confusions
from caseline.evaluation.differences import Difference, list_differences
from caseline.evaluation.fields import deciding_mode
from caseline.evaluation.gold import Pairing, digest, pair_records
from caseline.evaluation.mentions import compare_mentions
from caseline.evaluation.scores import FieldScore, Total, score_fields, total_scores
from caseline.evaluation.values import Mode
from caseline.printable import printable
from caseline.schema import CaseReport, Provenance
from caseline.schema.base import Part

_DASH = "–"


class Volume(Part):
    """How much one side holds."""

    documents: int
    cases: int
    mentions: int


class EvaluationReport(Part):
    """Scores and differences of predicted records against gold records of the same texts.

    `missing` names gold documents without a prediction, scored as if nothing had been found;
    `ignored` names predictions without gold, which count nowhere. `predicted` counts only what was
    compared. `provenance` lists what made the predictions. `confusions` counts roles and outcomes that are
    called what. The two digests are SHA-256 of the records
    as JSON Lines, ordered by document id.
    """

    caseline: str
    gold_sha256: str
    predicted_sha256: str
    provenance: tuple[Provenance, ...]
    gold: Volume
    predicted: Volume
    missing: tuple[str, ...]
    ignored: tuple[str, ...]
    scores: tuple[FieldScore, ...]
    totals: tuple[Total, ...]
    confusions: tuple[Confusion, ...]
    differences: tuple[Difference, ...]

    def to_json(self, *, indent: int | None = None) -> str:
        """Returns the report as JSON, keys in the model's order."""
        return self.model_dump_json(indent=indent)

    def score(self, field: str, mode: Mode) -> FieldScore | None:
        """Returns the score of a field in a mode, None when there is no such field or mode."""
        return next((found for found in self.scores if (found.field, found.mode) == (field, mode)), None)


def evaluate(gold: Mapping[str, CaseReport], predicted: Mapping[str, CaseReport]) -> EvaluationReport:
    """Scores predictions against gold; both by document id, as `load_records` returns them."""
    pairing = pair_records(gold, predicted)
    compared = [(record, _compare(record, other)) for record, other in pairing.pairs]
    scores = score_fields([found for _, comparisons in compared for found in comparisons])
    return EvaluationReport(
        caseline=version("caseline"),
        gold_sha256=digest(gold),
        predicted_sha256=digest(predicted),
        provenance=_provenance(predicted),
        gold=_volume([record for record, _ in pairing.pairs]),
        predicted=_volume(_predicted(pairing, predicted)),
        missing=pairing.missing,
        ignored=pairing.ignored,
        scores=scores,
        totals=total_scores(scores),
        confusions=count_confusions(pairing.pairs),
        differences=tuple(
            difference
            for record, comparisons in compared
            for difference in list_differences(record, comparisons)
        ),
    )


def render(report: EvaluationReport, *, limit: int | None = None) -> RenderableType:
    """Returns tables of scores and totals, then the differences, for a rich console.

    Fields without a value on either side are left out.

    Args:
        report: What to show.
        limit: How many differences to show at most; all of them where None.
    """
    return Group(
        _heading(report), _score_table(report), _total_table(report), *_difference_lines(report, limit)
    )


def _compare(gold: CaseReport, predicted: CaseReport) -> tuple[Comparison, ...]:
    return (
        *compare_mentions(gold, predicted),
        *compare_cases(gold, predicted),
        *compare_documents(gold.document, predicted.document),
    )


def _predicted(pairing: Pairing, predicted: Mapping[str, CaseReport]) -> list[CaseReport]:
    return [other for record, other in pairing.pairs if record.document.id in predicted]


def _volume(records: list[CaseReport]) -> Volume:
    return Volume(
        documents=len(records),
        cases=sum(len(record.cases) for record in records),
        mentions=sum(len(record.mentions) for record in records),
    )


def _provenance(records: Mapping[str, CaseReport]) -> tuple[Provenance, ...]:
    distinct = {record.provenance.model_dump_json(): record.provenance for record in records.values()}
    return tuple(distinct[key] for key in sorted(distinct))


def _heading(report: EvaluationReport) -> Text:
    gold, predicted = report.gold, report.predicted
    lines = [
        f"{predicted.documents} of {gold.documents} documents predicted; "
        f"{gold.cases} cases in gold, {predicted.cases} predicted"
    ]
    unjudged = sum(found.unjudged for found in report.scores if found.mode is deciding_mode(found.field))
    if unjudged:
        lines.append(f"{unjudged} predicted values where gold has no say, outside precision")
    lines += [f"no prediction: {source}" for source in report.missing]
    lines += [f"no gold, ignored: {source}" for source in report.ignored]
    return Text("\n".join(lines))


def _score_table(report: EvaluationReport) -> Table:
    table = _table(
        "Fields: normalised where a field has that mode, else relaxed", "field", "exact", "relaxed"
    )
    for found in report.scores:
        if found.mode is deciding_mode(found.field) and found.f1 is not None:
            others = [report.score(found.field, mode) for mode in (Mode.EXACT, Mode.RELAXED)]
            rates = [_rate(other.f1 if other else None) for other in others]
            table.add_row(Text(found.field), *_cells(found), *rates)
    return table


def _total_table(report: EvaluationReport) -> Table:
    table = _table("Totals: all values in one pot, then the mean F1 of the fields", "group, mode", "mean F1")
    for total in report.totals:
        if total.f1 is not None:
            table.add_row(Text(f"{total.group}, {total.mode}"), *_cells(total), _rate(total.macro_f1))
    return table


def _table(title: str, first: str, *last: str) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column(first, no_wrap=True)
    for name in ("gold", "pred.", "P", "R", "F1", *last):
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _cells(score: FieldScore | Total) -> tuple[str, ...]:
    return (
        str(score.gold),
        str(score.predicted),
        _rate(score.precision),
        _rate(score.recall),
        _rate(score.f1),
    )


def _rate(value: float | None) -> str:
    return _DASH if value is None else f"{value:.3f}"


def _difference_lines(report: EvaluationReport, limit: int | None) -> list[RenderableType]:
    shown = report.differences[:limit]
    lines: list[RenderableType] = [Text(f"{len(report.differences)} differences", style="bold")]
    source = None
    for difference in shown:
        if difference.source != source:
            source = difference.source
            lines.append(Text(printable(source), style="underline"))
        lines += _difference(difference)
    if len(shown) < len(report.differences):
        lines.append(Text(f"… and {len(report.differences) - len(shown)} more"))
    return lines


def _difference(found: Difference) -> list[RenderableType]:
    line = Text()
    line.append(" ".join(word for word in (found.case, found.field) if word), style="bold")
    line.append(f" {found.kind.value}")
    line.append(f" [{printable(found.item)}]" if found.item else "")
    line.append(f": gold {printable(_shown(found.gold))}, predicted {printable(_shown(found.predicted))}")
    places = dict.fromkeys(place for place in (found.gold_context, found.predicted_context) if place)
    indented = (Padding(Text(printable(place), style="dim"), (0, 0, 0, 6)) for place in places)
    return [Padding(line, (0, 0, 0, 2)), *indented]


def _shown(value: str | None) -> str:
    return _DASH if value is None else repr(value)
