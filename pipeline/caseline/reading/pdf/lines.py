"""Lines: words on one row, first as fragments without a wide gap, then put together within a column."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from caseline.reading.pdf.geometry import Box
from caseline.reading.pdf.words import WORD_GAP, Word

# In heights of the font: a fragment has no gap wider than this. The gutter between columns is wider.
_FRAGMENT_GAP = 0.75
_BACKWARDS = 0.6
_SAME_ROW = 0.2
_EVEN = 0.05
# Raised or lowered words reach this far from the baseline, and stand this near.
_SCRIPT_REACH = 0.7
_SCRIPT_GAP = 0.4
_SMALLER = 0.88
# A first letter at least this much higher than the text reaches down over several lines.
_DROPPED = 1.8

_Value = TypeVar("_Value", int, float)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words side by side on one row.

    Attributes:
        words: From left to right as the file has them.
        baseline: Height of the baseline of its largest words.
        size: Height of the font of those.
    """

    words: tuple[Word, ...]
    left: float
    right: float
    baseline: float
    size: float

    @property
    def top(self) -> float:
        """Height of its upper edge."""
        return self.baseline + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Height of its lower edge."""
        return self.baseline - 0.25 * self.size

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.baseline + 0.25 * self.size


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column.

    Attributes:
        words: From left to right.
        spaces: For each word, whether a space stands before it.
        baseline: Height of the baseline of most of the text.
        size: Height of the font of most of the text.
        font: Index of the font of most of the text.
    """

    words: tuple[Word, ...]
    spaces: tuple[bool, ...]
    left: float
    right: float
    baseline: float
    size: float
    font: int

    @property
    def top(self) -> float:
        """Height of its upper edge."""
        return self.baseline + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Height of its lower edge."""
        return self.baseline - 0.25 * self.size

    @property
    def text(self) -> str:
        """The words with their spaces."""
        parts = (
            f" {word.text}" if spaced else word.text
            for word, spaced in zip(self.words, self.spaces, strict=True)
        )
        return "".join(parts).strip()

    @property
    def box(self) -> Box:
        """Its box on the sheet."""
        return self.left, self.bottom, self.right, self.top


def make_fragments(words: Iterable[Word]) -> list[Fragment]:
    """Joins words that follow each other in the file on one row."""
    fragments: list[Fragment] = []
    run: list[Word] = []
    base: Word | None = None
    for word in words:
        if run and base is not None and not _follows(run[-1], base, word):
            fragments.append(make_fragment(run))
            run = []
        run.append(word)
        base = word if len(run) == 1 or base is None or word.size > base.size else base
    if run:
        fragments.append(make_fragment(run))
    return fragments


def make_fragment(words: Sequence[Word]) -> Fragment:
    """Returns the fragment of words on one row."""
    base = max(words, key=lambda word: word.size)
    return Fragment(
        words=tuple(words),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        baseline=base.baseline,
        size=base.size,
    )


def row_key(fragment: Fragment) -> int:
    """Returns a number that fragments of one row share, but for those at its edge."""
    return round(fragment.baseline / 3)


def _follows(last: Word, base: Word, word: Word) -> bool:
    size = max(base.size, word.size)
    gap = word.left - last.right
    away = abs(word.baseline - base.baseline)
    if away <= _SAME_ROW * min(base.size, word.size):
        return -_BACKWARDS * size <= gap <= _FRAGMENT_GAP * size
    smaller = size / _DROPPED <= min(base.size, word.size) <= _SMALLER * size
    return smaller and away <= _SCRIPT_REACH * size and -_SCRIPT_GAP * size <= gap <= _SCRIPT_GAP * size


def make_lines(fragments: Sequence[Fragment]) -> list[Line]:
    """Returns the lines of a single column from top to bottom."""
    rows: list[list[Fragment]] = []
    scripts: list[Fragment] = []
    dropped: list[Fragment] = []
    usual = usual_size(fragments)
    for fragment in sorted(fragments, key=lambda each: (-each.baseline, each.left)):
        if _is_dropped_capital(fragment, usual):
            dropped.append(fragment)
        elif rows and _on_row(rows[-1], fragment):
            rows[-1].append(fragment)
        elif fragment.size <= _SMALLER * usual and len(fragment.words) <= 3:
            scripts.append(fragment)
        else:
            rows.append([fragment])
    alone = [script for script in scripts if not _attach(rows, script)]
    for fragment in alone:
        row = next((each for each in rows if _on_row(each, fragment)), None)
        if row is None:
            rows.append([fragment])
        else:
            row.append(fragment)
    rows.sort(key=lambda row: -max(row, key=lambda each: each.size).baseline)
    for capital in dropped:
        _prefix(rows, capital)
    return [_line(row) for row in rows]


def usual_size(fragments: Sequence[Fragment]) -> float:
    """Returns the height of the font of most of the text."""
    sizes: Counter[float] = Counter()
    for fragment in fragments:
        sizes[round(fragment.size, 1)] += sum(len(word.text) for word in fragment.words)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _is_dropped_capital(fragment: Fragment, usual: float) -> bool:
    return (
        len(fragment.words) == 1
        and len(fragment.words[0].text) == 1
        and fragment.words[0].text.isupper()
        and fragment.size >= _DROPPED * usual
    )


def _on_row(row: list[Fragment], fragment: Fragment) -> bool:
    """Tells whether a fragment goes on a row; one that would be painted over its text does not."""
    first = row[0]
    away = abs(first.baseline - fragment.baseline)
    size = min(first.size, fragment.size)
    if away > _SAME_ROW * 1.5 * size:
        return False
    return away <= _EVEN * size or not any(
        min(fragment.right, other.right) - max(fragment.left, other.left) > size for other in row
    )


def _attach(rows: list[list[Fragment]], script: Fragment) -> bool:
    """Puts a raised or lowered fragment to the row that it touches, if there is one."""
    best: list[Fragment] | None = None
    nearest = float("inf")
    for row in rows:
        for fragment in row:
            away = abs(fragment.middle - script.middle)
            gap = max(script.left - fragment.right, fragment.left - script.right)
            if (
                away <= _SCRIPT_REACH * fragment.size
                and gap <= _FRAGMENT_GAP * fragment.size
                and away < nearest
            ):
                best, nearest = row, away
    if best is not None:
        best.append(script)
    return best is not None


def _prefix(rows: list[list[Fragment]], capital: Fragment) -> None:
    """Puts a dropped capital before the first row beside it."""
    for row in rows:
        first = min(row, key=lambda each: each.left)
        beside = capital.bottom - first.size / 2 <= first.baseline <= capital.top
        if beside and -capital.size / 2 <= first.left - capital.right <= capital.size:
            letter = capital.words[0]
            row.append(
                make_fragment(
                    [
                        Word(
                            letter.text,
                            first.left - 0.01,
                            first.left,
                            first.baseline,
                            first.size,
                            first.words[0].font,
                            letter.order,
                            spaced=False,
                        )
                    ]
                )
            )
            return
    rows.append([capital])


def part_of(line: Line, begin: int, end: int) -> Line:
    """Returns some of the words of a line as a line, which may look unlike the whole."""
    return _made(line.words[begin:end], (False, *line.spaces[begin + 1 : end]))


def _line(row: list[Fragment]) -> Line:
    words = sorted(
        (word for fragment in row for word in fragment.words), key=lambda word: (word.left, word.order)
    )
    return _made(tuple(words), tuple(_spaces(words)))


def _made(words: tuple[Word, ...], spaces: tuple[bool, ...]) -> Line:
    """Returns a line that looks as most of its words do."""
    size = _most((word.size, word) for word in words)
    usual = [word for word in words if word.size == size]
    return Line(
        words=words,
        spaces=spaces,
        left=words[0].left,
        right=max(word.right for word in words),
        baseline=_most((round(word.baseline, 1), word) for word in usual),
        size=size,
        font=_most((word.font, word) for word in usual),
    )


def _most(values: Iterable[tuple[_Value, Word]]) -> _Value:
    """Returns the value that most characters have; of several such the largest."""
    counts: Counter[_Value] = Counter()
    for value, word in values:
        counts[value] += len(word.text)
    return max(counts, key=lambda each: (counts[each], each))


def _spaces(words: list[Word]) -> Iterable[bool]:
    yield False
    for last, word in itertools.pairwise(words):
        if word.order == last.order + 1 and word.spaced is not None:
            yield word.spaced or word.left - last.right > _FRAGMENT_GAP * word.size
        else:
            yield word.left - last.right > WORD_GAP * min(last.size, word.size)
