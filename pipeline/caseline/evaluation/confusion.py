"""What gold calls one thing and the prediction another: roles and outcomes, counted in squares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseline.evaluation.comparison import align_cases, align_items
from caseline.evaluation.gold import source_of
from caseline.evaluation.parts import Item, Side, items_in, side_of
from caseline.schema import Case, CaseReport
from caseline.schema.base import Part
from caseline.schema.case import (
    Condition,
    ConditionRole,
    Drug,
    DrugRole,
    Event,
    OutcomeStatus,
)

THERAPY, EVENT = "therapy", "event"


class Subject(StrEnum):
    """What a confusion is about."""

    DRUGS = "drugs"
    DISEASES = "diseases"
    CASE_OUTCOMES = "case_outcomes"
    EVENT_OUTCOMES = "event_outcomes"


# What each may be called, in the order of rows and columns.
LABELS: dict[Subject, tuple[str, ...]] = {
    Subject.DRUGS: (*(DrugRole.SUSPECT, DrugRole.INTERACTING, DrugRole.CONCOMITANT), THERAPY),
    Subject.DISEASES: (EVENT, *(ConditionRole.INDICATION, ConditionRole.COMORBIDITY, ConditionRole.HISTORY)),
    Subject.CASE_OUTCOMES: tuple(OutcomeStatus),
    Subject.EVENT_OUTCOMES: tuple(OutcomeStatus),
}
# Items of the families of one subject may stand for each other: a suspect may be taken for a therapy.
_FAMILIES: dict[Subject, tuple[str, ...]] = {
    Subject.DRUGS: ("drugs", "therapies"),
    Subject.DISEASES: ("conditions", "events"),
}


class Confused(Part):
    """One thing that is called otherwise, not found, or spurious.

    `gold` and `predicted` are labels, null where that side has nothing; the names are what each side
    calls the thing, null for a case and where that side has nothing.
    """

    source: str
    case: str | None
    gold: str | None
    predicted: str | None
    gold_name: str | None
    predicted_name: str | None


class Confusion(Part):
    """A square of counts: rows are what gold says, columns what is predicted, in the order of `labels`.

    The last column counts what was not found, the last row what is spurious; where the two meet is 0. A row
    but the last sums to the number of things that gold calls so, a column but the last to the number predicted
    so. `confused` lists all that is off the diagonal.
    """

    subject: Subject
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    confused: tuple[Confused, ...]

    def count(self, gold: str | None, predicted: str | None) -> int:
        """Returns one count; None stands for what that side does not have."""
        row, column = (
            len(self.labels) if each is None else self.labels.index(each) for each in (gold, predicted)
        )
        return self.counts[row][column]


@dataclass(frozen=True, slots=True)
class _Named:
    """What one side calls a thing, and the thing's name."""

    label: str
    name: str | None = None


_Pair = tuple[_Named | None, _Named | None]


@dataclass(frozen=True, slots=True)
class _Found:
    source: str
    case: str | None
    pair: _Pair


def count_confusions(pairs: Iterable[tuple[CaseReport, CaseReport]]) -> tuple[Confusion, ...]:
    """Counts, over pairs of a gold record and the prediction of its text, what is called what.

    Cases and items are aligned as for the scores; items that have no partner in their own family are then
    aligned with those of the other one: drugs with therapies, conditions with events. The outcome of an event
    is compared where both sides have the event, and missing or spurious with it elsewhere.
    """
    found: dict[Subject, list[_Found]] = {subject: [] for subject in Subject}
    for gold, predicted in pairs:
        for left, right in align_cases(gold, predicted):
            either = left or right
            key = either.id if either else None
            for subject, pair in _pairs(gold, predicted, left, right):
                found[subject].append(_Found(source_of(gold), key, pair))
    return tuple(_confusion(subject, each) for subject, each in found.items())


def _pairs(
    gold: CaseReport, predicted: CaseReport, left: Case | None, right: Case | None
) -> Iterator[tuple[Subject, _Pair]]:
    sides = side_of(gold, left), side_of(predicted, right)
    for subject, families in _FAMILIES.items():
        for item, other in _align(families, left, right, sides):
            yield subject, (_role(item), _role(other))
            if isinstance(item, Event | None) and isinstance(other, Event | None):
                yield Subject.EVENT_OUTCOMES, (_outcome(item), _outcome(other))
            elif isinstance(item, Event) or isinstance(other, Event):
                # One side's condition has no outcome that could be right or wrong.
                yield Subject.EVENT_OUTCOMES, (_outcome(item), None)
                yield Subject.EVENT_OUTCOMES, (None, _outcome(other))
    yield Subject.CASE_OUTCOMES, (_outcome(left), _outcome(right))


def _align(
    families: Sequence[str], left: Case | None, right: Case | None, sides: tuple[Side, Side]
) -> list[tuple[Item | None, Item | None]]:
    """Pairs within each family as the scores do, then what is left across them."""
    paired: list[tuple[Item | None, Item | None]] = []
    golds: list[Item] = []
    others: list[Item] = []
    for family in families:
        gold, predicted = items_in(family, left), items_in(family, right)
        for item, other in align_items(gold, predicted, gold_side=sides[0], predicted_side=sides[1]):
            if item is not None and other is not None:
                paired.append((item, other))
            else:
                golds += () if item is None else (item,)
                others += () if other is None else (other,)
    return [*paired, *align_items(golds, others, gold_side=sides[0], predicted_side=sides[1])]


def _role(item: Item | None) -> _Named | None:
    if item is None:
        return None
    if isinstance(item, Condition | Drug):
        return _Named(item.role.value, item.name)
    return _Named(EVENT if isinstance(item, Event) else THERAPY, item.name)


def _outcome(part: Case | Item | None) -> _Named | None:
    if not isinstance(part, Case | Event) or part.outcome is None:
        return None
    return _Named(part.outcome.status.value, part.name if isinstance(part, Event) else None)


def _confusion(subject: Subject, found: Sequence[_Found]) -> Confusion:
    labels = tuple(str(label) for label in LABELS[subject])
    places = {label: place for place, label in enumerate(labels)}
    counts = [[0] * (len(labels) + 1) for _ in range(len(labels) + 1)]
    confused = []
    for each in found:
        gold, predicted = each.pair
        if gold is None and predicted is None:
            continue
        row = len(labels) if gold is None else places[gold.label]
        column = len(labels) if predicted is None else places[predicted.label]
        counts[row][column] += 1
        if row != column:
            confused.append(_confused(each))
    return Confusion(
        subject=subject, labels=labels, counts=tuple(tuple(row) for row in counts), confused=tuple(confused)
    )


def _confused(found: _Found) -> Confused:
    gold, predicted = found.pair
    return Confused(
        source=found.source,
        case=found.case,
        gold=gold.label if gold else None,
        predicted=predicted.label if predicted else None,
        gold_name=gold.name if gold else None,
        predicted_name=predicted.name if predicted else None,
    )
