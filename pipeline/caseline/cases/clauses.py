"""Clauses: the part of a sentence in which one thing is said of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise

from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.nlp.patterns.base import lower
from caseline.schema.mention import Label

_BORDER = re.compile(
    r""";|,?\s+\b(?:which|but|while|whereas|although|however|who)\b
      | ,?\s+\b(?:and|then)\s+(?:(?:subsequently|eventually|finally|later|gradually|then|all|both|fully|completely|was|were|had)\s+)*
        (?:resolved|recovered|improved|subsided|disappeared|he|she|they|it|the|was|were|died|treated|discharged|discontinued)\b
      | ,\s+(?=(?:making|resulting|leading|underscoring|suggesting)\b)
      | \b(?:before|until)\s+(?:he|she|they|it|the)\b""",
    re.VERBOSE,
)
# Where two statements of one clause may be joined; the phrase of time that opens the second is near it.
_JOINT = re.compile(r",\s+(?:and|but|then)\b|,|\b(?:and|but|then)\b")
# "Although he had been given X, he died": what the main clause tells happened at its own time.
_CONCESSION = re.compile(
    r"\W*(?:although|though|even\s+though|while|whereas|despite|in\s+spite|because|as\s+(?:he|she|the)|since\s+(?:he|she|the))\b"
)
_MAIN = re.compile(r",\s+(?=(?:he|she|they|it|we|i|the\s+(?:patient|child|infant|boy|girl)(?:['’]s)?)\s)")
# "X was given, and within a month …": a phrase of time that opens its clause.
_OPENED = re.compile(r",?\s+(?:and|but|and\s+then|then)\s+(?:then\s+)?(?:,\s+)?\Z")
_LEADING = 12  # characters
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


def stretches_of(
    narrative: Narrative, sentence: Sentence, phrases: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Returns the clauses of a sentence, cut further so that each holds one of the phrases at most.

    "X was started on Monday and two days later rash developed" is two stretches. A border inside a phrase
    is none.

    Args:
        narrative: The text.
        sentence: A sentence of it.
        phrases: Half-open characters of the phrases of time in it, in order.
    """
    cuts = [
        border.start()
        for border in _BORDER.finditer(narrative.lowered, sentence.start, sentence.end)
        if not any(start < border.end() and border.start() < end for start, end in phrases)
    ]
    for start, _ in phrases:
        opened = _OPENED.search(narrative.lowered, sentence.start, start)
        if opened is not None and not any(opened.start() <= cut <= start for cut in cuts):
            cuts.append(opened.start())
    if _CONCESSION.match(narrative.lowered, sentence.start):
        main = _MAIN.search(narrative.lowered, sentence.start, sentence.end)
        cuts += [] if main is None else [main.start()]
    for (_, first), (second, _) in pairwise(phrases):
        if not any(first <= cut <= second for cut in cuts):
            cut = _between(narrative.lowered, first, second)
            cuts += [] if cut is None else [cut]
    bounds = [sentence.start, *sorted(cuts), sentence.end]
    return [(start, end) for start, end in pairwise(bounds) if start < end]


def _between(lowered: str, first: int, second: int) -> int | None:
    """Returns where one statement ends and the next begins, between two phrases of time."""
    joints = [match.start() for match in _JOINT.finditer(lowered, first, second)]
    if not joints:
        return None
    return joints[-1] if second - joints[-1] <= _LEADING else joints[0]


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


def list_bounds_of(
    narrative: Narrative, labels: Collection[Label], linked: Callable[[Found, Found], bool]
) -> dict[int, tuple[int, int]]:
    """Returns by their index the half-open characters of the lists that mentions stand in.

    Args:
        narrative: The text.
        labels: What the mentions are.
        linked: Says whether two neighbours in a sentence are members of one list.
    """
    found: dict[int, tuple[int, int]] = {}
    for mentions in narrative.by_sentence:
        members: list[Found] = []
        for mention in (*(each for each in mentions if each.label in labels), None):
            if members and (mention is None or not linked(members[-1], mention)):
                bounds = members[0].start, members[-1].end
                found |= {member.index: bounds for member in members}
                members = []
            members += [] if mention is None else [mention]
    return found
