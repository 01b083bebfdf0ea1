"""How each event and the case ended, by wording; of one telling the latest statement wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from caseline.cases.clauses import clause_of, refers_back
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.outcome import is_lasting, outcome_status
from caseline.cases.outcome_cues import (
    AGAIN,
    AND_DIED,
    ASIDE,
    AT_FIRST,
    BACK,
    BARE,
    COURSE,
    DENIED,
    DIED_OF,
    LED_TO,
    NO_MORE,
    OF_ANOTHER,
    OF_PATIENT,
    OF_SOME,
    OF_THING,
    OWN,
    RESULT,
    SEQUELAE,
    STAYS,
    TELLING,
    UNANSWERED,
    WHOLE,
)
from caseline.cases.outcome_subjects import NEAR, subjects_of
from caseline.cases.places import Places
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
    tellings = narrative.once(_tellings)
    places, brought = Places.of(events), Places({"": conditions})
    found = (_statement(narrative, mention, places, brought, tellings) for mention in mentions)
    statements = [item for item in found if item]
    about = [item for item in statements if not item.of_condition]
    deaths = [item for item in about if item.status is OutcomeStatus.FATAL]
    living = [item for item in about if item.status is not OutcomeStatus.FATAL]
    killed = {event for item in deaths for event in item.killers} or (
        set(events) if len(events) == 1 else set()
    )
    named: dict[str, list[_Statement]] = {}
    for item in living:
        for event in dict.fromkeys(item.events):
            named.setdefault(event, []).append(item)
    whole = [item for item in living if item.of_patient]
    by_event: dict[str, Ending] = {}
    for event, own in events.items():
        ending = (
            _latest([item for item in deaths if event in item.killers] or deaths)
            if deaths and event in killed
            else _of_event(own, named.get(event, []), whole, dead=bool(deaths))
        )
        if ending is not None:
            by_event[event] = ending
    return by_event, _case(about, statements, by_event, is_eventless=not events)


def _tellings(narrative: Narrative) -> tuple[int, ...]:
    """Returns how often the text has begun to tell anew up to each sentence."""
    told = (TELLING.search(sentence.lowered) is not None for sentence in narrative.sentences)
    return tuple(accumulate(told, initial=0))[1:]


def _of_event(
    mentions: Sequence[Found], own: Sequence[_Statement], whole: Sequence[_Statement], *, dead: bool
) -> Ending | None:
    """Returns the ending of an event: what is told of it, else of the patient after it began."""
    ending = _latest(own)
    if dead or (ending is not None and ending.status not in _OPEN):
        return ending
    whole = [item for item in whole if item.mention.end > mentions[0].start]
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
    whole = [item for item in about if item.of_patient]
    others = [item for item in about if not item.events]
    fatal = [item for item in about if item.status is OutcomeStatus.FATAL]
    decided = (
        _latest(fatal or whole)
        or _later(_latest(others), _of_all(by_event))
        or _latest(about)
        or (_latest([item for item in statements if item.of_condition]) if is_eventless else None)
    )
    if decided is not None and decided.status is OutcomeStatus.RECOVERING:
        over = _of_all(by_event)
        is_later = over is not None and over.mention.start > decided.mention.start
        decided = (
            over if over is not None and is_later and over.status is OutcomeStatus.RECOVERED else decided
        )
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
    rest = tuple(item.mention for item in statements if item.mention.index != decided.mention.index)
    return Ending(status, decided.mention, (decided.mention, *rest))


def _later(one: Ending | None, other: Ending | None) -> Ending | None:
    """Returns what is told last of a thing that is no event and of the events."""
    if one is None or other is None:
        return one or other
    return one if one.mention.start > other.mention.start else other


def _of_all(by_event: Mapping[str, Ending]) -> Ending | None:
    """Returns what the endings of the events make together: what is still open decides."""
    ends = list(by_event.values())
    still = [end for end in ends if end.status in _OPEN]
    over = [end for end in ends if end.status is OutcomeStatus.RECOVERED]
    last = max((end.mention.start for end in over), default=-1)
    still = [end for end in still if end.mention.start > last or not UNANSWERED.search(end.mention.lowered)]
    lasting = [end for end in still if is_lasting(end.mention.text) or STAYS.match(end.mention.lowered)]
    if lasting and (over or any(STAYS.match(end.mention.lowered) for end in lasting)):
        return Ending(OutcomeStatus.RECOVERED_WITH_SEQUELAE, lasting[-1].mention, lasting[-1].evidence)
    chosen = [end for end in still if end.status is OutcomeStatus.RECOVERING] or still or ends
    return max(chosen, key=lambda end: end.mention.start) if chosen else None


def _left(behind: Sequence[_Statement]) -> OutcomeStatus | None:
    """Returns what statements about single events leave of a recovery told before them."""
    still = [
        item for item in behind if item.status in {OutcomeStatus.NOT_RECOVERED, OutcomeStatus.RECOVERING}
    ]
    if any(is_lasting(item.mention.text) or STAYS.match(item.mention.lowered) for item in still):
        return OutcomeStatus.RECOVERED_WITH_SEQUELAE
    return still[-1].status if still else None


def _statement(
    narrative: Narrative,
    mention: Found,
    events: Places,
    conditions: Places,
    tellings: Sequence[int],
) -> _Statement | None:
    status = status_of(mention)
    if status is None:
        return None
    start, end = clause_of(narrative, mention)
    sentence = narrative.sentence_of(mention)
    before = narrative.lowered[start : mention.start]
    if (
        (OF_ANOTHER.search(narrative.before(mention)) and not OWN.search(narrative.before(mention)))
        or OF_SOME.search(narrative.before(mention))
        or (BACK.search(mention.lowered) and not _is_denied(mention) and AGAIN.search(sentence.lowered))
        or (status is not OutcomeStatus.FATAL and AT_FIRST.search(narrative.before(mention)))
    ):
        return None
    named = subjects_of(narrative, mention, events, (start, end))
    if status is OutcomeStatus.FATAL:
        killers = _killers(narrative, mention, events, (start, end))
        return _Statement(
            mention, status, (), of_condition=False, telling=tellings[sentence.index], killers=killers
        )
    conditioned = [
        other
        for _, other in conditions.inside(start, mention.start)
        if not WHOLE.search(narrative.lowered, start, other.start)
        or (mention.start - other.end < NEAR and "," not in narrative.text[other.end : mention.start])
    ]
    lasting = COURSE.search(mention.lowered) is not None or COURSE.match(
        narrative.after(mention)[:40].lstrip()
    )
    return _Statement(
        mention=mention,
        status=OutcomeStatus.NOT_RECOVERED if named and STAYS.match(mention.lowered) else status,
        events=named,
        of_condition=bool(conditioned) and not named,
        telling=tellings[sentence.index],
        of_patient=not (conditioned or lasting or OF_THING.search(mention.lowered))
        and (
            _leaves(before, mention)
            if named
            else _is_of_patient(before, mention) or _is_result(before, narrative.after(mention), status)
        ),
    )


def status_of(mention: Found) -> OutcomeStatus | None:
    """Returns what an OUTCOME tells: by its wording, where that says it, else as the role reader reads it in its place."""
    told = outcome_status(mention.text)
    if told is None and mention.ending:
        return OutcomeStatus(mention.ending)
    return told


def _is_denied(mention: Found) -> bool:
    return DENIED.match(mention.lowered) is not None


def _is_of_patient(subject: str, mention: Found) -> bool:
    """Says whether a statement that names no event is about the patient or all that happened, not some other thing."""
    bare = BARE.fullmatch(subject)
    subject = ASIDE.sub(" ", subject)
    return bool(
        bare
        or OF_PATIENT.search(mention.lowered)
        or WHOLE.search(subject)
        or refers_back(subject)
        or refers_back(mention.text)
    )


def _leaves(subject: str, mention: Found) -> bool:
    """Says whether a statement about the patient names what stayed: "he recovered with residual weakness"."""
    return SEQUELAE.match(mention.lowered) is not None and WHOLE.search(subject) is not None


def _is_result(subject: str, behind: str, status: OutcomeStatus) -> bool:
    """Says whether a statement is what all that was done came to: "X was stopped, with rapid improvement"."""
    better = status in {OutcomeStatus.RECOVERED, OutcomeStatus.RECOVERING}
    return better and RESULT.search(subject) is not None and not behind.startswith((" of ", " in "))


def _killers(
    narrative: Narrative, mention: Found, events: Places, clause: tuple[int, int]
) -> tuple[str, ...]:
    """Returns the events that a death is said to have come of."""
    lowered = narrative.lowered
    found = list(
        dict.fromkeys(
            event
            for event, other in events.in_sentence(mention.sentence)
            if (other.start >= mention.end and DIED_OF.fullmatch(lowered[mention.end : other.start]))
            or (other.end <= mention.start and AND_DIED.fullmatch(lowered[other.end : mention.start]))
        )
    )
    if not found and LED_TO.search(lowered, clause[0], mention.end):
        sentence = narrative.sentence_of(mention)
        found = events.keys_inside(clause[0], mention.start) or events.keys_inside(
            sentence.start, mention.start
        )
    return tuple(found)


def _latest(statements: Sequence[_Statement]) -> Ending | None:
    """Returns the last statement of each telling, and of these the one that tells an end most plainly."""
    last: dict[int, _Statement] = {}
    for item in statements:
        previous = last.get(item.telling)
        if previous is None or (
            (item.status not in _TENDENCIES or previous.status in _OPEN) and not _adds_nothing(item, previous)
        ):
            last[item.telling] = item
    if not last:
        return None
    best = max(last.values(), key=lambda item: (_RANK[item.status], item.mention.start))
    others = tuple(item.mention for item in statements if item is not best)
    return Ending(best.status, best.mention, (best.mention, *others))


def _adds_nothing(item: _Statement, previous: _Statement) -> bool:
    """Says whether a statement tells only that what was over has not come back."""
    return (
        item.status is previous.status is OutcomeStatus.RECOVERED
        and NO_MORE.match(item.mention.lowered) is not None
    )
