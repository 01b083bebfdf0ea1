"""What E2B carries of a case, once from the record and once read from the XML.

From the XML, e2br3 reads what it knows; the rest is read by XPath here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import e2br3
from e2br3.nullflavor import Null
from lxml import etree

from caseline.export.e2b.values import digits, stamp
from caseline.export.facts.age import age_group, age_quantity
from caseline.export.facts.latency import latency_of
from caseline.export.facts.reference import vancouver
from caseline.schema.base import Code
from caseline.schema.case import Case, Condition, Dose, Drug, Event
from caseline.schema.report import CaseReport

Facts = dict[str, Any]

ICH = "2.16.840.1.113883.3.989.2.1"
_NAMES = {"h": "urn:hl7-org:v3"}
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
        "language": {"fr": "fra"}.get(record.document.language or "", "eng"),
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
        "causes": [(line(event.name, 250), _llt(event.codes, version)) for event in fatal],
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
    dates = [stamp(one.date) for one in case.timeline if one.kind == "outcome" and one.ref in refs]
    return next((one for one in reversed(dates) if one), None)


def _event(case: Case, event: Event, version: str | None) -> Facts:
    status = event.outcome.status if event.outcome else "unknown"
    onset, length = event.onset, event.duration
    steps = [(one.kind, stamp(one.date)) for one in case.timeline if one.ref == event.id]
    start = next((date for kind, date in steps if kind == "onset" and date), None)
    if start is None and onset and onset.anchor and onset.anchor.kind == "date" and onset.unit is None:
        start = stamp(onset.anchor.date)
    ends = [date for kind, date in steps if kind == "outcome" and date]
    over = status in {"recovered", "recovered_with_sequelae"}
    known = length is not None and length.value is not None and length.unit is not None
    value = digits(length.value, 5) if known and length.value >= 0 else None
    return {
        "name": line(event.name, 250),
        "code": _llt(event.codes, version),
        "serious": [one in event.seriousness or (one == "death" and status == "fatal") for one in _SERIOUS],
        "outcome": _OUTCOMES[status],
        "start": start,
        "end": ends[-1] if ends and over else None,
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
        "indication": (line(indication.name, 250), _llt(indication.codes, version), "3")
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
            # The day of the dose is day 1.
            value = digits(interval.value + 1 if interval.unit == "d" else interval.value, 5)
            if value is not None:
                found[kind, order[event.id]] = (value, str(interval.unit))
    return found


def _dosages(drug: Drug) -> list[Facts]:
    times = (stamp(drug.start), stamp(drug.stop))
    doses = [_dose(dose) for dose in drug.doses]
    if len(doses) == 1:
        doses[0]["times"] = times
    elif any(times):
        doses.append({"text": None, "route": None, "amount": None, "times": times})
    return doses


def _dose(dose: Dose) -> Facts:
    right = dose.amount is not None and dose.amount >= 0 and re.fullmatch("[!-~]{1,50}", dose.unit or "")
    value = digits(dose.amount, 8) if right and dose.amount is not None else None
    words = []
    if dose.ordinal is not None or dose.kind is not None:
        words.append(" ".join(str(one) for one in (dose.kind, dose.ordinal) if one is not None))
    if dose.amount is not None and value is None:
        words.append(line(f"{dose.amount} {dose.unit or ''}"))
    words.append(line(dose.frequency))
    if len(line(dose.route)) > 60:
        words.append(line(dose.route))
    return {
        "text": line("; ".join(one for one in words if one), 2000) or None,
        "route": line(dose.route, 60) or None,
        "amount": None if value is None else (value, dose.unit),
        "times": (None, None),
    }


def read(data: bytes) -> list[Facts]:
    """Returns the same of each report of a batch."""
    batch = e2br3.parse(data)
    tree = etree.fromstring(data)
    events = tree.findall(".//h:investigationEvent", _NAMES)
    return [_read(report, event) for report, event in zip(batch.icsrs, events, strict=True)]


def plain_of(value: Any) -> Any:
    """Returns a value of e2br3; a null flavour by its name."""
    return value.null_flavor.value if isinstance(value, Null) else value


def _read(report: Any, event: etree._Element) -> Facts:
    ids = [one.id for one in report.reactions]
    age = report.patient.age
    return {
        "reference": None if (told := plain_of(report.literature[0].reference)) == "ASKU" else told,
        "language": report.reactions[0].native_language,
        "english": [reaction.translated_term for reaction in report.reactions],
        "name": plain_of(report.patient.name),
        "age": None if age is None else (str(age.value), age.unit),
        "group": _first(event, f"//*[h:code[@code='4'][@codeSystem='{ICH}.1.19']]/h:value/@code"),
        "sex": report.patient.sex.code
        if hasattr(report.patient.sex, "code")
        else plain_of(report.patient.sex),
        **_read_history(event),
        "death": _first(event, "//h:player1/h:deceasedTime/@value"),
        "causes": [_term(one) for one in _seen(event, "32")],
        "events": [
            _read_event(reaction, node)
            for reaction, node in zip(report.reactions, _seen(event, "29"), strict=True)
        ],
        "tests": [_read_test(one) for one in _all(event, f"{_organizer('3')}/h:component/h:observation")],
        "drugs": [
            _read_drug(drug, node, ids) for drug, node in zip(report.drugs, _drug_nodes(event), strict=True)
        ],
    }


def _all(node: etree._Element, path: str) -> list[Any]:
    found = node.xpath(f".{path}", namespaces=_NAMES)
    return [str(one) if isinstance(one, str) else one for one in found]


def _first(node: etree._Element, path: str) -> str | None:
    return next(iter(_all(node, path)), None)


def _organizer(code: str) -> str:
    return f"//h:primaryRole/h:subjectOf2/h:organizer[h:code[@code='{code}'][@codeSystem='{ICH}.1.20']]"


def _seen(event: etree._Element, code: str) -> Iterator[etree._Element]:
    path = f"//h:primaryRole/h:subjectOf2/h:observation[h:code[@code='{code}'][@codeSystem='{ICH}.1.19']]"
    yield from _all(event, path)


def _term(node: etree._Element) -> tuple[str | None, tuple[str, str] | None]:
    value = _all(node, "/h:value[@codeSystem='2.16.840.1.113883.6.163']")[0]
    name = value.findtext("h:originalText", namespaces=_NAMES)
    code = value.get("code")
    assert (code is None) == (value.get("nullFlavor") == "NI")
    return name, None if code is None else (value.get("codeSystemVersion"), code)


def _read_history(event: etree._Element) -> Facts:
    node = _all(event, _organizer("1"))[0]
    texts = _all(node, f"/h:component/h:observation[h:code[@code='18'][@codeSystem='{ICH}.1.19']]/h:value")
    coded = _all(node, "/h:component/h:observation[h:code[@codeSystem='2.16.840.1.113883.6.163']]")
    if texts and texts[0].text is None:
        assert texts[0].get("nullFlavor") == "UNK"
    return {
        "history": texts[0].text if texts else None,
        "coded": [
            (
                (one[0].get("codeSystemVersion"), one[0].get("code")),
                _first(one, "/h:outboundRelationship2/h:observation[h:code[@code='10']]/h:value/text()"),
                _first(one, "/h:inboundRelationship/h:observation[h:code[@code='13']]/h:value/@value")
                == "true",
            )
            for one in coded
        ],
    }


def _read_event(reaction: Any, node: etree._Element) -> Facts:
    flags = (
        reaction.results_in_death,
        reaction.life_threatening,
        reaction.hospitalisation,
        reaction.disabling,
        reaction.congenital_anomaly,
        reaction.other_medically_important,
    )
    assert all(flag is True or plain_of(flag) == "NI" for flag in flags)
    width = _all(node, "/h:effectiveTime//h:width")
    coded = reaction.meddra
    return {
        "name": reaction.native_term,
        "code": (coded.code_system_version, coded.code) if reaction.meddra_code else None,
        "serious": [flag is True for flag in flags],
        "outcome": reaction.outcome.code,
        "start": reaction.start_date.raw if reaction.start_date else None,
        "end": reaction.end_date.raw if reaction.end_date else None,
        "duration": (width[0].get("value"), width[0].get("unit")) if width else None,
    }


def _read_test(node: etree._Element) -> tuple[str | None, str | None, str | None]:
    text = node.findtext("h:value", namespaces=_NAMES)
    name = node.findtext("h:code/h:originalText", namespaces=_NAMES)
    # The name of a test is told by its words in the finding; see test_patient.
    assert name
    assert text
    assert text.startswith(name.removesuffix("…"))
    return text, _first(node, "/h:effectiveTime/@nullFlavor"), _first(node, "/h:code/@nullFlavor")


def _drug_nodes(event: etree._Element) -> list[etree._Element]:
    return _all(event, f"{_organizer('4')}/h:component/h:substanceAdministration")


def _read_drug(drug: Any, node: etree._Element, ids: list[str]) -> Facts:
    indication = _all(node, "/h:inboundRelationship[@typeCode='RSON']/h:observation[h:code[@code='19']]")
    recurred = _all(node, "/h:outboundRelationship2/h:observation[h:code[@code='31']]")
    dosages = _all(node, "/h:outboundRelationship2[@typeCode='COMP']/h:substanceAdministration")
    return {
        "name": plain_of(drug.product_name),
        "role": drug.role.code,
        "action": drug.action_taken.code,
        "additional": _first(
            node, "/h:outboundRelationship2/h:observation[h:code[@code='2']]/h:value/text()"
        ),
        "indication": _read_indication(indication[0]) if indication else None,
        "dosages": [_read_dosage(known, one) for known, one in zip(drug.dosages, dosages, strict=True)],
        "latency": {
            (one.get("typeCode"), ids.index(one[1][0].get("root"))): (one[0].get("value"), one[0].get("unit"))
            for one in _all(node, "/h:outboundRelationship1")
        },
        "rechallenge": {
            ids.index(str(_first(one, "/h:outboundRelationship1/h:actReference/h:id/@root"))): _first(
                one, f"/h:value[@codeSystem='{ICH}.1.16']/@code"
            )
            for one in recurred
        },
        "judged": {
            pair.reaction_index: (
                one.source.original_text,
                getattr(one.method, "original_text", None),
                one.result,
            )
            for pair in drug.relatedness
            for one in pair.assessments
        },
    }


def _read_indication(node: etree._Element) -> tuple[str | None, tuple[str, str] | None, str | None]:
    source = f"/h:performer/h:assignedEntity/h:code[@codeSystem='{ICH}.1.21']/@code"
    return *_term(node), _first(node, source)


def _read_dosage(known: Any, node: etree._Element) -> Facts:
    amount = _all(node, "/h:doseQuantity")
    span = "/h:effectiveTime/h:comp"
    return {
        "text": known.text,
        "route": known.route_text,
        "amount": (amount[0].get("value"), amount[0].get("unit")) if amount else None,
        "times": (_first(node, f"{span}/h:low/@value"), _first(node, f"{span}/h:high/@value")),
    }
