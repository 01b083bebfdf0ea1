"""One network with a head a corpus marks what it learnt to mark."""

from collections.abc import Iterator, Sequence
from math import exp

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import TAGGED, TAGGED_SCORES
from caseline.nlp.tagging.component import Networked
from caseline.nlp.tagging.encoder import Floats
from caseline.nlp.tagging.features import features
from caseline.nlp.tagging.network import Network
from caseline.nlp.tagging.tags import best_tags_of_each, decode, permitted
from caseline.nlp.tagging.windows import windows
from caseline.nlp.tagging.words import word_sentences

# `window`: most word pieces the network sees at once.
DEFAULT_CONFIG = {"window": 96}


@Language.factory(
    "caseline_tagger",
    default_config=DEFAULT_CONFIG,
    requires=["doc.sents", "doc.spans"],
    assigns=["doc.spans", f"doc._.{TAGGED_SCORES}"],
)
def make_tagger(nlp: Language, name: str, window: int) -> "Tagger":
    """Builds the component; its network comes from a trained pipeline.

    Raises:
        ConfigError: When the window is empty, or larger than what an encoder has positions for.
    """
    return Tagger(nlp, name, window=window)


class Tagger(Networked[Network]):
    """Writes `doc.spans["tagged"]`: spans under the labels of their corpus, which their `id_` names.

    Their scores, in the same order, are `doc._.tagged_scores`: the geometric mean of their tags' probabilities.
    """

    def __init__(self, nlp: Language, name: str, *, window: int) -> None:
        super().__init__(name, Network, window=window)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[tuple[Span, float]]:
        """Returns spans and their scores, in the order of the text.

        Raises:
            ConfigError: When the component has no network.
        """
        network = self.trained()
        pieces = [network.words(token.text) for token in doc]
        places = [place for place, each in enumerate(pieces) if each]
        if not places:
            return []
        sentences = word_sentences(doc, places)
        seen = windows(sentences, [len(pieces[place]) for place in places], limit=self._window)
        scores = network.scores([pieces[place] for place in places], features(doc)[places], seen)
        found = sorted(
            (places[start], places[end - 1] + 1, corpus, network.heads[corpus][label], score)
            for corpus, column in network.columns().items()
            for start, end, label, score in _spans(scores[:, column], sentences, len(network.heads[corpus]))
        )
        return [
            (Span(doc, start, end, label=label, span_id=corpus), score)
            for start, end, corpus, label, score in found
        ]

    def annotate(self, doc: Doc, found: Sequence[tuple[Span, float]]) -> None:
        """Writes the layer and its scores."""
        doc.spans[TAGGED] = [span for span, _ in found]
        doc._.set(TAGGED_SCORES, [score for _, score in found])


def _spans(
    scores: Floats, sentences: Sequence[tuple[int, int]], labels: int
) -> Iterator[tuple[int, int, int, float]]:
    """Yields first word, one past the last, number of the label and score."""
    tags = best_tags_of_each(scores, permitted(labels), sentences)
    chosen = scores[np.arange(len(tags)), tags].tolist()
    for start, end, label in decode(tags.tolist()):
        yield start, end, label, exp(sum(chosen[start:end]) / (end - start))
