"""Furniture of printed pages: running heads, feet, page numbers, watermarks and notices of the publisher."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from caseline.reading.imprint import is_imprint
from caseline.reading.pdf.labels import label_of
from caseline.reading.pdf.lines import Fragment, usual_size
from caseline.reading.pdf.sides import Side
from caseline.reading.prose import is_prose
from caseline.reading.references import is_reference

# The outer rows of a page, and how far from the edge they may lie, as a share of its height.
_OUTER_ROWS = 5
_ZONE = 0.17
# Running heads stand at the same height on each page, within so many points.
_SAME_HEIGHT = 4.0
_SAME_PLACE = 2.0
_ROW = 3.0
# A head is parted from the text by more than this many heights of its font.
_PARTED = 1.6
_LONGEST_HEAD = 200
_LONGEST_TOLD = 100
_MOST = 0.5
# A key of fewer letters repeats by chance: numbers in tables, words of justified lines.
_LETTERS = 6

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s|p\.\s?|[-–—|•]\s?)?(?:[A-Za-z]{1,3}[-.]?)?\d{1,6}(?:\s?(?:of|/|\|)\s?\d{1,4})?(?:\s?[-–—|•])?\Z",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivxl]{1,6}\Z")
_RUNNING = re.compile(
    r"\bet al\b|\bdoi\b|10\.\d{4,9}/|www\.|https?:|©|\bdownloaded\b|\bvol(?:ume|\.)|\bISSN\b|\bissue\b|\bpage\b|\bpp\.|"
    r"\ball rights reserved\b|\bopen access\b",
    re.IGNORECASE,
)
# What stands in titles, too: on the first page it tells a running head in small print only.
_MAY_RUN = re.compile(r"\b(?:19|20)\d\d\b|\bjournal\b|\bcase reports?\b", re.IGNORECASE)
# In heights of the body.
_SMALL, _LARGE = 0.96, 1.12
_NOTICE = re.compile(
    r"""
    \W{0,2}(?:
      downloaded\s(?:from|by|on|via)\b.{0,200}
    | (?:this\sarticle|this\scontent)\sis\sprotected\sby\scopyright\b.{0,120}
    | (?:author|accepted)\smanuscript
    | accepted\sarticle
    | .{0,80}\bauthor\smanuscript;\savailable\sin\spmc\b.{0,60}
    | (?:nih-pa|europe\spmc\sfunders)\sauthor\smanuscripts?
    | for\spersonal\suse\sonly\b.{0,120}
    | .{0,60}\bpage\snumber\snot\sfor\scitation\spurposes\b.{0,5}
    | (?:med|bio)rxiv\spreprint\b.{0,300}
    | .{0,100}\bwhich\swas\snot\scertified\sby\speer\sreview\b.{0,200}
    | (?:it\sis\smade\savailable\sunder\sa|perpetuity\.)\b.{0,120}
    | by\sguest\son\s.{0,60}
    | protected\sby\scopyright\.?
    | .{0,120}\bfirst\spublished\sas\s10\.\d{4,9}/.{0,200}
    | (?:uncorrected|corrected)\s(?:author\s)?proofs?
    | article\sin\spress
    | send\sorders\sfor\sreprints\sto\b.{0,60}
    )\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """The sides without their furniture, and the furniture as text, page by page."""

    sides: list[Side]
    furniture: list[list[str]]


def part_furniture(sides: Sequence[Side]) -> Parted:
    """Takes running heads, feet, page numbers, watermarks and notices off the pages."""
    zones = [_zones(side) for side in sides]
    repeated = _repeated(sides, zones)
    stamped = _stamped(sides)
    kept: list[Side] = []
    furniture: list[list[str]] = []
    for index, side in enumerate(sides):
        out = {each for each in side.fragments if stamped(each) or _NOTICE.match(_text(each))}
        for rows in zones[index]:
            title_from = (_SMALL if side.page == sides[0].page else _LARGE) * usual_size(side.fragments)
            out |= _outer_furniture(rows, repeated[index], side, title_from)
        kept.append(replace(side, fragments=tuple(each for each in side.fragments if each not in out)))
        furniture.append([_text(each) for each in side.fragments if each in out])
    return Parted(kept, furniture)


def _text(fragment: Fragment) -> str:
    return " ".join(word.text for word in fragment.words)


def _key(fragment: Fragment) -> str:
    return _DIGITS.sub("#", " ".join(_text(fragment).casefold().split()))


def _zones(side: Side) -> tuple[list[list[Fragment]], list[list[Fragment]]]:
    """Returns the outer rows at the top and at the bottom, the outermost first."""
    ranked = sorted(side.fragments, key=lambda each: -each.baseline)
    top = [each for each in ranked if each.baseline >= side.height * (1 - _ZONE)]
    bottom = [each for each in reversed(ranked) if each.baseline <= side.height * _ZONE]
    return _rows(top)[:_OUTER_ROWS], _rows(bottom)[:_OUTER_ROWS]


