"""What the pipeline knows of each word when its roles are read, as zeros and ones beside its pieces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from caseline.nlp.context import CATEGORIES
from caseline.nlp.layers import CONTEXT, MENTIONS
from caseline.schema.mention import Label

# What treats or was given, and what the patient has or gets: the mentions that play a role.
TREATMENTS = frozenset({Label.DRUG.value, Label.THERAPY.value})
DISEASES = frozenset({Label.EVENT.value, Label.DISORDER.value})
# Names of the columns, which a trained model is bound to.
NAMES = (
    *(f"{label.value}:{part}" for label in sorted(Label) for part in ("begins", "continues")),
    *(f"context:{category}" for category in sorted(CATEGORIES)),
)
_PLACES = {name: place for place, name in enumerate(NAMES)}


def features(doc: Doc) -> NDArray[np.float32]:
    """Returns the features of each token, (tokens, len(NAMES)): the mentions it is in, and their context."""
    table = np.zeros((len(doc), len(NAMES)), dtype=np.float32)
    for span in doc.spans.get(MENTIONS, ()):
        table[span.start, _PLACES[f"{span.label_}:begins"]] = 1
        table[span.start + 1 : span.end, _PLACES[f"{span.label_}:continues"]] = 1
        if span.label_ in TREATMENTS | DISEASES:
            for category in span._.get(CONTEXT) or ():
                table[span.start : span.end, _PLACES[f"context:{category}"]] = 1
    return table
