"""What a form says of a drug in so many words: "Action taken with X: dose reduced", "Dechallenge: positive".

Source: E2B(R3) G.k.8 (action taken), G.k.9.i.4 (recurrence); the forms of safety departments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from caseline.cases.cues import cue

_WAS = r"""(?:\s*(?:[:=–-]|was|were|is|are|has\s+been|reported\s+(?:as|to\s+be)|as|the|product|vaccine|drug|suspect|therapy|treatment|result\w*|outcome
    |temporarily|permanently)(?=[\s:=–-]))*\s*"""
# "Action taken with kava and senna (both oral) was reported as": the names stand before these.
_ACTION = cue(r"actions?\s+(?:taken|for|with)\b[^.]{0,200}\Z")
_VALUES = (
    ("reduced", r"(?:dos(?:e|age)\s+)?(?:was\s+)?(?:reduced|decreased|lowered)\b"),
    ("increased", r"(?:dos(?:e|age)\s+)?(?:was\s+)?increased\b"),
    (
        "unchanged",
        r"(?:(?:dos(?:e|age)\s+)?(?:was\s+)?(?:not\s+changed|unchanged|no\s+change|not\s+(?:withdrawn|discontinued|stopped|interrupted|reduced|decreased|increased))|none\b|no\s+action|continued\b)",
    ),
    (
        "withdrawn",
        r"(?:withdrawn|discontinued|stopped|interrupted|suspended|held|ceased|(?:switched|changed)\s+to)\b",
    ),
)
_TAKEN = tuple(
    (value, re.compile(rf"(?:\s*\([^)]{{0,60}}\))?{_WAS}{pattern}", re.VERBOSE)) for value, pattern in _VALUES
)
_CHALLENGE = cue(
    r"""(?P<kind>de|re)-?\s?challenge(?:\s+(?:test|information|result|outcome))?
        (?:\s*(?:[:=–-]|was|is|were|reported\s+(?:as|to\s+be)|as|with\s+[\w-]+|for\s+[\w-]+|\([\w\s]{1,30}\)))*\s*
        (?P<value>positive|negative|not\s+(?:done|performed|applicable|attempted|tried|reported|known)|unknown|none|n/?a\b)
      | (?P<told>positive|negative)\s+(?P<of>de|re)-?\s?challenge\b"""
)


class Challenge(NamedTuple):
    """What a form says of a dechallenge or a rechallenge; `value` is None where there was none or nobody knows."""

    again: bool
    value: str | None


def action_told(before: str, behind: str) -> str | None:
    """Returns the action that a form tells of a drug, from the lower-cased text on both sides of its name.

    "Action taken with" must stand before it in the sentence: "kava: withdrawn" alone says nothing of who did what.
    """
    if _ACTION.search(before) is None:
        return None
    return next((value for value, pattern in _TAKEN if pattern.match(behind)), None)


def challenges(lowered: str) -> Iterator[Challenge]:
    """Yields what a sentence, in lower case, states of dechallenge and rechallenge as a form does."""
    for found in _CHALLENGE.finditer(lowered):
        value = found["value"] or found["told"]
        yield Challenge(
            (found["kind"] or found["of"]) == "re", value if value in {"positive", "negative"} else None
        )
