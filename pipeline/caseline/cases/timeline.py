"""The timeline of a case: its steps in order, with days from the first exposure and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from caseline.cases.calendars import Calendar, looks_back
from caseline.cases.chronology import Point
from caseline.cases.cues import cue
from caseline.cases.dated import Dated
from caseline.cases.dating import Dating
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import phrase_of
from caseline.cases.outcome import status_of
from caseline.cases.patient import Ids
from caseline.cases.tellings import (
    ADMISSION,
    AGAIN,
    CHANGE,
    COURSE,
    DOSE,
    ONSET,
    OUTCOME,
    START,
    STOP,
    THERAPY,
    Telling,
)
from caseline.cases.times import is_vague
from caseline.cases.timing import Timing
from caseline.schema.case import OutcomeStatus, TimelineEntry, TimelineKind

_KINDS = {
    START: TimelineKind.START,
    DOSE: TimelineKind.DOSE,
    COURSE: TimelineKind.DOSE,
    AGAIN: TimelineKind.DOSE,
    CHANGE: TimelineKind.DOSE,
    STOP: TimelineKind.STOP,
    ONSET: TimelineKind.ONSET,
    ADMISSION: TimelineKind.ADMISSION,
    THERAPY: TimelineKind.THERAPY,
}
_EFFECTS = frozenset({TimelineKind.ONSET, TimelineKind.OUTCOME, TimelineKind.THERAPY})
# A state worth a step of its own, where a time tells nothing else.
_STATE = cue(
    r"""(?:was|were|had|has|is|remain\w*|show\w*|reveal\w*|seen|visit\w*|follow\w*|review\w*|continu\w*|persist\w*|worsen\w*|improv\w*
      |return\w*|discharg\w*|repeat\w*|still|recur\w*|became|developed|reported|died|expired|passed\s+away|alive|asymptomatic|free|well|normali[sz]\w*|rose|fell
      |increas\w*|decreas\w*|declin\w*|control)\b"""
)
_NO_STATE = cue(
    r"(?:(?:date\s+of\s+)?(?:this\s+)?report(?:ed\s+by)?\s*:|date\s+of|appointment|scheduled|planned|reported\s+by)"
)
_RECURRED = cue(
    r"""(?:recur\w*|re-?appear\w*|(?:had\s+)?returned(?!\s+to)|came\s+back|flared|again|once\s+more
      |(?:a|the|his|her|another)\s+(?:second|third|similar|further|same|new)|another|second|third)\b"""
)
_NOT_AGAIN = cue(r"(?:no|not|never|without|nor|neither|did\s*n.t)\b")
_MANY = 8
# A quality of an event, and no end of it.
_CAN_END = re.compile(r"(?:ir)?reversible|transient|self-?limit\w+|persistent|fatal")
_PATIENT = cue(
    r"(?:he|she|they|i|we|pt|patient|child|infant|baby|boy|girl|man|woman|discharg\w*|home|alive|asymptomatic|well)\b"
)
# What was told before is meant: "both signs had gone", "all of it had settled".
_REFERS = cue(
    r"""(?:both|which|that|these|those|they|everything|it)\s+(?:\w+\s+){0,2}?(?:had|have|has|was|were|\w+ed|disappeared|went|came)\b
      |(?:all|most)\s+(?:of\s+(?:it|them|these|this)|(?:these|the|his|her)\s+(?:symptoms|signs|lesions|complaints))\b
      |(?:the|his|her|these|both|all)\s+(?:\w+\s+)?(?:symptoms|signs|lesions|complaints|reactions?|episode|attack)\b"""
)
_NAMED = re.compile(r"\W*(?:(?:and|but|then)\s+)?[A-Z][a-z]+\s+(?:was|is|has|had|went|returned)\b")


@dataclass(frozen=True)
class _Step:
    """A step with the place in the text that tells it."""

    kind: TimelineKind
    ref: str | None
    point: Point
    text: str
    evidence: tuple[Found, ...]
    place: int


def timeline_of(
    narrative: Narrative,
    timing: Timing,
    calendar: Calendar,
    ids: Ids,
    ends: Mapping[str, Sequence[Found]] | None = None,
) -> tuple[TimelineEntry, ...]:
    """Returns the steps of a case in order of their day, then of the text; those of one kind and time once.

    Args:
        narrative: The text.
        timing: What the case tells of time.
        calendar: The same resolved.
        ids: Gives the record's ids of mentions.
        ends: The OUTCOME mentions that tell how each event ended.
    """
    steps = sorted(_steps(narrative, timing, calendar, ends or {}), key=lambda step: step.place)
    placed: list[tuple[float, bool, int, TimelineEntry]] = []
    told = set()
    reached = 0.0
    for step in steps:
        entry = _entry(step, calendar, ids)
        key = (entry.kind, entry.ref, entry.day, entry.low, entry.high, entry.date)
        if key in told:
            continue
        told.add(key)
        found = _sort_day(step.point, calendar)
        first = entry.day if entry.low is None else entry.low
        if found is not None and found < 0 and (first is None or first > 0):
            found = None if first is None else first - 1.0
        reached = reached if found is None else found
        # The exposure that days are counted from comes before what only lies somewhere behind it.
        placed.append((reached, entry.kind != TimelineKind.START or entry.day is None, step.place, entry))
    return tuple(entry for *_, entry in sorted(placed, key=lambda item: item[:3]))


def _entry(step: _Step, calendar: Calendar, ids: Ids) -> TimelineEntry:
    low, high = _bounds(step, calendar)
    exact = low is not None and low == high
    return TimelineEntry(
        kind=step.kind.value,
        ref=step.ref,
        text=step.text,
        day=low if exact else None,
        low=None if exact else low,
        high=None if exact else high,
        date=calendar.date(step.point),
        evidence=ids(step.evidence),
    )


def _bounds(step: _Step, calendar: Calendar) -> tuple[int | None, int | None]:
    """Returns the days a step may be; what came of the suspect came after the first exposure to it."""
    low, high = calendar.days(step.point)
    dated = calendar.telling.get(step.point)
    if step.kind is TimelineKind.ADMISSION and dated is None and high is None:
        return None, None  # nobody says when, the bound only follows from the order of telling
    after = dated is None or not looks_back(dated)
    ended = step.kind is TimelineKind.STOP and calendar.root is not None and step.ref == calendar.root.ref
    if after and (ended or step.kind in _EFFECTS):  # no effect comes before its cause
        misread = high is not None and high < 1
        low, high = (None, None) if misread else (low if low is None else max(low, 1), high)
    undated = step.point not in calendar.ordinals  # a date that nothing ties to the exposure says when
    if low is None and high is None and calendar.root and step.kind in _EFFECTS and after and undated:
        return 1, None
    return low, high


def _sort_day(point: Point, calendar: Calendar) -> float | None:
    """Returns the day to sort by; a date without a way to the first exposure counts from that of others."""
    days = calendar.offsets.get(point)
    if days is not None:
        return days.low if days.low is not None else days.high
    dates = calendar.ordinals.get(point)
    if dates is None or dates.low is None:
        return None
    root = calendar.ordinals.get(calendar.root) if calendar.root else None
    return dates.low - (root.low if root is not None and root.low is not None else 0)


def _steps(
    narrative: Narrative, timing: Timing, calendar: Calendar, ends: Mapping[str, Sequence[Found]]
) -> Iterator[_Step]:
    named = _first_tellings(timing)
    for point, dated in calendar.telling.items():
        counted = point.kind in {DOSE, COURSE} and point.number == 1
        if point.kind in _KINDS and not counted:
            seen = point.kind == ADMISSION and not named[point].is_marked
            step = _dated_step(narrative, point, dated, named)
            if not seen:
                yield step
            elif not any(each.point.kind == ONSET for each in dated.tellings):
                yield replace(step, kind=TimelineKind.FOLLOW_UP)  # seen, and not taken in
    for point in _untimed(timing, calendar, named):
        yield _named_step(narrative, point, named[point].mentions, named[point].start, named[point].end)
    for point in sorted(calendar.by_length.difference(named, calendar.telling)):
        mention = timing.cast.events[point.ref][0]
        yield _named_step(narrative, point, (mention,), mention.start, mention.end)
    first = [Point(START, key) for key in timing.cast.suspects[:1]]
    for root in dict.fromkeys([*first, *([calendar.root] if calendar.root else [])]):
        if root not in calendar.telling:
            mention = named[root].mentions[0] if root in named else timing.cast.drugs[root.ref][0]
            yield _named_step(narrative, root, (mention,), mention.start, mention.end)
    for dated in timing.course.dated:
        again = _recurrences(narrative, timing, calendar, dated)
        if dated.repeats:
            continue
        yield from again or _states(narrative, timing, calendar, dated, ends)


def _recurrences(narrative: Narrative, timing: Timing, calendar: Calendar, dated: Dated) -> list[_Step]:
    """Returns the onsets of events that a time tells to have come again."""
    statement, stretch = dated.statement, dated.stretch
    outside = (
        narrative.lowered[stretch.start : statement.start]
        + " "
        + narrative.lowered[statement.end : stretch.end]
    )
    if looks_back(dated) or not _RECURRED.search(outside) or _NOT_AGAIN.search(outside):
        return []
    text = phrase_of(narrative, dated)
    # Whatever the time is read to date, the words beside it say what came again.
    named = [each for each in stretch.mentions if timing.cast.part_of.get(each.index, ("",))[0] == ONSET]
    found = {timing.cast.part_of[each.index][1]: each for each in reversed(named)}
    return [
        _Step(
            TimelineKind.ONSET, event, dated.point, text, (statement.mention, found[event]), statement.start
        )
        for event in reversed(found)
        if calendar.telling.get(Point(ONSET, event)) is not dated
        and any(mention.end <= stretch.start for mention in timing.cast.events[event])
    ]


def _first_tellings(timing: Timing) -> dict[Point, Telling]:
    """Returns where each point is told first, with or without a time."""
    told = [each for dated in timing.course.dated for each in dated.tellings] + timing.course.undated
    found: dict[Point, Telling] = {}
    for telling in sorted(told, key=lambda each: each.start):
        known = found.get(telling.point)
        better = telling.point.kind == ADMISSION and telling.is_marked
        if known is None or (better and not known.is_marked):
            found[telling.point] = telling
    return found


def _untimed(timing: Timing, calendar: Calendar, named: dict[Point, Telling]) -> Iterator[Point]:
    """Yields the steps without a time of their own: numbered doses, the admission, onsets by a length."""
    for point, telling in named.items():
        if point in calendar.telling:
            continue
        later = point.kind in {DOSE, COURSE} and point.number > 1 and point.ref in timing.cast.suspected
        if (
            later
            or (point == Point(ADMISSION) and telling.is_marked)
            or point in calendar.at_admission
            or (point in calendar.by_length and point in calendar.offsets)
        ):
            yield point


def _dated_step(narrative: Narrative, point: Point, dated: Dated, named: dict[Point, Telling]) -> _Step:
    own = next((each for each in dated.tellings if each.point == point), named.get(point))
    mentions = own.mentions if own is not None else ()
    ref = point.ref or None
    return _Step(
        kind=_KINDS[point.kind],
        ref=ref,
        point=point,
        text=phrase_of(narrative, dated),
        evidence=(dated.statement.mention, *mentions),
        place=dated.statement.start,
    )


def _named_step(
    narrative: Narrative, point: Point, mentions: tuple[Found, ...], start: int, end: int
) -> _Step:
    return _Step(
        kind=_KINDS[point.kind],
        ref=point.ref or None,
        point=point,
        text=narrative.text[start:end],
        evidence=mentions,
        place=start,
    )


def _states(
    narrative: Narrative,
    timing: Timing,
    calendar: Calendar,
    dated: Dated,
    ends: Mapping[str, Sequence[Found]],
) -> Iterator[_Step]:
    """Yields the outcomes that a time dates, or the state at a time that dates nothing else.

    How the patient's own disease went on is such a state too. A death is the patient's.
    """
    if looks_back(dated) and dated.stretch.is_earlier and dated.reference.point == Point(ADMISSION):
        return  # "a week before admission he had felt well"
    if dated.dating is not None and is_vague(dated.statement):
        return  # "resolved after treatment": no day comes of it
    read = _read_end(dated)
    told = [each.mentions[0] for each in dated.tellings if each.point.kind == OUTCOME]
    outcomes = [each for each in told if not _CAN_END.fullmatch(each.lowered)]
    events = [each.point.ref for each in dated.tellings if each.point.kind == ONSET]
    events = events if read is None else timing.cast.keys_of(ONSET, read.mentions)
    own = any(mention.index in timing.cast.conditions for mention in dated.stretch.mentions)
    evidence = [dated.statement.mention, *outcomes]
    died = any(status_of(each) is OutcomeStatus.FATAL for each in outcomes)
    if (
        not events
        and not died
        and _REFERS.search(dated.stretch.lowered)
        and not _is_of_patient(narrative, dated)
    ):
        meant = [event for event, found in ends.items() if any(each in found for each in outcomes)]
        events = meant if len(meant) <= _MANY else []  # of so many it is said of the patient
    refs: list[str | None] = [None]
    if events and not died:  # what began then ended later
        refs = [ref for ref in events if calendar.telling.get(Point(ONSET, ref)) is not dated]
    if (read is not None or outcomes) and (events or not own):
        for ref in dict.fromkeys(refs):
            yield _state(narrative, TimelineKind.OUTCOME, ref, dated, evidence[:2])
    elif _is_follow_up(calendar, dated, told=bool(outcomes)):
        yield _state(narrative, TimelineKind.FOLLOW_UP, None, dated, evidence)


def _read_end(dated: Dated) -> Dating | None:
    """Returns what a time is read to date where it is an end."""
    dating = dated.dating
    return dating if dating is not None and dating.is_end and not looks_back(dated) else None


def _is_of_patient(narrative: Narrative, dated: Dated) -> bool:
    """Says whether a stretch speaks of the patient as a whole: "he went home", "Jonah was back at school"."""
    stretch = dated.stretch
    return (
        _PATIENT.search(stretch.lowered) is not None
        or _NAMED.match(narrative.text, stretch.start) is not None
    )


def _is_follow_up(calendar: Calendar, dated: Dated, *, told: bool) -> bool:
    """Says whether a time that dates nothing else tells a state after the first exposure."""
    if calendar.is_telling(dated) or looks_back(dated) or _NO_STATE.search(dated.stretch.lowered):
        return False
    days = calendar.offsets.get(dated.point)
    begun = [calendar.offsets.get(each.point) for each in dated.tellings if each.point.kind == ONSET]
    if begun and days is not None and all(each == days for each in begun):
        return False  # what began then is a step by another of its tellings
    state = told or bool(dated.tellings) or _STATE.search(dated.stretch.lowered) is not None
    if days is None:
        date = dated.statement.date
        if date is not None:
            return date.day is not None or (date.month is not None and state and not dated.stretch.is_earlier)
        return calendar.root is None and dated.reference.point is not None and state
    if days.low is None or days.low < 0:
        return False
    return state


def _state(
    narrative: Narrative, kind: TimelineKind, ref: str | None, dated: Dated, evidence: Sequence[Found]
) -> _Step:
    text = phrase_of(narrative, dated)
    return _Step(kind, ref, dated.point, text, tuple(evidence), dated.statement.start)
