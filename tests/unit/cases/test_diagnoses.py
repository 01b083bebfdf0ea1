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
    ],
)
def test_joined(source: str, expected: list[list[str]]) -> None:
    assert joined(source) == expected
