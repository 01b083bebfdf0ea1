"""The layer takes over entities under the record's labels and leaves none behind."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from caseline.errors import ConfigError
from caseline.nlp.layers import NER
from caseline.nlp.ner_layer import make_ner_layer

TEXT = "A woman of 58 took warfarin and bled."
LABELS: dict[str, str | list[str]] = {"Chemical": "DRUG", "Sex": "SEX", "Lapse": ["TIME", "DURATION"]}


@pytest.fixture
def nlp() -> Language:
    return spacy.blank("en")


def doc_with(nlp: Language, *entities: tuple[str, str]) -> Doc:
    doc = nlp.make_doc(TEXT)
    doc.ents = [
        doc.char_span(TEXT.index(words), TEXT.index(words) + len(words), label=label)
        for words, label in entities
    ]
    return doc


def found(doc: Doc) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[NER]]


CASES = [
    pytest.param([("warfarin", "Chemical")], [("warfarin", "DRUG", "tiny")], id="label-mapped"),
    pytest.param(
        [("warfarin", "Chemical"), ("woman", "Sex")],
        [("woman", "SEX", "tiny"), ("warfarin", "DRUG", "tiny")],
        id="sorted",
    ),
    pytest.param(
        [("58", "Lapse")], [("58", "TIME", "tiny"), ("58", "DURATION", "tiny")], id="one-label-to-two"
    ),
    pytest.param([("bled", "Sign")], [], id="label-without-equal-dropped"),
    pytest.param([], [], id="nothing-found"),
]


@pytest.mark.parametrize(("entities", "expected"), CASES)
def test_moves_entities(
    nlp: Language, entities: list[tuple[str, str]], expected: list[tuple[str, str, str]]
) -> None:
    doc = make_ner_layer(nlp, "layer", LABELS, "tiny")(doc_with(nlp, *entities))
    assert sorted(found(doc)) == sorted(expected)
    assert [span.start for span in doc.spans[NER]] == sorted(span.start for span in doc.spans[NER])
    assert doc.ents == ()
    assert {token.ent_iob for token in doc} == {0}


def test_find_writes_nothing(nlp: Language) -> None:
    doc = doc_with(nlp, ("warfarin", "Chemical"))
    make_ner_layer(nlp, "layer", LABELS, "tiny").find(doc)
    assert [entity.text for entity in doc.ents] == ["warfarin"]
    assert NER not in doc.spans


def test_second_run_adds_nothing(nlp: Language) -> None:
    layer = make_ner_layer(nlp, "layer", LABELS, "tiny")
    doc = layer(doc_with(nlp, ("warfarin", "Chemical")))
    assert found(layer(doc)) == [("warfarin", "DRUG", "tiny")]
    doc.ents = [Span(doc, 5, 6, label="Chemical")]
    assert found(layer(doc)) == [("warfarin", "DRUG", "tiny")]


def test_sources_stand_side_by_side(nlp: Language) -> None:
    doc = make_ner_layer(nlp, "first", LABELS, "one")(doc_with(nlp, ("warfarin", "Chemical")))
    doc.ents = [Span(doc, 1, 2, label="Sex"), Span(doc, 5, 6, label="Chemical")]
    make_ner_layer(nlp, "second", LABELS, "two")(doc)
    assert found(doc) == [("woman", "SEX", "two"), ("warfarin", "DRUG", "one"), ("warfarin", "DRUG", "two")]


def test_next_recogniser_is_free_to_find(nlp: Language) -> None:
    """A recogniser keeps tokens that are set for given, so the layer must unset them."""
    recogniser = nlp.add_pipe("ner")
    example = Example.from_dict(nlp.make_doc(TEXT), {"entities": [(19, 27, "Chemical")]})
    optimizer = nlp.initialize(lambda: [example])
    for _ in range(30):
        nlp.update([example], sgd=optimizer)
    layer = make_ner_layer(nlp, "layer", LABELS, "tiny")
    doc = recogniser(layer(doc_with(nlp, ("woman", "Sex"))))
    assert [entity.text for entity in doc.ents] == ["warfarin"]


def test_in_a_pipeline(nlp: Language, tmp_path: Path) -> None:
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "Chemical", "pattern": "warfarin"}])
    nlp.add_pipe("caseline_ner_layer", config={"labels": LABELS, "source": "tiny"})
    assert not any(nlp.analyze_pipes()["problems"].values())
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    doc = Doc(again.vocab).from_bytes(again(TEXT).to_bytes())
    assert found(doc) == [("warfarin", "DRUG", "tiny")]


@pytest.mark.parametrize(
    ("labels", "source", "message"),
    [
        pytest.param(
            {"Chemical": ["DRUG", "POISON"]}, "tiny", "names POISON; the labels are DRUG", id="unknown-label"
        ),
        pytest.param(LABELS, "", "source is empty", id="no-source"),
    ],
)
def test_settings_are_checked_when_built(
    nlp: Language, labels: dict[str, str], source: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        make_ner_layer(nlp, "layer", labels, source)
