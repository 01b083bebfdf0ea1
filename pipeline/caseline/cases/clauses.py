"""Clauses: the part of a sentence in which one thing is said of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from caseline.cases.narrative import Found, Narrative
from caseline.nlp.patterns.base import lower

_BORDER = re.compile(
    r""";|,?\s+\b(?:which|but|while|whereas|although|however|who)\b
      | ,?\s+\b(?:and|then)\s+(?:(?:subsequently|eventually|finally|later|gradually|then|all|both|fully|completely|was|were|had)\s+)*
        (?:resolved|recovered|improved|subsided|disappeared|he|she|they|it|the|was|were|died|treated|discharged|discontinued)\b
      | ,\s+(?=(?:making|resulting|leading|underscoring|suggesting)\b)
      | \b(?:before|until)\s+(?:he|she|they|it|the)\b""",
    re.VERBOSE,
)
# A thing referred to without its name.
_ANAPHOR = re.compile(
    r"""\b(?:symptoms?|signs?|reactions?|complaints|lesions?|findings|manifestations|abnormalit(?:y|ies)|complications?|cytopenias?
        |adverse\s+(?:drug\s+)?(?:events?|effects?|reactions?)|side\s+effects?|illness|condition|episode|event)\b""",
    re.VERBOSE,
)


def clause_of(narrative: Narrative, mention: Found) -> tuple[int, int]:
    """Returns the half-open characters of the clause that a mention stands in."""
    sentence = narrative.sentence_of(mention)
    start, end = sentence.start, sentence.end
    for border in _BORDER.finditer(narrative.lowered, sentence.start, sentence.end):
        if border.start() <= mention.start and border.end() <= mention.end:
            start = border.start()
        elif border.start() >= mention.end:
            end = border.start()
            break
    return start, end


def inside(mentions: Iterable[Found], start: int, end: int) -> list[Found]:
    """Returns the mentions that lie in a stretch."""
    return [mention for mention in mentions if start <= mention.start and mention.end <= end]


def holders(mentions: Sequence[Found]) -> list[Found]:
    """Returns the mentions that hold another: lists, which stand beside their members.

    Mentions are in order of the text; one holds what comes next to it or nothing. A discontinuous one
    is a member.
    """
    found = []
    for mention, others in zip(mentions, _neighbours(mentions), strict=True):
        if not mention.parts and any(
            mention.start <= other.start and other.end <= mention.end for other in others
        ):
            found.append(mention)
    return found


def _neighbours(mentions: Sequence[Found]) -> Iterable[tuple[Found, ...]]:
    """Yields the mentions right before and right behind each: a list shares its start or its end with one."""
    for place in range(len(mentions)):
        yield (*mentions[max(0, place - 1) : place], *mentions[place + 1 : place + 2])


def refers_back(text: str) -> bool:
    """Says whether a clause speaks of events without naming them ("the symptoms")."""
    return _ANAPHOR.search(lower(text)) is not None
