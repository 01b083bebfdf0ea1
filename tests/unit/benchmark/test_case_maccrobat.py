"""Patients, therapies, outcomes and polarity on MACCROBAT: gold itself, nothing, and each kind of mistake."""

from __future__ import annotations

from typing import Any

import pytest

from caseline.benchmark.case_counts import CaseCounts, score_cases
from caseline.benchmark.case_maccrobat import (
    AGE,
    DOUBTED,
    NEGATED,
    NOT_DOUBTED,
    NOT_NEGATED,
    ONE_CASE,
    OUTCOME,
    SEX,
    THERAPY,
    MaccrobatCases,
)
from caseline.schema.case import Age, Case, DrugRole, Patient, Sex, SexValue, TimeUnit
from caseline.schema.mention import Exclusion, Label, Mention
from caseline.schema.report import CaseReport
from caseline.training.brat_marks import Mark, MarkedText
from tests.unit.benchmark.case_records import drug, extent, mention, report, therapy

TEXT = (
    "A 31-year-old man, son of a 60-year-old woman, had cough but no fever, perhaps pleurisy. "
    "Heparin was stopped; he got dialysis and amoxicillin and recovered."
)
MARKED = (
    ("31-year-old", "Age", ()),
    ("man", "Sex", ()),
    ("60-year-old", "Age", ()),
    ("woman", "Sex", ()),
    ("cough", "Sign_symptom", ()),
    ("fever", "Sign_symptom", ("NEG",)),
    ("pleurisy", "Disease_disorder", ("MAYBE_POS",)),
    ("Heparin", "Medication", ("NEG",)),
    ("dialysis", "Therapeutic_procedure", ()),
    ("amoxicillin", "Medication", ()),
    ("recovered", "Outcome", ()),
)
GOLD = MarkedText(
    "c", tuple(Mark((extent(TEXT, words),), label, words, polarity) for words, label, polarity in MARKED)
)
MENTIONS = (
    mention(TEXT, 1, Label.EVENT, "cough"),
    mention(TEXT, 2, Label.EVENT, "fever", negated=True),
    mention(TEXT, 3, Label.DISORDER, "pleurisy", uncertain=True),
    mention(TEXT, 4, Label.DRUG, "Heparin"),
    mention(TEXT, 5, Label.THERAPY, "dialysis"),
    mention(TEXT, 6, Label.DRUG, "amoxicillin"),
    mention(TEXT, 7, Label.OUTCOME, "recovered"),
)
PATIENT = Patient(age=Age(text="x", value=31, unit=TimeUnit.YEAR), sex=Sex(value=SexValue.MALE))
RIGHT = Case(id="c1", patient=PATIENT, therapies=(therapy(1, "m5"), therapy(2, "m6")))
OTHER = Case(id="c2")
MEDICATION, PROCEDURE = "Medication in a therapy", "Therapeutic_procedure in a therapy"
IN_CASE = "Medication in a therapy or a drug"


def counted(found: CaseReport, gold: MarkedText = GOLD) -> CaseCounts:
    (counts,) = MaccrobatCases((gold,)).count([found], lambda _: [])
    return counts


def changed(**fields: Any) -> CaseReport:
    return report(TEXT, MENTIONS, RIGHT.model_copy(update=fields))


def told(number: int, **fields: Any) -> CaseReport:
    mentions = [found.model_copy(update=fields) if found.id == f"m{number}" else found for found in MENTIONS]
    return report(TEXT, tuple(mentions), RIGHT)


def share(counts: CaseCounts, label: str) -> tuple[int, ...]:
    return tuple(counts.shares[label].sum(axis=0).tolist())


def test_gold_itself_scores_100() -> None:
    found = score_cases(counted(report(TEXT, MENTIONS, RIGHT)), seed=13, resamples=50)
    assert {row.label: (row.gold, row.strict.f1, row.relaxed.f1) for row in found.labels} == {
        THERAPY: (2, 100, 100),
        OUTCOME: (1, 100, 100),
    }
    assert {row.label: (row.of, row.percent, row.low) for row in found.shares} == {
        AGE: (1, 100, 100), SEX: (1, 100, 100), ONE_CASE: (1, 100, 100),
        MEDICATION: (1, 100, 100), PROCEDURE: (1, 100, 100), IN_CASE: (1, 100, 100),
        NEGATED: (1, 100, 100), NOT_NEGATED: (2, 100, 100),
        DOUBTED: (1, 100, 100), NOT_DOUBTED: (2, 100, 100),
    }  # fmt: skip


def test_nothing_is_right_only_where_nothing_is_told() -> None:
    counts = counted(report(TEXT))
    right = {label for label in counts.shares if share(counts, label)[0]}
    assert right == {NOT_NEGATED, NOT_DOUBTED}
    assert {tuple(rows.sum(axis=0).tolist())[1:] for rows in counts.rows.values()} == {(0, 0, 0, 0)}


def _patient(**fields: Any) -> CaseReport:
    return changed(patient=PATIENT.model_copy(update=fields))


