"""Anchors found word by word stand where a search of the whole text finds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.nlp.patterns import FAMILIES, find
from caseline.nlp.patterns.anchors import AnchorIndex
from caseline.nlp.patterns.base import lower, near

_ANCHORS = near("day", "(?:week|month)", r"[0-9]{2}", r"od\b", "age")
_PIECES = [
    "days",
    "weekday",
    "3-week",
    "12",
    "1234",
    "od",
    "odd",
    "teenaged",
    " ",
    "\n",
    "\u2009",
    "İ",
    "a" * 40,
]


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_words_tell_what_the_text_tells(pieces: list[str]) -> None:
    text = lower("".join(pieces))
    expected = {each: [match.start() for match in each.pattern.finditer(text)] for each in _ANCHORS}
    index = AnchorIndex(_ANCHORS)
    assert index.hits(text) == expected
    assert index.hits(text) == expected  # from what it remembers


@pytest.mark.parametrize(
    "pattern",
    ["next day", r"day\s[0-9]", r"new.born", r"[^a-z]mg", r"mg(?=,)", r"\Wo", "day$"],
)
def test_what_may_cross_words_is_not_indexed(pattern: str) -> None:
    assert AnchorIndex(near(pattern)).hits("next day") == {}


def test_families_find_the_same_alone_and_together() -> None:
    text = (
        "A 58-year-old man took 5 mg twice daily for 3 weeks; a severe rash resolved two days after the dose."
    )
    alone = {mention for family in FAMILIES.values() for mention in family(text)}
    assert len(alone) > 5
    assert set(find(text)) <= alone
    assert {mention.label for mention in alone} == {mention.label for mention in find(text)}
