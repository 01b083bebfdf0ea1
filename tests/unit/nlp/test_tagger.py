"""The tagger marks what its network says, on any text and to its end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import LEXICON, TAGGED, TAGGED_SCORES
from caseline.nlp.tagger import Tagger
from tests.marked import blank
from tests.tiny_network import network

Found = list[tuple[str, str, str]]


def pipeline(window: int = 20) -> Language:
    nlp = blank()
    tagger = nlp.add_pipe("caseline_tagger", config={"window": window})
    assert isinstance(tagger, Tagger)
    tagger.network = network()
    return nlp


NLP = pipeline()


def found(doc: Doc) -> Found:
    return [(span.text, span.label_, span.id_) for span in doc.spans[TAGGED]]


def kava(word: str = "kava") -> Found:
    return [(word, "Chemical", "chemicals"), (word, "DRUG", "signs")]


CASES = [
    pytest.param("It was kava.", kava(), id="every-head-marks"),
    pytest.param("It was nothing.", [], id="nothing-to-mark"),
    pytest.param("a rash.", [("rash", "SIGN", "signs")], id="one-head-marks"),
    pytest.param("in liver failure", [("liver failure", "SIGN", "signs")], id="span-of-words"),
    pytest.param("in failure", [("failure", "SIGN", "signs")], id="no-end-without-a-beginning"),
    pytest.param("in liver", [], id="no-beginning-without-an-end"),
    pytest.param("Kav\u00e1s!", kava("Kav\u00e1s"), id="case-accent-and-ending"),
    pytest.param("liver   failure", [("liver   failure", "SIGN", "signs")], id="white-space-within"),
    pytest.param("  kava", kava(), id="white-space-before"),
    pytest.param("a liver. Failure", [("Failure", "SIGN", "signs")], id="not-across-sentences"),
    pytest.param(
        "rash, kava and rash",
        [("rash", "SIGN", "signs"), *kava(), ("rash", "SIGN", "signs")],
        id="in-the-order-of-the-text",
    ),
    pytest.param("", [], id="empty"),
    pytest.param(" \n\t ", [], id="white-space"),
    pytest.param("\u0301", [], id="accent-alone"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_marks(text: str, expected: Found) -> None:
    doc = NLP(text)
    assert found(doc) == expected
    assert len(doc._.get(TAGGED_SCORES)) == len(expected)


def test_lexicon_is_heard() -> None:
    nlp = pipeline()
    doc = nlp.get_pipe("caseline_sentences")(nlp.make_doc("had bad zoster pain"))
    assert nlp.get_pipe("caseline_tagger").find(doc) == []
    doc.spans[LEXICON] = [Span(doc, 2, 4, label="EVENT")]
    assert [span.text for span, _ in nlp.get_pipe("caseline_tagger").find(doc)] == ["zoster pain"]


def test_scores_are_probabilities() -> None:
    doc = NLP("kava; in failure")
    *drugs, failure = doc._.get(TAGGED_SCORES)
    assert all(0.9 < score < 1 for score in drugs)
    # Its best tag, an end, was not permitted.
    assert 0.05 < failure < 0.2


def test_find_writes_nothing() -> None:
    doc = NLP.get_pipe("caseline_sentences")(NLP.make_doc("It was kava."))
    NLP.get_pipe("caseline_tagger").find(doc)
    assert TAGGED not in doc.spans
    assert doc._.get(TAGGED_SCORES) is None


def test_second_run_adds_nothing() -> None:
    doc = NLP("kava and rash")
    before = found(doc)
    assert found(NLP.get_pipe("caseline_tagger")(doc)) == before
    assert len(doc._.get(TAGGED_SCORES)) == len(before)


@pytest.mark.parametrize("window", [1, 7, 20, 510])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("it was so and " * 400 + "then kava", id="one-long-sentence"),
        pytest.param("It was so. " * 400 + "Then kava.", id="many-sentences"),
    ],
)
def test_end_of_a_long_text_is_read(text: str, window: int) -> None:
    assert found(pipeline(window)(text)) == kava()


def test_every_part_of_a_long_text_is_read() -> None:
    doc = NLP("he had kava with a rash and " * 300)
    assert len(doc.spans[TAGGED]) == 900


@pytest.mark.parametrize("word", ["-" * 3000, "a_" * 2000, "x" * 5000, "1.2." * 900, "/".join("ab" * 900)])
def test_word_longer_than_any_encoder(word: str) -> None:
    doc = NLP(f"kava {word} kava")
    assert [entry for entry in found(doc) if entry[0] == "kava"] == kava() * 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """Spans lie in the text, under their labels, whatever stands there."""
    source = f"{text} kava {text}"
    doc = NLP(source)
    assert doc.text == source
    for span, score in zip(doc.spans[TAGGED], doc._.get(TAGGED_SCORES), strict=True):
        assert doc.text[span.start_char : span.end_char] == span.text
        assert span.text.strip()
        assert 0 <= score <= 1


def test_network_is_needed() -> None:
    nlp = blank()
    nlp.add_pipe("caseline_tagger")
    with pytest.raises(ConfigError, match="caseline_tagger has no network"):
        nlp("kava")


@pytest.mark.parametrize("window", [0, -3, 511])
def test_window_is_checked_when_built(window: int) -> None:
    with pytest.raises(ConfigError, match="choose 1 to 510"):
        blank().add_pipe("caseline_tagger", config={"window": window})


def test_pipeline_has_no_problems() -> None:
    nlp = blank()
    nlp.add_pipe("caseline_patterns")
    nlp.add_pipe("caseline_tagger")
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_pipeline_needs_sentences() -> None:
    """The control: the analysis does look at the component."""
    nlp = spacy.blank("en")
    nlp.add_pipe("caseline_tagger")
    assert "doc.sents" in nlp.analyze_pipes()["problems"]["caseline_tagger"]


def test_saved_and_loaded(tmp_path: Path) -> None:
    pipeline(window=7).to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert found(again("kava and liver failure")) == found(NLP("kava and liver failure"))
    assert again.get_pipe_config("caseline_tagger")["window"] == 7


def test_saved_without_a_network(tmp_path: Path) -> None:
    nlp = blank()
    nlp.add_pipe("caseline_tagger")
    nlp.to_disk(tmp_path)
    with pytest.raises(ConfigError, match="holds no network"):
        spacy.load(tmp_path)


def test_to_bytes_and_back() -> None:
    again = blank()
    again.add_pipe("caseline_tagger")
    again.from_bytes(NLP.to_bytes())
    assert found(again("kava and a rash")) == found(NLP("kava and a rash"))
    again.from_bytes(_untrained().to_bytes())
    assert again.get_pipe("caseline_tagger").network is None


def _untrained() -> Language:
    nlp = blank()
    nlp.add_pipe("caseline_tagger")
    return nlp


def test_network_comes_along_when_sourced() -> None:
    nlp = blank()
    nlp.add_pipe("caseline_tagger", source=NLP)
    assert found(nlp("kava")) == kava()


def test_results_come_along_in_bytes() -> None:
    doc = Doc(NLP.vocab).from_bytes(NLP("kava and a rash").to_bytes())
    assert found(doc) == [*kava(), ("rash", "SIGN", "signs")]
    assert len(doc._.get(TAGGED_SCORES)) == 3


def test_two_processes_give_the_same() -> None:
    texts = ["kava", "", "liver failure and a rash. " * 20, "warfarin\n\nrash"] * 3
    NLP("so that onnxruntime has started")
    one = [(found(doc), doc._.get(TAGGED_SCORES)) for doc in NLP.pipe(texts)]
    two = [(found(doc), doc._.get(TAGGED_SCORES)) for doc in NLP.pipe(texts, n_process=2, batch_size=2)]
    assert one == two


def test_onnxruntime_waits_for_the_first_text() -> None:
    code = "import sys, tests.unit.nlp.test_tagger; sys.exit('onnxruntime' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
