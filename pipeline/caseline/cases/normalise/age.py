"""Ages to a value, a range or an age group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from caseline.cases.normalise.numbers import NumberValue, count_up, parse_number, tidy
from caseline.cases.normalise.ordinals import ordinal_number
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import NUMBER, ORDINAL, RANGE
from caseline.schema.base import Number
from caseline.schema.case import TimeUnit

_UNIT = r"(?:years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?|hours?|hrs?)"
_HALF = r"(?P<half>~and~(?:a~)?half)?"
_NUMBERED = verbose(
    rf"""
    (?P<number>{RANGE}|\b(?:an?_)?half|\ban?\b){_HALF}~?(?:(?P<unit>{_UNIT})\b|(?P<short>y|h|d|w|m)(?=\b|/|\.))
    (?:(?:~and)?~(?P<rest>{NUMBER})~(?P<smaller>months?|weeks?|days?)\b)?
    """
)
_DECADE = verbose(rf"(?P<nth>{ORDINAL})_decade")
_TENS = count_up(
    "teens twenties thirties forties fifties sixties seventies eighties nineties", start=10, step=10
)
_IN_TENS = verbose(rf"(?P<part>(?:early|mid|late)[\s-])?(?P<tens>{'|'.join(_TENS)}|[1-9]0['’]?s)(?!\w)")
_OVER = verbose(r"\b(?:over|above|older_than|>)_?(?P<number>\d{1,3})")
_ARIANS = {
    "quadragenarian": 40,
    "quinquagenarian": 50,
    "sexagenarian": 60,
    "septuagenarian": 70,
    "octogenarian": 80,
    "nonagenarian": 90,
    "centenarian": 100,
}
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "": (0, 9)}
_UNITS = {
    "y": TimeUnit.YEAR,
    "m": TimeUnit.MONTH,
    "w": TimeUnit.WEEK,
    "d": TimeUnit.DAY,
    "h": TimeUnit.HOUR,
}
_SMALLER = {(TimeUnit.YEAR, TimeUnit.MONTH): 12, (TimeUnit.WEEK, TimeUnit.DAY): 7}
_TEEN = range(13, 20)
_OLDEST = 125


class AgeGroup(StrEnum):
    """E2B(R3) D.2.3; only for ages that have no number."""

    FOETUS = "foetus"
    NEONATE = "neonate"
    INFANT = "infant"
    CHILD = "child"
    ADOLESCENT = "adolescent"
    ADULT = "adult"
    ELDERLY = "elderly"


_GROUPS = (
    (AgeGroup.FOETUS, verbose(r"\bfo?etus")),
    (AgeGroup.NEONATE, verbose(r"\b(?:neonat|new~?born|pre~?(?:term|mature))")),
    (AgeGroup.INFANT, verbose(r"\b(?:infant|baby|babies)")),
    (AgeGroup.ADOLESCENT, verbose(r"\b(?:adolescen|teenage|juvenile)")),
    (AgeGroup.CHILD, verbose(r"\b(?:child|toddler|pa?ediatric)")),
    (AgeGroup.ELDERLY, verbose(r"\b(?:elderly|geriatric|senile|older)|\Aaged\Z")),
    (AgeGroup.ADULT, verbose(r"\b(?:adult|middle~aged|young)")),
)


@dataclass(frozen=True, slots=True)
class AgeValue:
    """An age in a UCUM unit; "in her seventies" has bounds, "elderly" only a group."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: TimeUnit | None = None
    group: AgeGroup | None = None


@lru_cache(maxsize=256)  # a series compares the same introductions many times
def parse_age(text: str) -> AgeValue | None:
    """Reads the age of a mention; a number without a unit counts years. Null where there is none."""
    lowered = lower(text)
    tens = _tens(lowered)
    if tens is not None:
        return tens
    match = _NUMBERED.search(lowered)
    if match is not None:
        return _numbered(match, lowered)
    group = next((group for group, pattern in _GROUPS if pattern.search(lowered)), None)
    number = parse_number(lowered) if re.search(r"\d", lowered) or group is None else None
    if number is not None and _is_age(number):
        return _bounds(number, TimeUnit.YEAR, lowered)
    return None if group is None else AgeValue(group=group)


def _tens(lowered: str) -> AgeValue | None:
    """Reads "late seventies", "60s", "seventh decade", "octogenarian"."""
    for word, low in _ARIANS.items():
        if word in lowered:
            return AgeValue(low=low, high=low + 9, unit=TimeUnit.YEAR)
    decade = _DECADE.search(lowered)
    if decade is not None:
        nth = ordinal_number(decade["nth"])
        return None if nth is None else AgeValue(low=10 * nth - 10, high=10 * nth - 1, unit=TimeUnit.YEAR)
    match = _IN_TENS.search(lowered)
    if match is None:
        return None
    if match["tens"] == "teens":
        return AgeValue(low=_TEEN.start, high=_TEEN.stop - 1, unit=TimeUnit.YEAR)
    low = _TENS.get(match["tens"]) or int(match["tens"][:2])
    first, last = _PARTS[(match["part"] or "").strip(" -")]
    return AgeValue(low=low + first, high=low + last, unit=TimeUnit.YEAR)


def _numbered(match: re.Match[str], lowered: str) -> AgeValue | None:
    number = parse_number(match["number"])
    if number is None:
        return None
    unit = _UNITS[(match["unit"] or match["short"])[0]]
    if match["half"] and number.value is not None:
        number = NumberValue(value=number.value + 0.5)
    rest = parse_number(match["rest"]) if match["rest"] else None
    if rest is None or rest.value is None or number.value is None:
        return _bounds(number, unit, lowered)
    smaller = _UNITS[match["smaller"][0]]
    factor = _SMALLER.get((unit, smaller))
    if factor is None:
        return _bounds(number, unit, lowered)
    return AgeValue(value=tidy(number.value * factor + rest.value), unit=smaller)


def _bounds(number: NumberValue, unit: TimeUnit, lowered: str) -> AgeValue:
    if number.value is not None and re.search(r"\band\s+(?:younger|under|below)\b", lowered):
        return AgeValue(high=number.value, unit=unit)
    over = _OVER.search(lowered) or re.search(r"\band\s+(?:older|over|above)\b", lowered)
    if number.value is not None and over:
        return AgeValue(low=number.value, unit=unit)
    return AgeValue(value=number.value, low=number.low, high=number.high, unit=unit)


def _is_age(number: NumberValue) -> bool:
    highest = max(value or 0 for value in (number.value, number.low, number.high))
    return 0 < highest <= _OLDEST
