"""Numbers as case reports write them: digits, words, fractions, ranges, "several"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import FUZZY, HYPHEN, NUMBER
from caseline.schema.base import Number


def count_up(words: str, *, start: int = 0, step: int = 1) -> dict[str, int]:
    """Returns {"one": 1, "two": 2, …} from words in their order."""
    return {word: start + step * place for place, word in enumerate(words.split())}


_SMALL = count_up(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = count_up("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_FIXED = {"a": 1, "an": 1, "half": 0.5, "half a": 0.5, "half an": 0.5, "a half": 0.5, "an half": 0.5}
_COUPLE = 2
# What a vague number may be, as curators bound it; the last open where nobody could say.
_VAGUE: tuple[tuple[str, tuple[float, float | None]], ...] = (
    ("couple", (2, 3)),
    ("few", (2, 5)),
    ("several", (3, 9)),
    ("", (2, None)),
)

_JOIN = rf"(?P<join>(?:[{HYPHEN}]\s?)?(?:to|or|and)\b|[{HYPHEN}]|\+/?-|±)"
_RANGE = verbose(rf"(?P<low>(?>{NUMBER}))\s?{_JOIN}\s?(?P<high>{NUMBER})")
_ONE = verbose(rf"{NUMBER} | {FUZZY} | \b(?:zero|thousand|million)\b")
_WORD = "|".join((*_SMALL, *_TENS, *_SCALES))
_LONG_WORDS = verbose(
    rf"\b(?=[a-z\s-]{{0,60}}(?:{'|'.join(_SCALES)}))(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD})){{1,7}}\b"
)
_ABOUT = verbose(
    r"(?:\b(?:about|approximately|approx|around|roughly|nearly|almost|perhaps|circa|some|median|mean|average)"
    r"\b\.?|[\x7e≈∼])\s{0,2}\Z"
)
_AT_LEAST = verbose(
    r"(?:\b(?:at_least|more_than|greater_than|longer_than|over|beyond|minimum_of)|[>≥]\s?=?)\s{0,2}\Z"
)
_AT_MOST = verbose(
    r"(?:\b(?:at_most|up_to|less_than|fewer_than|shorter_than|under|maximum_of)|[<≤]\s?=?)\s{0,2}\Z"
)


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number, or the bounds of a range; all null for "several", which `fuzzy` bounds."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    approximate: bool = False
    fuzzy: tuple[float, float | None] | None = field(default=None, compare=False)


def parse_number(text: str) -> NumberValue | None:
    """Reads the first number of a text, with "about" or "at least" before it.

    A range has bounds and no value; "at least 3" has a lower bound only. "Several" and "a few" are
    approximate and have neither; "a couple" is about two.
    """
    lowered = lower(text)
    pair = _RANGE.search(lowered)
    single = _ONE.search(lowered)
    if pair is not None and (single is None or pair.start() <= single.start()):
        return _range(pair)
    if single is None:
        return None
    longer = _LONG_WORDS.search(lowered)
    words = longer.group() if longer is not None and longer.start() <= single.start() else single.group()
    return _bounded(_single(words), lowered[: single.start()])


def tidy(value: float) -> Number:
    """Returns a whole number as int, any other rounded to four places."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _range(match: re.Match[str]) -> NumberValue:
    low, high = _value(match["low"]), _value(match["high"])
    if low is None or high is None:
        return NumberValue(value=low if low is not None else high)
    if match["join"] in {"+/-", "+-", "±"}:
        return NumberValue(value=tidy(low), approximate=True)
    low, high = sorted((low, high))
    return NumberValue(low=tidy(low), high=tidy(high))


def _single(words: str) -> NumberValue:
    value = _value(words)
    if value is not None:
        return NumberValue(value=tidy(value))
    fuzzy = next(bounds for word, bounds in _VAGUE if word in words)
    return NumberValue(value=_COUPLE if "couple" in words else None, approximate=True, fuzzy=fuzzy)


def _bounded(number: NumberValue, before: str) -> NumberValue:
    if number.value is None:
        return number
    if _AT_LEAST.search(before):
        return NumberValue(low=number.value)
    if _AT_MOST.search(before):
        return NumberValue(high=number.value)
    if _ABOUT.search(before):
        return NumberValue(value=number.value, approximate=True)
    return number


def _value(words: str) -> float | None:
    """Returns the value of one number, or None for a fuzzy word."""
    words = re.sub(rf"\bone[{HYPHEN}\s]half\b", "half", " ".join(words.split()))
    if words in _FIXED:
        return _FIXED[words]
    if re.match(rf"[.·]?[\d({''.join(_GLYPHS)}]", words):
        return _digits(words)
    return _words(words)


def _digits(words: str) -> float:
    """Reads "1,500", "0,6", "2·5", "2 1/2", "4(1/2)", "1½"."""
    total = 0.0
    fraction = re.search(rf"[{''.join(_GLYPHS)}]|(\d)/(\d)", words)
    if fraction is not None:
        words = words[: fraction.start()]
        total = int(fraction[1]) / int(fraction[2]) if fraction[1] else _GLYPHS[fraction.group()]
    elif words.endswith("half"):
        total = 0.5
        words = re.split(rf"[{HYPHEN}\s]", words)[0]
    whole = words.strip(f" ({HYPHEN}")
    if not whole:
        return total
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3}){1,2}", whole):
        return total + float(whole.replace(",", ""))
    parts = re.split(r"[.,·]", whole)
    return total + float(".".join((parts[0] or "0", "".join(parts[1:]) or "0")))


def _words(words: str) -> float | None:
    """Reads "twenty-one", "two hundred and fifty", "one and a half"."""
    total = current = 0.0
    known = False
    for word in re.split(rf"[{HYPHEN}\s]+", words):
        if word in _SMALL or word in _TENS:
            current += _SMALL.get(word, _TENS.get(word, 0))
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] > _SCALES["hundred"]:
                total, current = total + current, 0
        elif word == "half" and known:
            current += 0.5
        elif word not in {"and", "a", "an"}:
            return None
        known = known or word in _SMALL or word in _TENS or word in _SCALES
    return total + current if known else None
