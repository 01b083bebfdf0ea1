"""Which dose, course or cycle a text counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.cases.normalise.numbers import count_up, parse_number
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.ordinal import KIND
from caseline.nlp.patterns.words import CARDINAL, ORDINAL, ROMAN
from caseline.schema.case import DoseKind

_KINDS = (
    ("course", DoseKind.COURSE),
    ("round", DoseKind.COURSE),
    ("cycle", DoseKind.CYCLE),
    ("infus", DoseKind.INFUSION),
    ("inject", DoseKind.INJECTION),
    ("shot", DoseKind.INJECTION),
    ("jab", DoseKind.INJECTION),
)
_ROMANS = count_up("i ii iii iv v vi vii viii ix x", start=1)
_ORDINALS = count_up(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    start=1,
)
_TENS = count_up("twent thirt fort fift sixt sevent eight ninet", start=20, step=10)
_NTH = verbose(rf"(?P<first>{ORDINAL})(?P<more>_(?:and|or|to)_{ORDINAL})?")
_ALONE = verbose(ORDINAL)
_NUMBERED = verbose(
    rf"(?P<noun>{KIND})\s{{0,2}}(?:no\.?\s?|number_|[#])?\s?(?P<number>\d{{1,2}}\b|{ROMAN}\b|{CARDINAL})(?P<more>\s?[-–]\s?\d)?"
)
_CYCLE_DAY = verbose(r"\bc(?P<cycle>\d{1,2})d\d{1,3}\b")
_NOUN = verbose(rf"\b{KIND}\b")
_BARE = re.compile(r"(?:#|no\.)\s?(\d)")


@dataclass(frozen=True, slots=True)
class OrdinalValue:
    """2 and `course` for "second course"; no ordinal for "last dose" or "booster"."""

    ordinal: int | None
    kind: DoseKind


def parse_ordinal(text: str) -> OrdinalValue | None:
    """Reads a dose ordinal; null where no dose, course or cycle is named.

    Several at once ("the first and second doses", "cycles 1-3") leave the ordinal null.
    """
    lowered = lower(text)
    cycle_day = _CYCLE_DAY.search(lowered)
    if cycle_day is not None:
        return OrdinalValue(int(cycle_day["cycle"]), DoseKind.CYCLE)
    bare = _BARE.fullmatch(lowered)
    if bare is not None:
        return OrdinalValue(int(bare[1]), DoseKind.DOSE)
    if _ALONE.fullmatch(lowered):  # "2nd Shingrix"
        return OrdinalValue(ordinal_number(lowered), DoseKind.DOSE)
    nouns = list(_NOUN.finditer(lowered))
    if not nouns:
        return None
    kind = _kind(nouns[-1].group())
    nth = _NTH.search(lowered)
    if nth is not None:
        return OrdinalValue(None if nth["more"] else ordinal_number(nth["first"]), kind)
    numbered = _NUMBERED.search(lowered)
    if numbered is not None:
        number = None if numbered["more"] else _number(numbered["number"])
        return OrdinalValue(number, _kind(numbered["noun"]))
    return OrdinalValue(1 if re.search(r"\binitial\b", lowered) else None, kind)


def ordinal_number(word: str) -> int | None:
    """Returns 2 for "second" or "2nd", 21 for "twenty-first"; null for a word that is no ordinal."""
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits.group()) or None
    *tens, last = re.split(r"[\s\-‐‑–]+", word)
    if last in _ORDINALS:
        return _ORDINALS[last] + sum(_TENS[ten[:-1]] for ten in tens if ten[:-1] in _TENS)
    stem = last.removesuffix("ieth")
    return _TENS.get(stem)


def _number(word: str) -> int | None:
    if word in _ROMANS:
        return _ROMANS[word]
    number = parse_number(word)
    return int(number.value) if number is not None and number.value else None


def _kind(noun: str) -> DoseKind:
    return next((kind for start, kind in _KINDS if noun.startswith(start)), DoseKind.DOSE)
