"""Intervals: seeded, as wide as the spread of documents, and zero between identical counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.benchmark.bootstrap import draws, f1_difference, f1_interval

COUNTS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (pair[0], pair[1], *[min(pair)] * 3)),
    min_size=1,
    max_size=20,
).map(np.array)


def test_every_resample_draws_as_many_documents_and_the_seed_decides() -> None:
    drawn = draws(7, seed=3, resamples=50)
    assert drawn.shape == (50, 7)
    assert set(drawn.sum(axis=1).tolist()) == {7}
    assert (drawn == draws(7, seed=3, resamples=50)).all()
    assert (drawn != draws(7, seed=4, resamples=50)).any()


def test_documents_all_alike_leave_no_spread() -> None:
    counts = np.array([[4, 4, 2, 3, 3]] * 9)
    assert f1_interval(counts, draws(9, seed=1), strict=True) == pytest.approx((50, 50))
    assert f1_interval(counts, draws(9, seed=1), strict=False) == pytest.approx((75, 75))


def test_more_documents_narrow_the_interval() -> None:
    few = np.array([[2, 2, 2, 2, 2], [2, 2, 0, 0, 0]] * 5)
    many = np.concatenate([few] * 20)
    widths = [
        high - low
        for low, high in (
            f1_interval(few, draws(10, seed=1), strict=True),
            f1_interval(many, draws(200, seed=1), strict=True),
        )
    ]
    assert widths[0] > 3 * widths[1] > 0


@given(COUNTS)
def test_identical_counts_do_not_differ(counts: np.ndarray) -> None:
    drawn = draws(len(counts), seed=13, resamples=100)
    assert f1_difference(counts, counts, drawn, strict=True) == (0, 0)


def test_pairing_finds_what_single_intervals_hide() -> None:
    old = np.array([[10, 10, hits, hits, hits] for hits in range(10)])
    new = old + np.array([0, 0, 1, 1, 1])
    drawn = draws(10, seed=13)
    assert f1_interval(new, drawn, strict=True)[0] < f1_interval(old, drawn, strict=True)[1]
    assert f1_difference(old, new, drawn, strict=True) == pytest.approx((10, 10))
