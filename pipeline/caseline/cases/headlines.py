"""The reaction that a report is about, named in its title or as its diagnosis: it began with its first sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from caseline.cases.announcements import announces, is_title
from caseline.cases.chronology import Point
from caseline.cases.concepts import DISEASES
from caseline.cases.cues import cue
from caseline.cases.dated import Dated
from caseline.cases.findings import findings_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.distance import Days
from caseline.cases.tellings import AGAIN, ONSET
from caseline.cases.times import is_blank
from caseline.cases.timing import Timing
from caseline.schema.case import Relation
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

_DIAGNOSED_BEFORE = re.compile(
    r"\bdiagnos(?:is|ed|es)\s+(?:of|with|as(?:\s+having)?|was|were|made\s+was|remained)\s+(?:(?:a|an|the|acute|severe|probable|drug-induced|\w+-(?:induced|associated|related))\s+){0,4}\Z"
)
_DIAGNOSED_BEHIND = re.compile(
    r"\s+(?:\([^)]{1,20}\)\s+)?(?:was|were)\s+(?:(?:then|thus|therefore|clinically|finally|also)\s+)?diagnosed\b"
)
# "The probable cause of the myopericarditis", "X-induced hepatitis".
_LAID = re.compile(
    r"(?:\bcauses?\s+(?:of|for)|\w-(?:induced|associated|related|mediated))\s+(?:(?:the|this|his|her|our\s+patient['’]s|an?|acute|severe|fulminant|life-threatening|patient['’]s)\s+){0,3}\Z"
)
# What was taken is no reaction, and began before its first sign.
_TAKEN_TOO_MUCH = re.compile(r"overdos|ingestion|exposure|error|misuse|abuse|attempt|inadvertent|accidental")
# What came again, ended or was others', is no first sign.
_NO_FIRST = cue(
    r"""(?:recur\w*|re-?appear\w*|returned|came\s+back|again|once\s+more|re-?challeng\w*|re-?expos\w*|relaps\w*|the\s+same|improv\w*|resol\w*|recover\w*|subsid\w*
      |disappear\w*|literature|reported|published|median|mean|usually|denied)\b"""
)
# Of a time that dates no sign by name, nor one that did not come.
_NO_SIGN = cue(
    r"(?:well|until|no|not|never|without|previous\w*|(?<!\d\s)(?<!\bin\s)may(?!\s+\d)|might|can|could|should|would)\b"
)
_LATE = frozenset(
    {SectionName.TITLE, SectionName.INTRODUCTION, SectionName.DISCUSSION, SectionName.CONCLUSION}
)
_SURE = 0.6  # the least chance that a time without the name of a sign dates one
_LONGEST = 3660.0  # days of an exposure
_FOUND = frozenset({ONSET, "test"})
_HEADS = 3  # sentences that may be a title
_REACH = 60  # characters between a name and what tells it diagnosed


def first_signs(
    narrative: Narrative, timing: Timing, telling: Mapping[Point, Dated], offsets: Mapping[Point, Days]
) -> Iterator[tuple[Point, Dated]]:
    """Yields the onset of the reaction that no time dates, with the time of the first sign of the case.

    Args:
        narrative: The text.
        timing: What the case tells of time.
        telling: The time that dates each point.
        offsets: The days from the first exposure to each point.
    """
    named = [event for event in _named(narrative, timing) if Point(ONSET, event) not in telling]
    if not named:
        return
    first = next(_signs(timing, telling, offsets), None)
    if first is None:
        return
    for event in named:
        # A day that the text tells, be it one that nothing ties to the exposure, goes first.
        if event not in timing.onsets:
            yield Point(ONSET, event), first


def measured(
    narrative: Narrative, timing: Timing, telling: Mapping[Point, Dated]
) -> Iterator[tuple[Point, Dated]]:
    """Yields the onsets that no words date, with the time of the first value that shows the event: "on day 8 the lactate was 12"."""
    values = [
        (mention, dated)
        for dated in timing.course.dated
        if _tells_value(dated) and dated.statement.mention.section not in _LATE
        for mention in dated.stretch.mentions
        if mention.label is Label.FINDING
    ]
    open_events = {
        event: mentions
        for event, mentions in timing.cast.events.items()
        if event not in timing.onsets and Point(ONSET, event) not in telling
    }
    if not values or not open_events:
        return
    shown = findings_of(narrative, [m for m in narrative.mentions if m.label is Label.FINDING], open_events)
    times = dict(values)
    for event, findings in shown.items():
        first = min(findings, key=lambda each: each.start, default=None)
        if first is not None and first in times:
            yield Point(ONSET, event), times[first]


def _tells_value(dated: Dated) -> bool:
    """Says whether a time is one at which something began, or was found."""
    statement = dated.statement
    if statement.is_latest or statement.is_end or is_blank(statement) or _is_anew(dated):
        return False
    backwards = statement.value.relation is Relation.BEFORE
    return not backwards and dated.dating is not None and dated.dating.kind in _FOUND


def _named(narrative: Narrative, timing: Timing) -> list[str]:
    """Returns the reaction that a title or an announcement names first, and the one told diagnosed."""
    named = sorted(
        (
            (mention, event)
            for event, mentions in timing.cast.events.items()
            for mention in mentions
            if mention.label in DISEASES and not _TAKEN_TOO_MUCH.search(mention.lowered)
        ),
        key=lambda each: each[0].start,
    )
    announced = next((event for mention, event in named if _is_announced(narrative, mention)), None)
    diagnosed = next((event for mention, event in named if _is_diagnosed(narrative, mention)), None)
    return [event for event in dict.fromkeys([announced, diagnosed]) if event is not None]


def _is_announced(narrative: Narrative, mention: Found) -> bool:
    sentence = narrative.sentence_of(mention)
    titled = sentence.index < _HEADS and is_title(sentence, own=True)
    return mention.section is SectionName.TITLE or titled or announces(sentence)


def _is_diagnosed(narrative: Narrative, mention: Found) -> bool:
    """Says whether a disease is told diagnosed, at no time of its own, or laid to a cause."""
    sentence = narrative.sentence_of(mention)
    before = narrative.lowered[max(sentence.start, mention.start - _REACH) : mention.start]
    if _LAID.search(before):
        return True
    behind = _DIAGNOSED_BEHIND.match(narrative.lowered, mention.end, sentence.end)
    timed = any(each.is_moment for each in narrative.by_sentence[sentence.index])
    told = _DIAGNOSED_BEFORE.search(before) is not None or behind is not None
    return told and not timed and mention.section not in _LATE


def _signs(timing: Timing, telling: Mapping[Point, Dated], offsets: Mapping[Point, Days]) -> Iterator[Dated]:
    """Yields the times at which a sign began, in order of the text, while each has a way to the first exposure."""
    for dated in takewhile(lambda each: not _is_anew(each), timing.course.dated):
        if not _tells_sign(dated, telling) or _NO_FIRST.search(dated.stretch.lowered):
            continue
        days = offsets.get(dated.point)
        if days is None or days.low is None or days.high is None:
            return
        if dated.statement.mention.section in _LATE or not 0 <= days.low <= days.high <= _LONGEST:
            continue
        yield dated


def _is_anew(dated: Dated) -> bool:
    return any(each.point.kind == AGAIN for each in dated.tellings)


def _tells_sign(dated: Dated, telling: Mapping[Point, Dated]) -> bool:
    """Says whether a time is that of an onset: of one that it dates, or of one without a name."""
    if dated.statement.is_latest or dated.statement.is_end or is_blank(dated.statement):
        return False
    begun = [each.point for each in dated.tellings if each.point.kind == ONSET]
    if begun:
        return any(telling.get(point) is dated for point in begun)
    sure = dated.dating is not None and dated.dating.is_onset and dated.statement.mention.surely[0] >= _SURE
    return sure and _NO_SIGN.search(dated.stretch.lowered) is None
