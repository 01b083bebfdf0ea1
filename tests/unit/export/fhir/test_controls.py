"""The round trip is no test unless it fails: whatever is dropped from a Bundle or a record is seen."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from caseline.export.fhir.bundle import bundle
from caseline.schema.report import CaseReport
from tests.unit.export.fhir.full import full
from tests.unit.export.fhir.projection import facts
from tests.unit.export.fhir.reading import told

MADE = bundle(full())
Path = tuple[str | int, ...]

# What a Bundle says for those who do not know Caseline: the same again in codes of others, names of code systems, and
# who did it. The tests of single resources look at these.
SAID_TWICE = frozenset(
    {
        "AdverseEvent.actuality",
        "AdverseEvent.suspectEntity.causality.assessmentMethod.coding.code",
        "AdverseEvent.suspectEntity.causality.author.display",
        "Bundle.id",
        "Bundle.identifier.value",
        "Bundle.resourceType",
        "Citation.citedArtifact.classification.type.coding.code",
        "Citation.citedArtifact.contributorship.entry.rankingOrder",
        "Citation.id",
        "Citation.resourceType",
        "Citation.status",
        "Citation.summary.style.coding.code",
        "Citation.summary.text",
        "Condition.clinicalStatus.coding.code",
        "Condition.id",
        "Condition.subject.reference",
        "Device.displayName",
        "Device.id",
        "Device.name.type",
        "Device.name.value",
        "DocumentReference.content.attachment.contentType",
        "DocumentReference.id",
        "DocumentReference.status",
        "List.code.coding.code",
        "List.code.text",
        "List.entry.flag.coding.code",
        "List.mode",
        "List.status",
        "List.title",
        "Medication.id",
        "MedicationAdministration.status",
        "MedicationStatement.adherence.code.coding.code",
        "MedicationStatement.dosage.doseAndRate.doseQuantity.code",
        "MedicationStatement.status",
        "Observation.code.text",
        "Observation.focus.reference",
        "Observation.id",
        "Observation.status",
        "Observation.subject.reference",
        "Observation.valueQuantity.unit",
        "Observation.valueRange.high.unit",
        "Observation.valueRange.low.code",
        "Observation.valueRange.low.unit",
        "AdverseEvent.extension.valueCodeableConcept.coding.code",
        "Patient.extension.valueCodeableConcept.coding.code",
        "Patient.link.type",
        "RelatedPerson.id",
        "Procedure.status",
        "Provenance.agent.type.coding.code",
        "Provenance.agent.who.display",
        "Provenance.agent.who.reference",
        "Provenance.id",
        "Provenance.target.reference",
    }
)
# Texts and systems that stand beside a code of HL7's or of ours; codes of the record have theirs tested below.
_BESIDE_A_CODE = (
    ".coding.display",
    ".coding.system",
    ".identifier.system",
    ".tag.system",
    "uantity.system",
    ".low.system",
    ".high.system",
)


def _leaves(held: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(held, dict | list):
        for step, part in held.items() if isinstance(held, dict) else enumerate(held):
            yield from _leaves(part, (*path, step))
    else:
        yield path


def _name(path: Path) -> str:
    if path[0] != "entry":
        return ".".join(("Bundle", *(step for step in path if isinstance(step, str))))
    kind = MADE["entry"][path[1]]["resource"]["resourceType"]
    return ".".join((kind, *(step for step in path[3:] if isinstance(step, str))))


def _without(path: Path) -> dict[str, Any]:
    made: Any = copy.deepcopy(MADE)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return made  # type: ignore[no-any-return]


def _is_seen(path: Path) -> bool:
    try:
        return told(_without(path)) != facts(full())
    except (AssertionError, KeyError, IndexError, StopIteration, TypeError, ValueError):
        return True


def test_whatever_is_dropped_from_a_bundle_is_seen() -> None:
    unseen = {_name(path) for path in _leaves(MADE) if not _is_seen(path)}
    unseen = {name for name in unseen if not name.endswith(_BESIDE_A_CODE)}
    assert unseen <= SAID_TWICE
    assert {"Condition.clinicalStatus.coding.code", "Provenance.agent.who.reference"} <= unseen


@pytest.mark.parametrize(
    "name",
    ["AdverseEvent.code.coding.system", "AdverseEvent.code.coding.display", "Medication.code.coding.version"],
)
def test_codes_of_the_record_are_seen_whole(name: str) -> None:
    paths = [path for path in _leaves(MADE) if _name(path) == name]
    assert paths
    assert all(_is_seen(path) for path in paths)


def _fields(held: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(held, dict | list):
        for step, part in held.items() if isinstance(held, dict) else enumerate(held):
            yield (*path, step)
            yield from _fields(part, (*path, step))


def _changed(path: Path) -> CaseReport | None:
    """Returns the record with another value in a field, null where the schema has nothing else for it."""
    data: Any = full().model_dump(mode="json")
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    held = inner[path[-1]]
    if isinstance(held, str) and path[-1] != "id":
        inner[path[-1]] = f"{held} changed"
    elif isinstance(held, bool):
        inner[path[-1]] = not held
    elif isinstance(held, int | float):
        inner[path[-1]] = held / 2 if isinstance(held, float) else held + 1
    elif isinstance(path[-1], str) and isinstance(held, list) and held:
        inner[path[-1]] = []
    else:
        return None
    try:
        return CaseReport.model_validate(data)
    except ValueError:
        return None


def test_whatever_is_changed_in_a_case_changes_the_bundle() -> None:
    cases = [path for path in _fields(full().model_dump(mode="json")) if path[0] == "cases"]
    changed = [record for path in cases if (record := _changed(path))]
    assert len(changed) > 140
    for record in changed:
        assert told(bundle(record)) == facts(record)
        assert bundle(record) != MADE
