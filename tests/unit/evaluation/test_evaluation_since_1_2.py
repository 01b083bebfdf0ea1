"""Fields that came with schema 1.2: each is scored, and older gold has no say on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evaluation_records import STORY, changed, compare, fallen, mention, record, story, with_case, with_item

from caseline.evaluation import Mode
from caseline.evaluation.fields import FIELDS, SINCE_1_2, TIMELINE, deciding_mode
from caseline.evaluation.parts import days, side_of
from caseline.schema import CaseReport, Label
from caseline.schema.case import Causality, Conflict, Onset, TimelineEntry

STEP_FIELDS = {attribute.name for attribute in TIMELINE}


def _event(**fields: Any) -> Callable[[CaseReport], CaseReport]:
    return lambda base: with_item(base, "events", 0, **fields)


def _causality(**fields: Any) -> Callable[[CaseReport], CaseReport]:
    known = {"value": "probable", "text": "probably caused", "evidence": ("m14",)}
    return _event(causality=Causality(**{**known, "method": "Naranjo", "score": 6, **fields}))


def _step(number: int, **fields: Any) -> Callable[[CaseReport], CaseReport]:
    def damage(base: CaseReport) -> CaseReport:
        entries = list(base.cases[0].timeline)
        entries[number] = changed(entries[number], **fields)
        return with_case(base, timeline=tuple(entries))

    return damage


def _more(**fields: Any) -> Callable[[CaseReport], CaseReport]:
    entry = TimelineEntry(**{"text": "later", **fields})
    return lambda base: with_case(base, timeline=(*base.cases[0].timeline, entry))


def _conflict(base: CaseReport) -> CaseReport:
    conflict = Conflict(field="sex", values=("woman", "brother"), evidence=("m3",))
    return with_case(base, patient=changed(base.cases[0].patient, conflicts=(conflict,)))


START = Onset(text="after the rash", relation="after", value=3, unit="d", evidence=("m13",))
DAMAGES = [
    pytest.param(_event(seriousness=("hospitalisation",)), {"events.seriousness"}, id="criterion-missing"),
    pytest.param(
        _event(seriousness=("death", "hospitalisation", "other")), {"events.seriousness"}, id="criterion-more"
    ),
    pytest.param(_event(grade="4"), {"events.grade"}, id="grade"),
    pytest.param(_event(findings=("platelets 9",)), {"events.findings"}, id="another-finding"),
    pytest.param(_causality(method="WHO-UMC"), {"events.causality.method"}, id="method"),
    pytest.param(_causality(method=None), {"events.causality.method"}, id="method-missing"),
    pytest.param(_causality(score=5), {"events.causality.score"}, id="score"),
    pytest.param(
        lambda base: with_item(base, "therapies", 0, start=START), {"therapies.start"}, id="therapy-start"
    ),
    pytest.param(_conflict, {"patient.conflicts"}, id="conflict-spurious"),
    pytest.param(lambda base: with_case(base, relation="mother"), {"relation"}, id="relation-spurious"),
    pytest.param(_step(1, day=4), {"timeline.day"}, id="another-day"),
    pytest.param(_step(1, day=None, low=3, high=3), {"timeline.day"}, id="bounds-are-no-day"),
    pytest.param(_step(2, high=5), {"timeline.day"}, id="another-bound"),
    pytest.param(_step(3, low=None), {"timeline.day"}, id="no-bound"),
    pytest.param(_step(0, date="2020-01"), {"timeline.date"}, id="another-date"),
    pytest.param(_step(1, ref="e2"), {"timeline", "timeline.day"}, id="of-another-event"),
    pytest.param(_step(0, kind="start"), {"timeline", "timeline.day", "timeline.date"}, id="another-kind"),
    pytest.param(_more(kind="follow_up", day=9), {"timeline", "timeline.day"}, id="step-spurious"),
    pytest.param(_more(kind="outcome", date="2020"), {"timeline", "timeline.date"}, id="dated-step-spurious"),
    pytest.param(_more(kind="admission"), set(), id="step-without-time-is-not-spurious"),
]


@pytest.mark.parametrize(("damage", "fields"), DAMAGES)
def test_damage_moves_exactly_its_fields(
    damage: Callable[[CaseReport], CaseReport], fields: set[str]
) -> None:
    gold = _with_relatives(story())
    damaged = damage(gold)
    assert damaged != gold
    assert fallen(gold, damaged) == fields - _valueless(gold)
    assert {found.field for found in compare(gold, damaged).differences} == fields


def _with_relatives(base: CaseReport) -> CaseReport:
    """Gives the record the two values that the story lacks, so that losses show."""
    conflict = Conflict(field="age", values=("61", "16"), evidence=("m1",))
    patient = changed(base.cases[0].patient, conflicts=(conflict,))
    return with_case(base, patient=patient, relation="child")


def _valueless(gold: CaseReport) -> set[str]:
    return {score.field for score in compare(gold, gold).scores if score.f1 is None}


def test_every_field_since_1_2_can_be_damaged() -> None:
    damaged = set().union(*(case.values[1] for case in DAMAGES))
    assert {field for field in SINCE_1_2 if not field.startswith("mentions")} <= damaged
    assert set(FIELDS) >= SINCE_1_2


def _bare(base: CaseReport, version: str) -> CaseReport:
    """Returns gold without any value of the fields since 1.2."""
    case = base.cases[0]
    causality = Causality(value="probable", text="probably caused", evidence=("m14",))
    event = changed(case.events[0], causality=causality, seriousness=(), grade=None, findings=())
    therapy = changed(case.therapies[0], start=None)
    bare = with_case(base, events=(event, *case.events[1:]), therapies=(therapy,), timeline=())
    return changed(bare, schema_version=version)


@pytest.mark.parametrize(
    ("version", "spurious"),
    [
        pytest.param("1.0", set(), id="1.0-has-no-say"),
        pytest.param("1.1", set(), id="1.1-has-no-say"),
        pytest.param(
            "1.2",
            {
                *(f"events.{name}" for name in ("causality.method", "causality.score", "seriousness")),
                *(f"events.{name}" for name in ("grade", "findings")),
                "therapies.start",
            },
            id="1.2-says-there-is-none",
        ),
    ],
)
def test_gold_without_values(version: str, spurious: set[str]) -> None:
    report = compare(_bare(story(), version), story())
    assert {found.field for found in report.differences} == spurious
    for field in {*STEP_FIELDS, *SINCE_1_2} - spurious:
        score = report.score(field, deciding_mode(field))
        assert score is not None
        assert (score.gold, score.predicted) == (0, 0)
    steps = report.score("timeline", Mode.NORMALISED)
    assert steps is not None
    assert steps.unjudged == 4


def test_one_timeline_of_the_record_is_enough_to_judge_all_of_them() -> None:
    gold = changed(_bare(story(), "1.2"), cases=(_bare(story(), "1.2").cases[0], _second(story())))
    predicted = changed(story(), cases=(story().cases[0], _second(story())))
    steps = compare(gold, predicted).score("timeline", Mode.NORMALISED)
    assert steps is not None
    assert (steps.gold, steps.predicted, steps.matched, steps.unjudged) == (1, 5, 1, 0)


def _second(base: CaseReport) -> Any:
    entry = TimelineEntry(kind="follow_up", text="five days", day=5)
    return changed(base.cases[0], id="c2", timeline=(entry,), drugs=(), events=(), therapies=())


def test_findings_of_the_text_are_judged_by_gold_of_their_schema_only() -> None:
    finding = mention(STORY, 1, Label.FINDING, "5 mg/kg")
    dose = mention(STORY, 1, Label.DOSE, "5 mg/kg")
    gold = record(STORY, (dose,))
    counts = {}
    for version in ("1.0", "1.2"):
        score = compare(changed(gold, schema_version=version), record(STORY, (finding,))).score(
            "mentions.FINDING", Mode.RELAXED
        )
        assert score is not None
        counts[version] = (score.predicted, score.unjudged)
    assert counts == {"1.0": (0, 1), "1.2": (1, 0)}


TIMES = [
    pytest.param({"day": 4}, "day 4", id="day"),
    pytest.param({"day": -3, "low": 1}, "day -3", id="day-before-bounds"),
    pytest.param({"low": 60, "high": 63}, "day 60–63", id="bounds"),
    pytest.param({"low": 1}, "day 1–", id="open"),
    pytest.param({"high": 9}, "day –9", id="open-below"),
    pytest.param({"date": "2021"}, None, id="none"),
]


@pytest.mark.parametrize(("fields", "shown"), TIMES)
def test_days_are_shown(fields: dict[str, Any], shown: str | None) -> None:
    found = days(TimelineEntry(kind="admission", text="x", **fields), side_of(story(), None))
    assert (found.shown if found else None) == shown
