"""Events told from what the patient brought along."""

import pytest

from caseline.cases.concepts import DISEASES, join
from caseline.cases.diseases import DiseaseRole, is_collective, judge, lowered, name_of
from tests.narratives import narrative


def roles(source: str) -> dict[str, DiseaseRole]:
    found = narrative(source, context=True)
    sick = join(found, [mention for mention in found.mentions if mention.label in DISEASES])
    return {item.concept.mentions[0].text: item.role for item in judge(found, sick, ())}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "A woman with [gout](DISORDER) developed [hives](EVENT).",
            {"gout": DiseaseRole.COMORBIDITY, "hives": DiseaseRole.EVENT},
            id="with-and-developed",
        ),
        pytest.param("He took kava for [gout](DISORDER).", {"gout": DiseaseRole.INDICATION}, id="for"),
        pytest.param(
            "He had a history of [asthma](DISORDER).", {"asthma": DiseaseRole.HISTORY}, id="history"
        ),
        pytest.param(
            "She experienced [nausea](EVENT), [hives](EVENT) and [pneumonitis](DISORDER) after kava.",
            {"nausea": DiseaseRole.EVENT, "hives": DiseaseRole.EVENT, "pneumonitis": DiseaseRole.EVENT},
            id="list",
        ),
        pytest.param(
            "Her [psoriasis](DISORDER) remained stable.", {"psoriasis": DiseaseRole.COMORBIDITY}, id="stable"
        ),
        pytest.param(
            "PMH: [gout](DISORDER), [hypothyroidism](EVENT).",
            {"gout": DiseaseRole.COMORBIDITY, "hypothyroidism": DiseaseRole.COMORBIDITY},
            id="heading-of-a-note",
        ),
        pytest.param(
            "Further diagnoses were [gout](DISORDER), treated with senna, and [hypothyroidism](EVENT).",
            {"gout": DiseaseRole.COMORBIDITY, "hypothyroidism": DiseaseRole.COMORBIDITY},
            id="further-diagnoses",
        ),
        pytest.param(
            "The differential diagnosis included [lymphoma](EVENT) and [gout](DISORDER).",
            {"lymphoma": DiseaseRole.CONSIDERED, "gout": DiseaseRole.CONSIDERED},
            id="only-considered",
        ),
        pytest.param(
            "The diagnosis was [lymphoma](EVENT).",
            {"lymphoma": DiseaseRole.EVENT},
            id="made-and-not-considered",
        ),
        pytest.param(
            "It lowers the [seizure](EVENT) threshold. He had an [allergy](DISORDER) passport.",
            {"seizure": DiseaseRole.CONSIDERED, "allergy": DiseaseRole.CONSIDERED},
            id="lends-its-name",
        ),
        pytest.param(
            "A man with [gout](DISORDER), [heart failure](EVENT) and [asthma](DISORDER) came.",
            {
                "gout": DiseaseRole.COMORBIDITY,
                "heart failure": DiseaseRole.COMORBIDITY,
                "asthma": DiseaseRole.COMORBIDITY,
            },
            id="amid-disorders",
        ),
        pytest.param(
            "He was referred because of suspected [gout](EVENT).",
            {"gout": DiseaseRole.INDICATION},
            id="suspected",
        ),
        pytest.param(
            "Kava was stopped in 2011 owing to [hives](EVENT).", {"hives": DiseaseRole.HISTORY}, id="long-ago"
        ),
        pytest.param(
            "Kava was stopped owing to [hives](EVENT).", {"hives": DiseaseRole.EVENT}, id="stopped-now"
        ),
        pytest.param(
            "She has a nine-year history of [gout](DISORDER).",
            {"gout": DiseaseRole.COMORBIDITY},
            id="goes-on",
        ),
        pytest.param(
            "[Kava-induced hepatitis](DISORDER) was diagnosed.",
            {"Kava-induced hepatitis": DiseaseRole.EVENT},
            id="induced",
        ),
        pytest.param(
            "A man with [alcohol-induced cirrhosis](DISORDER) came.",
            {"alcohol-induced cirrhosis": DiseaseRole.COMORBIDITY},
            id="induced-by-no-drug",
        ),
        pytest.param(
            "He took kava for stress and [insomnia](EVENT).",
            {"insomnia": DiseaseRole.INDICATION},
            id="for-two",
        ),
        pytest.param("Dx: [gout](EVENT).", {"gout": DiseaseRole.EVENT}, id="another-heading"),
        pytest.param(
            "She had many [complications](EVENT).", {"complications": DiseaseRole.COLLECTIVE}, id="collective"
        ),
    ],
)
def test_roles(source: str, expected: dict[str, DiseaseRole]) -> None:
    assert roles(source) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("autoimmune complications", True),
        ("adverse reaction", True),
        ("anaphylactic reaction", False),
        ("hives", False),
    ],
)
def test_collective(text: str, expected: bool) -> None:
    assert is_collective(text) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Generalized petechiae](EVENT)", "petechiae", id="extent"),
        pytest.param(
            "[TEN](EVENT). Toxic epidermal necrolysis (TEN). [Toxic epidermal necrolysis](EVENT)",
            "toxic epidermal necrolysis",
            id="long-form",
        ),
        pytest.param("[Stevens-Johnson syndrome](EVENT)", "Stevens-Johnson syndrome", id="proper-name"),
        pytest.param("[breathless](EVENT)", "breathlessness", id="adjective"),
    ],
)
def test_name(source: str, expected: str) -> None:
    found = narrative(source)
    assert name_of(join(found, found.mentions)[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("G-CSF", "G-CSF"), ("Aspirin", "aspirin"), ("BNT162b2 Vaccine", "BNT162b2 vaccine")],
)
def test_lowered(text: str, expected: str) -> None:
    assert lowered(text) == expected


