"""Where the mentions of the parts of a case stand, so that a question about one place does not ask them all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from caseline.cases.narrative import Found


class _Standing(NamedTuple):
    """A mention of a part, by the places of both in their order."""

    part: int
    place: int
    key: str
    mention: Found


class Places(dict[str, Sequence[Found]]):
    """The mentions of each part of a case by its id; what stands where is worked out once."""

    @classmethod
    def of(cls, parts: Mapping[str, Sequence[Found]]) -> Places:
        """Returns the parts as places, the very same if they are."""
        return parts if isinstance(parts, cls) else cls(parts)

    def rank(self, key: str) -> int:
        """Returns the place of a part in their order."""
        return self._ranks[key]

    def inside(self, start: int, end: int) -> list[tuple[str, Found]]:
        """Returns the mentions that lie in a stretch, each behind its part, in the order of the parts."""
        standing, starts = self._standing, self._starts
        found = standing[bisect_left(starts, start) : bisect_left(starts, end)]
        return _pairs(each for each in found if each.mention.end <= end)

    def keys_inside(self, start: int, end: int) -> list[str]:
        """Returns the parts that have a mention in a stretch, in their order."""
        return list(dict.fromkeys(key for key, _ in self.inside(start, end)))

    def in_sentence(self, index: int) -> list[tuple[str, Found]]:
        """Returns the mentions of a sentence, each behind its part, in the order of the parts."""
        return _pairs(self._by_sentence.get(index, ()))

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {key: rank for rank, key in enumerate(self)}

    @cached_property
    def _standing(self) -> list[_Standing]:
        return sorted(
            (
                _Standing(part, place, key, mention)
                for part, (key, mentions) in enumerate(self.items())
                for place, mention in enumerate(mentions)
            ),
            key=lambda each: each.mention.start,
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [each.mention.start for each in self._standing]

    @cached_property
    def _by_sentence(self) -> Mapping[int, list[_Standing]]:
        found: dict[int, list[_Standing]] = {}
        for each in self._standing:
            found.setdefault(each.mention.sentence, []).append(each)
        return found


def _pairs(standing: Iterable[_Standing]) -> list[tuple[str, Found]]:
    return [(each.key, each.mention) for each in sorted(standing, key=itemgetter(0, 1))]


def first_told_by(mention: Found, keys: Sequence[str], drugs: Mapping[str, Sequence[Found]]) -> str | None:
    """Returns the first of some treatments that was told before a mention."""
    return next((key for key in keys if any(each.end <= mention.start for each in drugs.get(key, ()))), None)
