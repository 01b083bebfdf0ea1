"""What is written is read back by e2br3 and by XPath, and is what the record says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from caseline.schema.report import CaseReport
from tests.record_strategies import NUMBERS, TEXTS, records
from tests.unit.export.e2b.facts import facts
from tests.unit.export.e2b.reading import read
from tests.unit.export.e2b.samples import STORED, changed, full, mother_and_child, stored, written


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


@given(st.lists(TEXTS, min_size=12, max_size=12), st.lists(NUMBERS, min_size=4, max_size=4))
def test_any_words_and_numbers(words: list[str], numbers: list[float]) -> None:
    """Fields that the strategy of records leaves alone."""
    made = changed(
        full(),
        drugs__0__dechallenge=words[0],
        drugs__0__rechallenge=words[1],
        drugs__0__doses__0__route=words[2],
        drugs__0__doses__0__frequency=words[3],
        drugs__0__doses__0__unit=words[4],
        drugs__0__doses__0__amount=numbers[0],
        drugs__0__stop=words[5],
        events__0__findings=words[6:8],
        events__0__codes=[{"system": "MedDRA", "code": words[8]}],
        timeline__1__date=words[9],
        timeline__1__day=numbers[1],
        timeline__2__low=numbers[2],
        timeline__2__high=numbers[3],
        patient__age__text=words[10],
        relation=words[11],
    )
    assert read(written(made)) == _expected(made)


@pytest.mark.parametrize("number", [1e300, -1e300, 10**300, 1e-300, 99999.96, 1 / 3, -1, 0.0])
def test_odd_numbers(number: float) -> None:
    made = changed(
        full(),
        patient__age={"value": number, "unit": "a", "text": "old"},
        drugs__0__doses__0__amount=number,
        events__0__duration={"value": number, "unit": "d", "text": "long"},
        events__0__onset__value=number,
        timeline__1__day=number,
        timeline__2__low=number,
    )
    assert read(written(made)) == _expected(made)
    decades = changed(full(), patient__age={"low": number, "high": number, "unit": "a", "text": "old"})
    assert read(written(decades)) == _expected(decades)


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
