"""Abbreviations that a text defines: "immune thrombocytopenia (ITP)"."""

from dataclasses import dataclass

from scispacy.abbreviation import filter_matches, find_abbreviation
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import ABBREVIATIONS
from caseline.nlp.sentences import sentence_bounds
from caseline.nlp.texts import text_of

_LONGEST_BRACKET = 12  # tokens; scispaCy looks at eight at most


@dataclass(frozen=True)
class Abbreviation:
    """A short form and the long form it was defined by."""

    short: str
    long: str


@Language.factory("caseline_abbreviations", requires=["doc.sents"], assigns=[f"doc._.{ABBREVIATIONS}"])
def make_abbreviations(nlp: Language, name: str) -> "Abbreviations":
    """Builds the component."""
    return Abbreviations(nlp, name)


class Abbreviations:
    """Finds definitions sentence by sentence with scispaCy's Schwartz-Hearst functions.

    scispaCy's own component matches from each bracket to every later one of the document, which
    grows with the square of their number; a definition never leaves its sentence.

    Source: Schwartz & Hearst 2003, as implemented in scispacy.abbreviation.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Abbreviation]:
        """Returns the definitions in order; the first definition of a short form wins."""
        found: dict[str, Abbreviation] = {}
        text = text_of(doc)
        for bounds in sentence_bounds(doc):
            if "(" not in text[bounds.start_char : bounds.end_char]:
                continue
            for long, short in filter_matches(_brackets(doc[bounds.start : bounds.end]), doc):
                short_form, long_form = find_abbreviation(long, short)
                if long_form is not None and long_form.start >= bounds.start:
                    found.setdefault(short_form.text, Abbreviation(short_form.text, long_form.text))
        return list(found.values())

    def annotate(self, doc: Doc, found: list[Abbreviation]) -> None:
        """Writes `doc._.abbreviations_found`."""
        doc._.set(ABBREVIATIONS, {item.short: item.long for item in found})


def _brackets(sentence: Span) -> list[tuple[int, int, int]]:
    """Returns (key, start, end) in tokens of what stands in round brackets, as scispaCy expects it."""
    brackets = []
    opened: int | None = None
    for token in sentence:
        if token.text == "(":
            opened = token.i + 1
        elif token.text == ")" and opened is not None:
            if 1 < opened < token.i <= opened + _LONGEST_BRACKET:
                brackets.append((-1, opened, token.i))
            opened = None
    return brackets
