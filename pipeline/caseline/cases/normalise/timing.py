"""Times and durations to values: "one day after", "12 to 24 hours", "several months", "on day 8"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TypedDict

from caseline.cases.normalise.anchor import AnchorText, parse_anchor
from caseline.cases.normalise.dates import DateOrder, parse_date
from caseline.cases.normalise.numbers import NumberValue, parse_number, tidy
from caseline.cases.normalise.ordinals import ordinal_number
from caseline.nlp.patterns import ordinal as ordinal_pattern
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
from caseline.schema.case import AnchorKind, Relation, TimeUnit

__all__ = ["AnchorText", "DurationValue", "TimeValue", "parse_anchor", "parse_duration", "parse_time"]

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
_SOME_OF_A_UNIT = (2.0, None)
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
    r"\b(?:past|last|previous|preceding|prior|following|next)_(?P<unit>minute|hour|day|night|week|month|year|decade)\b"
)
# "Day 8", "POD#2", "HD 5", "day +12"; the day of an operation is day 0.
_DAY_NUMBER = verbose(
    rf"""
    (?P<kind>(?:post~?\w{{2,12}}~)?)\b
    (?:(?P<unit>day|week|month)s?~?[#]?|hd\s?[#]?|d\s?|(?P<pod>p\.?o\.?d\.?\s?[#]?))
    (?P<number>[+]?\s?\d{{1,3}}(?:\s?(?:-|–|to)\s?\d{{1,3}})?(?![\w.]\w)\b|{CARDINAL})
    (?P<since>_(?:post|after|following|since)\b)?
  | \b(?:(?P<lived>day|week|hour)s?_of_life_|dol\s?[#]?)(?P<age>\d{{1,2}})\b
    """
)
_NTH = verbose(
    rf"(?P<number>{ORDINAL})_(?P<kind>(?:post~?)?\w{{4,13}}_)?(?P<unit>day|week|month|year|morning|afternoon|evening|night)\b"
    r"(?P<since>_(?:post|after|following|since)\b)?"
)
_NEXT = verbose(
    r"\b(?:next|following)_(?P<unit>day|morning|afternoon|evening|night|week|month|year|am|pm|a\.m|p\.m)\b"
    r" | \b(?P<after>day|morning|evening|night|week|year)_(?:after|following)\b"
)
_PREVIOUS = verbose(
    r"\b(?:previous|preceding)_(?P<unit>day|morning|afternoon|evening|night|week|month|year)\b"
    r" | \b(?P<after>day|morning|evening|night|week|year)_(?:before|prior|preceding)\b"
)
_AT_ONCE = (0.0, 0.0)
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
# "After the third dose", "during the seventh infusion", "after cycle 5", "after six doses".
_AT_DOSE = verbose(
    rf"(?:(?P<during>during|with)|after|following|upon)\b[^.;]{{0,40}}?(?:{ORDINAL}|{CARDINAL}|\b(?:last|final)\b|\b\d{{1,2}}\b|[a-z]_?[#]?_?\d)"
)
_PART = r"(?:day|morning|afternoon|evening|night)"
_SAME = verbose(
    rf"\b(?:same|that)_(?:same_)?{_PART}\b|\bearlier_(?:in_|on_)?(?:the|this)_(?:same_)?{_PART}\b"
    rf"|\b{_PART}_of_(?:the|his|her|my|their|\w{{4,20}})\b"
)
_LATER_THAT_DAY = verbose(rf"\blater_(?:in_|on_)?(?:the|this|that)_(?:same_)?{_PART}\b")
_SOON = verbose(
    r"\b(?:shortly|soon|(?P<now>immediately|promptly|directly)|just)_(?P<word>\w{4,10})|\b(?P<once>immediate(?:ly)?)\b"
    r"|\b(?P<night>overnight)\b"
)
# "x 7/7", as prescriptions write days, weeks and months.
_SEVENTHS = verbose(r"(?<![\w/])(?P<number>\d{1,2})/(?P<of>7|52|12)(?![\w/])")
_SEVENTHS_UNITS = {"7": TimeUnit.DAY, "52": TimeUnit.WEEK, "12": TimeUnit.MONTH}

_RELATIONS = (
    (Relation.WITHIN, verbose(r"\bwithin\b")),
    (
        Relation.BEFORE,
        verbose(r"\b(?:before|prior_to|prior|earlier|ago|previous(?:ly)?|preceding|beforehand|back)\b"),
    ),
    (
        Relation.AFTER,
        verbose(
            r"\b(?:after(?:wards?)?|following|later|thereafter|since|into|post\w{0,20}|subsequent_to|upon|next|overnight|from)\b|\bin\Z"
        ),
    ),
    (Relation.DURING, verbose(r"\b(?:during|throughout|while|in_the_course_of)\b")),
    (Relation.AT, verbose(r"\b(?:at|on|same|that)\b")),
)


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
    it counts from day 1, or from day 0 where `from_zero` is true, as the days after an operation do.
    """

    relation: Relation | None = None
    date: str | None = None
    is_position: bool = field(default=False, compare=False, kw_only=True)
    from_zero: bool = field(default=False, compare=False, kw_only=True)


def parse_duration(text: str) -> DurationValue | None:
    """Reads the first length of time: "for 6 months", "over the past year", "ten-day", "7/7"."""
    lowered = lower(text)
    sevenths = _SEVENTHS.search(lowered)
    if sevenths is not None and _QUANTITY.search(lowered) is None:
        return _exact(int(sevenths["number"]), _SEVENTHS_UNITS[sevenths["of"]], approximate=False)
    return _length(lowered)


def parse_time(text: str, *, order: DateOrder | None = None) -> TimeValue | None:
    """Reads a point in time, with or without the words of its anchor.

    Null for a text that names none.

    Args:
        text: The words of the time.
        order: Which number of a date such as 03/05/2012 comes first, where it is known.
    """
    lowered = lower(text)
    position = _position(lowered)
    if position is not None:
        return position
    length = _length(lowered)
    if length is not None:
        return TimeValue(**length.told, fuzzy=length.fuzzy, relation=_relation(lowered))
    return _at_dose(lowered) or _moment(lowered, order)


def _at_dose(lowered: str) -> TimeValue | None:
    """Reads "after the third dose", "during the seventh infusion": a relation to what is counted, and no length."""
    match = _AT_DOSE.match(lowered)
    counted = ordinal_pattern.find(lowered) if match is not None else []
    anchor = parse_anchor(lowered) if match is not None else None
    if (
        match is None
        or anchor is None
        or anchor.kind not in {AnchorKind.DOSE, AnchorKind.COURSE}
        or not (counted or anchor.ordinal)
    ):
        return None
    during = match["during"] is not None
    fuzzy = _AT_ONCE if during and anchor.kind is AnchorKind.DOSE else None
    return TimeValue(relation=Relation.DURING if during else Relation.AFTER, fuzzy=fuzzy)


def _length(lowered: str) -> DurationValue | None:
    match = _QUANTITY.search(lowered)
    if match is None:
        bare = _BARE.search(lowered) or _ONE_PERIOD.search(lowered)
        if bare is None:
            return None
        one = (
            NumberValue(value=1)
            if bare.re is _ONE_PERIOD
            else NumberValue(approximate=True, fuzzy=_SOME_OF_A_UNIT)
        )
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
        found = _exact(tidy(number.value * factor), unit, approximate=number.approximate)
        return replace(found, fuzzy=number.fuzzy)
    return DurationValue(
        low=None if number.low is None else tidy(number.low * factor),
        high=None if number.high is None else tidy(number.high * factor),
        unit=unit,
        approximate=number.approximate,
        fuzzy=number.fuzzy,
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
    """Reads "day 8", "on the fifth day", "week 4", "POD#2": counted, not measured."""
    match = _DAY_NUMBER.search(lowered)
    if match is not None:
        told = match["number"] or match["age"]
        number = parse_number(told.lstrip("+ "))
        unit = _unit(match["unit"] or match["lived"] or "d")[0]
        from_zero = bool(match["pod"]) or "+" in told
    else:
        match = _NTH.search(lowered)
        if match is None:
            return None
        nth = ordinal_number(match["number"])
        number = None if nth is None else NumberValue(value=nth)
        unit = TimeUnit.DAY if match["unit"] in _PARTS_OF_DAY else _unit(match["unit"])[0]
        from_zero = False
    since = match["since"] is not None
    before = lowered[: match.start()]
    if number is None or _QUANTITY.search(before):
        return None
    return TimeValue(
        value=number.value,
        low=number.low,
        high=number.high,
        unit=unit,
        iso8601=None if number.value is None else _ISO[unit].format(number.value),
        relation=Relation.AFTER if since else _position_relation(before),
        is_position=True,
        from_zero=from_zero or since or (match["kind"] or "").startswith("post"),
    )


def _position_relation(before: str) -> Relation:
    if "within" in before:
        return Relation.WITHIN
    return Relation.DURING if before.rstrip().endswith(("during the", "in the")) else Relation.AT


def _moment(lowered: str, order: DateOrder | None) -> TimeValue | None:
    """Reads "the next day", "the same evening", "shortly after", "overnight", a calendar date."""
    if _LATER_THAT_DAY.search(lowered):
        return TimeValue(unit=TimeUnit.HOUR, approximate=True, relation=Relation.AFTER, fuzzy=_AT_ONCE)
    if _SAME.search(lowered):
        return TimeValue(relation=Relation.AT, fuzzy=_AT_ONCE)
    for pattern, relation in ((_NEXT, Relation.AFTER), (_PREVIOUS, Relation.BEFORE)):
        found = pattern.search(lowered)
        if found is not None:
            return _one(found["unit"] or found["after"], relation)
    soon = _SOON.search(lowered)
    if soon is not None:
        return _soon(soon, _relation(lowered) or Relation.AFTER)
    date = parse_date(lowered, order=order)
    return None if date is None else TimeValue(relation=Relation.AT, date=date)


def _soon(match: re.Match[str], relation: Relation) -> TimeValue:
    if match["night"]:
        return TimeValue(value=1, unit=TimeUnit.DAY, approximate=True, relation=relation, fuzzy=(0.0, 1.0))
    bounds = _AT_ONCE if match["now"] or match["once"] else (0.0, None)
    return TimeValue(approximate=True, relation=relation, fuzzy=bounds)


def _one(word: str, relation: Relation) -> TimeValue:
    """Reads "next day", which is exact, and "next morning", which is about a day."""
    if word in {"day", "week", "month", "year"}:
        unit = _unit(word)[0]
        return TimeValue(value=1, unit=unit, iso8601=_ISO[unit].format(1), relation=relation)
    return TimeValue(value=1, unit=TimeUnit.DAY, approximate=True, relation=relation, fuzzy=(1.0, 1.0))
