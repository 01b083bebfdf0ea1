"""Medicines that acted together where no sentence names the two."""

import pytest

from caseline.cases.concepts import join
from caseline.cases.interactions import act_together
from caseline.schema.mention import Label
from tests.narratives import narrative


def together(source: str, *suspects: str) -> list[str]:
    found = narrative(source)
    drugs = join(found, [mention for mention in found.mentions if mention.label is Label.DRUG])
    suspected = [concept for concept in drugs if concept.mentions[0].text in suspects]
    others = [concept for concept in drugs if concept not in suspected]
    return [concept.mentions[0].text for concept in act_together(found, suspected, others)]


@pytest.mark.parametrize(
    ("source", "suspects", "expected"),
    [
        pytest.param(
            "On [kava](DRUG) and [zinc](DRUG) he fell. The interaction was judged probable.",
            ("kava", "zinc"), ["kava", "zinc"], id="two-suspects",
        ),
        pytest.param(
            "He took [kava](DRUG) for years, then [zinc](DRUG). The two don't mix.",
            ("zinc",), ["zinc", "kava"], id="one-suspect-and-one-other",
        ),
        pytest.param(
            "On [warfarin](DRUG) and [iron](DRUG) he was given [kava](DRUG). The INR rose to 9.",
            ("kava",), ["warfarin", "kava"], id="raised-inr",
        ),
    ],
)  # fmt: skip
def test_pairs(source: str, suspects: tuple[str, ...], expected: list[str]) -> None:
    assert together(source, *suspects) == expected


@pytest.mark.parametrize(
    ("source", "suspects"),
    [
        pytest.param("On [kava](DRUG) and [zinc](DRUG) he fell.", ("kava", "zinc"), id="nothing-said"),
        pytest.param("[Kava](DRUG), [zinc](DRUG): no interaction.", ("Kava", "zinc"), id="denied"),
        pytest.param(
            "[Kava](DRUG), [iron](DRUG), [zinc](DRUG). The interaction was plain.",
            ("Kava",),
            id="which-of-two",
        ),
        pytest.param("On [warfarin](DRUG) he had [kava](DRUG). INR was 2.3.", ("kava",), id="inr-in-range"),
        pytest.param("On [warfarin](DRUG) the INR rose to 9.", ("warfarin",), id="alone"),
        pytest.param(
            "[Kava](DRUG), [zinc](DRUG). His interaction with the staff.", ("Kava", "zinc"), id="people"
        ),
    ],
)
def test_none(source: str, suspects: tuple[str, ...]) -> None:
    assert together(source, *suspects) == []
