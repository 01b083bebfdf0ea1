"""Stretches as brat has them: no line may break inside the text that a fragment covers.

brat reads its files with Python's notion of a line, which knows more ends of lines than the line feed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.export.sheet import Stretch, tidy

_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_BREAKS}]+")
_ONLY_BREAKS = re.compile(f"[{_BREAKS}]+")
_AS = re.compile(r"\bas=(\d+-\d+(?:;\d+-\d+)*)")


def fragments(text: str, parts: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Returns the fragments of a mention; one that is nothing but ends of lines stays whole."""
    found = tuple(line.span() for start, end in parts for line in _LINE.finditer(text, start, end))
    return found or tuple(parts)


def joined(text: str, pieces: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Returns the stretches of fragments; those with nothing but ends of lines between them are one."""
    made: list[Stretch] = []
    for start, end in tidy(list(pieces)):
        if made and _ONLY_BREAKS.fullmatch(text, made[-1][1], start):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return tuple(made)


def covered(text: str, pieces: Sequence[Stretch]) -> str:
    """Returns what brat writes behind the offsets: the fragments with a space between them."""
    return re.sub(f"[{_BREAKS}]", " ", " ".join(text[start:end] for start, end in pieces))


def as_note(text: str, parts: Sequence[Stretch]) -> str | None:
    """Returns a note that tells the stretches, where the fragments alone would not."""
    if joined(text, fragments(text, parts)) == tuple(parts):
        return None
    return "as=" + ";".join(f"{start}-{end}" for start, end in parts)


def noted(text: str, pieces: Sequence[Stretch], note: str) -> tuple[Stretch, ...] | None:
    """Returns the stretches that a note tells, unless the fragments are not theirs any longer."""
    found = _AS.search(note)
    if found is None:
        return None
    parts = [(int(start), int(end)) for start, _, end in (one.partition("-") for one in found[1].split(";"))]
    inside = all(0 <= start < end <= len(text) for start, end in parts)
    return tuple(parts) if inside and fragments(text, parts) == tuple(pieces) else None
