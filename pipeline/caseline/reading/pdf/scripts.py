"""Raised and lowered characters: citation marks are left out, exponents and charges stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caseline.reading.pdf.lines import Line
from caseline.reading.pdf.words import Word

# In heights of the line: smaller text so far above or below the baseline, or any text still further away.
_SMALL = 0.88
_RAISED, _FAR_RAISED = 0.12, 0.27
_LOWERED, _FAR_LOWERED = -0.05, -0.22

_UNICODE = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_CITATION = re.compile(r"[\[(]?\d{1,3}[a-z]?(?:\s?[,;\-–—−]\s?\d{1,3}[a-z]?)*[\])]?[,.;]?\Z")
_MARK = re.compile(r"[a-h*†‡§¶#]{1,2}(?:\s?,\s?[a-h*†‡§¶#\d]{1,2})*,?\Z")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\Z")
_CHARGE = re.compile(r"\d?[+−–-]\Z")
_NEGATIVE = re.compile(r"[−–-]\s?\d{1,2}\Z")
_UNIT = re.compile(
    r"(?:\A|[\s/·.\d(])(?:[kcmdµμn]?m|mm|in|ft|kg|[mµμn]?g|[dmµμ]?[lL]|s|sec|min|h|hr|d|mol|mmol|M|K|J|W|V|y|yr|Pa|IU|U)\Z"
)
_LENGTH = re.compile(r"(?:\A|[\s/·.\d(×x])(?:[kcmdµμn]?m|ft)\Z")
_STATISTIC = re.compile(r"(?:\A|[\s(,;])(?:[rRxXχηIT]|chi|eta)\Z")
_TEN = re.compile(r"(?:\A|[^\d.,])10\Z")
_ISOTOPE = re.compile(r"\d{1,3}m?\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: its text and whether a space stands before it."""

    text: str
    spaced: bool


def parts(line: Line) -> Iterator[Part]:
    """Yields the text of a line with its raised characters resolved."""
    done = ""
    index = 0
    while index < len(line.words):
        end = index + 1
        if script(line.words[index], line) > 0:
            while end < len(line.words) and script(line.words[end], line) > 0:
                end += 1
            raised = _joined(line, index, end)
            after = line.words[end].text if end < len(line.words) and not line.spaces[end] else ""
            before = "" if line.spaces[index] else done
            text = "°" if _is_degree(raised, done, after) else resolved(raised, before, after)
            part = Part(text, line.spaces[index] and bool(text))
        else:
            part = Part(line.words[index].text, line.spaces[index])
        if part.text:
            yield part
            done += (" " if part.spaced else "") + part.text
        index = end


def _is_degree(raised: str, before: str, after: str) -> bool:
    """Tells whether a raised letter or digit stands for a degree: "39 oC"."""
    return raised.strip() in {"o", "0", "º", "°"} and after[:1] in {"C", "F"} and before[-1:].isdigit()


def script(word: Word, line: Line) -> int:
    """Returns 1 for raised text, -1 for lowered text, else 0."""
    away = (word.baseline - line.baseline) / line.size
    small = word.size <= _SMALL * line.size
    if away > _FAR_RAISED or (small and away > _RAISED):
        return 1
    return -1 if away < _FAR_LOWERED or (small and away < _LOWERED) else 0


def _joined(line: Line, begin: int, end: int) -> str:
    pieces: list[str] = []
    for index in range(begin, end):
        space = " " if index > begin and line.spaces[index] else ""
        pieces.append(space + line.words[index].text)
    return "".join(pieces)


def resolved(raised: str, before: str, after: str) -> str:
    """Returns how raised text is written in a line; a citation mark is written as nothing.

    Args:
        raised: The raised text.
        before: The text of the line right before it, without a space between.
        after: The word right behind it.
    """
    text = raised.strip()
    if _TEN.search(before) or (_NEGATIVE.match(text) and (_UNIT.search(before) or before[-1:] in _DIGITS)):
        return _unicode(text)
    if text in {"2", "3"} and (_LENGTH.search(before) or (text == "2" and _STATISTIC.search(before))):
        return _unicode(text)
    if _CHARGE.match(text) and before[-1:].isalnum():
        return _unicode(text)
    if _ISOTOPE.match(text) and not before[-1:].isalnum() and after[:1].isupper() and len(after) <= 3:
        return _unicode(text.rstrip("m")) + ("ᵐ" if text.endswith("m") else "")
    if _ORDINAL.match(text) and before[-1:].isdigit():
        return text
    if _CITATION.match(text):
        return text[-1] if text[-1] in ",.;" and before[-1:].isalnum() and not after else ""
    return "" if _MARK.match(text) and not after[:1].isalnum() else raised


def _unicode(text: str) -> str:
    return text.replace(" ", "").translate(_UNICODE)
