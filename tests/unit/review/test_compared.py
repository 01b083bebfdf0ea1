"""Comparisons are made once."""

from __future__ import annotations

import pytest

from caseline.evaluation import evaluate
from caseline.review import compared
from caseline.review.compared import Comparisons
from tests.unit.evaluation.evaluation_records import with_item
from tests.unit.review.edited import BASES

STORY = BASES[0]


def test_the_same_two_records_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(compared, "evaluate", lambda *sides: calls.append(sides) or evaluate(*sides))
    one, other = STORY.to_json(), with_item(STORY, "events", 0, name="rash", codes=()).to_json()
    found = Comparisons()
    first = found.of(one, other)
    assert found.of(one, other) is first
    assert found.of(other, one) is not first
    assert len(calls) == 2
    assert first.counts["events"] == (2, 2, 1)
