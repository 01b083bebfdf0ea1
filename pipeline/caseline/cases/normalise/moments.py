"""Points in time without a number: "the next day", "the same evening", "shortly after", "overnight", a date."""

from __future__ import annotations

import re

from caseline.cases.normalise.dates import DateOrder, parse_date
from caseline.cases.normalise.numbers import parse_number
from caseline.cases.normalise.relations import relation_of
from caseline.cases.normalise.timevalues import AT_ONCE, ISO8601, TimeValue, unit_of
from caseline.nlp.patterns.base import verbose
from caseline.nlp.patterns.words import FUZZY, RANGE
from caseline.schema.case import Relation, TimeUnit

_HOURS = r"(?:morning|noon|midday|afternoon|evening|night|dawn|daybreak)"
_NEXT = verbose(
    rf"\b(?:next|following|ensuing|subsequent)_(?P<unit>day|{_HOURS}|week|month|year|am|pm|a\.m|p\.m)\b"
    r" | \b(?P<after>day|morning|afternoon|evening|night|week|month|year)_(?:after|following)\b"
)
_PREVIOUS = verbose(
    rf"\b(?:previous|preceding)_(?P<unit>day|{_HOURS}|week|month|year)\b"
    r" | \b(?P<after>day|morning|afternoon|evening|night|week|month|year)_(?:before|prior|preceding)\b(?!_yesterday)"
)
# "Two mornings later", but no "on three mornings".
_MORNINGS = verbose(
    rf"(?P<number>{RANGE}|{FUZZY})_(?:mornings?|noons?|afternoons?|evenings?)_"
    r"(?:(?P<after>later|after(?:wards?)?|thereafter|on(?=\Z|\s?[,;])|into)|before|earlier|previously|ago|prior)\b"
)
# "The day before yesterday", "yesterday evening"; not "yesterday's dose".
_YESTERDAY = verbose(r"(?P<two>\bday_before_)?\byesterday\b(?!['’]?s\b)")
_EVE = verbose(r"\bon_the_eve\b(?!_of_(?:christmas|new_year|easter|all))")
_PART = r"(?:day|morning|afternoon|evening|night)"
_SAME = verbose(
    rf"\b(?:same|that)_(?:(?:same|very)_)?(?:day|{_HOURS})\b|\bsame_(?:hour|instant|moment)\b"
    rf"|\bearlier_(?:in_|on_)?(?:the|this)_(?:same_)?{_PART}\b"
    rf"|\b{_PART}_of_(?:the|his|her|my|their|\w{{4,20}})\b"
)
_LATER_THAT_DAY = verbose(rf"\blater_(?:(?:in_|on_)?(?:the|this|that)_(?:same_)?|same_){_PART}\b")
# "Within the hour", "within that same week"; not "within the week of his operation".
_WITHIN_ONE = verbose(
    r"\bwithin_(?:the|that|this)_(?:(?:same|very)_)?(?P<unit>minute|hour|day|night|week|month|year)\b(?!_of\b|_\d)"
)
# "By morning", "during the night": at most a day on. "By night", "in the evening" may tell a habit.
_BY_MORNING = verbose(
    r"""
    \b(?:by|towards?)_(?:the_)?(?:early_|late_)?(?:morning|noon|midday|afternoon|evening|dawn|daybreak|sunrise|nightfall|midnight|bedtime)\b
    (?!_(?:of|on|dose|tablet|pill|rounds?|shift|visit|clinic|\d)|['’]s)
  | \b(?:during|over|through|throughout|in)_the_night\b(?!_(?:of|before|after|shift|dose|tablet|nurse|sister)|['’]s)
    """
)
_SOON = verbose(
    r"""
    \b(?:shortly|soon|(?P<now>immediately|promptly|directly)|just)_(?P<word>\w{4,10})|\b(?P<once>immediate(?:ly)?)\b
  | \b(?P<night>overnight)\b
  | \b(?P<right>(?:right|straight)_(?:after|following|upon|before)|moments_(?:later|after(?:wards)?|before))\b
    """
)
# The whole of a time: "both tablets at once" is no time.
_AT_ONCE = verbose(
    r"(?:(?:almost|nearly)_)?(?:at_once|right_away|straight~?away|instantly|instantaneously|there_and_then|then_and_there|promptly)\Z"
)
# "Some time later", "a short while after", "not long after".
_A_WHILE = verbose(
    r"""
    (?:\b(?:an?|some)_(?:(?:short|little|brief|long|considerable)_)?(?:while|time)|\bsometime|(?<!as\s)(?<!how\s)\blong)
    _(?:(?P<after>later|after(?:wards?)?|thereafter)|before|earlier|ago)\b
    """
)
# "In the same week": at most so far from what was told, either way.
_SAME_WEEK = verbose(
    r"\b(?:same|(?:in|during|within)_that(?:_(?:same|very))?)_(?P<unit>week|month|year)\b(?!_(?:of|as)\b)"
)
# The whole of a time that tells the order alone: "thereafter", "from then on", "at that point".
_NEXT_IN_ORDER = verbose(
    r"""
    (?:(?:later(?:_on)?|after(?:wards?|_that|_this|_which)|thereafter|subsequently|(?:only_)?then|soon|(?:ever_)?since
       |(?:from|since)_(?:then|that_(?:time|point|moment))(?:_on(?:wards?)?)?)
      |(?P<before>earlier|previously|before(?:hand|_that|_this)?)
      |(?P<at>at_(?:that|the_same)_(?:very_)?(?:time|point|moment|stage)))\Z
    """
)
_ABOUT_ONE = (-1.0, 1.0)


