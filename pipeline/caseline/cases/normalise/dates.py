"""Calendar dates in any notation to ISO 8601."""

from __future__ import annotations

import re
from datetime import date

from caseline.cases.normalise.numbers import count_up
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import MONTH, YEAR

_MONTHS = count_up("jan feb mar apr may jun jul aug sep oct nov dec", start=1)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ISO = verbose(rf"\b(?P<year>{YEAR})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})\b")
_NAMED = (
    verbose(rf"\b{_DAY}(?:~|\.\s?)(?:of_)?(?P<month>{MONTH})\b\.?,?~(?P<year>{YEAR})\b"),
    verbose(rf"\b(?P<month>{MONTH})\b\.?_{_DAY},?_(?P<year>{YEAR})\b"),
)
_MONTH_YEAR = verbose(rf"\b(?P<month>{MONTH})\b\.?(?:,?~|/)(?:of_)?(?P<year>{YEAR})\b")
_NUMERIC = verbose(rf"\b(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.](?P<year>{YEAR})\b")
_YEAR = verbose(rf"\b(?P<year>{YEAR})\b")
_LAST_MONTH = 12
_MONTH_END = 7  # characters of "2012-05"


def parse_date(text: str) -> str | None:
    """Returns the first date as ISO 8601, cut to what is stated: "2012-05-03", "2012-05", "2012".

    Null for none, for one that the calendar does not have, and for 03/05/2012, which is two days.
    """
    lowered = lower(text)
    for pattern in (_ISO, *_NAMED):
        match = pattern.search(lowered)
        if match is not None:
            return _iso(match["year"], _month(match["month"]), int(match["day"]))
    numeric = _NUMERIC.search(lowered)
    if numeric is not None:
        return _numeric(numeric)
    month = _MONTH_YEAR.search(lowered)
    if month is not None:
        iso = _iso(month["year"], _month(month["month"]), 1)
        return iso[:_MONTH_END] if iso else None
    year = _YEAR.search(lowered)
    return year["year"] if year is not None else None


def days_between(first: str, second: str) -> int | None:
    """Returns the days from one full ISO date to another; null when either is cut to its month."""
    try:
        return (date.fromisoformat(second) - date.fromisoformat(first)).days
    except ValueError:
        return None


def _numeric(match: re.Match[str]) -> str | None:
    first, second = int(match["first"]), int(match["second"])
    if first > _LAST_MONTH >= second:
        return _iso(match["year"], second, first)
    if second > _LAST_MONTH >= first or first == second:
        return _iso(match["year"], first, second)
    return None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word[:3]]


def _iso(year: str, month: int, day: int) -> str | None:
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None
