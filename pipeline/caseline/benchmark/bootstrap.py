"""Intervals of scores, by drawing documents again with replacement."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from caseline.benchmark.scoring import Counts, precision_recall_f1, share

RESAMPLES = 1_000
LEVEL = 95
Draws: TypeAlias = npt.NDArray[np.int64]


def draws(documents: int, *, seed: int, resamples: int = RESAMPLES) -> Draws:
    """Returns how often each document is drawn, a row a resample.

    Source:
        Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 (percentile interval).
    """
    even = np.full(documents, 1 / documents)
    return np.random.default_rng(seed).multinomial(documents, even, size=resamples).astype(np.int64)


def f1_interval(counts: Counts, drawn: Draws, *, strict: bool) -> tuple[float, float]:
    """Returns the bounds between which 95 of 100 resamples have their F1."""
    return _bounds(_f1(counts, drawn, strict=strict))


def f1_difference(old: Counts, new: Counts, drawn: Draws, *, strict: bool) -> tuple[float, float]:
    """Returns the bounds of new F1 minus old F1, both from the same drawn documents (paired).

    Source:
        Berg-Kirkpatrick et al., An Empirical Investigation of Statistical Significance in NLP, EMNLP 2012.
    """
    return _bounds(_f1(new, drawn, strict=strict) - _f1(old, drawn, strict=strict))


def share_interval(counts: Counts, drawn: Draws) -> tuple[float, float]:
    """Returns the bounds between which 95 of 100 resamples have their share; counts are hits and of how many."""
    return _bounds(_percent(counts, drawn))


def share_difference(old: Counts, new: Counts, drawn: Draws) -> tuple[float, float]:
    """Returns the bounds of new share minus old share, both from the same drawn documents (paired)."""
    return _bounds(_percent(new, drawn) - _percent(old, drawn))


def _percent(counts: Counts, drawn: Draws) -> npt.NDArray[np.float64]:
    hits, whole = np.moveaxis(drawn @ counts, -1, 0)
    return share(hits, whole)


def _f1(counts: Counts, drawn: Draws, *, strict: bool) -> npt.NDArray[np.float64]:
    return precision_recall_f1(drawn @ counts, strict=strict)[2]


def _bounds(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(values, (tail, 100 - tail))
    return float(low), float(high)
