"""The tokenizer keeps every character, cuts where clinical spans begin and end, and saves."""

from __future__ import annotations

import pickle
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from caseline.nlp.tokenizer import NAME, _cuts

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": NAME}}}
NLP = spacy.blank("en", config=CONFIG)

SPLITS = [
    pytest.param("500mg", "500|mg", id="unit-glued-to-number"),
    pytest.param("0.5mg", "0.5|mg", id="unit-glued-to-decimal"),
    pytest.param("10mg/kg", "10|mg|/|kg", id="dose-by-weight"),
    pytest.param("(20mg", "(|20|mg", id="bracket-then-dose"),
    pytest.param("5/10mg", "5|/|10|mg", id="unit-after-second-number"),
    pytest.param("10,000IU", "10,000|IU", id="thousands"),
    pytest.param("12–24h", "12|–|24|h", id="range-en-dash"),
    pytest.param("58-year-old", "58|-|year|-|old", id="age"),
    pytest.param("58y/o", "58|y|/|o", id="age-short"),
    pytest.param("warfarin-induced", "warfarin|-|induced", id="hyphen-between-words"),
    pytest.param("fever/chills", "fever|/|chills", id="slash-between-words"),
    pytest.param("C)", "C|)", id="closing-bracket"),
    pytest.param("drug(s)", "drug|(|s|)", id="bracket-inside-word"),
    pytest.param("[3H]-label", "[|3|H|]|-|label", id="isotope"),
    pytest.param("38.5°C", "38.5|°|C", id="temperature"),
    pytest.param("p<0.05", "p|<|0.05", id="comparison"),
    pytest.param("stopped.The", "stopped|.|The", id="lost-blank-after-full-stop"),
    pytest.param("vitamin C.", "vitamin|C|.", id="letter-at-sentence-end"),
    pytest.param("Crohn's-like", "Crohn|'s|-|like", id="possessive-inside"),
    pytest.param("mother’s", "mother|’s", id="possessive-curly"),
    pytest.param("didn't", "did|n't", id="negation"),
    pytest.param("given i.v.Ig", "given|i.v|.|Ig", id="route-glued-to-drug"),
    pytest.param("and so on...", "and|so|on|...", id="ellipsis"),
]
WHOLE = [
    pytest.param("0.5", id="decimal"),
    pytest.param("10,000", id="thousands"),
    pytest.param("2nd", id="ordinal"),
    pytest.param("1990s", id="decade"),
    pytest.param("CYP2D6", id="enzyme"),
    pytest.param("H1N1", id="virus"),
    pytest.param("i.v", id="route"),
    pytest.param("O'Brien", id="name"),
    pytest.param("cafe\u0301", id="combining-accent"),
    pytest.param("https://doi.org/10.1000/x-1(2)a", id="web-address"),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_splits(text: str, expected: str) -> None:
    assert [token.text for token in NLP.make_doc(text)] == expected.split("|")


@pytest.mark.parametrize("text", WHOLE)
def test_leaves_whole(text: str) -> None:
    assert [token.text for token in NLP.make_doc(text)] == [text]


def test_cuts_more_than_white_space() -> None:
    assert any(len(param.values[1].split("|")) > len(param.values[0].split()) for param in SPLITS)


@given(st.text())
def test_keeps_every_character(text: str) -> None:
    doc = NLP.make_doc(text)
    assert "".join(token.text_with_ws for token in doc) == text


@given(st.text(alphabet="aZé19.,'’-–/()[]° \nmg%\u0301_"))
def test_no_token_is_empty_and_signs_stand_at_token_borders(text: str) -> None:
    for token in NLP.make_doc(text):
        assert token.text
        assert token.is_space or not set("-–/()[]%") & set(token.text) or not token.text.strip("-–/()[]%")


LONG = st.tuples(
    st.sampled_from(["(", "a", "a/", "7", "é,", ".", "e\u0301", "x-", "日本"]), st.integers(150, 900)
).map(lambda pair: pair[0] * pair[1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(LONG, st.sampled_from(["  ", " ", "rash", "\n"])), max_size=6).map("".join))
def test_no_word_is_long_and_no_character_is_lost(text: str) -> None:
    """What spaCy takes apart sign by sign is bounded, so that its time grows with the text and not with its square."""
    pieces = [text[a:b] for a, b in pairwise([0, *_cuts(text), len(text)])]
    assert all(len(word) <= 200 for piece in pieces for word in piece.split())
    assert NLP.make_doc(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ab/" * 300, id="signs"),
        pytest.param("(rash)" * 100 + " and 5mg", id="brackets"),
        pytest.param("(" * 1_000, id="one-sign"),
        pytest.param("a" * 200 + "; " + "b" * 200, id="just-short-enough"),
    ],
)
def test_a_long_word_is_cut_where_it_would_be(text: str) -> None:
    whole = [token.text for token in Tokenizer.__call__(NLP.tokenizer, text)]
    assert [token.text for token in NLP.make_doc(text)] == whole


def test_is_copied_with_what_it_does() -> None:
    again = pickle.loads(pickle.dumps(NLP.tokenizer))
    assert len(again("a" * 401)) == len(NLP.tokenizer("a" * 401)) == 3


def reloaded_from_disk(nlp: Language, folder: Path) -> Language:
    nlp.to_disk(folder)
    return spacy.load(folder)


def reloaded_from_bytes(nlp: Language, folder: Path) -> Language:
    return spacy.blank("en", config=CONFIG).from_bytes(nlp.to_bytes())


@pytest.mark.parametrize("reload", [reloaded_from_disk, reloaded_from_bytes])
def test_survives_saving(reload: object, tmp_path: Path) -> None:
    text = "Given 500mg i.v.Ig (10mg/kg), 12–24h; C) 8) https://example.org/a-b"
    again = reload(NLP, tmp_path / "saved")
    assert [token.text for token in again.make_doc(text)] == [token.text for token in NLP.make_doc(text)]
