"""Ages and sexes as annotators mark them, read apart from how the pipeline reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

from caseline.schema.case import Age, SexValue, TimeUnit

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: number for number, word in enumerate(_WORDS)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_UNITS = {"y": TimeUnit.YEAR, "m": TimeUnit.MONTH, "w": TimeUnit.WEEK, "d": TimeUnit.DAY, "h": TimeUnit.HOUR}
# Months, and hours: a month is no number of days.
_BASES = {
    TimeUnit.YEAR: (12.0, "mo"),
    TimeUnit.MONTH: (1.0, "mo"),
    TimeUnit.WEEK: (168.0, "h"),
    TimeUnit.DAY: (24.0, "h"),
    TimeUnit.HOUR: (1.0, "h"),
}
_AGE = re.compile(
    rf"""
    \b(?: (?P<number>\d+(?:\.\d+)?)
        | (?P<tens>{"|".join(_TENS)})? \s* (?P<word>{"|".join((*_WORDS[::-1], ""))}) )
    \s* (?P<unit>y(?:ea)?rs?|yo|months?|mo|weeks?|wks?|days?|hours?|y|d|h)? (?:\s*o(?:ld)?)? \b
    """,
    re.VERBOSE,
)
_DECADE = re.compile(rf"\b(?:(?P<number>\d0)|(?P<word>{'|'.join(word[:-1] for word in _TENS)}))(?:'?s|ies)\b")
_DASHES = re.compile(r"[\W_]+")
_FEMALE = frozenset(
    "woman women female females girl girls lady ladies mother she her f primipara primigravida multipara "
    "multigravida housewife grandmother".split()
)
_MALE = frozenset("man men male males boy boys gentleman gentlemen father he his m grandfather".split())


class AgeRange(NamedTuple):
    """An age or a decade of ages, both bounds in `unit`."""

    low: float
    high: float
    unit: TimeUnit


def read_age(text: str) -> AgeRange | None:
    """Returns the age that an annotation states; years where it has no unit, None for words such as young."""
    words = text.casefold()
    if decade := _DECADE.search(words):
        low = float(decade["number"] or _NUMBERS[f"{decade['word']}y"])
        return AgeRange(low, low + 9, TimeUnit.YEAR)
    plain = _DASHES.sub(" ", re.sub(r"(?<=\d)\.(?=\d)", "DOT", words)).replace("DOT", ".")
    for found in _AGE.finditer(plain):
        if found["number"] or found["tens"] or found["word"]:
            number = float(found["number"] or _NUMBERS.get(found["tens"], 0) + _NUMBERS.get(found["word"], 0))
            return AgeRange(number, number, _UNITS[(found["unit"] or "y")[0]])
    return None


def read_sex(text: str) -> SexValue | None:
    """Returns the sex that an annotation states, None when no word of it says one."""
    words = set(_DASHES.sub(" ", text.casefold()).split())
    if bool(words & _FEMALE) is bool(words & _MALE):
        return None
    return SexValue.FEMALE if words & _FEMALE else SexValue.MALE


def is_age(gold: AgeRange, predicted: Age | None) -> bool:
    """Says whether a predicted age is that of gold; twelve months are a year, seven days a week."""
    if predicted is None or predicted.unit not in _BASES or gold.unit not in _BASES:
        return False
    low, high = (
        predicted.value if predicted.value is not None else bound for bound in (predicted.low, predicted.high)
    )
    if low is None or high is None:
        return False
    factor, base = _BASES[gold.unit]
    other_factor, other_base = _BASES[predicted.unit]
    return base == other_base and (gold.low * factor, gold.high * factor) == (
        low * other_factor,
        high * other_factor,
    )
