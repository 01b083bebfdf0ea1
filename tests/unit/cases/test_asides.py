"""Treatments that are only named and were not given."""

import pytest

from caseline.cases.asides import is_passed_over
from tests.narratives import narrative


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Hops was preferred to [kava](DRUG).", id="preferred-to"),
        pytest.param("Hops was used rather than [kava](DRUG).", id="rather-than"),
        pytest.param("[Kava](DRUG) was considered but not given.", id="considered-but-not"),
        pytest.param("[Kava](DRUG) was kept in reserve.", id="in-reserve"),
        pytest.param("[Kava](DRUG) was avoided on account of reports.", id="avoided"),
        pytest.param("[Kava](DRUG) proved unnecessary.", id="unnecessary"),
        pytest.param("She was [transfusion](THERAPY)-dependent.", id="lends-its-name"),
    ],
)
def test_is_passed_over(source: str) -> None:
    found = narrative(source)
    assert is_passed_over(found, found.mentions[0])


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("[Kava](DRUG) was preferred to hops.", id="preferred"),
        pytest.param("[Kava](DRUG) was considered and given.", id="considered-and-given"),
        pytest.param("[Kava](DRUG) was avoided thereafter.", id="given-before"),
        pytest.param("[Kava](DRUG)-induced hives came.", id="blamed"),
    ],
)
def test_is_not_passed_over(source: str) -> None:
    found = narrative(source)
    assert not is_passed_over(found, found.mentions[0])
