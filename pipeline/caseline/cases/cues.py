"""How the cues of the cases are compiled: for lower-cased text, from the start of a word."""

from __future__ import annotations

import re


def cue(pattern: str) -> re.Pattern[str]:
    """Compiles a verbose pattern for lower-cased text whose matches begin at the start of a word.

    No other place is tried, which takes half the time or less.
    """
    return re.compile(f"(?<!\\w)(?:{pattern}\n)", re.VERBOSE)
