"""From a time to bounds in days: months by the calendar, "about", "a few", days of a course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor

from caseline.cases.normalise.timing import DurationValue, TimeValue
from caseline.schema.case import Relation, TimeUnit

_DAYS = {
    TimeUnit.SECOND: 1 / 86_400,
    TimeUnit.MINUTE: 1 / 1_440,
    TimeUnit.HOUR: 1 / 24,
    TimeUnit.DAY: 1.0,
    TimeUnit.WEEK: 7.0,
}
# "Within seconds", "within hours": less than one of the next unit.
_WITHIN = {TimeUnit.SECOND: 1 / 1_440, TimeUnit.MINUTE: 1 / 24, TimeUnit.HOUR: 1.0}
_SHORT = frozenset({TimeUnit.SECOND, TimeUnit.MINUTE, TimeUnit.HOUR})
_ABOUT = 0.2  # what "about" leaves open, either way
_LAST_MONTH = 12
_FOUR_YEARS = 48  # months in which every length of a run of months occurs
_LEAP = 2000
_LONGEST = 1_200  # months; what goes beyond is no time of a case


@dataclass(frozen=True, slots=True)
class Days:
    """Bounds of a distance in days, negative before the anchor; null where open."""

    low: float | None
    high: float | None

    def __neg__(self) -> Days:
        return Days(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
        )

    def __add__(self, other: Days) -> Days:
        return Days(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    @property
    def width(self) -> float:
        """How much it leaves open, in days; infinite where a bound is missing."""
        return float("inf") if self.low is None or self.high is None else self.high - self.low


AT_ONCE = Days(0.0, 0.0)
LATER = Days(0.0, None)


def length_in_days(length: DurationValue) -> Days | None:
    """Returns the bounds of a length; null where the text gives no unit."""
    if length.unit is None:
        return None if length.fuzzy is None else Days(*length.fuzzy)
    if length.value is not None and not (length.approximate and length.fuzzy):
        exact = Days(_least(length.value, length.unit), _most(length.value, length.unit))
        return _blurred(exact, length.unit) if length.approximate else exact
    low, high = (length.low, length.high) if length.fuzzy is None else length.fuzzy
    if low is None and high is None:
        return LATER
    return Days(
        0.0 if low is None else _least(low, length.unit),
        None if high is None else _most(high, length.unit),
    )


def offset_in_days(time: TimeValue) -> Days | None:
    """Returns where a time lies from its anchor; null for a date, or where the text tells no distance."""
    if time.is_position:
        return _position(time)
    length = length_in_days(time)
    if length is None:
        return LATER if time.relation in {Relation.AFTER, Relation.DURING} else None
    if time.relation is Relation.BEFORE:
        return -length
    if time.relation is Relation.WITHIN and time.low is None:
        most = length.high
        if most is None and time.fuzzy is not None and time.unit is not None:
            most = _WITHIN.get(time.unit)
        return Days(0.0, most)
    if time.relation is Relation.AT and time.fuzzy is None:
        return None  # "at 3 months" counts from something it does not say
    return length


def _position(time: TimeValue) -> Days | None:
    """Returns the distance of "day 8" from day 1, or from day 0 where the count starts with 0."""
    low = time.value if time.value is not None else time.low
    high = time.value if time.value is not None else time.high
    if low is None or high is None or time.unit is None:
        return None
    first = 0 if time.from_zero else 1
    if time.relation is Relation.WITHIN:
        return Days(0.0, _most(high, time.unit))
    if time.unit in _SHORT or time.unit is TimeUnit.DAY:
        return Days(_least(max(low - first, 0), time.unit), _least(max(high - first, 0), time.unit))
    least, most = _least(max(low - first, 0), time.unit), _most(high, time.unit) - 1
    third = floor((most - least) / 3)
    return Days(most - third if time.part > 0 else least, least + third if time.part < 0 else most)


def _blurred(exact: Days, unit: TimeUnit) -> Days:
    if exact.low is None or exact.high is None:
        return exact
    if unit in _SHORT:
        return Days(exact.low * (1 - _ABOUT), exact.high * (1 + _ABOUT))
    low, high = (max(1, round(bound * _ABOUT)) for bound in (exact.low, exact.high))
    return Days(max(0.0, exact.low - low), exact.high + high)


def _least(number: float, unit: TimeUnit) -> float:
    if unit in _DAYS:
        return number * _DAYS[unit]
    return _run(number * (_LAST_MONTH if unit is TimeUnit.YEAR else 1), longest=False)


def _most(number: float, unit: TimeUnit) -> float:
    if unit in _DAYS:
        return number * _DAYS[unit]
    return _run(number * (_LAST_MONTH if unit is TimeUnit.YEAR else 1), longest=True)


def _run(months: float, *, longest: bool) -> float:
    """Returns the shortest or the longest run of months, in days."""
    if months > _LONGEST:
        return months * 30.4369
    whole = floor(months)
    part = months - whole
    run = _runs(whole)[longest]
    return float(run if not part else round(run + part * (31 if longest else 28)))


@lru_cache(maxsize=_LONGEST)
def _runs(months: int) -> tuple[int, int]:
    lengths = [(_month_start(first + months) - _month_start(first)).days for first in range(_FOUR_YEARS)]
    return min(lengths), max(lengths)


def _month_start(months: int) -> date:
    return date(_LEAP + months // _LAST_MONTH, months % _LAST_MONTH + 1, 1)
