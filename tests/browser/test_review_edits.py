"""Edits of a record in the browser: whatever is done, the result is a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from caseline.schema import CaseReport
from caseline.schema.case import Case, CausalityValue, OutcomeStatus, Seriousness, TimeUnit
from tests.browser.review_desk import GOLDEN, SCRIPTS, STORED, record_of

_EDITS = ("edits_shape.js", "edits.js", "edits_values.js", "edits_items.js")
_RECORDS = sorted(GOLDEN.glob("*.json"))
_STEPS = 60


@pytest.fixture
def edits(page: Page) -> Page:
    page.goto("about:blank")
    for name in _EDITS:
        page.add_script_tag(path=SCRIPTS / name)
    page.add_script_tag(path=Path(__file__).with_name("random_edits.js"))
    return page


@pytest.mark.parametrize("path", _RECORDS, ids=lambda path: path.stem)
def test_random_edits_leave_a_record(edits: Page, path: Path) -> None:
    for seed in (1, 2, 3):
        steps = edits.evaluate("([r, s, n]) => randomEdits(r, s, n)", [record_of(path), seed, _STEPS])
        assert len(steps) == _STEPS
        assert sum(name == "refused" for name, _ in steps) < _STEPS / 6
        for number, (name, made) in enumerate(steps):
            try:
                report = CaseReport.from_json(made)
            except Exception as error:
                error.add_note(f"seed {seed}, step {number}: {name}")
                raise
            # No field is left out or out of order that the record's own writer would write.
            assert json.loads(report.to_json()) == json.loads(made), (seed, number, name)


def _after(edits: Page, path: Path, expression: str) -> CaseReport:
    made = edits.evaluate(
        f"(r) => {{ const e = caseline.edits; return JSON.stringify({expression}); }}", record_of(path)
    )
    return CaseReport.from_json(made)


_TWO = STORED / "regorafenib-cycles-hand-foot.json"


@pytest.mark.parametrize(
    ("value", "unit", "iso"),
    [
        pytest.param(1, "d", "P1D", id="day"),
        pytest.param(2, "h", "PT2H", id="hours"),
        pytest.param(2, "wk", "P2W", id="weeks"),
        pytest.param(3, "mo", "P3M", id="months"),
        pytest.param(1, "a", "P1Y", id="year"),
        pytest.param(20, "min", "PT20M", id="minutes"),
        pytest.param(1.5, "h", "PT1.5H", id="half"),
    ],
)
def test_an_onset_keeps_its_iso_length(edits: Page, value: float, unit: str, iso: str) -> None:
    report = _after(
        edits, _TWO, f"e.setField(r, 'cases.0.events.0.onset', {{value: {value}, unit: '{unit}'}})"
    )
    onset = report.cases[0].events[0].onset
    assert onset is not None
    assert (onset.value, onset.unit, onset.iso8601) == (value, unit, iso)


def test_an_approximate_onset_has_no_iso_length(edits: Page) -> None:
    report = _after(edits, _TWO, "e.setField(r, 'cases.0.events.0.onset.approximate', true)")
    onset = report.cases[0].events[0].onset
    assert onset is not None
    assert onset.iso8601 is None


def test_a_removed_mention_is_evidence_of_nothing(edits: Page) -> None:
    before = CaseReport.from_json(json.dumps(record_of(_TWO)))
    [gone] = before.cases[0].drugs[0].evidence[:1]
    report = _after(edits, _TWO, f"e.removeMention(r, '{gone}')")
    assert gone not in report.cases[0].drugs[0].evidence
    assert len(report.mentions) == len(before.mentions) - 1


def test_a_removed_drug_is_suspect_of_nothing(edits: Page) -> None:
    report = _after(edits, _TWO, "e.removeItem(r, 0, 'd1')")
    assert all("d1" not in event.suspects for event in report.cases[0].events)
    assert all(entry.ref != "d1" for entry in report.cases[0].timeline)


def test_an_excluded_mention_supports_nothing_until_it_is_used_again(edits: Page) -> None:
    [first] = CaseReport.from_json(json.dumps(record_of(_TWO))).cases[0].events[0].evidence[:1]
    out = f"e.changeMention(r, '{first}', {{excluded: 'negated'}})"
    assert first not in _after(edits, _TWO, out).cases[0].events[0].evidence
    again = _after(edits, _TWO, f"e.attach({out}, 'cases.0.events.0', ['{first}'])")
    assert first in again.cases[0].events[0].evidence
    assert next(one for one in again.mentions if one.id == first).excluded is None


@pytest.mark.parametrize("date", ["2020-02-29", "2021-12", "0099", "2021-03-14T09:30"])
def test_a_date_of_the_calendar_is_taken(edits: Page, date: str) -> None:
    assert (
        _after(edits, _TWO, f"e.setField(r, 'cases.0.drugs.0.start', '{date}')").cases[0].drugs[0].start
        == date
    )


def test_an_entry_of_a_list_is_changed_in_its_place(edits: Page) -> None:
    before = CaseReport.from_json(json.dumps(record_of(_TWO))).cases[0]
    after = _after(edits, _TWO, "e.setField(r, 'cases.0.timeline.1', {day: 3, date: '2021-03-14'})").cases[0]
    assert (after.timeline[1].day, after.timeline[1].date) == (3, "2021-03-14")
    assert after.timeline[2:] == before.timeline[2:]
    dose = _after(edits, _TWO, "e.setField(r, 'cases.0.drugs.0.doses.0', {amount: 80})").cases[0].drugs[0]
    assert dose.doses[0].amount == 80
    gone = _after(edits, _TWO, "e.setField(r, 'cases.0.timeline.1', null)").cases[0]
    assert len(gone.timeline) == len(before.timeline) - 1


def test_offsets_count_code_points(edits: Page) -> None:
    # One character beyond the first plane: two units of a JavaScript string.
    text = "𝛼 A man had hives."
    made = edits.evaluate(
        "(r) => JSON.stringify(caseline.edits.addMention({...r, document: {...r.document, "
        f"text: '{text}', sections: []}}, mentions: [], cases: []}}, 'EVENT', 12, 17))",
        record_of(_TWO),
    )
    assert CaseReport.from_json(made).mentions[0].text == "hives"


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param("e.setField(r, 'cases.0.outcome.status', 'cured')", id="word"),
        pytest.param("e.setField(r, 'cases.0.events.0.suspects.0', 'd9')", id="path"),
        pytest.param("e.setField(r, 'cases.0.events.0.onset.value', 'two')", id="number"),
        pytest.param("e.setField(r, 'cases.0.events.0.name', ' ')", id="name"),
        pytest.param("e.setField(r, 'cases.0.drugs.0.start', '2021-02-30')", id="day"),
        pytest.param("e.setField(r, 'cases.0.drugs.0.start', '2021-13')", id="month"),
        pytest.param("e.setField(r, 'cases.0.drugs.0.start', '2021-03-14T25:00')", id="hour"),
        pytest.param("e.setField(r, 'cases.0.patient.age', {value: -5})", id="negative"),
        pytest.param("e.setField(r, 'cases.0.patient.age', {value: null, low: 70, high: 60})", id="bounds"),
        pytest.param("e.setField(r, 'cases.9.outcome', null)", id="case"),
        pytest.param("e.addMention(r, 'EVENT', 5, 5)", id="empty"),
        pytest.param("e.removeItem(r, 0, 'e99')", id="item"),
    ],
)
def test_what_cannot_be_is_refused(edits: Page, expression: str) -> None:
    said = edits.evaluate(
        f"(r) => {{ const e = caseline.edits; try {{ {expression}; return ''; }} "
        "catch (error) { return error instanceof e.EditError ? error.message : 'another: ' + error; } }",
        record_of(_TWO),
    )
    assert said
    assert not said.startswith("another")


def test_the_shape_names_every_field_and_word_of_the_schema(edits: Page) -> None:
    shape = edits.evaluate(
        "({parts: Object.fromEntries(Object.entries(caseline.shape.PARTS).map("
        "([name, part]) => [name, Object.keys(part)])), choices: caseline.shape.CHOICES})"
    )
    schema = CaseReport.model_json_schema()["$defs"]
    names = {"entry": "TimelineEntry"}
    for name, fields in shape["parts"].items():
        assert fields == list(schema[names.get(name, name.capitalize())]["properties"]), name
    for key, words in {
        "outcome": OutcomeStatus,
        "causality": CausalityValue,
        "seriousness": Seriousness,
        "timeUnit": TimeUnit,
    }.items():
        assert [word for word, _ in shape["choices"][key]] == list(words)
    assert set(shape["parts"]["case"]) == set(Case.model_fields)


_CODE = {"system": "HPO", "code": "HP:0001", "display": "A", "match": "synonym", "score": 0.9}
_OTHER = {"system": "ICD 10", "code": "R1", "display": None, "match": "reference"}


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param([_CODE, _OTHER], [_CODE, _OTHER], id="nothing"),
        pytest.param(
            [{**_CODE, "display": "B"}, _OTHER],
            [{"system": "HPO", "code": "HP:0001", "display": "B"}, _OTHER],
            id="a-name",
        ),
        pytest.param(
            [{"system": "HPO", "code": "HP:0001", "display": "A"}],
            [_CODE],
            id="as-the-form-reads-a-line",
        ),
        pytest.param(
            [{"system": "ATC", "code": "L04"}, _OTHER],
            [{"system": "ATC", "code": "L04", "display": None}, _OTHER],
            id="another",
        ),
    ],
)
def test_a_code_that_a_curator_changed_was_come_by_in_no_way_that_is_noted(
    edits: Page, left: list[dict[str, Any]], expected: list[dict[str, Any]]
) -> None:
    record = {**record_of(_TWO), "schema_version": "1.4"}
    record["cases"][0]["events"][0]["codes"] = [_CODE, _OTHER]
    made = edits.evaluate(
        "([r, codes]) => JSON.stringify(caseline.edits.setField(r, 'cases.0.events.0.codes', codes))",
        [record, left],
    )
    assert json.loads(made)["cases"][0]["events"][0]["codes"] == expected
    CaseReport.from_json(made)


def test_a_new_item_has_the_codes_of_its_mention_as_they_were_come_by(edits: Page) -> None:
    record = {**record_of(_TWO), "schema_version": "1.4"}
    mention = next(one for one in record["mentions"] if one["label"] == "EVENT")
    mention["codes"] = [_CODE]
    made = edits.evaluate(
        "([r, id]) => JSON.stringify(caseline.edits.addItem(r, 0, 'events', {evidence: [id]}))",
        [record, mention["id"]],
    )
    assert json.loads(made)["cases"][0]["events"][-1]["codes"] == [_CODE]
    CaseReport.from_json(made)
