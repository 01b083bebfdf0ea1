"""Calendar dates in any notation to ISO 8601, with what a text leaves to its other dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from caseline.cases.normalise.numbers import count_up, parse_number
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import CARDINAL, MONTH, WEEKDAY, YEAR

_MONTHS = count_up("jan feb mar apr may jun jul aug sep oct nov dec", start=1)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ISO = verbose(rf"\b(?P<year>{YEAR})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:\b|(?=t\d))")
_DAY_MONTH = verbose(
    rf"(?<![\d.,/])\b{_DAY}(?:~|\.\s?)?(?:of_)?(?P<month>{MONTH})(?![a-z])\.?(?:(?:,?~)?(?P<year>{YEAR}|\d{{2}}(?=\b))\b)?"
)
_MONTH_DAY = verbose(rf"\b(?P<month>{MONTH})\b\.?_{_DAY}(?:,?_(?P<year>{YEAR}))?\b(?!\s?[-/]\d)")
_MONTH_YEAR = verbose(
    rf"\b(?P<month>{MONTH})(?:\b\.?(?:(?:,?~|/)(?:of_)?(?P<year>{YEAR})|\s?['’](?P<short>\d{{2}}))|(?P<joined>{YEAR}))\b"
)
# "1/2020", "03-2020", "2020/03"; "2019/20" is a season.
_NUMERIC_MONTH = verbose(
    rf"(?<![\d/.-])(?:(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>{YEAR})|(?P<first>{YEAR})[-/](?P<behind>0[1-9]|1[0-2]))(?![\d/-])"
)
# Between the first and the last day of a stretch.
UNTIL = verbose(r"\s?[-–—]\s?|_(?:to|through|thru|until|till)_(?:the_)?")
# A day whose month the other end tells.
_DAY_LEFT = verbose(r"\A(?:[a-z]+_){0,2}(?P<day>\d{1,2})(?:st|nd|rd|th)?\Z")
_DAY_RIGHT = verbose(rf"\A(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?_(?P<year>{YEAR}))?\b")
_NUMERIC = verbose(
    rf"(?<![\d/.-])(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<second>\d{{1,2}})(?P=sign)(?P<year>{YEAR}|\d{{2}})(?![\d/-])"
)
_SHORT = verbose(r"(?<![\d/.])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/])")
_MONTH = verbose(rf"\b(?P<month>{MONTH})\b")
_YEAR = verbose(rf"\b(?P<year>{YEAR})\b")
_DAY_ONLY = verbose(r"(?<!\w)(?P<day>\d{1,2})(?:st|nd|rd|th)\b")
_CLOCK = verbose(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b"
    r"|(?<![\d:])(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
)
# "0930", "at 1415", "2010 hrs"; 2010 alone is a year.
_CLOCK_IN_FOUR = verbose(
    r"(?:\A|\bat_|@_)(?!(?:19|20)\d\d\Z)(?P<hours>[01]\d|2[0-3])(?P<minutes>[0-5]\d)(?:\s?h(?:ou)?rs?)?\Z"
)
_AT_ABOUT = r"\b(?:at|by|around|about|since|from|until|till|before|after)_(?:about_|around_)?"
# "At noon", "by ten in the evening", "at 15 o'clock"; not "the next noon", which the day before it tells.
_CLOCK_IN_WORDS = verbose(
    rf"""
    {_AT_ABOUT}(?:(?P<noon>noon|midday)|(?P<midnight>midnight)
      |(?P<hour>[01]?\d|2[0-3]|{CARDINAL})(?:_o['’]clock)?_(?:in_the_(?P<part>morning|afternoon|evening)|at_(?P<night>night))
      |(?P<oclock>[01]?\d|2[0-3]|{CARDINAL})_o['’]clock)\b
    """
)
_WEEKDAY = verbose(rf"\b(?P<day>{WEEKDAY})\b")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HALF_DAY = 12  # hours
_LAST_MONTH = 12
_CENTURY = 100
_TURN = 50  # two digits from here on are of the last century
_BY_FAR = 4
_BACK = 2  # how much less likely a report goes back than on, by as many days
# First and last day of "early", "mid-" and "late" in a month; the last open to its end.
_PARTS = {
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
    "late": (21, 31),
    "end": (21, 31),
}
_PART = verbose(
    rf"\b(?P<part>early|beginning|start|middle|mid|late|end)(?:_of_(?:the_month_of_)?|\s?[-–]\s?|_in_|_){MONTH}\b"
)
_PLAIN_YEAR = 2001  # stands for a year that a text never tells

# Wording of places where the month comes first, and of those where the day does.
_MONTH_FIRST = verbose(
    r"°\s?f\b|\b(?:temp\w*|fever|t_?max)\s?(?:(?:of|to|was|is|at|=)_)?(?:9[7-9]|10[0-5])(?:\.\d)?(?![\d%/.])(?!_bpm)|\bfahrenheit\b|\bdegrees_f\b|\blbs?\b|\bpounds\b|\bcdc\b|\bvaers\b|\btylenol\b|\bbenadryl\b|\bmotrin\b|\badvil\b|\bexcedrin\b|\baleve\b|\bwalgreens\b|\bs/p\b|\b\d{1,2}_?y/o\b"
    r"|\burgent_care\b|\bemergency_room\b|\bpcp\b|\bhealth_department\b"
)
_DAY_FIRST = verbose(
    r"\b(?:hospitalis|immunis|paediatric|anaemi|oedema|diarrhoea|haem|oesoph)\w*|\bparacetamol\b|\bgp\b|\byellow_card\b"
)


class DateOrder(StrEnum):
    """Which number of 03/05/2012 comes first."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as far as it is told, or filled in from others; `is_year_told` is false for a year assumed.

    `part` bounds the days of "early March".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    is_year_told: bool = True
    part: tuple[int, int] | None = None

    @property
    def iso(self) -> str | None:
        """The date as ISO 8601, cut to what is known: "2012-05-03", "2012-05", "2012"; null without a year."""
        if self.year is None or not self.is_year_told:
            return None
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The first and the last day it may be, as proleptic ordinals; null without a year."""
        if self.year is None:
            return None
        first, last = self.month or 1, self.month or _LAST_MONTH
        end = self.day or calendar.monthrange(self.year, last)[1]
        start = self.day or 1
        if self.part is not None:
            start, end = self.part[0], min(end, self.part[1])
        return date(self.year, first, start).toordinal(), date(self.year, last, end).toordinal()


def parse_date(text: str, *, order: DateOrder | None = None) -> str | None:
    """Returns the first date as ISO 8601, cut to what is stated: "2012-05-03", "2012-05", "2012".

    Null for none, for one that the calendar does not have, and for 03/05/2012 of unknown order, which is
    two days.
    """
    found = read_date(text, order=order)
    return None if found is None else found.iso


def read_date(text: str, *, order: DateOrder | None = None) -> CalendarDate | None:
    """Returns the first date of a text as far as it is told: "3 May" has no year, "the 14th" a day only."""
    lowered = lower(text)
    for pattern in (_ISO, _DAY_MONTH, _MONTH_DAY):
        match = pattern.search(lowered)
        if match is not None:
            return _valid(_year(match["year"]), _month(match["month"]), int(match["day"]))
    for pattern in (_NUMERIC, _SHORT):
        match = pattern.search(lowered)
        if match is not None:
            return _numeric(match, order)
    match = _MONTH_YEAR.search(lowered)
    if match is not None:
        return _valid(_year(match["year"] or match["short"] or match["joined"]), _month(match["month"]), None)
    month = _numeric_month(lowered)
    if month is not None:
        return month
    match = _YEAR.search(lowered)
    if match is not None:
        return _valid(int(match["year"]), None, None)
    match = _MONTH.search(lowered)
    if match is not None:
        return CalendarDate(month=_month(match["month"]))
    match = _DAY_ONLY.search(lowered)
    return None if match is None else _valid(None, None, int(match["day"]))


def read_stretch(text: str, *, order: DateOrder | None = None) -> tuple[CalendarDate, CalendarDate] | None:
    """Returns the first and the last day of "6/8-6/13", "12–15 March 2021", "June 8 to 13"; else null.

    Either takes from the other what it lacks; a year that neither tells stays open.
    """
    lowered = lower(text)
    for joint in UNTIL.finditer(lowered):
        left, right = lowered[: joint.start()], lowered[joint.end() :]
        first, last = read_date(left, order=order), read_date(right, order=order)
        day = _DAY_LEFT.match(left)
        if day is not None and last is not None and last.day is not None and last.month is not None:
            first = _valid(last.year, last.month, int(day["day"]))
        day = _DAY_RIGHT.match(right)
        if day is not None and first is not None and first.day is not None and first.month is not None:
            last = last if last is not None and last.month else None
            last = last or _valid(_year(day["year"]), None, int(day["day"]))
        if first is not None and last is not None and first.day and last.day and first.month:
            return _completed(first, last)
    return None


def _completed(first: CalendarDate, last: CalendarDate) -> tuple[CalendarDate, CalendarDate] | None:
    """Returns both ends of a stretch with what the other tells of year and month; null where it would run back."""
    if last.month is None:
        last = replace(last, month=first.month, year=last.year or first.year)
    if first.year is None and last.year is not None:
        first = fill_in(first, [last])
    if last.year is None and first.year is not None:
        last = fill_in(last, [first])
    if not (_exists(first) and _exists(last)):
        return None
    ends = first.bounds, last.bounds
    return None if ends[0] is not None and ends[1] is not None and ends[1] < ends[0] else (first, last)


def _numeric_month(lowered: str) -> CalendarDate | None:
    match = _NUMERIC_MONTH.search(lowered)
    if match is None:
        return None
    year, month = int(match["year"] or match["first"]), int(match["month"] or match["behind"])
    if match["behind"] and month == year % _CENTURY + 1:
        return None
    return CalendarDate(year, month)


def month_part(text: str) -> tuple[int, int] | None:
    """Returns the first and the last day that "early March", "mid-June", "the end of May" leave; else null."""
    match = _PART.search(lower(text))
    return None if match is None else _PARTS[match["part"]]


def read_clock(text: str) -> int | None:
    """Returns the first hour of the clock in minutes from midnight: "22:10", "9 am", "1.30 p.m."; else null."""
    lowered = lower(text)
    match = _CLOCK.search(lowered)
    four = _CLOCK_IN_FOUR.search(lowered) if match is None else None
    if four is not None:
        return int(four["hours"]) * 60 + int(four["minutes"])
    if match is None:
        words = _CLOCK_IN_WORDS.search(lowered)
        return None if words is None else _clock_in_words(words)
    if match["half"] is None:
        return int(match["hours"]) * 60 + int(match["minutes"])
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour <= _HALF_DAY:
        hour = hour % _HALF_DAY + (_HALF_DAY if match["half"] == "p" else 0)
    return hour * 60 + minute


def _clock_in_words(match: re.Match[str]) -> int | None:
    """Returns the minutes of "noon", "midnight", "ten in the evening", "two at night"."""
    if match["noon"] or match["midnight"]:
        return _HALF_DAY * 60 if match["noon"] else 0
    number = parse_number(match["hour"] or match["oclock"])
    if number is None or not isinstance(number.value, int) or number.value > 2 * _HALF_DAY - 1:
        return None
    hour = number.value
    if hour <= _HALF_DAY and match["hour"]:
        is_late = match["part"] in {"afternoon", "evening"} or (
            match["night"] is not None and hour > _HALF_DAY / 2
        )
        hour = hour % _HALF_DAY + (_HALF_DAY if is_late and not (match["night"] and hour == _HALF_DAY) else 0)
    return hour * 60


def read_weekday(text: str) -> int | None:
    """Returns the first weekday of a text, Monday being 0; null for none."""
    match = _WEEKDAY.search(lower(text))
    return None if match is None else _WEEKDAYS.index(match["day"])


def date_order(dates: Iterable[str], text: str = "") -> DateOrder | None:
    """Returns the order of numeric dates that a text proves, or that its wording makes likely.

    A number over 12 proves it; then the order of dates with a named month, then the order by which the
    dates lie close together; then wording that only one
    side uses, such as degrees Fahrenheit.

    Args:
        dates: The dates of a text.
        text: The text, for its wording.
    """
    numeric = named = 0
    texts = [lower(each) for each in dates]
    for each in texts:
        matches = list(_NUMERIC.finditer(each)) or list(_SHORT.finditer(each))
        for match in matches:
            numeric += _vote(int(match["first"]) > _LAST_MONTH, int(match["second"]) > _LAST_MONTH)
        if not matches:
            named += _vote(_DAY_MONTH.search(each) is not None, _MONTH_DAY.search(each) is not None)
    votes = numeric or named or _closer(texts)
    if not votes and text:
        lowered = lower(text)
        votes = _vote(_DAY_FIRST.search(lowered) is not None, _MONTH_FIRST.search(lowered) is not None)
    if not votes:
        return None
    return DateOrder.DAY if votes > 0 else DateOrder.MONTH


def _closer(dates: Sequence[str]) -> int:
    """Returns the order by which the dates lie closer together, where that is by far: 5/1/2019 and 5/4/2019."""
    spans = []
    for order in (DateOrder.DAY, DateOrder.MONTH):
        read: list[CalendarDate] = []
        for each in dates:
            found = read_date(each, order=order) if _NUMERIC.search(each) or _SHORT.search(each) else None
            if found is not None:
                read.append(fill_in(found, read[::-1]))
        days = [found.bounds[0] for found in read if found.bounds is not None and found.is_year_told]
        spans.append(max(days) - min(days) if len(days) > 1 else 0)
    return _vote(spans[0] * _BY_FAR <= spans[1], spans[1] * _BY_FAR <= spans[0]) if any(spans) else 0


def fill_in(told: CalendarDate, others: Sequence[CalendarDate]) -> CalendarDate:
    """Returns a date with the year, and the month, of the nearest of `others` in the text.

    Args:
        told: The date as told.
        others: Dates already filled in, the nearest before it first.
    """
    if told.year is not None:
        return told
    other = next((each for each in others if each.bounds is not None), None)
    if other is None or other.year is None or other.bounds is None:
        return replace(told, year=_PLAIN_YEAR, is_year_told=False) if told.month else told
    here = other.bounds[0]
    if told.month is None:
        return _next_day(told, other) or told
    years = [replace(told, year=other.year + step, is_year_told=other.is_year_told) for step in (0, 1, -1)]
    known = [(_apart(each.bounds[0] - here), each) for each in years if _exists(each) and each.bounds]
    return min(known, key=lambda pair: pair[0])[1] if known else told


def _apart(days: int) -> int:
    """Returns how far a date lies from the one told before; a report goes on more often than back."""
    return days if days >= 0 else -_BACK * days


def _next_day(told: CalendarDate, other: CalendarDate) -> CalendarDate | None:
    """Returns the first day of that number on or after another date."""
    if other.year is None or other.month is None:
        return None
    year, month = other.year, other.month
    if told.day is not None and other.day is not None and told.day < other.day:
        year, month = (year, month + 1) if month < _LAST_MONTH else (year + 1, 1)
    found = replace(told, year=year, month=month, is_year_told=other.is_year_told)
    return found if _exists(found) else None


def _vote(day_first: bool, month_first: bool) -> int:
    return int(day_first) - int(month_first)


def _numeric(match: re.Match[str], order: DateOrder | None) -> CalendarDate | None:
    first, second = int(match["first"]), int(match["second"])
    year = _year(match["year"]) if "year" in match.re.groupindex else None
    if first > _LAST_MONTH >= second:
        return _valid(year, second, first)
    if second > _LAST_MONTH >= first or first == second:
        return _valid(year, first, second)
    if order is None:
        return None
    return _valid(year, first, second) if order is DateOrder.MONTH else _valid(year, second, first)


def _year(word: str | None) -> int | None:
    if word is None:
        return None
    year = int(word)
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _TURN else 1900)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word[:3]]


def _valid(year: int | None, month: int | None, day: int | None) -> CalendarDate | None:
    found = CalendarDate(year, month, day)
    return found if _exists(found) else None


def _exists(found: CalendarDate) -> bool:
    """Says whether the calendar has such a date; a day without a year may be that of a leap year."""
    try:
        date(found.year or 2000, found.month or 1, found.day or 1)
    except ValueError:
        return False
    return True