def moment_of(lowered: str, order: DateOrder | None) -> TimeValue | None:
    """Reads "the next day", "the same evening", "shortly after", "overnight", a calendar date."""
    if _LATER_THAT_DAY.search(lowered):
        return TimeValue(unit=TimeUnit.HOUR, approximate=True, relation=Relation.AFTER, fuzzy=AT_ONCE)
    if _SAME.search(lowered):
        return TimeValue(relation=Relation.AT, fuzzy=AT_ONCE)
    mornings = _MORNINGS.search(lowered)
    if mornings is not None:
        return _mornings(mornings)
    for pattern, relation in ((_NEXT, Relation.AFTER), (_PREVIOUS, Relation.BEFORE)):
        found = pattern.search(lowered)
        if found is not None:
            return _one(found["unit"] or found["after"], relation)
    soon = _SOON.search(lowered)
    if soon is not None:
        return _soon(soon, relation_of(lowered) or Relation.AFTER)
    date = parse_date(lowered, order=order)
    return _vague(lowered) if date is None else TimeValue(relation=Relation.AT, date=date)


def _vague(lowered: str) -> TimeValue | None:
    """Reads "yesterday", "on the eve", "within the hour", "by morning", "at once", "some time later"."""
    yesterday = _YESTERDAY.search(lowered)
    if yesterday is not None:
        return _whole(2 if yesterday["two"] else 1, TimeUnit.DAY, Relation.BEFORE)
    if _EVE.search(lowered):
        return _one("eve", Relation.BEFORE)
    within = _WITHIN_ONE.search(lowered)
    if within is not None:
        return _whole(1, unit_of(within["unit"])[0], Relation.WITHIN)
    if _BY_MORNING.search(lowered):
        return _within_a_day(Relation.AFTER)
    if _AT_ONCE.match(lowered):
        return TimeValue(approximate=True, relation=Relation.AFTER, fuzzy=AT_ONCE)
    week = _SAME_WEEK.search(lowered)
    if week is not None:
        unit = unit_of(week["unit"])[0]
        return TimeValue(unit=unit, approximate=True, relation=Relation.DURING, fuzzy=_ABOUT_ONE)
    return _open(lowered)


def _open(lowered: str) -> TimeValue | None:
    """Reads "some time later", "thereafter", "beforehand": how long is left open."""
    order = _NEXT_IN_ORDER.match(lowered)
    if order is not None and order["at"]:
        return TimeValue(relation=Relation.AT, fuzzy=AT_ONCE)
    if order is not None:
        relation = Relation.BEFORE if order["before"] else Relation.AFTER
        return TimeValue(approximate=True, relation=relation, fuzzy=(0.0, None))
    a_while = _A_WHILE.search(lowered)
    if a_while is None:
        return None
    relation = Relation.AFTER if a_while["after"] else Relation.BEFORE
    return TimeValue(approximate=True, relation=relation, fuzzy=(0.0, None))


def _mornings(match: re.Match[str]) -> TimeValue | None:
    """Reads "two mornings later", which is about two days."""
    number = parse_number(match["number"])
    if number is None:
        return None
    low, high = (number.low, number.high) if number.value is None else (number.value, number.value)
    return TimeValue(
        value=number.value,
        low=number.low,
        high=number.high,
        unit=TimeUnit.DAY,
        approximate=True,
        relation=Relation.AFTER if match["after"] else Relation.BEFORE,
        fuzzy=number.fuzzy or (low or 0, high),
    )


def _soon(match: re.Match[str], relation: Relation) -> TimeValue:
    if match["night"]:
        return _within_a_day(relation)
    bounds = AT_ONCE if match["now"] or match["once"] or match["right"] else (0.0, None)
    return TimeValue(approximate=True, relation=relation, fuzzy=bounds)


def _whole(number: int, unit: TimeUnit, relation: Relation) -> TimeValue:
    return TimeValue(value=number, unit=unit, iso8601=ISO8601[unit].format(number), relation=relation)


def _within_a_day(relation: Relation) -> TimeValue:
    return TimeValue(value=1, unit=TimeUnit.DAY, approximate=True, relation=relation, fuzzy=(0.0, 1.0))


def _one(word: str, relation: Relation) -> TimeValue:
    """Reads "next day", which is exact, and "next morning", which is about a day."""
    if word in {"day", "week", "month", "year"}:
        return _whole(1, unit_of(word)[0], relation)
    return TimeValue(value=1, unit=TimeUnit.DAY, approximate=True, relation=relation, fuzzy=(1.0, 1.0))
