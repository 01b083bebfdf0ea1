"""A class of medicines beside the one it stands for."""

import pytest

from caseline.cases.appositions import names_class, with_classes
from caseline.cases.concepts import TREATMENTS, join
from tests.narratives import narrative


def together(source: str) -> list[list[str]]:
    found = narrative(source)
    concepts = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    return [[mention.text for mention in concept.mentions] for concept in with_classes(found, concepts)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "She took [kava](DRUG), a long-acting [sedative](DRUG), daily.",
            [["kava", "sedative"]],
            id="class-behind",
        ),
        pytest.param(
            "She took the [sedative](DRUG) [kava](DRUG).", [["sedative", "kava"]], id="class-before"
        ),
        pytest.param(
            "She took an [ergot derivative](DRUG), [kava](DRUG).",
            [["ergot derivative", "kava"]],
            id="class-before-a-comma",
        ),
        pytest.param(
            "She took the [sedative](DRUG) [kava](DRUG). The [sedative](DRUG) was stopped.",
            [["sedative", "kava", "sedative"]],
            id="told-again",
        ),
        pytest.param(
            "She took [kava](DRUG), a [statin](DRUG) and [senna](DRUG).",
            [["kava"], ["statin"], ["senna"]],
            id="list",
        ),
        pytest.param(
            "She took [statins](DRUG), [kava](DRUG) and [senna](DRUG).",
            [["statins"], ["kava"], ["senna"]],
            id="list-that-a-class-opens",
        ),
        pytest.param("She took [kava](DRUG), a [senna](DRUG) tea.", [["kava"], ["senna"]], id="no-class"),
    ],
)
def test_classes_stand_for_their_members(source: str, expected: list[list[str]]) -> None:
    assert together(source) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ACE inhibitor", True, id="inhibitor"),
        pytest.param("antibiotics", True, id="plural"),
        pytest.param("kava", False, id="name"),
        pytest.param("interferon alfa", False, id="member"),
    ],
)
def test_names_class(text: str, *, expected: bool) -> None:
    assert names_class(text) is expected
