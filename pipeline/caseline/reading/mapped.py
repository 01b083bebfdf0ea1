"""Text that knows for each character where it stands in the source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from caseline.reading.clean import At, CleanText

NOWHERE = -1
# Signed, eight bytes on all platforms.
_TYPE = "q"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and the place of each of its characters in the decoded file.

    Attributes:
        text: The text.
        places: One offset a character; `NOWHERE` for what the source does not print so.
    """

    text: str
    places: array[int]

    @classmethod
    def at(cls, text: str, offset: int) -> Mapped:
        """Returns text that stands at an offset as it is."""
        return cls(text, array(_TYPE, range(offset, offset + len(text))))

    @classmethod
    def made(cls, text: str) -> Mapped:
        """Returns text that the source does not print so."""
        return cls(text, array(_TYPE, [NOWHERE]) * len(text))

    @classmethod
    def joined(cls, parts: Iterable[Mapped]) -> Mapped:
        """Returns texts one after the other."""
        places = array(_TYPE)
        texts: list[str] = []
        for part in parts:
            texts.append(part.text)
            places.extend(part.places)
        return cls("".join(texts), places)

    def cut(self, start: int, end: int | None = None) -> Mapped:
        """Returns the characters from one to before another."""
        return Mapped(self.text[start:end], self.places[start:end])

    def replaced(self, pieces: Sequence[tuple[int, int, Mapped]]) -> Mapped:
        """Returns the text with other text in place of stretches of it, which are in order."""
        parts: list[Mapped] = []
        reached = 0
        for start, end, instead in pieces:
            parts += (self.cut(reached, start), instead)
            reached = end
        return Mapped.joined([*parts, self.cut(reached)]) if parts else self

    def without(self, spans: Iterable[tuple[int, int]]) -> Mapped:
        """Returns the text without stretches of it, which are in order and may overlap."""
        nothing = Mapped.made("")
        pieces: list[tuple[int, int, Mapped]] = []
        reached = 0
        for start, end in spans:
            if end > reached:
                pieces.append((max(start, reached), end, nothing))
                reached = end
        return self.replaced(pieces)

    def stripped(self) -> Mapped:
        """Returns the text without the white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def runs(self) -> Iterator[Mapped]:
        """Yields the stretches that stand in the source as they are here, and those between."""
        start = 0
        for index in range(1, len(self.places)):
            above, here = self.places[index - 1], self.places[index]
            if (here != above + 1) if above != NOWHERE else (here != NOWHERE):
                yield self.cut(start, index)
                start = index
        if self.text:
            yield self.cut(start)

    def add_to(self, clean: CleanText) -> None:
        """Appends the text to the block that is being built.

        Raises:
            ReadingError: When the clean text grows beyond its limit.
        """
        for run in self.runs():
            place = run.places[0]
            clean.add(run.text, None if place == NOWHERE else At(offset=place))
