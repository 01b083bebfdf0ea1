"""The age of a patient as ICH E2B(R3) takes it: one number and its UCUM unit, or else a group.

Source: ICH E2B(R3) implementation guide, D.2.2 and D.2.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caseline.schema.base import Number
from caseline.schema.case import Age, TimeUnit

DECADE: Final = "{Decade}"
_YEARS = 10
_SHORT: Final = {TimeUnit.MINUTE: 60, TimeUnit.SECOND: 3600}


class AgeGroup(StrEnum):
    """E2B(R3) D.2.3."""

    FOETUS = "foetus"
    NEONATE = "neonate"
    INFANT = "infant"
    CHILD = "child"
    ADOLESCENT = "adolescent"
    ADULT = "adult"
    ELDERLY = "elderly"


_WORDS: Final = (
    (AgeGroup.FOETUS, r"fo?et(?:us|al)"),
    (AgeGroup.NEONATE, r"neonat|new[\s-]?born|pre[\s-]?(?:term|mature)"),
    (AgeGroup.INFANT, r"infant|baby|babies"),
    (AgeGroup.ADOLESCENT, r"adolescen|teen|juvenile"),
    (AgeGroup.CHILD, r"child|toddler|pa?ediatric"),
    (AgeGroup.ELDERLY, r"elderly|geriatric|senile|older (?:adult|wom[ae]n|m[ae]n|person|patient|people)"),
    (AgeGroup.ADULT, r"adult|middle[\s-]aged"),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its UCUM unit."""

    value: Number
    unit: str


def age_quantity(age: Age | None) -> Quantity | None:
    """Returns an age as a number of a, mo, wk, d, h or {Decade}; null where it has none.

    Bounds within one decade of life give that decade, counted from 1: ages from 60 to 69 are decade 7. Other
    bounds are no number.
    """
    if age is None or age.unit is None:
        return None
    if age.value is not None:
        if age.value < 0:
            return None
        parts = _SHORT.get(age.unit)
        return Quantity(age.value, age.unit.value) if parts is None else Quantity(age.value / parts, "h")
    if age.unit is not TimeUnit.YEAR or age.low is None or age.high is None:
        return None
    decade = age.low // _YEARS
    if not 0 <= age.low <= age.high or age.high // _YEARS != decade:
        return None
    return Quantity(int(decade) + 1, DECADE)


def age_group(age: Age | None) -> AgeGroup | None:
    """Returns the group that the words of an age name; null where they name none. No number is put in a group."""
    if age is None:
        return None
    words = age.text.lower()
    return next((group for group, pattern in _WORDS if re.search(rf"\b(?:{pattern})", words)), None)
