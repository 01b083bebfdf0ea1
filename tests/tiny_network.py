"""Networks of a few thousand numbers, whose marks and roles can be told from the words.

The tagger's has two heads: `signs` knows drugs and signs, `chemicals` knows drugs under another name. Drugs are kava and
warfarin; signs are rash, liver failure, and failure alone, which the scores alone would call an end without a
beginning; and every word on which the lexicon has an event. A trace of the window's mean is in all scores, so
that they differ when padding is read or a window is another.

The role reader's takes treatments for concomitant and therapies for therapy, diseases for conditions, and those
whose context is historical for history; where somebody is blamed, every treatment of the window is suspect and
every disease an event. What is gone is over, and who died is dead. Yesterday something began, a fortnight is a length of time;
both are of the events near them.
"""

from __future__ import annotations

import string
from pathlib import Path

from caseline.nlp.roles.network import HEADS as ROLE_HEADS
from caseline.nlp.roles.network import RoleNetwork
from caseline.nlp.tagging.network import Network

_FOLDER = Path(__file__).parent / "data"
MODEL = _FOLDER / "tiny_network.onnx"
ROLE_MODEL = _FOLDER / "tiny_roles.onnx"
_LETTERS = (*string.ascii_lowercase, *string.digits, ".", ",")
VOCABULARY = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]"),
    *("kava", "warfarin", "rash", "liver", "failure", "was", "##s"),
    *_LETTERS,
    *(f"##{letter}" for letter in _LETTERS if letter != "s"),
)
# All other words are one piece, and unknown.
ROLE_VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "blamed", "gone", "died", "yesterday", "fortnight")
HEADS = {"signs": ("DRUG", "SIGN"), "chemicals": ("Chemical",)}


def network() -> Network:
    """Returns the network; each test has its own."""
    return Network(MODEL.read_bytes(), vocabulary=VOCABULARY, heads=HEADS)


def role_network() -> RoleNetwork:
    """Returns the role reader's network; each test has its own."""
    return RoleNetwork(ROLE_MODEL.read_bytes(), vocabulary=ROLE_VOCABULARY, heads=ROLE_HEADS)
