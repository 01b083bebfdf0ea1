"""Who the patients are, and which sentences are told of whom."""

from collections.abc import Callable

import pytest

from caseline.cases.exclusion import exclusions
from caseline.cases.people import Person, people
from caseline.cases.statements import subjects
from caseline.schema.case import KinRole
from tests.narratives import narrative
from tests.operations import TWICE, growth

TWO = (
    "The first patient was a [40-year-old](AGE) [man](SEX). He took kava. "
    "The second patient was a [52-year-old](AGE) [woman](SEX). She took senna."
)


def persons(source: str) -> tuple[Person, ...]:
    found = narrative(source, context=True)
    about = subjects(found.sentences)
    return people(found, about, exclusions(found, about))


def told(source: str) -> list[list[tuple[str | None, str | None]]]:
    """Returns (age, sex) of each introduction of each person."""
    return [
        [
            (item.age.text if item.age else None, item.sex.text if item.sex else None)
            for item in person.introductions
        ]
        for person in persons(source)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava.", [[("40-year-old", "man")]], id="age-and-sex"
        ),
        pytest.param("A [woman](SEX) took kava.", [[(None, "woman")]], id="sex-alone"),
        pytest.param(
            "A [woman](SEX) took kava. [Older](AGE) [brother](SEX) with mumps.",
            [[(None, "woman")]],
            id="older-brother",
        ),
        pytest.param(
            "The patient's [3 year old](AGE) [brother](SEX) has asthma. A [girl](SEX) had hives after kava.",
            [[(None, "girl")]],
            id="brother-of-the-patient",
        ),
        pytest.param(
            "A [girl](SEX) took kava. [4 yo](AGE) sibling was ill.",
            [[(None, "girl")]],
            id="sibling-in-a-note",
        ),
        pytest.param(
            "A [girl](SEX), exposed to an [adult](AGE) [son](SEX), took kava.",
            [[(None, "girl")]],
            id="exposed-to-a-relative",
        ),
        pytest.param(
            "Her [6-year-old](AGE) [son](SEX) had hives after kava.",
            [[("6-year-old", "son")]],
            id="the-son-is-the-patient",
        ),
        pytest.param(
            "A [3-year-old](AGE) [brother](SEX) had hives after kava.",
            [[("3-year-old", "brother")]],
            id="introduced-as-a-brother",
        ),
        pytest.param(
            "Two [men](SEX), [aged 45 and 62 years](AGE), had hives after kava.",
            [[("aged 45 and 62 years", "men")], [("aged 45 and 62 years", "men")]],
            id="two-men-with-their-ages",
        ),
        pytest.param(
            "A [34-year-old](AGE) [man](SEX) took kava. The second patient, a [woman](SEX), took senna.",
            [[("34-year-old", "man")], [(None, "woman")]],
            id="second-patient-without-a-first",
        ),
        pytest.param(
            "Severe [hives](EVENT). Received [kava](DRUG) 9/12/2019.", [[]], id="note-without-a-patient"
        ),
        pytest.param("[Hives](EVENT) occur with [kava](DRUG).", [], id="knowledge-is-no-note"),
        pytest.param(
            "A [woman](SEX) aged [33 years](AGE) took kava.", [[("33 years", "woman")]], id="sex-before-age"
        ),
        pytest.param(
            "We report a [40-year-old](AGE) [man](SEX) with hepatitis.\nA [40-year-old](AGE) [man](SEX) took kava.",
            [[("40-year-old", "man"), ("40-year-old", "man")]],
            id="told-twice-is-one",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. This [man](SEX) recovered.",
            [[("40-year-old", "man"), (None, "man")]],
            id="later-words-join-the-first",
        ),
        pytest.param(TWO, [[("40-year-old", "man")], [("52-year-old", "woman")]], id="two-that-differ"),
        pytest.param(
            "Case 1: a [40-year-old](AGE) [man](SEX) took kava.\nCase 2: a [40-year-old](AGE) [man](SEX) took senna.",
            [[("40-year-old", "man")], [("40-year-old", "man")]],
            id="two-alike-with-numbers",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. He had asthma since the age of [12 years](AGE).",
            [[("40-year-old", "man")]],
            id="another-time-introduces-nobody",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. Berg et al. saw a [70-year-old](AGE) [woman](SEX).",
            [[("40-year-old", "man")]],
            id="a-cited-patient-is-nobody-s",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. Kava is taken by many [men](SEX).",
            [[("40-year-old", "man")]],
            id="plural-in-general",
        ),
        pytest.param(
            "The organ donor died. He was a [47-year-old](AGE) [man](SEX).",
            [],
            id="a-donor-is-nobody-s-patient",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. His wife, a [38-year-old](AGE) [woman](SEX), called.",
            [[("40-year-old", "man")]],
            id="a-relative-is-no-patient",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. At the [age of 30](AGE) he had lost his appendix.",
            [[("40-year-old", "man"), ("age of 30", None)]],
            id="an-earlier-age-founds-nobody",
        ),
        pytest.param(
            "We report two patients: a [40-year-old](AGE) [man](SEX) with itching and a [52-year-old](AGE) "
            "[woman](SEX) with jaundice.",
            [[("40-year-old", "man")], [("52-year-old", "woman")]],
            id="two-in-one-sentence",
        ),
        pytest.param(
            "An [infant](AGE) was born at 38 weeks to a [31-year-old](AGE) [woman](SEX) on kava.",
            [[("infant", None)]],
            id="the-mother-s-age",
        ),
        pytest.param(
            "Diagnosed at [6 years of age](AGE), a [24-year-old](AGE) [woman](SEX) had hives.",
            [[("24-year-old", "woman")]],
            id="an-age-before-that-of-now",
        ),
        pytest.param(
            "Three [women](SEX) had hives. Patient 1 was [34 years](AGE). Patient 2 was [40 years](AGE). Patient 3 was [50 years](AGE).",
            [
                [("34 years", None), (None, "women")],
                [("40 years", None), (None, "women")],
                [("50 years", None), (None, "women")],
            ],
            id="the-sex-of-all",
        ),
        pytest.param(
            "I took kava. My [husband](SEX), [60](AGE), slept.", [[]], id="my-husband-introduces-nobody"
        ),
        pytest.param(
            "My [son](SEX), aged [16 years](AGE), took kava.",
            [[("16 years", "son")]],
            id="my-son-is-the-patient",
        ),
        pytest.param(
            "The mean age was [54 years](AGE) and 60% were [female](SEX).", [], id="the-age-of-many"
        ),
        pytest.param(
            "Fifteen bled: eight had haematuria and one [woman](SEX) of [83](AGE) died.",
            [],
            id="one-of-a-count",
        ),
        pytest.param("Patients under [12 years of age](AGE) took kava.", [], id="patients-under"),
        pytest.param("Kava may cause hepatitis.", [], id="nobody"),
        pytest.param("Kava is stored in the dark.", [], id="nobody-in-the-present"),
        pytest.param(
            "In a cohort study, [women](SEX) aged [40 years](AGE) took kava.", [], id="a-study-has-no-patient"
        ),
    ],
)
def test_introductions(source: str, expected: list[list[tuple[str | None, str | None]]]) -> None:
    assert told(source) == expected


