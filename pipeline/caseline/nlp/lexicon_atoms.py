"""The form in which lexicon terms and text are compared: folded words, whatever the tokens are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_HYPHEN = "\\-\u2010\u2011\u2012\u2013"
# These prefixes belong to the word behind their hyphen: no Hodgkin in "non-Hodgkin".
_PREFIXES = "anti|non|hyper|hypo|co|pseudo"
_ATOM = re.compile(
    rf"""
      (?:(?=[aAcChHnNpP])(?i:\b(?:{_PREFIXES}))[{_HYPHEN}](?=[^\W\d_]))?   # a prefix that belongs to its word
      [^\W\d_]+ (?:['’][sS]\b)?                            # letters, possessive and all
    | \d+
    | \n\s*\n                                              # a paragraph's end, which no term crosses
    | [^\w\s/'’{_HYPHEN}]                                  # any other sign but joints and apostrophes
    """,
    re.VERBOSE,
)
_PLAIN_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*\Z")
_JOINTS = re.compile(rf"[{_HYPHEN}]")

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "µ": "mu", "ω": "omega",
}  # fmt: skip
# Plurals and British spellings that no rule below reaches.
_IRREGULAR = {
    "aluminium": "aluminum",
    "bacilli": "bacillus",
    "bacteria": "bacterium",
    "bronchi": "bronchus",
    "calculi": "calculus",
    "children": "child",
    "emboli": "embolus",
    "feet": "foot",
    "fungi": "fungus",
    "men": "man",
    "teeth": "tooth",
    "thrombi": "thrombus",
    "women": "woman",
}
# The first ending that fits is rewritten; a word in -sis and its plural in -ses meet in -se.
_PLURALS = (
    ("ss", "ss"), ("us", "us"), ("sis", "se"), ("is", "is"), ("ies", "y"), ("sses", "ss"), ("xes", "x"),
    ("aches", "ache"), ("ches", "ch"), ("shes", "sh"), ("s", ""), ("ae", "a"), ("omata", "oma"),
)  # fmt: skip
_MAYBE_BRITISH = re.compile(r"[ao]e|our|sulph|leuco|ys|is(?:ation|ing|ed?\Z)|[tb]re\Z")
_SHORTEST_PLURAL = 4  # "ALS", "IVs" and "gas" keep their s
_SHORTEST_BRITISH = 5  # "hour" keeps its u, "toe" its o


class Atom(NamedTuple):
    """A word, number or sign of a text.

    `start` and `end` are characters of the text, half-open, without a possessive "'s"; `owner_end`
    lies behind the possessive. `raw` is the word as printed, `folded` as it is compared.
    """

    folded: str
    raw: str
    start: int
    end: int
    owner_end: int


def atoms(text: str) -> list[Atom]:
    """Cuts a text into atoms; white space, hyphens, slashes and apostrophes only part them."""
    found = []
    for match in _ATOM.finditer(text):
        raw = match[0]
        start, owner_end = match.span()
        if len(raw) == 1 or raw.isalnum():
            found.append(Atom(fold_word(raw), raw, start, owner_end, owner_end))
            continue
        end = owner_end - 2 if raw[-2:-1] in {"'", "’"} else owner_end
        word = _JOINTS.sub("", raw[: end - start])
        found.append(Atom(fold_word(word), word, start, end, owner_end))
    return found


@lru_cache(maxsize=8192)
def fold(term: str) -> str:
    """Returns a term as it is compared: folded words parted by single spaces."""
    return fold_once(term)


def fold_once(term: str) -> str:
    """Returns what `fold` does, and keeps nothing: for the terms of a lexicon, which come once each."""
    if term.isascii() and term.isalpha():
        return fold_word(term)
    if _PLAIN_WORDS.match(term):
        return " ".join(map(fold_word, term.split(" ")))
    return " ".join(atom.folded for atom in atoms(term))


def fold_case_kept(term: str) -> str:
    """Returns a term with hyphens and slashes folded, but with its case and its plural."""
    return " ".join(atom.raw for atom in atoms(term))


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """Folds case, accents, Greek letters, simple plurals, and British to American spelling."""
    folded = word.casefold()
    if not folded.isascii():
        folded = "".join(_GREEK.get(letter, letter) for letter in folded)
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    folded = _IRREGULAR.get(folded, folded)
    if len(folded) >= _SHORTEST_PLURAL:
        folded = _singular(folded)
    if len(folded) >= _SHORTEST_BRITISH:
        folded = _american(folded)
    return folded


def _singular(word: str) -> str:
    """Strips a plural ending, English or Latin."""
    if word[-1] in "sea":
        for ending, singular in _PLURALS:
            if word.endswith(ending):
                return word[: len(word) - len(ending)] + singular
    return word


def _american(word: str) -> str:
    """Rewrites the spellings in which British and American medicine differ, in both directions alike."""
    if not _MAYBE_BRITISH.search(word):
        return word
    word = word.replace("ae", "e").replace("oe", "e").replace("our", "or")
    word = word.replace("sulph", "sulf").replace("leuco", "leuko").replace("ys", "yz")
    word = word.replace("isation", "ization").replace("ising", "izing")
    if word.endswith(("ise", "ised")):
        return word.replace("ise", "ize")
    if word.endswith(("tre", "bre")):
        return word[:-2] + "er"
    return word
