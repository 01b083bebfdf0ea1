"""Values of the record in few words, numbers to the last digit."""

from __future__ import annotations

from typing import Final

from caseline.export.facts.latency import Interval
from caseline.schema.base import Number
from caseline.schema.case import Causality, Dose, Outcome, TimelineEntry, TimeUnit

# Months and years have no fixed number of days.
_DAYS: Final = {
    TimeUnit.WEEK: 7.0,
    TimeUnit.DAY: 1.0,
    TimeUnit.HOUR: 1 / 24,
    TimeUnit.MINUTE: 1 / 1440,
    TimeUnit.SECOND: 1 / 86400,
}


def dose_words(dose: Dose) -> str | None:
    """Returns "dose 2, 12 mg, intravenous, daily"; null where nothing is told."""
    ordinal = f"{dose.kind or 'dose'} {dose.ordinal}" if dose.ordinal else dose.kind
    amount = None if dose.amount is None else f"{number_words(dose.amount)} {dose.unit or ''}".strip()
    parts = (ordinal, amount or dose.unit, dose.route, dose.frequency)
    return ", ".join(part for part in parts if part) or None


def interval_words(interval: Interval) -> str:
    """Returns "2 d", "about 3 wk", "1–4 d", "at least 2 d"."""
    about = "about " if interval.approximate else ""
    return about + range_words(interval.value, interval.low, interval.high, interval.unit)


def range_words(value: Number | None, low: Number | None, high: Number | None, unit: TimeUnit | None) -> str:
    """Returns a number or its bounds with the unit; the unit alone for "several months"."""
    after = f" {unit}" if unit else ""
    if value is not None:
        return f"{number_words(value)}{after}"
    if low is not None and high is not None:
        return f"{number_words(low)}–{number_words(high)}{after}"
    if low is not None:
        return f"at least {number_words(low)}{after}"
    if high is not None:
        return f"at most {number_words(high)}{after}"
    return str(unit) if unit else ""


def days_of(interval: Interval | None) -> float | None:
    """Returns an interval of one number in days, "about a week" being 7; null for a range, months and years."""
    if interval is None or interval.value is None or interval.unit not in _DAYS:
        return None
    return interval.value * _DAYS[interval.unit]


def outcome_words(outcome: Outcome | None) -> str | None:
    """Returns the status of an outcome."""
    return None if outcome is None else str(outcome.status).replace("_", " ")


def causality_words(causality: Causality | None) -> str | None:
    """Returns "probable", or "probable, Naranjo 7"."""
    if causality is None:
        return None
    points = None if causality.score is None else str(causality.score)
    scale = " ".join(part for part in (causality.method, points) if part)
    return ", ".join(part for part in (causality.value, scale) if part)


def step_words(entry: TimelineEntry) -> str:
    """Returns "day 3: two days after", "2021-03: admitted", "onset: some time later"."""
    days = range_words(entry.day, entry.low, entry.high, None)
    when = ", ".join(part for part in (f"day {days}" if days else "", entry.date or "") if part)
    return f"{when or entry.kind}: {entry.text}"


def number_words(number: Number) -> str:
    """Returns a number without an idle .0."""
    return (
        str(int(number))
        if isinstance(number, float) and number.is_integer() and abs(number) < 1e15
        else str(number)
    )
