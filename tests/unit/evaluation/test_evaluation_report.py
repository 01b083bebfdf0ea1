"""Differences in context, the report as JSON and on a terminal."""

from __future__ import annotations

import json

import pytest
from evaluation_records import (
    STORY,
    changed,
    compare,
    mention,
    record,
    story,
    two_patients,
    with_case,
    with_item,
)
from rich.console import Console

from caseline.evaluation import EvaluationReport, Mode, evaluate, render
from caseline.evaluation.differences import context
from caseline.evaluation.values import Value
from caseline.schema import CaseReport, Label
from caseline.schema.case import Event, Sex


def _damaged() -> CaseReport:
    patient = changed(story().cases[0].patient, sex=Sex(value="male", evidence=("m6",)))
    return with_item(with_case(story(), patient=patient), "drugs", 1, role="suspect")


def _text(report: EvaluationReport, width: int = 100, limit: int | None = None) -> str:
    console = Console(width=width, record=True, quiet=False, file=None, force_terminal=False)
    with console.capture() as captured:
        console.print(render(report, limit=limit))
    return captured.get()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("A ", "«A »61-year-old Norwegian woman with psorias…", id="at-the-start"),
        pytest.param(
            "fever",
            "…developed hives on both forearms and a «fever», with no chest pain. The urticaria was…",
            id="middle",
        ),
        pytest.param("acid.", "…brother has asthma. She also took folic «acid.»", id="at-the-end"),
    ],
)
def test_context_marks_the_evidence(word: str, expected: str) -> None:
    start = STORY.index(word)
    assert context(STORY, Value(shown="x", keys=frozenset(), spans=((start, start + len(word)),))) == expected


def test_context_is_one_line_and_needs_a_place() -> None:
    value = Value(shown="x", keys=frozenset(), spans=((4, 8),))
    assert context("one\nrash\n\ntwo", value) == "one «rash» two"
    assert context("text", Value(shown="x", keys=frozenset())) is None
    assert context("text", None) is None


def test_a_wrong_value_tells_both_sides_and_both_places() -> None:
    difference = compare(story(), _damaged()).differences[0]
    assert (difference.source, difference.case, difference.field) == ("story.txt", "c1", "patient.sex")
    assert (difference.kind, difference.gold, difference.predicted) == ("wrong", "female", "male")
    assert difference.start == STORY.index("woman")
    assert difference.gold_context is not None
    assert "«woman»" in difference.gold_context
    assert difference.predicted_context is not None
    assert "«infliximab»" in difference.predicted_context


def test_an_attribute_without_evidence_is_shown_at_its_item() -> None:
    difference = compare(story(), _damaged()).differences[1]
    assert (difference.field, difference.item) == ("drugs.role", "folic acid")
    assert difference.gold_context is not None
    assert "«folic acid»" in difference.gold_context


def test_differences_come_in_a_fixed_order() -> None:
    gold = {found.document.id: found for found in (two_patients(), story())}
    report = evaluate(gold, {})
    sources = [difference.source for difference in report.differences]
    assert sources == sorted(sources)
    again = evaluate(dict(reversed(gold.items())), {})
    assert again.to_json() == report.to_json()
    of_two = [found.case for found in report.differences if found.source == "two.txt"]
    assert of_two == sorted(of_two, key=lambda case: case or "")


def test_predictions_in_another_order_change_only_their_digest() -> None:
    gold = story()
    shuffled = changed(gold, mentions=tuple(reversed(gold.mentions)))
    one, two = compare(gold, gold), compare(gold, shuffled)
    assert one.predicted_sha256 != two.predicted_sha256
    assert two.scores == one.scores


def test_the_report_is_json_that_reads_back() -> None:
    report = compare(story(), _damaged())
    assert EvaluationReport.model_validate_json(report.to_json(indent=1)) == report
    data = json.loads(report.to_json())
    assert data["scores"][0] == {
        "gold": 3,
        "predicted": 3,
        "matched": 3,
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "field": "mentions.DRUG",
        "mode": "exact",
        "unjudged": 0,
    }
    assert [entry["caseline"] for entry in data["provenance"]] == ["0.1"]


def test_score_of_an_unknown_field_or_mode_is_none() -> None:
    report = compare(story(), story())
    assert report.score("patient.sex", Mode.NORMALISED) is not None
    assert report.score("patient.sex", Mode.EXACT) is None
    assert report.score("patient.shoe_size", Mode.NORMALISED) is None


def test_tables_show_fields_with_values_and_the_differences() -> None:
    text = _text(compare(story(), _damaged()))
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.split()}
    assert rows["drugs.role"] == ["2", "2", "0.500", "0.500", "0.500", "–", "–"]
    assert rows["patient.age"] == ["1", "1", "1.000", "1.000", "1.000", "1.000", "1.000"]
    assert "document.pmcid" not in rows
    assert "2 differences" in text
    assert "c1 patient.sex wrong: gold 'female', predicted 'male'" in text
    assert "«woman»" in text


def test_tables_fit_eighty_columns() -> None:
    text = _text(compare(story(), _damaged()), width=80)
    table, _, _ = text.partition("differences")
    assert "relaxed" in table
    assert "…" not in table


def test_only_so_many_differences_are_shown() -> None:
    report = evaluate({story().document.id: story()}, {})
    text = _text(report, limit=3)
    assert f"… and {len(report.differences) - 3} more" in text
    assert text.count("missing") == 3
    assert "no prediction: story.txt" in text


def test_brackets_in_names_are_no_markup() -> None:
    gold = record("x", cases=({"id": "c1", "events": (Event(id="e1", name="rash [bold]"),)},))  # type: ignore[arg-type]
    assert "rash [bold]" in _text(compare(gold, record("x")))


def test_unjudged_mentions_are_told() -> None:
    spare = record(STORY, (mention(STORY, 1, Label.EVENT, "fever"),))
    assert "1 predicted values where gold has no say" in _text(compare(record(STORY), spare))
