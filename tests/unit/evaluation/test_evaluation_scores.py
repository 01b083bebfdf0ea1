"""Every kind of damage moves the fields it must move, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evaluation_records import (
    changed,
    compare,
    f1,
    fallen,
    record,
    story,
    two_patients,
    with_case,
    with_item,
)

from caseline.evaluation import Mode
from caseline.evaluation.fields import FIELDS
from caseline.schema import Case, CaseReport, Label
from caseline.schema.base import Code
from caseline.schema.case import Age, Anchor, Dose, Drug, Event, Outcome, Sex

Damage = Callable[[CaseReport], CaseReport]
EVENT_FIELDS = {field for field in FIELDS if field.startswith("events")}
CAUSED = {"text": "probably caused", "method": "Naranjo", "score": 6}
STEPS = {"timeline", "timeline.day"}
DRUG_FIELDS = {field for field in FIELDS if field.startswith("drugs")}


def test_a_perfect_prediction_scores_one_in_every_field_that_has_a_value() -> None:
    report = compare(story(), story())
    scored = {score.field for score in report.scores if score.f1 is not None}
    assert {score.f1 for score in report.scores} == {1.0, None}
    assert report.differences == ()
    labels = {mention.label for mention in story().mentions}
    without = {f"mentions.{label.value}" for label in set(Label) - labels}
    assert set(FIELDS) - scored == {*without, "document.pmcid", "patient.conflicts", "relation"}


def test_nothing_against_nothing_has_no_score() -> None:
    report = compare(record("Nothing to see."), record("Nothing to see."))
    assert {score.f1 for score in report.scores} == {None}
    assert {(total.f1, total.macro_f1, total.fields) for total in report.totals} == {(None, None, 0)}


def test_every_field_is_reported_once_a_mode() -> None:
    report = compare(story(), record(story().document.text))
    assert [(score.field, score.mode) for score in report.scores] == [
        (field, mode) for field, modes in FIELDS.items() for mode in modes
    ]


def test_an_empty_prediction_scores_zero_where_gold_has_a_value() -> None:
    full, empty = compare(story(), story()), compare(story(), record(story().document.text))
    for before, after in zip(full.scores, empty.scores, strict=True):
        assert after.f1 == (None if before.f1 is None else 0.0), after.field
        assert (after.gold, after.predicted, after.matched) == (before.gold, 0, 0)


def _patient(**fields: object) -> Damage:
    return lambda base: with_case(base, patient=changed(base.cases[0].patient, **fields))


def _item(family: str, number: int, **fields: object) -> Damage:
    return lambda base: with_item(base, family, number, **fields)


def _onset(**fields: object) -> Damage:
    def damage(base: CaseReport) -> CaseReport:
        onset = base.cases[0].events[0].onset
        assert onset is not None
        return with_item(base, "events", 0, onset=changed(onset, **fields))

    return damage


def _document(**fields: object) -> Damage:
    return lambda base: changed(base, document=changed(base.document, **fields))


def _without(family: str, number: int) -> Damage:
    def damage(base: CaseReport) -> CaseReport:
        case = base.cases[0]
        kept = [item for place, item in enumerate(getattr(case, family)) if place != number]
        lost = getattr(case, family)[number].id
        return with_case(base, **{family: kept}, **_unlinked(case, lost, family))

    return damage


def _unlinked(case: Case, lost: str, family: str) -> dict[str, Any]:
    """Returns the parts of a case that pointed at an item, without the pointers."""
    found: dict[str, Any] = {}
    if any(entry.ref == lost for entry in case.timeline):
        found["timeline"] = tuple(entry for entry in case.timeline if entry.ref != lost)
    if family == "conditions":
        found["drugs"] = tuple(changed(drug, indication=None) for drug in case.drugs)
    if family == "events":
        found["therapies"] = tuple(
            changed(therapy, for_events=[key for key in therapy.for_events if key != lost])
            for therapy in case.therapies
        )
    if family == "drugs" and lost == "d1":
        onset = case.events[0].onset
        assert onset is not None
        bare = changed(onset, anchor=Anchor(kind="dose", ordinal=2))
        found["events"] = (changed(case.events[0], suspects=(), onset=bare), *case.events[1:])
    return found


DAMAGES = [
    pytest.param(_patient(sex=Sex(value="male", evidence=("m3",))), {"patient.sex"}, id="sex-swapped"),
    pytest.param(_patient(sex=None), {"patient.sex"}, id="sex-missing"),
    pytest.param(
        _patient(age=Age(value=16, unit="a", text="61-year-old", evidence=("m1",))), {"patient.age"}, id="age"
    ),
    pytest.param(_patient(ethnicity=None), {"patient.ethnicity"}, id="ethnicity"),
    pytest.param(_item("conditions", 0, role="history"), {"conditions.role"}, id="condition-role"),
    pytest.param(
        _item("conditions", 0, name="eczema", evidence=()),
        {"conditions", "conditions.role", "drugs.indication"},
        id="condition-wrong",
    ),
    pytest.param(
        _without("conditions", 0),
        {"conditions", "conditions.role", "drugs.indication"},
        id="condition-missing",
    ),
    pytest.param(_item("drugs", 1, role="suspect"), {"drugs.role"}, id="drug-role"),
    pytest.param(_item("drugs", 0, action_taken="reduced"), {"drugs.action_taken"}, id="action-taken"),
    pytest.param(_item("drugs", 0, dechallenge="negative"), {"drugs.dechallenge"}, id="dechallenge"),
    pytest.param(_item("drugs", 1, rechallenge="negative"), {"drugs.rechallenge"}, id="rechallenge-spurious"),
    pytest.param(_item("drugs", 0, start=None), {"drugs.start"}, id="start"),
    pytest.param(_item("drugs", 0, stop="2020"), {"drugs.stop"}, id="stop"),
    pytest.param(_item("drugs", 0, indication=None), {"drugs.indication"}, id="indication"),
    pytest.param(_item("drugs", 1, indication="k1"), {"drugs.indication"}, id="indication-spurious"),
    pytest.param(_without("drugs", 1), {"drugs", "drugs.role"}, id="bystander-missing"),
    pytest.param(
        _without("drugs", 0),
        {*DRUG_FIELDS, "events.suspects", "events.onset.anchor", *STEPS, "timeline.date"},
        id="suspect-missing",
    ),
    pytest.param(_without("events", 1), {"events", "events.certainty"}, id="small-event-missing"),
    pytest.param(_without("events", 0), {*EVENT_FIELDS, "therapies.for_events", *STEPS}, id="event-missing"),
    pytest.param(_item("events", 0, body_sites=()), {"events.body_sites"}, id="body-site"),
    pytest.param(_item("events", 0, severity="severe"), {"events.severity"}, id="severity"),
    pytest.param(_item("events", 1, certainty="uncertain"), {"events.certainty"}, id="certainty"),
    pytest.param(_onset(value=3), {"events.onset"}, id="onset-value"),
    pytest.param(_onset(approximate=True), {"events.onset"}, id="onset-approximate"),
    pytest.param(_onset(relation="before"), {"events.onset.relation"}, id="onset-relation"),
    pytest.param(
        _onset(anchor=Anchor(kind="dose", ordinal=1, drug="d1")), {"events.onset.anchor"}, id="anchor-ordinal"
    ),
    pytest.param(
        _onset(anchor=Anchor(kind="course", ordinal=2, drug="d1")), {"events.onset.anchor"}, id="anchor-kind"
    ),
    pytest.param(
        _onset(anchor=Anchor(kind="dose", ordinal=2, drug="d2")), {"events.onset.anchor"}, id="anchor-drug"
    ),
    pytest.param(_item("events", 0, duration=None), {"events.duration"}, id="event-duration"),
    pytest.param(
        _item("events", 0, outcome=Outcome(status="fatal", text="cleared", evidence=("m16",))),
        {"events.outcome"},
        id="event-outcome",
    ),
    pytest.param(
        _item("events", 0, causality={**CAUSED, "value": "certain"}),
        {"events.causality"},
        id="causality",
    ),
    pytest.param(_item("events", 0, suspects=("d2",)), {"events.suspects"}, id="suspect-wrong"),
    pytest.param(_item("events", 0, suspects=("d1", "d2")), {"events.suspects"}, id="suspect-spurious"),
    pytest.param(_item("therapies", 0, kind="procedure"), {"therapies.kind"}, id="therapy-kind"),
    pytest.param(_item("therapies", 0, for_events=("e2",)), {"therapies.for_events"}, id="for-events"),
    pytest.param(_item("therapies", 0, duration=None), {"therapies.duration"}, id="therapy-duration"),
    pytest.param(_item("therapies", 0, response=None), {"therapies.response"}, id="response"),
    pytest.param(
        _without("therapies", 0),
        {*STEPS, *(field for field in FIELDS if field.startswith("therapies"))},
        id="therapy-missing",
    ),
    pytest.param(lambda base: with_case(base, outcome=None), {"outcome.status"}, id="outcome"),
    pytest.param(_document(title=None), {"document.title"}, id="title"),
    pytest.param(_document(doi="10.5555/other"), {"document.doi"}, id="doi"),
    pytest.param(_document(journal="Other"), {"document.journal"}, id="journal"),
    pytest.param(_document(year=2021), {"document.year"}, id="year"),
    pytest.param(_document(pmcid="PMC1"), {"document.pmcid"}, id="pmcid-spurious"),
    pytest.param(_document(keywords=("infliximab",)), {"document.keywords"}, id="keyword"),
]


@pytest.mark.parametrize(("damage", "fields"), DAMAGES)
def test_damage_moves_exactly_its_fields(damage: Damage, fields: set[str]) -> None:
    gold = story()
    damaged = damage(gold)
    assert damaged != gold
    assert fallen(gold, damaged) == fields


@pytest.mark.parametrize(("damage", "fields"), DAMAGES)
def test_damage_is_listed_under_its_fields(damage: Damage, fields: set[str]) -> None:
    report = compare(story(), damage(story()))
    assert {difference.field for difference in report.differences} == fields


DOSES = [
    pytest.param({"ordinal": 1}, {"drugs.doses", "drugs.doses.ordinal"}, id="ordinal"),
    pytest.param({"kind": "course"}, {"drugs.doses", "drugs.doses.ordinal"}, id="kind"),
    pytest.param({"amount": 3}, {"drugs.doses", "drugs.doses.amount"}, id="amount"),
    pytest.param({"unit": "mg"}, {"drugs.doses", "drugs.doses.amount"}, id="unit"),
    pytest.param({"route": None}, {"drugs.doses", "drugs.doses.route"}, id="route"),
    pytest.param({"frequency": "daily"}, {"drugs.doses", "drugs.doses.frequency"}, id="frequency"),
]


@pytest.mark.parametrize(("fields", "expected"), DOSES)
def test_a_wrong_part_of_a_dose_moves_that_part(fields: dict[str, object], expected: set[str]) -> None:
    gold = story()
    dose = changed(gold.cases[0].drugs[0].doses[0], **fields)
    assert fallen(gold, with_item(gold, "drugs", 0, doses=(dose,))) == expected


def test_a_dose_told_in_two_pieces_keeps_its_parts() -> None:
    gold = story()
    pieces = (
        Dose(ordinal=2, kind="infusion", evidence=("m5",)),
        Dose(amount=5, unit="mg/kg", route="iv", frequency="once", evidence=("m7",)),
    )
    assert fallen(gold, with_item(gold, "drugs", 0, doses=pieces)) == {"drugs.doses"}


@pytest.mark.parametrize("number", [0, 1])
def test_dropping_any_event_lowers_recall_and_not_precision(number: int) -> None:
    score = compare(story(), _without("events", number)(story())).score("events", Mode.NORMALISED)
    assert score is not None
    assert (score.precision, score.recall) == (1.0, 0.5)


def test_an_invented_event_lowers_precision_and_not_recall() -> None:
    events = (*story().cases[0].events, Event(id="e3", name="anaphylaxis", evidence=("m12",)))
    score = compare(story(), with_case(story(), events=events)).score("events", Mode.NORMALISED)
    assert score is not None
    assert (score.precision, score.recall) == (2 / 3, 1.0)


NAMES = [
    pytest.param({"name": "Hives"}, {Mode.EXACT}, id="case"),
    pytest.param({"name": "urticaria", "codes": ()}, {Mode.EXACT}, id="another-wording-same-place"),
    pytest.param({"name": "nettle rash", "evidence": ()}, {Mode.EXACT, Mode.RELAXED}, id="only-the-code"),
    pytest.param(
        {"name": "skin rash", "codes": (), "evidence": ("m13",)},
        {Mode.EXACT, Mode.NORMALISED},
        id="only-the-place",
    ),
    pytest.param(
        {"name": "jaundice", "codes": (), "evidence": ("m12",)},
        {Mode.EXACT, Mode.RELAXED, Mode.NORMALISED},
        id="another-event",
    ),
]


@pytest.mark.parametrize(("fields", "modes"), NAMES)
def test_names_of_events_by_mode(fields: dict[str, object], modes: set[Mode]) -> None:
    gold = story()
    report = compare(gold, with_item(gold, "events", 0, **fields))
    assert {mode for mode in Mode if f1(report, "events", mode) != 1.0} == modes


def test_attributes_of_a_wrong_item_are_misses() -> None:
    gold = story()
    wrong = with_item(gold, "events", 0, name="jaundice", codes=(), evidence=("m12",))
    assert fallen(gold, wrong) == {*EVENT_FIELDS, "therapies.for_events", *STEPS}


def test_items_in_another_order_and_under_other_ids_score_one() -> None:
    gold = story()
    case = gold.cases[0]
    drugs = (changed(case.drugs[1], id="d1"), changed(case.drugs[0], id="d2"))
    onset = case.events[0].onset
    assert onset is not None
    moved = changed(onset, anchor=Anchor(kind="dose", ordinal=2, drug="d2"))
    events = (case.events[1], changed(case.events[0], onset=moved, suspects=("d2",)))
    timeline = (changed(case.timeline[0], ref="d2"), *reversed(case.timeline[1:]))
    shuffled = with_case(gold, drugs=drugs, events=events, timeline=timeline)
    assert shuffled != gold
    assert compare(gold, shuffled).differences == ()


def test_cases_in_another_order_are_aligned() -> None:
    gold = two_patients()
    first, second = gold.cases
    swapped = changed(gold, cases=(changed(second, id="c1"), changed(first, id="c2")))
    assert compare(gold, swapped).differences == ()


def test_a_missing_case_misses_what_it_held() -> None:
    gold = two_patients()
    report = compare(gold, changed(gold, cases=gold.cases[1:]))
    halves = ("cases", "patient.age", "patient.sex", "drugs", "events", "events.suspects", "outcome.status")
    for field in halves:
        score = report.score(field, Mode.NORMALISED)
        assert score is not None
        assert (field, score.precision, score.recall) == (field, 1.0, 0.5)
    assert {difference.case for difference in report.differences} == {"c1"}


def test_a_case_without_a_patient_behind_it_is_spurious() -> None:
    gold = two_patients()
    invented = Case(id="c3", drugs=(Drug(id="d1", name="warfarin", role="suspect"),))
    report = compare(gold, changed(gold, cases=(*gold.cases, invented)))
    assert {(found.field, found.kind.value, found.case) for found in report.differences} == {
        ("cases", "spurious", "c3"),
        ("drugs", "spurious", "c3"),
        ("drugs.role", "spurious", "c3"),
    }


def test_two_cases_that_share_nothing_count_as_one_and_hold_wrong_values() -> None:
    left = Case(id="c1", patient={"sex": {"value": "male"}}, drugs=(_coded("warfarin", "DB00682"),))
    right = Case(id="c1", patient={"sex": {"value": "female"}}, drugs=(_coded("aspirin", "DB00945"),))
    report = compare(record("x", cases=(left,)), record("x", cases=(right,)))
    assert [(found.field, found.kind.value) for found in report.differences] == [
        ("patient.sex", "wrong"),
        ("drugs", "spurious"),
        ("drugs", "missing"),
        ("drugs.role", "spurious"),
        ("drugs.role", "missing"),
    ]
    assert f1(report, "cases") == 1.0


def test_another_body_site_is_one_missing_and_one_spurious() -> None:
    report = compare(story(), with_item(story(), "events", 0, body_sites=("left knee",)))
    kinds = {(found.kind.value, found.gold, found.predicted) for found in report.differences}
    assert kinds == {("missing", "both forearms", None), ("spurious", None, "left knee")}


def test_evidence_that_does_not_name_an_item_does_not_align_it() -> None:
    gold, evidence = story(), ("m8", "m16")
    told = with_item(gold, "events", 0, evidence=("m9", *evidence))
    wrong = with_item(gold, "events", 0, name="jaundice", codes=(), evidence=("m12", *evidence))
    assert f1(compare(told, wrong), "events", Mode.RELAXED) == 0.5


def test_evidence_of_any_label_aligns_an_item_that_has_no_better() -> None:
    gold = with_item(story(), "events", 0, evidence=("m8",))
    predicted = with_item(story(), "events", 0, name="reaction", codes=(), evidence=("m8",))
    assert f1(compare(gold, predicted), "events", Mode.RELAXED) == 1.0


def test_the_display_of_a_code_is_a_name() -> None:
    gold = record("x", cases=(Case(id="c1", drugs=(_coded("aspirin", "DB00945", "Acetylsalicylic acid"),)),))
    predicted = record("x", cases=(Case(id="c1", drugs=(_coded("acetylsalicylic acid", "other"),)),))
    assert f1(compare(gold, predicted), "drugs") == 1.0


def test_patients_mixed_up_keep_items_and_lose_patients() -> None:
    gold = two_patients()
    first, second = gold.cases
    mixed = changed(
        gold, cases=(changed(first, patient=second.patient), changed(second, patient=first.patient))
    )
    assert fallen(gold, mixed) == {"patient.age", "patient.sex"}


def test_one_code_in_common_aligns_two_names() -> None:
    gold = record("x", cases=(Case(id="c1", drugs=(_coded("aspirin", "DB00945"),)),))
    predicted = record("x", cases=(Case(id="c1", drugs=(_coded("acetylsalicylic acid", "DB00945"),)),))
    other = record("x", cases=(Case(id="c1", drugs=(_coded("acetylsalicylic acid", "DB00001"),)),))
    assert f1(compare(gold, predicted), "drugs") == 1.0
    assert f1(compare(gold, other), "drugs") == 0.0


def _coded(name: str, code: str, display: str | None = None) -> Drug:
    codes = (Code(system="DrugBank", code=code, display=display),)
    return Drug(id="d1", name=name, role="suspect", codes=codes)


def test_micro_pools_values_and_macro_averages_fields() -> None:
    text = "x"
    gold = record(text, title="One", keywords=("a1", "b2", "c3"))
    predicted = record(text, title="Two", keywords=("a1", "b2", "c3"))
    total = next(
        found
        for found in compare(gold, predicted).totals
        if (found.group, found.mode) == ("document", Mode.NORMALISED)
    )
    assert (total.gold, total.matched, total.f1, total.macro_f1, total.fields) == (4, 3, 0.75, 0.5, 2)


def test_labels_of_mentions_are_all_fields() -> None:
    assert {f"mentions.{label.value}" for label in Label} <= set(FIELDS)
