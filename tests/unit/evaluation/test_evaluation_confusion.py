"""Which role gold gives and which one is predicted, also across families; and outcomes."""

from __future__ import annotations

from typing import Any

import pytest
from evaluation_records import changed, compare, story, two_patients, with_case, with_item
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.evaluation import Confusion, Subject, evaluate
from caseline.evaluation.confusion import LABELS, count_confusions
from caseline.schema import CaseReport
from caseline.schema.case import Condition, Drug, Event, Outcome, Therapy


def _confusion(gold: CaseReport, predicted: CaseReport, subject: Subject) -> Confusion:
    return next(each for each in count_confusions([(gold, predicted)]) if each.subject is subject)


def _off_diagonal(found: Confusion) -> dict[tuple[str | None, str | None], int]:
    names = (*found.labels, None)
    return {
        (gold, predicted): found.count(gold, predicted)
        for gold in names
        for predicted in names
        if gold != predicted and found.count(gold, predicted)
    }


def _case(**fields: Any) -> CaseReport:
    return with_case(story(), **{"timeline": (), **fields})


def test_what_is_right_is_on_the_diagonal() -> None:
    drugs, diseases, cases, events = count_confusions([(story(), story())])
    assert [each.subject for each in (drugs, diseases, cases, events)] == list(Subject)
    assert {label: drugs.count(label, label) for label in drugs.labels} == {
        "suspect": 1,
        "interacting": 0,
        "concomitant": 1,
        "therapy": 1,
    }
    assert (diseases.count("event", "event"), diseases.count("indication", "indication")) == (2, 1)
    assert (cases.count("recovered", "recovered"), events.count("recovered", "recovered")) == (1, 1)
    assert not any(_off_diagonal(each) or each.confused for each in (drugs, diseases, cases, events))


FOLIC = Therapy(id="t2", name="folic acid", kind="drug", evidence=("m20",))
FEVER = Condition(id="k2", name="fever", role="history", evidence=("m11",))
PSORIASIS = Event(id="e3", name="psoriasis", evidence=("m4",))
CETIRIZINE = Drug(id="d3", name="cetirizine", role="suspect", evidence=("m17",))
CASE = story().cases[0]
CONFUSED = [
    pytest.param(
        with_item(story(), "drugs", 1, role="interacting"),
        Subject.DRUGS,
        {("concomitant", "interacting"): 1},
        id="another-role",
    ),
    pytest.param(
        _case(drugs=CASE.drugs[:1], therapies=(*CASE.therapies, FOLIC)),
        Subject.DRUGS,
        {("concomitant", "therapy"): 1},
        id="drug-as-therapy",
    ),
    pytest.param(
        _case(drugs=(*CASE.drugs, CETIRIZINE), therapies=()),
        Subject.DRUGS,
        {("therapy", "suspect"): 1},
        id="therapy-as-suspect",
    ),
    pytest.param(
        _case(drugs=(*CASE.drugs, CETIRIZINE)),
        Subject.DRUGS,
        {(None, "suspect"): 1},
        id="twice-of-which-one-is-spurious",
    ),
    pytest.param(_case(drugs=CASE.drugs[:1]), Subject.DRUGS, {("concomitant", None): 1}, id="drug-not-found"),
    pytest.param(
        _case(conditions=(*CASE.conditions, FEVER), events=CASE.events[:1]),
        Subject.DISEASES,
        {("event", "history"): 1},
        id="event-as-history",
    ),
    pytest.param(
        _case(
            conditions=(),
            drugs=(changed(CASE.drugs[0], indication=None), CASE.drugs[1]),
            events=(*CASE.events, PSORIASIS),
        ),
        Subject.DISEASES,
        {("indication", "event"): 1},
        id="indication-as-event",
    ),
    pytest.param(
        _case(outcome=Outcome(status="fatal")),
        Subject.CASE_OUTCOMES,
        {("recovered", "fatal"): 1},
        id="case-outcome",
    ),
    pytest.param(_case(outcome=None), Subject.CASE_OUTCOMES, {("recovered", None): 1}, id="outcome-missing"),
    pytest.param(
        with_item(story(), "events", 1, outcome=Outcome(status="unknown")),
        Subject.EVENT_OUTCOMES,
        {(None, "unknown"): 1},
        id="event-outcome-spurious",
    ),
]


@pytest.mark.parametrize(("predicted", "subject", "expected"), CONFUSED)
def test_what_is_called_otherwise(
    predicted: CaseReport, subject: Subject, expected: dict[tuple[str | None, str | None], int]
) -> None:
    found = _confusion(story(), predicted, subject)
    assert _off_diagonal(found) == expected
    assert len(found.confused) == sum(expected.values())


