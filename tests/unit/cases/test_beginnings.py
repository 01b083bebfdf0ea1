"""Which words tell a drug begun, and which of interacting drugs set off the course."""

from __future__ import annotations

import pytest

from caseline.cases.beginnings import is_begun, set_off
from caseline.schema.mention import Label
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("She was started on [kava](DRUG).", True, id="started-on"),
        pytest.param("[Kava](DRUG) 20 mg daily was added.", True, id="was-added"),
        pytest.param("A new course of [kava](DRUG) was given.", True, id="given-behind"),
        pytest.param("A woman on long-term [kava](DRUG) was started on valerian.", False, id="long-term"),
        pytest.param("She had been stabilised on [kava](DRUG).", False, id="stabilised-on"),
        pytest.param("The [kava](DRUG) level was high.", False, id="a-level"),
    ],
)
def test_begun(source: str, expected: bool) -> None:
    found = narrative(source)
    mention = found.mentions[0]
    assert is_begun(found.lowered, mention.start, mention.end) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "A man on long-term [kava](DRUG) was started on [valerian](DRUG).",
            ["d2", "d1"],
            id="the-later-one",
        ),
        pytest.param(
            "[Valerian](DRUG) was added. He took [kava](DRUG) for gout.",
            ["d1", "d2"],
            id="whatever-the-order",
        ),
        pytest.param(
            "He was given [kava](DRUG). In May he was given [valerian](DRUG).",
            ["d2", "d1"],
            id="of-two-begun-the-last",
        ),
        pytest.param("He took [kava](DRUG) and [valerian](DRUG).", ["d1", "d2"], id="none-told-begun"),
        pytest.param(
            "He received [kava](DRUG) since 2009 and [valerian](DRUG) was begun.",
            ["d2", "d1"],
            id="since-a-year",
        ),
    ],
)
def test_set_off(source: str, expected: list[str]) -> None:
    found = narrative(source)
    drugs = [mention for mention in found.mentions if mention.label is Label.DRUG]
    keyed = {f"d{place}": [mention] for place, mention in enumerate(drugs, start=1)}
    assert set_off(found, keyed, list(keyed)) == expected
