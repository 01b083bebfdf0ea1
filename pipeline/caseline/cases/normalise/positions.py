"""Points that a text counts rather than measures: "day 8", "on the fifth day", "week 4", "POD#2"."""

from __future__ import annotations

import re

from caseline.cases.normalise.lengths import QUANTITY
from caseline.cases.normalise.numbers import NumberValue, parse_number
from caseline.cases.normalise.ordinals import ordinal_number
from caseline.cases.normalise.timevalues import ISO8601, TimeValue, unit_of
from caseline.nlp.patterns.base import verbose
from caseline.nlp.patterns.words import CARDINAL, ORDINAL, UNIT_LONG, UNIT_SHORT
from caseline.schema.case import Relation, TimeUnit

# "Two weeks 3 days" is a length.
_PLURAL = r"(?:days|nights|weeks|months|years|hours|minutes|min|mins|hrs?|wks|mths|yrs)"
# "In year two", but no "year 2 student" and no "3 year 6 month".
_COUNTED_YEAR = r"(?:(?<=\bin\s)|(?<=\bat\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bduring\s)|(?<=\bafter\s)|(?<=\bsince\s))(?:year|yr)"
# "Day 8", "POD#2", "HD 5", "day +12"; the day of an operation is day 0.
_DAY_NUMBER = verbose(
    rf"""
    (?P<kind>(?:post~?\w{{2,12}}~)?)\b
    (?:(?P<unit>day|(?!(?<=\d\s)(?:week|month)s)(?:week|month)|night|(?<!\d)(?<!\d[\s-])(?<!per\s)wk|{_COUNTED_YEAR})s?~?[#]?|hd\s?[#]?|d\s?
      |(?P<pod>p\.?o\.?d\.?\s?[#]?))
    (?P<number>[+]?\s?\d{{1,3}}(?:\s?(?:-|–|to)\s?\d{{1,3}})?(?![\w.]\w)\b|{CARDINAL})(?!~{_PLURAL}\b)
    (?P<since>_(?:post|after|following|since)\b)?
  | \b(?:(?P<lived>day|week|hour)s?_of_life_|dol\s?[#]?)(?P<age>\d{{1,2}})\b
    """
)
_NTH = verbose(
    rf"(?P<number>{ORDINAL})_(?P<kind>(?:post~?)?\w{{4,13}}_)?(?P<unit>day|week|month|year|morning|afternoon|evening|night)\b"
    r"(?P<since>_(?:post(?:~?op\w*)?|after|following|since)\b)?"
)
# "W4", the whole of a time.
_WEEK_IN_SHORT = verbose(r"(?:(?:at|by|from|in|until)_)?w(?P<number>\d{1,2})\Z")
# "Day -2" of a transplant lies before day 0; "day-2" is the second day.
_MINUS_DAY = verbose(
    r"""
    (?<!\ba\s)(?<!\bper\s)\b(?:days?|d)(?:\s[-–]|\s?−)\s?(?P<number>\d{1,2})
    (?:\s?(?:to|and|-|–)\s?(?:day\s)?[-–−]\s?(?P<other>\d{1,2}))?(?![\w.,]\w|_(?:tablets?|capsules?|doses?|mg|g|ml|times)\b)\b
    """
)
_HOUR = r"(?P<unit>hour|hr|minute|min)s?"
# "At hour 14", "minutes 5-10": time run since the start, told as a number; no "1 hour 20 minutes", no "every hour 3 times".
_HOUR_NUMBER = verbose(
    rf"""
    (?:\A|\b(?:at|by|from|until|till|to|around|about|since|in|on|during|before|after)_)(?:about_|around_)?{_HOUR}_?[#]?
    (?P<number>\d{{1,3}}(?:\s?(?:-|–|to)\s?\d{{1,3}})?|{CARDINAL})
    (?![\w%]|[.,:]\d|\s?(?:,|and|or)\s?\d|_(?:times|mg|g|ml|tablets?|doses?|{UNIT_LONG}|{UNIT_SHORT})\b)
    """
)
# "At the fifth minute", "in the second hour"; "every fourth hour" tells how often.
_NTH_HOUR = verbose(rf"(?<!every\s)(?<!each\s)(?P<number>{ORDINAL})_{_HOUR}\b(?!_of_(?:each|every)\b)")
_AT = verbose(r"\b(?:at|by|after|until|till|around|about)_(?:the_)?\Z")
# "At the end of the third week", "early in the second month".
_OF_WEEK = rf"(?:(?:the|his|her|my)_)?(?:{ORDINAL}_)?(?:treatment_)?(?:week|month|year)\b"
_PARTS = (
    (1, verbose(rf"\b(?:end_of|close_of|late_in|late_during)_{_OF_WEEK}")),
    (-1, verbose(rf"\b(?:(?:beginning|start|outset)_of|early_(?:in|during))_{_OF_WEEK}")),
)
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})


