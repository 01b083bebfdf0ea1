"""What is written is read back by e2br3 and by XPath, and is what the record says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.e2b.facts import facts
from tests.unit.export.e2b.reading import read
from tests.unit.export.e2b.samples import STORED, full, mother_and_child, stored, written


def _is_report(record: CaseReport, number: int) -> bool:
    case = record.cases[number]
    return bool(case.events) and any(drug.role != "concomitant" for drug in case.drugs)


def _expected(record: CaseReport) -> list[object]:
    return [facts(record, case) for at, case in enumerate(record.cases) if _is_report(record, at)]


@pytest.mark.parametrize("path", STORED)
def test_stored_records(path: Path) -> None:
    record = stored(path)
    expected = _expected(record)
    if expected:
        assert read(written(record)) == expected


def test_enough_of_them_are_reports() -> None:
    assert sum(bool(_expected(stored(one.values[0]))) for one in STORED) >= 0.9 * len(STORED)


@pytest.mark.parametrize("record", [full(), mother_and_child()], ids=["full", "mother-and-child"])
def test_made_records(record: CaseReport) -> None:
    assert read(written(record)) == _expected(record)


@given(records())
def test_any_record(record: CaseReport) -> None:
    made = _with_report(record)
    assert read(written(made)) == _expected(made)


def _with_report(record: CaseReport) -> CaseReport:
    """Returns a record whose cases are reports: with a suspect drug and an event, whatever else they have."""
    data = record.model_dump(mode="json")
    data["cases"] = data["cases"] or [{"id": "c1"}]
    for case in data["cases"]:
        if not case.get("events"):
            case["events"] = [{"id": "e99", "name": "rash"}]
        if not any(drug["role"] != "concomitant" for drug in case.get("drugs", [])):
            suspect = {"id": "d99", "name": "zelinavir", "role": "suspect"}
            case["drugs"] = [*case.get("drugs", []), suspect]
    return CaseReport.model_validate(data)


def _leaves(tree: etree._Element) -> list[etree._Element]:
    """Returns the elements of the patient and the assessments that hold a value."""
    part = tree.find(".//{*}adverseEventAssessment")
    assert part is not None
    return [one for one in part.iter() if (one.text and one.text.strip()) or set(one.attrib) & _VALUES]


_VALUES = {"value", "code", "unit", "nullFlavor", "root"}


def test_every_value_counts() -> None:
    """A control: with any value gone, the comparison fails."""
    data = written(full())
    expected = _expected(full())
    count = len(_leaves(etree.fromstring(data)))
    assert count > 100
    missed = []
    for number in range(count):
        tree = etree.fromstring(data)
        leaf = _leaves(tree)[number]
        parent = leaf.getparent()
        assert parent is not None
        parent.remove(leaf)
        if _reads(etree.tostring(tree)) == expected:
            missed.append(
                f"{parent.tag.rpartition('}')[2]}/{leaf.tag.rpartition('}')[2]} {dict(leaf.attrib)}"
            )
    assert "\n".join(missed) == ""


def _reads(data: bytes) -> object:
    """Returns what is read, or the failure to read it."""
    try:
        return read(data)
    except (AssertionError, AttributeError, IndexError, TypeError, ValueError) as error:
        return error
