"""A network of a few hundred numbers, whose marks can be told from the words.

Two heads: `signs` knows drugs and signs, `chemicals` knows drugs under another name. Drugs are kava and
warfarin; signs are rash, liver failure, and failure alone, which the scores alone would call an end without a
beginning; and every word on which the lexicon has an event. A trace of the window's mean is in all scores, so
that they differ when padding is read or a window is another.
"""

from __future__ import annotations

import string
from pathlib import Path

from caseline.nlp.tagging.network import Network

MODEL = Path(__file__).parent / "data" / "tiny_network.onnx"
_LETTERS = (*string.ascii_lowercase, *string.digits, ".", ",")
VOCABULARY = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]"),
    *("kava", "warfarin", "rash", "liver", "failure", "was", "##s"),
    *_LETTERS,
    *(f"##{letter}" for letter in _LETTERS if letter != "s"),
)
HEADS = {"signs": ("DRUG", "SIGN"), "chemicals": ("Chemical",)}


def network() -> Network:
    """Returns the network; each test has its own."""
    return Network(MODEL.read_bytes(), vocabulary=VOCABULARY, heads=HEADS)
