"""Optimal one-to-one alignment, and how far two cases agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from caseline.evaluation.values import Value, agreement

T = TypeVar("T")
Scores = npt.NDArray[np.float64]
Pairs = tuple[tuple[T | None, T | None], ...]


def assign(scores: Scores) -> list[tuple[int, int]]:
    """Returns the one-to-one pairs (row, column) with the best total score, zero scores included.

    Source: Crouse, On implementing 2D rectangular assignment algorithms (2016), as in SciPy.
    """
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def align(
    gold: Sequence[T], predicted: Sequence[T], *, score: Callable[[T, T], float], needed: bool = True
) -> Pairs[T]:
    """Aligns two lists one to one with the best total score.

    Args:
        gold: The left side; every entry is in the answer, in its order.
        predicted: The right side; those without a partner come last, in their order.
        score: Agreement of two entries, 0 when nothing speaks for the pair.
        needed: Whether a pair needs agreement; if not, as many pairs are made as the lengths allow.
    """
    if not gold or not predicted:
        return (*((entry, None) for entry in gold), *((None, entry) for entry in predicted))
    scores = np.zeros((len(gold), len(predicted)))
    for row, column in product(range(len(gold)), range(len(predicted))):
        scores[row, column] = score(gold[row], predicted[column])
    chosen = {row: column for row, column in assign(scores) if scores[row, column] > 0 or not needed}
    left = [(entry, predicted[chosen[row]] if row in chosen else None) for row, entry in enumerate(gold)]
    taken = set(chosen.values())
    return (*left, *((None, entry) for column, entry in enumerate(predicted) if column not in taken))


def align_values(gold: Sequence[Value], predicted: Sequence[Value], *, needed: bool = True) -> Pairs[Value]:
    """Aligns values by normal form, overlap of evidence and common words; `needed` as in `align`."""
    return align(gold, predicted, score=agreement, needed=needed)


def total_agreement(gold: Sequence[Value], predicted: Sequence[Value]) -> float:
    """Returns the agreement summed over the best alignment."""
    pairs = align_values(gold, predicted)
    return sum(agreement(left, right) for left, right in pairs if left is not None and right is not None)
