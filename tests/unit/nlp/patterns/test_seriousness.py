"""What makes an event serious."""

import pytest

from caseline.nlp.patterns.seriousness import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("He was [brought to the local hospital](SERIOUSNESS), pale.", id="brought"),
        pytest.param("The blood was brought to the hospital pharmacy.", id="not-a-person-brought"),
        pytest.param("He was [in hospital](SERIOUSNESS) 16 days.", id="in-hospital-so-long"),
        pytest.param("She was [admitted to hospital](SERIOUSNESS) with hives.", id="admitted"),
        pytest.param("Pt [hospitalized](SERIOUSNESS) x 3 days.", id="hospitalised"),
        pytest.param("He was [transferred to the ICU](SERIOUSNESS).", id="icu"),
        pytest.param("a [life-threatening](SERIOUSNESS) reaction", id="life-threatening"),
        pytest.param("The events were serious for [disability](SERIOUSNESS).", id="ticked"),
        pytest.param(
            "GOUT ([hospitalization](SERIOUSNESS), [disability](SERIOUSNESS)) with onset",
            id="bracket-of-a-form",
        ),
        pytest.param("She lives with a learning disability.", id="not-of-an-event"),
        pytest.param("She is [permanently disabled](SERIOUSNESS).", id="disabled"),
        pytest.param("[kept overnight for observation](SERIOUSNESS)", id="overnight"),
        pytest.param("a [serious](SERIOUSNESS) adverse event", id="called-serious"),
        pytest.param("a [medically important](SERIOUSNESS) event", id="medically-important"),
        pytest.param("a [congenital malformation](SERIOUSNESS)", id="malformation"),
        pytest.param("It required [inpatient care](SERIOUSNESS).", id="inpatient"),
        pytest.param("It [prolonged his hospital stay](SERIOUSNESS).", id="prolonged"),
        pytest.param("She was left [unable to walk](SERIOUSNESS).", id="left-unable"),
        pytest.param("She [lost her hearing permanently](SERIOUSNESS).", id="lost"),
        pytest.param("It struck on the fifth day of his hospital stay.", id="not-a-stay"),
        pytest.param("He was unable to walk after polio.", id="not-unable-before"),
        pytest.param("He admitted taking kava; she admitted to having smoked.", id="not-confessions"),
        pytest.param("On admission he was well; serious consideration was given.", id="not-time-or-thought"),
        pytest.param("", id="empty"),
        pytest.param("Her [stay was prolonged](SERIOUSNESS) by it.", id="stay-prolonged"),
        pytest.param("His [discharge was delayed](SERIOUSNESS) by a week.", id="discharge-delayed"),
        pytest.param("The discharge was purulent.", id="another-discharge"),
        pytest.param("She was [transferred to our department](SERIOUSNESS).", id="transferred"),
        pytest.param("She was transferred to a rehabilitation hospital.", id="rehabilitation"),
        pytest.param("He [still depends on a walker](SERIOUSNESS).", id="walker"),
        pytest.param("He walks with a stick since his stroke.", id="a-stick-of-old"),
        pytest.param("She [remained blind](SERIOUSNESS) in one eye.", id="remained-blind"),
        pytest.param("She [had to give up her work](SERIOUSNESS).", id="gave-up-work"),
        pytest.param("She had to give up her seat.", id="gave-up-a-seat"),
    ],
)
def test_seriousness(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
