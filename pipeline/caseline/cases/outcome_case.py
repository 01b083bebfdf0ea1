"""How a case ended, out of what is told of the patient, of the events and of other things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caseline.cases.narrative import Found
from caseline.cases.normalise.outcome import is_lasting, outcome_status
from caseline.cases.outcome_cues import AIDED, MOVES, STAYS, UNANSWERED, VALUE, WENT_ON, WHOLLY
from caseline.cases.outcome_statements import OPEN, Ending, Statement, latest
from caseline.schema.case import OutcomeStatus

_TOLD_OPEN = frozenset({OutcomeStatus.NOT_RECOVERED, OutcomeStatus.RECOVERING})
_STAYING = frozenset({OutcomeStatus.NOT_RECOVERED, OutcomeStatus.RECOVERED_WITH_SEQUELAE})


def case_ending(
    about: Sequence[Statement],
    statements: Sequence[Statement],
    by_event: Mapping[str, Ending],
    *,
    is_eventless: bool,
) -> Ending | None:
    """Returns the last state of the patient; what stays when the rest is over makes sequelae of it."""
    fatal = [item for item in about if item.status is OutcomeStatus.FATAL]
    telling = [item for item in about if not _says_little(item)] or about
    ends = {
        event: end for event, end in by_event.items() if not MOVES.fullmatch(end.mention.lowered)
    } or by_event
    decided = (
        latest(fatal)
        or _of_living(telling, ends)
        or (latest([item for item in statements if item.of_condition]) if is_eventless else None)
    )
    if decided is None:
        return None
    if not fatal and decided.status in {OutcomeStatus.RECOVERED, OutcomeStatus.RECOVERING}:
        decided = _left(decided, telling) or decided
    elif decided.status is OutcomeStatus.NOT_RECOVERED and _is_aided(decided, about):
        decided = Ending(OutcomeStatus.RECOVERED_WITH_SEQUELAE, decided.mention, decided.evidence)
    rest = tuple(item.mention for item in statements if item.mention.index != decided.mention.index)
    return Ending(decided.status, decided.mention, (decided.mention, *rest))


def _of_living(about: Sequence[Statement], by_event: Mapping[str, Ending]) -> Ending | None:
    """Returns the state of a patient who lives: as told of him, else of what else is told."""
    whole = [item for item in about if item.of_patient]
    decided = (
        latest(whole)
        or _later(latest([item for item in about if not item.events]), _of_all(by_event))
        or latest(about)
    )
    if decided is None or decided.status not in _TOLD_OPEN:
        return decided
    # Of the events only what is told of themselves: the rest have their ending of the patient.
    told = {item.mention.index for item in whole}
    over = _of_all({event: end for event, end in by_event.items() if end.mention.index not in told})
    if (
        over is not None
        and over.status is OutcomeStatus.RECOVERED
        and over.mention.start > decided.mention.start
    ):
        return over
    return decided


def _says_little(item: Statement) -> bool:
    """Says whether a statement tells where the patient went, or a value that is no event's, and not how he was."""
    return item.status is OutcomeStatus.RECOVERING and (
        MOVES.fullmatch(item.mention.lowered) is not None
        or (not item.events and VALUE.search(item.mention.lowered) is not None)
    )


def _later(one: Ending | None, other: Ending | None) -> Ending | None:
    """Returns what is told last of a thing that is no event and of the events."""
    if one is None or other is None:
        return one or other
    return one if one.mention.start > other.mention.start else other


def _of_all(by_event: Mapping[str, Ending]) -> Ending | None:
    """Returns what the endings of the events make together: what is still open decides."""
    ends = list(by_event.values())
    still = [end for end in ends if end.status in OPEN]
    over = [end for end in ends if end.status is OutcomeStatus.RECOVERED]
    last = max((end.mention.start for end in over), default=-1)
    still = [end for end in still if end.mention.start > last or not UNANSWERED.search(end.mention.lowered)]
    lasting = [end for end in still if _stays(end.mention)]
    if lasting and (over or any(STAYS.match(end.mention.lowered) for end in lasting)):
        return Ending(OutcomeStatus.RECOVERED_WITH_SEQUELAE, lasting[-1].mention, lasting[-1].evidence)
    known = [end for end in still if end.status is not OutcomeStatus.UNKNOWN]
    chosen = [end for end in known if end.status is OutcomeStatus.RECOVERING] or known or still or ends
    return max(chosen, key=lambda end: end.mention.start) if chosen else None


def _left(decided: Ending, about: Sequence[Statement]) -> Ending | None:
    """Returns what other statements leave of a recovery: what stays, else the last that is still open."""
    near = decided.mention.sentence - 1
    is_over = any(
        item.status is OutcomeStatus.RECOVERED and (item.events or item.of_patient) for item in about
    )
    staying = [
        item
        for item in about
        if _is_lasting(item)
        and (is_over or item.status is not OutcomeStatus.NOT_RECOVERED or STAYS.match(item.mention.lowered))
        and not _is_undone(item, about)
        and (item.events or item.of_patient or item.mention.sentence >= near)
    ]
    if staying:
        return _as(staying[-1], OutcomeStatus.RECOVERED_WITH_SEQUELAE)
    if decided.status is not OutcomeStatus.RECOVERED:
        return None
    still = [item for item in _behind(decided, about) if item.status in _TOLD_OPEN]
    if not still:
        return None
    lasting = still[-1].mention.ending == OutcomeStatus.RECOVERED_WITH_SEQUELAE
    return _as(still[-1], OutcomeStatus.RECOVERED_WITH_SEQUELAE if lasting else still[-1].status)


def _is_aided(decided: Ending, about: Sequence[Statement]) -> bool:
    """Says whether somebody needs a help for what stayed, where something else is over."""
    return AIDED.match(decided.mention.lowered) is not None and any(
        item.status is OutcomeStatus.RECOVERED and item.events for item in about
    )


def _behind(decided: Ending, about: Sequence[Statement]) -> list[Statement]:
    """Returns what is told in words of single events behind a statement; a value says too little of the patient."""
    telling = next((item.telling for item in about if item.mention is decided.mention), None)
    return [
        item
        for item in about
        if item.events
        and item.telling == telling
        and item.mention.start > decided.mention.end
        and outcome_status(item.mention.text) is not None
    ]


def _as(item: Statement, status: OutcomeStatus) -> Ending:
    return Ending(status, item.mention, (item.mention,))


def _is_lasting(item: Statement) -> bool:
    """Says whether a statement tells of something that stays when the rest is over, and is read so where it is read."""
    read = item.mention.ending
    if item.status is OutcomeStatus.RECOVERED_WITH_SEQUELAE:
        return not read or read in _STAYING
    told = bool(item.events) or read in _STAYING
    return item.status is OutcomeStatus.NOT_RECOVERED and told and _stays(item.mention)


def _is_undone(item: Statement, about: Sequence[Statement]) -> bool:
    """Says whether what stayed is told to be over later."""
    return any(
        other.mention.start > item.mention.start
        and other.status is OutcomeStatus.RECOVERED
        and (
            set(item.events) & set(other.events)
            or (other.of_patient and WHOLLY.search(other.mention.lowered))
        )
        for other in about
    )


def _stays(mention: Found) -> bool:
    """Says whether a sign is told to stay; that it persisted at one time is not enough."""
    return (
        is_lasting(mention.text)
        or STAYS.match(mention.lowered) is not None
        or (
            mention.ending == OutcomeStatus.RECOVERED_WITH_SEQUELAE and not WENT_ON.fullmatch(mention.lowered)
        )
    )