def _rows(ranked: Sequence[Fragment]) -> list[list[Fragment]]:
    rows: list[list[Fragment]] = []
    for fragment in ranked:
        if rows and abs(rows[-1][0].baseline - fragment.baseline) <= _ROW:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def _repeated(
    sides: Sequence[Side], zones: Sequence[tuple[list[list[Fragment]], list[list[Fragment]]]]
) -> list[set[Fragment]]:
    """Returns the fragments of the outer rows that stand on another page at the same height, too."""
    seen: dict[tuple[str, bool], list[tuple[int, float, Fragment]]] = defaultdict(list)
    for index, (side, (top, bottom)) in enumerate(zip(sides, zones, strict=True)):
        for is_top, rows in ((True, top), (False, bottom)):
            for fragment in (each for row in rows for each in row):
                if sum(map(str.isalpha, _text(fragment))) < _LETTERS:
                    continue
                height = side.height - fragment.baseline if is_top else fragment.baseline
                seen[_key(fragment), is_top].append((index, height, fragment))
    repeated: list[set[Fragment]] = [set() for _ in sides]
    for places in seen.values():
        for index, height, fragment in places:
            if any(other != index and abs(there - height) <= _SAME_HEIGHT for other, there, _ in places):
                repeated[index].add(fragment)
    return repeated


def _stamped(sides: Sequence[Side]) -> Callable[[Fragment], bool]:
    """Returns a test for what is stamped on most pages at one place, anywhere on the page."""
    count: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for side in sides:
        for each in side.fragments:
            for place in _places(each):
                count[place].add(side.page)
    pages = len({side.page for side in sides})

    def is_stamped(fragment: Fragment) -> bool:
        if pages < 3 or len(_text(fragment)) < 4:
            return False
        return max(len(count[place]) for place in _places(fragment)) > max(2, pages / 2)

    return is_stamped


def _places(fragment: Fragment) -> list[tuple[str, int, int]]:
    text = _text(fragment)
    x, y = fragment.left / _SAME_PLACE / 2, fragment.baseline / _SAME_PLACE / 2
    return [(text, round(x + shift), round(y + other)) for shift in (0, 0.5) for other in (0, 0.5)]


def _outer_furniture(
    rows: list[list[Fragment]], repeated: set[Fragment], side: Side, title_from: float
) -> set[Fragment]:
    """Returns the furniture among the outer rows, from the edge inwards until text begins.

    Args:
        rows: The rows, the outermost first.
        repeated: What stands on other pages, too.
        side: The page.
        title_from: Height of the font from which on a row may be a title.
    """
    out: set[Fragment] = set()
    open_end = True
    for index, row in enumerate(rows):
        if any(label_of(_text(each)) for each in row):
            break
        again = [each for each in row if each in repeated]
        if again and (_share(again, row) >= _MOST or _is_apart(rows, index, side)):
            out.update(row, *(outer for outer in rows[:index] if not _is_text(outer)))
        elif open_end and _is_head(rows, index, side, title_from):
            out.update(row)
        else:
            out.update(again)
            open_end = False
    return out


def _share(part: Sequence[Fragment], whole: Sequence[Fragment]) -> float:
    return _length(part) / max(_length(whole), 1)


def _length(row: Sequence[Fragment]) -> int:
    return sum(len(_text(each)) for each in row)


def _is_text(row: Sequence[Fragment]) -> bool:
    return _length(row) > _LONGEST_HEAD or any(is_prose(_text(each)) for each in row)


def _is_head(rows: list[list[Fragment]], index: int, side: Side, title_from: float) -> bool:
    """Tells whether a row that stands on no other page reads as a page number, a running head or an imprint."""
    row = rows[index]
    if len(row) == 1 and index == 0 and _is_number(_text(row[0])):
        return True
    if not _is_apart(rows, index, side) or _length(row) > _LONGEST_HEAD:
        return False
    may_be_title = max(each.size for each in row) >= title_from
    return all(
        _is_number(text) or _reads_as_head(text, may_be_title=may_be_title) for text in map(_text, row)
    )


def _is_number(text: str) -> bool:
    return _PAGE_NUMBER.match(text) is not None or _ROMAN.match(text) is not None


def _reads_as_head(text: str, *, may_be_title: bool) -> bool:
    if len(text) > _LONGEST_TOLD or is_prose(text) or is_reference(text):
        return False
    if _RUNNING.search(text) is not None or is_imprint(text, broken=False):
        return True
    return not may_be_title and _MAY_RUN.search(text) is not None


def _is_apart(rows: list[list[Fragment]], index: int, side: Side) -> bool:
    """Tells whether a wide gap, or a line across, parts the row from the next one inwards."""
    if index + 1 >= len(rows):
        return True
    row, inner = rows[index], rows[index + 1]
    size = max(each.size for each in row)
    low, high = sorted((row[0].baseline, inner[0].baseline))
    if high - low > _PARTED * size:
        return True
    left, right = min(each.left for each in row), max(each.right for each in row)
    return any(
        low < rule[1] < high + size and rule[0] <= left + 20 and rule[2] >= right - 20 for rule in side.rules
    )
