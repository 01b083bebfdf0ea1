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


def test_join_yields_sentences_and_whole_documents() -> None:
    given = [text_with(f"7_{n}", f"Word{n} here.", f"Word{n}") for n in (8, 10, 9)]
    texts = list(join_sentences([given[0], text_with("6_1", "Other.", "Other"), *given[1:]]))
    assert [text.id for text in texts] == ["6_1", "7_8", "7_9", "7_10", "7"]
    assert texts[-1].text == "Word8 here. Word9 here. Word10 here."
    assert [stretches(text) for text in texts] == [
        ["Other"],
        ["Word8"],
        ["Word9"],
        ["Word10"],
        ["Word8", "Word9", "Word10"],
    ]
