"""Where the anchors of rules stand in a text, word by word: most words of a text were seen before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

_WORD = re.compile(r"\S+")
# What may match white space, or look beyond the word.
_CROSSING = re.compile(r"(?<!\\)[.^$ ]|\\[sSWDBAZ]|\(\?[=!<]")
_REMEMBERED = 16_384  # words
_LONGEST_REMEMBERED = 32  # characters


@dataclass(frozen=True, eq=False, slots=True)
class Anchor:
    """A short pattern that stands in or beside every match of a rule.

    Compared by identity: a compiled pattern is hashed by all of its code, each time.
    """

    pattern: re.Pattern[str]
    is_within_word: bool


Anchors = tuple[Anchor, ...]


@cache
def anchor(pattern: str) -> Anchor:
    """Returns the anchor of a pattern, the same for the same."""
    return Anchor(re.compile(pattern), _CROSSING.search(pattern) is None)


class AnchorIndex:
    """Finds anchors that lie within a word, by what it remembers of the word.

    To search a text for a hundred anchors takes longer than to try the rules where they stand.
    """

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._anchors = tuple(dict.fromkeys(each for each in anchors if each.is_within_word))
        self._any = re.compile("|".join(f"(?:{each.pattern.pattern})" for each in self._anchors) or r"(?!)")
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)

    def hits(self, lowered: str) -> Mapping[Anchor, list[int]]:
        """Returns the characters at which each anchor of the index begins, those of an anchor in order."""
        found: dict[Anchor, list[int]] = {each: [] for each in self._anchors}
        for match in _WORD.finditer(lowered):
            word = match[0]
            read = self._remembered if len(word) <= _LONGEST_REMEMBERED else self._read
            for each, offset in read(word):
                found[each].append(match.start() + offset)
        return found

    def _read(self, word: str) -> tuple[tuple[Anchor, int], ...]:
        if self._any.search(word) is None:
            return ()
        return tuple((each, match.start()) for each in self._anchors for match in each.pattern.finditer(word))
