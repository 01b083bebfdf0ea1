"""What a time counts from: a dose, a start, the admission, or the step told just before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from caseline.cases.chronology import Point
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.ordinals import parse_ordinal
from caseline.cases.places import Places
from caseline.cases.reference_cues import (
    AFTER_CHANGE,
    AFTER_OPERATION,
    AFTERWARDS,
    AGO,
    ANEW,
    ANY_DOSE,
    DISCHARGED,
    GRAFT,
    HOSPITAL_DAY,
    ILLNESS,
    IN_HOSPITAL,
    LATER_DOSE,
    LIFE,
    NAMELESS,
    ONE_GIVING,
    THAT_DAY_OPERATED,
    THAT_ONE,
    TREATED,
)
from caseline.cases.tellings import (
    ADMISSION,
    AGAIN,
    CHANGE,
    COURSE,
    COURSES,
    DOSE,
    ONSET,
    START,
    STOP,
    THERAPY,
    Cast,
    Telling,
)
from caseline.cases.times import TimeStatement, is_age, is_visit
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.case import Anchor, AnchorKind, Relation
from caseline.schema.mention import Label

_POINT_KINDS = {
    AnchorKind.DOSE: DOSE,
    AnchorKind.COURSE: COURSE,
    AnchorKind.START: START,
    AnchorKind.STOP: STOP,
}
_ANCHOR_KINDS = {kind: anchor for anchor, kind in _POINT_KINDS.items()} | {
    ADMISSION: AnchorKind.ADMISSION,
    AGAIN: AnchorKind.DOSE,
    CHANGE: AnchorKind.DOSE,
}
_NAMES = frozenset({Label.DRUG, Label.THERAPY, Label.EVENT, Label.DISORDER})
OPERATION = "operation"
BIRTH = Point("birth")
DISCHARGE = Point("discharge")


# What a time is read to count from, one of BASES: a moment of its own, or the last told of some kinds.
_FIXED = {"admission": Point(ADMISSION), "birth": BIRTH, "discharge": DISCHARGE}
_TOLD_LAST = {
    "start": frozenset({START}),
    "dose": frozenset({DOSE, COURSE, AGAIN, CHANGE}),
    "stop": frozenset({STOP}),
    "onset": frozenset({ONSET}),
    "therapy": frozenset({THERAPY}),
}
_OF_SUSPECTS = frozenset({"start", "dose", "stop"})
_SURE = 0.4  # the least chance of what a time is read to count from
_LOOKED_AT = 100  # of what was told last
_LATER = frozenset({DOSE, COURSE, AGAIN, CHANGE})
_SIDE_BY_SIDE = 60  # characters between drugs given together


@dataclass(frozen=True)
class Reference:
    """The point that a time counts from, and the anchor that makes in the record."""

    point: Point | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True)
class Step:
    """The step told just before a time: its point, and the point of the case that names it."""

    point: Point
    name: Point | None = None


def reference_of(
    narrative: Narrative,
    statement: TimeStatement,
    current: Step | None,
    cast: Cast,
    told: Sequence[Telling],
    changes: Sequence[Point] = (),
) -> Reference:
    """Returns what a time counts from.

    Args:
        narrative: The text.
        statement: The time.
        current: The step told just before it, if there is one.
        cast: The parts of the case.
        told: What was told before without a time.
        changes: The changes of dose told before.
    """
    value = statement.value
    if statement.date is None and (statement.clock is not None or statement.weekday is not None):
        return Reference(None, None if current is None else _anchor_of(current.name))
    phrase = narrative.lowered[statement.start : statement.end]
    if statement.date is None and value.unit is not None and LIFE.search(phrase):
        return Reference(BIRTH, Anchor(kind=AnchorKind.EVENT))
    changed = _changed(statement, cast, changes) if AFTER_CHANGE.search(phrase) else None
    if changed is not None:
        return Reference(changed, _anchor_of(changed))
    if statement.anchor is not None and not (statement.anchor.kind is AnchorKind.DATE and value.unit is None):
        return _anchored(narrative, statement, cast)
    if statement.date is not None:
        date = statement.date.iso
        return Reference(None, Anchor(kind=AnchorKind.DATE, date=date))
    if value.is_position and HOSPITAL_DAY.search(phrase):
        return Reference(Point(ADMISSION), Anchor(kind=AnchorKind.ADMISSION))
    read = _read(statement, current, cast, told)
    if read is not None:
        return read
    if value.relation is Relation.AT and value.unit is None and THAT_DAY_OPERATED.search(phrase):
        return Reference(Point(OPERATION), Anchor(kind=AnchorKind.EVENT))
    if value.is_position:
        return _counted(statement, phrase, cast, told)
    if value.relation is Relation.BEFORE:
        step = Step(Point(ADMISSION), Point(ADMISSION)) if AGO.search(phrase) or current is None else current
        return Reference(step.point, _anchor_of(step.name))
    aged = is_visit(statement) and is_age(narrative, statement)
    if (
        value.relation in {Relation.AFTER, Relation.WITHIN}
        or value.fuzzy is not None
        or (is_visit(statement) and not aged)
    ):
        return Reference() if current is None else Reference(current.point, _anchor_of(current.name))
    return Reference()


def ended(tellings: Sequence[Telling]) -> tuple[Telling, ...]:
    """Returns what ends on the last day of a stretch: a drug begun on its first is stopped, who was admitted goes home."""
    ends = {START: STOP, ADMISSION: DISCHARGE.kind}
    return tuple(
        replace(each, point=Point(ends[each.point.kind], each.point.ref))
        for each in tellings
        if each.point.kind in ends
    )


def from_start(
    narrative: Narrative, statement: TimeStatement, current: Step | None, cast: Cast, told: Sequence[Telling]
) -> Point | None:
    """Returns the first suspect's start, where a length is read to count from there and no words say from what else."""
    value = statement.value
    base = statement.mention.counts_from if statement.mention.surely[1] >= _SURE else ""
    told_ago = value.relation is Relation.BEFORE or (value.is_position and current is not None)
    is_length = statement.date is None and value.unit is not None and not told_ago
    if not is_length or not cast.suspects:
        return None
    later = any(each.point.kind in _LATER for each in told[-_LOOKED_AT:])
    again = LATER_DOSE.search(narrative.lowered, statement.start, statement.end) is not None
    opens = base == "told" and current is None
    counts = base == "start" or ((base == "dose" or opens) and not later and not again)
    return Point(START, cast.suspects[0]) if counts else None


