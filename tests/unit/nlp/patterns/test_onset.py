"""The whole onset phrase around a time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.nlp.patterns.onset import blurred_start
from caseline.nlp.patterns.time import find, onset_phrase
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "It came [one day after receiving the second dose of kava](X), making it likely.", id="gerund"
        ),
        pytest.param(
            "[Several months after completing her second course of kava](X) the patient fell.", id="subject"
        ),
        pytest.param("She fell [one day after the second dose](X) / syncope.", id="slash-ends-it"),
        pytest.param("She fell [one day after the 5 mg/day dose](X).", id="slash-within"),
        pytest.param("It was [20 hours post injection](X) - temp 100.5.", id="dash-ends-it"),
        pytest.param("Reactions begin [within 12 to 24 hours after exposure](X).", id="within-after"),
        pytest.param("She fell [two days later](X).", id="later"),
        pytest.param("It came [on day 8 of cycle 2](X).", id="day-of-cycle"),
        pytest.param("It came [the next morning](X).", id="morning"),
        pytest.param("It came [after 3 weeks of treatment](X) and stayed.", id="after-of"),
        pytest.param("It came [three weeks into therapy](X).", id="into"),
        pytest.param("He fell [5 days prior to admission](X) because of ice.", id="prior"),
        pytest.param("It came [3 weeks after she was started on kava](X) for pain.", id="clause"),
        pytest.param("It came [4 weeks after kava was started](X), and went.", id="passive"),
        pytest.param("It came [shortly after the infusion was stopped](X).", id="shortly"),
        pytest.param("It came [2 days after treatment with kava and senna](X), and went.", id="two-drugs"),
        pytest.param("It came [5 hours after kava](X) and she slept.", id="stops-at-clause"),
        pytest.param("It came [after a 9-month course of kava](X).", id="course"),
        pytest.param("[Shortly after admission](X) a pump was inserted.", id="one-article-a-noun-phrase"),
        pytest.param("It came [2 days post-vaccination](X) developed hives.", id="post-says-all"),
        pytest.param("It came [15 min post vaccine](X) developed hives.", id="post-before-its-noun"),
        pytest.param("[During the seventh infusion of kava](X) he fell.", id="numbered-dose"),
        pytest.param("It came [48 months postchemotherapy](X).", id="post-as-a-prefix"),
        pytest.param("He took it for [3 weeks](X) of peace.", id="not-of-without-preposition"),
        pytest.param("A follow-up [in May 2012](X) was good.", id="date"),
    ],
)
def test_phrase(source: str) -> None:
    marked = parse(source)
    time = find(marked.text)[0]
    start, end, _ = marked.spans[0]
    assert marked.text[slice(*onset_phrase(marked.text, time.start, time.end))] == marked.text[start:end]


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_phrase_holds_its_time(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    low, high = onset_phrase(text, start, end)
    assert 0 <= low <= start <= end <= high <= len(text)


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        pytest.param("it lasted about ten minutes", "ten minutes", "about ten minutes", id="about"),
        pytest.param("for at least 3 days", "3 days", "at least 3 days", id="at-least"),
        pytest.param("for ~3 days", "3 days", "~3 days", id="sign"),
        pytest.param("for 3 days", "3 days", "3 days", id="nothing-blurs-it"),
        pytest.param("she knew about it for 3 days", "3 days", "3 days", id="about-something-else"),
    ],
)
def test_a_length_with_the_words_that_blur_it(text: str, length: str, expected: str) -> None:
    start = text.index(length)
    assert text[blurred_start(text, 0, start) : start + len(length)] == expected
