"""What a text tells of time: lengths in UCUM units, and points in time that lie so far from an anchor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

from caseline.schema.base import Number
from caseline.schema.case import Relation, TimeUnit

_UNITS = {
    "s": (TimeUnit.SECOND, 1),
    "min": (TimeUnit.MINUTE, 1),
    "h": (TimeUnit.HOUR, 1),
    "d": (TimeUnit.DAY, 1),
    "n": (TimeUnit.DAY, 1),
    "f": (TimeUnit.WEEK, 2),
    "w": (TimeUnit.WEEK, 1),
    "m": (TimeUnit.MONTH, 1),
    "y": (TimeUnit.YEAR, 1),
    "dec": (TimeUnit.YEAR, 10),
}
ISO8601 = {
    TimeUnit.YEAR: "P{}Y",
    TimeUnit.MONTH: "P{}M",
    TimeUnit.WEEK: "P{}W",
    TimeUnit.DAY: "P{}D",
    TimeUnit.HOUR: "PT{}H",
    TimeUnit.MINUTE: "PT{}M",
    TimeUnit.SECOND: "PT{}S",
}
AT_ONCE = (0.0, 0.0)


class Told(TypedDict):
    """What a text tells of a length."""

    value: Number | None
    low: Number | None
    high: Number | None
    unit: TimeUnit | None
    iso8601: str | None
    approximate: bool


@dataclass(frozen=True, slots=True)
class DurationValue:
    """A length of time in a UCUM unit; a range has bounds, a fuzzy one ("several months") a unit only.

    `fuzzy` bounds what a vague number may be; it is days where there is no unit ("immediately").
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: TimeUnit | None = None
    iso8601: str | None = None
    approximate: bool = False
    fuzzy: tuple[float, float | None] | None = field(default=None, compare=False, kw_only=True)

    @property
    def told(self) -> Told:
        """The fields as the record has them."""
        return Told(
            value=self.value,
            low=self.low,
            high=self.high,
            unit=self.unit,
            iso8601=self.iso8601,
            approximate=self.approximate,
        )


@dataclass(frozen=True, slots=True)
class TimeValue(DurationValue):
    """A point in time: a length and where it lies from its anchor, or a calendar date.

    "On day 8" is relation `at` with value 8 and unit d. `is_position` tells it from a length of 8 days;
    it counts from day 1, or from day 0 where `from_zero` is true, as the days after an operation do. `part` is
    the first or the last third of a week, a month or a year that is counted: -1 or 1, else 0.
    """

    relation: Relation | None = None
    date: str | None = None
    is_position: bool = field(default=False, compare=False, kw_only=True)
    from_zero: bool = field(default=False, compare=False, kw_only=True)
    part: int = field(default=0, compare=False, kw_only=True)


def exact(value: Number, unit: TimeUnit, *, approximate: bool) -> DurationValue:
    iso = None if approximate else ISO8601[unit].format(value)
    return DurationValue(value=value, unit=unit, iso8601=iso, approximate=approximate)


def unit_of(word: str) -> tuple[TimeUnit, int]:
    for start in ("dec", "min"):
        if word.startswith(start):
            return _UNITS[start]
    return _UNITS[word[0]]
