"""Ids that are still free."""

from __future__ import annotations

import re
from collections.abc import Collection

_NUMBERED = re.compile(r"[a-z]([1-9][0-9]{0,17})")


def fresh_id(letter: str, used: Collection[str | None]) -> str:
    """Returns the id after the highest of a letter that is in use: m8 after m7."""
    numbers = [
        int(found[1])
        for one in used
        if one is not None and one.startswith(letter) and (found := _NUMBERED.fullmatch(one))
    ]
    return f"{letter}{max(numbers, default=0) + 1}"