def test_what_is_confused_is_named_on_both_sides() -> None:
    predicted = _case(drugs=CASE.drugs[:1], therapies=(*CASE.therapies, changed(FOLIC, name="folate")))
    (found,) = _confusion(story(), predicted, Subject.DRUGS).confused
    assert (found.source, found.case, found.gold, found.predicted) == (
        "story.txt",
        "c1",
        "concomitant",
        "therapy",
    )
    assert (found.gold_name, found.predicted_name) == ("folic acid", "folate")


def test_an_event_taken_for_a_condition_has_no_outcome_to_be_right() -> None:
    hives = Condition(id="k2", name="hives", role="history", evidence=("m9",))
    bare = _case(conditions=(*CASE.conditions, hives), events=(), therapies=(), drugs=())
    found = _confusion(story(), bare, Subject.EVENT_OUTCOMES)
    assert _off_diagonal(found) == {("recovered", None): 1}


def test_a_document_without_a_prediction_is_all_not_found() -> None:
    drugs, diseases, cases, events = evaluate({"x": story()}, {}).confusions
    assert sum(row[-1] for row in drugs.counts) == 3
    assert sum(row[-1] for row in diseases.counts) == 3
    assert (cases.count("recovered", None), events.count("recovered", None)) == (1, 1)


def test_it_stands_in_the_report_and_its_json() -> None:
    report = compare(two_patients(), two_patients())
    assert '"subject":"drugs","labels":["suspect"' in report.to_json()
    assert report.confusions[2].count("fatal", "fatal") == 1


def _labels(record: CaseReport, subject: Subject) -> list[str]:
    """What a record calls its things, read as plainly as can be."""
    cases = record.cases
    if subject is Subject.DRUGS:
        return [item.role for case in cases for item in case.drugs] + [
            "therapy" for case in cases for _ in case.therapies
        ]
    if subject is Subject.DISEASES:
        return [item.role for case in cases for item in case.conditions] + [
            "event" for case in cases for _ in case.events
        ]
    if subject is Subject.CASE_OUTCOMES:
        return [case.outcome.status for case in cases if case.outcome]
    return [event.outcome.status for case in cases for event in case.events if event.outcome]


NAMES = st.sampled_from(
    ["infliximab", "folic acid", "cetirizine", "hives", "hives on both forearms", "fever"]
)
STATUS = st.sampled_from([*LABELS[Subject.CASE_OUTCOMES], None])


@st.composite
def _records(draw: st.DrawFn) -> CaseReport:
    """The story with any drugs, diseases and outcomes, in none to two cases."""

    def few(letter: str, make: Any) -> tuple[Any, ...]:
        return tuple(make(f"{letter}{number}") for number in range(1, 1 + draw(st.integers(0, 3))))

    def outcome() -> Outcome | None:
        status = draw(STATUS)
        return None if status is None else Outcome(status=status)

    def one_of(*roles: str) -> str:
        return draw(st.sampled_from(roles))

    cases = [
        {
            "id": f"c{number}",
            "drugs": few(
                "d",
                lambda key: Drug(
                    id=key, name=draw(NAMES), role=one_of("suspect", "concomitant", "interacting")
                ),
            ),
            "therapies": few("t", lambda key: Therapy(id=key, name=draw(NAMES), kind="drug")),
            "conditions": few(
                "k",
                lambda key: Condition(
                    id=key, name=draw(NAMES), role=one_of("indication", "comorbidity", "history")
                ),
            ),
            "events": few("e", lambda key: Event(id=key, name=draw(NAMES), outcome=outcome())),
            "outcome": outcome(),
        }
        for number in range(1, 1 + draw(st.integers(0, 2)))
    ]
    return changed(story(), cases=tuple(cases))


@settings(deadline=None)
@given(_records(), _records())
def test_rows_sum_to_gold_and_columns_to_the_prediction(gold: CaseReport, predicted: CaseReport) -> None:
    for found in count_confusions([(gold, predicted)]):
        left, right = _labels(gold, found.subject), _labels(predicted, found.subject)
        for place, label in enumerate(found.labels):
            assert sum(found.counts[place]) == left.count(label)
            assert sum(row[place] for row in found.counts) == right.count(label)
        assert found.counts[-1][-1] == 0
        assert len(found.confused) == sum(_off_diagonal(found).values())


@settings(deadline=None)
@given(_records(), _records())
def test_what_the_scores_align_stays_in_its_family(gold: CaseReport, predicted: CaseReport) -> None:
    """As many drugs meet a drug here as have a partner in the scores of `drugs.role`."""
    drugs = _confusion(gold, predicted, Subject.DRUGS)
    report = compare(gold, predicted)
    roles = [each for each in report.differences if each.field == "drugs.role" and each.kind == "wrong"]
    own = ("suspect", "interacting", "concomitant")
    assert len(roles) == sum(drugs.count(a, b) for a in own for b in own if a != b)
