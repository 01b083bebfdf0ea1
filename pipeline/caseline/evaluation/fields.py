"""The fields that are scored, and how the values of each are read from a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from caseline.evaluation.parts import (
    Side,
    anchor,
    choice,
    days,
    dose,
    dose_parts,
    reference,
    stated,
    step,
    time,
    wording,
)
from caseline.evaluation.values import Mode, Value
from caseline.schema import Case, Document, Label
from caseline.schema.case import Condition, Drug, Event, Therapy, TimelineEntry

Values = tuple[Value, ...]
PRINTED = (Mode.EXACT, Mode.RELAXED, Mode.NORMALISED)
IDENTIFIER = (Mode.EXACT, Mode.NORMALISED)
CHOSEN = (Mode.NORMALISED,)
PLACED = (Mode.EXACT, Mode.RELAXED)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A scored field of a case, of one of its items, or of the document.

    Args:
        name: Its name below the item's, such as `role`.
        modes: The modes that it has; a closed list of values has the normalised one only.
        read: Returns its values.
        many: Whether it may hold several, which are then aligned; else the two sides' are compared.
    """

    name: str
    modes: tuple[Mode, ...]
    read: Callable[[Any, Side], Values]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """A list of items in a case, with the fields of each item."""

    name: str
    attributes: tuple[Attribute, ...]


def _one(value: Value | None) -> Values:
    return () if value is None else (value,)


def _age(case: Case, side: Side) -> Values:
    part = case.patient.age
    return () if part is None else (time(part, side),)


def _sex(case: Case, side: Side) -> Values:
    part = case.patient.sex
    return () if part is None else (replace(choice(part.value.value), spans=side.spans(part.evidence)),)


def _ethnicity(case: Case, side: Side) -> Values:
    part = case.patient.ethnicity
    return () if part is None else (wording(part.value, side.spans(part.evidence)),)


def _conflicts(case: Case, side: Side) -> Values:
    return tuple(
        replace(choice(part.field), spans=side.spans(part.evidence)) for part in case.patient.conflicts
    )


def _kinship(case: Case, _side: Side) -> Values:
    return () if case.relation is None else (choice(case.relation),)


def _outcome(part: Case | Event, side: Side) -> Values:
    return () if part.outcome is None else (stated(part.outcome, side),)


def _role(part: Condition | Drug, _side: Side) -> Values:
    return (choice(part.role.value),)


def _indication(drug: Drug, side: Side) -> Values:
    return () if drug.indication is None else (reference(drug.indication, side),)


def _doses(drug: Drug, side: Side) -> Values:
    return tuple(dose(part, side) for part in drug.doses)


def _said(name: str) -> Callable[[Drug, Side], Values]:
    def read(drug: Drug, _side: Side) -> Values:
        value = getattr(drug, name)
        return () if value is None else (choice(value),)

    return read


def _dose_part(name: str) -> Callable[[Drug, Side], Values]:
    """Returns a reader of one part of all doses, each value once, however they are grouped."""

    def read(drug: Drug, side: Side) -> Values:
        found: dict[str, Value] = {}
        for part in drug.doses:
            text = dose_parts(part).get(name)
            if text is not None and text not in found:
                found[text] = replace(choice(text), near=side.spans(part.evidence))
        return tuple(found.values())

    return read


def _body_sites(event: Event, _side: Side) -> Values:
    return tuple(wording(site) for site in event.body_sites)


def _severity(event: Event, _side: Side) -> Values:
    return () if event.severity is None else (wording(event.severity),)


def _certainty(event: Event, _side: Side) -> Values:
    return (choice(event.certainty.value),)


def _onset(event: Event, side: Side) -> Values:
    return () if event.onset is None else (time(event.onset, side),)


def _relation(event: Event, side: Side) -> Values:
    if event.onset is None or event.onset.relation is None:
        return ()
    return (replace(choice(event.onset.relation.value), spans=side.spans(event.onset.evidence)),)


def _anchor(event: Event, side: Side) -> Values:
    return () if event.onset is None else _one(anchor(event.onset, side))


def _duration(part: Event | Therapy, side: Side) -> Values:
    return () if part.duration is None else (time(part.duration, side),)


def _causality(event: Event, side: Side) -> Values:
    return () if event.causality is None else (stated(event.causality, side),)


def _method(event: Event, side: Side) -> Values:
    part = event.causality
    if part is None or part.method is None:
        return ()
    return (replace(choice(part.method.value), spans=side.spans(part.evidence)),)


def _score(event: Event, side: Side) -> Values:
    part = event.causality
    if part is None or part.score is None:
        return ()
    return (replace(choice(str(part.score)), spans=side.spans(part.evidence)),)


def _seriousness(event: Event, _side: Side) -> Values:
    return tuple(choice(criterion) for criterion in event.seriousness)


def _grade(event: Event, _side: Side) -> Values:
    return () if event.grade is None else (choice(event.grade),)


def _findings(event: Event, _side: Side) -> Values:
    return tuple(wording(found) for found in event.findings)


def _suspects(event: Event, side: Side) -> Values:
    return tuple(reference(key, side) for key in event.suspects)


def _kind(therapy: Therapy, _side: Side) -> Values:
    return (choice(therapy.kind.value),)


def _for_events(therapy: Therapy, side: Side) -> Values:
    return tuple(reference(key, side) for key in therapy.for_events)


def _response(therapy: Therapy, _side: Side) -> Values:
    return () if therapy.response is None else (wording(therapy.response),)


