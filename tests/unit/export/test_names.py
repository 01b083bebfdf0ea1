"""File names: safe, unique, the same again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.export.codes import code_fields, code_line, code_of, code_of_line
from caseline.export.names import names_of
from caseline.export.offsets import Units
from caseline.schema.base import Code
from caseline.schema.report import CaseReport
from tests.record_strategies import TEXTS, WORDS
from tests.unit.export.example import example


def _record(source: str | None) -> CaseReport:
    record = example()
    return record.model_copy(update={"document": record.document.model_copy(update={"source": source})})


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("papers/one.txt", "one"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\two.pdf", "two"),
        ("set.zip!/in/three.xml.gz", "three"),
        ("pubmed.xml#12", "pubmed_xml_12"),
        ("é ü.txt", "record"),
        ("..", "record"),
        ("con.txt", "con_"),
        (None, "record"),
        ("x" * 300, "x" * 80),
    ],
)
def test_names(source: str | None, name: str) -> None:
    assert names_of([_record(source)]) == (name,)


def test_names_that_collide_have_the_id() -> None:
    names = names_of([_record("a/one.txt"), _record("b/ONE.txt"), _record("two.txt")])
    assert names == ("one-0e834ab6592b", "ONE-0e834ab6592b-2", "two") or len({*map(str.casefold, names)}) == 3
    assert names[0].startswith("one-")
    assert names[2] == "two"


@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["a", "A.txt", "b/a", "a-2"]))))
def test_names_are_safe_and_unique(sources: list[str | None]) -> None:
    names = names_of([_record(source) for source in sources])
    assert len(set(map(str.casefold, names))) == len(sources)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,110}", name) for name in names)


@given(WORDS, WORDS, st.none() | TEXTS)
def test_codes_come_back_from_one_line(system: str, code: str, display: str | None) -> None:
    known = Code(system=system, code=code, display=display)
    assert code_of(*code_fields(known)) == known
    assert code_of_line(code_line(known)) == known
    assert len(code_line(known).splitlines()) == 1
    assert code_of_line("none") is None


@given(TEXTS)
def test_units_of_utf16(text: str) -> None:
    units = Units.utf16(text)
    for place in range(len(text) + 1):
        unit = units.unit(place)
        assert unit == len(text[:place].encode("utf-16-le")) // 2
        assert units.point(unit) == place
    assert units.point(units.unit(len(text)) + 1) is None
    assert Units.utf16("😀").point(1) is None
