"""Clean text in the making: blocks of prose, their sections, and the way back into the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.errors import ReadingError
from caseline.reading.limits import LARGEST_TEXT
from caseline.schema.document import Origin, Section, SectionName

BLOCK = "\n\n"
LINE = "\n"

# What prints nothing, or turns the reading order: soft hyphen, zero width, marks and overrides of direction,
# fillers, selectors of a variant, tags.
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
)
_NOTHING = re.compile(rf"[{_DROPPED}]+")
_TOKENS = re.compile(
    # Words with single spaces between them are one token: most text is nothing else, and it is quick so.
    rf"(?P<space>\s+)|(?P<dropped>[{_DROPPED}]+)|(?P<word>[^\s{_DROPPED}]++(?: [^\s{_DROPPED}]++)*)"
)


@dataclass(frozen=True, slots=True)
class At:
    """Where a piece of text stands in the source; the fields are those of `Origin`."""

    path: str | None = None
    offset: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Clean:
    """What a reader made of the source; all offsets count characters of `text`, half-open."""

    text: str
    sections: tuple[Section, ...]
    source_map: tuple[Origin, ...]


def plain(text: str) -> str:
    """Returns one line of text as the clean text would hold it: for titles, names and other fields."""
    return " ".join(_NOTHING.sub("", text).split())


class CleanText:
    """Builds the clean text of an article block by block.

    Within a block a run of white space is one space, and none stands at its ends. Characters that print
    nothing are left out. Blocks are parted by an empty line, lines by a line break.

    Args:
        source: The paper's name, for errors.
        limit: Most characters.
    """

    def __init__(self, source: str, *, limit: int = LARGEST_TEXT) -> None:
        self._source = source
        self._limit = limit
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._word_end = 0
        self._origins: list[Origin] = []
        self._open: _Open | None = None
        self._sections: list[Section] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space was added."""
        return self._length == 0

    def add(self, text: str, at: At | None = None) -> None:
        """Appends running text to the block.

        Raises:
            ReadingError: When the text grows beyond the limit.
        """
        run: tuple[int, int] | None = None
        for found in _TOKENS.finditer(text):
            if found.lastgroup == "word":
                begin = self._append(found.group())
                # A single space between two words keeps the offsets in step, so the run goes on.
                if run is None or begin - run[0] != found.start() - run[1]:
                    self._close(run, at, upto=self._word_end)
                    run = (begin, found.start())
                self._word_end = self._length
            elif found.lastgroup == "space" and self._length:
                self._gap = self._gap or " "
        self._close(run, at, upto=self._length)

    def add_whole(self, text: str, at: At | None = None) -> None:
        """Appends words that differ in length from what the source prints, so that no offset holds."""
        words = text.lstrip()
        # The gap in front is no part of them.
        self.add(text[: len(text) - len(words)])
        begin = self._length + len(self._gap)
        self.add(words)
        if at is not None and self._length > begin:
            self._origins.append(
                Origin(start=begin, end=self._length, path=at.path, page=at.page, box=at.box)
            )

    def end_line(self) -> None:
        """Ends a line inside a block, such as a row of a table or an item of a list."""
        if self._length and self._gap != BLOCK:
            self._gap = LINE

    def end_block(self) -> None:
        """Ends a block, such as a paragraph or a heading."""
        if self._length:
            self._gap = BLOCK

    def begin_section(self, name: SectionName, title: str | None = None) -> None:
        """Ends the block and the section above, and begins one; its title is to be added by the caller."""
        self.end_block()
        self._end_section()
        self._open = _Open(name, title, self._length)

    def finish(self) -> Clean:
        """Returns what was built.

        Raises:
            ReadingError: When there is no text.
        """
        if self.is_empty:
            raise ReadingError(self._source, "holds no text; give the full text or the abstract of a report")
        self._end_section()
        return Clean("".join(self._pieces), tuple(self._sections), tuple(self._origins))

    def _append(self, word: str) -> int:
        """Appends the gap and a word; returns where the word begins."""
        if self._length + len(self._gap) + len(word) > self._limit:
            raise ReadingError(
                self._source,
                f"has more than {self._limit:,} characters of text, which is the limit; split it",
            )
        self._pieces += (self._gap, word)
        begin = self._length + len(self._gap)
        self._length = begin + len(word)
        self._gap = ""
        return begin

    def _close(self, run: tuple[int, int] | None, at: At | None, *, upto: int) -> None:
        if run is None or at is None:
            return
        start, within = run
        offset = None if at.offset is None else at.offset + within
        self._origins.append(
            Origin(start=start, end=upto, path=at.path, offset=offset, page=at.page, box=at.box)
        )

    def _end_section(self) -> None:
        """Writes the open section down; text above the first one, or none in it, makes no section."""
        opened, self._open = self._open, None
        if opened is None:
            return
        start = opened.start + len(BLOCK) if opened.start else 0
        if self._length > start:
            self._sections.append(
                Section(name=opened.name, title=opened.title, start=start, end=self._length)
            )


@dataclass(frozen=True, slots=True)
class _Open:
    name: SectionName
    title: str | None
    start: int
