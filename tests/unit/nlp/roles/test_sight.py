"""Windows with what opens the text before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ConfigError
from caseline.nlp.roles.sight import sights


@given(st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=30), max_size=12), st.integers(4, 120))
def test_every_word_is_read_once_within_the_limit(texts: list[list[int]], limit: int) -> None:
    lengths = [length for sentence in texts for length in sentence]
    ends = [sum(len(each) for each in texts[: place + 1]) for place in range(len(texts))]
    sentences = list(zip([0, *ends], ends, strict=False))
    found = sights(sentences, lengths, limit=limit)
    assert [place for window, _ in found for place in range(window.first, window.last)] == list(
        range(len(lengths))
    )
    for window, opening in found:
        assert opening <= window.start
        size = sum(lengths[:opening]) + sum(lengths[window.start : window.end])
        assert size <= limit or window.end - window.start == 1


def test_a_short_text_is_seen_as_a_whole() -> None:
    ((window, opening),) = sights([(0, 5), (5, 9)], [1] * 9, limit=9)
    assert (window.start, window.end, opening) == (0, 9, 0)


def test_the_first_sentence_stands_before_later_windows() -> None:
    found = sights([(0, 5), *((start, start + 10) for start in range(5, 95, 10))], [1] * 95, limit=40)
    assert found[0][1] == 0
    assert {opening for _, opening in found[1:]} == {5}


def test_of_a_long_first_sentence_the_beginning() -> None:
    found = sights([(0, 100), (100, 200)], [1] * 200, limit=80)
    assert {opening for _, opening in found} == {0, 20}


def test_window_that_holds_nothing() -> None:
    with pytest.raises(ConfigError, match="holds nothing"):
        sights([(0, 1)], [1], limit=0)
