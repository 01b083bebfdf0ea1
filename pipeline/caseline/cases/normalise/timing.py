"""Times and durations to values: "one day after", "12 to 24 hours", "several months", "on day 8"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.cases.normalise.anchor import AnchorText, parse_anchor
from caseline.cases.normalise.dates import parse_date
from caseline.cases.normalise.numbers import NumberValue, parse_number, tidy
from caseline.cases.normalise.ordinals import ordinal_number
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import (
    CARDINAL,
    DIGIT_RANGE,
    FUZZY,
    NUMBER,
    ORDINAL,
    RANGE,
    UNIT_LONG,
    UNIT_PLURAL,
    UNIT_SHORT,
)
from caseline.schema.base import Number
from caseline.schema.case import Relation, TimeUnit

__all__ = ["AnchorText", "DurationValue", "TimeValue", "parse_anchor", "parse_duration", "parse_time"]

_UNITS = {
    "s": (TimeUnit.SECOND, 1),
    "min": (TimeUnit.MINUTE, 1),
    "h": (TimeUnit.HOUR, 1),
    "d": (TimeUnit.DAY, 1),
    "n": (TimeUnit.DAY, 1),
    "w": (TimeUnit.WEEK, 1),
    "m": (TimeUnit.MONTH, 1),
    "y": (TimeUnit.YEAR, 1),
    "dec": (TimeUnit.YEAR, 10),
}
_ISO = {
    TimeUnit.YEAR: "P{}Y",
    TimeUnit.MONTH: "P{}M",
    TimeUnit.WEEK: "P{}W",
    TimeUnit.DAY: "P{}D",
    TimeUnit.HOUR: "PT{}H",
    TimeUnit.MINUTE: "PT{}M",
    TimeUnit.SECOND: "PT{}S",
}
# How many of the smaller unit the larger has, for "2 years and 3 months".
_SMALLER = {
    (TimeUnit.YEAR, TimeUnit.MONTH): 12,
    (TimeUnit.WEEK, TimeUnit.DAY): 7,
    (TimeUnit.HOUR, TimeUnit.MINUTE): 60,
}
_KIND = r"(?:(?:consecutive|full|whole|further|additional|more|short|long|post~?operative)_)?"
_QUANTITY = verbose(
    rf"""
    (?P<before>(?:[a-z≈∼\x7e<>≥≤]{{1,13}}[\s.]{{0,2}}){{0,2}})
    (?:(?P<number>{RANGE}|{FUZZY})['’]?~?{_KIND}(?P<unit>{UNIT_LONG})(?P<half>_and_a_half)?\b
      |(?P<digits>{DIGIT_RANGE})~?(?P<short>{UNIT_SHORT})\b)
    """
)
_SPAN = verbose(r"\b(?:over|under|within)\b")  # "over 6 weeks" is no lower bound
_SECOND_QUANTITY = verbose(rf"(?:,|_and)?_(?P<number>{NUMBER})~?(?P<unit>{UNIT_LONG})\b")
_BARE = verbose(rf"\b(?P<unit>{UNIT_PLURAL})\b")
_ONE_PERIOD = verbose(
    r"\b(?:past|last|previous|preceding|prior|following|next)_(?P<unit>day|night|week|month|year|decade)\b"
)
_DAY_NUMBER = verbose(
    rf"\b(?:(?P<unit>day|week|month)s?~?|d\s|pod\s)(?P<number>[+]?\s?\d{{1,3}}(?:\s?(?:-|–|to)\s?\d{{1,3}})?\b|{CARDINAL})"
)
_NTH = verbose(rf"(?P<number>{ORDINAL})_(?:\w{{4,13}}_)?(?P<unit>day|week|month|year)\b")
_NEXT = verbose(
    r"\b(?:next|following)_(?P<unit>day|morning|afternoon|evening|night|week|month|year)\b"
    r" | \b(?P<after>day|morning|evening|night|week|year)_(?:after|following)\b"
)
_SAME = verbose(r"\b(?:same|that)_(?:same_)?(?:day|morning|afternoon|evening|night)\b")
_SOON = verbose(
    r"\b(?:shortly|soon|immediately|promptly|directly|just)_(?P<word>\w{4,10})|\bimmediate(?:ly)?\b|\bovernight\b"
)

_RELATIONS = (
    (Relation.WITHIN, verbose(r"\bwithin\b")),
    (
        Relation.BEFORE,
        verbose(r"\b(?:before|prior_to|prior|earlier|ago|previously|preceding|beforehand|back)\b"),
    ),
    (
        Relation.AFTER,
        verbose(
            r"\b(?:after(?:wards?)?|following|later|thereafter|since|into|post\w{0,20}|subsequent_to|upon|next|overnight|from)\b"
        ),
    ),
    (Relation.DURING, verbose(r"\b(?:during|throughout|while|in_the_course_of)\b")),
    (Relation.AT, verbose(r"\b(?:at|on|same|that)\b")),
)


@dataclass(frozen=True, slots=True)
class DurationValue:
    """A length of time in a UCUM unit; a range has bounds, a fuzzy one ("several months") a unit only."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: TimeUnit | None = None
    iso8601: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class TimeValue(DurationValue):
    """A point in time: a length and where it lies from its anchor, or a calendar date.

    "On day 8" is relation `at` with value 8 and unit d: a position that starts with day 1, no length, and
    therefore without an ISO 8601 duration.
    """

    relation: Relation | None = None
    date: str | None = None


def parse_duration(text: str) -> DurationValue | None:
    """Reads the first length of time: "for 6 months", "over the past year", "ten-day"."""
    return _length(lower(text))


def parse_time(text: str) -> TimeValue | None:
    """Reads a point in time, with or without the words of its anchor.

    Null for a text that names none.
    """
    lowered = lower(text)
    position = _position(lowered)
    if position is not None:
        return position
    length = _length(lowered)
    if length is not None:
        return TimeValue(
            value=length.value,
            low=length.low,
            high=length.high,
            unit=length.unit,
            iso8601=length.iso8601,
            approximate=length.approximate,
            relation=_relation(lowered),
        )
    return _moment(lowered)


def _length(lowered: str) -> DurationValue | None:
    match = _QUANTITY.search(lowered)
    if match is None:
        bare = _BARE.search(lowered) or _ONE_PERIOD.search(lowered)
        if bare is None:
            return None
        one = NumberValue(value=1) if bare.re is _ONE_PERIOD else NumberValue(approximate=True)
        return _value(one, bare["unit"])
    before = _SPAN.sub("", match["before"])
    number = parse_number(before + (match["number"] or match["digits"]))
    if number is None:
        return None
    if match["half"] and number.value is not None:
        number = NumberValue(value=number.value + 0.5, approximate=number.approximate)
    first = _value(number, match["unit"] or match["short"])
    second = _SECOND_QUANTITY.match(lowered, match.end())
    return first if second is None else _sum(first, second)


def _sum(first: DurationValue, match: re.Match[str]) -> DurationValue:
    """Adds the months of "2 years and 3 months"."""
    number = parse_number(match["number"])
    unit, _ = _unit(match["unit"])
    factor = _SMALLER.get((first.unit, unit)) if first.unit is not None else None
    if factor is None or first.value is None or number is None or number.value is None:
        return first
    return _exact(tidy(first.value * factor + number.value), unit, approximate=first.approximate)


def _value(number: NumberValue, unit_word: str) -> DurationValue:
    unit, factor = _unit(unit_word)
    if number.value is not None:
        return _exact(tidy(number.value * factor), unit, approximate=number.approximate)
    return DurationValue(
        low=None if number.low is None else tidy(number.low * factor),
        high=None if number.high is None else tidy(number.high * factor),
        unit=unit,
        approximate=number.approximate,
    )


def _exact(value: Number, unit: TimeUnit, *, approximate: bool) -> DurationValue:
    iso = None if approximate else _ISO[unit].format(value)
    return DurationValue(value=value, unit=unit, iso8601=iso, approximate=approximate)


def _unit(word: str) -> tuple[TimeUnit, int]:
    for start in ("dec", "min"):
        if word.startswith(start):
            return _UNITS[start]
    return _UNITS[word[0]]


def _relation(lowered: str) -> Relation | None:
    """Returns the relation whose word stands first; "later" may follow, so the whole text counts."""
    found = [
        (match.start(), rank, relation)
        for rank, (relation, pattern) in enumerate(_RELATIONS)
        if (match := pattern.search(lowered)) is not None
    ]
    stronger = [item for item in found if item[2] is not Relation.AT]
    return min(stronger or found)[2] if found else None


def _position(lowered: str) -> TimeValue | None:
    """Reads "day 8", "on the fifth day", "week 4": counted from 1, so no length."""
    match = _DAY_NUMBER.search(lowered)
    if match is not None:
        number = parse_number(match["number"].lstrip("+ "))
        unit = _unit(match["unit"] or "d")[0]
    else:
        match = _NTH.search(lowered)
        if match is None:
            return None
        nth = ordinal_number(match["number"])
        number = None if nth is None else NumberValue(value=nth)
        unit = _unit(match["unit"])[0]
    if number is None or _QUANTITY.search(lowered[: match.start()]):
        return None
    within = lowered[: match.start()].rstrip().endswith(("within the", "within", "during the", "in the"))
    relation = (
        Relation.WITHIN
        if "within" in lowered[: match.start()]
        else Relation.DURING
        if within
        else Relation.AT
    )
    return TimeValue(value=number.value, low=number.low, high=number.high, unit=unit, relation=relation)


def _moment(lowered: str) -> TimeValue | None:
    """Reads "the next day", "the same evening", "shortly after", "overnight", a calendar date."""
    following = _NEXT.search(lowered)
    if following is not None:
        unit = _unit(following["unit"] or following["after"])[0] if _is_unit(following) else TimeUnit.DAY
        return TimeValue(value=1, unit=unit, iso8601=_ISO[unit].format(1), relation=Relation.AFTER)
    if _SAME.search(lowered):
        return TimeValue(value=0, unit=TimeUnit.DAY, relation=Relation.AT)
    soon = _SOON.search(lowered)
    if soon is not None:
        night = "overnight" in soon.group()
        return TimeValue(
            value=1 if night else None,
            unit=TimeUnit.DAY if night else None,
            relation=_relation(lowered) or Relation.AFTER,
            approximate=True,
        )
    date = parse_date(lowered)
    return None if date is None else TimeValue(relation=Relation.AT, date=date)


def _is_unit(match: re.Match[str]) -> bool:
    return (match["unit"] or match["after"]) in {"day", "week", "month", "year"}
