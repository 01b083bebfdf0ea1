"""What E2B carries of a case, from the record; `reading` has the same from the XML."""

from __future__ import annotations

import re
from typing import Any

from caseline.export.e2b.values import digits, stamp
from caseline.export.facts.age import age_group, age_quantity
from caseline.export.facts.latency import latency_of
from caseline.export.facts.reference import vancouver
from caseline.export.facts.units import is_ucum
from caseline.schema.base import Code
from caseline.schema.case import Case, Condition, Dose, Drug, Event, TimelineEntry
from caseline.schema.report import CaseReport

Facts = dict[str, Any]

_SERIOUS = ("death", "life_threatening", "hospitalisation", "disability", "congenital_anomaly", "other")
_OUTCOMES = {
    "recovered": "1",
    "recovering": "2",
    "not_recovered": "3",
    "recovered_with_sequelae": "4",
    "fatal": "5",
    "unknown": "0",
}
_GROUPS = ("foetus", "neonate", "infant", "child", "adolescent", "adult", "elderly")
_ACTIONS = {"withdrawn": "1", "reduced": "2", "increased": "3", "unchanged": "4"}
_COUNTED = (
    "{tablet}",
    "{capsule}",
    "{pill}",
    "{puff}",
    "{vial}",
    "{ampule}",
    "{sachet}",
    "{spray}",
    "{suppository}",
    "{lozenge}",
)
_ROLES = {"suspect": "1", "concomitant": "2", "interacting": "3"}


def line(text: str | None, most: int = 10**6) -> str:
    """Returns a text as an element holds it."""
    words = " ".join((text or "").split())
    legal = "".join(one if _is_legal(one) else "\ufffd" for one in words)
    return legal if len(legal) <= most else legal[: most - 1] + "…"


def _is_legal(one: str) -> bool:
    return one in "\t\n\r" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one >= "\U00010000"


def facts(record: CaseReport, case: Case, *, meddra: str | None = None) -> Facts:
    """Returns what E2B carries of a case."""
    version = record.provenance.terminologies.get("MedDRA", meddra)
    return {
        "reference": line(vancouver(record.document), 500) or None,
        "language": {"fr": "fra"}.get(record.document.language or "", "eng")
        if line(case.events[0].name)
        else None,
        **_patient(case, version),
        "events": [_event(case, event, version) for event in case.events],
        "english": [
            line(event.name, 250) or None if record.document.language != "fr" else None
            for event in case.events
        ],
        "tests": [(line(one, 2000), "UNK", "NI") for one in _findings(case)],
        "drugs": [_drug(case, drug, version) for drug in case.drugs],
    }


def _findings(case: Case) -> list[str]:
    found = [one for event in case.events for one in event.findings if line(one)]
    return list({line(one): None for one in found})


def _llt(codes: tuple[Code, ...], version: str | None) -> tuple[str, str] | None:
    for code in codes:
        right = code.system.casefold() == "meddra" and re.fullmatch("[0-9]{8}", code.code)
        if version and right and code.match != "reference":
            return version, code.code
    return None


def _age(case: Case, most: int = 5) -> tuple[str, str] | None:
    quantity = age_quantity(case.patient.age)
    value = None if quantity is None else digits(quantity.value, most)
    return None if quantity is None or value is None else (value, quantity.unit)


def _patient(case: Case, version: str | None) -> Facts:
    sexes = {"male": "1", "female": "2"}
    group = age_group(case.patient.age)
    given = {drug.indication for drug in case.drugs}
    history = [one for one in case.conditions if one.role != "indication" or one.id not in given]
    fatal = [event for event in case.events if event.outcome is not None and event.outcome.status == "fatal"]
    return {
        "name": "UNK",
        "age": _age(case),
        "group": None if group is None or _age(case) else str(_GROUPS.index(group)),
        "sex": sexes[case.patient.sex.value] if case.patient.sex else "UNK",
        "history": _history([one for one in history if _llt(one.codes, version) is None]),
        "coded": [
            (_llt(one.codes, version), _named(one, 2000), one.role == "comorbidity")
            for one in history
            if _llt(one.codes, version)
        ],
        "death": _death(case, fatal),
        "causes": [(line(event.name, 250) or None, _llt(event.codes, version)) for event in fatal],
    }


def _named(condition: Condition, most: int = 10**6) -> str:
    text = f"{line(condition.name)} ({condition.role})"
    return line(text, most)


def _history(conditions: list[Condition]) -> str | None:
    text = "; ".join(map(_named, conditions))
    return None if not text else text if len(text) <= 10_000 else text[:9_999] + "…"


def _death(case: Case, fatal: list[Event]) -> str | None:
    refs: set[str | None] = {event.id for event in fatal}
    if case.outcome is not None and case.outcome.status == "fatal":
        refs.add(None)
    dates = [stamp(one.date) for one in _exact(case) if one.kind == "outcome" and one.ref in refs]
    return next((one for one in reversed(dates) if one), "ASKU" if refs else None)


def _ordered(start: str | None, end: str | None) -> str | None:
    both = list(zip(start or "", end or "", strict=False))
    return None if [one for one, _ in both] > [other for _, other in both] else end


