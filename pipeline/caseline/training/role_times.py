"""Labels of phrases of time: what each dates, what it counts from, and where what it dates is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from caseline.errors import ReadingError
from caseline.nlp.roles.times import BASES, KINDS
from caseline.training.role_texts import read_labels


@dataclass(frozen=True, slots=True)
class LabelledTime:
    """A phrase of time in characters, half-open; `base` is None where nobody labelled it, `of` where what it dates is told.

    `day` bounds the days from the first exposure to that moment, of a length how many days it took; None where no reader
    could tell, and a bound likewise.
    """

    start: int
    end: int
    kind: str
    base: str | None
    of: tuple[tuple[int, int], ...]
    day: tuple[float | None, float | None] | None = None


def read_times(path: Path, lengths: Mapping[str, int]) -> dict[str, tuple[LabelledTime, ...]]:
    """Returns the labelled phrases of time by text.

    Args:
        path: One JSON object a line, with `id`, `length` of the text and `times`: `[start, end, kind, base, of, day]`.
            `kind` is one of KINDS, `base` one of BASES or null, `of` holds `[start, end]` of what is dated, `day` is a number of days, `[low, high]` or null.
        lengths: Characters of each text by its id.

    Raises:
        ReadingError: When a line is no such object, or its text is missing or of another length.
    """
    return read_labels(path, "times", lengths, _time)


def _time(path: Path, row: int, entry: object, length: int) -> LabelledTime:
    match entry:
        case [int(start), int(end), str(kind), base, list(of), day] if (
            0 <= start < end <= length and kind in KINDS and (base is None or base in BASES)
        ):
            places = tuple(_place(path, row, each, length) for each in of)
            return LabelledTime(start, end, kind, base, places, _days(path, row, day))
    raise ReadingError(
        str(path),
        f"line {row}: {entry!r} is no [start, end, kind, base, of, day], or lies outside its text",
    )


def _place(path: Path, row: int, entry: object, length: int) -> tuple[int, int]:
    match entry:
        case [int(start), int(end)] if 0 <= start < end <= length:
            return start, end
    raise ReadingError(str(path), f"line {row}: {entry!r} is no [start, end] of what a time dates")


def _days(path: Path, row: int, entry: object) -> tuple[float | None, float | None] | None:
    match entry:
        case None:
            return None
        case int() | float():
            return entry, entry
        case [(int() | float() | None) as low, (int() | float() | None) as high] if (
            low is None or high is None or low <= high
        ):
            return low, high
    raise ReadingError(str(path), f"line {row}: {entry!r} is no day, [low, high] or null")
