"""A Doc's sentences as the networks count them: in words, its tokens that are more than white space."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc


def word_sentences(doc: Doc, places: Sequence[int]) -> list[tuple[int, int]]:
    """Returns the sentences as words: their tokens without white space, counted through the text."""
    bounds = np.searchsorted(places, [sentence.start for sentence in doc.sents] + [len(doc)])
    return [(int(start), int(end)) for start, end in pairwise(bounds) if end > start]
