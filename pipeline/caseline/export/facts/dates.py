"""Dates on which something happened, apart from those that it happened by: "by March" is a bound, not a date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from caseline.schema.case import AnchorKind, Case, Onset, Relation, TimelineEntry, TimelineKind

_BY: Final = re.compile(r"\s*(?:by|before|until|till|within|(?:no|not)\s+later\s+than)\b", re.IGNORECASE)


def date_at(onset: Onset | None) -> str | None:
    """Returns the date that an onset is told to be at.

    Null where it lies at some distance from a date, or only before, after or by one.
    """
    if onset is None or onset.anchor is None or onset.anchor.kind is not AnchorKind.DATE:
        return None
    away = onset.unit is not None or any((onset.value, onset.low, onset.high))
    return onset.anchor.date if onset.relation is Relation.AT and not away else None


def dates_of(case: Case, kind: TimelineKind, refs: Collection[str | None]) -> Iterator[str]:
    """Yields the dates of the timeline's steps of a kind and of some parts of the case, without those that are bounds."""
    for step in case.timeline:
        if step.kind == kind and step.ref in refs and step.date is not None and not _is_bound(step):
            yield step.date


def _is_bound(step: TimelineEntry) -> bool:
    """Says whether a step is only known to be over by its date."""
    if step.day is not None:
        return False
    return _BY.match(step.text) is not None or (step.low is None and step.high is not None)
