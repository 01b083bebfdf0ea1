"""Stays in hospital that a report tells by the way."""

import pytest

from caseline.cases.admissions import implied_stay
from caseline.cases.places import Places
from caseline.schema.mention import Label
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("source", "event"),
    [
        pytest.param(
            "He had [fever](EVENT) and [jaundice](EVENT). [Itch](EVENT) came on [hospital day 4](TIME).",
            "fever",
            id="day-of-a-stay",
        ),
        pytest.param(
            "She [collapsed](EVENT). She was [discharged](OUTCOME) on day 9.", "collapsed", id="discharge"
        ),
        pytest.param(
            "She had [hives](EVENT) and was [discharged](OUTCOME) from the emergency department.",
            None,
            id="not-a-ward",
        ),
        pytest.param(
            "He underwent a hip replacement. A [rash](EVENT) came. He was [discharged](OUTCOME).",
            None,
            id="there-already",
        ),
        pytest.param(
            "A [rash](EVENT) came [two days later](TIME) and [resolved](OUTCOME).", None, id="no-stay"
        ),
        pytest.param("He was [discharged](OUTCOME) and then had a [rash](EVENT).", None, id="before-it"),
        pytest.param("A [rash](EVENT) came. He [went home](OUTCOME) on day 9.", "rash", id="home-after-days"),
        pytest.param(
            "A [rash](EVENT) came. He [went home](OUTCOME) the same day.", None, id="home-the-same-day"
        ),
        pytest.param(
            "His transplant centre knew nothing. A [rash](EVENT) came. He [left the hospital](OUTCOME).",
            "rash",
            id="a-centre-is-no-operation",
        ),
    ],
)
def test_stays(source: str, event: str | None) -> None:
    found = narrative(source)
    places = Places({each.text: [each] for each in found.mentions if each.label is Label.EVENT})
    stay = implied_stay(found, found.mentions, places)
    assert (None if stay is None else stay.event) == event
