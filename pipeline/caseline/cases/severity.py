"""How severe each event was: the word beside it, and a grade by number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.nlp.patterns.base import lower
from caseline.schema.mention import Label

_FAR = 60  # characters between an event and its severity
# Between a severity and the event behind it: adjectives, members of its list, never a verb or another thing.
_BEFORE = re.compile(
    r"\A[\s-]*(?:(?:and|,|to|an?|of|the|or|by|ctcae|nci)[\s,]+|[\w’'-]+(?:ly|al|ic|ous|ant|ent|ed|ing|ive|ar|ful|ry|ized|ised)\s+|\(\s?|\)\s?|[\w-]+\s+){0,3}\Z"
)
# Between an event and the severity behind it: "was severe", "(grade 3)", "of severe intensity".
_BEHIND = re.compile(
    r"\A\s*(?:[,(\[]\s*)?(?:(?:which|that|was|were|is|are|became|become|described|rated|graded|assessed|considered|judged|classified|reported|as|to|be|been|of|at|with|very|so|not|quite|more|ctcae|nci|who|common|toxicity|criteria|severity|intensity|score)[\s:,(]+){0,6}\Z"
)
_STOP = re.compile(r"\b(?:was|were|had|has|is|are|developed|without|no|not|but|after|with|for)\b")
_GRADE = re.compile(
    r"\b(?:grade|gr\.?|stage)s?[\s-]*(?P<grade>[1-5]|i{1,3}|iv|v)(?:\s?(?:[-–/]|to|or|and)\s?(?P<worst>[1-5]|i{1,3}|iv|v))?\b"
)
_SCALE = re.compile(r"\bgr(?:ade|\.)|\b(?:mild|moderate|severe)")
_EXTENT = re.compile(
    r"(?:(?:low|high)[\s-]grade|massive|extensive|diffuse|widespread|generali[sz]ed|large|small)\w*\Z"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


def severities_of(
    narrative: Narrative, mentions: Sequence[Found], events: Mapping[str, Sequence[Found]]
) -> dict[str, list[Found]]:
    """Returns for each event the SEVERITY mentions that stand beside it: grades before other words, then by the text.

    Words of extent ("massive") grade nothing.
    """
    found: dict[str, list[Found]] = {key: [] for key in events}
    places = Places.of(events)
    for mention in sorted(
        mentions, key=lambda mention: (_SCALE.search(mention.lowered) is None, mention.start)
    ):
        if _EXTENT.match(mention.lowered):
            continue
        key = _graded(narrative, mention, places)
        if key is not None:
            found[key].append(mention)
    return found


def grade_of(mentions: Sequence[Found]) -> str | None:
    """Returns the grade by number that severities tell, of a span the worst; None without one.

    Source: CTCAE, grades 1 to 5.
    """
    grades = [
        _ROMAN.get(told, told)
        for mention in mentions
        for match in _GRADE.finditer(lower(mention.text))
        for told in (match["worst"] or match["grade"],)
    ]
    return max(grades, default=None)


def _graded(narrative: Narrative, mention: Found, events: Places) -> str | None:
    candidates = []
    for key, event in events.in_sentence(mention.sentence):
        if event.start <= mention.start and mention.end <= event.end:
            return key
        distance = _distance(narrative, mention, event)
        if distance is not None and distance <= _FAR:
            candidates.append((distance, key))
    return min(candidates)[1] if candidates else None


def _distance(narrative: Narrative, mention: Found, event: Found) -> int | None:
    """Returns the characters between a severity and the event it grades, None for any other event."""
    first, second = sorted((mention, event), key=lambda found: found.start)
    between = narrative.lowered[first.end : second.start]
    things = {Label.EVENT, Label.DISORDER, Label.DRUG, Label.THERAPY}
    if any(
        first.end <= other.start and other.end <= second.start and other.label in things
        for other in narrative.by_sentence[mention.sentence]
    ):
        return None
    if first is mention:
        return len(between) if _BEFORE.match(between) and not _STOP.search(between) else None
    return len(between) + 1 if _BEHIND.match(between) else None
