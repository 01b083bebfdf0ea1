"""One terminology in memory: its names as sorted keys, and the concepts that they stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process

from caseline.nlp.linking.keys import PRINTED, as_printed, key_of

# What stands before the code of a name: a concept is called so, or also called so. A name of several has no code.
NAME, SYNONYM = "=", "~"
_MOST_ALIKE = 5


class Concept(NamedTuple):
    """A concept: its code, its preferred name, and codes of other systems that it refers to, by system."""

    code: str
    display: str
    references: tuple[tuple[str, str], ...] = ()


class Named(NamedTuple):
    """What a key stands for: a code, "" where it is that of several concepts, and whether it is its name."""

    code: str
    is_name: bool


@dataclass(frozen=True)
class Terminology:
    """Names and concepts of one system.

    `keys` are sorted by length and then as strings; `owners` stand in the same order. `rows` are
    `code<tab>display<tab>references`, sorted.
    """

    system: str
    version: str
    keys: Sequence[str] = field(repr=False)
    owners: Sequence[str] = field(repr=False)
    rows: Sequence[str] = field(repr=False)

    def named(self, name: str) -> Named | None:
        """Returns what a name stands for, none where the terminology does not know it."""
        return self._owned(as_printed(name)) or self._owned(key_of(name))

    def owner(self, key: str) -> str:
        """Returns the code of one of its keys, "" where it is that of several concepts."""
        named = self._owned(key)
        return named.code if named else ""

    def _owned(self, key: str) -> Named | None:
        place = bisect_left(self.keys, (len(key), key), key=_rank)
        if place == len(self.keys) or self.keys[place] != key:
            return None
        owner = self.owners[place]
        return Named(owner[1:], owner[:1] == NAME)

    def concept(self, code: str) -> Concept | None:
        """Returns the concept of a code, none where the terminology does not know it."""
        place = bisect_left(self.rows, f"{code}\t")
        if place == len(self.rows):
            return None
        own, display, references = self.rows[place].split("\t")
        if own != code:
            return None
        pairs = (each.partition(":") for each in references.split("|") if each)
        return Concept(own, display, tuple((system, other) for system, _, other in pairs))

    def alike(self, key: str, least: float) -> list[tuple[str, float]]:
        """Returns the few keys spelt most like this one and how alike they are, the most alike first."""
        slack = int(len(key) * 2 * (1 - least))
        first = bisect_left(self.keys, len(key) - slack, key=len)
        after = bisect_left(self.keys, len(key) + slack + 1, key=len)
        found = process.extract(
            key,
            self.keys[first:after],
            scorer=fuzz.ratio,
            score_cutoff=100 * least,
            limit=_MOST_ALIKE,
        )
        return [(other, round(score / 100, 3)) for other, score, _ in found if other[0] != PRINTED]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of its names."""
        return frozenset(" ".join(self.keys).split(" "))


def terminology_of(
    *, system: str, version: str, concepts: Iterable[Concept], owners: Mapping[str, str]
) -> Terminology:
    """Returns a terminology from concepts and the owners of its keys, in whatever order."""
    keys = sorted(owners, key=_rank)
    rows = sorted(
        f"{each.code}\t{each.display}\t{'|'.join(f'{name}:{code}' for name, code in each.references)}"
        for each in concepts
    )
    return Terminology(system, version, keys, [owners[key] for key in keys], rows)


def _rank(key: str) -> tuple[int, str]:
    return len(key), key
