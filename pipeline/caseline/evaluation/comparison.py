"""Every value of gold beside its counterpart in the prediction; scores and differences come from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from caseline.evaluation.alignment import Pairs, align, align_values, total_agreement
from caseline.evaluation.fields import (
    CASES,
    DOCUMENT,
    FAMILIES,
    FIELDS,
    PATIENT,
    SINCE_1_2,
    TIMELINE,
    WHOLE,
    Attribute,
    Family,
)
from caseline.evaluation.parts import Item, Side, items_in, named, side_of
from caseline.evaluation.timeline import align_timelines
from caseline.evaluation.values import Mode, Value, agreement, matches
from caseline.schema import Case, CaseReport, Document


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value of gold beside one of the prediction; one of the two may be missing.

    Args:
        field: The scored field.
        gold: The gold value; None for a spurious one.
        predicted: The predicted value; None for a missing one.
        matched: The modes in which they are the same.
        case: Id of the gold case; of the predicted one where gold has no such case.
        judged: False for a predicted value on which gold has no say.
    """

    field: str
    gold: Value | None
    predicted: Value | None
    matched: frozenset[Mode] = frozenset()
    case: str | None = None
    judged: bool = True


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two views of one pair of cases."""

    gold: Side
    predicted: Side
    case: str | None = None


def compare_cases(gold: CaseReport, predicted: CaseReport) -> tuple[Comparison, ...]:
    """Aligns the cases of two records of one text and compares all that they hold.

    Cases are paired by their total agreement; a case left over on both sides is paired too, so that
    a wholly wrong case reads as wrong values and `cases` scores the number of cases.

    Gold has no say, so that what is predicted is not judged: on fields that came with schema 1.2 where the
    gold record is of an older one and gives none of its cases a value, and on timelines where none of its
    cases has one, whatever its schema.
    """
    found: list[Comparison] = []
    for left, right in align_cases(gold, predicted):
        case = left or right
        sides = _Sides(side_of(gold, left), side_of(predicted, right), case.id if case else None)
        found += _compare_case(left, right, sides)
    unsaid = _unsaid(gold, found)
    return tuple(replace(each, judged=False) if each.field in unsaid else each for each in found)


def align_cases(gold: CaseReport, predicted: CaseReport) -> Pairs[Case]:
    """Pairs the cases of two records of one text by their total agreement; one left over on both sides too."""
    return align(
        gold.cases,
        predicted.cases,
        score=lambda left, right: _case_agreement(left, right, gold, predicted),
        needed=False,
    )


def align_items(
    gold: Sequence[Item], predicted: Sequence[Item], *, gold_side: Side, predicted_side: Side
) -> Pairs[Item]:
    """Pairs drugs, events… of two cases by name, codes and evidence."""
    return align(
        gold,
        predicted,
        score=lambda left, right: agreement(named(left, gold_side), named(right, predicted_side)),
    )


def compare_documents(gold: Document, predicted: Document) -> tuple[Comparison, ...]:
    """Compares the bibliographic data of two records of one text."""
    nowhere = Side({})
    return tuple(_compare_attributes(DOCUMENT, gold, predicted, _Sides(nowhere, nowhere)))


def is_older(record: CaseReport) -> bool:
    """Says whether a record was written before schema 1.2."""
    return record.schema_version in {"1.0", "1.1"}


def _unsaid(gold: CaseReport, found: Sequence[Comparison]) -> frozenset[str]:
    """Returns the fields that gold has no say on; none of them has a gold value."""
    unsaid = set(SINCE_1_2 - {each.field for each in found if each.gold}) if is_older(gold) else set()
    if not any(case.timeline for case in gold.cases):
        unsaid |= {attribute.name for attribute in TIMELINE}
    return frozenset(unsaid)


def _case_agreement(left: Case, right: Case, gold: CaseReport, predicted: CaseReport) -> float:
    """Returns the agreement of patient and items, each list aligned at its best."""
    sides = _Sides(side_of(gold, left), side_of(predicted, right))
    total = sum(
        total_agreement(attribute.read(left, sides.gold), attribute.read(right, sides.predicted))
        for attribute in PATIENT
    )
    for family in FAMILIES:
        total += total_agreement(_names(family, left, sides.gold), _names(family, right, sides.predicted))
    return total


def _compare_case(gold: Case | None, predicted: Case | None, sides: _Sides) -> list[Comparison]:
    found = [_compare_whole(gold, predicted, sides)]
    found += _compare_attributes((*PATIENT, *WHOLE), gold, predicted, sides)
    aligned = {
        family.name: align_items(
            items_in(family.name, gold),
            items_in(family.name, predicted),
            gold_side=sides.gold,
            predicted_side=sides.predicted,
        )
        for family in FAMILIES
    }
    sides = _with_aliases(sides, [pair for pairs in aligned.values() for pair in pairs])
    for family in FAMILIES:
        for left, right in aligned[family.name]:
            found += _compare_item(family, left, right, sides)
    steps = align_timelines(gold, predicted, gold_side=sides.gold, predicted_side=sides.predicted)
    for step, other in steps:
        found += _compare_attributes(TIMELINE, step, other, sides)
    return found


def _compare_whole(gold: Case | None, predicted: Case | None, sides: _Sides) -> Comparison:
    values = (_summary(gold, sides.gold), _summary(predicted, sides.predicted))
    matched = frozenset(FIELDS[CASES]) if gold and predicted else frozenset()
    return Comparison(CASES, *values, matched, sides.case)


def _summary(case: Case | None, side: Side) -> Value | None:
    """Returns a case in one line: patient, drugs and events."""
    if case is None:
        return None
    values = [value for attribute in PATIENT for value in attribute.read(case, side)]
    items: tuple[Item, ...] = (*case.drugs, *case.events)
    values += [named(item, side) for item in items]
    return Value(
        shown=", ".join(value.shown for value in values) or case.id,
        keys=frozenset(),
        near=tuple(span for value in values for span in value.spans),
    )


def _names(family: Family, case: Case | None, side: Side) -> list[Value]:
    return [named(item, side) for item in items_in(family.name, case)]


def _with_aliases(sides: _Sides, pairs: Sequence[tuple[Item | None, Item | None]]) -> _Sides:
    """Gives aligned items one common id, so that what points at them can be compared."""
    gold, predicted = {}, {}
    for left, right in pairs:
        if left is not None:
            gold[left.id] = left.id
        if right is not None:
            predicted[right.id] = left.id if left is not None else f"predicted {right.id}"
    return _Sides(replace(sides.gold, alias=gold), replace(sides.predicted, alias=predicted), sides.case)


def _compare_item(
    family: Family, gold: Item | None, predicted: Item | None, sides: _Sides
) -> Iterator[Comparison]:
    left = named(gold, sides.gold) if gold is not None else None
    right = named(predicted, sides.predicted) if predicted is not None else None
    matched = matches(left, right) if left and right else frozenset()
    yield Comparison(family.name, left, right, matched, sides.case)
    for found in _compare_attributes(family.attributes, gold, predicted, sides):
        yield replace(
            found,
            field=f"{family.name}.{found.field}",
            gold=_belonging(found.gold, left),
            predicted=_belonging(found.predicted, right),
        )


def _belonging(value: Value | None, item: Value | None) -> Value | None:
    """Returns an attribute's value with the item's name, and its place where it has none."""
    if value is None or item is None:
        return value
    return replace(value, item=item.shown, near=value.near or item.spans or item.near)


def _compare_attributes(
    attributes: Sequence[Attribute], gold: object | None, predicted: object | None, sides: _Sides
) -> Iterator[Comparison]:
    for attribute in attributes:
        left = attribute.read(gold, sides.gold) if gold is not None else ()
        right = attribute.read(predicted, sides.predicted) if predicted is not None else ()
        yield from _compare_values(attribute, left, right, sides.case)


def _compare_values(
    attribute: Attribute, gold: Sequence[Value], predicted: Sequence[Value], case: str | None
) -> Iterator[Comparison]:
    """Compares the values of one field; those of a field with one value at most are paired as they are."""
    for left, right in align_values(gold, predicted, needed=attribute.many):
        matched = matches(left, right) & set(attribute.modes) if left and right else frozenset()
        yield Comparison(attribute.name, left, right, matched, case)
