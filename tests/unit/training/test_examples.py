"""Labelled texts as the network takes them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marked import blank
from tests.tiny_network import VOCABULARY

from caseline.nlp.tagging import tags
from caseline.nlp.tagging.features import NAMES
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.training.examples import UNKNOWN_TAG, Example, examples
from caseline.training.texts import LabelledSpan, LabelledText, labelled

NLP = blank()
NLP.add_pipe("caseline_patterns")
WORDS = WordPieces(VOCABULARY)
LABELS = ("DRUG", "EVENT")
DRUG, EVENT = range(2)


def example(text: str, *spans: tuple[str, str], prefer: tuple[str, ...] = ()) -> Example:
    """Makes an example; a span is its words and its label."""
    found = [LabelledSpan(text.index(words), text.index(words) + len(words), label) for words, label in spans]
    made = examples([labelled("7", text, found)], NLP, head=1, labels=LABELS, words=WORDS, prefer=prefer)
    return next(made)


def marked(found: Example) -> list[tuple[int, int, int]]:
    return tags.decode(np.maximum(found.tags, 0).tolist())


CASES = [
    pytest.param("had kava tea", [("kava", "DRUG")], [(1, 2, DRUG)], [], id="one-word"),
    pytest.param("had liver failure", [("liver failure", "EVENT")], [(1, 3, EVENT)], [], id="two-words"),
    pytest.param("had kava", [("kava", "Sex")], [], [], id="label-not-learnt"),
    pytest.param("had kava tea", [(" kava ", "DRUG")], [(1, 2, DRUG)], [], id="blanks-at-the-ends"),
    pytest.param("had kava tea", [("kav", "DRUG")], [], [1], id="ends-inside-a-word"),
    pytest.param("had kava tea", [("ava tea", "DRUG")], [], [1, 2], id="begins-inside-a-word"),
    pytest.param("a   kava", [("   ", "DRUG")], [], [], id="blanks-alone"),
    pytest.param(
        "kava tea", [("kava tea", "DRUG"), ("tea", "EVENT")], [(0, 2, DRUG)], [], id="longest-of-overlapping"
    ),
    pytest.param("no", [], [], [], id="nothing"),
]


@pytest.mark.parametrize(("text", "spans", "expected", "unknown"), CASES)
def test_tags(
    text: str, spans: list[tuple[str, str]], expected: list[tuple[int, int, int]], unknown: list[int]
) -> None:
    found = example(text, *spans)
    assert marked(found) == expected
    assert np.flatnonzero(found.tags == UNKNOWN_TAG).tolist() == unknown


@pytest.mark.parametrize(("prefer", "label"), [((), DRUG), (("EVENT",), EVENT)])
def test_tie(prefer: tuple[str, ...], label: int) -> None:
    found = example("kava", ("kava", "DRUG"), ("kava", "EVENT"), prefer=prefer)
    assert marked(found) == [(0, 1, label)]


def test_white_space_is_no_word() -> None:
    found = example("liver    failure ", ("liver    failure", "EVENT"))
    assert found.offsets == ((0, 5), (9, 16))
    assert marked(found) == [(0, 2, EVENT)]


def test_what_belongs_to_it() -> None:
    found = example("A 58-year-old man had kavas", ("kavas", "DRUG"))
    assert (found.text_id, found.head) == ("7", 1)
    assert found.features[:, NAMES.index("pattern:AGE:begins")].sum() == 1
    assert len(found.pieces) == len(found.tags) == len(found.features) == len(found.offsets)
    assert [WORDS.vocabulary[piece] for piece in found.pieces[-1]] == ["kava", "##s"]
    assert found.length == sum(map(len, found.pieces)) + 2


def test_empty_text() -> None:
    found = example("")
    assert (found.pieces, found.length, found.features.shape) == ((), 2, (0, len(NAMES)))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_learnt_words_are_those_of_the_annotation(before: str, behind: str) -> None:
    source = f"{before} kava {behind}"
    start = len(before) + 1
    text = LabelledText("1", source, (LabelledSpan(start, start + 4, "DRUG"),))
    (found,) = examples([text], NLP, head=0, labels=LABELS, words=WORDS)
    for first, last, _ in marked(found):
        assert source[found.offsets[first][0] : found.offsets[last - 1][1]] == "kava"
    assert marked(found) or UNKNOWN_TAG in found.tags
