"""Which diseases are events of a drug, and which were there without it."""

import pytest

from caseline.cases.diseases import DiseaseRole
from caseline.cases.parts import judge_parts
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("source", "events"),
    [
        pytest.param(
            "[Jaundice](EVENT) [caused by](CAUSALITY) [kava](DRUG) in a man who had been taking [kava](DRUG).",
            ["Jaundice"],
            id="exposed-before",
        ),
        pytest.param("[Kava](DRUG)-[induced](CAUSALITY) [hepatitis](EVENT).", ["hepatitis"], id="blamed"),
        pytest.param(
            "A man presented with [pain](EVENT) and [weight loss](EVENT). The [tumour](EVENT) was resected by [surgery](THERAPY).",
            [],
            id="no-drug",
        ),
    ],
)
def test_events_of_a_drug(source: str, events: list[str]) -> None:
    found = narrative(source)
    parts = judge_parts(found, found.mentions)
    assert [item.concept.mentions[0].text for item in parts.events.values()] == events


def test_what_is_taken_back_is_a_comorbidity() -> None:
    found = narrative("A man presented with [cough](EVENT). A [nodule](EVENT) was excised.")
    parts = judge_parts(found, found.mentions)
    assert {item.role for item in parts.conditions.values()} == {DiseaseRole.COMORBIDITY}


@pytest.mark.parametrize(
    ("source", "events"),
    [
        pytest.param(
            "A man received a [transfusion of platelets](THERAPY). The [transfusion of platelets](THERAPY) "
            "[caused](CAUSALITY) [hives](EVENT).",
            ["hives"],
            id="therapy-that-is-suspected",
        ),
        pytest.param(
            "A man with [gout](DISORDER) underwent a [transfusion of platelets](THERAPY). [Hives](EVENT) were seen.",
            [],
            id="therapy",
        ),
    ],
)
def test_events_of_what_is_no_drug(source: str, events: list[str]) -> None:
    found = narrative(source)
    parts = judge_parts(found, found.mentions)
    assert [item.concept.mentions[0].text for item in parts.events.values()] == events
