"""The steps of the course of gold beside those predicted."""

from __future__ import annotations

from caseline.evaluation.alignment import Pairs, align
from caseline.evaluation.parts import Side, days, step
from caseline.evaluation.values import agreement
from caseline.schema import Case
from caseline.schema.case import TimelineEntry

# Steps of one kind and of one thing, such as two follow-ups, go by their day first, then by their date.
_SAME_DAY, _SAME_DATE = 20.0, 10.0


def align_timelines(
    gold: Case | None, predicted: Case | None, *, gold_side: Side, predicted_side: Side
) -> Pairs[TimelineEntry]:
    """Pairs steps of one kind that speak of the same thing.

    Gold holds only the steps whose time is told, a record may hold more: a predicted step without day,
    bounds and date is found when gold has it, and left out, not spurious, when gold has not.

    Args:
        gold: The gold case, if there is one.
        predicted: The predicted case, if there is one.
        gold_side: The view of the gold case, its ids common to both sides.
        predicted_side: The same of the predicted case.
    """
    pairs = align(
        gold.timeline if gold else (),
        predicted.timeline if predicted else (),
        score=lambda left, right: _score(left, right, gold_side, predicted_side),
    )
    return tuple((left, right) for left, right in pairs if left or (right and _is_timed(right)))


def _is_timed(entry: TimelineEntry) -> bool:
    return any(value is not None for value in (entry.day, entry.low, entry.high, entry.date))


def _score(gold: TimelineEntry, predicted: TimelineEntry, gold_side: Side, predicted_side: Side) -> float:
    left, right = step(gold, gold_side), step(predicted, predicted_side)
    if left.keys != right.keys:
        return 0.0
    day, other = days(gold, gold_side), days(predicted, predicted_side)
    same_day = day is not None and other is not None and day.keys == other.keys
    same_date = gold.date is not None and gold.date == predicted.date
    return agreement(left, right) + _SAME_DAY * same_day + _SAME_DATE * same_date
