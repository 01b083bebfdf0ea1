"""Points in time without a number: "the next day", "the same evening", "shortly after", "overnight", a date."""

from __future__ import annotations

import re

from caseline.cases.normalise.dates import DateOrder, parse_date
from caseline.cases.normalise.relations import relation_of
from caseline.cases.normalise.timevalues import AT_ONCE, ISO8601, TimeValue, unit_of
from caseline.nlp.patterns.base import verbose
from caseline.schema.case import Relation, TimeUnit

_NEXT = verbose(
    r"\b(?:next|following)_(?P<unit>day|morning|afternoon|evening|night|week|month|year|am|pm|a\.m|p\.m)\b"
    r" | \b(?P<after>day|morning|evening|night|week|year)_(?:after|following)\b"
)
_PREVIOUS = verbose(
    r"\b(?:previous|preceding)_(?P<unit>day|morning|afternoon|evening|night|week|month|year)\b"
    r" | \b(?P<after>day|morning|evening|night|week|year)_(?:before|prior|preceding)\b"
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


def moment_of(lowered: str, order: DateOrder | None) -> TimeValue | None:
    """Reads "the next day", "the same evening", "shortly after", "overnight", a calendar date."""
    if _LATER_THAT_DAY.search(lowered):
        return TimeValue(unit=TimeUnit.HOUR, approximate=True, relation=Relation.AFTER, fuzzy=AT_ONCE)
    if _SAME.search(lowered):
        return TimeValue(relation=Relation.AT, fuzzy=AT_ONCE)
    for pattern, relation in ((_NEXT, Relation.AFTER), (_PREVIOUS, Relation.BEFORE)):
        found = pattern.search(lowered)
        if found is not None:
            return _one(found["unit"] or found["after"], relation)
    soon = _SOON.search(lowered)
    if soon is not None:
        return _soon(soon, relation_of(lowered) or Relation.AFTER)
    date = parse_date(lowered, order=order)
    return None if date is None else TimeValue(relation=Relation.AT, date=date)


def _soon(match: re.Match[str], relation: Relation) -> TimeValue:
    if match["night"]:
        return TimeValue(value=1, unit=TimeUnit.DAY, approximate=True, relation=relation, fuzzy=(0.0, 1.0))
    bounds = AT_ONCE if match["now"] or match["once"] else (0.0, None)
    return TimeValue(approximate=True, relation=relation, fuzzy=bounds)


def _one(word: str, relation: Relation) -> TimeValue:
    """Reads "next day", which is exact, and "next morning", which is about a day."""
    if word in {"day", "week", "month", "year"}:
        unit = unit_of(word)[0]
        return TimeValue(value=1, unit=unit, iso8601=ISO8601[unit].format(1), relation=relation)
    return TimeValue(value=1, unit=TimeUnit.DAY, approximate=True, relation=relation, fuzzy=(1.0, 1.0))
