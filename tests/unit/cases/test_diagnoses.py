"""Signs in plain words and the diagnosis they are."""

import pytest

from caseline.cases.concepts import join
from tests.narratives import narrative


def joined(source: str) -> list[list[str]]:
    found = narrative(source)
    return [[mention.text for mention in concept.mentions] for concept in join(found, found.mentions)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "A [swollen lip](EVENT). It was [angioedema](EVENT).",
            [["swollen lip", "angioedema"]],
            id="site-and-kind",
        ),
        pytest.param(
            "A [swollen ankle](EVENT). Later [angioedema](EVENT).",
            [["swollen ankle"], ["angioedema"]],
            id="other-site",
        ),
        pytest.param(
            "A [painful eruption](EVENT). Biopsy: [toxic epidermal necrolysis](EVENT).",
            [["painful eruption", "toxic epidermal necrolysis"]],
            id="eruption",
        ),
        pytest.param(
            "Her [urine turned red](EVENT). The [haematuria](EVENT) ceased.",
            [["urine turned red", "haematuria"]],
            id="red-urine",
        ),
        pytest.param(
            "His [eyes were yellow](EVENT). [Jaundice](EVENT) deepened.",
            [["eyes were yellow", "Jaundice"]],
            id="yellow-eyes",
        ),
        pytest.param(
            "[Dark urine](EVENT). Then [haematuria](EVENT).",
            [["Dark urine"], ["haematuria"]],
            id="dark-urine",
        ),
        pytest.param(
            "A [rash](EVENT). Then [hepatitis](EVENT).", [["rash"], ["hepatitis"]], id="no-diagnosis-of-it"
        ),
        pytest.param(
            "A [mass](DISORDER) was a [chordoma](DISORDER). The [tumour](DISORDER) grew.",
            [["mass", "chordoma", "tumour"]],
            id="growth",
        ),
        pytest.param(
            "A [mass](DISORDER), a [chordoma](DISORDER) and a [lipoma](DISORDER).",
            [["mass"], ["chordoma"], ["lipoma"]],
            id="two-growths",
        ),
        pytest.param(
            "A [mass](DISORDER), no [lipoma](DISORDER) but a [chordoma](DISORDER). The [chordoma](DISORDER) grew.",
            [["mass", "chordoma", "chordoma"], ["lipoma"]],
            id="the-growth-named-most",
        ),
        pytest.param(
            "A [gastric tumour](DISORDER) was a [stromal tumour](DISORDER).",
            [["gastric tumour", "stromal tumour"]],
            id="growth-by-its-place",
        ),
        pytest.param(
            "A [skin lesion](DISORDER) beside a [chordoma](DISORDER).",
            [["skin lesion"], ["chordoma"]],
            id="lesion-of-another-place",
        ),
    ],
)
def test_joined(source: str, expected: list[list[str]]) -> None:
    assert joined(source) == expected
