"""How each event and the case ended, by wording; of one telling the latest statement wins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from caseline.cases.clauses import clause_of, inside, refers_back
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.finding import measurement_in
from caseline.cases.normalise.outcome import is_lasting, outcome_status
from caseline.cases.outcome_cues import (
    AGAIN,
    AT_FIRST,
    BACK,
    COURSE,
    DENIED,
    DIED_OF,
    GOES_ON,
    LED_TO,
    OF_A_THING,
    OF_ANOTHER,
    ORGANS,
    OWN,
    TELLING,
    WHICH,
    WHOLE,
)
from caseline.schema.case import OutcomeStatus

# A plain end outranks a tendency told of the same time.
_RANK = {
    OutcomeStatus.FATAL: 5,
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: 4,
    OutcomeStatus.RECOVERED: 3,
    OutcomeStatus.NOT_RECOVERED: 2,
    OutcomeStatus.RECOVERING: 1,
    OutcomeStatus.UNKNOWN: 0,
}
_TENDENCIES = frozenset({OutcomeStatus.RECOVERING, OutcomeStatus.UNKNOWN})
_OPEN = _TENDENCIES | {OutcomeStatus.NOT_RECOVERED}
_BARE = 2  # words before a statement without a subject
_NEAR = 25  # characters between an event and the statement whose subject it is
_TWO = re.compile(r"\A\W*(?:\w+\s+){0,3}both\b")


@dataclass(frozen=True)
class Ending:
    """A status and the mentions that tell it, the deciding one first."""

    status: OutcomeStatus
    mention: Found
    evidence: tuple[Found, ...]


@dataclass(frozen=True)
class _Statement:
    mention: Found
    status: OutcomeStatus
    events: tuple[str, ...]
    of_condition: bool
    telling: int
    of_patient: bool = False
    killers: tuple[str, ...] = ()


def endings(
    narrative: Narrative,
    mentions: Sequence[Found],
    events: Mapping[str, Sequence[Found]],
    conditions: Sequence[Found],
) -> tuple[dict[str, Ending], Ending | None]:
    """Returns the ending of each event, and that of the case.

    `mentions` are the patient's OUTCOME mentions. A statement that names no event holds for those without
    one of their own, and for those last said to go on; one about a disease the patient brought along is evidence for
    the case only. Of a death the events die that are said to have led to it, and a single one.
    """
    told = (TELLING.search(sentence.lowered) is not None for sentence in narrative.sentences)
    tellings = tuple(accumulate(told, initial=0))[1:]
    found = (_statement(narrative, mention, events, conditions, tellings) for mention in mentions)
    statements = [item for item in found if item]
    about = [item for item in statements if not item.of_condition]
    deaths = [item for item in about if item.status is OutcomeStatus.FATAL]
    living = [item for item in about if item.status is not OutcomeStatus.FATAL]
    killed = {event for item in deaths for event in item.killers} or (
        set(events) if len(events) == 1 else set()
    )
    by_event: dict[str, Ending] = {}
    for event, own in events.items():
        fatal = [item for item in deaths if event in item.killers] or deaths
        ending = (
            _latest(fatal) if deaths and event in killed else _of_event(event, own, living, dead=bool(deaths))
        )
        if ending is not None:
            by_event[event] = ending
    return by_event, _case(about, statements, by_event, is_eventless=not events)


def _of_event(
    event: str, mentions: Sequence[Found], living: Sequence[_Statement], *, dead: bool
) -> Ending | None:
    """Returns the ending of an event: what is told of it, else of the patient after it began."""
    own = [item for item in living if event in item.events]
    whole = [item for item in living if item.of_patient and item.mention.end > mentions[0].start]
    ending = _latest(own)
    if dead or (ending is not None and ending.status not in _OPEN):
        return ending
    later = _latest([item for item in whole if ending is None or item.mention.start > ending.mention.end])
    if ending is None:
        return later
    if later is not None and _RANK[later.status] > _RANK[ending.status] and later.status not in _OPEN:
        return Ending(later.status, later.mention, (*later.evidence, *ending.evidence))
    return ending


def _case(
    about: Sequence[_Statement],
    statements: Sequence[_Statement],
    by_event: Mapping[str, Ending],
    *,
    is_eventless: bool,
) -> Ending | None:
    """Returns the last state of the patient; what stays when the rest is over makes sequelae of it."""
    whole = [item for item in about if not item.events]
    fatal = [item for item in about if item.status is OutcomeStatus.FATAL]
    decided = (
        _latest(fatal or whole)
        or _of_all(by_event)
        or _latest(about)
        or (_latest([item for item in statements if item.of_condition]) if is_eventless else None)
    )
    if decided is not None and decided.status is OutcomeStatus.RECOVERING:
        over = _of_all(by_event)
        decided = over if over is not None and over.status is OutcomeStatus.RECOVERED else decided
    if decided is None:
        return None
    status = decided.status
    telling = next((item.telling for item in about if item.mention is decided.mention), None)
    behind = [
        item
        for item in about
        if item.events and item.telling == telling and item.mention.start > decided.mention.end
    ]
    if not fatal and status is OutcomeStatus.RECOVERED:
        status = _left(behind) or status
    others = tuple(item.mention for item in statements if item.mention.index != decided.mention.index)
    return Ending(status, decided.mention, (decided.mention, *others))


def _of_all(by_event: Mapping[str, Ending]) -> Ending | None:
    """Returns what the endings of the events make together: what is still open decides."""
    ends = list(by_event.values())
    still = [end for end in ends if end.status in _OPEN]
    over = [end for end in ends if end.status is OutcomeStatus.RECOVERED]
    lasting = [end for end in still if is_lasting(end.mention.text)]
    if lasting and over:
        return Ending(OutcomeStatus.RECOVERED_WITH_SEQUELAE, lasting[-1].mention, lasting[-1].evidence)
    chosen = still or ends
    return max(chosen, key=lambda end: end.mention.start) if chosen else None


def _left(behind: Sequence[_Statement]) -> OutcomeStatus | None:
    """Returns what statements about single events leave of a recovery told before them."""
    still = [
        item for item in behind if item.status in {OutcomeStatus.NOT_RECOVERED, OutcomeStatus.RECOVERING}
    ]
    if any(is_lasting(item.mention.text) for item in still):
        return OutcomeStatus.RECOVERED_WITH_SEQUELAE
    return still[-1].status if still else None


def _statement(
    narrative: Narrative,
    mention: Found,
    events: Mapping[str, Sequence[Found]],
    conditions: Sequence[Found],
    tellings: Sequence[int],
) -> _Statement | None:
    status = outcome_status(mention.text)
    if status is None:
        return None
    start, end = clause_of(narrative, mention)
    sentence = narrative.sentence_of(mention)
    before = narrative.lowered[start : mention.start]
    if (
        (OF_ANOTHER.search(narrative.before(mention)) and not OWN.search(narrative.before(mention)))
        or (BACK.search(mention.lowered) and not _is_denied(mention) and AGAIN.search(sentence.lowered))
        or (status is not OutcomeStatus.FATAL and AT_FIRST.search(narrative.before(mention)))
    ):
        return None
    named = _subjects(narrative, mention, events, (start, end))
    if status is OutcomeStatus.FATAL:
        killers = _killers(narrative, mention, events, (start, end))
        return _Statement(
            mention, status, (), of_condition=False, telling=tellings[sentence.index], killers=killers
        )
    conditioned = inside(conditions, start, mention.start)
    lasting = COURSE.search(mention.lowered) is not None or COURSE.match(
        narrative.after(mention)[:40].lstrip()
    )
    return _Statement(
        mention=mention,
        status=status,
        events=named,
        of_condition=bool(conditioned) and not named,
        telling=tellings[sentence.index],
        of_patient=not (named or conditioned or lasting) and _is_of_patient(before, mention),
    )


def _is_denied(mention: Found) -> bool:
    return DENIED.match(mention.lowered) is not None


def _is_of_patient(subject: str, mention: Found) -> bool:
    """Says whether a statement that names no event is about the patient or all that happened, not some other thing."""
    words = subject.split()
    bare = len(words) <= _BARE and words[:1] not in OF_A_THING
    return bool(bare or WHOLE.search(subject) or refers_back(subject) or refers_back(mention.text))


def _subjects(
    narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]], clause: tuple[int, int]
) -> tuple[str, ...]:
    """Returns the events that a statement is about, none where it is about the patient as a whole."""
    start, end = clause
    before = tuple(event for event, found in events.items() if inside(found, start, mention.start))
    within = tuple(event for event, found in events.items() if inside(found, mention.start, mention.end))
    named = (
        within
        or before
        or tuple(
            event
            for event, found in events.items()
            if inside(found, mention.end, min(end, mention.end + _NEAR + _NEAR))
        )
    )
    sentence = narrative.sentence_of(mention)
    subject = narrative.lowered[start : mention.start]
    if not named and GOES_ON.match(narrative.text[start:end]):
        named = tuple(event for event, found in events.items() if inside(found, sentence.start, start))
    if WHICH.match(subject):
        return _last_of(events, sentence.start, start)
    if WHOLE.search(subject) and not within and not _near(events, named, mention):
        return ()
    if not named:
        named = _measured(subject, events)
    if not named and _TWO.match(subject):
        last = sorted(
            (max(m.start for m in found if m.end <= mention.start), event)
            for event, found in events.items()
            if any(m.end <= mention.start for m in found)
        )
        return tuple(event for _, event in last[-2:])
    return named


def _last_of(events: Mapping[str, Sequence[Found]], start: int, end: int) -> tuple[str, ...]:
    """Returns the event told last in a stretch."""
    told = [(m.start, event) for event, found in events.items() for m in inside(found, start, end)]
    return (max(told)[1],) if told else ()


def _measured(subject: str, events: Mapping[str, Sequence[Found]]) -> tuple[str, ...]:
    """Returns the events that what is measured is about: "sodium returned to normal" tells of hyponatremia."""
    for organ, kinds in ORGANS:
        if organ.search(subject):
            return tuple(
                event
                for event, found in events.items()
                if any(kinds.search(f"{m.lowered} {m.concept.lower()}") for m in found)
            )
    measurement = measurement_in(subject)
    if measurement is None:
        return ()
    for stems in (*measurement.below, *measurement.above):
        named = tuple(
            event
            for event, found in events.items()
            if any(
                stem in mention.lowered or stem in mention.concept.lower()
                for mention in found
                for stem in stems
            )
        )
        if named:
            return named
    return ()


def _killers(
    narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]], clause: tuple[int, int]
) -> tuple[str, ...]:
    """Returns the events that a death is said to have come of."""
    lowered = narrative.lowered
    found = [
        event
        for event, mentions in events.items()
        if any(
            other.sentence == mention.sentence
            and other.start >= mention.end
            and DIED_OF.fullmatch(lowered[mention.end : other.start])
            for other in mentions
        )
    ]
    if not found and LED_TO.search(lowered, clause[0], mention.end):
        found = [
            event for event, mentions in events.items() if inside(mentions, clause[0], mention.start)
        ] or [
            event
            for event, mentions in events.items()
            if inside(mentions, narrative.sentence_of(mention).start, mention.start)
        ]
    return tuple(found)


def _near(events: Mapping[str, Sequence[Found]], named: Sequence[str], mention: Found) -> bool:
    """Says whether one of the named events stands right before the statement, as its subject."""
    return any(0 <= mention.start - found.end < _NEAR for event in named for found in events[event])


def _latest(statements: Sequence[_Statement]) -> Ending | None:
    """Returns the last statement of each telling, and of these the one that tells an end most plainly."""
    last: dict[int, _Statement] = {}
    for item in statements:
        previous = last.get(item.telling)
        if previous is None or item.status not in _TENDENCIES or previous.status in _OPEN:
            last[item.telling] = item
    if not last:
        return None
    best = max(last.values(), key=lambda item: (_RANK[item.status], item.mention.start))
    others = tuple(item.mention for item in statements if item is not best)
    return Ending(best.status, best.mention, (best.mention, *others))