def test_a_patient_known_by_a_pronoun_only() -> None:
    [person] = persons("She took kava. Two days later the skin itched.")
    assert person.introductions == ()
    assert person.sentences == {0, 1}


def test_one_patient_has_every_sentence() -> None:
    [person] = persons("A [40-year-old](AGE) [man](SEX) took kava. Kava may cause itching. It went away.")
    assert person.sentences == {0, 1, 2}


def test_each_patient_has_the_sentences_behind_the_introduction() -> None:
    first, second = persons(TWO)
    assert first.sentences == {0, 1}
    assert second.sentences == {2, 3}


def test_what_stands_before_the_first_patient_is_told_of_both() -> None:
    first, second = persons(f"Kava harmed the liver. {TWO}")
    assert first.sentences == {0, 1, 2}
    assert second.sentences == {0, 3, 4}


def owned(source: str) -> list[list[str]]:
    """Returns the events and drugs that each person owns."""
    found = narrative(source, context=True)
    about = subjects(found.sentences)
    return [
        [
            mention.text
            for mention in found.mentions
            if mention.label in {"EVENT", "DRUG"} and person.owns(mention)
        ]
        for person in people(found, about, exclusions(found, about))
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "Case 1. A man had [rash](EVENT). Case 2. A man had [fever](EVENT).",
            [["rash"], ["fever"]],
            id="cases-by-number",
        ),
        pytest.param(
            "Patient A had [rash](EVENT). Patient B had [fever](EVENT). Patient A had [cough](EVENT).",
            [["rash", "cough"], ["fever"]],
            id="back-to-the-first",
        ),
        pytest.param(
            "We report two patients with [itching](EVENT): a [40-year-old](AGE) [man](SEX) with [rash](EVENT) and a "
            "[52-year-old](AGE) [woman](SEX) with [fever](EVENT).",
            [["itching", "rash"], ["itching", "fever"]],
            id="a-sentence-is-divided",
        ),
        pytest.param(
            "We report two patients. A [40-year-old](AGE) [man](SEX) and a [52-year-old](AGE) [woman](SEX) "
            "developed [rash](EVENT).",
            [["rash"], ["rash"]],
            id="told-of-both",
        ),
        pytest.param(
            "The first patient was a [40-year-old](AGE) [man](SEX). The second patient was a [52-year-old](AGE) "
            "[woman](SEX). The man had [rash](EVENT). Both had [fever](EVENT).",
            [["rash", "fever"], ["fever"]],
            id="by-sex-and-together",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) (patient 1) and a [41-year-old](AGE) [man](SEX) (patient 2) took "
            "[kava](DRUG). Patient 1 had [rash](EVENT). Patient 2 had [fever](EVENT).",
            [["kava", "rash"], ["kava", "fever"]],
            id="numbers-in-brackets",
        ),
        pytest.param(
            "Four patients on [oral](ROUTE) [kava](DRUG) are presented. In patient A, a [man](SEX), [rash](EVENT) came. "
            "Patient B had [fever](EVENT).",
            [["kava", "rash"], ["kava", "fever"]],
            id="in-patient-a",
        ),
        pytest.param(
            "We describe two [children](AGE) with [itching](EVENT). Patient 1 had [rash](EVENT). Patient 2 had [fever](EVENT). "
            "One [child](AGE) had [cough](EVENT).",
            [["itching", "rash"], ["itching", "fever"]],
            id="one-child-is-nobody",
        ),
        pytest.param(
            "Case 1. A man had [rash](EVENT) of both legs. Case 2. A man had [fever](EVENT). All had [cough](EVENT).",
            [["rash", "cough"], ["fever", "cough"]],
            id="all-but-not-both-legs",
        ),
        pytest.param(
            "Case 1. A man had [rash](EVENT). Case 2. A man had [fever](EVENT). Case 3. A man had [cough](EVENT). "
            "Two of the three had [jaundice](EVENT). None had [chills](EVENT).",
            [["rash", "chills"], ["fever", "chills"], ["cough", "chills"]],
            id="two-of-the-three-are-nobody",
        ),
        pytest.param(
            "Case 1. A man took [kava](DRUG). Case 2. A man took [senna](DRUG). They had [rash](EVENT) and "
            "[fever](EVENT), respectively.",
            [["kava", "rash"], ["senna", "fever"]],
            id="respectively",
        ),
        pytest.param(
            "Case 1. A man took [kava](DRUG). Case 2. A man took [senna](DRUG). [Rash](EVENT) came in the first patient "
            "and [fever](EVENT) in the second patient. The former had [cough](EVENT); the latter had [jaundice](EVENT).",
            [["kava", "Rash", "cough"], ["senna", "fever", "jaundice"]],
            id="a-sentence-on-two",
        ),
        pytest.param("We report a case of [rash](EVENT).", [["rash"]], id="announced"),
        pytest.param("[Kava](DRUG)-induced [rash](EVENT)", [["Kava", "rash"]], id="title-alone"),
        pytest.param(
            "[Kava](DRUG) was stopped and the [rash](EVENT) subsided.", [["Kava", "rash"]], id="course-alone"
        ),
        pytest.param(
            "[Kava](DRUG)-induced [rash](EVENT) in volunteers given placebo.", [], id="a-study-s-title"
        ),
        pytest.param("[Kava](DRUG) is a rare cause of [rash](EVENT).", [], id="general"),
    ],
)
def test_who_owns_what(source: str, expected: list[list[str]]) -> None:
    assert owned(source) == expected


