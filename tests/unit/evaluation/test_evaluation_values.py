"""When two values are the same, and one-to-one alignment."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.evaluation.alignment import align, assign
from caseline.evaluation.parts import Side, time
from caseline.evaluation.values import Mode, Value, agreement, matches, normal
from caseline.schema.case import Age, Duration, Onset

E, R, N = Mode.EXACT, Mode.RELAXED, Mode.NORMALISED


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param("Multiple Sclerosis", "multiple sclerosis", True, id="case"),
        pytest.param("red-cell aplasia", "red cell  aplasia", True, id="hyphen"),
        pytest.param("the rash", "rash", True, id="article"),
        pytest.param("ﬁbrosis", "fibrosis", True, id="ligature"),
        pytest.param("A", "a", True, id="an-article-alone-is-a-name"),
        pytest.param("CD4+", "CD4", False, id="plus-counts"),
        pytest.param("theophylline", "ophylline", False, id="article-is-a-word"),
        pytest.param("±", "§", False, id="only-punctuation"),
    ],
)
def test_normal_form(left: str, right: str, same: bool) -> None:
    assert (normal(left) == normal(right)) is same


def _name(
    name: str,
    *,
    codes: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    spans: tuple[tuple[int, int], ...] = (),
) -> Value:
    return Value(
        shown=name, keys=frozenset({name.lower(), *codes}), also=frozenset(also), printed=name, spans=spans
    )


ITP = _name("ITP", codes=("hpo:1",), also=("itp", "low platelet level"), spans=((10, 13), (50, 68)))


@pytest.mark.parametrize(
    ("gold", "predicted", "modes"),
    [
        pytest.param(ITP, _name("ITP"), {E, R, N}, id="same-string"),
        pytest.param(ITP, _name("itp"), {R, N}, id="other-case"),
        pytest.param(ITP, _name("low platelet level"), {N}, id="another-wording-of-gold"),
        pytest.param(ITP, _name("thrombocytopenia", codes=("hpo:1",)), {N}, id="same-code"),
        pytest.param(ITP, _name("purpura", spans=((60, 80),)), {R}, id="evidence-overlaps"),
        pytest.param(ITP, _name("purpura", spans=((68, 80),)), set(), id="evidence-touches"),
        pytest.param(ITP, _name("purpura", also=("itp",)), set(), id="name-wrong-though-it-read-the-wording"),
        pytest.param(_name("skin rash"), _name("rash"), {R}, id="half-the-words"),
        pytest.param(_name("heart failure"), _name("renal failure"), set(), id="a-third-of-the-words"),
    ],
)
def test_matches(gold: Value, predicted: Value, modes: set[Mode]) -> None:
    assert matches(gold, predicted) == modes
    assert not modes or agreement(gold, predicted) > 0


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param(
            Age(value=18, unit="mo", text="18-month"), Age(value=1.5, unit="a", text="x"), True, id="mo-a"
        ),
        pytest.param(
            Duration(value=1, unit="d", text="a day"), Duration(value=24, unit="h", text="x"), True, id="d-h"
        ),
        pytest.param(
            Duration(value=1, unit="mo", text="x"), Duration(value=30, unit="d", text="x"), False, id="mo-d"
        ),
        pytest.param(
            Age(value=58, unit="a", text="x"), Age(value=85, unit="a", text="x"), False, id="digits"
        ),
        pytest.param(
            Age(low=60, high=69, unit="a", text="x"), Age(value=60, unit="a", text="x"), False, id="decade"
        ),
        pytest.param(
            Age(low=18, unit="a", text="x"), Age(high=18, unit="a", text="x"), False, id="which-bound"
        ),
        pytest.param(
            Onset(unit="mo", approximate=True, text="several months"),
            Onset(unit="mo", approximate=True, text="some months"),
            True,
            id="fuzzy",
        ),
        pytest.param(
            Onset(unit="mo", approximate=True, text="x"),
            Onset(unit="wk", approximate=True, text="x"),
            False,
            id="fuzzy-unit",
        ),
        pytest.param(
            Onset(value=2, unit="d", text="x"),
            Onset(value=2, unit="d", approximate=True, text="x"),
            False,
            id="approximate",
        ),
        pytest.param(Onset(text="the next morning"), Onset(text="The next morning"), True, id="words"),
        pytest.param(Onset(text="the next morning"), Onset(text="that evening"), False, id="other-words"),
    ],
)
def test_times(left: Age | Duration | Onset, right: Age | Duration | Onset, same: bool) -> None:
    modes = matches(time(left, Side({})), time(right, Side({})))
    assert (N in modes) is same


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        pytest.param(Age(value=58, unit="a", text="x"), "58 a", id="value"),
        pytest.param(Duration(low=12, high=24, unit="h", text="x"), "12–24 h", id="range"),
        pytest.param(Onset(unit="mo", approximate=True, text="x"), "~ mo", id="fuzzy"),
        pytest.param(Onset(text="overnight"), "overnight", id="text"),
    ],
)
def test_times_are_shown_in_short(part: Age | Duration | Onset, shown: str) -> None:
    assert time(part, Side({})).shown == shown


TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 9), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(TABLES)
def test_assignment_is_as_good_as_trying_everything(table: list[list[int]]) -> None:
    scores = np.array(table, dtype=float)
    if scores.shape[0] > scores.shape[1]:
        scores = scores.T
    best = max(
        sum(scores[row, column] for row, column in enumerate(columns))
        for columns in permutations(range(scores.shape[1]), scores.shape[0])
    )
    assert sum(scores[pair] for pair in assign(scores)) == best


def test_the_best_total_wins_over_the_best_first_pair() -> None:
    scores = {("a", "x"): 5, ("a", "y"): 4, ("b", "x"): 4, ("b", "y"): 0}
    pairs = align(["a", "b"], ["x", "y"], score=lambda left, right: scores[left, right])
    assert pairs == (("a", "y"), ("b", "x"))


def test_what_has_no_partner_stays_in_order() -> None:
    scores = dict.fromkeys(product("abc", "xyz"), 0) | {("b", "z"): 1}
    pairs = align("abc", "xyz", score=lambda left, right: scores[left, right])
    assert pairs == (("a", None), ("b", "z"), ("c", None), (None, "x"), (None, "y"))


def test_pairs_without_agreement_keep_the_order_of_the_records() -> None:
    pairs = align("abc", "xy", score=lambda left, right: 0, needed=False)
    assert pairs == (("a", "x"), ("b", "y"), ("c", None))
