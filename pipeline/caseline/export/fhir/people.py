"""The patient: a Patient, and Observations of what Patient has no place for.

FHIR derives an age from the date of birth, which no case report tells; an age that was told is an Observation with
LOINC's code for it.
"""

from __future__ import annotations

from typing import Final

from caseline.export.fhir.made import WHOLE, Made, Story, Support
from caseline.export.fhir.outcomes import outcome_concept
from caseline.export.fhir.systems import ABSENT, LOINC, ROLE, own
from caseline.export.fhir.times import length
from caseline.export.fhir.values import (
    Element,
    coded,
    concept,
    extension,
    fits,
    parted,
    plain,
    quantity,
    text_extension,
)
from caseline.schema.base import Number
from caseline.schema.case import Age, Conflict, KinRole, OutcomeStatus

_KIN: Final = {
    KinRole.MOTHER: coded(ROLE, "MTH", "mother"),
    KinRole.CHILD: coded(ROLE, "CHILD", "child"),
}
_UNKNOWN: Final = coded(ABSENT, "unknown", "Unknown")
CONFLICT: Final = own("conflict")


def people(story: Story) -> list[Made]:
    """Returns the patient, also as a mother, and the observations of age, ethnicity and outcome of the case."""
    made = [_patient(story), *(_mother(story, child) for child in story.children)]
    who = story.case.patient
    if who.age:
        made.append(_age(story, who.age))
    if who.ethnicity:
        said = concept(who.ethnicity.value)
        value = {"valueCodeableConcept": said} if said else {"dataAbsentReason": concept(None, [_UNKNOWN])}
        made.append(_observed(story, "ethnicity", "Ethnicity", value, who.ethnicity.evidence))
    if story.case.outcome:
        ended = {"valueCodeableConcept": outcome_concept(story.case.outcome)}
        made.append(
            _observed(story, "case-outcome", "Outcome of the case", ended, story.case.outcome.evidence)
        )
    return made


def _patient(story: Story) -> Made:
    case, who = story.case, story.case.patient
    endings = (case.outcome, *(event.outcome for event in case.events))
    died = any(one.status is OutcomeStatus.FATAL for one in endings if one)
    relation = concept(case.relation, [_KIN[KinRole(case.relation)]] if case.relation in set(KinRole) else [])
    conflicts = [part for one in who.conflicts for part in _conflict(one)]
    resource = story.resource(
        "Patient",
        "patient",
        extension=[*extension(own("relation"), valueCodeableConcept=relation), *conflicts],
        identifier=[{"system": own("case"), "value": case.id}],
        gender=who.sex and str(who.sex.value),
        deceasedBoolean=died or None,
        link=[{"other": story.ids.to("mother", child), "type": "seealso"} for child in story.children],
    )
    supports = [Support("gender", who.sex.evidence)] if who.sex else []
    for index, one in enumerate(who.conflicts):
        supports.append(Support(f"extension('{CONFLICT}')[{index}]", one.evidence))
    return Made(resource, tuple(supports))


def _conflict(held: Conflict) -> list[Element]:
    values = (told for value in held.values for told in text_extension("value", value))
    return parted(CONFLICT, [*text_extension("field", held.field), *values])


def _mother(story: Story, child: str) -> Made:
    """Returns the patient as somebody whom another patient is related to."""
    resource = story.resource(
        "RelatedPerson",
        "mother",
        child,
        patient=story.of_case(child).to("patient"),
        relationship=[concept(None, [_KIN[KinRole.MOTHER]])],
    )
    return Made(resource)


def _age(story: Story, age: Age) -> Made:
    """Returns an age: a number, else a range, else its wording; what these leave over is in the extension."""
    unit = age.unit and str(age.unit)
    words = plain(age.text)
    but: set[str] = set()
    said: Element = {"valueString": words} if words else {}
    if age.value is not None:
        if fits(age.value):
            said, but = {"valueQuantity": quantity(age.value, unit)}, {"value", "unit"}
    elif bounds := _bounds(age):
        said = {"valueRange": {name: quantity(number, unit) for name, number in bounds.items()}}
        but = {"low", "high", "unit"}
    coding = [coded(LOINC, "30525-0", "Age")]
    rest = length("age", age, story.ids, but=but)
    return _observed(story, "age", "Age", {"extension": rest, **said}, age.evidence, coding)


def _bounds(age: Age) -> dict[str, Number]:
    """Returns the bounds of an age that are told, none where FHIR has no such range."""
    told = {name: number for name, number in (("low", age.low), ("high", age.high)) if number is not None}
    numbers = list(told.values())
    return told if all(map(fits, numbers)) and numbers == sorted(numbers) else {}


def _observed(
    story: Story,
    what: str,
    name: str,
    said: Element,
    evidence: tuple[str, ...],
    coding: list[Element] | None = None,
) -> Made:
    code = concept(name, coding or [coded(own("observation"), what)])
    resource = story.resource("Observation", what, status="final", code=code, subject=story.subject, **said)
    return Made(resource, (Support(WHOLE, evidence),))
