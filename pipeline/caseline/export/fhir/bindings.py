"""Codes that FHIR R5 binds elements to with the strength `required`, as far as we write them.

fhir.resources does not look at codes. Source: StructureDefinitions and value sets of hl7.fhir.r5.core 5.0.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caseline.export.fhir.systems import CLINICAL, VERIFICATION
from caseline.export.fhir.values import Element

_EVENT_STATUS: Final = frozenset(
    "preparation in-progress not-done on-hold stopped completed entered-in-error unknown".split()
)
_UNITS: Final = frozenset("s min h d wk mo a".split())
REQUIRED: Final[dict[str, frozenset[str]]] = {
    "AdverseEvent.actuality": frozenset({"actual", "potential"}),
    "AdverseEvent.occurrenceTiming.repeat.durationUnit": _UNITS,
    "AdverseEvent.status": frozenset({"in-progress", "completed", "entered-in-error", "unknown"}),
    "Bundle.type": frozenset(
        "document message transaction transaction-response batch batch-response history searchset collection "
        "subscription-notification".split()
    ),
    "Citation.status": frozenset({"draft", "active", "retired", "unknown"}),
    "Condition.clinicalStatus": frozenset(
        "active recurrence relapse inactive remission resolved unknown".split()
    ),
    "Condition.verificationStatus": frozenset(
        "unconfirmed provisional differential confirmed refuted entered-in-error".split()
    ),
    "Device.name.type": frozenset({"registered-name", "user-friendly-name", "patient-reported-name"}),
    "DocumentReference.status": frozenset({"current", "superseded", "entered-in-error"}),
    "List.mode": frozenset({"working", "snapshot", "changes"}),
    "List.status": frozenset({"current", "retired", "entered-in-error"}),
    "MedicationAdministration.occurenceTiming.repeat.durationUnit": _UNITS,
    "MedicationAdministration.status": frozenset(
        "in-progress not-done on-hold completed entered-in-error stopped unknown".split()
    ),
    "MedicationStatement.status": frozenset({"recorded", "entered-in-error", "draft"}),
    "Observation.status": frozenset(
        "registered preliminary final amended corrected cancelled entered-in-error unknown".split()
    ),
    "Patient.gender": frozenset({"male", "female", "other", "unknown"}),
    "Patient.link.type": frozenset({"replaced-by", "replaces", "refer", "seealso"}),
    "Procedure.occurrenceTiming.repeat.durationUnit": _UNITS,
    "Procedure.status": _EVENT_STATUS,
    "Provenance.entity.role": frozenset({"revision", "quotation", "source", "instantiates", "removal"}),
}
# Elements with a concept rather than a code, and the code system of the binding.
SYSTEMS: Final = {"Condition.clinicalStatus": CLINICAL, "Condition.verificationStatus": VERIFICATION}


def unbound(resource: Element) -> Iterator[str]:
    """Yields the elements of a resource whose codes are not among those that FHIR allows."""
    kind = resource["resourceType"]
    for path, allowed in REQUIRED.items():
        if path.startswith(f"{kind}."):
            for held in _at(resource, path.split(".")[1:]):
                codes = _codes(held, SYSTEMS.get(path))
                yield from (f"{path}: {code!r} is no code of FHIR's" for code in codes if code not in allowed)


def _codes(held: object, system: str | None) -> list[object]:
    """Returns the code of an element, or those of a concept: one of another system is none at all."""
    if not isinstance(held, dict):
        return [held]
    return [one.get("code") if one.get("system") == system else None for one in held.get("coding", [{}])]


def _at(held: object, steps: list[str]) -> Iterator[object]:
    if isinstance(held, list):
        for one in held:
            yield from _at(one, steps)
    elif not steps:
        yield held
    elif isinstance(held, dict) and steps[0] in held:
        yield from _at(held[steps[0]], steps[1:])
