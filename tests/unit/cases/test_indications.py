"""What each drug was given for."""

import pytest

from caseline.cases.assemble import Registry
from caseline.cases.disease_cues import DiseaseRole
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
        pytest.param(
            "A man with [gout](DISORDER) was given [kava](DRUG), [senna](DRUG) and [aloe](DRUG). [Kava](DRUG), "
            "[senna](DRUG) and [aloe](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            {"kava": "gout", "senna": "gout", "aloe": "gout"},
            id="regimen",
        ),
        pytest.param(
            "He had [gout](DISORDER) and [asthma](DISORDER) and was taking [kava](DRUG) and [senna](DRUG). "
            "[Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            {"kava": "gout", "senna": "asthma"},
            id="two-lists-of-one-length",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). Medications: [senna](DRUG) 2.5 mg daily for [constipation](DISORDER).",
            {"senna": "constipation"},
            id="dots-of-a-prescription",
        ),
        pytest.param(
            "A man with [gout](DISORDER) was switched from [senna](DRUG) to [kava](DRUG) and developed [hives](EVENT).",
            {"kava": "gout", "senna": "gout"},
            id="switched-from-and-to",
        ),
        pytest.param(
            "An [obese](DISORDER) man took [kava](DRUG) and developed [hives](EVENT).", {}, id="a-trait"
        ),
        pytest.param(
            "He took [kava](DRUG) and developed [hives](EVENT). Tests to rule out [gout](DISORDER) followed.",
            {},
            id="what-was-ruled-out",
        ),
        pytest.param(
            "He took [hops](DRUG) and [kava](DRUG) for [gout](DISORDER), [aloe](DRUG) for [insomnia](DISORDER). "
            "[Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            {"hops": "gout", "kava": "gout", "aloe": "insomnia"},
            id="each-list-its-own",
        ),
        pytest.param(
            "He took [kava](DRUG) for [gout](DISORDER), [aloe](DRUG) and [hops](DRUG). [Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            {"kava": "gout"},
            id="not-what-comes-next",
        ),
        pytest.param(
            "A woman with [scurvy](DISORDER) received [kava](DRUG) 2 g twice daily for [gout](DISORDER). [Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            {"kava": "gout"},
            id="purpose-before-given",
        ),
        pytest.param(
            "A man with [gout](DISORDER) ([kava](DRUG) 5 mg daily) slept. [Kava](DRUG) was stopped and [hives](EVENT) went.",
            {"kava": "gout"},
            id="drug-in-brackets",
        ),
        pytest.param(
            "A man with [gout](DISORDER), in treatment with [kava](DRUG) for years, slept. [Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            {"kava": "gout"},
            id="in-treatment-with",
        ),
        pytest.param(
            "A man with [diabetes](DISORDER) and [sternal wound infection](DISORDER) slept. [Vancomycin](DRUG) caused [hives](EVENT).",
            {"Vancomycin": "sternal wound infection"},
            id="what-such-drugs-are-for",
        ),
        pytest.param(
            "A man with [high cholesterol](DISORDER) took [terbinafine](DRUG) and had [hives](EVENT).",
            {},
            id="what-other-drugs-are-for",
        ),
        pytest.param(
            "A man with [gout](DISORDER) and [diabetes](DISORDER) took [kava](DRUG) for [gout](DISORDER). He also took "
            "[metformin](DRUG). [Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            {"kava": "gout"},
            id="of-another-drug-by-nature-from-afar",
        ),
    ],
)
def test_indications(source: str, expected: dict[str, str]) -> None:
    assert indications(source) == expected


def treated(source: str) -> list[str]:
    found = narrative(source)
    parts = judge_parts(found, found.mentions)
    indications_of(found, parts, Registry(list(found.mentions), dict.fromkeys(range(len(found.mentions)))))
    return [
        item.concept.mentions[0].text
        for item in parts.conditions.values()
        if item.role is DiseaseRole.INDICATION
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "A 60-year-old [obese](DISORDER) man was admitted. [Gout](DISORDER) was treated with [colectomy](THERAPY).",
            ["Gout"],
            id="what-was-treated",
        ),
        pytest.param(
            "He had [scurvy](DISORDER) and [gout](DISORDER). The [gout](DISORDER) grew. He underwent [colectomy](THERAPY).",
            ["gout"],
            id="told-most",
        ),
        pytest.param("He had [gout](DISORDER).", [], id="nothing-done"),
        pytest.param(
            "A history of [gout](DISORDER) was told. He underwent [colectomy](THERAPY).",
            [],
            id="background-only",
        ),
    ],
)
def test_treated_where_no_drug_is_suspected(source: str, expected: list[str]) -> None:
    assert treated(source) == expected