def _start(therapy: Therapy, side: Side) -> Values:
    return () if therapy.start is None else (time(therapy.start, side),)


def _step(entry: TimelineEntry, side: Side) -> Values:
    return (step(entry, side),)


def _day(entry: TimelineEntry, side: Side) -> Values:
    return _one(days(entry, side))


def _date(entry: TimelineEntry, side: Side) -> Values:
    return () if entry.date is None else (replace(choice(entry.date), spans=side.spans(entry.evidence)),)


def _plain(name: str) -> Callable[[Document, Side], Values]:
    def read(document: Document, _side: Side) -> Values:
        value = getattr(document, name)
        return () if value is None else (wording(str(value)),)

    return read


def _keywords(document: Document, _side: Side) -> Values:
    return tuple(wording(word) for word in document.keywords)


PATIENT: tuple[Attribute, ...] = (
    Attribute("patient.age", PRINTED, _age),
    Attribute("patient.sex", CHOSEN, _sex),
    Attribute("patient.ethnicity", PRINTED, _ethnicity),
)
# Of a case too, but nothing that tells one case from another.
WHOLE: tuple[Attribute, ...] = (
    Attribute("patient.conflicts", CHOSEN, _conflicts, many=True),
    Attribute("relation", CHOSEN, _kinship),
    Attribute("outcome.status", PRINTED, _outcome),
)
FAMILIES: tuple[Family, ...] = (
    Family("conditions", (Attribute("role", CHOSEN, _role),)),
    Family(
        "drugs",
        (
            Attribute("role", CHOSEN, _role),
            Attribute("indication", CHOSEN, _indication),
            Attribute("doses", CHOSEN, _doses, many=True),
            *(
                Attribute(f"doses.{name}", CHOSEN, _dose_part(name), many=True)
                for name in ("ordinal", "amount", "route", "frequency")
            ),
            *(
                Attribute(name, CHOSEN, _said(name))
                for name in ("action_taken", "dechallenge", "rechallenge", "start", "stop")
            ),
        ),
    ),
    Family(
        "events",
        (
            Attribute("body_sites", PRINTED, _body_sites, many=True),
            Attribute("severity", PRINTED, _severity),
            Attribute("certainty", CHOSEN, _certainty),
            Attribute("onset", PRINTED, _onset),
            Attribute("onset.relation", CHOSEN, _relation),
            Attribute("onset.anchor", CHOSEN, _anchor),
            Attribute("duration", PRINTED, _duration),
            Attribute("outcome", PRINTED, _outcome),
            Attribute("suspects", CHOSEN, _suspects, many=True),
            Attribute("causality", PRINTED, _causality),
            Attribute("causality.method", CHOSEN, _method),
            Attribute("causality.score", CHOSEN, _score),
            Attribute("seriousness", CHOSEN, _seriousness, many=True),
            Attribute("grade", CHOSEN, _grade),
            Attribute("findings", PRINTED, _findings, many=True),
        ),
    ),
    Family(
        "therapies",
        (
            Attribute("kind", CHOSEN, _kind),
            Attribute("for_events", CHOSEN, _for_events, many=True),
            Attribute("start", PRINTED, _start),
            Attribute("duration", PRINTED, _duration),
            Attribute("response", PRINTED, _response),
        ),
    ),
)
TIMELINE: tuple[Attribute, ...] = (
    Attribute("timeline", CHOSEN, _step),
    Attribute("timeline.day", CHOSEN, _day),
    Attribute("timeline.date", CHOSEN, _date),
)
DOCUMENT: tuple[Attribute, ...] = (
    Attribute("document.title", PRINTED, _plain("title")),
    *(Attribute(f"document.{name}", IDENTIFIER, _plain(name)) for name in ("doi", "pmid", "pmcid")),
    Attribute("document.journal", PRINTED, _plain("journal")),
    Attribute("document.year", IDENTIFIER, _plain("year")),
    Attribute("document.keywords", PRINTED, _keywords, many=True),
)
CASES, EXCLUDED = "cases", "mentions.excluded"


def mention_field(label: Label) -> str:
    """Returns the field that scores the mentions of a label."""
    return f"mentions.{label.value}"


def _modes() -> dict[str, tuple[Mode, ...]]:
    modes = {mention_field(label): PLACED for label in Label} | {EXCLUDED: PLACED, CASES: CHOSEN}
    modes |= {attribute.name: attribute.modes for attribute in PATIENT}
    for family in FAMILIES:
        modes[family.name] = PRINTED
        modes |= {f"{family.name}.{attribute.name}": attribute.modes for attribute in family.attributes}
    return modes | {attribute.name: attribute.modes for attribute in (*WHOLE, *TIMELINE, *DOCUMENT)}


# Every scored field with its modes, in the order of reports.
FIELDS: dict[str, tuple[Mode, ...]] = _modes()

# Fields that records have since schema 1.2.
SINCE_1_2: frozenset[str] = frozenset(
    {
        *(mention_field(label) for label in (Label.FINDING, Label.SERIOUSNESS)),
        *(attribute.name for attribute in TIMELINE),
        "patient.conflicts",
        "relation",
        "events.causality.method",
        "events.causality.score",
        "events.seriousness",
        "events.grade",
        "events.findings",
        "therapies.start",
    }
)


def deciding_mode(field: str) -> Mode:
    """Returns the mode whose failures are listed as differences: the normalised, else the relaxed one."""
    return Mode.NORMALISED if Mode.NORMALISED in FIELDS[field] else Mode.RELAXED
