"""Names to look for, years and days."""

from __future__ import annotations

from typing import Any

import pytest

from caseline.schema.case import Age, Duration, Event, Onset
from caseline.store.values import (
    age_in_years,
    duration_in_days,
    integer_of,
    key_of,
    latency_from,
    onset_in_days,
    text_of,
)


@pytest.mark.parametrize(
    ("age", "bounds"),
    [
        pytest.param({"value": 58, "unit": "a"}, (58, 58), id="years"),
        pytest.param({"value": 18, "unit": "mo"}, (1.5, 1.5), id="months"),
        pytest.param({"low": 60, "high": 69, "unit": "a"}, (60, 69), id="a decade"),
        pytest.param({"low": 65, "unit": "a"}, (65, None), id="over"),
        pytest.param({"high": 40, "unit": "a"}, (None, 40), id="under"),
        pytest.param({"value": 58}, (None, None), id="no unit"),
        pytest.param({"unit": "a"}, (None, None), id="no number"),
    ],
)
def test_age_in_years(age: dict[str, Any], bounds: tuple[float | None, float | None]) -> None:
    assert age_in_years(Age(text="", **age)) == bounds


def _numbered(anchor: str, **told: Any) -> dict[str, Any]:
    """Returns an onset on a day, or in another stretch of time, that has a number."""
    return {"relation": "at", "anchor": {"kind": anchor}, **told}


@pytest.mark.parametrize(
    ("onset", "bounds"),
    [
        pytest.param({"value": 2, "unit": "d"}, (2, 2), id="days"),
        pytest.param({"value": 12, "unit": "h", "relation": "after"}, (0.5, 0.5), id="hours"),
        pytest.param({"value": 1, "unit": "wk"}, (7, 7), id="a week"),
        pytest.param({"value": 1, "unit": "a"}, (365.25, 365.25), id="a year"),
        pytest.param({"low": 2, "high": 4, "unit": "wk"}, (14, 28), id="a range"),
        pytest.param({"low": 4, "high": 2, "unit": "d"}, (2, 4), id="a range the wrong way round"),
        pytest.param({"value": 2, "unit": "d", "relation": "within"}, (0, 2), id="within"),
        pytest.param({"high": 2, "unit": "d", "relation": "within"}, (0, 2), id="within a bound"),
        pytest.param({"low": 1, "high": 2, "unit": "d", "relation": "within"}, (1, 2), id="within a range"),
        pytest.param({"value": 3, "unit": "d", "relation": "before"}, (-3, -3), id="before"),
        pytest.param(
            {"low": 3, "high": 5, "unit": "d", "relation": "before"}, (-5, -3), id="before, a range"
        ),
        pytest.param({"low": 3, "unit": "d", "relation": "before"}, (None, -3), id="before, more than"),
        pytest.param({"relation": "at"}, (0, 0), id="at"),
        pytest.param(_numbered("start", value=3, unit="d"), (2, 2), id="the third day of treatment"),
        pytest.param(_numbered("course", low=3, high=5, unit="d"), (2, 4), id="days 3 to 5 of a course"),
        pytest.param(_numbered("admission", value=1, unit="d"), (0, 0), id="the first day in hospital"),
        pytest.param(_numbered("start", value=3, unit="wk"), (14, 21), id="the third week of treatment"),
        pytest.param(_numbered("start", high=3, unit="wk"), (None, 21), id="the third week at the latest"),
        pytest.param(_numbered("dose", value=6, unit="h"), (0.25, 0.25), id="hour 6"),
        pytest.param(_numbered("event", value=3, unit="d"), (3, 3), id="the third day after an operation"),
        pytest.param(_numbered("start", value=0, unit="d"), (None, None), id="day 0"),
        pytest.param(
            {"value": 27, "unit": "wk", "relation": "at"}, (189, 189), id="a week counted from elsewhere"
        ),
        pytest.param({"relation": "during"}, (None, None), id="during"),
        pytest.param({"unit": "mo", "approximate": True}, (None, None), id="several months"),
        pytest.param({"value": 3}, (None, None), id="no unit"),
        pytest.param({"value": 1e300, "unit": "a"}, (365.25e300, 365.25e300), id="huge"),
    ],
)
def test_onset_in_days(onset: dict[str, Any], bounds: tuple[float | None, float | None]) -> None:
    assert onset_in_days(Onset(text="", **onset)) == bounds


def test_duration_in_days() -> None:
    assert duration_in_days(Duration(text="", value=2, unit="wk")) == (14, 14)
    assert duration_in_days(Duration(text="")) == (None, None)
    assert duration_in_days(None) == onset_in_days(None) == age_in_years(None) == (None, None)


@pytest.mark.parametrize(
    ("anchor", "suspects", "since"),
    [
        pytest.param({"kind": "dose", "drug": "d1"}, ["d1", "d2"], "dose", id="a dose of this drug"),
        pytest.param({"kind": "dose", "drug": "d2"}, ["d1", "d2"], None, id="a dose of another"),
        pytest.param({"kind": "start"}, ["d1"], "start", id="the start of the only suspect"),
        pytest.param({"kind": "start"}, ["d1", "d2"], None, id="the start of one of two"),
        pytest.param({"kind": "stop", "drug": "d1"}, ["d1"], "stop", id="a stop"),
        pytest.param({"kind": "admission"}, ["d1"], None, id="an admission"),
        pytest.param({"kind": "event", "event": "e2"}, ["d1"], None, id="another event"),
        pytest.param(None, ["d1"], None, id="nothing"),
    ],
)
def test_what_a_latency_counts_from(
    anchor: dict[str, Any] | None, suspects: list[str], since: str | None
) -> None:
    onset = {"text": "", "value": 1, "unit": "d", "anchor": anchor}
    event = Event.model_validate({"id": "e1", "name": "x", "suspects": suspects, "onset": onset})
    assert latency_from(event, "d1") == since


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("Amoxicillin", " amoxicillin\n", id="case and ends"),
        pytest.param("skin  rash", "Skin\trash", id="spaces"),
        pytest.param("STRASSE", "straße", id="folded"),
        pytest.param("ＡＢ", "ab", id="wide"),
        pytest.param("x" * 300, "X" * 300, id="long"),
    ],
)
def test_names_that_are_the_same(left: str, right: str) -> None:
    assert key_of(left) == key_of(right)


def test_names_that_are_not() -> None:
    assert key_of("rash") != key_of("rashes")
    assert key_of("x" * 300) != key_of("x" * 301)
    assert len(key_of("𝔘" * 5000).encode()) < 1000


def test_what_columns_cannot_hold() -> None:
    assert text_of("a\0b") == "a\u2400b"
    assert integer_of(2**63 - 1) == 2**63 - 1
    assert integer_of(2**63) is None
