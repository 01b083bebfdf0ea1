"""How a case ended, out of what is told of the patient, of the events and of other things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caseline.cases.normalise.outcome import is_lasting
from caseline.cases.outcome_cues import STAYS, UNANSWERED
from caseline.cases.outcome_statements import OPEN, Ending, Statement, latest
from caseline.schema.case import OutcomeStatus


def case_ending(
    about: Sequence[Statement],
    statements: Sequence[Statement],
    by_event: Mapping[str, Ending],
    *,
    is_eventless: bool,
) -> Ending | None:
    """Returns the last state of the patient; what stays when the rest is over makes sequelae of it."""
    whole = [item for item in about if item.of_patient]
    others = [item for item in about if not item.events]
    fatal = [item for item in about if item.status is OutcomeStatus.FATAL]
    decided = (
        latest(fatal or whole)
        or _later(latest(others), _of_all(by_event))
        or latest(about)
        or (latest([item for item in statements if item.of_condition]) if is_eventless else None)
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
    still = [end for end in ends if end.status in OPEN]
    over = [end for end in ends if end.status is OutcomeStatus.RECOVERED]
    last = max((end.mention.start for end in over), default=-1)
    still = [end for end in still if end.mention.start > last or not UNANSWERED.search(end.mention.lowered)]
    lasting = [end for end in still if is_lasting(end.mention.text) or STAYS.match(end.mention.lowered)]
    if lasting and (over or any(STAYS.match(end.mention.lowered) for end in lasting)):
        return Ending(OutcomeStatus.RECOVERED_WITH_SEQUELAE, lasting[-1].mention, lasting[-1].evidence)
    chosen = [end for end in still if end.status is OutcomeStatus.RECOVERING] or still or ends
    return max(chosen, key=lambda end: end.mention.start) if chosen else None


def _left(behind: Sequence[Statement]) -> OutcomeStatus | None:
    """Returns what statements about single events leave of a recovery told before them."""
    still = [
        item for item in behind if item.status in {OutcomeStatus.NOT_RECOVERED, OutcomeStatus.RECOVERING}
    ]
    if any(is_lasting(item.mention.text) or STAYS.match(item.mention.lowered) for item in still):
        return OutcomeStatus.RECOVERED_WITH_SEQUELAE
    return still[-1].status if still else None
