"""Mentions of several parts in tools that know none: a region for each part, tied to the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from caseline.export.sheet import Mark, tidy

PART: Final = "Part"


def part_key(key: str, index: int) -> str:
    """Returns the id of a part of a mention: the mention's own for the first."""
    return key if index == 0 else f"{key}.{index + 1}"


def gathered(
    marks: Sequence[Mark], ties: Iterable[tuple[str, str]]
) -> tuple[tuple[Mark, ...], dict[str, str]]:
    """Returns the mentions that regions make up, and the key of its mention for each region.

    What regions tied together say in common is what the first in the text says; flags and codes add up.

    Args:
        marks: The regions, each of one part.
        ties: Keys of regions that belong together.
    """
    root = {mark.key: mark.key for mark in marks}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for one, other in ties:
        if one in root and other in root:
            root[find(other)] = find(one)
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(find(mark.key), []).append(mark)
    made: list[Mark] = []
    keys: dict[str, str] = {}
    for key, group in groups.items():
        first = next((mark for mark in group if mark.key == key), group[0])
        keys |= {mark.key: first.key for mark in group}
        if len(group) == 1:
            made += group
            continue
        made.append(
            replace(
                first,
                parts=tidy([part for mark in group for part in mark.parts]),
                flags=frozenset().union(*(mark.flags for mark in group)),
                excluded=next((mark.excluded for mark in group if mark.excluded), None),
                codes=tuple(dict.fromkeys(code for mark in group for code in mark.codes))
                if any(mark.codes for mark in group if mark is not first)
                else first.codes,
            )
        )
    return tuple(made), keys
