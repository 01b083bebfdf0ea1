"""The numbers by which a series tells its patients apart: "Case 1", "patient B", "the second patient"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from caseline.cases.narrative import Sentence

_NTH = "first|second|third|fourth|fifth|sixth"
_ONE = "patient|man|woman|boy|girl|child|infant|neonate|newborn|individual|sibling|twin|sister|brother"
_AT_START = re.compile(
    rf"""\W*(?:(?:[Ii]n|[Ff]or|[Ww]ith|[Oo]f|[Tt]o)\s+)?
    (?:(?:[Cc]ase|CASE|[Pp]atient|PATIENT|[Pp]t\.?|PT|[Tt]win)\s+(?:[Rr]eport\s+)?(?:no\.?\s*|[Nn]umber\s+|\#\s*)?
        (?P<number>\d{{1,2}}|[A-H]|I{{1,3}}|IV|V|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)\b
      | (?:[Tt]he|[Oo]ur)\s+(?P<nth>{_NTH}|other|older|elder|younger)\s+(?:\w+\s+)?(?:case|{_ONE})\b
      | (?P<headed>(?i:{_NTH}))\s+(?:case|patient)\s*[:.–-]
      # "The first, a 24-year-old man, …", "The elder, 12 years old, …"
      | [Tt]he\s+(?P<bare>{_NTH}|other|older|elder|younger)(?:,?\s+(?:was|is|had|developed|presented|concerns)\b|,)
        (?=[^.;]{{0,50}}?(?:\d\s?-?(?:year|yr|month|week|day|y\b)|aged|\b(?:wo)?man\b|\bboy\b|\bgirl\b))
      | \(?(?P<listed>[1-9])[).]\s+(?=An?\s+[\w-]+))""",
    re.VERBOSE,
)
_UNIT = r"""\s?(?:of|years?|yrs?|days?|weeks?|months?|hours?|hrs?|h|min|minutes?|seconds?|mg|mcg|[µμ]g|g|kg|ml|l|mmol|units?|iu|doses?|cycles?
    |courses?|tablets?|times|x|%|points?|was\s+to)(?!\w)"""
_INSIDE = re.compile(
    rf"""\b(?i:case|patient|pt\.?|twin)\s+(?:[Nn]o\.?\s*|\#)?(?P<number>\d{{1,2}}|[A-H])\b(?!{_UNIT})
      | \b(?i:the|our)\s+(?P<nth>(?i:{_NTH}))\s+(?:(?:case|{_ONE})\b|(?=[.,;]|\Z|had\b(?!\s+(?:no|little|an?)\s+effect)|was\b|and\b))
      | \b(?i:the)\s+(?P<of_two>former|latter)\b""",
    re.VERBOSE,
)
_SEVERAL = re.compile(
    r"\b(?:[Pp]atients|[Cc]ases|[Pp]ts)\s+(?P<numbers>(?:\d{1,2}|[A-H])(?:\s?(?:,|and|&|,\s*and)\s?(?:\d{1,2}|[A-H])\b)+)"
)
_EACH = re.compile(r"\d{1,2}|[A-H]\b")
_BEHIND = re.compile(r"[\s,]{0,2}[(\[,]\s?(?:case|patient|pt)\s+(?:no\.?\s*|#)?(?P<number>\d{1,2}|[a-h])\b")
_PLACES = {
    word: str(place)
    for words in (
        "a b c d e f g h",
        "i ii iii iv v vi",
        "one two three four five six",
        "first second third fourth fifth sixth",
        "older younger",
        "elder younger",
    )
    for place, word in enumerate(words.split(), start=1)
}


class Named(NamedTuple):
    """A patient's number, and the character of the text at which it is named."""

    number: str
    start: int


def number_of(sentence: Sentence, before: Sentence | None) -> str | None:
    """Returns which of several patients a sentence begins with, or that the heading before it names."""
    match = _AT_START.match(sentence.text)
    if match is None and before is not None:
        match = _AT_START.fullmatch(before.text.strip(" .:\n"))
    return None if match is None else _place(match)


def named_in(sentence: Sentence) -> tuple[Named, ...]:
    """Returns the patients that a sentence names by number anywhere, in order."""
    found = [
        Named(_place(match), sentence.start + match.start()) for match in _INSIDE.finditer(sentence.text)
    ]
    return tuple(sorted((*found, *_several(sentence)), key=lambda item: item.start))


def number_behind(lowered: str, place: int) -> str | None:
    """Returns the number that stands behind an introduction: "a 40-year-old man (patient 1)"."""
    match = _BEHIND.match(lowered, place)
    return None if match is None else _place(match)


def _several(sentence: Sentence) -> Iterator[Named]:
    for match in _SEVERAL.finditer(sentence.text):
        for number in _EACH.findall(match["numbers"]):
            yield Named(_PLACES.get(number.lower(), number), sentence.start + match.start())


def _place(match: re.Match[str]) -> str:
    number = next(group for group in match.groups() if group is not None)
    return _PLACES.get(number.lower(), number)
