"""`caseline export` to OMOP, CSV and XLSX."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.papers import Run, write
from tests.unit.export.example import example
from tests.unit.export.listing.reading import csv_rows, xlsx_rows


@pytest.fixture
def records() -> str:
    nobody = example().model_copy(update={"cases": ()}).to_json()
    return write("records.jsonl", f"{example().to_json()}\n{nobody}\n")


def test_omop_is_a_folder(run: Run, records: str) -> None:
    result = run("export", "--to", "omop", records, "-o", "cdm")
    assert result.exit_code == 0
    assert sorted(path.name for path in Path("cdm").iterdir()) == ["CUT.csv", "NOTE.csv", "NOTE_NLP.csv"]
    assert "tells of no patient, and a note of the CDM is about one" in result.stderr
    assert run("export", "--to", "omop", records, "-o", "cdm").exit_code == 0  # the same bytes


def test_omop_settings_that_are_wrong(run: Run, records: str) -> None:
    settings = write("omop.toml", "colour = 3\n")
    result = run("export", "--to", "omop", records, "-o", "cdm", "--settings", settings)
    assert result.exit_code == 2
    assert "omop.toml: colour" in result.stderr


def test_listings_are_files(run: Run, records: str) -> None:
    assert run("export", "--to", "csv", records, "-o", "cases.csv").exit_code == 0
    assert run("export", "--to", "xlsx", records, "-o", "cases.xlsx").exit_code == 0
    assert [row["Case"] for row in csv_rows(Path("cases.csv").read_bytes())] == ["c1"]
    assert [row["Age"] for row in xlsx_rows(Path("cases.xlsx").read_bytes())] == [58]


def test_a_listing_in_a_folder_is_refused(run: Run, records: str) -> None:
    result = run("export", "--to", "xlsx", records, "-o", "somewhere")
    assert result.exit_code == 2
    assert "xlsx is one file; name it with .xlsx" in result.stderr
