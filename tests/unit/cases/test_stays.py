"""Lengths of a stay or of watching, which no treatment took."""

import pytest

from caseline.cases.narrative import Found, Narrative
from caseline.cases.stays import is_of_stay
from tests.narratives import narrative


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("I was in ICU for [6 days](DURATION), treated with [kava](DRUG).", id="in-icu"),
        pytest.param(
            "Given [kava](DRUG) in the ER and was observed for [six hours](DURATION).", id="observed"
        ),
        pytest.param("Given [kava](DRUG) and monitored x [45 min](DURATION).", id="monitored"),
        pytest.param(
            "[Kava](DRUG) was given; she was kept in hospital for about [9 days](DURATION).", id="kept"
        ),
        pytest.param(
            "Admitted to the local hospital for [4 days](DURATION), got [kava](DRUG).", id="admitted"
        ),
        pytest.param("He took [kava](DRUG) and stayed in the hospital [5 days](DURATION).", id="stayed"),
        pytest.param("[Kava](DRUG), bedridden for [2 weeks](DURATION), off work for a week.", id="bedridden"),
        pytest.param("She had [kava](DRUG) during a [6-day](DURATION) hospital stay.", id="hospital-stay"),
    ],
)
def test_stays(source: str) -> None:
    assert is_of_stay(*_length(source))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("She was treated for [six days](DURATION) with [kava](DRUG).", id="treated"),
        pytest.param(
            "She was hospitalized, then had [kava](DRUG) for [5 days](DURATION).", id="drug-between"
        ),
        pytest.param(
            "He was admitted and given [kava](DRUG) for [5 days](DURATION).", id="given-after-admission"
        ),
        pytest.param("She was kept on [kava](DRUG) for [5 days](DURATION).", id="kept-on-a-drug"),
        pytest.param("Admitted for a [5-day](DURATION) course of [kava](DRUG).", id="course"),
        pytest.param("Admitted with a [3-day](DURATION) history of [hives](EVENT).", id="history"),
        pytest.param("[Kava](DRUG) was infused in the ICU for [5 days](DURATION).", id="given-in-a-place"),
        pytest.param("He was admitted and treated there for [5 days](DURATION).", id="treated-there"),
        pytest.param("Improvement was observed over [5 days](DURATION) of [kava](DRUG).", id="seen"),
    ],
)
def test_what_is_no_stay(source: str) -> None:
    assert not is_of_stay(*_length(source))


def _length(source: str) -> tuple[Narrative, Found]:
    found = narrative(source)
    return found, next(mention for mention in found.mentions if mention.label == "DURATION")
