"""Amounts to a number and a UCUM unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.cases.normalise.numbers import parse_number
from caseline.cases.normalise.ordinals import OrdinalValue, parse_ordinal
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import FUZZY, RANGE
from caseline.schema.base import Number

__all__ = ["DoseValue", "OrdinalValue", "parse_dose", "parse_ordinal"]

# The first pattern that fits gives the unit; the longer ones stand before their beginnings.
_UNITS = (
    (r"kg|kilograms?", "kg"),
    (r"milligrams?|mgs?", "mg"),
    (r"micrograms?|microg|mcg|[µμu]g", "ug"),
    (r"nanograms?|ng", "ng"),
    (r"million_(?:international_)?units?|miu|mu", "10*6.[IU]"),
    (r"kiu", "10*3.[IU]"),
    (r"international_units?|iu|ui|i\.u\.", "[IU]"),
    (r"units?|u", "{unit}"),
    (r"grams?|gms?|grs?|g", "g"),
    (r"millilit(?:er|re)s?|mls?|c\.?c\.?", "mL"),
    (r"microlit(?:er|re)s?|[µμ]l", "uL"),
    (r"lit(?:er|re)s?|l", "L"),
    (r"milliequivalents?|meq", "meq"),
    (r"millimoles?|mmol", "mmol"),
    (r"[µμ]mol", "umol"),
    (r"cgy", "cGy"),
    (r"gy", "Gy"),
    (r"mci", "mCi"),
    (r"mbq", "MBq"),
    (r"gbq", "GBq"),
    (r"tab(?:let)?s?", "{tablet}"),
    (r"cap(?:sule)?s?", "{capsule}"),
    (r"pills?", "{pill}"),
    (r"puffs?|actuations?", "{puff}"),
    (r"drops?|gtt", "[drp]"),
    (r"vials?", "{vial}"),
    (r"ampou?les?", "{ampule}"),
    (r"sachets?", "{sachet}"),
    (r"sprays?", "{spray}"),
    (r"suppositor(?:y|ies)", "{suppository}"),
    (r"bolus(?:es)?", "{bolus}"),
    (r"teaspoon(?:ful)?s?", "[tsp_us]"),
    (r"tablespoon(?:ful)?s?", "[tbs_us]"),
    (r"lozenges?", "{lozenge}"),
)
_UNIT_PATTERNS = tuple((verbose(rf"(?:{pattern})\Z"), unit) for pattern, unit in _UNITS)
_UNIT = "|".join(f"(?:{pattern})" for pattern, _ in _UNITS)
_TIME = r"(?:\d{1,2}\s?)?(?:min(?:ute)?s?|mn|hours?|hrs?|h|days?|d|weeks?|wks?|months?|mo)"
_BODY = r"(?:kg|kilogram|m\s?\(2\)|m\s?[2²]|m\^2|sq\.?_m|square_met(?:er|re)|lb|body_weight|bw|dose)"
_PER = rf"(?:\s?/\s?|_per_)(?:{_BODY}|{_TIME})(?!\w) | [·.]?\s?(?:kg|m|h|d|day)\s?[-−][12](?!\w)"
_AMOUNT = verbose(
    rf"""
    (?:(?P<times>\d{{1,2}})\s?[x×]\s?)?
    (?P<number>{RANGE}|{FUZZY})~?(?:of_an?_)?(?P<unit>{_UNIT})(?P<per>(?:{_PER}){{0,3}})(?![\w])
    """
)
_ONE_PER = verbose(rf"{_PER}")
_RATES = (
    (r"kg|kilogram|bw|body", "kg"),
    (r"m|sq", "m2"),
    (r"lb", "[lb_av]"),
    (r"dose", "{dose}"),
)
_TIMES = (("mi", "min"), ("mn", "min"), ("h", "h"), ("d", "d"), ("w", "wk"), ("mo", "mo"))


@dataclass(frozen=True, slots=True)
class DoseValue:
    """An amount in a UCUM unit such as mg, mg/kg/d or [IU]; a range has bounds and no amount."""

    amount: Number | None
    unit: str
    low: Number | None = None
    high: Number | None = None


def parse_dose(text: str) -> DoseValue | None:
    """Reads the first amount of a text; null for "high-dose" and for numbers without a unit.

    "3 x 100 mg" is an amount of 100 mg. Units as reported stay annotations: "{unit}", "{tablet}".
    """
    match = _AMOUNT.search(lower(text))
    if match is None:
        return None
    number = parse_number(match["number"])
    unit = next((ucum for pattern, ucum in _UNIT_PATTERNS if pattern.match(match["unit"])), None)
    if number is None or unit is None:
        return None
    per = "".join(f"/{_rate(part.group())}" for part in _ONE_PER.finditer(match["per"]))
    return DoseValue(number.value, unit + per, number.low, number.high)


def _rate(words: str) -> str:
    """Returns the UCUM unit below the line: "kg", "m2", "d", "(8.h)"."""
    word = re.sub(r"^(?:\s?/\s?|\s{1,2}per\s{1,2}|[·.\s]+)", "", words).strip()
    count = re.match(r"\d+", word)
    name = word[count.end() :].strip() if count else word
    for start, unit in (*_TIMES[:2], *_RATES, *_TIMES[2:]):
        if re.match(start, name) and not (unit == "m2" and name.startswith("mo")):
            return f"({count.group()}.{unit})" if count else unit
    return name
