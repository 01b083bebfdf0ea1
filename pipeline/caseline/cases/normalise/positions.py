"""Points that a text counts rather than measures: "day 8", "on the fifth day", "week 4", "POD#2"."""

from __future__ import annotations

from caseline.cases.normalise.lengths import QUANTITY
from caseline.cases.normalise.numbers import NumberValue, parse_number
from caseline.cases.normalise.ordinals import ordinal_number
from caseline.cases.normalise.timevalues import ISO8601, TimeValue, unit_of
from caseline.nlp.patterns.base import verbose
from caseline.nlp.patterns.words import CARDINAL, ORDINAL
from caseline.schema.case import Relation, TimeUnit

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
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})


def position_of(lowered: str) -> TimeValue | None:
    """Reads "day 8", "on the fifth day", "week 4", "POD#2": counted, not measured."""
    match = _DAY_NUMBER.search(lowered)
    if match is not None:
        told = match["number"] or match["age"]
        number = parse_number(told.lstrip("+ "))
        unit = unit_of(match["unit"] or match["lived"] or "d")[0]
        from_zero = bool(match["pod"]) or "+" in told
    else:
        match = _NTH.search(lowered)
        if match is None:
            return None
        nth = ordinal_number(match["number"])
        number = None if nth is None else NumberValue(value=nth)
        unit = TimeUnit.DAY if match["unit"] in _PARTS_OF_DAY else unit_of(match["unit"])[0]
        from_zero = False
    since = match["since"] is not None
    before = lowered[: match.start()]
    if number is None or QUANTITY.search(before):
        return None
    return TimeValue(
        value=number.value,
        low=number.low,
        high=number.high,
        unit=unit,
        iso8601=None if number.value is None else ISO8601[unit].format(number.value),
        relation=Relation.AFTER if since else _position_relation(before),
        is_position=True,
        from_zero=from_zero or since or (match["kind"] or "").startswith("post"),
    )


def _position_relation(before: str) -> Relation:
    if "within" in before:
        return Relation.WITHIN
    return Relation.DURING if before.rstrip().endswith(("during the", "in the")) else Relation.AT