MOTHER = "A [30-year-old](AGE) pregnant [woman](SEX) took [kava](DRUG). "


@pytest.mark.parametrize(
    ("source", "expected", "kin"),
    [
        pytest.param(
            MOTHER + "She delivered a boy with [spina bifida](EVENT).",
            [["kava", "spina bifida"]],
            [None],
            id="child-alone-is-harmed",
        ),
        pytest.param(
            MOTHER + "She had [tremor](EVENT). The [newborn](AGE) had [hypotonia](EVENT).",
            [["kava", "tremor"], ["kava", "hypotonia"]],
            [KinRole.MOTHER, KinRole.CHILD],
            id="both-are-harmed",
        ),
        pytest.param(
            MOTHER
            + "She had [tremor](EVENT). A [girl](SEX) was delivered; she had [microtia](EVENT). She underwent "
            "surgery for [fever](EVENT). The mother had [cough](EVENT). Both had [jaundice](EVENT).",
            [["kava", "tremor", "cough", "jaundice"], ["kava", "microtia", "fever", "jaundice"]],
            [KinRole.MOTHER, KinRole.CHILD],
            id="she-of-a-daughter",
        ),
        pytest.param(
            MOTHER + "Her newborn son was limp with [apnea](EVENT).",
            [["kava", "apnea"]],
            [None],
            id="her-newborn-son",
        ),
        pytest.param(
            MOTHER + "She had [tremor](EVENT). She delivered a healthy boy.",
            [["kava", "tremor"]],
            [None],
            id="a-healthy-child-is-no-patient",
        ),
        pytest.param(
            MOTHER + "She had [tremor](EVENT) two days after delivery of her child.",
            [["kava", "tremor"]],
            [None],
            id="the-birth-is-a-date",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took [kava](DRUG). The baby monitor kept him awake with [tremor](EVENT).",
            [["kava", "tremor"]],
            [None],
            id="a-man",
        ),
    ],
)
def test_mother_and_child(source: str, expected: list[list[str]], kin: list[KinRole | None]) -> None:
    assert owned(source) == expected
    assert [person.kin for person in persons(source)] == kin


