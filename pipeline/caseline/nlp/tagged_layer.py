"""Moves what the tagger marked into the layer of the finders, under the record's labels."""

from collections import defaultdict
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import CANDIDATE_SCORES, TAGGED, TAGGED_SCORES, add_candidates, candidate_key
from caseline.schema.mention import Label

# Without a map every span would be dropped, so `labels` has no default.
# `least`: the lowest score of a span that is kept, by corpus and the corpus's label; others are all kept.
# `bars`: for a corpus and its label, the record's labels that a span under it speaks against.
DEFAULT_CONFIG: dict[str, object] = {"least": {}, "bars": {}}


@Language.factory(
    "caseline_tagged_layer",
    default_config=DEFAULT_CONFIG,
    requires=["doc.spans", f"doc._.{TAGGED_SCORES}"],
    assigns=["doc.spans", f"doc._.{CANDIDATE_SCORES}"],
)
def make_tagged_layer(
    nlp: Language,
    name: str,
    labels: dict[str, dict[str, str | list[str]]],
    least: dict[str, dict[str, float]],
    bars: dict[str, dict[str, list[str]]],
) -> "TaggedLayer":
    """Builds the component.

    Args:
        nlp: The pipeline.
        name: The component's name.
        labels: For each corpus, its label to the record's, or to several when the corpus has one label for
            words that play two parts; spans of other labels are dropped.
        least: For each corpus, its label to the lowest score of a span that is kept.
        bars: For each corpus, its label to those of the record that are dropped inside such a span, unless
            their own score is higher: what one head takes for a test's name is no drug.

    Raises:
        ConfigError: When `labels` or `bars` names a label that the record does not have, or `least` one of
            a corpus that `labels` does not map.
    """
    return TaggedLayer(nlp, name, labels=labels, least=least, bars=bars)


class TaggedLayer:
    """Adds spans of `doc.spans["tagged"]` to `doc.spans["ner"]`; `id_` stays the corpus."""

    def __init__(
        self,
        nlp: Language,
        name: str,
        *,
        labels: dict[str, dict[str, str | list[str]]],
        least: dict[str, dict[str, float]],
        bars: dict[str, dict[str, list[str]]],
    ) -> None:
        self._labels = {
            (corpus, raw): (each,) if isinstance(each, str) else tuple(each)
            for corpus, given in labels.items()
            for raw, each in given.items()
        }
        self._bars = {
            (corpus, raw): frozenset(each) for corpus, given in bars.items() for raw, each in given.items()
        }
        named = (*self._labels.values(), *self._bars.values())
        unknown = sorted({label for each in named for label in each} - set(Label))
        if unknown:
            msg = f"{name} names {', '.join(unknown)}; the labels are {', '.join(Label)}"
            raise ConfigError(msg)
        self._least = {
            (corpus, raw): score for corpus, given in least.items() for raw, score in given.items()
        }
        if unmapped := sorted(".".join(key) for key in self._least.keys() - self._labels.keys()):
            raise ConfigError(f"{name}.least names {', '.join(unmapped)}, which {name}.labels does not map")
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[tuple[Span, float]]:
        """Returns spans under the record's labels with their scores, in the order of the text."""
        tagged = list(zip(doc.spans.get(TAGGED, ()), doc._.get(TAGGED_SCORES) or (), strict=True))
        barring = defaultdict[int, list[tuple[Span, float]]](list)
        for span, score in tagged:
            if (span.id_, span.label_) in self._bars:
                for place in range(span.start, span.end):
                    barring[place].append((span, score))
        return [
            (Span(doc, span.start, span.end, label=label, span_id=span.id_), score)
            for span, score in tagged
            if score >= self._least.get((span.id_, span.label_), 0)
            for label in self._labels.get((span.id_, span.label_), ())
            if not any(self._is_barred(span, label, score, by) for by in barring.get(span.start, ()))
        ]

    def _is_barred(self, span: Span, label: str, score: float, by: tuple[Span, float]) -> bool:
        other, against = by
        inside = other.start <= span.start and span.end <= other.end
        return inside and against > score and label in self._bars[other.id_, other.label_]

    def annotate(self, doc: Doc, found: Sequence[tuple[Span, float]]) -> None:
        """Adds the spans that the layer does not hold yet, and all scores."""
        add_candidates(doc, (span for span, _ in found))
        scores = {candidate_key(span): score for span, score in found}
        doc._.set(CANDIDATE_SCORES, (doc._.get(CANDIDATE_SCORES) or {}) | scores)
