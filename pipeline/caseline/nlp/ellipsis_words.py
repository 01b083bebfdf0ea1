"""What the words of a text are to a list that leaves one out: sites, adjectives of organs, measures.

Tokens are counted from 0, ranges of them are half-open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files

from caseline.nlp.lexicon_atoms import atoms, fold_word
from caseline.nlp.lexicon_store import Lexicon, load_lexicon

Range = tuple[int, int]

ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "its", "my", "both"})
LINKS = frozenset({"and", "or", "nor", "&", "/", "and/or"})
_SITES = "body_sites"
_DISEASES = ("disorders", "events", "hpo", "mesh")
_LONGEST_SITE = 4  # tokens
_SHORTEST_ADJECTIVE = 5  # letters


@dataclass(frozen=True)
class WordLists:
    """The word lists of coordination.json, folded."""

    sides: frozenset[str]
    paired: frozenset[str]
    relational: frozenset[str]
    no_adjectives: frozenset[str]
    degrees: frozenset[str]
    leads: frozenset[str]
    changes: frozenset[str]
    measures: frozenset[str]
    links: frozenset[str]
    fixed: frozenset[str]
    endings: tuple[str, ...]


@lru_cache(maxsize=1)
def load_word_lists() -> WordLists:
    """Returns the packaged word lists, read once."""
    data = json.loads(files("caseline.nlp.lexicons").joinpath("coordination.json").read_text("utf-8"))
    names = [field.name for field in fields(WordLists) if field.name not in {"endings", "fixed"}]
    return WordLists(
        **{name: frozenset(map(fold_word, data[name])) for name in names},
        fixed=frozenset(data["fixed"]),
        endings=tuple(data["relational_endings"]),
    )


class Words:
    """The words of a text, and what each stretch of them is.

    `names_itself(start, end)` says whether a finder knows those tokens as a thing of their own;
    `disease_to(end)` gives the first token of a disease or sign that ends there, or None.
    """

    def __init__(
        self,
        words: Sequence[str],
        *,
        names_itself: Callable[[int, int], bool],
        disease_to: Callable[[int], int | None],
    ) -> None:
        self.raw = words
        self.lower = [word.lower() for word in words]
        self.lists = load_word_lists()
        self.names_itself = names_itself
        self.disease_to = disease_to
        self._sites = load_lexicon(_SITES)
        self._diseases = [load_lexicon(name) for name in _DISEASES]

    def has(self, index: int, words: frozenset[str]) -> bool:
        """Says whether a token is one of some folded words."""
        return fold_word(self.lower[index]) in words

    def is_fixed(self, start: int, end: int) -> bool:
        """Says whether the tokens are a pair that names one thing: "head and neck"."""
        return " ".join(self.lower[start:end]) in self.lists.fixed

    def is_adjective(self, index: int, *, listed: bool) -> bool:
        """Says whether a token is an adjective of organs and systems, `listed` or by its ending."""
        word = self.lower[index]
        if self.has(index, self.lists.relational):
            return True
        return (
            not listed
            and len(word) >= _SHORTEST_ADJECTIVE
            and word.endswith(self.lists.endings)
            and not self.has(index, self.lists.no_adjectives)
        )

    def is_site(self, start: int, end: int) -> bool:
        """Says whether the lexicon of body sites has the tokens as one term."""
        return _has((self._sites,), " ".join(self.raw[start:end]))

    def is_site_of(self, *ranges: Range) -> bool:
        """Says whether the lexicon of body sites has the tokens of all ranges, none empty, as one term."""
        return all(start < end for start, end in ranges) and _has((self._sites,), self._joined(ranges))

    def is_disease(self, *ranges: Range) -> bool:
        """Says whether a lexicon has the tokens of all ranges together as a disease or sign."""
        return _has(self._diseases, self._joined(ranges))

    def _joined(self, ranges: Sequence[Range]) -> str:
        return " ".join(" ".join(self.raw[start:end]) for start, end in ranges)

    def site_from(self, start: int, end: int) -> int | None:
        """Returns where the longest body site from `start`, with its sides, ends, at most at `end`."""
        begin = start
        while begin < end and self.has(begin, self.lists.sides):
            begin += 1
        stops = range(min(end, begin + _LONGEST_SITE), begin, -1)
        return next((stop for stop in stops if self.is_site(begin, stop)), None)

    def site_to(self, end: int, first: int) -> int | None:
        """Returns where the longest body site that ends at `end` begins, not before `first`."""
        starts = range(max(first, end - _LONGEST_SITE), end)
        return next((start for start in starts if self.is_site(start, end)), None)

    def link_before(self, index: int, first: int) -> int | None:
        """Returns where the "and" or "or" that ends right before `index` begins, with its comma."""
        begin = index
        while begin > first and self.lower[begin - 1] in LINKS:
            begin -= 1
        if self.lower[max(first, index - 3) : index] == ["as", "well", "as"]:
            begin = index - 3
        if begin == index:
            return None
        return begin - 1 if begin > first and self.lower[begin - 1] == "," else begin


def _has(lexicons: Sequence[Lexicon], text: str) -> bool:
    words = atoms(text)
    folded, raw = [word.folded for word in words], [word.raw for word in words]
    return bool(words) and any(lexicon.named(folded, raw) is not None for lexicon in lexicons)
