"""Light gold: facts against records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from evaluation_records import STORY, record, story, two_patients

from caseline.errors import SchemaError
from caseline.evaluation.fact_scores import FACTS, Compared, compare_facts, tally_facts
from caseline.evaluation.facts import TextFacts, read_facts
from caseline.schema import CaseReport

ROOT = Path(__file__).resolve().parents[3]
SETS = sorted((ROOT / "annotations" / "facts").glob("*.jsonl"))
CASE: dict[str, Any] = {
    "age": {"value": 61, "unit": "a"},
    "sex": "female",
    "suspects": ["infliximab|Remicade"],
    "concomitants": ["folic acid"],
    "conditions": ["psoriasis"],
    "drugs": {
        "infliximab": {
            "indication": "psoriasis",
            "action": "withdrawn",
            "dechallenge": "positive",
            "rechallenge": "negative",
            "doses": ["5 mg/kg"],
        }
    },
    "events": [
        {
            "name": "hives|urticaria",
            "day": 3,
            "outcome": "recovered",
            "serious": ["hospitalisation", "other"],
            "causality": "probable",
            "suspects": ["infliximab"],
        },
        {"name": "fever"},
    ],
    "therapies": [{"name": "cetirizine", "for": ["urticaria"]}],
    "outcome": "recovered",
}


def facts(*cases: Mapping[str, Any]) -> TextFacts:
    return TextFacts.model_validate({"id": "a", "kind": "letter", "text": STORY, "cases": cases})


def differences(gold: TextFacts, found: CaseReport) -> list[Compared]:
    return [part for part in compare_facts(gold, found) if part.missing or part.spurious]


def test_right_record_has_all_facts() -> None:
    compared = compare_facts(facts(CASE), story())
    assert not differences(facts(CASE), story())
    assert {part.field for part in compared if part.matched} == set(FACTS)


def test_names_alike_are_one_thing() -> None:
    """A wording behind a bar, or one of the record's mentions, is as good as the name."""
    gold = {**CASE, "events": [{"name": "acute urticaria"}, {"name": "cough|a fever"}], "therapies": []}
    events = next(part for part in compare_facts(facts(gold), story()) if part.field == "events")
    assert events == Compared("events", 2)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"sex": "male"}, Compared("sex", 0, ("male",), ("female",)), id="value"),
        pytest.param({"sex": None}, Compared("sex", 0, (), ("female",)), id="value-gold-has-not"),
        pytest.param(
            {"concomitants": []}, Compared("concomitants", 0, (), ("folic acid",)), id="spurious-thing"
        ),
        pytest.param(
            {"conditions": ["psoriasis", "asthma"]},
            Compared("conditions", 1, ("asthma",)),
            id="missing-thing",
        ),
        pytest.param(
            {"events": [{**CASE["events"][0], "day": [1, 4]}, {"name": "fever"}]},
            Compared("event.day", 0, ("hives|urticaria: (1, 4)",), ("hives|urticaria: (3, 3)",)),
            id="bounds-are-no-day",
        ),
        pytest.param(
            {"therapies": [{"name": "cetirizine", "for": ["fever"]}]},
            Compared("therapy.for", 0, ("cetirizine: fever",), ("cetirizine: hives|urticaria",)),
            id="link-to-another-thing",
        ),
        pytest.param(
            {"drugs": {"infliximab": {**CASE["drugs"]["infliximab"], "doses": ["5 mg/kg", "1,200 mg"]}}},
            Compared("doses", 1, ("infliximab|Remicade: 1200.0",)),
            id="amount",
        ),
    ],
)
def test_difference_is_named(change: Mapping[str, Any], expected: Compared) -> None:
    assert differences(facts({**CASE, **change}), story()) == [expected]


def test_what_is_told_of_a_thing_gold_lacks_is_not_judged() -> None:
    gold = {**CASE, "events": [{"name": "fever"}], "therapies": []}
    fields = {part.field for part in differences(facts(gold), story())}
    assert fields == {"events", "therapies"}


def test_patients_are_paired_by_what_they_share() -> None:
    gold = [
        {"sex": "female", "events": [{"name": "rash"}]},
        {"sex": "male", "events": [{"name": "seizures"}]},
    ]
    compared = compare_facts(facts(*gold), two_patients())
    tallies = tally_facts(compared)
    assert tallies["sex"] == (2, 2, 2)
    assert tallies["events"] == (2, 2, 2)
    assert tallies["cases"] == (1, 1, 1)


@pytest.mark.parametrize(
    ("gold", "found"),
    [pytest.param((), story(), id="no-patient"), pytest.param((CASE,), record(STORY), id="none")],
)
def test_wrong_number_of_patients(gold: tuple[Mapping[str, Any], ...], found: CaseReport) -> None:
    tallies = tally_facts(compare_facts(facts(*gold), found))
    assert tallies["cases"] == (1, 1, 0)
    assert tallies["events"] == ((2, 0, 0) if gold else (0, 2, 0))


def test_line_out_of_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    good = {"id": "a", "kind": "letter", "text": "x", "cases": []}
    path.write_text(f"{json.dumps(good)}\n{json.dumps({**good, 'case': []})}\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"facts\.jsonl, line 2: .*see annotations/facts/README\.md"):
        list(read_facts(path))


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_packaged_sets_name_what_they_speak_of(path: Path) -> None:
    """Every name stands in its text, and every name told of a thing is that of a thing of the case."""
    for number, text in enumerate(read_facts(path), start=1):
        assert text.id == f"{path.stem}-{number:02}"
        for case in text.cases:
            events = {wording for event in case.events for wording in event.name.split("|")}
            therapies = {wording for therapy in case.therapies for wording in therapy.name.split("|")}
            suspects = {wording for name in case.suspects for wording in name.split("|")}
            conditions = {wording for name in case.conditions for wording in name.split("|")}
            for names in (
                *case.suspects,
                *case.concomitants,
                *case.conditions,
                *(e.name for e in case.events),
            ):
                assert any(name.casefold() in text.text.casefold() for name in names.split("|")), (
                    text.id,
                    names,
                )
            assert case.drugs.keys() <= suspects, text.id
            assert {drug.indication for drug in case.drugs.values()} <= {*conditions, None}, text.id
            assert {name for event in case.events for name in event.suspects} <= suspects, text.id
            assert {name for therapy in case.therapies for name in therapy.for_events} <= events, text.id
            assert all(therapies), text.id
