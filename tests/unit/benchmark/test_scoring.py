"""Counting and rates: overlap rules, the rates of known counts, gold against itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.benchmark.corpora import KINDS, Overlap, View
from caseline.benchmark.scoring import count, count_corpus, innermost, longest, precision_recall_f1
from caseline.training.texts import LabelledSpan, LabelledText, labelled

EXTENTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    min_size=1,
    max_size=12,
)
# "fever, rash and jaundice" and its three members.
LIST = [(0, 24), (0, 5), (7, 11), (16, 24)]

REDUCED = [
    pytest.param(LIST, {(0, 24)}, {(0, 5), (7, 11), (16, 24)}, id="list"),
    pytest.param([(0, 4), (6, 9)], {(0, 4), (6, 9)}, {(0, 4), (6, 9)}, id="apart"),
    pytest.param([(0, 4), (4, 9)], {(0, 4), (4, 9)}, {(0, 4), (4, 9)}, id="side-by-side"),
    pytest.param([(0, 6), (4, 9)], {(0, 6)}, {(0, 6)}, id="crossing"),
    pytest.param([(0, 5), (3, 8)], {(0, 5)}, {(0, 5)}, id="crossing-alike-first-wins"),
    pytest.param([(0, 9), (0, 6), (0, 3)], {(0, 9)}, {(0, 3)}, id="nested-thrice"),
    pytest.param([(0, 5), (0, 5)], {(0, 5)}, {(0, 5)}, id="twice"),
    pytest.param([], set(), set(), id="none"),
]


@pytest.mark.parametrize(("extents", "outer", "inner"), REDUCED)
def test_overlap_rules(
    extents: list[tuple[int, int]], outer: set[tuple[int, int]], inner: set[tuple[int, int]]
) -> None:
    assert longest(extents) == outer
    assert innermost(extents) == inner


COUNTED = [
    pytest.param([(0, 5)], [(0, 5)], (1, 1, 1, 1, 1), id="same"),
    pytest.param([(0, 5)], [(1, 5)], (1, 1, 0, 1, 1), id="shorter"),
    pytest.param([(0, 5)], [(5, 9)], (1, 1, 0, 0, 0), id="beside"),
    pytest.param([(0, 9)], [(0, 2), (3, 5)], (1, 2, 0, 2, 1), id="two-in-one"),
    pytest.param([(0, 2), (3, 5)], [(0, 9)], (2, 1, 0, 1, 2), id="one-over-two"),
    pytest.param([(0, 5)], [], (1, 0, 0, 0, 0), id="missed"),
    pytest.param([], [(0, 5)], (0, 1, 0, 0, 0), id="made-up"),
]


@pytest.mark.parametrize(("gold", "predicted", "expected"), COUNTED)
def test_counts(
    gold: list[tuple[int, int]], predicted: list[tuple[int, int]], expected: tuple[int, ...]
) -> None:
    assert count(gold, predicted, Overlap.LONGEST) == expected


def test_rates_of_known_counts() -> None:
    sums = np.array([10, 8, 4, 6, 5])
    assert [float(value) for value in precision_recall_f1(sums, strict=True)] == pytest.approx(
        [50.0, 40.0, 100 * 8 / 18]
    )
    assert [float(value) for value in precision_recall_f1(sums, strict=False)] == pytest.approx(
        [75.0, 50.0, 60.0]
    )


@pytest.mark.parametrize("sums", [[0, 0, 0, 0, 0], [3, 0, 0, 0, 0], [0, 3, 0, 0, 0]])
def test_rates_without_anything_to_divide_by_are_zero(sums: list[int]) -> None:
    assert [float(value) for value in precision_recall_f1(np.array(sums), strict=True)] == [0, 0, 0]


@given(EXTENTS, st.sampled_from(Overlap))
def test_gold_against_itself_is_perfect(extents: list[tuple[int, int]], rule: Overlap) -> None:
    sums = np.array(count(extents, extents, rule))
    for strict in (True, False):
        assert [float(value) for value in precision_recall_f1(sums, strict=strict)] == pytest.approx(
            [100] * 3
        )


@given(EXTENTS, EXTENTS, st.sampled_from(Overlap))
def test_relaxed_is_never_below_strict(
    gold: list[tuple[int, int]], predicted: list[tuple[int, int]], rule: Overlap
) -> None:
    sums = np.array(count(gold, predicted, rule))
    assert precision_recall_f1(sums, strict=False)[2] >= precision_recall_f1(sums, strict=True)[2]


def text(*spans: tuple[int, int, str]) -> LabelledText:
    return labelled("1", "x" * 40, (LabelledSpan(*span) for span in spans))


def time_view() -> View:
    (view,) = (view for view in KINDS["phee"].views if view.label == "TIME, either")
    return view


BOTH = text((0, 5, "TIME"), (0, 5, "DURATION"))
EITHER = [
    pytest.param(BOTH, {"DURATION": [(0, 5)]}, (0, 0), id="only-the-other-predicted"),
    pytest.param(BOTH, {"DURATION": [(0, 3)]}, (0, 0), id="the-other-in-part"),
    pytest.param(BOTH, {"TIME": [(0, 5)]}, (1, 1), id="this-one-predicted"),
    pytest.param(BOTH, {}, (1, 0), id="nothing-predicted-is-a-miss"),
    pytest.param(BOTH, {"DURATION": [(9, 12)]}, (1, 0), id="the-other-elsewhere-is-a-miss"),
    pytest.param(text((0, 5, "TIME")), {"DURATION": [(0, 5)]}, (1, 0), id="marked-once-is-a-miss"),
]


@pytest.mark.parametrize(("gold", "found", "expected"), EITHER)
def test_times_marked_as_both(
    gold: LabelledText, found: dict[str, list[tuple[int, int]]], expected: tuple[int, int]
) -> None:
    (row,) = count_corpus(time_view(), [gold], [found], units=[0], rule=Overlap.LONGEST).tolist()
    assert (row[0], row[2]) == expected


def test_texts_of_one_document_share_a_row() -> None:
    view = View("DRUG", frozenset({"DRUG"}), frozenset({"DRUG"}))
    texts = [text((0, 5, "DRUG")), text(), text((3, 9, "DRUG"), (3, 9, "AGE"))]
    found = [{"DRUG": [(0, 5)]}, {"AGE": [(0, 5)]}, {"DRUG": [(4, 9), (20, 25)]}]
    counts = count_corpus(view, texts, found, units=[0, 1, 0], rule=Overlap.LONGEST)
    assert counts.tolist() == [[2, 3, 1, 2, 2], [0, 0, 0, 0, 0]]
