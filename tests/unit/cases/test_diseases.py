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
            {"gout": DiseaseRole.INDICATION, "hives": DiseaseRole.EVENT},
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
            "Her [psoriasis](DISORDER) remained stable.", {"psoriasis": DiseaseRole.INDICATION}, id="stable"
        ),
        pytest.param(
            "PMH: [gout](DISORDER), [hypothyroidism](EVENT).",
            {"gout": DiseaseRole.COMORBIDITY, "hypothyroidism": DiseaseRole.COMORBIDITY},
            id="heading-of-a-note",
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
