"""Members of lists beside the list."""

import pytest
from spacy.tokens import Span

from caseline.nlp.layers import LEXICON, MENTIONS, NER
from tests.marked import blank, parse, spans_of


def members(mention: str, *candidates: str) -> list[str]:
    """Returns the mentions behind the component, for a marked mention and marked candidates."""
    nlp = blank()
    lists = nlp.add_pipe("caseline_lists")
    doc = nlp.make_doc(parse(mention).text)
    doc.spans[MENTIONS] = spans_of(doc, parse(mention))
    doc.spans[NER] = [span for each in candidates for span in spans_of(doc, parse(each), source="phee")]
    return [span.text for span in lists(doc).spans[MENTIONS]]


@pytest.mark.parametrize(
    ("mention", "candidates", "expected"),
    [
        pytest.param(
            "He had [fever, rash and jaundice](EVENT).",
            ["He had [fever](EVENT), [rash](EVENT) and [jaundice](EVENT)."],
            ["fever", "fever, rash and jaundice", "rash", "jaundice"],
            id="three",
        ),
        pytest.param(
            "He had [fever, rash and jaundice](EVENT).",
            ["He had [fever](EVENT), rash and [jaundice](DISORDER)."],
            ["fever", "fever, rash and jaundice", "jaundice"],
            id="two-that-a-finder-knows",
        ),
        pytest.param(
            "PT HAD [FEVER, N/V AND HIVES](EVENT)",
            ["PT HAD [FEVER](EVENT), [N/V](EVENT) AND [HIVES](EVENT)"],
            ["FEVER", "FEVER, N/V AND HIVES", "N/V", "HIVES"],
            id="capitals-and-a-slash-between-letters",
        ),
        pytest.param(
            "[redness w/ swelling + fever & rash](EVENT)",
            ["[redness](EVENT) w/ [swelling](EVENT) + [fever](EVENT) & [rash](EVENT)"],
            ["redness", "redness w/ swelling + fever & rash", "swelling", "fever", "rash"],
            id="signs-of-notes",
        ),
        pytest.param(
            "[so weak I couldn't stand](EVENT)",
            ["so [weak](EVENT) I [couldn't stand](EVENT)"],
            ["weak", "so weak I couldn't stand", "couldn't stand"],
            id="so-that",
        ),
        pytest.param(
            "[sore mouth, and by 12 September severe mucositis](EVENT)",
            ["[sore mouth](EVENT), and by 12 September [severe mucositis](EVENT)"],
            ["sore mouth", "sore mouth, and by 12 September severe mucositis", "severe mucositis"],
            id="a-date-before-a-member",
        ),
        pytest.param(
            "[toxic epidermal necrolysis (TEN)](EVENT)",
            ["[toxic epidermal necrolysis](EVENT) ([TEN](EVENT))"],
            ["toxic epidermal necrolysis", "toxic epidermal necrolysis (TEN)", "TEN"],
            id="abbreviation",
        ),
        pytest.param(
            "[severe fever and itchy rash](EVENT)",
            ["severe [fever](EVENT) and itchy [rash](EVENT)"],
            ["severe fever", "severe fever and itchy rash", "itchy rash"],
            id="whole-part-where-a-candidate-ends-it",
        ),
        pytest.param(
            "[fever at night and rash on both arms](EVENT)",
            ["[fever](EVENT) at night and [rash](EVENT) on both arms"],
            ["fever", "fever at night and rash on both arms", "rash"],
            id="the-candidate-where-none-ends-it",
        ),
        pytest.param(
            "[sepsis, which led to seizures, but no coma](EVENT)",
            ["[sepsis](EVENT), which led to [seizures](EVENT), but no [coma](EVENT)"],
            ["sepsis", "sepsis, which led to seizures, but no coma", "seizures", "coma"],
            id="clauses-and-denials-name-nothing",
        ),
        pytest.param(
            "[headache but denied rash](EVENT)",
            ["[headache](EVENT) but denied [rash](EVENT)"],
            ["headache", "headache but denied rash", "rash"],
            id="what-is-denied",
        ),
        pytest.param(
            "[fever and chills](EVENT)",
            ["[fever](EVENT) and chills"],
            ["fever and chills"],
            id="one-is-no-list",
        ),
        pytest.param("[fever and chills](EVENT)", [], ["fever and chills"], id="nobody-knows-its-parts"),
        pytest.param(
            "[graft versus host disease](EVENT)",
            ["[graft](EVENT) versus [host disease](EVENT)"],
            ["graft versus host disease"],
            id="no-divider",
        ),
        pytest.param(
            "[kava and senna](DRUG)", ["[kava](DRUG) and [senna](DRUG)"], ["kava and senna"], id="drugs-never"
        ),
        pytest.param(
            "[fever and chills](EVENT)",
            ["[fever](DRUG) and [chills](DRUG)"],
            ["fever and chills"],
            id="candidates-of-another-kind",
        ),
        pytest.param("He was well.", [], [], id="no-mention"),
    ],
)
def test_members(mention: str, candidates: list[str], expected: list[str]) -> None:
    assert sorted(members(mention, *candidates)) == sorted(expected)


def test_members_have_the_label_and_finder_of_their_list() -> None:
    nlp = blank()
    lists = nlp.add_pipe("caseline_lists")
    doc = nlp.make_doc("fever and chills")
    doc.spans[MENTIONS] = spans_of(doc, parse("[fever and chills](EVENT)"), source="ner")
    doc.spans[LEXICON] = spans_of(doc, parse("[fever](DISORDER) and [chills](DISORDER)"), source="lexicon")
    spans = lists(doc).spans[MENTIONS]
    assert {(span.label_, span.id_) for span in spans} == {("EVENT", "ner")}
    assert [(span.start, span.end) for span in spans] == [(0, 1), (0, 3), (2, 3)]


def test_a_second_run_adds_nothing() -> None:
    nlp = blank()
    lists = nlp.add_pipe("caseline_lists")
    doc = nlp.make_doc("fever and chills")
    doc.spans[MENTIONS] = spans_of(doc, parse("[fever and chills](EVENT)"))
    doc.spans[NER] = spans_of(doc, parse("[fever](EVENT) and [chills](EVENT)"))
    once = list(lists(doc).spans[MENTIONS])
    assert list(lists(doc).spans[MENTIONS]) == once
    assert len(once) == 3


@pytest.mark.parametrize(
    ("term", "parts"),
    [
        pytest.param("pins and needles", [], id="idiom"),
        pytest.param("pain w/ eye movement", [], id="a-term-with-a-link"),
        pytest.param("cough and fever", ["cough", "fever"], id="two"),
    ],
)
def test_terms_of_a_lexicon(term: str, parts: list[str]) -> None:
    nlp = blank()
    lists = nlp.add_pipe("caseline_lists")
    doc = nlp.make_doc(f"Had {term} today")
    last = len(doc) - 1
    doc.spans[MENTIONS] = [Span(doc, 1, len(doc), label="EVENT", span_id="ner")]
    doc.spans[LEXICON] = [Span(doc, 1, last, label="EVENT", span_id="lexicon")]
    doc.spans[NER] = [Span(doc, place, place + 1, label="EVENT", span_id="phee") for place in (1, last - 1)]
    found = [span.text for span in lists(doc).spans[MENTIONS]]
    assert [text for text in found if text != f"{term} today"] == parts
