"""Conditions, and the drugs of a case: a Medication and a MedicationStatement each."""

from __future__ import annotations

from typing import Final

from caseline.export.fhir.made import WHOLE, Made, Story, Support, item_identifier
from caseline.export.fhir.systems import ADHERENCE, CLINICAL, own
from caseline.export.fhir.values import (
    Element,
    absent,
    coded,
    codings,
    concept,
    element,
    extension,
    is_date,
    is_integer,
    number_extension,
    quantity,
    text_extension,
)
from caseline.schema.case import Condition, ConditionRole, Dose, Drug, Therapy

# A comorbidity is there, what a drug is given for is there; a history may be over or not.
_CLINICAL: Final = {
    ConditionRole.INDICATION: "active",
    ConditionRole.COMORBIDITY: "active",
    ConditionRole.HISTORY: "unknown",
}
_TAKING: Final = {
    "withdrawn": coded(ADHERENCE, "not-taking", "Not Taking"),
    "reduced": coded(ADHERENCE, "taking", "Taking"),
    "increased": coded(ADHERENCE, "taking", "Taking"),
    "unchanged": coded(ADHERENCE, "taking", "Taking"),
}


def condition(story: Story, held: Condition) -> Made:
    """Returns a condition that the patient had besides the events."""
    resource = story.resource(
        "Condition",
        held.id,
        identifier=item_identifier(held.id),
        clinicalStatus=concept(None, [coded(CLINICAL, _CLINICAL[held.role])]),
        category=[concept(None, [coded(own("condition-role"), str(held.role))])],
        code=concept(held.name, codings(held.codes, story.versions)),
        subject=story.subject,
    )
    return Made(resource, (Support(WHOLE, held.evidence),))


def medication(story: Story, held: Drug | Therapy) -> Made:
    """Returns a drug as such, however it was taken."""
    code = concept(held.name, codings(held.codes, story.versions))
    return Made(story.resource("Medication", held.id, "medication", code=code))


def statement(story: Story, held: Drug) -> Made:
    """Returns how a patient took a drug."""
    told = text_extension(own("dechallenge"), held.dechallenge) + text_extension(
        own("rechallenge"), held.rechallenge
    )
    period, rest = _period(held)
    taking = concept(held.action_taken, [_TAKING[held.action_taken]] if held.action_taken in _TAKING else [])
    resource = story.resource(
        "MedicationStatement",
        held.id,
        extension=[*extension(own("drug-role"), valueCode=str(held.role)), *told, *rest],
        identifier=item_identifier(held.id),
        status="recorded",
        medication={"reference": story.ids.to(held.id, "medication")},
        subject=story.subject,
        effectivePeriod=period,
        reason=[{"reference": story.ids.to(held.indication)}] if held.indication else [],
        dosage=[_dosage(dose) for dose in held.doses],
        adherence=element(code=taking),
    )
    doses = (Support(f"dosage[{index}]", dose.evidence) for index, dose in enumerate(held.doses))
    return Made(resource, (Support(WHOLE, held.evidence), *doses))


def _period(held: Drug) -> tuple[Element, list[Element]]:
    """Returns start and stop as far as they are dates in order, and extensions with the rest."""
    start, stop = (date if is_date(date) else None for date in (held.start, held.stop))
    if start and stop:
        known = min(len(start), len(stop))
        stop = stop if start[:known] <= stop[:known] else None
    rest = [] if start else text_extension(own("drug-start"), held.start)
    rest += [] if stop else text_extension(own("drug-stop"), held.stop)
    return element(start=start, end=stop), rest


def _dosage(dose: Dose) -> Element:
    able = dose.ordinal is not None and is_integer(dose.ordinal)
    amount = quantity(dose.amount, dose.unit)
    frequency = concept(dose.frequency)
    made = element(
        extension=[
            *extension(own("dose-kind"), valueCode=dose.kind and str(dose.kind)),
            *([] if able else number_extension(own("dose-ordinal"), dose.ordinal)),
        ],
        sequence=dose.ordinal if able else None,
        timing=element(code=frequency),
        route=concept(dose.route),
        doseAndRate=[{"doseQuantity": amount}] if amount else [],
    )
    return made or {"extension": absent()}
