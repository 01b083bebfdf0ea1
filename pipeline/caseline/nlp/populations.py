"""Groups of patients: "six patients with multiple sclerosis", "five of these patients"."""

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import PATTERN, replace_source
from caseline.nlp.patterns.base import lower
from caseline.nlp.texts import text_of
from caseline.schema.mention import Label

SOURCE = "population"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"
)
_GROUP = r"(?:patients|cases|subjects|individuals|children|women|men|infants|neonates|adults|recipients|volunteers)"
_POPULATION = re.compile(
    rf"""(?<!\w){_NUMBER}(?:[\s-]{_NUMBER})?(?:\s+(?:of|out\s+of)\s+(?:{_NUMBER}|the|these|those|their|its|our))*
         \s+(?:(?!of\b|to\b|in\b|and\b|or\b|for\b|years?\b|months?\b|weeks?\b|days?\b|hours?\b)[\w-]+\s+){{0,2}}?{_GROUP}\b""",
    re.VERBOSE,
)


@Language.factory("caseline_populations", assigns=["doc.spans"])
def make_populations(nlp: Language, name: str) -> "Populations":
    """Builds the component."""
    return Populations(nlp, name)


class Populations:
    """Adds counted groups of patients to `doc.spans["pattern"]`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the groups that lie on token boundaries."""
        spans = (
            doc.char_span(match.start(), match.end(), label=Label.POPULATION.value, span_id=SOURCE)
            for match in _POPULATION.finditer(lower(text_of(doc)))
        )
        return [span for span in spans if span is not None]

    def annotate(self, doc: Doc, found: Sequence[Span]) -> None:
        """Replaces what an earlier run added and keeps the layer sorted."""
        replace_source(doc, PATTERN, SOURCE, found)
