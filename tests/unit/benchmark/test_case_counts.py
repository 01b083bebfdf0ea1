"""From counts of cases to scores: rates, intervals, totals, and what is stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from caseline.benchmark.bootstrap import draws, share_difference, share_interval
from caseline.benchmark.case_counts import CaseCounts, dense_shares, score_cases, tables
from caseline.benchmark.cases import PROTOCOL, read_case_gold
from caseline.benchmark.corpora import KINDS, Split
from tests.unit.benchmark.corpora_files import write_all, write_roles

ROWS = {"a": np.array([[2, 2, 1, 2, 2], [0, 0, 0, 0, 0]]), "b": np.array([[1, 0, 0, 0, 0], [1, 1, 1, 1, 1]])}
SHARES = {"right": np.array([[1, 2], [0, 0]]), "none": np.array([[0, 0], [0, 0]])}
COUNTS = CaseCounts("phee", "documents", ROWS, {"both": ("a", "b")}, SHARES)


def test_rows_and_totals() -> None:
    found = score_cases(COUNTS, seed=13, resamples=50)
    assert [row.label for row in found.labels] == ["a", "b", "both"]
    both = found.label("both")
    assert both is not None
    assert (both.members, both.gold, both.predicted, both.counts) == (("a", "b"), 4, 3, None)
    assert (both.strict.precision, both.strict.recall) == (66.67, 50)
    assert found.label("c") is None


def test_shares() -> None:
    found = score_cases(COUNTS, seed=13, resamples=50)
    right, none = found.shares
    assert (right.hits, right.of, right.percent) == (1, 2, 50)
    assert (none.hits, none.of, none.percent, none.low, none.high) == (0, 0, 0, 0, 0)
    assert right.counts.document == (0,)
    assert dense_shares(right.counts, 2).tolist() == [[1, 2], [0, 0]]
    assert dense_shares(none.counts, 2).tolist() == [[0, 0], [0, 0]]
    assert found.share("right") is right
    assert found.share("wrong") is None


def test_an_interval_of_a_share_holds_it_and_narrows_with_documents() -> None:
    widths = []
    for documents in (20, 2_000):
        counts = np.array([[place % 2, 1] for place in range(documents)])
        low, high = share_interval(counts, draws(documents, seed=1, resamples=500))
        assert low <= 50 <= high
        widths.append(high - low)
    assert widths[1] < widths[0] / 5


def test_a_paired_difference_of_shares() -> None:
    old = np.array([[place % 2, 1] for place in range(40)])
    new = np.ones_like(old)
    drawn = draws(40, seed=1, resamples=200)
    low, high = share_difference(old, new, drawn)
    assert 0 < low < 50 < high
    assert share_difference(old, old, drawn) == (0, 0)


def test_nothing_is_counted_at_first() -> None:
    assert {label: rows.tolist() for label, rows in tables(1, ("a", "b"), ("x", "y")).items()} == {
        "a": [[0, 0]],
        "b": [[0, 0]],
    }


@pytest.mark.parametrize("name", sorted({*KINDS} - {"roles"}))
def test_what_corpora_say_of_cases(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("corpora")
    gold = read_case_gold(name, write_all(folder)[name], Split.DEV)
    assert (gold is None) is (name == "bc5cdr")


def test_marked_texts_speak_of_cases(tmp_path: Path) -> None:
    assert read_case_gold("roles", write_roles(tmp_path / "roles"), Split.DEV) is not None


def test_the_protocol_defines_each_figure() -> None:
    told = " ".join((*PROTOCOL, *PROTOCOL.values()))
    for word in (
        "role",
        "both",
        "by name",
        "drug → event",
        "suspects listed by events",
        "Negated",
        "Speculated",
        "patient",
        "therapy",
        "NEG",
    ):
        assert word in told