PATIENTS = [
    pytest.param(_patient(age=Age(text="x", value=60, unit=TimeUnit.YEAR)), AGE, id="age-of-another"),
    pytest.param(_patient(age=Age(text="x", value=31, unit=TimeUnit.MONTH)), AGE, id="another-unit"),
    pytest.param(_patient(age=None), AGE, id="no-age"),
    pytest.param(_patient(sex=Sex(value=SexValue.FEMALE)), SEX, id="sex-of-another"),
    pytest.param(_patient(sex=None), SEX, id="no-sex"),
    pytest.param(report(TEXT, MENTIONS, RIGHT, OTHER), ONE_CASE, id="two-cases"),
]


@pytest.mark.parametrize(("found", "label"), PATIENTS)
def test_a_wrong_patient_counts_in_its_share_alone(found: CaseReport, label: str) -> None:
    counts = counted(found)
    assert {each for each in (AGE, SEX, ONE_CASE) if share(counts, each) == (0, 1)} == {label}


def test_the_first_case_is_the_patient() -> None:
    counts = counted(
        report(TEXT, MENTIONS, OTHER.model_copy(update={"id": "c1"}), RIGHT.model_copy(update={"id": "c2"}))
    )
    assert [share(counts, label) for label in (AGE, SEX, ONE_CASE)] == [(0, 1)] * 3


def test_an_age_in_words_and_a_sex_that_no_word_tells_are_left_out() -> None:
    marks = (Mark(((0, 5),), "Age", "young"), Mark(((6, 9),), "Sex", "patient"))
    counts = counted(report(TEXT, MENTIONS, RIGHT), MarkedText("c", marks))
    assert [share(counts, label) for label in (AGE, SEX, ONE_CASE)] == [(0, 0), (0, 0), (1, 1)]


WIDER = (*MENTIONS[:5], mention(TEXT, 6, Label.DRUG, "amoxicillin and recovered"), MENTIONS[6])
THERAPIES = [
    pytest.param(MENTIONS, (therapy(1, "m5"),), (2, 1, 1, 1, 1), id="one-missing"),
    pytest.param(MENTIONS, (therapy(1, "m1", "m5"), therapy(2, "m6")), (2, 2, 2, 2, 2), id="other-labels"),
    pytest.param(MENTIONS, (therapy(1, "m4", "m5", "m6"),), (2, 2, 2, 2, 2), id="not-given-is-left-out"),
    pytest.param(WIDER, (therapy(1, "m5"), therapy(2, "m6")), (2, 2, 1, 2, 2), id="wider"),
]


@pytest.mark.parametrize(("mentions", "therapies", "expected"), THERAPIES)
def test_therapies(mentions: tuple[Mention, ...], therapies: Any, expected: tuple[int, ...]) -> None:
    case = RIGHT.model_copy(update={"therapies": therapies})
    counts = counted(report(TEXT, mentions, case))
    assert tuple(counts.rows[THERAPY].sum(axis=0).tolist()) == expected


def test_a_therapy_that_gold_has_not_is_wrong() -> None:
    gold = MarkedText("c", tuple(mark for mark in GOLD.marks if mark.text != "dialysis"))
    rows = counted(report(TEXT, MENTIONS, RIGHT), gold).rows[THERAPY]
    assert tuple(rows.sum(axis=0).tolist()) == (1, 2, 1, 1, 1)


def test_a_medication_that_is_a_drug_of_the_case_is_in_the_case() -> None:
    counts = counted(
        changed(therapies=(therapy(1, "m5"),), drugs=(drug(1, "m6", role=DrugRole.CONCOMITANT),))
    )
    assert (share(counts, MEDICATION), share(counts, IN_CASE)) == ((0, 1), (1, 1))


def test_excluded_outcomes_count_too() -> None:
    rows = counted(told(7, excluded=Exclusion.OTHER_PATIENTS)).rows[OUTCOME]
    assert tuple(rows.sum(axis=0).tolist()) == (1, 1, 1, 1, 1)


TOLD = [
    pytest.param(told(2, negated=False), {NEGATED: (0, 1)}, id="negation-missed"),
    pytest.param(
        told(2, negated=False, excluded=Exclusion.RULED_OUT), {NEGATED: (1, 1)}, id="ruled-out-is-negated"
    ),
    pytest.param(told(1, negated=True), {NOT_NEGATED: (1, 2)}, id="wrongly-negated"),
    pytest.param(told(3, uncertain=False), {DOUBTED: (0, 1)}, id="doubt-missed"),
    pytest.param(told(3, uncertain=False, hypothetical=True), {DOUBTED: (1, 1)}, id="hypothetical"),
    pytest.param(told(1, uncertain=True), {NOT_DOUBTED: (1, 2)}, id="wrongly-doubted"),
]


@pytest.mark.parametrize(("found", "expected"), TOLD)
def test_polarity(found: CaseReport, expected: dict[str, tuple[int, int]]) -> None:
    counts, right = counted(found), counted(report(TEXT, MENTIONS, RIGHT))
    for label in (NEGATED, NOT_NEGATED, DOUBTED, NOT_DOUBTED):
        assert share(counts, label) == expected.get(label, share(right, label))
