"""Texts of other wording, each with what must be found and with a tempting thing that must not be."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from caseline import pipeline
from caseline.schema.case import Case
from caseline.schema.mention import Exclusion
from caseline.schema.report import CaseReport

AUTHORED = Path(__file__).parents[2] / "corpus" / "authored"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def record(nlp: Language, stem: str) -> CaseReport:
    return pipeline.extract((AUTHORED / f"{stem}.txt").read_bytes().decode(), nlp=nlp)


def only_case(report: CaseReport) -> Case:
    (case,) = report.cases
    return case


def reasons(report: CaseReport, text: str) -> set[Exclusion | None]:
    return {mention.excluded for mention in report.mentions if mention.text == text}


def test_a_man_an_antibiotic_and_a_discussion(nlp: Language) -> None:
    report = record(nlp, "moxifloxacin-toxic-epidermal-necrolysis")
    case = only_case(report)
    assert (case.patient.age.value, case.patient.sex.value) == (63, "male")  # type: ignore[union-attr]
    assert {(drug.name, drug.role) for drug in case.drugs} == {
        ("moxifloxacin", "suspect"),
        ("metformin", "concomitant"),
    }
    assert case.drugs[0].action_taken == "withdrawn"
    assert {"fever", "blisters", "toxic epidermal necrolysis"} <= {event.name for event in case.events}
    assert [therapy.name for therapy in case.therapies] == ["methylprednisolone"]
    assert case.outcome is not None
    assert case.outcome.status == "recovered"
    # Other patients', the drug class's and the negated stay out.
    assert reasons(report, "ciprofloxacin") == {Exclusion.OTHER_PATIENTS}
    assert reasons(report, "allopurinol") == {Exclusion.GENERAL_KNOWLEDGE}
    assert reasons(report, "lymphadenopathy") == {Exclusion.NEGATED}
    assert "nausea" not in {event.name for event in case.events}


def test_a_toddler_and_a_vaccine_in_lay_words(nlp: Language) -> None:
    report = record(nlp, "mmr-vaccine-limp-toddler")
    case = only_case(report)
    assert (case.patient.age.value, case.patient.age.unit) == (14, "mo")  # type: ignore[union-attr]
    assert case.patient.sex.value == "male"  # type: ignore[union-attr]
    # The old pertussis vaccine, with which such spells "were seen far more often", is taken for a second one.
    assert (case.drugs[0].name, case.drugs[0].role) == ("MMR vaccine", "suspect")
    assert case.drugs[0].doses[0].ordinal == 1
    assert "paracetamol" in {therapy.name for therapy in case.therapies}
    # The sister's seizure, the uncle's epilepsy, and what one child in ten gets.
    assert reasons(report, "febrile seizure") == {Exclusion.FAMILY}
    assert reasons(report, "epilepsy") == {Exclusion.FAMILY}
    assert reasons(report, "rash") == {Exclusion.GENERAL_KNOWLEDGE}


def test_a_drug_given_again(nlp: Language) -> None:
    report = record(nlp, "mesalazine-pericarditis-rechallenge")
    case = only_case(report)
    assert (case.patient.age.value, case.patient.ethnicity.value) == (29, "Japanese")  # type: ignore[union-attr]
    suspect = case.drugs[0]
    assert (suspect.name, suspect.role) == ("mesalazine", "suspect")
    assert (suspect.action_taken, suspect.dechallenge, suspect.rechallenge) == (
        "withdrawn",
        "positive",
        "positive",
    )
    indication = next(item for item in case.conditions if item.id == suspect.indication)
    assert indication.name == "ulcerative colitis"
    assert {"colchicine", "aspirin"} <= {therapy.name for therapy in case.therapies}
    pain = next(event for event in case.events if "HP:0100749" in {code.code for code in event.codes})
    # The onset is that of the first time; that of the second stands in the timeline.
    assert pain.onset is not None
    assert (pain.onset.value, pain.onset.anchor.kind) == (12, "start")  # type: ignore[union-attr]
    onsets = [entry for entry in case.timeline if (entry.kind, entry.ref) == ("onset", pain.id)]
    assert {entry.text: entry.day for entry in onsets} == {
        "day 12 of mesalazine": 12,
        "four hours after the second dose": None,
    }
    # What was ruled out, and the girl of another report.
    assert reasons(report, "myocardial infarction") == {Exclusion.RULED_OUT}
    assert reasons(report, "sulfasalazine") == {Exclusion.OTHER_PATIENTS}


def test_a_death_told_backwards(nlp: Language) -> None:
    report = record(nlp, "terbinafine-fatal-hepatic-failure")
    case = only_case(report)
    assert (case.patient.age.low, case.patient.age.high) == (70, 79)  # type: ignore[union-attr]
    assert case.patient.sex.value == "female"  # type: ignore[union-attr]
    roles = {drug.name: drug.role for drug in case.drugs}
    assert roles == {"terbinafine": "suspect", "bisoprolol": "concomitant"}
    assert case.outcome is not None
    assert case.outcome.status == "fatal"
    # The daughter's hepatitis and the register's patients.
    assert reasons(report, "autoimmune hepatitis") == {Exclusion.FAMILY}
    assert reasons(report, "nine patients") == {Exclusion.OTHER_PATIENTS}


def test_a_patient_who_tells(nlp: Language) -> None:
    report = record(nlp, "montelukast-nightmares-own-report")
    case = only_case(report)
    assert (case.patient.age.value, case.patient.sex.value) == (34, "female")  # type: ignore[union-attr]
    assert [drug.name for drug in case.drugs if drug.role == "suspect"] == ["montelukast"]
    assert "nightmares" in {event.name for event in case.events}
    # The husband's asthma, and the child of somebody on a forum.
    assert reasons(report, "asthma") == {Exclusion.FAMILY}
    assert reasons(report, "6-year-old") == {Exclusion.OTHER_PATIENTS}


def test_a_review_has_no_case(nlp: Language) -> None:
    report = record(nlp, "nitrofurantoin-lung-short-review")
    assert report.cases == ()
    assert reasons(report, "52-year-old") == {Exclusion.OTHER_PATIENTS}
    assert all(mention.excluded for mention in report.mentions if mention.label == "AGE")
