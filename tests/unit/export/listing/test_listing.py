"""The listing: what a case tells stands in its row, and comes back from it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from caseline.export.codes import code_line
from caseline.export.listing import Csv, Xlsx
from caseline.export.listing.cells import clean, unguarded, values_of
from caseline.export.listing.columns import COLUMNS
from caseline.schema.case import Case, ConditionRole, Dose, DrugRole
from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.example import example
from tests.unit.export.listing.reading import csv_rows, written, xlsx_cells, xlsx_rows
from tests.unit.export.omop.test_omop import known_records

ANY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
BOTH = pytest.mark.parametrize("writer", [pytest.param(Csv(), id="csv"), pytest.param(Xlsx(), id="xlsx")])


def _one(text: str | None) -> list[str] | None:
    return [clean(text)] if text else None


def _parts(texts: Any) -> list[str] | None:
    return [clean(text) for text in texts if text] or None


def _dose(dose: Dose) -> str:
    """Returns a dose as people write it."""
    said: list[str] = []
    if dose.ordinal is not None:
        said.append(f"{dose.kind.value if dose.kind else 'dose'} {dose.ordinal}")
    elif dose.kind:
        said.append(dose.kind.value)
    if dose.amount is not None:
        whole = float(dose.amount).is_integer()
        amount = str(int(dose.amount)) if whole else repr(dose.amount)
        said.append(f"{amount} {dose.unit or ''}".strip())
    elif dose.unit:
        said.append(dose.unit)
    return ", ".join([*said, *filter(None, (dose.route, dose.frequency))])


def _lists(case: Case) -> dict[str, list[list[str] | None]]:
    """Returns what the columns of several values can carry."""
    names = {one.id: one.name for one in (*case.conditions, *case.drugs, *case.events)}  # type: ignore[attr-defined]
    suspects = [drug for drug in case.drugs if drug.role is DrugRole.SUSPECT]
    found: dict[str, list[list[str] | None]] = {
        "Suspects": [_one(one.name) for one in suspects],
        "Suspects: codes": [_parts(map(code_line, one.codes)) for one in suspects],
        "Suspects: doses": [_parts(filter(None, map(_dose, one.doses))) for one in suspects],
        "Suspects: start": [_one(one.start) for one in suspects],
        "Suspects: action taken": [_one(one.action_taken) for one in suspects],
        "Suspects: indication": [_one(names.get(one.indication or "")) for one in suspects],
        "Concomitant": [_one(one.name) for one in case.drugs if one.role is DrugRole.CONCOMITANT],
        "Interacting": [_one(one.name) for one in case.drugs if one.role is DrugRole.INTERACTING],
        "Indications": [_one(one.name) for one in case.conditions if one.role is ConditionRole.INDICATION],
        "History": [_one(one.name) for one in case.conditions if one.role is ConditionRole.HISTORY],
        "Comorbidities": [_one(one.name) for one in case.conditions if one.role is ConditionRole.COMORBIDITY],
        "Events": [_one(one.name) for one in case.events],
        "Events: codes": [_parts(map(code_line, one.codes)) for one in case.events],
        "Events: certainty": [[one.certainty.value] for one in case.events],
        "Events: sites": [_parts(one.body_sites) for one in case.events],
        "Events: severity": [_one(one.severity) for one in case.events],
        "Events: grade": [_one(one.grade) for one in case.events],
        "Events: findings": [_parts(one.findings) for one in case.events],
        "Events: onset as printed": [_one(one.onset.text) if one.onset else None for one in case.events],
        "Events: outcome": [
            [one.outcome.status.value.replace("_", " ")] if one.outcome else None for one in case.events
        ],
        "Events: seriousness": [
            _parts(word.replace("_", " ") for word in one.seriousness) for one in case.events
        ],
        "Events: suspects": [_parts(names[drug] for drug in one.suspects) for one in case.events],
        "Therapies": [_one(one.name) for one in case.therapies],
        "Therapies: codes": [_parts(map(code_line, one.codes)) for one in case.therapies],
        "Therapies: kind": [[one.kind.value] for one in case.therapies],
        "Therapies: for": [_parts(names[event] for event in one.for_events) for one in case.therapies],
        "Therapies: response": [_one(one.response) for one in case.therapies],
    }
    # A column where nothing is told is empty.
    return {name: values if any(values) else [] for name, values in found.items()}


def _plain(record: CaseReport, case: Case) -> dict[str, str | float | None]:
    """Returns what the columns of one value can carry."""
    age, outcome, document = case.patient.age, case.outcome, record.document
    return {
        "Report id": document.id,
        "Source": document.source,
        "Title": document.title,
        "Year": document.year,
        "Case": case.id,
        "Cases in report": len(record.cases),
        "Relation": case.relation,
        "Age": age.value if age else None,
        "Age from": age.low if age else None,
        "Age to": age.high if age else None,
        "Age unit": age.unit.value if age and age.unit else None,
        "Age as printed": age.text if age else None,
        "Sex": case.patient.sex.value.value if case.patient.sex else None,
        "Ethnicity": case.patient.ethnicity.value if case.patient.ethnicity else None,
        "Case outcome": outcome.status.value.replace("_", " ") if outcome else None,
        "Case outcome as printed": outcome.text if outcome else None,
        "Schema": record.schema_version,
        "Caseline": record.provenance.caseline,
        "Pipeline": record.provenance.model,
    }


def facts(record: CaseReport) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Returns what the rows of a record can carry."""
    return [
        (
            {
                name: clean(value) or None if isinstance(value, str) else value
                for name, value in _plain(record, case).items()
            },
            _lists(case),
        )
        for case in record.cases
    ]


