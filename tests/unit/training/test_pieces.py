"""Pieces of mixed lengths keep each span on its words."""

from __future__ import annotations

import pytest

from caseline.training.pieces import join_sentences, split_texts
from caseline.training.texts import LabelledSpan, LabelledText, labelled


def text_with(doc_id: str, text: str, *words: str) -> LabelledText:
    spans = [LabelledSpan(text.index(each), text.index(each) + len(each), "X") for each in words]
    return labelled(doc_id, text, spans)


def stretches(text: LabelledText) -> list[str]:
    return [text.text[span.start : span.end] for span in text.spans]


SPLITS = [
    pytest.param("One. Two. Three. Four.", ["One.", "Two. Three.", "Four."], id="one-two-four"),
    pytest.param("One\nTwo\nThree\n", ["One", "Two\nThree"], id="lines"),
    pytest.param("Given 0.5 mg i.v. to all.", ["Given 0.5 mg i.v. to all."], id="points-that-end-nothing"),
    pytest.param("One. (Two) three.", ["One.", "(Two) three."], id="bracket-begins"),
    pytest.param("", [""], id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_split(text: str, expected: list[str]) -> None:
    assert [piece.text for piece in split_texts([text_with("d", text)])] == expected


def test_split_keeps_spans_on_their_words() -> None:
    text = text_with("d", "A fell. B bled. C died.", "fell", "bled", "died")
    pieces = list(split_texts([text]))
    assert [piece.id for piece in pieces] == ["d@0", "d@8"]
    assert [stretches(piece) for piece in pieces] == [["fell"], ["bled", "died"]]


def test_split_never_cuts_a_span() -> None:
    text = text_with("d", "With S. Aureus found. Then none.", "S. Aureus")
    assert [stretches(piece) for piece in split_texts([text])] == [["S. Aureus"], []]


def test_join_takes_one_two_four_of_a_document() -> None:
    sentences = [text_with(f"7_{n}", f"Word{n} here.", f"Word{n}") for n in range(4)]
    joined = list(join_sentences([*sentences, text_with("8_0", "Other.", "Other")]))
    assert [text.id for text in joined] == ["7_0", "7_1", "7_3", "8_0"]
    assert [text.text for text in joined] == [
        "Word0 here.",
        "Word1 here. Word2 here.",
        "Word3 here.",
        "Other.",
    ]
    assert [stretches(text) for text in joined] == [["Word0"], ["Word1", "Word2"], ["Word3"], ["Other"]]
