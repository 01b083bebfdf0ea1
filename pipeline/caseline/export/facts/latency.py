"""How long after the first and after the last dose of a drug an event began.

What is told of the onset comes first: "two days after the second dose" counts from the last dose before it, "a
week after starting" from the first. Where nothing is told, the days of the timeline give the interval.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from caseline.export.facts.age import Quantity
from caseline.schema.base import Number
from caseline.schema.case import (
    Anchor,
    AnchorKind,
    Case,
    DoseKind,
    Drug,
    Event,
    Onset,
    Relation,
    TimelineEntry,
    TimelineKind,
    TimeUnit,
)

# What is given at once; a course or cycle goes on.
_SINGLE: Final = frozenset({DoseKind.DOSE, DoseKind.INFUSION, DoseKind.INJECTION})
_GIVEN: Final = (TimelineKind.START, TimelineKind.DOSE)
# Frequencies and rates of what is given again within a day.
_DAILY: Final = re.compile(
    r"""
    \b(?:
        daily | nightly | hourly | bedtime | nocte | mane | meals?
      | (?:a|per|each|every|in\s+the|at)\s+(?:day|night|morning|noon|afternoon|evening)
      | every\s+(?:(?:\d|1\d|2[0-4]|[a-z]+)\s+)?(?:to\s+\w+\s+)?h(?:ou)?rs?
      | [boq]\.?d | [bt]\.?i\.?d | q\.?i\.?d | [qt]\.?d\.?s | o\.[mn] | q?h\.?s | q\.?(?:\d|1\d|2[0-4])\s?h
    )\b
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_A_DAY: Final = re.compile(r"/(?:d|\(\d+\.h\))\Z", re.ASCII)
# What an unnumbered dose is called where it is a change of the dose, after which the drug goes on.
_CHANGE: Final = re.compile(
    r"\b(?:increas|increment|escalat|(?:up-?)?titrat|doubl|rais|reduc|decreas|lower|halv|taper|adjust)",
    re.IGNORECASE,
)
_A_DAY_LONG: Final = {TimeUnit.SECOND: 86_400, TimeUnit.MINUTE: 1_440, TimeUnit.HOUR: 24, TimeUnit.DAY: 1}


class _From(Enum):
    FIRST = auto()
    LAST = auto()
    BOTH = auto()


@dataclass(frozen=True, slots=True)
class Interval:
    """Time passed between an exposure and an event, 0 d within the same day.

    Attributes:
        unit: UCUM unit.
        value: Number of units, where it is exact.
        low: Lower bound, where it is not.
        high: Upper bound, where it is not.
        approximate: Whether the text says about, several or the like.
    """

    unit: TimeUnit
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Latency:
    """Intervals of an event from the first and from the last dose of a drug, as far as known."""

    first: Interval | None = None
    last: Interval | None = None


NONE: Final = Latency()


def latency_of(case: Case, event: Event, drug: Drug) -> Latency:
    """Returns how long after a drug an event began; an event told to be before it has none."""
    told = _told(case, event, drug)
    if told is None:
        return NONE
    first, last = told.first, told.last
    counted = _counted(case, event, drug)
    return Latency(first=first or counted.first, last=last or counted.last)


def day_count(interval: Interval | None) -> Quantity | None:
    """Returns an interval as E2B(R3) counts it, the day of the dose being day 1; null where it is no number.

    Only whole days are counted so; parts of a day become hours, and hours, weeks and months stay as they are told.
    """
    if interval is None or interval.value is None:
        return None
    if interval.unit is TimeUnit.DAY and interval.value % 1:
        return Quantity(interval.value * _A_DAY_LONG[TimeUnit.HOUR], TimeUnit.HOUR.value)
    more = 1 if interval.unit is TimeUnit.DAY else 0
    return Quantity(interval.value + more, interval.unit.value)


def _told(case: Case, event: Event, drug: Drug) -> Latency | None:
    """Returns what the onset itself tells; null where it lies before the drug."""
    onset = event.onset
    if onset is None or onset.anchor is None or not _is_of(case, event, onset.anchor, drug):
        return NONE
    since = _since(onset, onset.anchor)
    if since is None:
        return NONE
    if onset.relation is Relation.BEFORE:
        return None
    interval = _interval(onset)
    is_last = onset.anchor.kind is not AnchorKind.DOSE or not _goes_on(drug, interval)
    return Latency(
        first=interval if since in {_From.FIRST, _From.BOTH} else None,
        last=interval if since in {_From.LAST, _From.BOTH} and is_last else None,
    )


def _is_of(case: Case, event: Event, anchor: Anchor, drug: Drug) -> bool:
    """Says whether an anchor is of a drug; one that names none is of the only drug that is suspected."""
    if anchor.drug is not None:
        return anchor.drug == drug.id
    suspects = event.suspects or tuple(one.id for one in case.drugs)
    return suspects == (drug.id,)


