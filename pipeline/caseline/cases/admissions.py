"""That somebody lay in hospital, told by the way: "on hospital day 4", "was discharged on day 9"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.schema.mention import Label

_STAY = {
    Label.TIME: cue(
        r""".*(?:\bhospital\s+day\b|\bday\s+of\s+(?:hospital|admission)|\bhospitali[sz]ation\b
          |\b(?:on|at|upon|after|following|since|of|before|until)\s+(?:the\s+|his\s+|her\s+)?(?:hospital\s+)?admission\b|\bof\s+(?:his|her|the)\s+hospital\s+stay\b)"""
    ),
    Label.OUTCOME: cue(
        r".*\bdischarged?\b|.*\bleft\s+(?:the\s+)?(?:hospital|unit|ward)\b|.*\b(?:went|sent|returned|allowed|go)\s+home\b"
    ),
}
_HOME = re.compile(r"\bhome\b")
# Who goes home after days lay there.
_AFTER_DAYS = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:on|by)\s+(?:the\s+)?(?:(?:hospital|[\w-]+(?:th|rd|nd|st))\s+)?day\b|(?:\s+[\w-]+){0,3}?\s+(?:after|within)\s+(?:[\w-]+\s+){1,2}?(?:days|weeks)\b"
)
# Sent home from where nobody is admitted.
_NOT_FROM_A_WARD = re.compile(
    r"\s+(?:home\s+)?(?:from|after|by)\s+(?:[\w’'-]+\s+){0,3}?(?:emergency|ed\b|er\b|a&e|clinic|outpatient|observation|follow|recovery|day\s+(?:unit|ward|hospital|surgery))"
)
# Who came for something else, and lay there when it happened.
_THERE_ALREADY = re.compile(
    r"\b(?:post-?\s?operative\w*|intra-?operative\w*|underwent|undergo\w*|operation|surgery|surgical|transplant\w*(?!\s+(?:recipients?|cent(?:er|re)|program\w*|clinic|team|physician|unit))|deliver(?:y|ed)|caesarean|cesarean|labou?r|anaesthe\w+|anesthe\w+"
    r"|in-?patients?|born|newborn|neonat\w+|preterm|intensive\s+care)\b"
)


class Stay(NamedTuple):
    """What implies a stay in hospital, and the key of the event that brought it on."""

    mention: Found
    event: str


def implied_stay(narrative: Narrative, mentions: Iterable[Found], events: Places) -> Stay | None:
    """Returns the first stay that mentions imply, TIME and OUTCOME; None where the patient may have lain there before."""
    for mention in mentions:
        pattern = _STAY.get(mention.label)
        if (
            pattern is None
            or not pattern.match(mention.lowered)
            or mention.context & {"HISTORICAL", "HYPOTHETICAL"}
        ):
            continue
        if _NOT_FROM_A_WARD.match(narrative.lowered, mention.end):
            return None
        if _HOME.search(mention.lowered) and not _AFTER_DAYS.match(narrative.lowered, mention.end):
            continue
        return _brought_on(narrative, mention, events)
    return None


def _brought_on(narrative: Narrative, stay: Found, events: Places) -> Stay | None:
    """Returns a stay with the event first told in the part of the text that tells of it; its words blame no other."""
    for sentence in narrative.sentences[: stay.sentence + 1]:
        if sentence.section is not stay.section:
            continue
        end = min(sentence.end, stay.start)
        if _THERE_ALREADY.search(narrative.lowered, sentence.start, end):
            return None
        told = events.inside(sentence.start, end)
        if told:
            return Stay(stay, min(told, key=lambda pair: pair[1].start)[0])
    return None
