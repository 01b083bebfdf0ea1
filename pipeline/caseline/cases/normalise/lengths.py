"""Lengths of time: "12 to 24 hours", "several months", "2 years and 3 months", "a day or two"."""

from __future__ import annotations

import re
from dataclasses import replace

from caseline.cases.normalise.numbers import NumberValue, parse_number, tidy
from caseline.cases.normalise.timevalues import DurationValue, exact, unit_of
from caseline.nlp.patterns.base import verbose
from caseline.nlp.patterns.words import (
    CARDINAL,
    DIGIT_RANGE,
    FUZZY,
    NUMBER,
    RANGE,
    UNIT_LONG,
    UNIT_PLURAL,
    UNIT_SHORT,
)
from caseline.schema.case import TimeUnit

# How many of the smaller unit the larger has, for "2 years and 3 months".
_SMALLER = {
    (TimeUnit.YEAR, TimeUnit.MONTH): 12,
    (TimeUnit.WEEK, TimeUnit.DAY): 7,
    (TimeUnit.HOUR, TimeUnit.MINUTE): 60,
}
_SOME_OF_A_UNIT = (2.0, None)
KIND = r"(?:(?:consecutive|full|whole|entire|single|good|mere|further|additional|more|short|long|post~?operative)_)?"
_LARGE = rf"{CARDINAL}~(?:hundred|thousand)(?:(?:~and)?~{CARDINAL})?\b"
# No word before a number that is one itself: "a 6-week course", "two 5-day courses", "one day 3 weeks later".
_NO_COUNT = rf"(?!(?:{CARDINAL}|an?|several|many|numerous|multiple|few|couple|half)\b)"
QUANTITY = verbose(
    rf"""
    (?P<before>(?:{_NO_COUNT}[a-z≈∼\x7e<>≥≤]{{1,13}}[\s.]{{0,2}}){{0,2}})
    (?:(?P<number>{_LARGE}|{RANGE}|{FUZZY})['’]?~?{KIND}(?P<unit>{UNIT_LONG})(?P<half>_and_a_half)?\b
      |(?P<digits>{DIGIT_RANGE})~?(?P<short>{UNIT_SHORT})\b)
    """
)
# What stands behind a length: "a day or two", "a week or so", "an hour or more".
_OR = verbose(
    rf"_or_(?:(?P<other>{CARDINAL})(?!~{UNIT_LONG})|(?P<about>so|thereabouts)|(?P<least>more|longer)|(?P<most>less))\b"
)
_QUARTERS = verbose(r"(?:\b(?P<three>three)~quarters|\b(?:an?|one)_quarter)_of_an?_(?P<unit>hour|day|year)\b")
_SOME = verbose(r"\bsome_\Z")
_SPAN = verbose(r"\b(?:over|under|within)\b")  # "over 6 weeks" is no lower bound
_SECOND_QUANTITY = verbose(rf"(?:,|_and)?_(?P<number>{NUMBER})~?(?P<unit>{UNIT_LONG})\b")
# "In the early hours" names a part of the day.
_BARE = verbose(
    rf"\b(?!(?:(?<=early\s)|(?<=small\s)|(?<=wee\s)|(?<=office\s)|(?<=working\s)|(?<=visiting\s))hours)(?P<unit>{UNIT_PLURAL})\b"
    r" | (?<![\w.,:])(?<!\d\s)(?P<short>mins|hrs|wks|mths|yrs)_(?:later|after|into|before|earlier|ago|post)\b"
    r" | (?<=\bfor\s)(?P<long>hrs|wks|mths|yrs)\b"
)
_ONE_PERIOD = verbose(
    r"\b(?:past|last|previous|preceding|prior|following|next)_(?P<unit>minute|hour|day|night|week|month|year|decade)\b"
)


def length_of(lowered: str) -> DurationValue | None:
    """Reads the first length of a text; null where it has none."""
    quarters = _QUARTERS.search(lowered)
    if quarters is not None:
        return _value(NumberValue(value=0.75 if quarters["three"] else 0.25), quarters["unit"])
    match = QUANTITY.search(lowered)
    if match is None:
        bare = _BARE.search(lowered) or _ONE_PERIOD.search(lowered)
        if bare is None:
            return None
        one = (
            NumberValue(value=1)
            if bare.re is _ONE_PERIOD
            else NumberValue(approximate=True, fuzzy=_SOME_OF_A_UNIT)
        )
        return _value(one, bare[bare.lastgroup or "unit"])
    before = _SOME.sub("about ", _SPAN.sub("", match["before"]))
    number = parse_number(before + (match["number"] or match["digits"]))
    if number is None:
        return None
    if match["half"] and number.value is not None:
        number = NumberValue(value=number.value + 0.5, approximate=number.approximate)
    number = _or(number, _OR.match(lowered, match.end()))
    first = _value(number, match["unit"] or match["short"])
    second = _SECOND_QUANTITY.match(lowered, match.end())
    return first if second is None else _sum(first, second)


def _or(number: NumberValue, match: re.Match[str] | None) -> NumberValue:
    """Bounds the number of "a day or two", "a week or so"."""
    if match is None or number.value is None or number.fuzzy is not None:
        return number
    if match["about"]:
        return replace(number, approximate=True)
    if match["least"] or match["most"]:
        return NumberValue(low=number.value) if match["least"] else NumberValue(high=number.value)
    other = parse_number(match["other"])
    if other is None or other.value is None or other.value <= number.value:
        return number
    return NumberValue(low=number.value, high=other.value)


def _sum(first: DurationValue, match: re.Match[str]) -> DurationValue:
    """Adds the months of "2 years and 3 months"."""
    number = parse_number(match["number"])
    unit, _ = unit_of(match["unit"])
    factor = _SMALLER.get((first.unit, unit)) if first.unit is not None else None
    if factor is None or first.value is None or number is None or number.value is None:
        return first
    return exact(tidy(first.value * factor + number.value), unit, approximate=first.approximate)


def _value(number: NumberValue, unit_word: str) -> DurationValue:
    unit, factor = unit_of(unit_word)
    if number.value is not None:
        found = exact(tidy(number.value * factor), unit, approximate=number.approximate)
        return replace(found, fuzzy=number.fuzzy)
    return DurationValue(
        low=None if number.low is None else tidy(number.low * factor),
        high=None if number.high is None else tidy(number.high * factor),
        unit=unit,
        approximate=number.approximate,
        fuzzy=number.fuzzy,
    )
