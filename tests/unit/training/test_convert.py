"""Labelled texts become training documents; what is left out is reported."""

from __future__ import annotations

import pytest
import spacy

from caseline.nlp.tokenizer import NAME
from caseline.training.convert import Loss, convert, longest
from caseline.training.texts import LabelledSpan, labelled

NLP = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})

OVERLAPS = [
    pytest.param([(0, 4, "A"), (5, 9, "B")], [(0, 4, "A"), (5, 9, "B")], id="apart"),
    pytest.param([(0, 4, "A"), (4, 9, "B")], [(0, 4, "A"), (4, 9, "B")], id="touching"),
    pytest.param([(0, 9, "A"), (2, 4, "B")], [(0, 9, "A")], id="nested"),
    pytest.param([(0, 4, "A"), (3, 9, "B")], [(3, 9, "B")], id="crossing"),
    pytest.param([(0, 4, "A"), (2, 9, "B"), (8, 12, "C")], [(2, 9, "B")], id="chain"),
    pytest.param([(0, 4, "A"), (2, 6, "B")], [(0, 4, "A")], id="equally-long-first"),
    pytest.param([(0, 4, "A"), (0, 4, "Z")], [(0, 4, "Z")], id="same-words-preferred-label"),
    pytest.param([(0, 5, "A"), (0, 4, "Z")], [(0, 5, "A")], id="longer-beats-preferred"),
]


@pytest.mark.parametrize(("spans", "expected"), OVERLAPS)
def test_longest(spans: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]) -> None:
    kept = longest((LabelledSpan(*span) for span in spans), prefer=("Z",))
    assert [(span.start, span.end, span.label) for span in kept] == expected


def test_convert_sets_entities_and_reports_losses() -> None:
    text = "severe bleeding after 500mg warfarin"
    spans = [(0, 15, "EVENT"), (0, 6, "SEVERITY"), (22, 27, "DOSE"), (28, 32, "DRUG")]
    result = convert([labelled("d1", text, (LabelledSpan(*span) for span in spans))], NLP)
    (doc,) = result.docs
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("severe bleeding", "EVENT"),
        ("500mg", "DOSE"),
    ]
    assert [(lost.text_id, lost.text, lost.span.label, lost.loss) for lost in result.lost] == [
        ("d1", "severe", "SEVERITY", Loss.OVERLAPS),
        ("d1", "warf", "DRUG", Loss.MISALIGNED),
    ]


def test_tokens_of_a_misaligned_span_are_unknown() -> None:
    result = convert([labelled("d1", "took warfarin daily", [LabelledSpan(5, 9, "DRUG")])], NLP)
    assert [token.ent_iob_ for token in result.docs[0]] == ["O", "", "O"]


def test_misaligned_span_leaves_its_neighbour() -> None:
    spans = [LabelledSpan(0, 8, "DRUG"), LabelledSpan(9, 11, "DOSE")]
    result = convert([labelled("d1", "warfarin 5mgs daily", spans)], NLP)
    assert [token.ent_iob_ for token in result.docs[0]] == ["B", "", "", "O"]


def test_blanks_at_the_ends_are_cut() -> None:
    result = convert([labelled("d1", "took\u200a5 mg\u200adaily", [LabelledSpan(4, 10, "DOSE")])], NLP)
    assert [entity.text for entity in result.docs[0].ents] == ["5 mg"]
    assert result.lost == ()


def test_doc_bin_holds_the_documents() -> None:
    result = convert([labelled("d1", "took warfarin", [LabelledSpan(5, 13, "DRUG")])], NLP)
    (doc,) = result.doc_bin().get_docs(NLP.vocab)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("warfarin", "DRUG")]
