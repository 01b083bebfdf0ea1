"""The latency of the reaction as a whole, told without its name: "the latency was nine days"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caseline.cases.dated import Dated
from caseline.cases.narrative import Narrative
from caseline.cases.tellings import COURSE, DOSE, ONSET, START
from caseline.schema.case import Relation

# "The latency of", "the interval between the first dose and the first symptoms was", "the time to onset was".
_LATENCY = re.compile(
    r"""\b(?:
        (?:latency|latent\s+period|lag(?:\s+time|\s+period)?|incubation)(?:\s+(?:period|time|interval))?\b[^.;]{0,60}?
      | (?:time|interval|delay|period)\s+(?:to|until|before)\s+(?:the\s+)?(?:symptom\s+)?onset\b[^.;]{0,40}?
      | (?:time|interval|delay|period)\s+(?:between|from)\s+[^.;]{3,60}?\s(?:and|to|until)\s+(?:the\s+)?
        (?:first\s+|initial\s+)?(?:onset|symptoms?|signs?|reaction|illness|episode|attack|event|manifestations?|complaints)\b[^.;]{0,40}?
    )(?:\b(?:of|was|is|being|amounted\s+to|about|some|only|approximately|around|roughly|nearly|almost|just)\s+|[(:=]\s*){1,4}\Z""",
    re.VERBOSE,
)
# "The first attack arose": the reaction by no name, of several the first.
_AROSE = re.compile(
    r"""\b(?:the|this|his|her|a)\s+(?:first\s+|initial\s+|adverse\s+|present\s+|whole\s+)*(?:attack|reaction|episode|event|incident|illness|complication|picture|condition|syndrome)\s+
        (?:had\s+|has\s+|first\s+|\w+ly\s+)*(?:took\s+place|happened|arose|arisen|began|begun|occurred|appeared|started|set\s+in|developed|emerged|came\s+on|manifested(?:\s+itself)?|declared\s+itself|followed)\s+
        (?:(?:only|just|about|some|already|as\s+early\s+as|approximately|around|on|at|in)\s+)*\Z""",
    re.VERBOSE,
)
_OF_OTHERS = re.compile(
    r"\b(?:median|mean|average|range[sd]?|usual\w*|typically|generally|literature|published|reported|previous\w*|other|series|patients|cases|reports|(?<!\d\s)(?<!\bin\s)may(?!\s+\d)|might|can|could|should|would|if"
    r"|second|third|next|later|recurr\w*|further|another|again)\b"
)
_EXPOSURES = frozenset({START, DOSE, COURSE})
_BEHIND = 30  # characters behind a latency that may say it was another's


def reaction_dated(narrative: Narrative, dated: Dated, told: Mapping[str, int]) -> str | None:
    """Returns the event told first, where a time counted from a first exposure tells the latency of "the reaction".

    Args:
        narrative: The text.
        dated: A time of the course.
        told: Where the report first speaks of each event.
    """
    statement, point = dated.statement, dated.reference.point
    dated_whole = statement.date is not None and statement.date.day is not None
    counted = point is not None and point.kind in _EXPOSURES and point.number <= 1
    if not (counted or dated_whole) or statement.is_latest:
        return None
    if statement.value.relation not in {Relation.AFTER, Relation.AT}:
        return None
    if statement.value.unit is None and not dated_whole:
        return None
    sentence = narrative.sentence_of(statement.mention)
    before = narrative.lowered[sentence.start : statement.mention.start]
    if (_LATENCY.search(before) is None or not counted) and _AROSE.search(before) is None:
        return None
    near = narrative.lowered[sentence.start : min(sentence.end, statement.mention.end + _BEHIND)]
    if _OF_OTHERS.search(near) or any(each.point.kind == ONSET for each in dated.tellings):
        return None
    earlier = {event: at for event, at in told.items() if at < statement.start}
    return min(earlier or told, key=lambda event: told[event], default=None)