def counts_from_itself(
    statement: TimeStatement,
    reference: Reference,
    mine: Sequence[Telling],
    told: Sequence[Telling],
    cast: Cast,
) -> bool:
    """Says whether a day would count from the start that it dates: "on day 4 X was given" is day 4 of something else."""
    point = reference.point
    if (
        point is None
        or point.kind != START
        or not statement.value.is_position
        or statement.anchor is not None
    ):
        return False
    named = any(statement.holds(mention) for mention in cast.drugs.get(point.ref, ()))
    return not named and any(e.point == point for e in mine) and not any(e.point == point for e in told)


def _read(
    statement: TimeStatement, current: Step | None, cast: Cast, told: Sequence[Telling]
) -> Reference | None:
    """Returns what a time whose words do not say it is read to count from, None where that does not settle it."""
    base = statement.mention.counts_from if statement.mention.surely[1] >= _SURE else ""
    if statement.value.relation is Relation.BEFORE and base not in {"onset", "admission"}:
        return None
    if base == "told":
        return None if current is None else Reference(current.point, _anchor_of(current.name))
    if base in _FIXED:
        return Reference(_FIXED[base], _anchor_of(_FIXED[base]))
    if base not in _TOLD_LAST:
        return None
    drug = _named(cast.drugs, statement)
    if (
        base != "start"
        and current is not None
        and current.name is not None
        and _fits(current.name, base, cast)
    ):
        return Reference(current.point, _anchor_of(current.name))  # its point may be a time that was told
    point = _last_told(told, base, cast)
    if base == "start":
        key = drug or (point.ref if point is not None else next(iter(cast.suspects), None))
        point = None if key is None else Point(START, key)
    return None if point is None else Reference(point, _anchor_of(point))


def _last_told(told: Sequence[Telling], base: str, cast: Cast) -> Point | None:
    """Returns what a base was told of last; of drugs told begun side by side the first suspect."""
    found: list[Telling] = []
    for each in reversed(told[-_LOOKED_AT:]):
        if found and (
            base != "start" or found[-1].start - each.end > _SIDE_BY_SIDE or each.point.kind != START
        ):
            break
        if _fits(each.point, base, cast):
            found.append(each)
    return min(found, key=lambda each: cast.suspected.get(each.point.ref, 0)).point if found else None


