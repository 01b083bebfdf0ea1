"""Which numbers are marks of the literature where no markup says so: the rules of all formats.

Numbers in square brackets are marks unless they are the range of a value ("128 [135-145]"). Numbers in round
brackets are so only in a paper that counts its references up from 1 that way, as Vancouver style does. Numbers
above the line are marks behind a word ("therapy³"), and never behind a figure or a unit ("10⁹", "mg/m²").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.reading.inline import Span

Spans = list[Span]

_DASH = "‐-―−-"
_NUMBERS = rf"\d{{1,3}}(?:\s{{0,3}}(?:[,;&{_DASH}]|and)\s{{0,3}}\d{{1,3}}){{0,20}}"
_SQUARE = re.compile(rf"\[\s{{0,3}}{_NUMBERS}\s{{0,3}}\]")
_ROUND = re.compile(rf"\(\s{{0,3}}{_NUMBERS}\s{{0,3}}\)")
# What is left of "[12–14]" and "(Fig. 1)" where links were taken out of the text.
_EMPTY = re.compile(rf"\[(?:[\s,;{_DASH}]|and|&){{0,20}}\]|\((?:[\s,;{_DASH}]|and|&){{0,20}}\)")
_RANGE = re.compile(rf"[\[(]\s{{0,3}}\d{{1,3}}\s{{0,3}}[,{_DASH}]\s{{0,3}}\d{{1,3}}\s{{0,3}}[\])]\Z")
# "128", "2.5 mmol/L", "40 %", "95% CI", "normal range" before the range of a value.
_VALUE = re.compile(
    r"(?:\d[\d.,]{0,8}\s?(?:%|°?[^\W\d_]{1,6}(?:/[^\W\d_]{1,4})?|[^\W\d_]{0,4}[/×x][\w^/]{1,8})?"
    r"|\b(?:CI|IQR|SD|range|median|mean|normal|reference|interval|score|scale))[:;,=]?\s*\Z",
    re.IGNORECASE,
)
# "Fig. [2]", "Table (3)", "grade (4)": the number of something else; "in a table (3)" cites.
_NUMBERED = re.compile(
    r"\b(?:[Ff]ig(?:s|ures?)?|FIG|Tab(?:s|les?)?|TABLE|Box|Eqs?|Equations?|Sections?|Appendix|Schemes?|Videos?"
    r"|Case|Patient|Group|Type|[Gg]rade|[Ss]tage|[Pp]hase|[Cc]lass|[Ss]tep|[Cc]ycle)\.?\s*\Z"
)
# "(10) mg", "[45] years": a dose or an age.
_COUNTED = re.compile(
    r"\s?(?:%|°|(?:mg|mcg|[µμ]g|n?g|kg|m?[lL]|dL|I?U|units?|m?mol|cm|mm|h|hours?|days?|weeks?|months?|years?)(?![^\W\d_]))"
)
_ENUMERATES = re.compile(r"(?:[:;,(]|\b(?:and|or|are|is|were|was|include|including|namely))\s*\Z|\A\s*\Z")
_DIGITS = re.compile(r"\d+")
_BEFORE = 30
# A paper that cites in round brackets does so several times, and begins with 1.
_FEWEST = 4
_SHARE = 0.6
# Some are cited first in a table that is elsewhere; one range may bring many.
_MOST_SKIPPED = 4
_LONGEST_JUMP = 30

_RAISED = re.compile(rf"\s*\d{{1,3}}(?:\s?[,;{_DASH}]\s?\d{{1,3}}){{0,20}},?\s*\Z")
_WORD = re.compile(r"(?:(?P<word>[^\W\d_]{3,})|[.,;:)\]”\"’'%])\s*\Z")
# "(kg/m)²", "(10)³"
_POWER = re.compile(r"\((?:\d[\d.]*|[^\W\d_]{1,3}(?:/[^\W\d_]{1,3})?)\)\Z")
# A raised number after one of these is a power ("cm²", "chi²"), or the place of an amino acid ("Lys⁶⁵⁶").
_TAKES_NUMBER = frozenset(
    "day days hour hours hrs mcg log meter meters metre metres min mins mol mmol sec second seconds week weeks inch"
    " inches msec chi ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val".split()
)


def bracket_marks(texts: Sequence[str], *, highest: int | None = None) -> list[Spans]:
    """Returns where marks in brackets stand in each paragraph of a paper, and empty brackets; sorted.

    Args:
        texts: All paragraphs of the paper in their order: how it cites is told from all of them.
        highest: How many references it has, where that is known; a larger number is no mark.
    """
    rounds = [[found for found in _ROUND.finditer(text) if _may_cite(found, highest)] for text in texts]
    counted = _counts_up([found for some in rounds for found in _not_enumerating(some)])
    return [
        sorted(
            [
                *empty_brackets(text),
                *(found.span() for found in _SQUARE.finditer(text) if _may_cite(found, highest)),
                *(found.span() for found in some if found in counted),
            ]
        )
        for text, some in zip(texts, rounds, strict=True)
    ]


def empty_brackets(text: str) -> Spans:
    """Returns where brackets stand that hold nothing but what parts marks."""
    return [found.span() for found in _EMPTY.finditer(text)]


def is_raised_mark(before: str, text: str, after: str, *, highest: int | None = None) -> bool:
    """Tells "therapy³" and "fever.³,⁴" from "10⁹", "m²", "Lys⁶⁵⁶" and the isotope "¹⁸F".

    Args:
        before: What stands before it on the line.
        text: What stands above the line.
        after: What stands behind it.
        highest: How many references the paper has, where that is known.
    """
    above = _WORD.search(before[-_BEFORE:])
    if above is None or not _RAISED.match(text) or not _counts(text, highest):
        return False
    apart = before[-1:].isspace() or text[:1].isspace()
    if after[:1].isalpha() or (apart and after[:1] in "-‐–" and after[1:2].isalpha()):
        return False
    word = above["word"]
    if word is None:
        return not _POWER.search(before[-_BEFORE:])
    return word[-1].islower() and word.lower() not in _TAKES_NUMBER


def _may_cite(found: re.Match[str], highest: int | None) -> bool:
    """Tells citations from the range of a value, the number of a figure, a dose, and what is not in the list."""
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    if _NUMBERED.search(before) or _COUNTED.match(found.string, found.end()):
        return False
    is_value = _RANGE.match(found.group()) is not None and _VALUE.search(before) is not None
    return not is_value and _counts(found.group(), highest)


def _counts(printed: str, highest: int | None) -> bool:
    return highest is None or all(0 < int(digits) <= highest for digits in _DIGITS.findall(printed))


def _not_enumerating(some: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Returns those of a paragraph that count nothing: not "(1) fever, (2) rash", whose first has no sign of it."""
    kept: list[re.Match[str]] = []
    following: int | None = None
    for found in reversed(some):
        first = int(_DIGITS.findall(found.group())[0])
        if _enumerates(found) or first + 1 == following:
            following = first
        else:
            following = None
            kept.append(found)
    return kept[::-1]


def _enumerates(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    return _ENUMERATES.search(before) is not None


def _counts_up(marks: list[re.Match[str]]) -> set[re.Match[str]]:
    """Returns the marks that follow the order of first citation, or none where the paper does not cite so."""
    top = 0
    fitting: set[re.Match[str]] = set()
    for mark in marks:
        numbers = [int(digits) for digits in _DIGITS.findall(mark.group())]
        if min(numbers) <= top + _MOST_SKIPPED and max(numbers) <= top + _LONGEST_JUMP and min(numbers) > 0:
            fitting.add(mark)
            top = max(top, *numbers)
    used = len(fitting) >= max(_FEWEST, _SHARE * len(marks)) and top >= _FEWEST
    return fitting if used else set()
