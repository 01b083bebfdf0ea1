"""Times and durations to values: "one day after", "12 to 24 hours", "several months", "on day 8"."""

from __future__ import annotations

import re

from caseline.cases.normalise.anchor import AnchorText, parse_anchor
from caseline.cases.normalise.dates import DateOrder
from caseline.cases.normalise.lengths import QUANTITY, length_of
from caseline.cases.normalise.moments import moment_of
from caseline.cases.normalise.positions import position_of
from caseline.cases.normalise.relations import relation_of
from caseline.cases.normalise.timevalues import AT_ONCE, DurationValue, TimeValue, exact, unit_of
from caseline.nlp.patterns import ordinal as ordinal_pattern
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import CARDINAL, ORDINAL
from caseline.schema.case import AnchorKind, Relation, TimeUnit

__all__ = ["AnchorText", "DurationValue", "TimeValue", "parse_anchor", "parse_duration", "parse_time"]

# "After the third dose", "during the seventh infusion", "after cycle 5", "after six doses".
_AT_DOSE = verbose(
    rf"(?:(?P<during>during|with)|after|following|upon)\b[^.;]{{0,40}}?(?:{ORDINAL}|{CARDINAL}|\b(?:last|final)\b|\b\d{{1,2}}\b|[a-z]_?[#]?_?\d)"
)
# "At the third injection", "from cycle 2", "before the second dose".
_BY_DOSE = verbose(
    rf"(?:(?P<during>at|in|on)|(?P<before>before|prior_to)|from|since)_[^.,;]{{0,40}}?(?:{ORDINAL}|cycle_(?:\d|{CARDINAL}))"
)
# "x 7/7", as prescriptions write days, weeks and months.
_SEVENTHS = verbose(r"(?<![\w/])(?P<number>\d{1,2})/(?P<of>7|52|12)(?![\w/])")
_SEVENTHS_UNITS = {"7": TimeUnit.DAY, "52": TimeUnit.WEEK, "12": TimeUnit.MONTH}
# "All week", "another day", "the whole month"; a night is about a day.
_WHOLE = verbose(
    r"\b(?:all|another|(?:the|a|an|one)_(?:whole|entire|full))_(?P<unit>minute|hour|day|night|week|month|year|decade)\b(?!_(?:before|after|of))"
)
# "x10d": how long by a sign.
_SIGN = verbose(r"\A\s?[x×]\s?(?=\d)")


def parse_duration(text: str) -> DurationValue | None:
    """Reads the first length of time: "for 6 months", "over the past year", "ten-day", "7/7"."""
    lowered = _SIGN.sub("", lower(text))
    sevenths = _SEVENTHS.search(lowered)
    if sevenths is not None and QUANTITY.search(lowered) is None:
        return exact(int(sevenths["number"]), _SEVENTHS_UNITS[sevenths["of"]], approximate=False)
    length = length_of(lowered)
    whole = _WHOLE.search(lowered) if length is None else None
    if whole is None:
        return length
    unit, number = unit_of(whole["unit"])
    return exact(number, unit, approximate=whole["unit"] == "night")


def parse_time(text: str, *, order: DateOrder | None = None) -> TimeValue | None:
    """Reads a point in time, with or without the words of its anchor.

    Null for a text that names none.

    Args:
        text: The words of the time.
        order: Which number of a date such as 03/05/2012 comes first, where it is known.
    """
    lowered = lower(text)
    position = position_of(lowered)
    if position is not None:
        return position
    length = length_of(lowered)
    if length is not None:
        return TimeValue(**length.told, fuzzy=length.fuzzy, relation=relation_of(lowered))
    return (
        _at_dose(lowered, _AT_DOSE.match(lowered))
        or moment_of(lowered, order)
        or _at_dose(lowered, _BY_DOSE.match(lowered))
    )


def _at_dose(lowered: str, match: re.Match[str] | None) -> TimeValue | None:
    """Reads "after the third dose", "at the seventh infusion": a relation to what is counted, and no length."""
    counted = ordinal_pattern.find(lowered) if match is not None else []
    anchor = parse_anchor(lowered) if match is not None else None
    if (
        match is None
        or anchor is None
        or anchor.kind not in {AnchorKind.DOSE, AnchorKind.COURSE}
        or not (counted or anchor.ordinal)
    ):
        return None
    if match.groupdict().get("before"):
        return TimeValue(relation=Relation.BEFORE)
    during = match["during"] is not None
    fuzzy = AT_ONCE if during and anchor.kind is AnchorKind.DOSE else None
    return TimeValue(relation=Relation.DURING if during else Relation.AFTER, fuzzy=fuzzy)
