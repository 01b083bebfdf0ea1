"""Hours of the clock and days of the week: where they lie from the hours and dates told before."""

from __future__ import annotations

from datetime import date

from caseline.cases.chronology import Chronology, Point
from caseline.cases.normalise.distance import AT_ONCE, Days
from caseline.cases.times import TimeStatement
from caseline.schema.case import TimeUnit

# The start of the day that the first hour of the clock is of.
MIDNIGHT = Point("midnight")
_MINUTES = 1440  # of a day
_BACK = 960  # minutes; what lies further on is told in retrospect
_BESIDE = 14  # characters between "the next morning" and its hour
_WEEK = 7
_HOURS = frozenset({TimeUnit.HOUR, TimeUnit.MINUTE, TimeUnit.SECOND})
_LONG = frozenset({TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR})


class Clocks:
    """The hour and the weekday that a telling has reached."""

    def __init__(self, chronology: Chronology) -> None:
        self._chronology = chronology
        self._hour: tuple[Point, int] | None = None
        self._weekday: tuple[Point, int] | None = None
        self._has_midnight = False
        self._last: tuple[TimeStatement, Point] | None = None

    def midnight_of(self, statement: TimeStatement, point: Point) -> Point:
        """Returns the start of the day of a date, tied to its hour where it has one: "10:05 on 3 May"."""
        if statement.clock is None:
            return point
        known = self._has_midnight
        start = Point(MIDNIGHT.kind, "date", statement.mention.index) if known else MIDNIGHT
        self._has_midnight = True
        self._chronology.add(start, point, _later(statement.clock))
        return start

    def link(self, statement: TimeStatement, point: Point, current: Point | None, *, moved: bool) -> None:
        """Ties an hour or a weekday to what was told before it, and remembers it.

        Args:
            statement: The time.
            point: Its point of the course.
            current: The point of the step told just before.
            moved: Whether the time leads on from what was told before.
        """
        if statement.date is not None:
            self._dated(statement, point)
        elif statement.clock is not None:
            self._clock(statement, point, statement.clock, current)
        elif statement.weekday is not None:
            self._day(statement, point, statement.weekday)
        elif moved and statement.value.unit not in _HOURS:
            self._hour = None
            self._weekday = None if statement.value.unit in _LONG else self._weekday
        self._last = (statement, point)

    def _dated(self, statement: TimeStatement, point: Point) -> None:
        bounds = None if statement.date is None else statement.date.bounds
        self._hour = None if statement.clock is None else (point, statement.clock)
        self._weekday = None
        if bounds is not None and bounds[0] == bounds[1] and statement.value.unit is None:
            self._weekday = (point, date.fromordinal(bounds[0]).weekday())

    def _clock(self, statement: TimeStatement, point: Point, minutes: int, current: Point | None) -> None:
        if self._last is not None and _is_beside(self._last[0], statement):
            self._chronology.add(self._last[1], point, AT_ONCE)
            return
        if self._hour is not None:
            before, told = self._hour
            apart = (minutes - told) % _MINUTES
            days = _later(apart if apart <= _BACK else apart - _MINUTES)
            self._chronology.add(before, point, Days(0.0, days.high) if statement.is_latest else days)
        elif self._last is not None and self._last[0].date is not None and self._last[1] == current:
            self._chronology.add(self._last[1], point, _later(minutes))
            self._begin(point, minutes)
        else:
            if current is not None:
                self._chronology.add(current, point, AT_ONCE)
            self._begin(point, minutes)
        if not statement.is_latest:
            self._hour = (point, minutes)

    def _begin(self, point: Point, minutes: int) -> None:
        """Ties the first hour told to the start of its day."""
        if not self._has_midnight:
            self._chronology.add(MIDNIGHT, point, _later(minutes))
            self._has_midnight = True

    def _day(self, statement: TimeStatement, point: Point, weekday: int) -> None:
        if self._weekday is not None:
            before, told = self._weekday
            apart = float((weekday - told) % _WEEK)
            if apart:
                self._chronology.add(before, point, Days(None if statement.is_latest else apart, apart))
        if not statement.is_latest:
            self._weekday = (point, weekday)


def _is_beside(before: TimeStatement, hour: TimeStatement) -> bool:
    """Says whether an hour is that of the time right before it: "the next morning at 7:30"."""
    joined = before.clock is None and before.mention.sentence == hour.mention.sentence
    return joined and 0 <= hour.start - before.end <= _BESIDE


def _later(minutes: int) -> Days:
    days = minutes / _MINUTES
    return Days(days, days)