def position_of(lowered: str) -> TimeValue | None:
    """Reads "day 8", "on the fifth day", "week 4", "POD#2": counted, not measured."""
    minus = _MINUS_DAY.search(lowered)
    if minus is not None:
        return _before_day_zero(minus)
    match = _DAY_NUMBER.search(lowered)
    if match is not None:
        told = match["number"] or match["age"]
        number = parse_number(told.lstrip("+ "))
        unit = unit_of(match["unit"] or match["lived"] or "d")[0]
        from_zero = bool(match["pod"]) or "+" in told
    else:
        match = _NTH.search(lowered)
        if match is None:
            return _hour_of(lowered)
        nth = ordinal_number(match["number"])
        number = None if nth is None else NumberValue(value=nth)
        unit = TimeUnit.DAY if match["unit"] in _PARTS_OF_DAY else unit_of(match["unit"])[0]
        from_zero = False
    since = match["since"] is not None
    before = lowered[: match.start()]
    if number is None or QUANTITY.search(before):
        return None
    relation = Relation.AFTER if since else _position_relation(before)
    from_zero = from_zero or since or (match["kind"] or "").startswith("post")
    return _counted(number, unit, relation, from_zero=from_zero)


def part_told(lowered: str) -> int:
    """Returns which part of a counted week or month words tell: 1 for "at the end of the third", -1 for "early in the third"."""
    return next((part for part, pattern in _PARTS if pattern.search(lowered)), 0)


def _counted(number: NumberValue, unit: TimeUnit, relation: Relation, *, from_zero: bool) -> TimeValue:
    return TimeValue(
        value=number.value,
        low=number.low,
        high=number.high,
        unit=unit,
        iso8601=None if number.value is None else ISO8601[unit].format(number.value),
        relation=relation,
        is_position=True,
        from_zero=from_zero,
    )


def _position_relation(before: str) -> Relation:
    if "within" in before:
        return Relation.WITHIN
    return Relation.DURING if before.rstrip().endswith(("during the", "in the")) else Relation.AT


def _before_day_zero(match: re.Match[str]) -> TimeValue:
    """Reads "day -2", "days -6 to -4": two days, four to six days before day 0."""
    first, other = int(match["number"]), int(match["other"] or match["number"])
    if first == other:
        iso = ISO8601[TimeUnit.DAY].format(first)
        return TimeValue(value=first, unit=TimeUnit.DAY, iso8601=iso, relation=Relation.BEFORE)
    low, high = sorted((first, other))
    return TimeValue(low=low, high=high, unit=TimeUnit.DAY, relation=Relation.BEFORE)


def _hour_of(lowered: str) -> TimeValue | None:
    """Reads "at hour 14", "by the fifth minute", which count from zero; "in the second hour" is one to two hours after."""
    match = _HOUR_NUMBER.search(lowered) or _NTH_HOUR.search(lowered)
    if match is None:
        return _week_of(lowered)
    before = lowered[: match.start("unit")]
    unit = unit_of(match["unit"])[0]
    if match.re is _HOUR_NUMBER:
        number, relation = parse_number(match["number"]), Relation.AT
    else:
        nth = ordinal_number(match["number"])
        relation = _position_relation(lowered[: match.start()])
        number = None if nth is None else NumberValue(value=nth)
        if nth is not None and relation is not Relation.WITHIN and not _AT.search(lowered, 0, match.start()):
            number, relation = NumberValue(low=nth - 1, high=nth), Relation.DURING
    if number is None or QUANTITY.search(before):
        return None
    return _counted(number, unit, relation, from_zero=True)


def _week_of(lowered: str) -> TimeValue | None:
    """Reads "W4", "by W12"."""
    match = _WEEK_IN_SHORT.match(lowered)
    number = 0 if match is None else int(match["number"])
    if number == 0:
        return None
    week = NumberValue(value=number)
    return _counted(week, TimeUnit.WEEK, Relation.AT, from_zero=False)
