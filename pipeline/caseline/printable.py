"""Foreign text made safe for a terminal.

Text of a paper may hold terminal escapes, or characters that reorder what stands around them.
Everything that reaches the terminal goes through `printable`.
"""

from __future__ import annotations

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Joiners shape letters in some scripts; every other format character could disguise the text.
_JOINERS = frozenset("\u200c\u200d")
_UNSAFE = frozenset({"Cc", "Cf", "Cs"})


def printable(text: str) -> str:
    """Returns `text` on one line, without characters that steer a terminal or the reading order."""
    line = " ".join(text.translate(_INVISIBLE).split())
    return "".join(
        REPLACEMENT if unicodedata.category(char) in _UNSAFE and char not in _JOINERS else char
        for char in line
    )
