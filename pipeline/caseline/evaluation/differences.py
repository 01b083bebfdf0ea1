"""Every difference between gold and prediction, with the text around its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from caseline.evaluation.comparison import Comparison
from caseline.evaluation.fields import FIELDS, deciding_mode
from caseline.evaluation.gold import source_of
from caseline.evaluation.values import Value
from caseline.schema import CaseReport
from caseline.schema.base import Part

CONTEXT = 40
_ORDER = {field: position for position, field in enumerate(FIELDS)}


class DifferenceKind(StrEnum):
    """What is wrong: gold's value is missing, a value is spurious, or another value stands there."""

    MISSING = "missing"
    SPURIOUS = "spurious"
    WRONG = "wrong"


class Difference(Part):
    """One value that gold and prediction do not share.

    Fields with a normalised mode differ when that fails, the others when the relaxed mode fails.
    `start` is the first character of the evidence in `document.text`; a context marks the evidence
    with «» and shows 40 characters on each side.
    """

    source: str
    case: str | None
    field: str
    kind: DifferenceKind
    item: str | None
    gold: str | None
    predicted: str | None
    start: int | None
    gold_context: str | None
    predicted_context: str | None


def list_differences(gold: CaseReport, comparisons: Sequence[Comparison]) -> tuple[Difference, ...]:
    """Lists what differs in one document, ordered by case, field, place and value."""
    found = sorted(_differences(gold, comparisons), key=_position)
    return tuple(found)


def context(text: str, value: Value | None) -> str | None:
    """Returns the first evidence of a value in its surroundings, on one line: `… a «58-year-old» woman …`."""
    place = _place(value)
    if place is None:
        return None
    start, end = place
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    marked = f"{text[first:start]}«{text[start:end]}»{text[end:last]}"
    return f"{'…' if first else ''}{' '.join(marked.split())}{'…' if last < len(text) else ''}"


def _differences(gold: CaseReport, comparisons: Sequence[Comparison]) -> Iterator[Difference]:
    text = gold.document.text
    for found in comparisons:
        if not found.judged or deciding_mode(found.field) in found.matched:
            continue
        left, right = found.gold, found.predicted
        place = _place(left) or _place(right)
        item = left or right
        yield Difference(
            source=source_of(gold),
            case=found.case,
            field=found.field,
            kind=_kind(found),
            item=item.item if item else None,
            gold=left.shown if left else None,
            predicted=right.shown if right else None,
            start=place[0] if place else None,
            gold_context=context(text, left),
            predicted_context=context(text, right),
        )


def _kind(found: Comparison) -> DifferenceKind:
    if found.predicted is None:
        return DifferenceKind.MISSING
    return DifferenceKind.SPURIOUS if found.gold is None else DifferenceKind.WRONG


def _place(value: Value | None) -> tuple[int, int] | None:
    return next(iter((*value.spans, *value.near)), None) if value else None


def _position(difference: Difference) -> tuple[int, int, int, str, str, str]:
    return (
        int(difference.case[1:]) if difference.case else 0,
        _ORDER[difference.field],
        -1 if difference.start is None else difference.start,
        difference.item or "",
        difference.gold or "",
        difference.predicted or "",
    )
