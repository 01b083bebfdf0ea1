"""Anchors of onsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.anchor import AnchorText, parse_anchor
from caseline.schema.case import AnchorKind

DOSE, COURSE, START, STOP = AnchorKind.DOSE, AnchorKind.COURSE, AnchorKind.START, AnchorKind.STOP
EVENT, ADMISSION, DATE = AnchorKind.EVENT, AnchorKind.ADMISSION, AnchorKind.DATE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "one day after receiving the second dose of Kava", AnchorText(DOSE, 2, "Kava"), id="dose"
        ),
        pytest.param(
            "months after completing her second course of kava", AnchorText(COURSE, 2, "kava"), id="course"
        ),
        pytest.param("after six doses of kava", AnchorText(DOSE, 6, "kava"), id="six-doses"),
        pytest.param("at the fifth jab", AnchorText(DOSE, 5), id="at-a-dose"),
        pytest.param("in cycle six", AnchorText(COURSE, 6), id="in-a-cycle"),
        pytest.param("at the fifth visit", None, id="at-nothing-given"),
        pytest.param("in six days", None, id="in-a-length"),
        pytest.param("after three cycles", AnchorText(COURSE, 3), id="three-cycles"),
        pytest.param("12 h after a single 10 mg tablet", AnchorText(DOSE, None), id="one-tablet-of-so-much"),
        pytest.param("10 days after vaccine", AnchorText(START, None), id="vaccine"),
        pytest.param("with the third infusion", AnchorText(DOSE, 3), id="with-an-infusion"),
        pytest.param("two days after three relapses", AnchorText(EVENT), id="counted-but-no-dose"),
        pytest.param("on day 8 of cycle 2", AnchorText(COURSE, 2), id="cycle"),
        pytest.param("10 days after the third injection", AnchorText(DOSE, 3), id="injection"),
        pytest.param("two weeks after the last infusion of kava", AnchorText(DOSE, None, "kava"), id="last"),
        pytest.param("after the second kava infusion", AnchorText(DOSE, 2, "kava"), id="drug-between"),
        pytest.param("two days after starting kava", AnchorText(START, None, "kava"), id="start"),
        pytest.param(
            "two days after initiation of kava therapy", AnchorText(START, None, "kava"), id="initiation"
        ),
        pytest.param("two days after kava was started", AnchorText(START, None, "kava"), id="passive"),
        pytest.param("2 days after she was started on kava", AnchorText(START, None, "kava"), id="clause"),
        pytest.param("5 hours after kava", AnchorText(START, None, "kava"), id="bare-drug"),
        pytest.param("within 12 to 24 hours after exposure", AnchorText(START), id="exposure"),
        pytest.param("three weeks into therapy", AnchorText(START), id="into"),
        pytest.param("2 weeks after discontinuation of kava", AnchorText(STOP, None, "kava"), id="stop"),
        pytest.param("a month after completing chemotherapy", AnchorText(STOP), id="completing"),
        pytest.param("5 days prior to admission", AnchorText(ADMISSION), id="admission"),
        pytest.param("two days after the fall", AnchorText(EVENT), id="event"),
        pytest.param("10 years after thyroidectomy", AnchorText(EVENT), id="operation"),
        pytest.param("two days after 3 May 2012", AnchorText(DATE), id="date"),
        pytest.param("two days later", None, id="none"),
        pytest.param("the following day", None, id="following-day"),
        pytest.param("following kava", AnchorText(START, None, "kava"), id="following-a-drug"),
        pytest.param("three weeks", None, id="bare"),
        pytest.param("shortly after", None, id="unfinished"),
    ],
)
def test_anchors(text: str, expected: AnchorText | None) -> None:
    assert parse_anchor(text) == expected


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_anchor(text)
