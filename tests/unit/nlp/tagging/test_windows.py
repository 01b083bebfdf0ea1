"""Windows read every word once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ConfigError
from caseline.nlp.tagging import windows as module
from caseline.nlp.tagging.windows import Window, overlapping, windows

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


AROUND = [
    pytest.param([], [], 10, [], id="nothing"),
    pytest.param([(0, 3)], [1] * 3, 10, [(0, 3, 0, 3)], id="one-sentence"),
    pytest.param([(0, 5), (5, 10)], [1] * 10, 10, [(0, 10, 0, 10)], id="text-that-fits"),
    pytest.param(
        [(start, start + 2) for start in range(0, 14, 2)],
        [1] * 14,
        10,
        [(0, 10, 0, 8), (4, 14, 8, 14)],
        id="sentences-before-and-behind",
    ),
    pytest.param(
        [(0, 9), (9, 18)], [1] * 18, 10, [(0, 9, 0, 9), (9, 18, 9, 18)], id="sentences-that-fill-a-window"
    ),
    pytest.param([(0, 12)], [1] * 12, 10, [(0, 10, 0, 10), (10, 12, 10, 12)], id="long-sentence-is-cut"),
    pytest.param(
        [(0, 1), (1, 2), (2, 3)],
        [1, 30, 1],
        10,
        [(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3)],
        id="word-longer-than-a-window",
    ),
]


@pytest.mark.parametrize(("sentences", "lengths", "limit", "expected"), AROUND)
def test_overlapping(
    sentences: list[tuple[int, int]],
    lengths: list[int],
    limit: int,
    expected: list[tuple[int, int, int, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_BEFORE", 0.4)
    monkeypatch.setattr(module, "_READ", 0.8)
    assert overlapping(sentences, lengths, limit=limit) == [Window(*each) for each in expected]


@given(texts())
def test_overlapping_reads_every_word_once_and_in_order(
    case: tuple[list[tuple[int, int]], list[int], int],
) -> None:
    sentences, lengths, limit = case
    made = overlapping(sentences, lengths, limit=limit)
    assert [word for each in made for word in range(each.first, each.last)] == list(range(len(lengths)))


@given(texts())
def test_overlapping_keeps_the_limit(case: tuple[list[tuple[int, int]], list[int], int]) -> None:
    sentences, lengths, limit = case
    for each in overlapping(sentences, lengths, limit=limit):
        assert each.start <= each.first < each.last <= each.end
        assert sum(lengths[each.start : each.end]) <= limit or each.end - each.start == 1


@given(texts())
def test_overlapping_sees_sentences_whole(case: tuple[list[tuple[int, int]], list[int], int]) -> None:
    """A sentence that fits is read, and seen, by one window; a window begins and ends with a sentence."""
    sentences, lengths, limit = case
    made = overlapping(sentences, lengths, limit=limit)
    cut = {
        word for start, end in sentences if sum(lengths[start:end]) > limit for word in range(start + 1, end)
    }
    borders = {start for start, _ in sentences} | {len(lengths)} | cut
    assert {border for each in made for border in (each.start, each.first, each.last, each.end)} <= borders


@given(st.integers(101, 500))
def test_overlapping_short_sentences_have_others_on_both_sides(count: int) -> None:
    made = overlapping([(place, place + 1) for place in range(count)], [1] * count, limit=100)
    assert len(made) > 1
    for each in made:
        assert each.start == 0 or each.first - each.start == int(100 * module._BEFORE) > 0
        assert each.end == count or each.last - each.start == int(100 * module._READ) < 100


@pytest.mark.parametrize("limit", [0, -1])
def test_overlapping_window_that_holds_nothing(limit: int) -> None:
    with pytest.raises(ConfigError, match="allow at least 1"):
        overlapping([(0, 1)], [1], limit=limit)
