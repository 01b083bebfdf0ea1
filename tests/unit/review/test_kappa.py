"""Cohen's kappa, its degenerate cases among them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.review.kappa import cohen

CHOICES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


def test_a_worked_example() -> None:
    # Two people, 50 proposals: both yes 20, both no 15, only the first 5, only the second 10.
    pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    found = cohen("proposal", pairs)
    assert (found.n, found.observed, found.expected) == (50, 0.7, 0.5)
    assert found.kappa == pytest.approx(0.4)
    assert found.categories == ("no", "yes")


def test_no_items() -> None:
    found = cohen("role", [])
    assert (found.n, found.observed, found.expected, found.kappa, found.categories) == (
        0,
        None,
        None,
        None,
        (),
    )


def test_one_category_alone_says_nothing() -> None:
    found = cohen("role", [("suspect", "suspect")] * 3)
    assert (found.n, found.observed, found.expected, found.kappa) == (3, 1.0, 1.0, None)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        pytest.param([("a", "b")] * 4, 0.0, id="one-category-each"),
        pytest.param([("a", "a"), ("b", "b")], 1.0, id="alike"),
        pytest.param([("a", "b"), ("b", "a")], -1.0, id="opposite"),
        pytest.param([("a", "a"), ("b", "a")], 0.0, id="one-of-them-never-varies"),
    ],
)
def test_edges(pairs: list[tuple[str, str]], kappa: float) -> None:
    assert cohen("x", pairs).kappa == pytest.approx(kappa)


@given(CHOICES)
def test_sides_do_not_matter(pairs: list[tuple[str, str]]) -> None:
    one, other = cohen("x", pairs), cohen("x", [(right, left) for left, right in pairs])
    assert one == other
    assert one.kappa is None or -1 <= one.kappa <= 1


# The first call imports scikit-learn.
@settings(deadline=None)
@given(CHOICES.filter(bool))
def test_as_scikit_learn_has_it(pairs: list[tuple[str, str]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    found = cohen("x", pairs)
    if found.kappa is not None:
        left, right = zip(*pairs, strict=True)
        assert found.kappa == pytest.approx(metrics.cohen_kappa_score(left, right))
