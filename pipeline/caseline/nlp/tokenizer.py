"""A tokenizer that cuts clinical English finely enough for spans of drugs, doses and times."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry

NAME = "caseline.ClinicalTokenizer.v1"

# Combining accents stay with their letter; every other sign but letters and digits is a token.
_ACCENT = "\u0300-\u036f"
_SIGN = rf"(?:[^\w\s{_ACCENT}]|_)"
_LETTER = r"[^\W\d_]"
_APOSTROPHE = "['’ʼ]"
# A number and the unit stuck to it: "500mg" but not "2nd", "1990s", "CYP2D6".
_NUMBER_BEFORE_UNIT = rf"[0-9]+(?:[.,·][0-9]+)*(?={_LETTER})(?!(?:st|nd|rd|th|s)\b)"
_RUNS = r"\.{2,}|-{2,}"
_CLITIC = rf"{_APOSTROPHE}[sS]"

_PREFIXES = (_RUNS, _NUMBER_BEFORE_UNIT, _SIGN)
_SUFFIXES = (_RUNS, _CLITIC, _SIGN)
_INFIXES = (
    _RUNS,
    rf"(?={_CLITIC}\b)",
    rf"(?=n{_APOSTROPHE}t\b)",
    rf"(?<![^\W_])(?:{_NUMBER_BEFORE_UNIT})",
    # "0.5", "10,000", "i.v" and "O'Brien" stay whole.
    rf"(?![.,·'’ʼ]){_SIGN}",
    r"(?<![0-9])[,·]",
    r"[,·](?![0-9])",
    r"(?<![0-9])(?<!\b[A-Za-z])\.",
    r"(?<![0-9])\.(?![A-Za-z]\b)",
    r"(?<=[0-9])\.(?![0-9])",
    rf"(?<!{_LETTER}){_APOSTROPHE}",
    rf"{_APOSTROPHE}(?!{_LETTER})",
)
_URL = r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]}]"


# What stands between two blanks is cut behind a sign before it is longer than this: spaCy takes signs off its ends one
# by one and searches the rest each time. Among the words of 12,000 papers the longest has 136 characters.
_LONGEST = 200
_LONG = re.compile(rf"\S{{{_LONGEST + 1},}}")
_PIECE = re.compile(rf"\S{{1,{_LONGEST - 1}}}(?![.,·'’ʼ-]){_SIGN}|\S{{{_LONGEST}}}")


class ClinicalTokenizer(Tokenizer):  # type: ignore[misc]
    """A spaCy `Tokenizer` that takes time in proportion to the length of any text, also of one without blanks."""

    def __call__(self, string: str) -> Doc:
        """Returns the tokens of a text."""
        cuts = _cuts(string)
        docs: list[Doc] = [
            super(ClinicalTokenizer, self).__call__(string[a:b]) for a, b in pairwise([0, *cuts, len(string)])
        ]
        if len(docs) == 1:
            return docs[0]
        return Doc(
            self.vocab,
            words=[token.text for doc in docs for token in doc],
            spaces=[bool(token.whitespace_) for doc in docs for token in doc],
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Lets it be copied and sent to other processes."""
        _, *state = super().__reduce__()
        return (ClinicalTokenizer, *state)


def _cuts(text: str) -> list[int]:
    """Returns where what stands between two blanks is cut, because it is too long."""
    cuts = []
    for match in _LONG.finditer(text):
        place, end = match.span()
        while end - place > _LONGEST and (piece := _PIECE.match(text, place, end)):
            place = piece.end()
            cuts.append(place)
    return cuts


def create_clinical_tokenizer() -> Callable[[Language], Tokenizer]:
    """Returns the function that spaCy calls with the pipeline to make its tokenizer."""
    return make_clinical_tokenizer


def make_clinical_tokenizer(nlp: Language) -> ClinicalTokenizer:
    """A spaCy `Tokenizer` made of regular expressions only, so that it saves with the pipeline.

    Each hyphen, slash, bracket and other sign is a token of its own, and a number is cut from the unit
    stuck to it. Web addresses stay whole. There are no exceptions: English ones read "C." at the end of
    a sentence and "8)" as one word.
    """
    return ClinicalTokenizer(
        nlp.vocab,
        prefix_search=re.compile("|".join(f"^(?:{each})" for each in _PREFIXES)).search,
        suffix_search=re.compile("|".join(f"(?:{each})$" for each in _SUFFIXES)).search,
        infix_finditer=re.compile("|".join(f"(?:{each})" for each in _INFIXES)).finditer,
        url_match=re.compile(_URL).match,
    )


registry.tokenizers(NAME, func=create_clinical_tokenizer)
