"""What records hold, as columns can hold it: names to look for, days, years, numbers, text."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from caseline.schema.case import Age, AnchorKind, Duration, Event, Onset, Relation, TimeUnit
from caseline.schema.report import CaseReport

# A year of 365.25 days has twelve months, so that 12 mo and 1 a are the same.
_DAYS: Final = {
    TimeUnit.YEAR: 365.25,
    TimeUnit.MONTH: 365.25 / 12,
    TimeUnit.WEEK: 7.0,
    TimeUnit.DAY: 1.0,
    TimeUnit.HOUR: 1 / 24,
    TimeUnit.MINUTE: 1 / 1440,
    TimeUnit.SECOND: 1 / 86400,
}
_YEAR: Final = 365.25
# PostgreSQL indexes no value of more than about 2,700 bytes.
_LONGEST_KEY: Final = 200
_LARGEST_INTEGER: Final = 2**63 - 1
_ID_LENGTH: Final = 20
# Names that are remembered with their keys: papers tell the same ones again and again.
_NAMES: Final = 50_000
# One character for one, so that offsets stay; the record's own JSON has the true one.
NUL_SIGN: Final = "\u2400"
_SINCE_EXPOSURE: Final = frozenset({AnchorKind.DOSE, AnchorKind.COURSE, AnchorKind.START, AnchorKind.STOP})
# What days are numbered from 1 after: day 1 of treatment, of a cycle, in hospital; those after an operation are from 0.
_NUMBERED_FROM_ONE: Final = _SINCE_EXPOSURE | {AnchorKind.ADMISSION}
_LONG: Final = frozenset({TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR})


class Bounds(NamedTuple):
    """The least and the most that a value can be; None where that is not known."""

    low: float | None = None
    high: float | None = None


UNKNOWN: Final = Bounds()


def text_of(text: str) -> str:
    """Returns a text as both databases hold it: PostgreSQL has no form for U+0000, U+2400 stands for it."""
    return text.replace("\0", NUL_SIGN)


def maybe_text(text: str | None) -> str | None:
    """Returns a text as both databases hold it, or None."""
    return None if text is None else text.replace("\0", NUL_SIGN)


def number_of(number: float | None) -> float | None:
    """Returns a number as a double, never -0.0, which databases keep or not."""
    return None if number is None else number + 0.0


def integer_of(number: int | None) -> int | None:
    """Returns a whole number, or None where 64 bits do not hold it; the record's own JSON does."""
    return None if number is None or abs(number) > _LARGEST_INTEGER else number


@lru_cache(maxsize=_NAMES)
def key_of(name: str) -> str:
    """Returns what a name is looked up by: case and spaces levelled; of a very long one its hash."""
    folded = " ".join(text_of(unicodedata.normalize("NFKC", name).casefold()).split())
    if len(folded) <= _LONGEST_KEY:
        return folded
    return digest_of(folded)


def short_hash(*parts: str) -> str:
    """Returns the same 20 characters for the same parts."""
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_LENGTH]


def digest_of(text: str) -> str:
    """Returns the hash of a text."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def run_id(report: CaseReport) -> str:
    """Returns the id of the run that made a record: the hash of provenance and schema version."""
    made = report.provenance.model_dump(mode="json")
    return short_hash(report.schema_version, json.dumps(made, sort_keys=True, ensure_ascii=False))


def age_in_years(age: Age | None) -> Bounds:
    """Returns the bounds of an age in years."""
    if age is None or age.unit is None:
        return UNKNOWN
    days = _days(age.value, age.low, age.high, age.unit)
    return Bounds(*(None if bound is None else bound / _YEAR for bound in days))


def duration_in_days(duration: Duration | None) -> Bounds:
    """Returns the bounds of a duration in days."""
    if duration is None or duration.unit is None:
        return UNKNOWN
    return _days(duration.value, duration.low, duration.high, duration.unit)


def onset_in_days(onset: Onset | None) -> Bounds:
    """Returns the bounds of the distance from the anchor in days, below zero before it.

    "Within two days" is from 0 to 2. The third day of treatment is 2 days after its start, the third week 14 to 21.
    A fuzzy distance without a number has no bounds.
    """
    if onset is None:
        return UNKNOWN
    if onset.unit is None:
        at_once = onset.relation is Relation.AT and (onset.value, onset.low, onset.high) == (None, None, None)
        return Bounds(0.0, 0.0) if at_once else UNKNOWN
    low, high = _days(onset.value, onset.low, onset.high, onset.unit)
    if onset.relation is Relation.WITHIN and high is not None and (low is None or low == high):
        low = 0.0
    if onset.relation is Relation.BEFORE:
        return Bounds(_negative(high), _negative(low))
    if onset.relation is Relation.AT and onset.anchor and onset.anchor.kind in _NUMBERED_FROM_ONE:
        return _since_day_one(low, high, onset.unit)
    return Bounds(low, high)


def latency_from(event: Event, drug: str) -> AnchorKind | None:
    """Returns what of a drug the onset of an event counts from, or None where it counts from something else.

    An anchor without a drug is of the only suspect.
    """
    anchor = event.onset.anchor if event.onset else None
    if anchor is None or anchor.kind not in _SINCE_EXPOSURE:
        return None
    theirs = anchor.drug or (event.suspects[0] if len(set(event.suspects)) == 1 else None)
    return anchor.kind if theirs == drug else None


def _days(value: float | None, low: float | None, high: float | None, unit: TimeUnit) -> Bounds:
    factor = _DAYS[unit]
    if value is not None and low is None and high is None:
        return Bounds(value * factor, value * factor)
    least, most = (low, high) if low is None or high is None or low <= high else (high, low)
    if value is not None:
        least = value if least is None else least
        most = value if most is None else most
    return Bounds(
        None if least is None else least * factor,
        None if most is None else most * factor,
    )


def _since_day_one(low: float | None, high: float | None, unit: TimeUnit) -> Bounds:
    """Returns the distance of a day, week or longer that is known by its number; of a day 0 there is none."""
    if unit is not TimeUnit.DAY and unit not in _LONG:
        return Bounds(low, high)
    least = None if low is None else low - _DAYS[unit]
    most = high if high is None or unit in _LONG else high - _DAYS[unit]
    return (
        UNKNOWN if any(number is not None and number < 0 for number in (least, most)) else Bounds(least, most)
    )


def _negative(number: float | None) -> float | None:
    return None if number is None else 0.0 - number
