"""Offsets as tools count them, and as the record does: in characters (code points)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

_FIRST_ASTRAL = 0x10000


@dataclass(frozen=True, slots=True)
class Units:
    """How offsets into a text are counted.

    Attributes:
        starts: Where each character begins, and the end of the text; None where units are characters.
        length: Characters of the text.
    """

    length: int
    starts: tuple[int, ...] | None = None

    @classmethod
    def plain(cls, text: str) -> Units:
        """Units that are characters."""
        return cls(len(text))

    @classmethod
    def utf16(cls, text: str) -> Units:
        """Units of UTF-16, as Java and JavaScript count: two for a character beyond U+FFFF."""
        widths = (1 + (ord(char) >= _FIRST_ASTRAL) for char in text)
        return cls(len(text), tuple(accumulate(widths, initial=0)))

    def point(self, offset: int) -> int | None:
        """Returns the character that an offset is of; None outside the text or inside a character."""
        if self.starts is None:
            return offset if 0 <= offset <= self.length else None
        place = bisect_left(self.starts, offset)
        return place if place < len(self.starts) and self.starts[place] == offset else None

    def unit(self, point: int) -> int:
        """Returns the offset of a character."""
        return point if self.starts is None else self.starts[point]
