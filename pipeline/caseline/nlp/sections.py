"""Sections of the text as spans, so that mentions know where they stand."""

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from caseline.nlp.layers import SECTIONS
from caseline.nlp.texts import text_of
from caseline.reading import find_sections
from caseline.schema.document import Section


@Language.factory("caseline_sections", assigns=["doc.spans"])
def make_sections(nlp: Language, name: str) -> "Sections":
    """Builds the component."""
    return Sections(nlp, name)


class Sections:
    """Writes `doc.spans["sections"]`, unless a reader that knows the paper's markup already has."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        if SECTIONS not in doc.spans:
            found = self.find(doc)
            self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> tuple[Section, ...]:
        """Returns the sections in order of the text."""
        return find_sections(text_of(doc))

    def annotate(self, doc: Doc, found: Sequence[Section]) -> None:
        """Writes the span layer."""
        write_sections(doc, found)


def write_sections(doc: Doc, found: Iterable[Section]) -> None:
    """Writes `doc.spans["sections"]`; a section whose border lies inside a token grows to it."""
    spans = (
        doc.char_span(section.start, section.end, label=section.name, alignment_mode="expand")
        for section in found
    )
    doc.spans[SECTIONS] = [span for span in spans if span is not None]
