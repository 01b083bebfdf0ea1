"""The form in which names of mentions and of terminologies are compared."""

from __future__ import annotations

from functools import lru_cache

from caseline.nlp.lexicon_atoms import fold_once

# Words that change nothing in a name, and signs that only part it.
# What stands before a name as it is printed, where the keys of several concepts meet.
PRINTED = '"'
_SMALL = frozenset("and by de due for from in nos of on or the to with".split())
# The adjective of an organ and its noun say the same: "renal failure", "kidney failure".
_SAME = {
    "cardiac": "heart",
    "gastric": "stomach",
    "hepatic": "liver",
    "pulmonary": "lung",
    "renal": "kidney",
    "tumor": "neoplasm",
    "hemorrhage": "bleeding",
    "hemorrhaging": "bleeding",
    "anemic": "anemia",
}


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """Returns the words of a name, folded and sorted: "Failure, Heart" and "heart failures" meet."""
    return key_once(name)


def key_once(name: str) -> str:
    """Returns what `key_of` does, and keeps nothing: for the names of a terminology, which come once each."""
    words = [word for word in fold_once(name).split() if word[0].isalnum()]
    kept = [_SAME.get(word, word) for word in words if word not in _SMALL]
    return " ".join(sorted(kept or words))


def as_printed(name: str) -> str:
    """Returns the key of a name by its very letters, which parts "glutamate" from "glutamates"."""
    return PRINTED + " ".join(name.lower().split())
