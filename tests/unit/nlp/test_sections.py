"""Sections as spans."""

import itertools

from spacy.tokens import Span

from caseline.nlp.layers import SECTIONS
from caseline.reading import find_sections
from caseline.schema.document import SectionName
from tests.marked import blank

TEXT = (
    "Kava and the liver\n\n1. Introduction\nKava is a plant.\n\n2. Case report\n"
    "A 40-year-old man took kava.\n\n3. Discussion\nKava harms the liver.\n"
)


def sections(text: str) -> list[Span]:
    nlp = blank()
    doc = nlp.add_pipe("caseline_sections")(nlp.make_doc(text))
    return list(doc.spans[SECTIONS])


def test_the_headings_part_the_text() -> None:
    found = sections(TEXT)
    assert {"introduction", "case", "discussion"} <= {span.label_ for span in found}
    [case] = [span for span in found if span.label_ == "case"]
    assert "took kava" in case.text
    assert "harms" not in case.text


def test_sections_are_those_that_reading_finds() -> None:
    assert [(span.label_, span.start_char, span.end_char) for span in sections(TEXT)] == [
        (section.name.value, section.start, section.end) for section in find_sections(TEXT)
    ]


def test_sections_do_not_overlap_and_have_known_names() -> None:
    found = sections(TEXT)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert {span.label_ for span in found} <= set(SectionName)


def test_a_reader_that_knows_better_is_left_alone() -> None:
    nlp = blank()
    doc = nlp.make_doc(TEXT)
    doc.spans[SECTIONS] = [Span(doc, 0, len(doc), label="abstract")]
    assert [span.label_ for span in nlp.add_pipe("caseline_sections")(doc).spans[SECTIONS]] == ["abstract"]


def test_no_text_no_sections() -> None:
    assert sections("") == []
