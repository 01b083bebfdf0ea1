"""Which mentions are one thing."""

import pytest

from caseline.cases.concepts import join
from tests.narratives import narrative


def joined(source: str) -> list[list[str]]:
    found = narrative(source)
    return [[mention.text for mention in concept.mentions] for concept in join(found, found.mentions)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Hives](EVENT) came. The [hives](EVENT) went.", [["Hives", "hives"]], id="same-name"),
        pytest.param(
            "[Toxic epidermal necrolysis](EVENT) (TEN) came. [TEN](EVENT) went.",
            [["Toxic epidermal necrolysis", "TEN"]],
            id="abbreviation",
        ),
        pytest.param(
            "He took [paracetamol](DRUG) ([PANADOL](DRUG)).",
            [["paracetamol", "PANADOL"]],
            id="brand-in-brackets",
        ),
        pytest.param(
            "[Acute hepatitis](EVENT) came. The [hepatitis](EVENT) went.",
            [["Acute hepatitis", "hepatitis"]],
            id="modifier",
        ),
        pytest.param(
            "[Autoimmune hepatitis](EVENT) came. The [hepatitis](EVENT) went.",
            [["Autoimmune hepatitis", "hepatitis"]],
            id="bare-head",
        ),
        pytest.param(
            "[Autoimmune neutropenia](EVENT). [Immune neutropenia](EVENT).",
            [["Autoimmune neutropenia", "Immune neutropenia"]],
            id="prefix",
        ),
        pytest.param(
            "[Kidney disease](EVENT). [Heart disease](EVENT).",
            [["Kidney disease"], ["Heart disease"]],
            id="plain-head",
        ),
        pytest.param(
            "[Viral hepatitis](EVENT). [Autoimmune hepatitis](EVENT). [Hepatitis](EVENT).",
            [["Viral hepatitis"], ["Autoimmune hepatitis"], ["Hepatitis"]],
            id="head-of-two",
        ),
        pytest.param(
            "[Thrombus](EVENT). [Atrial thrombus](EVENT). [Left atrial free-floating thrombus](EVENT).",
            [["Thrombus", "Atrial thrombus", "Left atrial free-floating thrombus"]],
            id="head-of-a-chain",
        ),
        pytest.param(
            "[Hypertension](EVENT). [Pulmonary hypertension](EVENT).",
            [["Hypertension"], ["Pulmonary hypertension"]],
            id="another-thing-by-that-head",
        ),
        pytest.param(
            "[Evidence of ascites](EVENT). [Ascites](EVENT).",
            [["Evidence of ascites", "Ascites"]],
            id="evidence-of",
        ),
        pytest.param("[Hives](EVENT). [Cough](EVENT).", [["Hives"], ["Cough"]], id="two-things"),
        pytest.param(
            "[ARTHRALGIA](EVENT) (his own [pain](EVENT) in both knees) and [FATIGUE](EVENT)",
            [["ARTHRALGIA", "pain"], ["FATIGUE"]],
            id="a-term-and-the-reporter-s-words",
        ),
        pytest.param(
            "[ILLNESS](EVENT) ([pain](EVENT), [chills](EVENT)) and [toxicity](EVENT) ([cramps](EVENT) at night)",
            [["ILLNESS"], ["pain"], ["chills"], ["toxicity"], ["cramps"]],
            id="a-list-and-small-letters",
        ),
        pytest.param(
            "[SEIZURE](EVENT) (in the setting of [hyponatremia](EVENT)) and [RASH](EVENT) (preceded by [fever](EVENT))",
            [["SEIZURE"], ["hyponatremia"], ["RASH"], ["fever"]],
            id="what-went-with-it",
        ),
        pytest.param("[kava](DRUG) and ([aspirin](DRUG) later)", [["kava"], ["aspirin"]], id="no-apposition"),
    ],
)
def test_join(source: str, expected: list[list[str]]) -> None:
    assert joined(source) == expected
