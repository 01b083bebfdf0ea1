"""The finder of mentions by patterns."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp import patterns
from caseline.nlp.layers import PATTERN
from caseline.nlp.texts import text_of

DEFAULT_CONFIG = {"families": list(patterns.FAMILIES)}


@Language.factory("caseline_patterns", default_config=DEFAULT_CONFIG, assigns=["doc.spans"])
def make_pattern_finder(nlp: Language, name: str, families: list[str]) -> "PatternFinder":
    """Builds the component.

    Raises:
        ConfigError: When `families` names one that does not exist.
    """
    return PatternFinder(nlp, name, families=families)


class PatternFinder:
    """Writes `doc.spans["pattern"]`: ages, doses, times and whatever else has a form.

    Patterns read characters. A match that would cut a token is dropped: widening it to whole tokens would
    put text into the mention that the pattern has not read.
    """

    def __init__(self, nlp: Language, name: str, *, families: Iterable[str]) -> None:
        self.name = name
        self._families = tuple(families)
        unknown = sorted(set(self._families) - set(patterns.FAMILIES))
        if unknown:
            msg = (
                f"{name}.families names {', '.join(unknown)}; the families are {', '.join(patterns.FAMILIES)}"
            )
            raise ConfigError(msg)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the mentions sorted by start and end; `id_` is "pattern"."""
        spans = (
            doc.char_span(start, end, label=label.value, span_id=PATTERN)
            for label, start, end in patterns.find(text_of(doc), self._families)
        )
        return [span for span in spans if span is not None]

    def annotate(self, doc: Doc, found: Iterable[Span]) -> None:
        """Writes the layer."""
        doc.spans[PATTERN] = list(found)
