"""Words of a page: characters that stand together, in one font, on one baseline."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from caseline.reading.pdf.painting import Font, Glyph, Space
from caseline.reading.pdf.symbols import with_office_ligatures, with_signs

# In heights of the font: a gap wider than this parts two words where the file has no space between them.
WORD_GAP = 0.14
# Characters overlap by this much at most: what goes back further begins anew.
_OVERLAP = 0.4
_SAME_BASELINE = 0.05
_SAME_SIZE = 0.04
# A word painted twice to look bold is shifted by less than this.
_SHIFT = 0.25
_DOUBLED = 0.12
# A space behind a ligature that is narrower is none; one behind a number that is wider is one.
_NO_ROOM = 0.12
_THIN_SPACE = 0.08

# An accent and its letter are not further apart in the file than this.
_NEAR = 60
_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¨": "\u0308",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "˚": "\u030a",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˝": "\u030b",
    "˛": "\u0328",
}
_MATHEMATICAL = range(0x1D400, 0x1D800)
_LIGATURES = range(0xFB00, 0xFB07)
_HYPHENS = {"\u00ad": "-", "\u2010": "-", "\u2011": "-"}


@dataclass(frozen=True, slots=True)
class Word:
    """Characters in one font that stand together.

    Attributes:
        text: The characters.
        left: Left edge.
        right: Right edge.
        baseline: Height of the baseline.
        size: Height of the font.
        font: Index of the font.
        order: Its place in the file.
        spaced: Whether white space stands before it in the file; None where that is not known.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: int
    order: int
    spaced: bool | None

    @property
    def top(self) -> float:
        """Height of its upper edge: an ascender is about this high."""
        return self.baseline + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Height of its lower edge."""
        return self.baseline - 0.25 * self.size


def make_words(glyphs: Sequence[Glyph], fonts: Sequence[Font]) -> list[Word]:
    """Returns the words in the order of the file; ligatures are resolved, what is painted twice is there once."""
    words: list[Word] = []
    run: list[Glyph] = []
    for glyph in with_accents(with_signs(glyphs, fonts)):
        if run and _is_doubled(run[-1], glyph):
            continue
        thin = bool(run) and _is_thin_space(run[-1], glyph)
        if run and (thin or not _joins(run, glyph)):
            words.append(_word(run, len(words)))
            run = []
        run.append(glyph._replace(spaced=Space.MADE) if thin else glyph)
    if run:
        words.append(_word(run, len(words)))
    return _once(words)


def with_accents(glyphs: list[Glyph]) -> list[Glyph]:
    """Puts accents that are painted on their own upon the letter below them, as typesetting by TeX has them."""
    composed = list(glyphs)
    dropped: set[int] = set()
    for index, glyph in enumerate(glyphs):
        if glyph.text not in _ACCENTS:
            continue
        middle = (glyph.left + glyph.right) / 2
        near = range(max(0, index - _NEAR), min(len(glyphs), index + _NEAR + 1))
        for other in sorted(near, key=lambda place: abs(place - index)):
            letter = composed[other]
            if letter.text.isalpha() and letter.text not in _ACCENTS and _is_below(letter, glyph, middle):
                text = unicodedata.normalize("NFC", letter.text.replace("ı", "i") + _ACCENTS[glyph.text])
                if len(text) == 1:
                    composed[other] = letter._replace(text=text)
                    dropped.add(index)
                    break
    return [glyph for index, glyph in enumerate(composed) if index not in dropped]


def _is_below(letter: Glyph, accent: Glyph, middle: float) -> bool:
    room = 0.1 * letter.size
    return (
        letter.left - room <= middle <= letter.right + room
        and abs(letter.baseline - accent.baseline) <= 0.5 * letter.size
    )


def _joins(run: list[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    if glyph.font != last.font or (glyph.spaced is not Space.NONE and not _is_no_space(run, glyph)):
        return False
    if (glyph.left, glyph.baseline) == (last.left, last.baseline):
        return True
    size = last.size
    if (
        abs(glyph.baseline - last.baseline) > _SAME_BASELINE * size
        or abs(glyph.size - size) > _SAME_SIZE * size
    ):
        return False
    return -_OVERLAP * size <= glyph.left - last.right <= 2 * WORD_GAP * size


def _is_no_space(run: list[Glyph], glyph: Glyph) -> bool:
    """Tells whether a space of the file takes no room, as some files have them behind ligatures."""
    last = run[-1]
    if glyph.spaced is not Space.PRINTED or abs(glyph.baseline - last.baseline) > _SAME_BASELINE * last.size:
        return False
    ligature = len(run) > 1 and run[-2].left == last.left
    return ligature and abs(glyph.left - last.right) <= _NO_ROOM * last.size


def _is_thin_space(last: Glyph, glyph: Glyph) -> bool:
    """Tells whether a thin space, which the file does by moving on, parts a number from its unit."""
    if not (last.text.isdigit() and glyph.text.isalpha() and glyph.spaced is Space.NONE):
        return False
    even = abs(glyph.baseline - last.baseline) <= _SAME_BASELINE * last.size
    return even and glyph.left - last.right > _THIN_SPACE * last.size


def _is_doubled(last: Glyph, glyph: Glyph) -> bool:
    """Tells whether a character is painted twice in a row, to look bold; parts of a ligature share one place."""
    near = _DOUBLED * last.size
    return (
        glyph.text == last.text
        and (glyph.left != last.left or glyph.text not in "fil")
        and abs(glyph.left - last.left) <= near
        and abs(glyph.baseline - last.baseline) <= near
    )


def _word(run: list[Glyph], order: int) -> Word:
    first = run[0]
    return Word(
        text=with_office_ligatures("".join(_plain(glyph.text) for glyph in run)),
        left=first.left,
        right=max(glyph.right for glyph in run),
        baseline=first.baseline,
        size=first.size,
        font=first.font,
        order=order,
        spaced=None if first.spaced is Space.LINE else first.spaced is not Space.NONE,
    )


def _plain(text: str) -> str:
    """Resolves ligatures and letters of mathematics; hyphens are one character."""
    code = ord(text[0])
    if code < 0xAD:
        return text
    if code in _LIGATURES or code in _MATHEMATICAL:
        return unicodedata.normalize("NFKC", text)
    return _HYPHENS.get(text, text)


def _once(words: list[Word]) -> list[Word]:
    """Leaves out words that are painted a second time at nearly the same place."""
    painted: dict[tuple[str, int], list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        row = round(word.baseline / 4)
        near = (other for step in (-1, 0, 1) for other in painted.get((word.text, row + step), ()))
        if any(_is_same_place(word, other) for other in near):
            continue
        painted.setdefault((word.text, row), []).append(word)
        kept.append(word)
    return kept


def _is_same_place(word: Word, other: Word) -> bool:
    shift = _SHIFT * min(word.size, other.size)
    return abs(word.left - other.left) <= shift and abs(word.baseline - other.baseline) <= shift
