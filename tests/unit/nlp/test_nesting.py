"""Stretches that hold others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.nlp.nesting import holders

STRETCH = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair)))


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([(0, 3)], [False], id="itself"),
        pytest.param([(0, 3), (1, 2)], [True, False], id="inside"),
        pytest.param([(0, 3), (0, 2), (5, 6)], [True, False, False], id="same-start"),
        pytest.param([(0, 3), (1, 4)], [False, False], id="over-its-end"),
        pytest.param([(0, 3), (0, 3)], [True, True], id="the-same"),
    ],
)
def test_holders(bounds: list[tuple[int, int]], expected: list[bool]) -> None:
    assert holders(bounds) == expected


@given(st.lists(STRETCH, max_size=12))
def test_as_by_comparing_each_with_each(bounds: list[tuple[int, int]]) -> None:
    assert holders(bounds) == [
        any(start <= begin and stop <= end and other != place for other, (begin, stop) in enumerate(bounds))
        for place, (start, end) in enumerate(bounds)
    ]
