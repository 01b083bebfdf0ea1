"""H.1: the case in plain sentences, made from the record alone.

All that E2B has no element for stands here: treatment of the events, severity, place, the course, words that were
too long for their element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from caseline.export.e2b.case import Told
from caseline.export.e2b.values import cut, plain
from caseline.export.facts.reference import vancouver
from caseline.export.facts.units import in_words
from caseline.schema.case import (
    Case,
    Causality,
    Condition,
    Drug,
    Duration,
    Event,
    Onset,
    Outcome,
    Patient,
    Therapy,
    TimelineEntry,
)

MOST: Final = 100_000


def narrative(told: Told) -> str:
    """Returns the narrative of a case: the same for the same record."""
    lines = [line for line in _lines(told) if line]
    return cut("\n".join(lines), MOST)


def _lines(told: Told) -> Iterator[str]:
    case = told.case
    reference = vancouver(told.document)
    yield f"Report from the literature: {plain(reference)}" if reference else "Report from the literature."
    yield _patient(case.patient)
    if case.relation is not None:
        yield f"The patient is the {plain(case.relation)} of another patient of this paper."
    conditions = [f"{plain(one.name)} ({one.role})" for one in case.conditions]
    yield _listed("Conditions", conditions)
    names = _Names(case)
    for drug in case.drugs:
        yield _drug(drug, names)
    for event in case.events:
        yield _event(event, names)
    for therapy in case.therapies:
        yield _therapy(therapy, names)
    steps = [_step(step, names) for step in case.timeline]
    if steps:
        yield "Course, day 1 being that of the first exposure to the suspect drug:"
        yield from (f"- {step}" for step in steps)
    if case.outcome is not None:
        yield f"Outcome of the case: {_outcome(case.outcome)}."
    yield "Written by software from a structured record of the paper; check it against the paper."


class _Names:
    """Names of a case's parts by their ids."""

    def __init__(self, case: Case) -> None:
        parts: tuple[Condition | Drug | Event | Therapy, ...] = (
            *case.conditions,
            *case.drugs,
            *case.events,
            *case.therapies,
        )
        self._names = {part.id: plain(part.name) for part in parts}

    def of(self, ids: Iterable[str]) -> str:
        """Returns names as a list in words."""
        return ", ".join(self._names[one] for one in ids)


def _listed(title: str, words: list[str]) -> str:
    return f"{title}: {'; '.join(words)}." if words else ""


def _sentence(start: str, parts: Iterable[str]) -> str:
    """Returns a start and what is said of it, parted by semicolons."""
    said = "; ".join(part for part in parts if part)
    return f"{start}: {said}." if said else f"{start}."


def _words(name: str, value: str | None) -> str:
    return f"{name} {plain(value)}" if value and plain(value) else ""


def _quoted(text: str | None) -> str:
    return f'"{plain(text)}"' if text and plain(text) else ""


def _patient(patient: Patient) -> str:
    parts = [
        "" if patient.age is None else f"age {_quoted(patient.age.text) or 'told'}",
        "" if patient.sex is None else patient.sex.value,
        "" if patient.ethnicity is None else plain(patient.ethnicity.value),
    ]
    for conflict in patient.conflicts:
        told = ", ".join(map(plain, conflict.values))
        parts.append(f"the paper contradicts itself on {plain(conflict.field)}: {told}")
    return _sentence("Patient", parts)


def _drug(drug: Drug, names: _Names) -> str:
    doses = [
        " ".join(
            part
            for part in (
                "" if dose.kind is None else dose.kind.value,
                "" if dose.ordinal is None else f"number {dose.ordinal},",
                "" if dose.amount is None else str(dose.amount),
                plain(in_words(dose.unit)),
                plain(dose.frequency),
                plain(dose.route),
            )
            if part
        ).rstrip(",")
        for dose in drug.doses
    ]
    parts = [
        drug.role.value,
        "" if drug.indication is None else f"given for {names.of((drug.indication,))}",
        *doses,
        _words("from", drug.start),
        _words("to", drug.stop),
        _words("action taken:", drug.action_taken),
        _words("dechallenge", drug.dechallenge),
        _words("rechallenge", drug.rechallenge),
    ]
    return _sentence(f"Drug {plain(drug.name)}", parts)


def _event(event: Event, names: _Names) -> str:
    parts = [
        "" if event.certainty == "affirmed" else f"certainty: {event.certainty}",
        _words("at", ", ".join(map(plain, event.body_sites))),
        _words("severity:", event.severity),
        _words("grade", event.grade),
        _onset("began", event.onset, names),
        _duration("lasted", event.duration),
        _words("serious:", ", ".join(map(plain, event.seriousness))),
        _words("found:", ", ".join(map(plain, event.findings))),
        "" if not event.suspects else f"attributed to {names.of(event.suspects)}",
        "" if event.causality is None else _causality(event.causality),
        "" if event.outcome is None else f"outcome: {_outcome(event.outcome)}",
    ]
    return _sentence(f"Event {plain(event.name)}", parts)


def _causality(causality: Causality) -> str:
    parts = (
        f"causality {causality.value}",
        _quoted(causality.text),
        "" if causality.method is None else f"by {causality.method}",
        "" if causality.score is None else f"({causality.score} points)",
    )
    return " ".join(part for part in parts if part)


def _therapy(therapy: Therapy, names: _Names) -> str:
    aim = f" for {names.of(therapy.for_events)}" if therapy.for_events else ""
    parts = [
        therapy.kind.value,
        _onset("begun", therapy.start, names),
        _duration("given", therapy.duration),
        _words("response:", therapy.response),
    ]
    return _sentence(f"Treated with {plain(therapy.name)}{aim}", parts)


def _onset(verb: str, onset: Onset | None, names: _Names) -> str:
    if onset is None:
        return ""
    of = onset.anchor.drug or onset.anchor.event if onset.anchor is not None else None
    counted = f" (counted from {names.of((of,))})" if of is not None else ""
    return f"{verb} {_quoted(onset.text) or 'at a time not told'}{counted}"


def _duration(verb: str, duration: Duration | None) -> str:
    return "" if duration is None else f"{verb} {_quoted(duration.text) or 'for a time not told'}"


def _outcome(outcome: Outcome) -> str:
    return f"{outcome.status.replace('_', ' ')} {_quoted(outcome.text)}".rstrip()


def _step(step: TimelineEntry, names: _Names) -> str:
    day = "" if step.day is None else f"day {step.day}"
    if step.day is None and (step.low is not None or step.high is not None):
        bounds = (_words("at least", _told(step.low)), _words("at most", _told(step.high)))
        day = f"day {' and '.join(one for one in bounds if one)}"
    when = ", ".join(part for part in (day, plain(step.date)) if part)
    what = f"{plain(step.kind)}{f' of {names.of((step.ref,))}' if step.ref is not None else ''}"
    return " ".join(part for part in (f"{when}:" if when else "", what, _quoted(step.text)) if part)


def _told(number: float | None) -> str | None:
    return None if number is None else str(number)