def _exact(case: Case) -> list[TimelineEntry]:
    """Returns the steps whose dates are theirs, not the last that they can have."""
    words = ("by ", "before ", "until ", "till ", "within ", "no later than ", "not later than ")
    return [
        one
        for one in case.timeline
        if one.day is not None
        or not (one.text.strip().lower().startswith(words) or (one.low is None and one.high is not None))
    ]


def _event(case: Case, event: Event, version: str | None) -> Facts:
    status = event.outcome.status if event.outcome else "unknown"
    onset, length = event.onset, event.duration
    steps = [(one.kind, stamp(one.date)) for one in _exact(case) if one.ref == event.id]
    start = next((date for kind, date in steps if kind == "onset" and date), None)
    dated = onset is not None and onset.anchor is not None and onset.anchor.kind == "date"
    away = onset is not None and (onset.unit or onset.value or onset.low or onset.high)
    if start is None and dated and onset.relation == "at" and not away:
        start = stamp(onset.anchor.date)
    ends = [date for kind, date in steps if kind == "outcome" and date]
    over = status in {"recovered", "recovered_with_sequelae"}
    known = length is not None and length.value is not None and length.unit is not None
    value = digits(length.value, 5) if known and length.value >= 0 else None
    return {
        "name": line(event.name, 250) or None,
        "code": _llt(event.codes, version),
        "serious": [one in event.seriousness or (one == "death" and status == "fatal") for one in _SERIOUS],
        "outcome": _OUTCOMES[status],
        "start": start,
        "end": _ordered(start, ends[-1]) if ends and over else None,
        "duration": None if value is None or length is None else (value, length.unit),
    }


def _drug(case: Case, drug: Drug, version: str | None) -> Facts:
    events = [event for event in case.events if drug.id in event.suspects]
    indication = next((one for one in case.conditions if one.id == drug.indication), None)
    recurred = {"positive": "1", "negative": "2"}.get(drug.rechallenge or "")
    order = {event.id: number for number, event in enumerate(case.events)}
    return {
        "name": line(drug.name, 250) or "UNK",
        "role": _ROLES[drug.role],
        "action": _ACTIONS.get(drug.action_taken or "", "0"),
        "additional": _additional(drug),
        "indication": (line(indication.name, 250) or None, _llt(indication.codes, version), "3")
        if indication
        else None,
        "dosages": _dosages(drug),
        "latency": _latencies(case, drug, order),
        "rechallenge": {order[event.id]: recurred for event in events if recurred},
        "judged": {
            order[event.id]: (
                "Reporter",
                event.causality.method,
                event.causality.value
                + ("" if event.causality.score is None else f" ({event.causality.score} points)"),
            )
            for event in events
            if event.causality
        },
    }


def _additional(drug: Drug) -> str | None:
    told = []
    if drug.dechallenge is not None:
        told.append(f"Dechallenge: {line(drug.dechallenge)}.")
    if drug.rechallenge not in {None, "positive", "negative"}:
        told.append(f"Rechallenge: {line(drug.rechallenge)}.")
    if drug.action_taken is not None and drug.action_taken not in _ACTIONS:
        told.append(f"Action taken: {line(drug.action_taken)}.")
    return line(" ".join(told), 2000) or None


def _latencies(case: Case, drug: Drug, order: dict[str, int]) -> dict[tuple[str, int], tuple[str, str]]:
    found = {}
    for event in case.events:
        anchor = event.onset.anchor if event.onset else None
        if drug.id not in event.suspects and not (anchor and anchor.drug == drug.id):
            continue
        latency = latency_of(case, event, drug)
        for kind, interval in (("SAS", latency.first), ("SAE", latency.last)):
            if interval is None or interval.value is None:
                continue
            # The day of the dose is day 1; half a day is 12 h.
            number, unit = interval.value, str(interval.unit)
            if unit == "d":
                number, unit = (number + 1, "d") if number == int(number) else (number * 24, "h")
            value = digits(number, 5)
            if value is not None:
                found[kind, order[event.id]] = (value, unit)
    return found


def _dosages(drug: Drug) -> list[Facts]:
    times = (stamp(drug.start), _ordered(stamp(drug.start), stamp(drug.stop)))
    doses = [
        made for made in map(_dose, drug.doses) if any(made[name] for name in ("text", "route", "amount"))
    ]
    if len(doses) == 1:
        doses[0]["times"] = times
    elif any(times):
        doses.append({"text": None, "route": None, "amount": None, "times": times})
    return doses


def _dose(dose: Dose) -> Facts:
    unit = "{DF}" if dose.unit in _COUNTED else dose.unit or ""
    right = is_ucum(unit) and len(unit) <= 50 and "{" not in unit.removeprefix("{DF}")
    value = digits(dose.amount, 8) if right and dose.amount is not None and dose.amount >= 0 else None
    words = []
    if dose.ordinal is not None or dose.kind is not None:
        words.append(" ".join(str(one) for one in (dose.kind, dose.ordinal) if one is not None))
    if dose.amount is not None and (value is None or dose.unit in _COUNTED):
        words.append(line(f"{dose.amount} {re.sub('[{}]', '', dose.unit or '')}"))
    words.append(line(dose.frequency))
    if len(line(dose.route)) > 60:
        words.append(line(dose.route))
    return {
        "text": line("; ".join(one for one in words if one), 2000) or None,
        "route": line(dose.route, 60) or None,
        "amount": None if value is None else (value, unit),
        "times": (None, None),
    }
