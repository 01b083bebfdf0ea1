"""What each drug was given for."""

import pytest

from caseline.cases.assemble import Registry
from caseline.cases.indications import indications_of
from caseline.cases.parts import judge_parts
from tests.narratives import narrative


def indications(source: str) -> dict[str, str]:
    found = narrative(source)
    parts = judge_parts(found, found.mentions)
    registry = Registry(list(found.mentions), dict.fromkeys(range(len(found.mentions))))
    linked = indications_of(found, parts, registry)
    return {
        parts.drugs[drug].concept.mentions[0].text: parts.conditions[key].concept.mentions[0].text
        for drug, key in linked.items()
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He took [kava](DRUG) 200 mg for [insomnia](DISORDER) and developed [hives](EVENT).",
            {"kava": "insomnia"},
            id="for",
        ),
        pytest.param(
            "Because of [gout](DISORDER), treated with [kava](DRUG), he developed [hives](EVENT).",
            {"kava": "gout"},
            id="treated-with",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). Medications: [senna](DRUG) 15 mg daily ([constipation](DISORDER)).",
            {"senna": "constipation"},
            id="in-brackets",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). His regular medication was, for [gout](DISORDER), [senna](DRUG) 15 mg.",
            {"senna": "gout"},
            id="for-before-the-drug",
        ),
        pytest.param(
            "A woman with [gout](DISORDER) was vaccinated with [Shingrix](DRUG) and developed [hives](EVENT).",
            {},
            id="a-vaccine-is-for-no-disease",
        ),
        pytest.param("He took [kava](DRUG) and developed [hives](EVENT).", {}, id="nothing-said"),
    ],
)
def test_indications(source: str, expected: dict[str, str]) -> None:
    assert indications(source) == expected
