"""The drugs of a case (G.k): those taken before the events, never what was given against them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caseline.export.e2b import lists
from caseline.export.e2b.case import Told, pairs
from caseline.export.e2b.patient import add_term
from caseline.export.e2b.tree import Element, add, coded
from caseline.export.e2b.values import cut, digits, not_before, plain, short, stamp
from caseline.export.facts.age import Quantity
from caseline.export.facts.latency import day_count, latency_of
from caseline.export.facts.units import in_words, is_ucum
from caseline.schema.case import Causality, Dose, Drug, Event

NAME: Final = 250
TEXT: Final = 2_000
ROUTE: Final = 60
_AMOUNT: Final = 8
_UNIT: Final = 50
_INTERVAL: Final = 5
# The one annotation that G.k.4.r.1b allows, and what is counted in it; what it was stands in the dosage text.
_DOSE_FORM: Final = "{DF}"
_FORMS: Final = frozenset(
    "{tablet} {capsule} {pill} {puff} {vial} {ampule} {sachet} {spray} {suppository} {lozenge}".split()
)
SOURCE: Final = "Reporter"


def add_drugs(role: Element, told: Told) -> None:
    """Adds every drug of the case."""
    organizer = add(role, "subjectOf2:SBJ/organizer")
    coded(organizer, "code", "4", lists.ORGANIZERS, displayName="drugInformation")
    for drug in told.case.drugs:
        _add_drug(organizer, drug, told)


def _add_drug(organizer: Element, drug: Drug, told: Told) -> None:
    made = add(organizer, "component/substanceAdministration")
    add(made, "id", root=told.unique(drug.id))
    product = add(made, "consumable/instanceOfKind/kindOfProduct")
    name = short(drug.name, NAME)
    add(product, "name", name or None, nullFlavor=None if name else "UNK")
    events = [event for one, event in pairs(told.case) if one.id == drug.id]
    for event in told.case.events:
        _add_latency(made, drug, event, told)
    for dosage in _dosages(drug):
        _add_dosage(made, dosage)
    more = additional(drug)
    if more:
        seen = _observed(made, "2", "additionalInformation", "outboundRelationship2:REFR")
        add(seen, "value", cut(more, TEXT), kind="ST")
    for event in events:
        _add_rechallenge(made, drug, event, told)
    _add_indication(made, drug, told)
    action = lists.ACTION.get(drug.action_taken or "", lists.ACTION_UNKNOWN)
    coded(add(made, "inboundRelationship:CAUS/act"), "code", action, lists.ACTIONS)


def _observed(parent: Element, code: str, name: str, path: str) -> Element:
    made = add(parent, f"{path}/observation")
    coded(made, "code", code, lists.OBSERVATIONS, displayName=name)
    return made


def _add_latency(made: Element, drug: Drug, event: Event, told: Told) -> None:
    """Adds G.k.9.i.3.1 and G.k.9.i.3.2 for a drug that the event is tied to, or is counted from."""
    anchor = event.onset.anchor if event.onset is not None else None
    counted = anchor is not None and anchor.drug == drug.id
    if drug.id not in event.suspects and not counted:
        return
    latency = latency_of(told.case, event, drug)
    for kind, interval in (("SAS", latency.first), ("SAE", latency.last)):
        quantity = day_count(interval)
        value = written(quantity)
        if quantity is not None and value is not None:
            relation = add(made, f"outboundRelationship1:{kind}")
            add(relation, "pauseQuantity", value=value, unit=quantity.unit)
            add(relation, "actReference/id", root=told.unique(event.id))


def written(quantity: Quantity | None) -> str | None:
    """Returns the number of an interval, where its element can hold it."""
    return None if quantity is None else digits(quantity.value, _INTERVAL)


def _dosages(drug: Drug) -> Iterator[tuple[Dose | None, str | None, str | None]]:
    """Yields what is said of the doses, with first and last exposure where there is one dosage or none.

    Of several nobody knows which the two dates are of, so they stand by themselves.
    """
    start = stamp(drug.start)
    stop = not_before(start, stamp(drug.stop))
    doses = [dose for dose in drug.doses if dosage_text(dose) or plain(dose.route) or amount_of(dose)]
    if len(doses) == 1:
        yield doses[0], start, stop
        return
    for dose in doses:
        yield dose, None, None
    if start is not None or stop is not None:
        yield None, start, stop


def _add_dosage(made: Element, dosage: tuple[Dose | None, str | None, str | None]) -> None:
    """Adds G.k.4.r."""
    dose, start, stop = dosage
    given = add(made, "outboundRelationship2:COMP/substanceAdministration")
    text = dosage_text(dose)
    if text:
        add(given, "text", cut(text, TEXT))
    if start is not None or stop is not None:
        time = add(given, "effectiveTime", kind="SXPR_TS")
        span = add(time, "comp", kind="IVL_TS", operator="A")
        if start is not None:
            add(span, "low", value=start)
        if stop is not None:
            add(span, "high", value=stop)
    if dose is None:
        return
    route = short(dose.route, ROUTE)
    if route:
        add(add(given, "routeCode", codeSystem=lists.ROUTES), "originalText", route)
    amount = amount_of(dose)
    if amount is not None:
        add(given, "doseQuantity", value=amount, unit=unit_of(dose))


def unit_of(dose: Dose) -> str | None:
    """Returns G.k.4.r.1b; null where the unit is none of UCUM, or an annotation that the guide does not have."""
    unit = dose.unit or ""
    if unit in _FORMS:
        return _DOSE_FORM
    known = is_ucum(unit) and len(unit) <= _UNIT and ("{" not in unit or unit == _DOSE_FORM)
    return unit if known else None


def amount_of(dose: Dose) -> str | None:
    """Returns G.k.4.r.1a; null where the amount, or its unit, is not what the element can hold."""
    if dose.amount is None or dose.amount < 0 or unit_of(dose) is None:
        return None
    return digits(dose.amount, _AMOUNT)


def dosage_text(dose: Dose | None) -> str:
    """Returns G.k.4.r.8: what has no element of its own, or does not fit it."""
    if dose is None:
        return ""
    parts = []
    if dose.ordinal is not None or dose.kind is not None:
        parts.append(" ".join(str(one) for one in (dose.kind, dose.ordinal) if one is not None))
    if dose.amount is not None and (amount_of(dose) is None or dose.unit in _FORMS):
        parts.append(plain(f"{dose.amount} {in_words(dose.unit)}"))
    parts.append(plain(dose.frequency))
    if len(plain(dose.route)) > ROUTE:
        parts.append(plain(dose.route))
    return "; ".join(part for part in parts if part)


def additional(drug: Drug) -> str:
    """Returns G.k.11: dechallenge, for which E2B has no element, and what is no code of its list."""
    parts = []
    if drug.dechallenge is not None:
        parts.append(f"Dechallenge: {plain(drug.dechallenge)}.")
    if drug.rechallenge is not None and drug.rechallenge not in lists.RECHALLENGE:
        parts.append(f"Rechallenge: {plain(drug.rechallenge)}.")
    if drug.action_taken is not None and drug.action_taken not in lists.ACTION:
        parts.append(f"Action taken: {plain(drug.action_taken)}.")
    return " ".join(parts)


def _add_rechallenge(made: Element, drug: Drug, event: Event, told: Told) -> None:
    """Adds G.k.9.i.4; nothing where nobody tells of a rechallenge."""
    code = lists.RECHALLENGE.get(drug.rechallenge or "")
    if code is None:
        return
    seen = _observed(made, "31", "recurranceOfReaction", "outboundRelationship2:PERT")
    coded(seen, "value", code, lists.RECHALLENGES, kind="CE")
    add(seen, "outboundRelationship1:REFR/actReference/id", root=told.unique(event.id))


def _add_indication(made: Element, drug: Drug, told: Told) -> None:
    """Adds G.k.7.r."""
    indication = next((one for one in told.case.conditions if one.id == drug.indication), None)
    if indication is None:
        return
    seen = _observed(made, "19", "indication", "inboundRelationship:RSON")
    add_term(seen, indication.name, told.llt(indication.codes), told)
    coded(add(seen, "performer/assignedEntity"), "code", "3", lists.ASSESSORS, displayName="sourceReporter")


def add_assessments(assessment: Element, told: Told) -> None:
    """Adds G.k.1, and G.k.9.i.2.r for each drug and event that the report judges."""
    for drug in told.case.drugs:
        role = add(assessment, "component/causalityAssessment")
        coded(role, "code", "20", lists.OBSERVATIONS, displayName="interventionCharacterization")
        coded(role, "value", lists.DRUG_ROLE[drug.role], lists.DRUG_ROLES, kind="CE")
        add(role, "subject2:SUBJ/productUseReference/id", root=told.unique(drug.id))
    for drug, event in pairs(told.case):
        if event.causality is not None:
            _add_judgement(assessment, event.causality, drug, event, told)


def _add_judgement(assessment: Element, causality: Causality, drug: Drug, event: Event, told: Told) -> None:
    judged = add(assessment, "component/causalityAssessment")
    coded(judged, "code", "39", lists.OBSERVATIONS, displayName="causality")
    add(judged, "value", result_of(causality), kind="ST")
    if causality.method is not None:
        add(judged, "methodCode/originalText", causality.method.value)
    add(judged, "author/assignedEntity/code/originalText", SOURCE)
    add(judged, "subject1:SUBJ/adverseEffectReference/id", root=told.unique(event.id))
    add(judged, "subject2:SUBJ/productUseReference/id", root=told.unique(drug.id))


def result_of(causality: Causality) -> str:
    """Returns G.k.9.i.2.r.3: the category, and the points where there are any."""
    points = "" if causality.score is None else f" ({causality.score} points)"
    return f"{causality.value}{points}"
