"""What the finders and the spelling say of each word, as zeros and ones beside its pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from caseline.nlp.layers import LEXICON, PATTERN
from caseline.schema.mention import Label

# The finders' labels that are features, each as "begins here" and "goes on here".
_FOUND = {
    LEXICON: (Label.DRUG, Label.EVENT, Label.DISORDER, Label.THERAPY, Label.BODY_SITE),
    PATTERN: (
        Label.AGE,
        Label.SEX,
        Label.ETHNICITY,
        Label.DOSE,
        Label.ROUTE,
        Label.FREQUENCY,
        Label.DOSE_ORDINAL,
        Label.TIME,
        Label.DURATION,
        Label.SEVERITY,
        Label.OUTCOME,
        Label.CAUSALITY,
        Label.POPULATION,
    ),
}
_COLUMNS = {
    (layer, label.value): 2 * place
    for place, (layer, label) in enumerate(
        (layer, label) for layer, labels in _FOUND.items() for label in labels
    )
}
_SHAPES = 2 * len(_COLUMNS)
_CAPITALS, _TITLE, _MIXED, _DIGITS, _SIGN = range(_SHAPES, _SHAPES + 5)
# In a stretch without a small letter, and with so many words of so many letters, capitals say nothing.
_SHOUTED_WORDS = 3
_SHOUTED_LETTERS = 5
# Names of the columns, which a trained model is bound to.
NAMES = (
    *(f"{layer}:{label}:{part}" for layer, label in _COLUMNS for part in ("begins", "continues")),
    "capitals",
    "title",
    "mixed",
    "digits",
    "sign",
)


def features(doc: Doc) -> NDArray[np.float32]:
    """Returns the features of each token, (tokens, len(NAMES)), from `doc.spans` and the spelling.

    A text in capitals is spelt as if it were in small letters, but for what its figures and signs say.
    """
    table = np.zeros((len(doc), len(NAMES)), dtype=np.float32)
    for layer in _FOUND:
        for span in doc.spans.get(layer, ()):
            column = _COLUMNS.get((layer, span.label_))
            if column is not None:
                table[span.start, column] = 1
                table[span.start + 1 : span.end, column + 1] = 1
    words = [token.text for token in doc]
    shapes = [_spelling(word) for word in words]
    for start, end in _shouted(words, shapes):
        shapes[start:end] = [None if shape in (_CAPITALS, _TITLE) else shape for shape in shapes[start:end]]
    places = [place for place, column in enumerate(shapes) if column is not None]
    table[places, [shapes[place] for place in places]] = 1
    return table


def _shouted(words: Sequence[str], shapes: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Yields the stretches of words in capitals, half-open."""
    start = long = 0
    for place, (word, shape) in enumerate(zip(words, shapes, strict=True)):
        if shape == _CAPITALS:
            long += len(word) >= _SHOUTED_LETTERS
        elif len(word) > 1 and ((shape is None and word.islower()) or shape in (_TITLE, _MIXED)):
            if long >= _SHOUTED_WORDS:
                yield start, place
            start, long = place + 1, 0
    if long >= _SHOUTED_WORDS:
        yield start, len(words)


@lru_cache(maxsize=50_000)
def _spelling(word: str) -> int | None:
    if word.islower():
        return None
    if word.isupper():
        return _CAPITALS if len(word) > 1 else _TITLE
    if word.istitle():
        return _TITLE
    if any(char.isalpha() for char in word):
        return _MIXED
    return _DIGITS if any(char.isdigit() for char in word) else _SIGN
