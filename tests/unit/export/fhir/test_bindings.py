"""Codes that FHIR binds: what we write is among them, and what is not is found."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest

from caseline.errors import CaselineError
from caseline.export.fhir.bindings import REQUIRED, unbound
from caseline.export.fhir.bundle import bundle
from caseline.export.fhir.outcomes import CLINICAL_STATUSES, OUTCOMES, STATUSES
from caseline.export.fhir.writer import check
from caseline.schema.case import OutcomeStatus
from tests.unit.export.fhir.full import full

# fhir.resources lists the codes of elements of the type code, and does not look at them; these it cuts short.
_CUT_SHORT = {"Observation.status"}


def _listed(path: str) -> frozenset[str] | None:
    """Returns the codes that fhir.resources lists for an element, null for a concept."""
    kind, *steps = path.split(".")
    model: Any = getattr(importlib.import_module(f"fhir.resources.{kind.lower()}"), kind)
    for step in steps[:-1]:
        field = next(one for one in model.model_fields.values() if (one.alias or "") == step)
        name = re.findall(r"(\w+)Type\b", str(field.annotation))[-1]
        module = "timing" if name.startswith("Timing") else kind.lower()
        model = getattr(importlib.import_module(f"fhir.resources.{module}"), name)
    for name, field in model.model_fields.items():
        if steps[-1] in {name, field.alias}:
            codes = (field.json_schema_extra or {}).get("enum_values")
            return frozenset(codes) if codes else None
    raise AssertionError(path)


@pytest.mark.parametrize("path", sorted(REQUIRED))
def test_tables_agree_with_fhir_resources(path: str) -> None:
    listed = _listed(path)
    if path in _CUT_SHORT:
        assert listed
        assert listed - {"+"} < REQUIRED[path]
    elif path.startswith("Condition."):
        assert listed is None
    else:
        assert listed == REQUIRED[path]


def test_what_is_written_is_among_them() -> None:
    for entry in bundle(full())["entry"]:
        assert list(unbound(entry["resource"])) == []


def test_every_outcome_has_its_codes() -> None:
    for status in OutcomeStatus:
        assert STATUSES[status] in REQUIRED["AdverseEvent.status"]
        assert CLINICAL_STATUSES[status] in REQUIRED["Condition.clinicalStatus"]
    assert len({str(code) for code in OUTCOMES.values()}) == len(OutcomeStatus)


def _spoilt(kind: str, **parts: Any) -> dict[str, Any]:
    made = bundle(full())
    for entry in made["entry"]:
        if entry["resource"]["resourceType"] == kind:
            entry["resource"] |= parts
    return made


@pytest.mark.parametrize(
    ("kind", "parts", "message"),
    [
        ("Patient", {"gender": "woman"}, "Patient.gender: 'woman' is no code"),
        ("AdverseEvent", {"status": "final"}, "AdverseEvent.status: 'final' is no code"),
        (
            "Condition",
            {"clinicalStatus": {"coding": [{"system": "urn:x", "code": "active"}]}},
            "Condition.clinicalStatus: None is no code",
        ),
        ("Condition", {"clinicalStatus": {"text": "active"}}, "Condition.clinicalStatus: None is no code"),
        ("AdverseEvent", {"subject": {"reference": "urn:uuid:1"}}, "urn:uuid:1 is not in the Bundle"),
        ("AdverseEvent", {"outcomes": []}, "Extra inputs are not permitted"),
        ("AdverseEvent", {"actuality": None}, "actuality"),
        ("Medication", {"id": "a b"}, "pattern"),
    ],
)
def test_what_is_wrong_is_found(kind: str, parts: dict[str, Any], message: str) -> None:
    check(bundle(full()))
    with pytest.raises(CaselineError, match=message):
        check(_spoilt(kind, **parts))


def test_two_resources_with_an_id_are_found() -> None:
    made = bundle(full())
    made["entry"].append(made["entry"][0])
    with pytest.raises(CaselineError, match="share an id"):
        check(made)
