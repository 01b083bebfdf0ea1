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
        pytest.param(
            "The man enrolled in a phase 2 clinical trial of kava and took it daily.",
            Subject.PATIENT,
            id="trial-that-the-patient-joined",
        ),
        pytest.param(
            "In a phase 2 clinical trial of kava, hepatitis was seen.", Subject.OTHERS, id="trial-of-others"
        ),
        pytest.param(
            "This report highlights a case of hepatitis in a patient receiving kava.",
            Subject.PATIENT,
            id="highlights-a-case",
        ),
        pytest.param(
            "This report highlights that kava can cause hepatitis.", Subject.LESSON, id="highlights-a-risk"
        ),
        pytest.param(
            "Passed away on 3 May 2017 from liver failure.", Subject.PATIENT, id="passed-away-in-may"
        ),
        pytest.param("Kava 2015, senna 3 May 2021.", Subject.PATIENT, id="may-is-a-month"),
        pytest.param("Within a day: chills, could not get up.", Subject.PATIENT, id="could-not"),
        pytest.param("Kava may 2 hours later cause chills.", Subject.PATIENT, id="may-and-a-number"),
        pytest.param("Kava may cause chills.", Subject.GENERAL, id="may"),
        pytest.param(
            "The event hepatitis is considered unlikely related to kava.", Subject.PATIENT, id="considered"
        ),
        pytest.param("Hepatitis is a common event.", Subject.GENERAL, id="common"),
        pytest.param("Hepatitis after kava: two case studies.", Subject.PATIENT, id="two-case-studies"),
        pytest.param("Hepatitis was seen in case studies of kava.", Subject.OTHERS, id="case-studies"),
        pytest.param(
            "Hepatitis developed when a diabetic patient was started on kava.",
            Subject.PATIENT,
            id="when-a-patient-was",
        ),
        pytest.param(
            "When a patient develops hepatitis, kava should be stopped at once.",
            Subject.GENERAL,
            id="when-a-patient",
        ),
        pytest.param(
            "Hepatitis is likely when a patient takes kava.", Subject.GENERAL, id="when-any-patient"
        ),
        pytest.param(
            "These findings suggest a diagnosis of sarcoidosis.", Subject.PATIENT, id="findings-diagnose"
        ),
        pytest.param("These findings suggest that kava may be harmful.", Subject.LESSON, id="findings-teach"),
        pytest.param("A man in Silva's report had hives.", Subject.OTHERS, id="of-a-named-report"),
        pytest.param("A woman of Mahen washed with kava.", Subject.OTHERS, id="of-an-author"),
        pytest.param("A woman of Asian descent had hives.", Subject.PATIENT, id="of-a-people"),
        pytest.param("A Spanish paper tells of a woman with hives.", Subject.OTHERS, id="foreign-paper"),
        pytest.param("Silva described a man with hives.", Subject.OTHERS, id="one-author"),
        pytest.param("She described a man at her bed.", Subject.PATIENT, id="she-is-no-author"),
        pytest.param("A small tear could be seen.", Subject.PATIENT, id="could-be-seen"),
        pytest.param("Kava could be harmful.", Subject.GENERAL, id="could-be-harmful"),
        pytest.param("The jaundice may have resulted from kava.", Subject.PATIENT, id="may-have-resulted"),
        pytest.param("Jaundice may result from kava.", Subject.GENERAL, id="may-result"),
        pytest.param(
            "To our knowledge, these are the first published cases of hives after kava.",
            Subject.PATIENT,
            id="these-are-the-first",
        ),
        pytest.param(
            "The biopsy showed fibrosis, which has only been reported twice.",
            Subject.PATIENT,
            id="which-has-been-reported",
        ),
        pytest.param(
            "Fibrosis, which has only been reported twice, is rare.", Subject.OTHERS, id="only-reported"
        ),
        pytest.param("A girl of 15 described by Ortega died.", Subject.OTHERS, id="described-by-a-name"),
        pytest.param("A neighbour's boy came out in hives.", Subject.OTHERS, id="neighbour-s-boy"),
        pytest.param("Another patient of mine had hives.", Subject.OTHERS, id="another-of-mine"),
        pytest.param("Kava produces liver damage.", Subject.GENERAL, id="produces"),
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
        pytest.param("Patients on kava should be monitored.", Subject.LESSON, id="patients-should"),
        pytest.param(
            "The patient should have stopped kava and was sorry.",
            Subject.PATIENT,
            id="should-have-is-no-advice",
        ),
        pytest.param("Presented is a case of hepatitis caused by kava.", Subject.PATIENT, id="presented-is"),
        pytest.param("A case of hepatitis after kava is described.", Subject.PATIENT, id="is-described"),
        pytest.param("A case of hepatitis has been described.", Subject.OTHERS, id="has-been-described"),
        pytest.param("Pt c/o itching after dose 2.", Subject.PATIENT, id="pt"),
        pytest.param(
            "The case meets the criteria for drug-induced vasculitis.", Subject.PATIENT, id="the-case-meets"
        ),
        pytest.param(
            "The diagnosis of fixed eruption by kava may be called certain.",
            Subject.PATIENT,
            id="diagnosis-certain",
        ),
        pytest.param(
            "The diagnosis of fixed eruption is usually clinical.", Subject.GENERAL, id="diagnosis-in-general"
        ),
        pytest.param("Vaccinee had a sore arm.", Subject.PATIENT, id="vaccinee"),
        pytest.param("52F received kava and felt ill.", Subject.PATIENT, id="age-and-letter"),
        pytest.param("Patient safety is a common concern.", Subject.GENERAL, id="patient-safety"),
        pytest.param("I woke with a swollen face.", Subject.PATIENT, id="i-woke"),
        pytest.param("Type I diabetes is a common disease.", Subject.GENERAL, id="roman-one-is-nobody"),
        pytest.param(
            "The organ donor died of a haemorrhage.", Subject.OTHERS, id="donor-is-nobody-s-patient"
        ),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Report of two cases of hepatitis. Both patients had taken kava.",
            [Subject.PATIENT, Subject.PATIENT],
            id="own-series",
        ),
        pytest.param(
            "A trial randomised 300 people to kava. Three patients developed hepatitis.",
            [Subject.OTHERS, Subject.OTHERS],
            id="study",
        ),
        pytest.param("Three patients developed hepatitis.", [Subject.PATIENT], id="a-few-in-a-short-text"),
        pytest.param("Most patients developed hepatitis.", [Subject.OTHERS], id="most"),
        pytest.param(
            "The organ donor died. He was a man with gout.",
            [Subject.OTHERS, Subject.OTHERS],
            id="donor-goes-on",
        ),
    ],
)
def test_groups_are_ours_where_the_report_tells_of_several(text: str, expected: list[Subject]) -> None:
    assert list(subjects(narrative(text).sentences)) == expected
