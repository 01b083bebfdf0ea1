"""Wording that takes the blame off a drug."""

import pytest

from caseline.cases.acquittal import acquits
from tests.narratives import narrative


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("The rash was attributed to senna rather than [kava](DRUG).", id="rather-than"),
        pytest.param("The rash was attributed to senna rather than to [kava](DRUG).", id="rather-than-to"),
        pytest.param("It was caused by senna, not by [kava](DRUG).", id="not-by"),
        pytest.param("It was due to senna, but not [kava](DRUG).", id="but-not"),
        pytest.param("It was due to senna and not to the [kava](DRUG).", id="and-not-to-the"),
        pytest.param("The rash was not related to [kava](DRUG).", id="not-related"),
        pytest.param("Senna was a more likely cause of the rash than [kava](DRUG).", id="more-likely-than"),
        pytest.param("[Kava](DRUG) was thought unlikely to have caused it.", id="thought-unlikely"),
        pytest.param("[Kava](DRUG) was considered an unlikely cause.", id="unlikely-cause"),
        pytest.param("[Kava](DRUG) was not thought to be responsible.", id="not-responsible"),
        pytest.param("[Kava](DRUG) could not have caused the rash.", id="could-not"),
        pytest.param("[Kava](DRUG) was exonerated.", id="exonerated"),
    ],
)
def test_freed(source: str) -> None:
    (drug,) = narrative(source).mentions
    assert acquits(narrative(source), drug)


def test_of_a_list_all_are_freed() -> None:
    found = narrative("It was due to [aloe](DRUG) and not to [kava](DRUG), [senna](DRUG) or [zinc](DRUG).")
    assert [acquits(found, drug) for drug in found.mentions] == [False, True, True, True]
    found = narrative("It was due to [aloe](DRUG), [kava](DRUG) or [senna](DRUG).")
    assert not any(acquits(found, drug) for drug in found.mentions)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("The rash was attributed to [kava](DRUG) rather than senna.", id="the-blamed-one"),
        pytest.param("The rash was caused by senna or [kava](DRUG).", id="either"),
        pytest.param("The rash was due to [kava](DRUG), not to senna.", id="before-the-not"),
        pytest.param("It was not only senna but also [kava](DRUG).", id="not-only"),
        pytest.param("[Kava](DRUG) was thought to be the cause.", id="thought-the-cause"),
        pytest.param("[Kava](DRUG) was not stopped.", id="not-stopped"),
        pytest.param("[Kava](DRUG) could not be excluded.", id="not-excluded"),
        pytest.param("The rash did not respond to [kava](DRUG).", id="no-response"),
        pytest.param("More likely than not, [kava](DRUG) did it.", id="than-not"),
    ],
)
def test_not_freed(source: str) -> None:
    (drug,) = narrative(source).mentions
    assert not acquits(narrative(source), drug)
