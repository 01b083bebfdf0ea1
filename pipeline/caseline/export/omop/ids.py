"""Whole numbers that stand for things, the same in every export."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

# What an INTEGER of the CDM's DDL holds, and what a BIGINT holds that R and JavaScript can count to.
NARROW: Final = 31
WIDE: Final = 53


def stable_ids(keys: Iterable[str], *, bits: int, taken: Iterable[int] = ()) -> dict[str, int]:
    """Returns a number from 1 for each key: the first bits of its SHA-256.

    Where two keys have the same number, the one that sorts later gets the next of its own that is free; so
    numbers do not depend on the order of the keys.

    Args:
        keys: What to number.
        bits: How large numbers may be.
        taken: Numbers that stand for something else.
    """
    used = {0, *taken}
    made: dict[str, int] = {}
    for key in sorted(set(keys)):
        turn = 0
        number = _number(key, turn, bits)
        while number in used:
            turn += 1
            number = _number(key, turn, bits)
        used.add(number)
        made[key] = number
    return made


def _number(key: str, turn: int, bits: int) -> int:
    told = f"{key}\n{turn}" if turn else key
    return int.from_bytes(hashlib.sha256(told.encode()).digest()) >> (256 - bits)
