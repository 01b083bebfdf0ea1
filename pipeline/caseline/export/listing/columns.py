"""The columns of the listing: their names, how wide they are shown, and what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from caseline.export.codes import code_line
from caseline.export.facts.age import age_group
from caseline.export.facts.latency import Interval, latency_of
from caseline.export.facts.reference import vancouver
from caseline.export.listing import words
from caseline.export.listing.cells import Cell, clean, joined, of_parts
from caseline.export.listing.told import Told
from caseline.schema.base import Code
from caseline.schema.case import (
    Age,
    ConditionRole,
    Drug,
    DrugRole,
    Duration,
    Ethnicity,
    Event,
    Onset,
    Outcome,
    Seriousness,
    Sex,
    Therapy,
)
from caseline.schema.mention import Exclusion

NARROW, MIDDLE, WIDE = 10, 18, 40


class Column(NamedTuple):
    """A column.

    Attributes:
        name: Its heading.
        width: How wide it is shown, in characters.
        value: What stands in it.
    """

    name: str
    width: int
    value: Callable[[Told], Cell]


def row_of(told: Told) -> dict[str, Cell]:
    """Returns the cells of a case by the names of their columns."""
    made: dict[str, Cell] = {}
    for column in COLUMNS:
        value = column.value(told)
        made[column.name] = (clean(value) or None) if isinstance(value, str) else value
    return made


def _drug(name: str, width: int, value: Callable[[Drug], str | None]) -> Column:
    return Column(name, width, lambda told: joined(map(value, told.suspects)))


def _event(name: str, width: int, value: Callable[[Event], str | None]) -> Column:
    return Column(name, width, lambda told: joined(map(value, told.case.events)))


def _therapy(name: str, width: int, value: Callable[[Therapy], str | None]) -> Column:
    return Column(name, width, lambda told: joined(map(value, told.case.therapies)))


def _age(name: str, width: int, value: Callable[[Age], Cell]) -> Column:
    return Column(name, width, lambda told: value(told.patient.age) if told.patient.age else None)


def _value(part: Sex | Ethnicity | None) -> str | None:
    return None if part is None else part.value


def _text(part: Onset | Duration | Outcome | None) -> str | None:
    return None if part is None else part.text


def _of_others(name: str, role: DrugRole) -> tuple[Column, Column]:
    return (
        Column(name, MIDDLE, lambda told: joined(drug.name for drug in told.drugs(role))),
        Column(f"{name}: doses", MIDDLE, lambda told: joined(map(_doses, told.drugs(role)))),
    )


def _of_conditions(name: str, role: ConditionRole) -> Column:
    return Column(name, MIDDLE, lambda told: joined(one.name for one in told.conditions(role)))


def _codes(codes: Sequence[Code]) -> str | None:
    return of_parts(map(code_line, codes))


def _doses(drug: Drug) -> str | None:
    return of_parts(filter(None, map(words.dose_words, drug.doses)))


def _routes(drug: Drug) -> str | None:
    return of_parts(dict.fromkeys(dose.route for dose in drug.doses if dose.route))


def _indication(told: Told) -> Cell:
    return joined(told.names[drug.indication] if drug.indication else None for drug in told.suspects)


def _blamed(told: Told) -> Cell:
    return joined(of_parts(told.names[drug] for drug in event.suspects) for event in told.case.events)


def _treated(told: Told) -> Cell:
    return joined(of_parts(told.names[one] for one in therapy.for_events) for therapy in told.case.therapies)


def _latencies(told: Told) -> Cell:
    """Returns for each event how long after which dose of which suspect it began."""
    return joined(of_parts(_latency_words(told, event)) for event in told.case.events)


def _latency_words(told: Told, event: Event) -> Iterable[str]:
    for drug in told.suspects:
        latency = latency_of(told.case, event, drug)
        for interval, dose in ((latency.first, "first"), (latency.last, "last")):
            if interval is not None:
                yield f"{words.interval_words(interval)} from the {dose} dose of {drug.name}"


def _shortest(told: Told, which: Callable[[Told, Event, Drug], Interval | None]) -> Cell:
    days = (words.days_of(which(told, event, drug)) for event in told.case.events for drug in told.suspects)
    return min((one for one in days if one is not None), default=None)


def _worst(told: Told) -> Cell:
    met = {one for event in told.case.events for one in event.seriousness}
    return next((_spaced(one) for one in Seriousness if one in met), None)


def _course(told: Told) -> Cell:
    return joined(map(words.step_words, told.case.timeline))


def _left_out(told: Told) -> Cell:
    counted = Counter(mention.excluded for mention in told.record.mentions)
    return joined(f"{_spaced(reason)} {counted[reason]}" for reason in Exclusion if counted[reason])


def _contradictions(told: Told) -> Cell:
    return joined(of_parts((one.field, *one.values)) for one in told.patient.conflicts)


def _spaced(word: str) -> str:
    return word.replace("_", " ")


COLUMNS: Final[tuple[Column, ...]] = (
    Column("Report id", MIDDLE, lambda told: told.document.id),
    Column("Source", MIDDLE, lambda told: told.document.source),
    Column("Title", WIDE, lambda told: told.document.title),
    Column("Journal", MIDDLE, lambda told: told.document.journal),
    Column("Year", NARROW, lambda told: told.document.year),
    Column("DOI", MIDDLE, lambda told: told.document.doi),
    Column("PMID", NARROW, lambda told: told.document.pmid),
    Column("PMCID", NARROW, lambda told: told.document.pmcid),
    Column("Reference", WIDE, lambda told: vancouver(told.document)),
    Column("Case", NARROW, lambda told: told.case.id),
    Column("Cases in report", NARROW, lambda told: len(told.record.cases)),
    Column("Relation", NARROW, lambda told: told.case.relation),
    _age("Age", NARROW, lambda age: age.value),
    _age("Age from", NARROW, lambda age: age.low),
    _age("Age to", NARROW, lambda age: age.high),
    _age("Age unit", NARROW, lambda age: age.unit),
    _age("Age as printed", MIDDLE, lambda age: age.text),
    Column("Age group", NARROW, lambda told: age_group(told.patient.age)),
    Column("Sex", NARROW, lambda told: _value(told.patient.sex)),
    Column("Ethnicity", MIDDLE, lambda told: _value(told.patient.ethnicity)),
    Column("Contradictions", MIDDLE, _contradictions),
    _drug("Suspects", MIDDLE, lambda drug: drug.name),
    _drug("Suspects: codes", MIDDLE, lambda drug: _codes(drug.codes)),
    _drug("Suspects: doses", MIDDLE, _doses),
    _drug("Suspects: routes", MIDDLE, _routes),
    _drug("Suspects: start", MIDDLE, lambda drug: drug.start),
    _drug("Suspects: stop", MIDDLE, lambda drug: drug.stop),
    _drug("Suspects: action taken", MIDDLE, lambda drug: drug.action_taken),
    _drug("Suspects: dechallenge", MIDDLE, lambda drug: drug.dechallenge),
    _drug("Suspects: rechallenge", MIDDLE, lambda drug: drug.rechallenge),
    Column("Suspects: indication", MIDDLE, _indication),
    *_of_others("Interacting", DrugRole.INTERACTING),
    *_of_others("Concomitant", DrugRole.CONCOMITANT),
    _of_conditions("Indications", ConditionRole.INDICATION),
    _of_conditions("History", ConditionRole.HISTORY),
    _of_conditions("Comorbidities", ConditionRole.COMORBIDITY),
    Column(
        "Indications, history, comorbidities: codes",
        MIDDLE,
        lambda told: joined(
            _codes(one.codes)
            for one in told.conditions(
                ConditionRole.INDICATION, ConditionRole.HISTORY, ConditionRole.COMORBIDITY
            )
        ),
    ),
    _event("Events", MIDDLE, lambda event: event.name),
    _event("Events: codes", MIDDLE, lambda event: _codes(event.codes)),
    _event("Events: certainty", MIDDLE, lambda event: event.certainty),
    _event("Events: sites", MIDDLE, lambda event: of_parts(event.body_sites)),
    _event("Events: severity", MIDDLE, lambda event: event.severity),
    _event("Events: grade", NARROW, lambda event: event.grade),
    _event("Events: findings", MIDDLE, lambda event: of_parts(event.findings)),
    _event("Events: onset as printed", MIDDLE, lambda event: _text(event.onset)),
    Column("Events: latency", WIDE, _latencies),
    _event("Events: duration as printed", MIDDLE, lambda event: _text(event.duration)),
    _event("Events: outcome", MIDDLE, lambda event: words.outcome_words(event.outcome)),
    _event("Events: seriousness", MIDDLE, lambda event: of_parts(map(_spaced, event.seriousness))),
    Column("Events: suspects", MIDDLE, _blamed),
    _event("Events: causality", MIDDLE, lambda event: words.causality_words(event.causality)),
    Column(
        "Days from first dose",
        NARROW,
        lambda told: _shortest(told, lambda told, event, drug: latency_of(told.case, event, drug).first),
    ),
    Column(
        "Days from last dose",
        NARROW,
        lambda told: _shortest(told, lambda told, event, drug: latency_of(told.case, event, drug).last),
    ),
    Column("Most serious", MIDDLE, _worst),
    Column("Case outcome", MIDDLE, lambda told: words.outcome_words(told.case.outcome)),
    Column("Case outcome as printed", MIDDLE, lambda told: _text(told.case.outcome)),
    _therapy("Therapies", MIDDLE, lambda one: one.name),
    _therapy("Therapies: codes", MIDDLE, lambda one: _codes(one.codes)),
    _therapy("Therapies: kind", NARROW, lambda one: one.kind),
    Column("Therapies: for", MIDDLE, _treated),
    _therapy("Therapies: start as printed", MIDDLE, lambda one: _text(one.start)),
    _therapy("Therapies: duration as printed", MIDDLE, lambda one: _text(one.duration)),
    _therapy("Therapies: response", MIDDLE, lambda one: one.response),
    Column("Course", WIDE, _course),
    Column("Mentions left out", MIDDLE, _left_out),
    Column("Schema", NARROW, lambda told: told.record.schema_version),
    Column("Caseline", NARROW, lambda told: told.record.provenance.caseline),
    Column("Pipeline", MIDDLE, lambda told: told.record.provenance.model),
)