def test_a_syndrome_names_more_than_its_rash() -> None:
    found = narrative("[Stevens-Johnson syndrome](EVENT) began with a [rash](EVENT).")
    (concept,) = join(found, found.mentions)
    assert name_of(concept) == "Stevens-Johnson syndrome"


@pytest.mark.parametrize(
    ("source", "is_event"),
    [
        pytest.param("A child with [seizures](EVENT) who developed a tic took kava.", False, id="with-who"),
        pytest.param("Two [hypertensive](EVENT) women took kava.", False, id="adjective-of-a-person"),
        pytest.param("The [wheezing](EVENT) boy slept.", False, id="participle-of-a-person"),
        pytest.param("Kava was given for [nausea](EVENT).", False, id="for"),
        pytest.param("Known [tachycardia](EVENT) was treated with kava.", False, id="known"),
        pytest.param("[Seizure](EVENT) control was lost.", False, id="its-control"),
        pytest.param("She had used it for two weeks; [nausea](EVENT) came.", True, id="for-a-time"),
        pytest.param("Kava-induced [gout](DISORDER) occurred.", True, id="induced"),
        pytest.param("[Gout](DISORDER) caused by kava resolved.", True, id="caused-by"),
        pytest.param("He developed [vitiligo](DISORDER) after kava.", True, id="developed-after"),
        pytest.param("A case of [hives](EVENT) in a man.", True, id="case-of"),
    ],
)
def test_event_or_condition(source: str, is_event: bool) -> None:
    (role,) = roles(source).values()
    assert (role is DiseaseRole.EVENT) is is_event


def test_a_list_is_judged_as_one() -> None:
    found = roles("A man with [gout](DISORDER), [dry eyes](EVENT) and [tremor](EVENT), who slept.")
    assert set(found.values()) == {DiseaseRole.COMORBIDITY}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("penicillin allergy", DiseaseRole.HISTORY, id="allergy"),
        pytest.param("allergic rhinitis", DiseaseRole.COMORBIDITY, id="no-allergy-by-name"),
    ],
)
def test_history_by_name(text: str, role: DiseaseRole) -> None:
    assert roles(f"A man with [{text}](DISORDER) slept.") == {text: role}


def test_the_histology_names_the_growth() -> None:
    found = narrative(
        "A [mass](DISORDER). The [tumour](DISORDER) was a [chordoma](DISORDER). The [tumour](DISORDER) grew."
    )
    assert name_of(join(found, found.mentions)[0]) == "chordoma"