@pytest.mark.parametrize(
    ("source", "cases"),
    [
        pytest.param(
            "In a prospective study, 120 patients took [kava](DRUG). One patient developed [hives](EVENT).",
            0,
            id="one-of-a-study",
        ),
        pytest.param(
            "We report a woman with [hives](EVENT) after [kava](DRUG). One patient of a study had [gout](EVENT).",
            1,
            id="beside-the-report-s-own",
        ),
        pytest.param("One patient took [kava](DRUG) and developed [hives](EVENT).", 1, id="no-study"),
    ],
)
def test_one_of_a_study_is_no_case(source: str, cases: int) -> None:
    assert len(persons(source)) == cases


def series(size: int) -> str:
    """Returns a series of patients, each told of in two sentences, with what is said of all behind each tenth."""
    return "Our cases. " + "".join(
        f"Case {place}. A [{20 + place}-year-old](AGE) [man](SEX) took [kava](DRUG). He had [rash](EVENT). "
        + ("All patients had [fever](EVENT). " if place % 10 == 0 else "")
        for place in range(1, size + 1)
    )


def test_a_sentence_means_so_many_patients_and_no_more() -> None:
    twenty = [person.sentences for person in persons(series(20))]
    thirty = [person.sentences for person in persons(series(30))]
    assert [len(told) for told in twenty] == [1 + 3 + 2] * 20
    # What stands before the first is told of the first twenty; "all" behind the thirtieth are the last twenty.
    assert [len(told) for told in thirty] == [1 + 3 + 2] * 10 + [1 + 3 + 3] * 10 + [3 + 1] * 10


def test_twice_the_patients_take_twice_the_steps() -> None:
    def prepare(size: int) -> Callable[[], object]:
        found = narrative(series(size))
        about = subjects(found.sentences)
        excluded = exclusions(found, about)
        return lambda: people(found, about, excluded)

    assert growth(prepare, 40) < TWICE
