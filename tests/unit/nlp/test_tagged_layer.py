"""What the tagger marked becomes candidates under the record's labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import CANDIDATE_SCORES, NER, TAGGED, TAGGED_SCORES, candidate_key
from tests.marked import blank

TEXT = "Serum warfarin level rose within three weeks of treatment."
LABELS: dict[str, dict[str, Any]] = {
    "one": {"Chemical": "DRUG", "Lapse": ["TIME", "DURATION"]},
    "two": {"DRUG": "DRUG"},
}
Found = list[tuple[str, str, str]]
# Words, the corpus's label, the corpus and the score.
Marked = tuple[str, str, str, float]


def doc_with(*marked: Marked) -> Doc:
    doc = blank().make_doc(TEXT)
    spans = []
    for words, label, corpus, _ in marked:
        start = TEXT.index(words)
        span = doc.char_span(start, start + len(words), label=label, span_id=corpus)
        assert span is not None
        spans.append(span)
    doc.spans[TAGGED] = spans
    doc._.set(TAGGED_SCORES, [score for *_, score in marked])
    return doc


def layer(**changed: Any) -> Any:
    nlp = spacy.blank("en")
    return nlp.add_pipe("caseline_tagged_layer", config={"labels": LABELS} | changed)


def found(doc: Doc) -> Found:
    return [(span.text, span.label_, span.id_) for span in doc.spans[NER]]


WARFARIN: Marked = ("warfarin", "Chemical", "one", 0.5)
LAPSE: Marked = ("three weeks", "Lapse", "one", 0.7)

CASES = [
    pytest.param([WARFARIN], {}, [("warfarin", "DRUG", "one")], id="label-is-mapped"),
    pytest.param(
        [LAPSE],
        {},
        [("three weeks", "DURATION", "one"), ("three weeks", "TIME", "one")],
        id="one-label-to-several",
    ),
    pytest.param([("warfarin", "Chemical", "two", 0.9)], {}, [], id="label-of-another-corpus"),
    pytest.param([("warfarin", "Chemical", "three", 0.9)], {}, [], id="corpus-without-labels"),
    pytest.param(
        [LAPSE, WARFARIN],
        {"labels": {"one": {"Chemical": "DRUG", "Lapse": "TIME"}}},
        [("warfarin", "DRUG", "one"), ("three weeks", "TIME", "one")],
        id="sorted",
    ),
    pytest.param(
        [WARFARIN, ("warfarin", "DRUG", "two", 0.9)],
        {},
        [("warfarin", "DRUG", "one"), ("warfarin", "DRUG", "two")],
        id="corpora-side-by-side",
    ),
    pytest.param([WARFARIN], {"least": {"one": {"Chemical": 0.51}}}, [], id="below-the-least"),
    pytest.param(
        [WARFARIN], {"least": {"one": {"Chemical": 0.5}}}, [("warfarin", "DRUG", "one")], id="at-the-least"
    ),
    pytest.param(
        [WARFARIN], {"least": {"two": {"DRUG": 0.9}}}, [("warfarin", "DRUG", "one")], id="least-of-another"
    ),
    pytest.param(
        [("Serum warfarin level", "Test", "two", 0.9), WARFARIN],
        {"bars": {"two": {"Test": ["DRUG"]}}},
        [],
        id="barred-within-a-test",
    ),
    pytest.param(
        [("warfarin", "Test", "two", 0.9), WARFARIN],
        {"bars": {"two": {"Test": ["DRUG"]}}},
        [],
        id="barred-on-the-same-words",
    ),
    pytest.param(
        [("Serum warfarin level", "Test", "two", 0.4), WARFARIN],
        {"bars": {"two": {"Test": ["DRUG"]}}},
        [("warfarin", "DRUG", "one")],
        id="surer-than-the-test",
    ),
    pytest.param(
        [("Serum warfarin level", "Test", "two", 0.9), WARFARIN],
        {"bars": {"two": {"Test": ["DISORDER"]}}},
        [("warfarin", "DRUG", "one")],
        id="test-bars-others",
    ),
    pytest.param(
        [("Serum warfarin", "Test", "two", 0.9), ("warfarin level", "Chemical", "one", 0.5)],
        {"bars": {"two": {"Test": ["DRUG"]}}},
        [("warfarin level", "DRUG", "one")],
        id="longer-than-the-test",
    ),
    pytest.param([], {}, [], id="nothing-tagged"),
]


@pytest.mark.parametrize(("marked", "changed", "expected"), CASES)
def test_candidates(marked: list[Marked], changed: dict[str, Any], expected: Found) -> None:
    doc = layer(**changed)(doc_with(*marked))
    assert found(doc) == expected
    keys = [candidate_key(span) for span in doc.spans[NER]]
    assert sorted(doc._.get(CANDIDATE_SCORES)) == sorted(keys)


def test_scores_are_those_of_the_tagger() -> None:
    doc = layer()(doc_with(WARFARIN, LAPSE))
    scores = doc._.get(CANDIDATE_SCORES)
    assert [scores[candidate_key(span)] for span in doc.spans[NER]] == [0.5, 0.7, 0.7]


def test_find_writes_nothing() -> None:
    doc = doc_with(WARFARIN)
    assert len(layer().find(doc)) == 1
    assert NER not in doc.spans
    assert doc._.get(CANDIDATE_SCORES) is None


def test_second_run_adds_nothing() -> None:
    component = layer()
    doc = component(doc_with(WARFARIN, LAPSE))
    before, scores = found(doc), dict(doc._.get(CANDIDATE_SCORES))
    component(doc)
    assert (found(doc), doc._.get(CANDIDATE_SCORES)) == (before, scores)


def test_others_keep_their_candidates() -> None:
    doc = doc_with(WARFARIN)
    doc.spans[NER] = [Span(doc, 0, 1, label="DRUG", span_id="ruler")]
    doc._.set(CANDIDATE_SCORES, {"0:1:DRUG:ruler": 0.3})
    layer()(doc)
    assert found(doc) == [("Serum", "DRUG", "ruler"), ("warfarin", "DRUG", "one")]
    assert doc._.get(CANDIDATE_SCORES)["0:1:DRUG:ruler"] == 0.3


def test_doc_without_a_tagger() -> None:
    assert found(layer()(blank().make_doc(TEXT))) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param({"labels": {"one": {"Chemical": "POISON"}}}, "names POISON; the labels are", id="label"),
        pytest.param(
            {"labels": {"one": {"Chemical": ["DRUG", "TOXIN"]}}}, "names TOXIN", id="one-of-several"
        ),
        pytest.param({"bars": {"two": {"Test": ["POISON"]}}}, "names POISON", id="barred-label"),
        pytest.param(
            {"least": {"one": {"Chemcal": 0.5}}}, r"least names one\.Chemcal", id="least-of-no-label"
        ),
        pytest.param(
            {"least": {"three": {"DRUG": 0.5}}}, r"least names three\.DRUG", id="least-of-no-corpus"
        ),
    ],
)
def test_settings_are_checked_when_built(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        layer(**changed)


def test_in_a_pipeline(tmp_path: Path) -> None:
    nlp: Language = blank()
    nlp.add_pipe("caseline_patterns")
    nlp.add_pipe("caseline_tagger")
    nlp.add_pipe("caseline_tagged_layer", config={"labels": LABELS, "least": {"one": {"Chemical": 0.5}}})
    assert not any(nlp.analyze_pipes()["problems"].values())
    nlp.to_disk(tmp_path, exclude=["caseline_tagger"])
    again = spacy.load(tmp_path, exclude=["caseline_tagger"])
    assert again.get_pipe_config("caseline_tagged_layer")["least"] == {"one": {"Chemical": 0.5}}
