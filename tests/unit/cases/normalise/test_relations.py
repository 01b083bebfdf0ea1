"""Where a length lies from what it counts from, and lengths that a preposition alone lays out."""

import pytest

from caseline.cases.normalise.distance import Days, offset_in_days
from caseline.cases.normalise.timing import parse_time
from caseline.schema.case import Relation

AFTER, BEFORE, WITHIN, AT = Relation.AFTER, Relation.BEFORE, Relation.WITHIN, Relation.AT


@pytest.mark.parametrize(
    ("text", "relation", "low", "high"),
    [
        pytest.param("Nine weeks on", AFTER, 63, 63, id="on"),
        pytest.param("four days on, the wheals", AFTER, 4, 4, id="on-before-a-comma"),
        pytest.param("five weeks out", AFTER, 35, 35, id="out"),
        pytest.param("in thirteen days", AFTER, 13, 13, id="in"),
        pytest.param("in about a week", AFTER, 6, 8, id="in-about"),
        pytest.param("in 72 h", AFTER, 3, 3, id="in-short-unit"),
        pytest.param("in three quarters of an hour", AFTER, 1 / 32, 1 / 32, id="in-quarters"),
        pytest.param("with a delay of five days", AFTER, 5, 5, id="with-a-delay"),
        pytest.param("+6 h", AFTER, 1 / 4, 1 / 4, id="plus"),
        pytest.param("T+90 min", AFTER, 1 / 16, 1 / 16, id="zero-plus"),
        pytest.param("by 36 hours", WITHIN, 0, 1.5, id="by"),
        pytest.param("inside nine days", WITHIN, 0, 9, id="inside"),
        pytest.param("w/in 30 mins", WITHIN, 0, 1 / 48, id="w-in"),
        pytest.param("in under six hours", WITHIN, 0, 1 / 4, id="in-under"),
        pytest.param("in less than twelve days", WITHIN, 0, 12, id="in-less-than"),
        pytest.param("in the first eight days of the cream", WITHIN, 0, 8, id="in-the-first"),
        pytest.param("during the first 12 hours after the drops", WITHIN, 0, 0.5, id="during-the-first"),
        pytest.param("the first few days", WITHIN, 0, 5, id="the-first-few"),
        pytest.param("in the first weeks of the cream", WITHIN, 0, None, id="in-the-first-weeks"),
        pytest.param("during the early days", WITHIN, 0, None, id="during-the-early-days"),
        pytest.param("six days ahead of the graft", BEFORE, -6, -6, id="ahead-of"),
        pytest.param("two weeks in advance", BEFORE, -14, -14, id="in-advance"),
        pytest.param("since a bite eleven days ago", BEFORE, -11, -11, id="since-what-lies-back"),
        pytest.param("from ten days before the graft", BEFORE, -10, -10, id="from-so-long-before"),
        pytest.param("last week", BEFORE, -7, -7, id="last-week"),
    ],
)
def test_laid_out(text: str, relation: Relation, low: float, high: float | None) -> None:
    time = parse_time(text)
    assert time is not None
    assert time.relation is relation
    assert offset_in_days(time) == Days(pytest.approx(low), None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        pytest.param("two weeks on the cream", AT, id="on-something"),
        pytest.param("two weeks on, off one week", AT, id="on-and-off"),
        pytest.param("in a 5-day course", None, id="in-a-course"),
        pytest.param("in 36 weeks of gestation", None, id="in-a-pregnancy"),
        pytest.param("by nine months of age", None, id="by-an-age"),
        pytest.param("for six weeks", None, id="how-long"),
        pytest.param("after the first five days", AFTER, id="after-the-first"),
        pytest.param("inside the eyelid four days after", AFTER, id="inside-a-place"),
        pytest.param("the last week of the cream", None, id="last-of-something"),
        pytest.param("three days from the onset", AFTER, id="from-an-anchor"),
        pytest.param("since ten days", AFTER, id="since-a-length"),
        pytest.param("36+2 days", None, id="sum"),
    ],
)
def test_laid_out_otherwise(text: str, relation: Relation | None) -> None:
    time = parse_time(text)
    assert time is not None
    assert time.relation is relation