def _told(rows: list[dict[str, Any]], *, is_csv: bool) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Returns the same of rows read back."""
    made = []
    for row in rows:
        cells = {name: (unguarded(cell) if is_csv else cell) or None for name, cell in row.items()}
        numbers = {"Year", "Cases in report", "Age", "Age from", "Age to"}
        if is_csv:
            cells |= {name: float(cells[name]) for name in numbers if cells[name] is not None}
        else:
            cells |= {name: row[name] for name in numbers}
        plain = {name: cells[name] for name in _plain(example(), example().cases[0])}
        made.append((plain, {name: values_of(cells[name]) for name in _lists(example().cases[0])}))
    return made


def _read(writer: Csv | Xlsx, known: list[CaseReport]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    data = written(writer, known)
    is_csv = isinstance(writer, Csv)
    return _told(csv_rows(data) if is_csv else xlsx_rows(data), is_csv=is_csv)


@BOTH
@ANY
@given(record=records())
def test_any_record_comes_back(writer: Csv | Xlsx, record: CaseReport) -> None:
    assert _read(writer, [record]) == _approximately(facts(record))


def _approximately(rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> Any:
    """A workbook has 16 digits."""
    return [
        (
            {
                name: pytest.approx(value, rel=1e-15) if isinstance(value, float) else value
                for name, value in plain.items()
            },
            lists,
        )
        for plain, lists in rows
    ]


@BOTH
def test_gold_and_golden_records_come_back(writer: Csv | Xlsx) -> None:
    known = known_records()
    left: list[str] = []
    written(writer, known, left)
    expected = [one for record in known for one in facts(record)]
    assert len(expected) > 30
    assert _read(writer, known) == expected
    assert len(left) == sum(not record.cases for record in known)


@BOTH
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"severity": "severe"}, id="a-word"),
        pytest.param({"suspects": ()}, id="a-link"),
        pytest.param({"seriousness": ("death", "other")}, id="a-list"),
        pytest.param({"name": "chest pain; nausea"}, id="a-separator"),
        pytest.param({"name": "not stated"}, id="words-of-ours"),
    ],
)
def test_the_round_trip_notices_what_differs(writer: Csv | Xlsx, change: dict[str, Any]) -> None:
    record = example()
    case = record.cases[0]
    event = case.events[0].model_copy(update=change)
    other = record.model_copy(
        update={"cases": (case.model_copy(update={"events": (event, *case.events[1:])}),)}
    )
    assert _read(writer, [other]) == facts(other)
    assert _read(writer, [other]) != facts(record)


def _row(record: CaseReport) -> dict[str, str]:
    return csv_rows(written(Csv(), [record]))[0]


def test_what_a_row_says() -> None:
    row = _row(example())
    expected = {
        "Case": "c1",
        "Age": "58",
        "Age unit": "a",
        "Sex": "female",
        "Suspects": "zelinavir",
        "Suspects: doses": "dose 2",
        "Concomitant": "aspirin",
        "Comorbidities": "migraine",
        "Events": "chest pain; abdominal pain",
        "Events: latency": "2 d from the last dose of zelinavir; not stated",
        "Events: outcome": "recovered; not stated",
        "Events: seriousness": "other; not stated",
        "Days from first dose": "",
        "Days from last dose": "2",
        "Most serious": "other",
        "Therapies": "prednisone",
        "Therapies: for": "chest pain",
        "Course": "dose: second dose; onset: Two days after",
        "Mentions left out": "family 1",
        "Reference": "Pain.",
    }
    assert {name: row[name] for name in expected} == expected


def test_the_worst_and_the_shortest_are_those_of_all_events() -> None:
    data = json.loads(example().to_json())
    first, second = data["cases"][0]["events"]
    first["seriousness"] = ["hospitalisation", "other"]
    second["seriousness"] = ["life_threatening"]
    second["onset"] = {**first["onset"], "value": 6, "unit": "h", "evidence": []}
    row = _row(CaseReport.from_json(json.dumps(data)))
    assert row["Most serious"] == "life threatening"
    assert row["Days from last dose"] == "0.25"


def test_months_are_no_number_of_days() -> None:
    data = json.loads(example().to_json())
    data["cases"][0]["events"][0]["onset"] |= {"value": 2, "unit": "mo"}
    row = _row(CaseReport.from_json(json.dumps(data)))
    assert row["Days from last dose"] == ""
    assert row["Events: latency"].startswith("2 mo from the last dose")


def test_about_a_week_is_seven_days_and_a_range_is_no_number() -> None:
    data = json.loads(example().to_json())
    onset = data["cases"][0]["events"][0]["onset"]
    onset |= {"value": 1, "unit": "wk", "approximate": True}
    assert _row(CaseReport.from_json(json.dumps(data)))["Days from last dose"] == "7"
    onset |= {"value": None, "low": 3, "high": 5}
    assert _row(CaseReport.from_json(json.dumps(data)))["Days from last dose"] == ""


@BOTH
def test_a_record_without_a_case_is_left_out(writer: Csv | Xlsx) -> None:
    left: list[str] = []
    nobody = example().model_copy(update={"cases": ()})
    data = written(writer, [nobody, example()], left)
    assert len(csv_rows(data) if isinstance(writer, Csv) else xlsx_rows(data)) == 1
    assert left == ["left out: tells of no patient, and a row is a case"]


@BOTH
def test_a_listing_of_nothing_has_its_headings(writer: Csv | Xlsx) -> None:
    data = written(writer, [])
    if isinstance(writer, Csv):
        assert data == b"\xef\xbb\xbf" + ",".join(f'"{one.name}"' for one in COLUMNS).encode() + b"\r\n"
    else:
        assert [sheet.title for sheet in load_workbook(io.BytesIO(data))] == ["Cases"]
        assert xlsx_rows(data) == []


def test_names_of_columns_are_distinct() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


@BOTH
def test_the_same_records_give_the_same_bytes(writer: Csv | Xlsx) -> None:
    assert written(writer, known_records()) == written(writer, known_records())


def test_a_workbook_has_no_clock() -> None:
    data = written(Xlsx(), [example()])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2000-01-01T00:00:00Z"] * 2
    assert str(datetime.now().year) not in core


def test_a_workbook_is_made_to_be_read() -> None:
    book = load_workbook(io.BytesIO(written(Xlsx(), [example(), example()])))
    sheet = book["Cases"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(3, len(COLUMNS)).coordinate}"
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["E"].width
    assert sheet["A1"].font.bold


def test_rows_are_as_high_as_their_longest_text_up_to_a_bound() -> None:
    record = example()
    longer = record.model_copy(
        update={"document": record.document.model_copy(update={"title": "word " * 30, "journal": "J " * 999})}
    )
    sheet = load_workbook(io.BytesIO(written(Xlsx(), [record, longer])))["Cases"]
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    assert heights[2] == 180
    assert 15 < heights[1] < heights[2]


def test_numbers_are_numbers_in_a_workbook() -> None:
    (cells,) = xlsx_cells(written(Xlsx(), [example()]))
    kinds = {column.name: cell.data_type for column, cell in zip(COLUMNS, cells, strict=True)}
    assert [kinds[name] for name in ("Age", "Cases in report", "Days from last dose")] == ["n"] * 3
    assert kinds["Age as printed"] == "s"


def test_a_number_that_excel_has_no_form_for_is_a_text() -> None:
    record = example()
    for year, kind in ((10**400, "s"), (-(10**400), "s"), (2020, "n")):
        document = record.document.model_copy(update={"year": year})
        (cells,) = xlsx_cells(written(Xlsx(), [record.model_copy(update={"document": document})]))
        (cell,) = (one for one, column in zip(cells, COLUMNS, strict=True) if column.name == "Year")
        assert (cell.data_type, str(cell.value)) == (kind, str(year))


def test_more_cases_than_a_sheet_holds_go_on_the_next() -> None:
    data = written(Xlsx(most_rows=3), [example()] * 5)
    book = load_workbook(io.BytesIO(data))
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("Cases", 3), ("Cases 2", 3), ("Cases 3", 2)]
    assert {sheet["J1"].value for sheet in book} == {"Case"}
    assert [row["Case"] for row in xlsx_rows(data)] == ["c1"] * 5