def _fits(point: Point, base: str, cast: Cast) -> bool:
    """Says whether a time that counts from such a base may count from a point."""
    return point.kind in _TOLD_LAST[base] and (base not in _OF_SUSPECTS or point.ref in cast.suspected)


def _anchored(narrative: Narrative, statement: TimeStatement, cast: Cast) -> Reference:
    """Reads the anchor in the words; a dose or a start without a name is the suspect's."""
    text = statement.anchor
    if text is None:
        return Reference()
    if text.kind is AnchorKind.ADMISSION:
        return Reference(Point(ADMISSION), Anchor(kind=text.kind))
    if text.kind is AnchorKind.DATE:
        date = statement.date.iso if statement.date else None
        return Reference(Point("date"), Anchor(kind=text.kind, date=date))
    event = _named(cast.events, statement)
    phrase = narrative.lowered[statement.start : statement.end]
    named = _named(cast.drugs, statement)
    if text.kind is AnchorKind.EVENT and event is None and named is not None:
        kind = AGAIN if ANEW.search(phrase) else START
        return Reference(Point(kind, named), Anchor(kind=AnchorKind.START, drug=named))
    if text.kind is AnchorKind.EVENT:
        therapy = _named(cast.therapies, statement)
        point = Point(ONSET, event) if event else Point(THERAPY, therapy) if therapy else _place(phrase)
        return Reference(point, Anchor(kind=text.kind, event=event))
    drug = _drug(narrative, statement, cast)
    if text.kind is AnchorKind.START and ONE_GIVING.search(phrase):
        ordinal = _dose_meant(narrative, statement, AnchorKind.DOSE)
        text = replace(text, kind=AnchorKind.DOSE, ordinal=ordinal) if ordinal else text
    if drug is None:
        therapy = _named(cast.therapies, statement)
        point = Point(THERAPY, therapy) if therapy and text.kind is not AnchorKind.STOP else None
        return Reference(point, Anchor(kind=text.kind, ordinal=text.ordinal))
    ordinal = text.ordinal
    if ordinal is None and text.kind in {AnchorKind.DOSE, AnchorKind.COURSE} and not ANY_DOSE.search(phrase):
        ordinal = _dose_meant(narrative, statement, text.kind)
        if ordinal is None and text.kind is AnchorKind.DOSE and THAT_ONE.search(phrase):
            ordinal = _dose_meant(narrative, statement, AnchorKind.COURSE)
            text = text if ordinal is None else replace(text, kind=AnchorKind.COURSE)
    anchor = Anchor(kind=text.kind, ordinal=ordinal, drug=drug)
    if text.kind is AnchorKind.START and ANEW.search(phrase):
        return Reference(Point(AGAIN, drug), anchor)
    if text.kind is AnchorKind.START and AFTERWARDS.search(phrase):
        return Reference(Point(STOP, drug), anchor)
    number = ordinal or int(text.kind in {AnchorKind.DOSE, AnchorKind.COURSE} and not ANY_DOSE.search(phrase))
    return Reference(Point(_POINT_KINDS[text.kind], drug, number), anchor)


def _place(phrase: str) -> Point | None:
    """Returns the moment without a place in the record that a phrase counts from."""
    if DISCHARGED.search(phrase):
        return DISCHARGE
    return Point(OPERATION) if AFTER_OPERATION.search(phrase) else None


def _changed(statement: TimeStatement, cast: Cast, changes: Sequence[Point]) -> Point | None:
    """Returns the change of dose told last, of the drug that the phrase names if it names one."""
    drug = _named(cast.drugs, statement)
    last = next((each for each in reversed(changes) if drug in {None, each.ref}), None)
    if last is not None:
        return last
    key = drug or next(iter(cast.suspects), None)
    return None if key is None else Point(CHANGE, key, statement.start)


def _named(parts: Mapping[str, Sequence[Found]], statement: TimeStatement) -> str | None:
    return next(iter(Places.of(parts).keys_inside(statement.start, statement.end)), None)


