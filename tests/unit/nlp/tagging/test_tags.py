"""Spans as tags and back, and the best permitted tags."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.nlp.tagging.tags import (
    OUTSIDE,
    TagSpan,
    best_tags,
    best_tags_of_each,
    count_tags,
    decode,
    encode,
    is_permitted,
    permitted,
)

O, B, I, E, S, B2, I2, E2, S2 = range(9)  # noqa: E741
LABELS = 3


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, list[TagSpan]]:
    """A length and spans that do not overlap."""
    length = draw(st.integers(0, 20))
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=10)))
    kept = [
        (start, end, draw(st.integers(0, LABELS - 1))) for start, end in pairwise(cuts) if draw(st.booleans())
    ]
    return length, kept


@st.composite
def scores(draw: st.DrawFn, *, longest: int, labels: int) -> np.ndarray:
    length = draw(st.integers(1, longest))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([0.1, 1.0, 3.0, 10.0, 60.0]))
    return generator.normal(0, scale, (length, count_tags(labels))).astype(np.float32)


def follows(tags: tuple[int, ...]) -> bool:
    """The rules of BIOES written out once more, for one label or two."""
    opened = None
    for tag in tags:
        label, kind = (tag - 1) // 4, "OBIES"[0 if tag == OUTSIDE else 1 + (tag - 1) % 4]
        if kind in "IE":
            if opened != label:
                return False
        elif opened is not None:
            return False
        opened = label if kind in "BI" else None
    return opened is None


def total(table: np.ndarray, tags: tuple[int, ...]) -> float:
    return sum(float(row[tag]) for row, tag in zip(table, tags, strict=True))


@given(spans())
def test_round_trip(case: tuple[int, list[TagSpan]]) -> None:
    length, kept = case
    tags = encode(length, kept)
    assert len(tags) == length
    assert decode(tags) == kept
    assert is_permitted(np.array(tags, dtype=np.int64), permitted(LABELS))


@pytest.mark.parametrize(
    ("kept", "tags"),
    [
        pytest.param([], [O, O, O], id="nothing"),
        pytest.param([(1, 2, 0)], [O, S, O], id="one-word"),
        pytest.param([(0, 2, 0)], [B, E, O], id="two-words"),
        pytest.param([(0, 3, 1)], [B2, I2, E2], id="three-words-second-label"),
        pytest.param([(0, 1, 0), (1, 3, 1)], [S, B2, E2], id="side-by-side"),
    ],
)
def test_tags_of_spans(kept: list[TagSpan], tags: list[int]) -> None:
    assert encode(3, kept) == tags
    assert decode(tags) == kept


@pytest.mark.parametrize("labels", [1, 2])
@pytest.mark.parametrize("length", [1, 2, 3])
def test_rules_are_those_of_bioes(labels: int, length: int) -> None:
    rules = permitted(labels)
    for tags in product(range(count_tags(labels)), repeat=length):
        assert is_permitted(np.array(tags), rules) == follows(tags), tags


@settings(max_examples=60, deadline=None)
@given(scores(longest=4, labels=2))
def test_best_is_that_of_all(table: np.ndarray) -> None:
    best = max(total(table, tags) for tags in product(range(9), repeat=len(table)) if follows(tags))
    found = tuple(best_tags(table, permitted(2)).tolist())
    assert follows(found)
    assert total(table, found) == pytest.approx(best, rel=1e-6, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(scores(longest=40, labels=LABELS))
def test_result_is_permitted(table: np.ndarray) -> None:
    assert is_permitted(best_tags(table, permitted(LABELS)), permitted(LABELS))


def table_of(*tags: int, second: int = O) -> np.ndarray:
    """Scores with these tags far ahead and `second` behind them."""
    table = np.full((len(tags), 9), -20, dtype=np.float32)
    table[:, second] = -2
    table[np.arange(len(tags)), tags] = 0
    return table


CASES = [
    pytest.param(table_of(B, I, E), [B, I, E], id="kept-as-it-is"),
    pytest.param(table_of(B), [O], id="one-word-leaves-nothing-open"),
    pytest.param(table_of(E), [O], id="one-word-ends-nothing"),
    pytest.param(table_of(S), [S], id="one-word"),
    pytest.param(table_of(E, second=S), [S], id="next-best-tag"),
    pytest.param(table_of(B, O, E), [O, O, O], id="hole-in-a-span"),
    pytest.param(table_of(B, O, E, second=I), [B, I, E], id="hole-is-closed"),
    pytest.param(table_of(B, E2), [O, O], id="two-labels-in-one"),
    pytest.param(table_of(O, O, I), [O, O, O], id="nothing-opened"),
    pytest.param(table_of(S2, O, B, I), [S2, O, O, O], id="other-spans-survive"),
]


@pytest.mark.parametrize(("table", "expected"), CASES)
def test_best_tags(table: np.ndarray, expected: list[int]) -> None:
    assert best_tags(table, permitted(2)).tolist() == expected


def test_far_fetched_path_is_found() -> None:
    table = np.full((3, 9), -1000, dtype=np.float32)
    table[:, I] = 0
    table[:, [B, E]] = -40
    assert best_tags(table, permitted(2)).tolist() == [B, I, E]


def test_no_number_ends_the_search() -> None:
    table = np.full((2, 5), np.nan, dtype=np.float32)
    assert is_permitted(best_tags(table, permitted(1)), permitted(1))


def test_nothing_in_nothing_out() -> None:
    empty = np.zeros((0, 9), dtype=np.float32)
    assert best_tags(empty, permitted(2)).tolist() == []
    assert best_tags_of_each(empty, permitted(2), []).tolist() == []
    assert decode([]) == encode(0, []) == []


def test_no_span_reaches_into_the_next_sentence() -> None:
    table = table_of(B, I, E, S, second=S)
    whole = best_tags_of_each(table, permitted(2), [(0, 4)])
    parts = best_tags_of_each(table, permitted(2), [(0, 1), (1, 2), (2, 4)])
    assert whole.tolist() == [B, I, E, S]
    assert parts.tolist() == [S, S, S, S]


@settings(max_examples=40, deadline=None)
@given(scores(longest=30, labels=LABELS), st.sets(st.integers(1, 29), max_size=6))
def test_sentences_are_apart(table: np.ndarray, cuts: set[int]) -> None:
    places = [0, *sorted(cut for cut in cuts if cut < len(table)), len(table)]
    sentences = list(pairwise(places))
    alone = [best_tags(table[start:end], permitted(LABELS)).tolist() for start, end in sentences]
    together = best_tags_of_each(table, permitted(LABELS), sentences)
    assert together.tolist() == [tag for tags in alone for tag in tags]


def test_rules_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        permitted(2)[0, 0] = False
