"""Words that tell a drug begun, and which of interacting drugs set off the course."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from caseline.cases.narrative import Found, Narrative

_VERB = r"(?:start|begun\b|began\b|commenc|initiat|prescri|switched|add(?:ed|ition)\b|introduc|institut|placed\b|put\b|given\b|gave\b|received\b|administ)\w*"
_BEFORE = re.compile(
    rf"\b{_VERB}\s+(?:(?:on|with|to|of|by|taking|him|her|me|the\s+patient|treatment|therapy|oral|intravenous|iv|a|an|the|new|course|short|\d[\w.-]*)\s+){{0,5}}\Z"
)
_BEHIND = re.compile(
    r"[^.;]{0,40}?\b(?:was|were|had\s+been|is)\s+(?:\w+\s+){0,2}?"
    r"(?:started|begun|commenced|initiated|prescribed|added|introduced|instituted|given|administered)\b"
)
_SETTLED = re.compile(
    r"\b(?:long-?\s?(?:term|standing)|chronic(?:ally)?|regular(?:ly)?|maintenance|maintained\s+on|stabili[sz]ed\s+on|stable(?:\s+on)?|already|usual|home|previously)"
    r"\s+(?:\w+\s+){0,3}?\Z"
)
_SETTLED_BEHIND = re.compile(
    r"[^.;,]{0,40}?\b(?:since\s+(?:\w+\s+)?\d{4}|for\s+(?:many|several|the\s+past|over|more\s+than|\w+)\s+(?:\w+\s+)?(?:years|months)|long-?\s?term)\b"
)
# "Hives in a girl started on X and Y on the same day": the day on which both were begun.
_GIVEN_TOGETHER = re.compile(
    r"\b(?:start|commenc|initiat|prescri|administ|receiv|vaccinat|begun|began|given|put\b|placed\b)\w*\s[^.;:]*\Z"
)
_REACH = 60  # characters before or behind a drug


def is_begun(lowered: str, start: int, end: int) -> bool:
    """Says whether the words right beside a drug tell that it was begun: "was started on X", "X was added".

    Args:
        lowered: A stretch of text in lower case.
        start: Where the drug begins in it.
        end: Where it ends.
    """
    if _SETTLED.search(lowered, max(0, start - _REACH), start):
        return False
    return (
        _BEFORE.search(lowered, max(0, start - _REACH), start) is not None
        or _BEHIND.match(lowered, end, min(len(lowered), end + _REACH)) is not None
    )


def given_before(lowered: str, start: int, end: int) -> int | None:
    """Returns where the words begin that tell something given, with no stop between them and the end of a stretch."""
    given = _GIVEN_TOGETHER.search(lowered, start, end)
    return None if given is None else given.start()


def set_off(
    narrative: Narrative, drugs: Mapping[str, Sequence[Found]], interacting: Sequence[str]
) -> list[str]:
    """Returns interacting drugs with the one whose start set off the course first, else in their order.

    That is the one told begun, of several the one told begun last; none taken for long.
    """
    lowered = narrative.lowered
    begun = {
        key: max(mention.start for mention in drugs[key] if is_begun(lowered, mention.start, mention.end))
        for key in interacting
        if any(is_begun(lowered, mention.start, mention.end) for mention in drugs[key])
        and not any(_SETTLED_BEHIND.match(lowered, mention.end) for mention in drugs[key])
    }
    return sorted(interacting, key=lambda key: (key not in begun, -begun.get(key, 0)))
