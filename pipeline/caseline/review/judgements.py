"""What two curators chose from closed lists for the same things of one text, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from caseline.evaluation.alignment import align, total_agreement
from caseline.evaluation.fields import FAMILIES, PATIENT
from caseline.evaluation.parts import Item, Side, named, side_of
from caseline.evaluation.values import agreement
from caseline.schema.case import Case, Causality, Event, Outcome, Seriousness
from caseline.schema.report import CaseReport

Choice = tuple[str, str, str]
Read = Callable[[Any], str]

MENTIONS = "mentions.excluded"
SERIOUSNESS = "events.seriousness"
_UNSAID = "not stated"
_IN = "not excluded"


def _stated(part: Outcome | Causality | None) -> str:
    if part is None:
        return _UNSAID
    return part.status.value if isinstance(part, Outcome) else part.value.value


def _field(name: str) -> Read:
    return lambda item: str(getattr(item, name) or _UNSAID)


_CHOICES: Mapping[str, Mapping[str, Read]] = {
    "conditions": {"role": _field("role")},
    "drugs": {name: _field(name) for name in ("role", "action_taken", "dechallenge", "rechallenge")},
    "events": {
        "certainty": _field("certainty"),
        "outcome": lambda event: _stated(event.outcome),
        "causality": lambda event: _stated(event.causality),
        "serious": lambda event: "yes" if event.seriousness else "no",
    },
    "therapies": {"kind": _field("kind")},
}
_OF_CASE: Mapping[str, Read] = {
    "patient.sex": lambda case: case.patient.sex.value.value if case.patient.sex else _UNSAID,
    "outcome.status": lambda case: _stated(case.outcome),
}
# Every kind of decision, in the order of reports.
DECISIONS: tuple[str, ...] = (
    MENTIONS,
    *_OF_CASE,
    *(f"{family}.{name}" for family, reads in _CHOICES.items() for name in reads),
    SERIOUSNESS,
)


def judgements(left: CaseReport, right: CaseReport) -> Iterator[Choice]:
    """Yields each decision that both records take on the same thing: its kind, the left choice, the right one.

    Mentions are the same where label and characters are; cases and items where the evaluation would align
    them. What only one of the two has is a matter of F1, and not of these.
    """
    yield from _mentions(left, right)
    for one, other in align(
        left.cases, right.cases, score=lambda a, b: _closeness(left, a, right, b), needed=False
    ):
        if one is not None and other is not None:
            for name, read in _OF_CASE.items():
                yield name, read(one), read(other)
            yield from _items(one, other, side_of(left, one), side_of(right, other))


def _mentions(left: CaseReport, right: CaseReport) -> Iterator[Choice]:
    known = {(each.label, each.start, each.end, each.parts): each for each in right.mentions}
    for each in left.mentions:
        other = known.get((each.label, each.start, each.end, each.parts))
        if other is not None:
            yield MENTIONS, each.excluded or _IN, other.excluded or _IN


def _items(one: Case, other: Case, left: Side, right: Side) -> Iterator[Choice]:
    for family, reads in _CHOICES.items():
        ours: Sequence[Item] = getattr(one, family)
        theirs: Sequence[Item] = getattr(other, family)
        pairs = align(ours, theirs, score=lambda a, b: agreement(named(a, left), named(b, right)))
        for first, second in pairs:
            if first is None or second is None:
                continue
            for name, read in reads.items():
                yield f"{family}.{name}", read(first), read(second)
            if isinstance(first, Event) and isinstance(second, Event):
                yield from _seriousness(first, second)


def _seriousness(one: Event, other: Event) -> Iterator[Choice]:
    """Yields one decision for each criterion, met or not."""
    for criterion in Seriousness:
        met = ("yes" if criterion.value in event.seriousness else "no" for event in (one, other))
        yield SERIOUSNESS, next(met), next(met)


def _closeness(left: CaseReport, one: Case, right: CaseReport, other: Case) -> float:
    """Returns how well two cases go together, as the evaluation pairs them."""
    ours, theirs = side_of(left, one), side_of(right, other)
    total = sum(total_agreement(each.read(one, ours), each.read(other, theirs)) for each in PATIENT)
    for family in FAMILIES:
        names = [named(item, ours) for item in getattr(one, family.name)]
        total += total_agreement(names, [named(item, theirs) for item in getattr(other, family.name)])
    return total
