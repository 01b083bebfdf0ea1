"""Who a sentence speaks of."""

import pytest

from caseline.cases.narrative import Sentence
from caseline.cases.statements import Subject, subject, subjects
from caseline.schema.document import SectionName
from tests.narratives import narrative


def about(text: str, section: SectionName = SectionName.BODY) -> Subject:
    return subject(Sentence(0, 0, len(text), text, section, 0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A 40-year-old man took doxycycline.", Subject.PATIENT, id="introduction"),
        pytest.param("We report hepatitis caused by kava.", Subject.PATIENT, id="we-report"),
        pytest.param("Her liver enzymes rose.", Subject.PATIENT, id="pronoun"),
        pytest.param("I felt dizzy after the second tablet.", Subject.PATIENT, id="first-person"),
        pytest.param("Three days later the rash was gone.", Subject.PATIENT, id="names-nobody-in-the-past"),
        pytest.param("Kava-induced hepatitis", Subject.PATIENT, id="title"),
        pytest.param("Kava is a common cause of hepatitis.", Subject.GENERAL, id="known"),
        pytest.param("Doxycycline may cause a burning feeling.", Subject.GENERAL, id="may"),
        pytest.param("If a patient develops a rash, the drug is stopped.", Subject.GENERAL, id="any-patient"),
        pytest.param(
            "This case highlights the importance of asking about herbs.", Subject.LESSON, id="lesson"
        ),
        pytest.param("Physicians should ask about herbs.", Subject.LESSON, id="advice"),
        pytest.param("Berg et al. described a man with hepatitis.", Subject.OTHERS, id="cited"),
        pytest.param("In a cohort study of kava, hepatitis was rare.", Subject.OTHERS, id="study"),
        pytest.param("Eleven patients had taken kava.", Subject.OTHERS, id="group"),
        pytest.param("Hepatitis has been reported with kava.", Subject.OTHERS, id="has-been-reported"),
        pytest.param(
            "Such a reaction has never been reported with kava.", Subject.PATIENT, id="never-reported"
        ),
        pytest.param("We report three patients with hepatitis.", Subject.PATIENT, id="our-series"),
        pytest.param(
            "As in our patient, two patients of Berg et al. had taken kava.",
            Subject.PATIENT,
            id="ours-beside-others",
        ),
    ],
)
def test_subject(text: str, expected: Subject) -> None:
    assert about(text) is expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        pytest.param(SectionName.KEYWORDS, Subject.PAGE, id="keywords"),
        pytest.param(SectionName.BOILERPLATE, Subject.PAGE, id="boilerplate"),
        pytest.param(SectionName.DISCUSSION, Subject.GENERAL, id="discussion"),
        pytest.param(SectionName.CASE, Subject.PATIENT, id="case"),
    ],
)
def test_section_decides_where_the_wording_does_not(section: SectionName, expected: Subject) -> None:
    assert about("Hepatitis and kava.", section) is expected


def test_patient_in_a_discussion_counts() -> None:
    assert about("Our patient had taken kava.", SectionName.DISCUSSION) is Subject.PATIENT


def test_others_go_on_until_the_paragraph_ends() -> None:
    found = narrative(
        "Berg et al. saw six patients. Two of them died. The rest went home.\nOur patient lived."
    )
    assert subjects(found.sentences) == (Subject.OTHERS, Subject.OTHERS, Subject.PATIENT, Subject.PATIENT)
