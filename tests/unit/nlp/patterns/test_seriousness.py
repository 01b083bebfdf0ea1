"""What makes an event serious."""

import pytest

from caseline.nlp.patterns.seriousness import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("She was [admitted to hospital](SERIOUSNESS) with hives.", id="admitted"),
        pytest.param("Pt [hospitalized](SERIOUSNESS) x 3 days.", id="hospitalised"),
        pytest.param("He was [transferred to the ICU](SERIOUSNESS).", id="icu"),
        pytest.param("a [life-threatening](SERIOUSNESS) reaction", id="life-threatening"),
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
    ],
)
def test_seriousness(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
