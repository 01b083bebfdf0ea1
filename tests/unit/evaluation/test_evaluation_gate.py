"""The regression gate opens on itself and shuts when something got worse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation_records import changed, compare, story, two_patients, with_case, with_item

from caseline.errors import ReadingError, SchemaError
from caseline.evaluation import (
    Baseline,
    EvaluationReport,
    FailureKind,
    check_gate,
    evaluate,
    read_baseline,
    write_baseline,
)
from caseline.evaluation.gate import baseline_of
from caseline.schema import CaseReport
from caseline.schema.case import Sex


def _half_right() -> CaseReport:
    return with_item(story(), "drugs", 1, role="suspect")


def _written(report: EvaluationReport, path: Path) -> Baseline:
    write_baseline(report, path)
    return read_baseline(path)


def test_a_report_meets_its_own_baseline(tmp_path: Path) -> None:
    report = compare(story(), _half_right())
    assert check_gate(report, _written(report, tmp_path / "baseline.json")) == ()


def test_a_better_report_passes(tmp_path: Path) -> None:
    baseline = _written(compare(story(), _half_right()), tmp_path / "baseline.json")
    assert check_gate(compare(story(), story()), baseline) == ()


@pytest.mark.parametrize(
    "part", ["events", "drugs", "therapies", "conditions", "patient", "outcome", "timeline"]
)
def test_a_part_switched_off_shuts_the_gate(part: str) -> None:
    baseline = baseline_of(compare(story(), story()))
    case = story().cases[0]
    off = {
        "events": {"events": (), "therapies": (changed(case.therapies[0], for_events=()),)},
        "drugs": {"drugs": (), "events": (changed(case.events[0], suspects=(), onset=None), case.events[1])},
        "therapies": {"therapies": ()},
        "conditions": {"conditions": (), "drugs": (changed(case.drugs[0], indication=None), case.drugs[1])},
        "patient": {"patient": {}},
        "outcome": {"outcome": None},
        "timeline": {},
    }
    fields = (
        {"timeline": (), **off[part]} if part in {"events", "drugs", "therapies", "timeline"} else off[part]
    )
    failures = check_gate(compare(story(), with_case(story(), **fields)), baseline)
    assert {failure.kind for failure in failures} == {FailureKind.BELOW}
    assert any(failure.field.startswith(part) and failure.current == 0.0 for failure in failures)


def test_no_prediction_at_all_shuts_the_gate() -> None:
    baseline = baseline_of(compare(story(), story()))
    failures = check_gate(evaluate({story().document.id: story()}, {}), baseline)
    scored = sum(score.f1 is not None for modes in baseline.fields.values() for score in modes.values())
    assert len(failures) == scored


def test_a_fall_is_told_with_both_numbers() -> None:
    baseline = baseline_of(compare(story(), story()))
    (failure,) = check_gate(compare(story(), _half_right()), baseline)
    assert (failure.kind, failure.field, failure.mode) == (FailureKind.BELOW, "drugs.role", "normalised")
    assert (failure.baseline, failure.current) == (1.0, 0.5)
    assert failure.message == "drugs.role, normalised: F1 0.5000 is below the baseline's 1.0000"


@pytest.mark.parametrize(
    ("tolerance", "shut"),
    [
        pytest.param(0.0, True, id="none"),
        pytest.param(0.4999, True, id="just-too-little"),
        pytest.param(0.5, False, id="just-enough"),
    ],
)
def test_tolerance(tolerance: float, shut: bool) -> None:
    baseline = baseline_of(compare(story(), story()))
    assert bool(check_gate(compare(story(), _half_right()), baseline, tolerance=tolerance)) is shut


def test_a_field_that_is_not_scored_any_more_shuts_the_gate() -> None:
    report = compare(story(), story())
    baseline = baseline_of(report)
    fewer = changed(report, scores=[score for score in report.scores if score.field != "patient.sex"])
    (failure,) = check_gate(fewer, baseline)
    assert (failure.kind, failure.field) == (FailureKind.DISAPPEARED, "patient.sex")


def test_a_field_that_the_baseline_does_not_know_passes() -> None:
    report = compare(story(), _half_right())
    known = baseline_of(compare(story(), story()))
    fields = {name: modes for name, modes in known.fields.items() if name != "drugs.role"}
    assert check_gate(report, known.model_copy(update={"fields": fields})) == ()


def test_spurious_values_in_an_empty_field_shut_the_gate() -> None:
    no_sex = with_case(story(), patient=changed(story().cases[0].patient, sex=None))
    invented = with_case(story(), patient=changed(story().cases[0].patient, sex=Sex(value="male")))
    baseline = baseline_of(compare(no_sex, no_sex))
    (failure,) = check_gate(compare(no_sex, invented), baseline)
    assert (failure.kind, failure.field) == (FailureKind.SPURIOUS, "patient.sex")


def test_other_gold_makes_the_baseline_stale() -> None:
    baseline = baseline_of(compare(story(), story()))
    gold = {found.document.id: found for found in (story(), two_patients())}
    failures = check_gate(evaluate(gold, gold), baseline)
    assert {failure.kind for failure in failures} == {FailureKind.STALE}
    assert {"documents", "cases.count", "events", "patient.sex"} <= {failure.field for failure in failures}
    assert "document.title" not in {failure.field for failure in failures}
    assert all("--update-baseline" in failure.message for failure in failures)


def test_baseline_bytes_are_the_same_and_readable(tmp_path: Path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    report = compare(story(), _half_right())
    write_baseline(report, first)
    write_baseline(EvaluationReport.model_validate_json(report.to_json()), second)
    assert first.read_bytes() == second.read_bytes()
    data = json.loads(first.read_bytes())
    assert data["schema"] == "caseline-baseline-1"
    assert (data["documents"], data["cases"]) == (1, 1)
    assert data["fields"]["drugs.role"] == {
        "normalised": {"f1": 0.5, "gold": 2, "matched": 1, "predicted": 2}
    }
    assert data["fields"]["document.pmcid"]["exact"]["f1"] is None
    assert list(data["fields"]) == sorted(data["fields"])
    assert first.read_bytes().endswith(b"}\n")


def test_f1_is_rounded_to_four_digits() -> None:
    text_events = story().cases[0].events
    extra = (*text_events, changed(text_events[1], id="e3", name="chills", evidence=()))
    (score,) = (
        modes
        for name, modes in baseline_of(compare(with_case(story(), events=extra), story())).fields.items()
        if name == "events.certainty"
    )
    assert [found.f1 for found in score.values()] == [0.8]
    gold = two_patients()
    three = compare(gold, changed(gold, cases=gold.cases[1:]))
    assert {found.f1 for found in baseline_of(three).fields["cases"].values()} == {0.6667}


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        pytest.param(None, ReadingError, "--update-baseline", id="missing"),
        pytest.param("{}", SchemaError, "not a caseline-baseline-1: documents", id="empty"),
        pytest.param('{"schema": "other"}', SchemaError, "not a caseline-baseline-1: schema", id="other"),
        pytest.param("nonsense", SchemaError, "not a caseline-baseline-1", id="not-json"),
    ],
)
def test_a_baseline_that_cannot_be_used(
    content: str | None, error: type[Exception], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=message):
        read_baseline(path)


def test_a_baseline_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be written"):
        write_baseline(compare(story(), story()), tmp_path / "none" / "baseline.json")
