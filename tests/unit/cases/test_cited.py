"""Persons of other reports, told of around a case."""

import pytest

from caseline.cases.cited import cited_persons, cited_rows
from caseline.cases.narrative import narrative_of
from caseline.pipeline import extract
from tests.marked import annotated
from tests.narratives import narrative

CASE = "Case report\n\nA [26-year-old](AGE) [woman](SEX) took kava. She had hives.\n\n"


def cited(source: str) -> int:
    """Returns how many sentences introduce somebody else."""
    found = narrative_of(annotated(source, "caseline_sections"))
    return len(cited_persons(found))


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        pytest.param("A [19-year-old](AGE) [man](SEX) had hives from Belgium.", True, id="another-age"),
        pytest.param("Hives arose in a [woman](SEX) of [45](AGE).", True, id="age-behind-the-noun"),
        pytest.param("Hives arose in an elderly [man](SEX).", True, id="another-sex"),
        pytest.param("A [26-year-old](AGE) [woman](SEX) had hives.", False, id="own-age"),
        pytest.param("Hives are frequent in [women](SEX).", False, id="nobody-is-introduced"),
        pytest.param("The [woman](SEX) had hives.", False, id="the-woman"),
        pytest.param("The rash lasted a year.", False, id="nobody"),
    ],
)
def test_cited_persons(around: str, expected: bool) -> None:
    assert cited(f"{CASE}Discussion\n\n{around}") == expected


def test_nobody_is_cited_where_no_case_tells_an_age() -> None:
    assert (
        cited(
            "Case report\n\nA [woman](SEX) took kava.\n\nDiscussion\n\nA [9-year-old](AGE) [boy](SEX) had hives."
        )
        == 0
    )


def test_an_age_in_the_case_is_of_a_patient() -> None:
    assert (
        cited("Case report\n\nA [26-year-old](AGE) woman fell ill. A [30-year-old](AGE) man fell ill.") == 0
    )


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        pytest.param("Author | Age/sex | Outcome", 2, id="authors"),
        pytest.param("Reference | Drug | Outcome", 2, id="references"),
        pytest.param("Study (year) | Drug | Outcome", 2, id="studies"),
        pytest.param("Day | Platelets | Outcome", 0, id="values"),
        pytest.param("Case | Age/sex | Outcome", 0, id="own-cases"),
    ],
)
def test_cited_rows(heading: str, expected: int) -> None:
    found = narrative(f"Table 1\n{heading}\nArin | 84 F | died\n\nShe was well.")
    rows = cited_rows(found.sentences)
    assert len(rows) == expected
    assert not any(" | " not in found.sentences[index].text for index in rows)


def test_a_cited_man_is_no_case() -> None:
    record = extract(
        "Hives after kava\n\nCase report\n\nA 26-year-old woman took kava. She developed hives the next day and recovered.\n\n"
        "Discussion\n\nA 51-year-old man with hives after kava died in Fiji. He had taken senna."
    )
    assert [case.patient.age.value for case in record.cases if case.patient.age] == [26]
    assert "senna" not in [drug.name for drug in record.cases[0].drugs]
    assert {mention.excluded for mention in record.mentions if mention.text in {"senna", "died"}} == {
        "other_patients"
    }
