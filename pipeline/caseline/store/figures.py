"""What questions count: quantiles and outcomes, worked out here so that every database gives the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from caseline.schema.case import OutcomeStatus

QUANTILES: Final = ("min", "q1", "median", "q3", "max")
OUTCOMES: Final = (*map(str, OutcomeStatus), "not_told")


def midpoint(low: float | None, high: float | None) -> float | None:
    """Returns the middle of two bounds; of one alone ("more than two days") there is none."""
    return None if low is None or high is None else low / 2 + high / 2


def quantiles(values: Iterable[float | None]) -> tuple[float | None, ...]:
    """Returns how many values are known, and least, quartiles and most, between neighbours in proportion."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return (0, *(None for _ in QUANTILES))
    return (len(known), *(rounded(_at(known, share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)))


def outcome_counts(outcomes: Iterable[str | None]) -> tuple[int, ...]:
    """Returns how many there are of each of `OUTCOMES`."""
    counts = Counter(outcome or "not_told" for outcome in outcomes)
    return tuple(counts[outcome] for outcome in OUTCOMES)


def share(part: int, whole: int) -> float:
    """Returns a share of a whole that is not zero."""
    return rounded(part / whole)


def rounded(number: float) -> float:
    """Returns a number to four decimals: a second is a hundred-thousandth of a day."""
    return round(number, 5)


def _at(known: Sequence[float], place: float) -> float:
    step = place * (len(known) - 1)
    below = int(step)
    above = min(below + 1, len(known) - 1)
    part = step - below
    return known[below] if part == 0 else known[below] * (1 - part) + known[above] * part
