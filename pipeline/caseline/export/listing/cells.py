"""What may stand in a cell: several values in one, no formula, no more than a spreadsheet takes.

Values are joined by "; ", the parts of one by " | "; a backslash stands before each of `;`, `|` and `\\` that is of a
value itself. A value that is not told beside others that are is `not stated`, and stands as `\\not stated` if a
report says so in these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | float | None
UNSAID: Final = "not stated"
# Excel counts UTF-16 units.
MOST_UNITS: Final = 32_767
_CUT: Final = " […]"
_ESCAPED: Final = re.compile(r"[\\;|]")
# Characters that XML 1.0 has no form for; databases stumble over the first.
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BREAK: Final = re.compile(r"\r\n?|[\u2028\u2029\x85]")
# What spreadsheets take for the beginning of a formula, full-width signs too.
_SIGNS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_DANGER: Final = re.compile(rf"(\A\s*|[;,|\t\r\n\"'“”„‘’«»][^\S\r\n]*)(?=[{_SIGNS}])")
_BLANK_START: Final = re.compile(r"\A(?='*[\t\r\n])")
_GUARDED: Final = re.compile(rf"'(?=[{_SIGNS}])|\A'(?='*[\t\r\n])")


def joined(values: Iterable[str | None]) -> str | None:
    """Returns values as one cell, an empty one being told by nobody; null where none is told."""
    made = [value or None for value in values]
    if all(value is None for value in made):
        return None
    return "; ".join(map(_one, made))


def of_parts(parts: Iterable[str]) -> str | None:
    """Returns the parts of a value, to be one of several; null where there is none."""
    made = [_escaped(part) for part in parts if part]
    return _Whole(" | ".join(made)) if made else None


def values_of(cell: str | None) -> list[list[str] | None]:
    """Returns the values of a cell, each by its parts; null for one that is not told."""
    if not cell:
        return []
    values: list[list[str] | None] = []
    for value in _split(cell, "; "):
        values.append(None if value == UNSAID else [_plain(part) for part in _split(value, " | ")])
    return values


def clean(text: str) -> str:
    """Returns a text as a cell may hold it, one kind of line break, cut where a cell ends."""
    legal = _ILLEGAL.sub("\ufffd", _BREAK.sub("\n", text))
    if len(legal.encode("utf-16-le")) // 2 <= MOST_UNITS:
        return legal
    room = (MOST_UNITS - len(_CUT)) * 2
    return legal.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def guarded(text: str) -> str:
    """Returns a text that no spreadsheet takes for a formula, by apostrophes.

    One stands before a sign that begins a formula at the beginning, after a separator or after a quotation mark,
    for a careless import may begin a cell there; and at the beginning of a text that begins with a tab or a line
    break.
    """
    return _BLANK_START.sub("'", _DANGER.sub(r"\1'", text))


def unguarded(text: str) -> str:
    """Returns the text that was guarded."""
    return _GUARDED.sub("", text)


def is_like_a_formula(text: str) -> bool:
    """Tells whether a text would be guarded at its beginning."""
    return re.match(rf"'?[\s{_SIGNS}]", text) is not None


class _Whole(str):
    """A value whose own signs are escaped already."""

    __slots__ = ()


def _one(value: str | None) -> str:
    if value is None:
        return UNSAID
    escaped = value if isinstance(value, _Whole) else _escaped(value)
    return f"\\{escaped}" if escaped == UNSAID else escaped


def _escaped(value: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", value)


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)


def _split(text: str, separator: str) -> Sequence[str]:
    """Returns the pieces between separators that no backslash stands before."""
    pieces: list[str] = []
    begin = at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text.startswith(separator, at):
            pieces.append(text[begin:at])
            at = begin = at + len(separator)
        else:
            at += 1
    return [*pieces, text[begin:]]