def _drug(narrative: Narrative, statement: TimeStatement, cast: Cast) -> str | None:
    """Returns the drug that a phrase names, or the suspect meant by one that names none."""
    text = statement.anchor
    drug = _named(cast.drugs, statement)
    if drug is not None or text is None:
        return drug
    if text.drug_text:
        wanted = fold(text.drug_text)
        known = next(
            (key for key, found in cast.drugs.items() if any(fold(m.text) in wanted for m in found)), None
        )
        # "After starting the gel", "after a week of continuous therapy": no drug by name, so the suspect.
        if known is not None or not _is_nameless(narrative, statement, text.drug_text):
            return known
    sentence = narrative.sentence_of(statement.mention)
    near: dict[str, int] = {}
    for key, mention in Places.of(cast.drugs).inside(sentence.start, sentence.end):
        distance = abs(mention.start - statement.start)
        near[key] = min(distance, near.get(key, distance))
    suspected = [key for key in near if key in cast.suspected]
    ranked = sorted(suspected, key=lambda key: cast.suspected[key])
    return min(ranked, key=lambda key: near[key]) if ranked else next(iter(cast.suspects), None)


def _is_nameless(narrative: Narrative, statement: TimeStatement, drug_text: str) -> bool:
    """Says whether a phrase speaks of a drug, or of treatment, and names nothing at all."""
    if NAMELESS.fullmatch(drug_text.lower()):
        return True
    held = [
        mention for mention in narrative.by_sentence[statement.mention.sentence] if statement.holds(mention)
    ]
    named = any(mention.label in _NAMES for mention in held)
    return not named and TREATED.search(narrative.lowered, statement.start, statement.end) is not None


def _dose_meant(narrative: Narrative, statement: TimeStatement, kind: AnchorKind) -> int | None:
    """Returns the number of the dose told last before "the injection"."""
    counted = narrative.once(_counted_doses)[kind is AnchorKind.COURSE]
    place = bisect_right(counted, statement.start, key=itemgetter(0))
    return counted[place - 1][1] if place else None


def _counted_doses(narrative: Narrative) -> tuple[list[tuple[int, int | None]], list[tuple[int, int | None]]]:
    """Returns where numbered doses end, with their number, and numbered courses, each in order of their ends."""
    doses: list[tuple[int, int | None]] = []
    courses: list[tuple[int, int | None]] = []
    for mention in narrative.mentions:
        value = parse_ordinal(mention.text) if mention.label is Label.DOSE_ORDINAL else None
        if value is not None:
            (courses if value.kind in COURSES else doses).append((mention.end, value.ordinal))
    return doses, courses


def _counted(statement: TimeStatement, phrase: str, cast: Cast, told: Sequence[Telling]) -> Reference:
    """Reads "day 8": of the hospital stay, after the operation, or else of the drug."""
    if ILLNESS.search(phrase):
        return Reference(None, Anchor(kind=AnchorKind.EVENT))
    if IN_HOSPITAL.search(phrase):
        return Reference(Point(ADMISSION), Anchor(kind=AnchorKind.ADMISSION))
    if statement.value.from_zero and AFTER_OPERATION.search(phrase):
        return Reference(Point(OPERATION), Anchor(kind=AnchorKind.EVENT))
    if statement.value.from_zero and (graft := _grafted(cast)) is not None:
        return Reference(Point(THERAPY, graft), Anchor(kind=AnchorKind.EVENT))
    drug = _named(cast.drugs, statement)
    if drug is not None:
        return Reference(Point(START, drug), Anchor(kind=AnchorKind.START, drug=drug))
    if any(each.point.kind == ADMISSION for each in told):
        return Reference(Point(ADMISSION), Anchor(kind=AnchorKind.ADMISSION))
    last = next((each.point for each in reversed(told) if each.point.kind in {START, DOSE, COURSE}), None)
    point = last or (Point(START, cast.suspects[0]) if cast.suspects else None)
    return Reference(point, None if point is None else _anchor_of(point))


def _grafted(cast: Cast) -> str | None:
    """Returns the transplantation that "day +30" counts from."""
    return next(
        (key for key, found in cast.therapies.items() if any(GRAFT.search(m.lowered) for m in found)), None
    )


def _anchor_of(point: Point | None) -> Anchor | None:
    """Returns the anchor that a step told before makes in the record; one of no name is an event."""
    if point is None:
        return Anchor(kind=AnchorKind.EVENT)
    kind = _ANCHOR_KINDS.get(point.kind)
    if kind is AnchorKind.ADMISSION:
        return Anchor(kind=kind)
    if kind is not None:
        ordinal = point.number if point.kind in {DOSE, COURSE} and point.number else None
        return Anchor(kind=kind, ordinal=ordinal, drug=point.ref)
    return Anchor(kind=AnchorKind.EVENT, event=point.ref if point.kind == ONSET else None)
