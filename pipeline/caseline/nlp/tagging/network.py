"""The network that tags words, with the labels of the corpora it was trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caseline.nlp.tagging import features
from caseline.nlp.tagging.encoder import Encoder, Floats
from caseline.nlp.tagging.tags import columns
from caseline.nlp.tagging.windows import Window


class Network(Encoder):
    """Scores the tags of words; one head a corpus, with the labels of that corpus."""

    NAMES = features.NAMES

    def columns(self) -> dict[str, slice]:
        """Returns where each head's tags stand in the scores."""
        return columns(self.heads)

    def scores(self, pieces: Sequence[tuple[int, ...]], table: Floats, seen: Sequence[Window]) -> Floats:
        """Returns log probabilities of the tags of each word, (words, tags of all heads).

        The arguments are those of `read`; the windows read every word once.
        """
        result = self.read(pieces, table, seen)
        for column in self.columns().values():
            part = result[:, column]
            part -= part.max(axis=1, keepdims=True)
            part -= np.log(np.exp(part).sum(axis=1, keepdims=True))
        return result