def _since(onset: Onset, anchor: Anchor) -> _From | None:
    """Returns which dose an anchor is; the only dose of a drug is its first and its last."""
    if anchor.kind is AnchorKind.START:
        return _From.FIRST
    if anchor.kind is AnchorKind.STOP:
        return _From.LAST
    if anchor.kind is AnchorKind.DOSE:
        if anchor.ordinal is None:
            return None if _CHANGE.search(onset.text) else _From.LAST
        return _From.BOTH if anchor.ordinal == 1 else _From.LAST
    if anchor.kind is AnchorKind.COURSE:
        if onset.relation is Relation.AFTER:  # a course that is over
            return _From.LAST
        return _From.FIRST if anchor.ordinal == 1 else None
    return None


def _interval(onset: Onset) -> Interval | None:
    """Returns the interval of an onset."""
    value, low, high, unit = onset.value, onset.low, onset.high, onset.unit
    if unit is None or onset.relation is Relation.DURING:
        return None
    if onset.relation is Relation.AT:
        return _numbered(onset, unit)
    if onset.relation is Relation.WITHIN:
        limit = high if high is not None else value
        return None if limit is None else Interval(unit, low=0, high=limit, approximate=onset.approximate)
    if value is None and low is None and high is None:
        return None
    if any(number is not None and number < 0 for number in (value, low, high)):
        return None
    return Interval(unit, value=value, low=low, high=high, approximate=onset.approximate)


def _numbered(onset: Onset, unit: TimeUnit) -> Interval | None:
    """Returns the interval of a day with a number: the third of treatment is two days after its beginning.

    The third week is two to three weeks after it.
    """
    first, last = (onset.low, onset.high) if onset.value is None else (onset.value, onset.value)
    low = None if first is None else first - 1
    high = last - 1 if last is not None and unit is TimeUnit.DAY else last
    if (low is None and high is None) or any(number is not None and number < 0 for number in (low, high)):
        return None
    if onset.value is not None and unit is TimeUnit.DAY:
        return Interval(unit, value=low, approximate=onset.approximate)
    return Interval(unit, low=low, high=high, approximate=onset.approximate)


def _counted(case: Case, event: Event, drug: Drug) -> Latency:
    """Returns the intervals by the days of the timeline."""
    began = next(_entries(case, TimelineKind.ONSET, event.id), None)
    if began is None:
        return NONE
    start = next(_entries(case, TimelineKind.START, drug.id), None)
    return Latency(
        first=None if start is None else _between(start, began), last=_since_last(case, drug, began)
    )


def _since_last(case: Case, drug: Drug, began: TimelineEntry) -> Interval | None:
    """Returns the interval from the last dose by the timeline, where it is told to be the last.

    That is a stop before the event, or the latest of numbered doses unless the drug is given every day; of a drug
    that went on nobody knows.
    """
    stops = [
        between
        for one in _entries(case, TimelineKind.STOP, drug.id)
        if (between := _between(one, began)) is not None and between.value is not None
    ]
    if stops:
        return min(stops, key=_length)
    if not any(dose.ordinal is not None and dose.kind in _SINGLE for dose in drug.doses):
        return None
    given = [one for kind in _GIVEN for one in _entries(case, kind, drug.id)]
    if any(one.day is None for one in given):
        return None  # one of these may be the last
    doses = [between for one in given if (between := _between(one, began)) is not None]
    last = min((one for one in doses if one.value is not None), key=_length, default=None)
    return None if _goes_on(drug, last) else last


def _goes_on(drug: Drug, interval: Interval | None) -> bool:
    """Says whether a drug that is given every day was given again within an interval, which is longer than one."""
    if interval is None:
        return False
    least = interval.value if interval.value is not None else interval.low
    if least is None or least <= _A_DAY_LONG.get(interval.unit, 0):
        return False
    return any(_DAILY.search(dose.frequency or "") or _A_DAY.search(dose.unit or "") for dose in drug.doses)


def _length(interval: Interval) -> Number:
    return math.inf if interval.value is None else interval.value


def _entries(case: Case, kind: TimelineKind, ref: str) -> Iterator[TimelineEntry]:
    return (one for one in case.timeline if one.kind == kind and one.ref == ref)


def _between(start: TimelineEntry, end: TimelineEntry) -> Interval | None:
    """Returns the days from one step to another; null where the second may be before the first."""
    if start.day is not None and end.day is not None:
        days = end.day - start.day
        return None if days < 0 else Interval(TimeUnit.DAY, value=days)
    low = _less(_earliest(end), _latest(start))
    high = _less(_latest(end), _earliest(start))
    low = None if low is None or low <= 0 else low  # what comes after is no sooner anyway
    if (high is not None and high < 0) or (low is None and high is None):
        return None
    return Interval(TimeUnit.DAY, low=low, high=high)


def _earliest(step: TimelineEntry) -> Number | None:
    return step.low if step.day is None else step.day


def _latest(step: TimelineEntry) -> Number | None:
    return step.high if step.day is None else step.day


def _less(later: Number | None, earlier: Number | None) -> Number | None:
    return None if later is None or earlier is None else later - earlier
