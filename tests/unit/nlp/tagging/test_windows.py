"""Windows read every word once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ConfigError
from caseline.nlp.tagging.windows import Window, windows

CASES = [
    pytest.param([], [], 4, [], id="nothing"),
    pytest.param([(0, 1)], [1], 4, [(0, 1, 0, 1)], id="one-word"),
    pytest.param([(0, 2), (2, 4)], [1] * 4, 4, [(0, 4, 0, 4)], id="sentences-that-fit-together"),
    pytest.param([(0, 2), (2, 5)], [1] * 5, 4, [(0, 2, 0, 2), (2, 5, 2, 5)], id="sentences-that-do-not"),
    pytest.param([(0, 6)], [1] * 6, 4, [(0, 4, 0, 3), (2, 6, 3, 6)], id="long-sentence-overlaps-by-half"),
    pytest.param([(0, 2)], [9, 1], 4, [(0, 1, 0, 1), (1, 2, 1, 2)], id="word-longer-than-a-window"),
    pytest.param(
        [(0, 1), (1, 7), (7, 8)],
        [1] * 8,
        4,
        [(0, 1, 0, 1), (1, 5, 1, 4), (3, 7, 4, 7), (7, 8, 7, 8)],
        id="long-sentence-between-short-ones",
    ),
]


@pytest.mark.parametrize(("sentences", "lengths", "limit", "expected"), CASES)
def test_windows(
    sentences: list[tuple[int, int]],
    lengths: list[int],
    limit: int,
    expected: list[tuple[int, int, int, int]],
) -> None:
    assert windows(sentences, lengths, limit=limit) == [Window(*each) for each in expected]


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[int], int]:
    lengths = draw(st.lists(st.integers(1, 12), max_size=60))
    cuts = draw(st.sets(st.integers(1, 60), max_size=8))
    places = [0, *sorted(cut for cut in cuts if cut < len(lengths)), len(lengths)]
    sentences = list(pairwise(places)) if lengths else []
    return sentences, lengths, draw(st.integers(1, 30))


@given(texts())
def test_every_word_is_read_once(case: tuple[list[tuple[int, int]], list[int], int]) -> None:
    sentences, lengths, limit = case
    read = [
        word for each in windows(sentences, lengths, limit=limit) for word in range(each.first, each.last)
    ]
    assert read == list(range(len(lengths)))


@given(texts())
def test_windows_keep_the_limit(case: tuple[list[tuple[int, int]], list[int], int]) -> None:
    sentences, lengths, limit = case
    for each in windows(sentences, lengths, limit=limit):
        assert each.start <= each.first < each.last <= each.end
        assert sum(lengths[each.start : each.end]) <= limit or each.end - each.start == 1


@given(texts())
def test_sentence_that_fits_is_seen_whole(case: tuple[list[tuple[int, int]], list[int], int]) -> None:
    sentences, lengths, limit = case
    made = windows(sentences, lengths, limit=limit)
    for start, end in sentences:
        if sum(lengths[start:end]) <= limit:
            assert any(each.start <= start and end <= each.end for each in made)


@given(st.integers(9, 80))
def test_words_of_a_long_sentence_have_neighbours_on_both_sides(length: int) -> None:
    made = windows([(0, length)], [1] * length, limit=8)
    for each in made:
        assert each.start == 0 or each.first - each.start >= 2
        assert each.end == length or each.end - each.last >= 2


@pytest.mark.parametrize("limit", [0, -1])
def test_window_that_holds_nothing(limit: int) -> None:
    with pytest.raises(ConfigError, match="allow at least 1"):
        windows([(0, 1)], [1], limit=limit)
