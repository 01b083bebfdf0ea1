"""Statements of an ending, and which of several holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseline.cases.narrative import Found
from caseline.cases.outcome_cues import NO_MORE
from caseline.schema.case import OutcomeStatus

# A plain end outranks a tendency told of the same time.
RANK = {
    OutcomeStatus.FATAL: 5,
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: 4,
    OutcomeStatus.RECOVERED: 3,
    OutcomeStatus.NOT_RECOVERED: 2,
    OutcomeStatus.RECOVERING: 1,
    OutcomeStatus.UNKNOWN: 0,
}
_TENDENCIES = frozenset({OutcomeStatus.RECOVERING, OutcomeStatus.UNKNOWN})
OPEN = _TENDENCIES | {OutcomeStatus.NOT_RECOVERED}


@dataclass(frozen=True)
class Ending:
    """A status and the mentions that tell it, the deciding one first."""

    status: OutcomeStatus
    mention: Found
    evidence: tuple[Found, ...]


@dataclass(frozen=True)
class Statement:
    """What one OUTCOME tells: a status, of which events, of the patient or of a disease brought along.

    `telling` counts how often the text has begun to tell anew; `killers` are the events that a death came of;
    `by_form` says that a form names the events.
    """

    mention: Found
    status: OutcomeStatus
    events: tuple[str, ...]
    of_condition: bool
    telling: int
    of_patient: bool = False
    killers: tuple[str, ...] = ()
    by_form: bool = False


def latest(statements: Sequence[Statement]) -> Ending | None:
    """Returns the last statement of each telling, and of these the one that tells an end most plainly."""
    last: dict[int, Statement] = {}
    for item in statements:
        previous = last.get(item.telling)
        if previous is None or (
            (item.status not in _TENDENCIES or previous.status in OPEN) and not _adds_nothing(item, previous)
        ):
            last[item.telling] = item
    if not last:
        return None
    best = max(last.values(), key=lambda item: (RANK[item.status], item.mention.start))
    others = tuple(item.mention for item in statements if item is not best)
    return Ending(best.status, best.mention, (best.mention, *others))


def _adds_nothing(item: Statement, previous: Statement) -> bool:
    """Says whether a statement tells only that what was over has not come back."""
    return (
        item.status is previous.status is OutcomeStatus.RECOVERED
        and NO_MORE.match(item.mention.lowered) is not None
    )
