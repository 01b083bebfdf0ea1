"""Cases as rows: patients, conditions, drugs, events, therapies, timeline."""

from __future__ import annotations

from caseline.schema.case import (
    Case,
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
from caseline.store.sheets import NO_ITEM, Owner, Sheets, Value
from caseline.store.values import (
    UNKNOWN,
    age_in_years,
    duration_in_days,
    integer_of,
    key_of,
    latency_from,
    maybe_text,
    number_of,
    onset_in_days,
    text_of,
)

_NO_LENGTH = (None,) * 9
_NO_ANCHOR = (None,) * 5


def add_case(sheets: Sheets, case: Case, place: int) -> None:
    """Adds the rows of a case."""
    sheets.add("cases", case.id, place, maybe_text(case.relation), *_outcome(case.outcome))
    if case.outcome:
        sheets.evidence(case.outcome.evidence, case.id, NO_ITEM, "outcome")
    _add_patient(sheets, case.id, case.patient)
    for at, condition in enumerate(case.conditions):
        _add_condition(sheets, case.id, condition, at)
    for at, drug in enumerate(case.drugs):
        _add_drug(sheets, case.id, drug, at)
    for at, event in enumerate(case.events):
        _add_event(sheets, case.id, event, at)
    for at, therapy in enumerate(case.therapies):
        _add_therapy(sheets, case.id, therapy, at)
    for at, step in enumerate(case.timeline):
        _add_step(sheets, case.id, step, at)


def _add_patient(sheets: Sheets, case: str, patient: Patient) -> None:
    age, sex, ethnicity = patient.age, patient.sex, patient.ethnicity
    told: tuple[Value, ...] = (None,) * 5
    if age:
        numbers = (number_of(age.value), number_of(age.low), number_of(age.high))
        told = (text_of(age.text), *numbers, age.unit and str(age.unit))
        sheets.evidence(age.evidence, case, NO_ITEM, "age")
    if sex:
        sheets.evidence(sex.evidence, case, NO_ITEM, "sex")
    if ethnicity:
        sheets.evidence(ethnicity.evidence, case, NO_ITEM, "ethnicity")
    sheets.add(
        "patients",
        case,
        *told,
        *age_in_years(age),
        None if sex is None else str(sex.value),
        None if ethnicity is None else text_of(ethnicity.value),
    )
    for place, conflict in enumerate(patient.conflicts):
        for at, value in enumerate(conflict.values or (None,)):
            sheets.add("conflicts", case, place, at, text_of(conflict.field), maybe_text(value))
        sheets.evidence(conflict.evidence, case, NO_ITEM, "conflict", place)


def _add_condition(sheets: Sheets, case: str, condition: Condition, place: int) -> None:
    sheets.add("conditions", case, *_named(condition, place), str(condition.role))
    owner: Owner = (condition.id, None, None, None)
    _add_support(sheets, case, condition, owner)


def _add_drug(sheets: Sheets, case: str, drug: Drug, place: int) -> None:
    sheets.add(
        "drugs",
        case,
        *_named(drug, place),
        str(drug.role),
        drug.indication,
        maybe_text(drug.action_taken),
        maybe_text(drug.dechallenge),
        maybe_text(drug.rechallenge),
        maybe_text(drug.start),
        maybe_text(drug.stop),
    )
    owner: Owner = (None, drug.id, None, None)
    _add_support(sheets, case, drug, owner)
    for at, dose in enumerate(drug.doses):
        sheets.add(
            "doses",
            case,
            drug.id,
            at,
            integer_of(dose.ordinal),
            dose.kind and str(dose.kind),
            number_of(dose.amount),
            maybe_text(dose.unit),
            maybe_text(dose.route),
            maybe_text(dose.frequency),
        )
        sheets.evidence(dose.evidence, case, owner, "dose", at)


def _add_event(sheets: Sheets, case: str, event: Event, place: int) -> None:
    cause = event.causality
    judged: tuple[Value, ...] = (None,) * 4
    if cause:
        method = cause.method and str(cause.method)
        judged = (str(cause.value), text_of(cause.text), method, integer_of(cause.score))
    sheets.add(
        "events",
        case,
        *_named(event, place),
        maybe_text(event.severity),
        str(event.certainty),
        maybe_text(event.grade),
        *_moment(event.onset),
        *_duration(event.duration),
        *_outcome(event.outcome),
        *judged,
    )
    owner: Owner = (None, None, event.id, None)
    _add_support(sheets, case, event, owner)
    for field in ("onset", "duration", "outcome", "causality"):
        held: Onset | None = getattr(event, field)
        if held:
            sheets.evidence(held.evidence, case, owner, field)
    sheets.listed("body_sites", event.body_sites, case, event.id)
    sheets.listed("findings", event.findings, case, event.id)
    sheets.listed("seriousness", event.seriousness, case, event.id)
    days = onset_in_days(event.onset)
    for at, drug in enumerate(event.suspects):
        since = latency_from(event, drug)
        latency = (str(since), *days) if since else (None, *UNKNOWN)
        sheets.add("event_suspects", case, event.id, at, drug, judged[0], *latency)


def _add_therapy(sheets: Sheets, case: str, therapy: Therapy, place: int) -> None:
    sheets.add(
        "therapies",
        case,
        *_named(therapy, place),
        str(therapy.kind),
        maybe_text(therapy.response),
        *_moment(therapy.start),
        *_duration(therapy.duration),
    )
    owner: Owner = (None, None, None, therapy.id)
    _add_support(sheets, case, therapy, owner)
    if therapy.start:
        sheets.evidence(therapy.start.evidence, case, owner, "start")
    if therapy.duration:
        sheets.evidence(therapy.duration.evidence, case, owner, "duration")
    for at, event in enumerate(therapy.for_events):
        sheets.add("therapy_events", case, therapy.id, at, event)


def _add_step(sheets: Sheets, case: str, step: TimelineEntry, place: int) -> None:
    days = (number_of(step.day), number_of(step.low), number_of(step.high))
    sheets.add(
        "timeline",
        case,
        place,
        text_of(step.kind),
        step.ref,
        text_of(step.text),
        *days,
        maybe_text(step.date),
    )
    sheets.evidence(step.evidence, case, NO_ITEM, "timeline", place)


def _add_support(sheets: Sheets, case: str, item: Condition | Drug | Event | Therapy, owner: Owner) -> None:
    sheets.codes(item.codes, case, owner)
    sheets.evidence(item.evidence, case, owner, "name")


def _named(item: Condition | Drug | Event | Therapy, place: int) -> tuple[Value, ...]:
    return item.id, place, text_of(item.name), key_of(item.name)


def _outcome(outcome: Outcome | None) -> tuple[Value, Value]:
    return (str(outcome.status), maybe_text(outcome.text)) if outcome else (None, None)


def _told(length: Duration | Onset) -> tuple[Value, ...]:
    return (
        text_of(length.text),
        number_of(length.value),
        number_of(length.low),
        number_of(length.high),
        length.unit and str(length.unit),
        maybe_text(length.iso8601),
        length.approximate,
    )


def _duration(duration: Duration | None) -> tuple[Value, ...]:
    return (*_told(duration), *duration_in_days(duration)) if duration else _NO_LENGTH


def _moment(onset: Onset | None) -> tuple[Value, ...]:
    if onset is None:
        return (*_NO_LENGTH, None, *_NO_ANCHOR)
    anchor = onset.anchor
    at = (
        _NO_ANCHOR
        if anchor is None
        else (
            str(anchor.kind),
            integer_of(anchor.ordinal),
            anchor.drug,
            anchor.event,
            maybe_text(anchor.date),
        )
    )
    return (*_told(onset), *onset_in_days(onset), onset.relation and str(onset.relation), *at)
