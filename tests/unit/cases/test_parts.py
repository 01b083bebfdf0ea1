"""What is a part of a case."""

import pytest

from caseline.cases.parts import judge_parts
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "Born by [caesarean section](THERAPY), he took [kava](DRUG). [Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            [],
            id="how-he-was-born",
        ),
        pytest.param(
            "After [colectomy](THERAPY) he took [kava](DRUG). [Kava](DRUG) [caused](CAUSALITY) [hives](EVENT).",
            [],
            id="operation-before",
        ),
        pytest.param(
            "He slept. [Kava](DRUG) [caused](CAUSALITY) [bleeding](EVENT). He underwent [colectomy](THERAPY).",
            ["colectomy"],
            id="operation-for-it",
        ),
        pytest.param(
            "He slept. [Kava](DRUG) [caused](CAUSALITY) [bleeding](EVENT). It was sutured under [sevoflurane](THERAPY).",
            [],
            id="anaesthetic",
        ),
        pytest.param(
            "He slept. [Kava](DRUG) [caused](CAUSALITY) [seizures](EVENT). [Propofol](THERAPY) was given.",
            ["Propofol"],
            id="anaesthetic-that-treats",
        ),
    ],
)
def test_therapies(source: str, expected: list[str]) -> None:
    found = narrative(source)
    parts = judge_parts(found, found.mentions)
    assert [item.concept.mentions[0].text for item in parts.therapies.values()] == expected
