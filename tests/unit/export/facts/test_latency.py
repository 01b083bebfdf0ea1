"""How long after a drug an event began."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from caseline.export.facts.age import Quantity
from caseline.export.facts.latency import Interval, Latency, day_count, latency_of
from caseline.schema.case import Case, TimeUnit
from caseline.schema.report import CaseReport
from tests.record_strategies import records

DAY, HOUR, WEEK = TimeUnit.DAY, TimeUnit.HOUR, TimeUnit.WEEK


def _case(
    onset: dict[str, Any] | None = None,
    *,
    timeline: list[dict[str, Any]] | None = None,
    doses: list[dict[str, Any]] | None = None,
    suspects: tuple[str, ...] = ("d1",),
) -> Case:
    steps = [{"text": "", **step} for step in timeline or []]
    drugs = [
        {"id": "d1", "name": "zelinavir", "role": "suspect", "doses": doses or []},
        {"id": "d2", "name": "aspirin", "role": "concomitant"},
    ]
    event = {"id": "e1", "name": "rash", "suspects": suspects, "onset": onset and {"text": "", **onset}}
    return Case.model_validate({"id": "c1", "drugs": drugs, "events": [event], "timeline": steps})


def _latency(case: Case) -> Latency:
    return latency_of(case, case.events[0], case.drugs[0])


def _told(relation: str, kind: str, ordinal: int | None = None, **length: Any) -> dict[str, Any]:
    anchor = {"kind": kind, "ordinal": ordinal, "drug": "d1" if kind not in {"event", "date"} else None}
    return {"relation": relation, "anchor": anchor, **length}


@pytest.mark.parametrize(
    ("onset", "first", "last"),
    [
        pytest.param(None, None, None, id="nothing"),
        pytest.param(_told("after", "dose", 2, value=1, unit="d"), None, Interval(DAY, 1), id="second-dose"),
        pytest.param(
            _told("after", "dose", 1, value=5, unit="h"),
            Interval(HOUR, 5),
            Interval(HOUR, 5),
            id="first-dose",
        ),
        pytest.param(_told("after", "dose", value=5, unit="h"), None, Interval(HOUR, 5), id="a-dose"),
        pytest.param(
            _told("after", "dose", text="ten days after the increase", value=10, unit="d"),
            None,
            None,
            id="a-change-of-dose",
        ),
        pytest.param(
            _told("after", "dose", 2, text="ten days after the second, raised dose", value=10, unit="d"),
            None,
            Interval(DAY, 10),
            id="a-numbered-dose-that-is-higher",
        ),
        pytest.param(_told("after", "start", value=2, unit="wk"), Interval(WEEK, 2), None, id="start"),
        pytest.param(_told("after", "stop", value=2, unit="wk"), None, Interval(WEEK, 2), id="stop"),
        pytest.param(_told("at", "start", value=3, unit="d"), Interval(DAY, 2), None, id="third-day-of"),
        pytest.param(
            _told("at", "start", value=3, unit="wk"), Interval(WEEK, low=2, high=3), None, id="third-week-of"
        ),
        pytest.param(
            _told("at", "start", low=3, high=5, unit="d"),
            Interval(DAY, low=2, high=4),
            None,
            id="third-to-fifth-day-of",
        ),
        pytest.param(
            _told("at", "start", low=3, high=5, unit="wk"),
            Interval(WEEK, low=2, high=5),
            None,
            id="third-to-fifth-week-of",
        ),
        pytest.param(_told("at", "start", high=5, unit="d"), Interval(DAY, high=4), None, id="by-day-five"),
        pytest.param(_told("at", "start", low=0, high=2, unit="d"), None, None, id="from-day-nought"),
        pytest.param(_told("at", "course", 2, value=8, unit="d"), None, None, id="in-a-later-course"),
        pytest.param(
            _told("at", "course", 1, value=8, unit="d"), Interval(DAY, 7), None, id="in-first-course"
        ),
        pytest.param(
            _told("after", "course", 2, value=8, unit="d"), None, Interval(DAY, 8), id="after-course"
        ),
        pytest.param(
            _told("within", "start", value=2, unit="h"), Interval(HOUR, low=0, high=2), None, id="within"
        ),
        pytest.param(
            _told("after", "start", low=12, high=24, unit="h"),
            Interval(HOUR, low=12, high=24),
            None,
            id="bounds",
        ),
        pytest.param(
            _told("after", "start", value=3, unit="d", approximate=True),
            Interval(DAY, 3, approximate=True),
            None,
            id="about",
        ),
        pytest.param(_told("before", "start", value=3, unit="d"), None, None, id="before"),
        pytest.param(_told("during", "start", value=3, unit="d"), None, None, id="during"),
        pytest.param(_told("after", "event", value=3, unit="d"), None, None, id="after-an-event"),
        pytest.param(_told("after", "start", unit="mo"), None, None, id="several-months"),
        pytest.param(_told("after", "start", value=-1, unit="d"), None, None, id="below-nothing"),
        pytest.param(_told("at", "start", value=0, unit="d"), None, None, id="day-nought"),
    ],
)
def test_onset(onset: dict[str, Any] | None, first: Interval | None, last: Interval | None) -> None:
    assert _latency(_case(onset)) == Latency(first, last)


DAILY = [{"amount": 400, "unit": "mg", "frequency": "once daily"}]


@pytest.mark.parametrize(
    ("onset", "doses", "last"),
    [
        pytest.param(_told("after", "dose", 1, value=5, unit="d"), DAILY, None, id="days-of-a-daily-drug"),
        pytest.param(_told("after", "dose", 2, value=2, unit="wk"), DAILY, None, id="weeks"),
        pytest.param(_told("after", "dose", value=36, unit="h"), DAILY, None, id="a-day-and-a-half"),
        pytest.param(
            _told("after", "dose", 1, value=5, unit="d"),
            [{"unit": "mg/d", "amount": 3}],
            None,
            id="a-day-rate",
        ),
        pytest.param(
            _told("after", "dose", 1, value=20, unit="h"), DAILY, Interval(HOUR, 20), id="before-the-next"
        ),
        pytest.param(_told("after", "dose", 2, value=1, unit="d"), DAILY, Interval(DAY, 1), id="a-day"),
        pytest.param(_told("after", "stop", value=5, unit="d"), DAILY, Interval(DAY, 5), id="stopped"),
        pytest.param(
            _told("after", "dose", 3, value=6, unit="d"),
            [{"amount": 240, "unit": "mg", "frequency": "every two weeks"}],
            Interval(DAY, 6),
            id="fortnightly",
        ),
    ],
)
def test_days_after_a_dose_of_a_daily_drug_are_not_since_the_last(
    onset: dict[str, Any], doses: list[dict[str, Any]], last: Interval | None
) -> None:
    assert _latency(_case(onset, doses=doses)).last == last


@pytest.mark.parametrize(
    ("frequency", "daily"),
    [
        *((one, True) for one in ("once daily", "b.i.d.", "TDS", "od", "nocte", "at bedtime", "with meals")),
        *(
            (one, True)
            for one in ("three times a day", "each morning", "every 8 hours", "q6h", "qhs", "o.m.")
        ),
        *((one, False) for one in ("every two weeks", "once weekly", "every other day", "on days 1 and 8")),
        *((one, False) for one in ("every 72 hours", "q3w", "once", "as needed", "monthly", "5 days a week")),
    ],
)
def test_frequencies(frequency: str, daily: bool) -> None:
    case = _case(_told("after", "dose", 1, value=5, unit="d"), doses=[{"frequency": frequency}])
    assert _latency(case) == Latency(Interval(DAY, 5), None if daily else Interval(DAY, 5))


def test_the_other_drug_has_none_of_it() -> None:
    case = _case(_told("after", "start", value=3, unit="d"))
    assert latency_of(case, case.events[0], case.drugs[1]) == Latency()


def test_an_anchor_without_a_drug_is_of_the_only_suspect() -> None:
    onset = {"relation": "after", "value": 3, "unit": "d", "anchor": {"kind": "dose"}}
    assert _latency(_case(onset)).last == Interval(DAY, 3)
    assert _latency(_case(onset, suspects=("d1", "d2"))) == Latency()


START = {"kind": "start", "ref": "d1", "day": 1}


@pytest.mark.parametrize(
    ("timeline", "doses", "first", "last"),
    [
        pytest.param([START], [], None, None, id="no-onset"),
        pytest.param(
            [START, {"kind": "onset", "ref": "e1", "day": 8}], [], Interval(DAY, 7), None, id="day-8"
        ),
        pytest.param([START, {"kind": "onset", "ref": "e1", "low": 1}], [], None, None, id="any-time-after"),
        pytest.param(
            [START, {"kind": "onset", "ref": "e1", "low": 3, "high": 5}],
            [],
            Interval(DAY, low=2, high=4),
            None,
            id="bounds",
        ),
        pytest.param(
            [START, {"kind": "stop", "ref": "d1", "day": 4}, {"kind": "onset", "ref": "e1", "day": 8}],
            [],
            Interval(DAY, 7),
            Interval(DAY, 4),
            id="stopped-before",
        ),
        pytest.param(
            [START, {"kind": "onset", "ref": "e1", "day": 8}, {"kind": "stop", "ref": "d1", "day": 9}],
            [],
            Interval(DAY, 7),
            None,
            id="stopped-after",
        ),
        pytest.param(
            [START, {"kind": "dose", "ref": "d1", "day": 29}, {"kind": "onset", "ref": "e1", "day": 30}],
            [{"ordinal": 2, "kind": "dose"}],
            Interval(DAY, 29),
            Interval(DAY, 1),
            id="second-dose",
        ),
        pytest.param(
            [START, {"kind": "dose", "ref": "d1", "day": 29}, {"kind": "onset", "ref": "e1", "day": 36}],
            [{"ordinal": 2, "kind": "cycle"}],
            Interval(DAY, 35),
            None,
            id="a-cycle-goes-on",
        ),
        pytest.param(
            [START, {"kind": "onset", "ref": "e1", "day": 7}],
            [{"ordinal": 1, "kind": "dose", "frequency": "daily"}],
            Interval(DAY, 6),
            None,
            id="a-daily-drug",
        ),
        pytest.param(
            [START, {"kind": "dose", "ref": "d1", "day": 3}, {"kind": "onset", "ref": "e1", "day": 3}],
            [{"ordinal": 3, "kind": "dose", "frequency": "nocte"}],
            Interval(DAY, 2),
            Interval(DAY, 0),
            id="the-day-of-a-dose-of-a-daily-drug",
        ),
        pytest.param(
            [START, {"kind": "dose", "ref": "d1", "low": 2}, {"kind": "onset", "ref": "e1", "day": 30}],
            [{"ordinal": 2, "kind": "dose"}],
            Interval(DAY, 29),
            None,
            id="a-dose-nobody-dates",
        ),
        pytest.param(
            [{"kind": "start", "ref": "d1", "day": 9}, {"kind": "onset", "ref": "e1", "day": 8}],
            [],
            None,
            None,
            id="before-the-drug",
        ),
    ],
)
def test_timeline(
    timeline: list[dict[str, Any]],
    doses: list[dict[str, Any]],
    first: Interval | None,
    last: Interval | None,
) -> None:
    assert _latency(_case(timeline=timeline, doses=doses)) == Latency(first, last)


def test_what_is_told_goes_before_the_timeline() -> None:
    steps = [START, {"kind": "onset", "ref": "e1", "day": 30}]
    case = _case(_told("after", "dose", 2, value=20, unit="h"), timeline=steps)
    assert _latency(case) == Latency(Interval(DAY, 29), Interval(HOUR, 20))


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(Interval(DAY, 0), Quantity(1, "d"), id="same-day"),
        pytest.param(Interval(DAY, 1), Quantity(2, "d"), id="day-after"),
        pytest.param(Interval(DAY, 0.5), Quantity(12, "h"), id="half-a-day"),
        pytest.param(Interval(DAY, 2.0), Quantity(3, "d"), id="a-float"),
        pytest.param(Interval(HOUR, 20), Quantity(20, "h"), id="hours"),
        pytest.param(Interval(WEEK, 2), Quantity(2, "wk"), id="weeks"),
        pytest.param(Interval(DAY, low=2, high=4), None, id="bounds"),
    ],
)
def test_the_day_of_the_dose_is_day_one(interval: Interval | None, expected: Quantity | None) -> None:
    assert day_count(interval) == expected


@given(records())
def test_never_below_nothing(record: CaseReport) -> None:
    for case in record.cases:
        for event in case.events:
            for drug in case.drugs:
                latency = latency_of(case, event, drug)
                for one in (latency.first, latency.last):
                    assert one is None or one.value is None or one.value >= 0
