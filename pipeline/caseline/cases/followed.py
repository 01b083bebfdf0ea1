"""Which treatments the events are told to come after, where no wording blames any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caseline.cases.concepts import Concept
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.statements import speaks_as_patient

_OPENING = 8  # sentences in which a short narrative comes to the medicine
_SOON = 4  # sentences from a medicine to the event that came later
_LATER = cue(
    r"""\b(?:later|afterwards?|thereafter|subsequently|next\s+(?:day|morning|week)|following\s+(?:day|morning|night)|same\s+(?:day|night|evening)
      |that\s+(?:day|night|evening|afternoon)|(?:minutes?|hours?|days?|weeks?|months?)\s+(?:after|later|following
          |post)|(?:after|within)\s+(?:about\s+|approximately\s+|some\s+)?[\w-]+\s+(?:few\s+)?(?:minutes?|hours?|days?
          |weeks?|months?)
      |(?:after|following)\s+(?:the|this|her|his)\s+(?:\w+\s+)?(?:injection|infusion|vaccination|immuni[sz]ation|vaccine|shot|jab|dose|tablets?|pill)
      |the\s+day\s+after|(?:he|she|they|i|pt|patient)\s+(?:\w+\s+)?(?:developed|experienced|broke\s+out)
          |on\s+day\s+\d+|on\s+the\s+\w+\s+day|overnight|soon\s+after(?:wards?)?|woke|on\s+the\s+way\s+home)\b"""
)


def followed(
    narrative: Narrative, treatments: Sequence[Concept], places: Iterable[int], events: Sequence[Found]
) -> set[int]:
    """Returns which of the treatments at some places the events, in order, are told to come after."""
    spoken = narrative.once(_is_spoken)
    return {
        place
        for place in places
        if any(
            _is_followed(narrative, mention, events, spoken=spoken) for mention in treatments[place].mentions
        )
    }


def _is_spoken(narrative: Narrative) -> bool:
    return any(map(speaks_as_patient, narrative.sentences))


def _is_followed(narrative: Narrative, mention: Found, events: Sequence[Found], *, spoken: bool) -> bool:
    """Says whether events are told to come after a medicine that none was told before.

    Those in its own sentence may be what it was given for. Patients tell of themselves in order (`spoken`).
    """
    if mention.sentence > _OPENING or not events:
        return False
    if events[0].start < mention.start and events[0].sentence != mention.sentence:
        return False
    return any(
        (spoken and event.sentence > mention.sentence)
        or _LATER.search(narrative.lowered, mention.end, narrative.sentence_of(event).end)
        for event in events
        if event.start >= mention.end and event.sentence - mention.sentence <= _SOON
    )
