"""Moves what a recogniser found into the layer of the finders, so that several can stand in a row."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import add_candidates
from caseline.schema.mention import Label

# Without a map every entity would be dropped, so neither setting has a default.
DEFAULT_CONFIG: dict[str, object] = {}


@Language.factory(
    "caseline_ner_layer",
    default_config=DEFAULT_CONFIG,
    requires=["doc.ents"],
    assigns=["doc.spans", "doc.ents"],
)
def make_ner_layer(nlp: Language, name: str, labels: dict[str, str | list[str]], source: str) -> "NerLayer":
    """Builds the component.

    Args:
        nlp: The pipeline.
        name: The component's name.
        labels: The recogniser's label to the record's, or to several when the recogniser has one label
            for words that play two parts; entities of other labels are dropped.
        source: What the spans' `id_` will say, such as the corpus that the recogniser learnt from.

    Raises:
        ConfigError: When `labels` names a label that the record does not have, or `source` is empty.
    """
    return NerLayer(nlp, name, labels=labels, source=source)


class NerLayer:
    """Moves `doc.ents` into `doc.spans["ner"]` and leaves `doc.ents` unset for the next recogniser."""

    def __init__(self, nlp: Language, name: str, *, labels: dict[str, str | list[str]], source: str) -> None:
        given = {raw: (each,) if isinstance(each, str) else tuple(each) for raw, each in labels.items()}
        unknown = sorted({label for each in given.values() for label in each} - set(Label))
        if unknown:
            msg = f"{name}.labels names {', '.join(unknown)}; the labels are {', '.join(Label)}"
            raise ConfigError(msg)
        if not source:
            msg = f"{name}.source is empty; name the corpus that the recogniser learnt from"
            raise ConfigError(msg)
        self.name = name
        self._labels = given
        self._source = source

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the entities under the record's labels, in the order of the text."""
        return [
            Span(doc, entity.start, entity.end, label=label, span_id=self._source)
            for entity in doc.ents
            for label in self._labels.get(entity.label_, ())
        ]

    def annotate(self, doc: Doc, found: Iterable[Span]) -> None:
        """Adds the spans that the layer does not hold yet and unsets `doc.ents`."""
        add_candidates(doc, found)
        # Unset, not "outside": a recogniser takes what is set for given.
        doc.set_ents([], default="missing")
