"""What the finders and the spelling say of each word."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from caseline.nlp.layers import LEXICON, NER, PATTERN
from caseline.nlp.tagging.features import NAMES, features
from caseline.schema.mention import Label


def names(doc: Doc) -> list[set[str]]:
    table = features(doc)
    assert table.shape == (len(doc), len(NAMES))
    assert set(table.flatten().tolist()) <= {0.0, 1.0}
    return [{NAMES[column] for column in row.nonzero()[0]} for row in table]


def doc_of(*words: str) -> Doc:
    return Doc(Vocab(), words=list(words))


def test_names_are_unique_and_of_the_record() -> None:
    assert len(set(NAMES)) == len(NAMES)
    found = [name.split(":") for name in NAMES if ":" in name]
    assert {layer for layer, _, _ in found} == {LEXICON, PATTERN}
    assert {label for _, label, _ in found} <= set(Label)
    assert {part for _, _, part in found} == {"begins", "continues"}


def test_spans_of_the_finders() -> None:
    doc = doc_of("acute", "liver", "failure", "at", "noon")
    doc.spans[LEXICON] = [Span(doc, 1, 3, label="DISORDER"), Span(doc, 2, 3, label="EVENT")]
    doc.spans[PATTERN] = [Span(doc, 4, 5, label="TIME")]
    assert names(doc) == [
        set(),
        {"lexicon:DISORDER:begins"},
        {"lexicon:DISORDER:continues", "lexicon:EVENT:begins"},
        set(),
        {"pattern:TIME:begins"},
    ]


@pytest.mark.parametrize(
    ("layer", "label"),
    [
        pytest.param(LEXICON, "AGE", id="label-of-the-other-layer"),
        pytest.param(PATTERN, "POISON", id="label-of-nobody"),
        pytest.param(NER, "DRUG", id="layer-of-nobody"),
    ],
)
def test_other_spans_are_no_features(layer: str, label: str) -> None:
    doc = doc_of("kava", "tea")
    doc.spans[layer] = [Span(doc, 0, 2, label=label)]
    assert names(doc) == [set(), set()]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("rash", set(), id="small-letters"),
        pytest.param("covid-19", set(), id="small-letters-and-digits"),
        pytest.param("ALT", {"capitals"}, id="capitals"),
        pytest.param("IL-2", {"capitals"}, id="capitals-and-digits"),
        pytest.param("I", {"title"}, id="one-capital"),
        pytest.param("Rash", {"title"}, id="first-letter"),
        pytest.param("mRNA", {"mixed"}, id="capitals-within"),
        pytest.param("\u4e2d", {"mixed"}, id="letters-without-case"),
        pytest.param("12.5", {"digits"}, id="number"),
        pytest.param("%", {"sign"}, id="sign"),
    ],
)
def test_spelling(word: str, expected: set[str]) -> None:
    assert names(doc_of("a", word))[1] == expected


def test_capitals_say_nothing_in_a_text_of_capitals() -> None:
    shouted = "PATIENT COMPLAINED OF HIVES AND IV 20 % TODAY".split()
    assert names(doc_of(*shouted)) == [set()] * 6 + [{"digits"}, {"sign"}, set()]
    plain = doc_of("she", "TOOK", "mRNA", "COPD", "GERD", ",", "ALT", "ASTRA", "B", "again")
    assert names(plain)[3] == names(plain)[7] == {"capitals"}
    mixed = names(doc_of(*shouted, "then", "ALT", "rose"))
    assert mixed[0] == set()
    assert mixed[10] == {"capitals"}


def test_empty() -> None:
    assert features(doc_of()).shape == (0, len(NAMES))
