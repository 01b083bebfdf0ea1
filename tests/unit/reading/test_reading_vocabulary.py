"""The data files: sorted, without duplicates, each row with a source; bad rows name their line."""

import csv
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from caseline.errors import LexiconError
from caseline.reading.vocabulary import (
    HEADING_COLUMNS,
    PAGE_COLUMNS,
    WORD_COLUMNS,
    find_term,
    fold,
    headings,
    page_terms,
    read_headings,
    read_page_terms,
    read_words,
)
from caseline.schema.document import SectionName

FILES = [
    pytest.param("headings.csv", HEADING_COLUMNS, 1, id="headings"),
    pytest.param("page.csv", PAGE_COLUMNS, 1, id="page"),
    pytest.param("words.csv", WORD_COLUMNS, 2, id="words"),
]


def rows(name: str) -> list[list[str]]:
    """Returns the rows of a data file, its header first."""
    with (
        as_file(files("caseline.reading") / "data" / name) as path,
        path.open(encoding="utf-8", newline="") as stream,
    ):
        return list(csv.reader(stream))


@pytest.mark.parametrize(("name", "columns", "key"), FILES)
def test_file_is_clean(name: str, columns: tuple[str, ...], key: int) -> None:
    header, *body = rows(name)
    assert tuple(header) == columns
    keys = [tuple(row[:key]) for row in body]
    assert keys == sorted(set(keys))
    for row in body:
        assert fold(row[0]) == row[0]
        assert all(cell == cell.strip() for cell in row)
        assert row[columns.index("source")]


def test_every_source_is_explained() -> None:
    readme = (files("caseline.reading") / "data" / "README.md").read_text(encoding="utf-8")
    for name, columns in (
        ("headings.csv", HEADING_COLUMNS),
        ("page.csv", PAGE_COLUMNS),
        ("words.csv", WORD_COLUMNS),
    ):
        for source in {row[columns.index("source")] for row in rows(name)[1:]}:
            assert f"| {source} |" in readme


def test_no_line_is_both_heading_and_firm_furniture() -> None:
    assert not headings().keys() & page_terms().firm.keys()


TERMS = [
    pytest.param("Discussion", SectionName.DISCUSSION, id="known"),
    pytest.param("DESIGN, SETTING, AND PARTICIPANTS", SectionName.METHODS, id="list"),
    pytest.param("Methods/Results", SectionName.METHODS, id="slash"),
    pytest.param("Authors’ contributions", SectionName.METADATA, id="curly-quote"),
    pytest.param("Discussion and dinner", None, id="half-known"),
    pytest.param("Torazine", None, id="unknown"),
    pytest.param("", None, id="empty"),
]


@pytest.mark.parametrize(("text", "label"), TERMS)
def test_find_term(text: str, label: SectionName | None) -> None:
    term = find_term(text)
    assert (term.label if term else None) == label


FAULTS = [
    pytest.param(read_headings, HEADING_COLUMNS, "a,nonsense,flow,line,own,2026-01-01,", id="label"),
    pytest.param(read_headings, HEADING_COLUMNS, "a,case,nonsense,line,own,2026-01-01,", id="extent"),
    pytest.param(read_headings, HEADING_COLUMNS, "a,case,flow", id="columns"),
    pytest.param(read_headings, HEADING_COLUMNS, ",case,flow,line,own,2026-01-01,", id="no-term"),
    pytest.param(read_page_terms, PAGE_COLUMNS, "a,case,line,firm,own,2026-01-01,", id="page-label"),
    pytest.param(read_page_terms, PAGE_COLUMNS, "a,metadata,prefix,weak,own,2026-01-01,", id="page-weight"),
    pytest.param(read_words, WORD_COLUMNS, "a,nonsense,own,2026-01-01,", id="word-class"),
]


@pytest.mark.parametrize(("read", "columns", "row"), FAULTS)
def test_bad_row_names_its_line(read: object, columns: tuple[str, ...], row: str, tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"{','.join(columns)}\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="row 2"):
        read(path)  # type: ignore[operator]


def test_bad_header_is_row_one(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("term\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="row 1"):
        read_headings(path)
