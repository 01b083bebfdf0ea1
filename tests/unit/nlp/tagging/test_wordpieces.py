"""Words into the pieces of a vocabulary."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ConfigError
from caseline.nlp.tagging import wordpieces
from caseline.nlp.tagging.wordpieces import WordPieces
from tests.tiny_network import VOCABULARY

PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "war",
    "##far",
    "##farin",
    "##in",
    "cafe",
    "5",
    "mg",
    "-",
    "_",
    "(",
    "µ",
]


@pytest.fixture
def words() -> WordPieces:
    return WordPieces(PIECES)


CASES = [
    pytest.param("war", ["war"], id="whole-word"),
    pytest.param("warfarin", ["war", "##farin"], id="longest-match-first"),
    pytest.param("warfar", ["war", "##far"], id="shorter-match-when-the-longest-fails"),
    pytest.param("WarFarin", ["war", "##farin"], id="case-is-folded"),
    pytest.param("Café", ["cafe"], id="accent-is-dropped"),
    pytest.param("Cafe\u0301", ["cafe"], id="combining-accent-is-dropped"),
    pytest.param("5mg", ["[UNK]"], id="part-that-does-not-fit-is-one-unknown"),
    pytest.param("far", ["[UNK]"], id="continuation-does-not-begin-a-word"),
    pytest.param("war-5", ["war", "-", "5"], id="punctuation-stands-alone"),
    pytest.param("(war", ["(", "war"], id="bracket-before-a-word"),
    pytest.param("war_5", ["war", "_", "5"], id="underscore-is-punctuation"),
    pytest.param("war-xx", ["war", "-", "[UNK]"], id="other-parts-survive-an-unknown-one"),
    pytest.param("\u00b5", ["µ"], id="letter-outside-ascii"),
    pytest.param("\u4e2d", ["[UNK]"], id="unknown-script"),
    pytest.param("\x07", ["[UNK]"], id="control-character-is-a-piece"),
    pytest.param("\u200b", ["[UNK]"], id="zero-width-space-is-a-piece"),
    pytest.param(" \t\n\u00a0\u2003\x1c", [], id="white-space-is-nothing"),
    pytest.param("\u0301", [], id="accent-alone-is-nothing"),
    pytest.param("", [], id="empty"),
    pytest.param("war" + "x" * 98, ["[UNK]"], id="over-a-hundred-letters"),
]


@pytest.mark.parametrize(("word", "expected"), CASES)
def test_splits(words: WordPieces, word: str, expected: list[str]) -> None:
    assert [words.vocabulary[number] for number in words(word)] == expected


def test_line_of_symbols_is_cut(words: WordPieces) -> None:
    assert len(words("-" * 5000)) == 100


def test_special_pieces_have_their_numbers(words: WordPieces) -> None:
    assert (words.pad, words.unknown, words.start, words.end) == (0, 1, 2, 3)


@pytest.mark.parametrize("lost", ["[UNK]", "[CLS]", "[SEP]", "[PAD]"])
def test_vocabulary_of_another_kind(lost: str) -> None:
    with pytest.raises(ConfigError, match=rf"lacks \[{lost[1:-1]}\]"):
        WordPieces([piece for piece in PIECES if piece != lost])


def test_memory_is_bounded(words: WordPieces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpieces, "_REMEMBERED", 10)
    before = words("warfarin")
    for number in range(35):
        words(str(number))
        assert len(words._known) <= 10
    assert words("warfarin") == before


@given(st.text(max_size=60))
def test_any_text_has_pieces_of_the_vocabulary(word: str) -> None:
    words = WordPieces(VOCABULARY)
    pieces = words(word)
    assert pieces == words(word)
    assert all(0 <= piece < len(VOCABULARY) for piece in pieces)


@given(st.text(min_size=1, max_size=20))
def test_only_white_space_and_accents_have_none(word: str) -> None:
    plain = unicodedata.normalize("NFD", word.lower())
    seen = [char for char in plain if not char.isspace() and unicodedata.category(char) != "Mn"]
    assert bool(WordPieces(VOCABULARY)(word)) == bool(seen)


@given(st.text(alphabet="abcs", min_size=1, max_size=12))
def test_pieces_spell_the_word(word: str) -> None:
    words = WordPieces(VOCABULARY)
    assert "".join(words.vocabulary[piece].removeprefix("##") for piece in words(word)) == word
