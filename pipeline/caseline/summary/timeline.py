"""The course of a case as steps in order, from the record's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseline.printable import printable
from caseline.schema.base import Number
from caseline.schema.case import (
    AnchorKind,
    Case,
    Event,
    Onset,
    Relation,
    TimelineEntry,
    TimelineKind,
    TimeUnit,
)
from caseline.summary.words import (
    dose_words,
    duration_words,
    joined,
    onset_words,
    outcome_words,
)

_DAYS = {
    TimeUnit.YEAR: 365.25,
    TimeUnit.MONTH: 30.44,
    TimeUnit.WEEK: 7.0,
    TimeUnit.DAY: 1.0,
    TimeUnit.HOUR: 1 / 24,
    TimeUnit.MINUTE: 1 / 1440,
    TimeUnit.SECOND: 1 / 86400,
}
_VERBS: Mapping[str, str] = {
    TimelineKind.START: "start of {}",
    TimelineKind.DOSE: "dose of {}",
    TimelineKind.STOP: "{} stopped",
    TimelineKind.ONSET: "onset of {}",
    TimelineKind.ADMISSION: "admission",
    TimelineKind.THERAPY: "treated with {}",
    TimelineKind.OUTCOME: "outcome {}",
    TimelineKind.FOLLOW_UP: "follow-up",
}
_UNKNOWN = float("inf")


@dataclass(frozen=True)
class Step:
    """One line of the timeline: when, and what happened then."""

    when: str
    what: str


@dataclass(frozen=True, order=True)
class _Place:
    """Where a step stands: by numbered dose, then before or after it, then by distance in days."""

    ordinal: float
    side: int
    days: float


def timeline(case: Case) -> list[Step]:
    """Returns the record's own timeline, or one made of exposure, onsets, therapies and outcome.

    Steps of one kind at one time are a line. Events that the record's timeline lacks follow it.
    """
    if case.timeline:
        return [*_own(case), *_untimed(case)]
    return [*_exposure_and_onsets(case), *_therapies(case), *_end(case)]


def names_by_id(case: Case) -> dict[str, str]:
    """Returns the name behind the id of each drug, event and condition."""
    drugs = {drug.id: drug.name for drug in case.drugs}
    events = {event.id: event.name for event in case.events}
    return drugs | events | {condition.id: condition.name for condition in case.conditions}


def _own(case: Case) -> list[Step]:
    names = names_by_id(case) | {therapy.id: therapy.name for therapy in case.therapies}
    together: dict[tuple[str, str], list[TimelineEntry]] = {}
    for entry in case.timeline:
        together.setdefault((_entry_time(entry), entry.kind), []).append(entry)
    return [
        Step(when=when, what=_happened(kind, entries, names)) for (when, kind), entries in together.items()
    ]


def _untimed(case: Case) -> list[Step]:
    told = {entry.ref for entry in case.timeline if entry.kind == TimelineKind.ONSET}
    left = [event for event in case.events if event.id not in told]
    return [Step("time not stated", f"onset of {joined(map(_event_name, left))}")] if left else []


def _entry_time(entry: TimelineEntry) -> str:
    """Returns "day 3", "day 1 to 4", "from day 1", "by day 3", with the date where there is one."""
    if entry.day is not None:
        day = f"day {entry.day:g}"
    elif entry.low is not None and entry.high is not None:
        day = f"day {entry.low:g} to {entry.high:g}"
    elif entry.low is not None:
        day = f"from day {entry.low:g}"
    else:
        day = f"by day {entry.high:g}" if entry.high is not None else ""
    return " · ".join(part for part in (day, printable(entry.date or "")) if part) or "day not stated"


def _happened(kind: str, entries: Sequence[TimelineEntry], names: Mapping[str, str]) -> str:
    """Returns what happened in words, with the wording of the report where it says more."""
    of = joined(dict.fromkeys(printable(names.get(entry.ref or "", "")) for entry in entries if entry.ref))
    words = _VERBS.get(kind)
    what = (f"{printable(kind)} {of}" if words is None else words.replace("{}", of)).strip()
    told = dict.fromkeys(printable(entry.text) for entry in entries)
    said = "; ".join(text for text in told if text.lower() not in what.lower())
    return f"{what} (“{said}”)" if said else what


def _exposure_and_onsets(case: Case) -> list[Step]:
    placed = [*_exposures(case), *_onsets(case)]
    # The sort is stable: steps of one place stay in the record's order.
    placed.sort(key=lambda item: item[0])
    return [step for _, step in placed]


def _exposures(case: Case) -> list[tuple[_Place, Step]]:
    placed = []
    for drug in case.drugs:
        name = f"{printable(drug.name)} ({drug.role})"
        numbered = [dose for dose in drug.doses if dose.ordinal]
        for dose in numbered:
            placed.append((_Place(float(dose.ordinal or 0), 0, 0), Step(dose_words(dose), name)))
        if not numbered:
            when = printable(drug.start) if drug.start else "exposure"
            what = "; ".join([name, *filter(None, map(dose_words, drug.doses))])
            placed.append((_Place(0, 0, 0), Step(when, what)))
    return placed


def _onsets(case: Case) -> list[tuple[_Place, Step]]:
    names = names_by_id(case)
    together: dict[str, list[Event]] = {}
    for event in case.events:
        when = onset_words(event.onset, names) if event.onset else "time not stated"
        together.setdefault(when, []).append(event)
    return [
        (_onset_place(events[0].onset), Step(when, f"onset of {joined(map(_event_name, events))}"))
        for when, events in together.items()
    ]


def _event_name(event: Event) -> str:
    return printable(event.name)


def _onset_place(onset: Onset | None) -> _Place:
    if onset is None:
        return _Place(_UNKNOWN, 2, _UNKNOWN)
    known = (number for number in (onset.value, onset.low, onset.high) if number is not None)
    days = _days(next(known, None), onset.unit)
    anchor = onset.anchor
    if anchor is None or anchor.kind is AnchorKind.EVENT:
        return _Place(_UNKNOWN, 0, days)
    if onset.relation is Relation.BEFORE:
        return _Place(float(anchor.ordinal or 0), -1, -days)
    # Without an ordinal it may be any exposure, so it comes after those that are numbered.
    side = 1 if anchor.ordinal or anchor.kind is AnchorKind.STOP else -1
    return _Place(float(anchor.ordinal or _UNKNOWN), side, days)


def _days(value: Number | None, unit: TimeUnit | None) -> float:
    return value * _DAYS[unit] if value is not None and unit is not None else _UNKNOWN


def _therapies(case: Case) -> list[Step]:
    together: dict[str, list[str]] = {}
    for therapy in case.therapies:
        when = f"over {duration_words(therapy.duration)}" if therapy.duration else "then"
        together.setdefault(when, []).append(printable(therapy.name))
    return [Step(when, f"treated with {joined(names)}") for when, names in together.items()]


def _end(case: Case) -> list[Step]:
    return [Step("at the end", outcome_words(case.outcome))] if case.outcome else []


def event_names(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Returns the events behind `ids` as a phrase."""
    return joined(printable(names[event_id]) for event_id in ids)
