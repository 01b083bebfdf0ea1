"""How a code was come by stays with it for as long as nobody changes the code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseline.export.exchange import sheet_of
from caseline.export.merge import merged
from caseline.export.sheet import Kind, Mark, Sheet
from caseline.export.tools import Tool
from caseline.schema.base import Code, CodeMatch
from caseline.schema.mention import Label
from caseline.schema.report import CaseReport
from tests.unit.export.example import example, written

EACH_TOOL = pytest.mark.parametrize("tool", list(Tool))
CODES = (
    Code(system="HPO", code="HP:0100749", display="Chest pain", match=CodeMatch.SYNONYM, score=1.0),
    Code(system="ICD10CM", code="R07.9", match=CodeMatch.REFERENCE),
    Code(system="MeSH", code="D002637", display="Chest Pain", match=CodeMatch.SIMILAR, score=0.93),
)
PLAIN = tuple(Code(system=one.system, code=one.code, display=one.display) for one in CODES)
NEW = Code(system="SNOMED", code="29857009", display="Chest pain (finding)")
CHANGED = PLAIN[0].model_copy(update={"display": "Pain of the chest"})


def _coded() -> CaseReport:
    record = example()
    event = record.cases[0].events[0].model_copy(update={"codes": CODES})
    case = record.cases[0].model_copy(update={"events": (event, *record.cases[0].events[1:])})
    mentions = [one.model_copy(update={"codes": CODES}) if one.id == "m7" else one for one in record.mentions]
    return record.model_copy(update={"mentions": tuple(mentions), "cases": (case,)})


BASE = _coded()
# What people leave of the codes, and what the record then has.
EDITS = [
    pytest.param(PLAIN, CODES, id="nothing"),
    pytest.param((CHANGED, *PLAIN[1:]), (CHANGED, *CODES[1:]), id="a-name"),
    pytest.param(PLAIN[1:], CODES[1:], id="the-first-removed"),
    pytest.param((NEW, *PLAIN), (NEW, *CODES), id="one-before-them"),
    pytest.param(PLAIN[::-1], CODES[::-1], id="another-order"),
    pytest.param((NEW,), (NEW,), id="others"),
    pytest.param((), (), id="none"),
]


def _mark(sheet: Sheet, one: str) -> Mark:
    return next(mark for mark in sheet.marks if mark.id == one)


def _with_mark(sheet: Sheet, mark: Mark) -> Sheet:
    return replace(sheet, marks=tuple(mark if one.id == mark.id else one for one in sheet.marks))


def test_no_sheet_tells_how_a_code_was_come_by() -> None:
    sheet = sheet_of(BASE, "one")
    assert _mark(sheet, "m7").codes == PLAIN
    paths = {path for node in sheet.nodes for path in node.values if path.startswith("codes.")}
    assert paths == {
        *(f"codes.{place}.{name}" for place in range(3) for name in ("system", "code")),
        "codes.0.display",
        "codes.2.display",
    }


@EACH_TOOL
@pytest.mark.parametrize(("left", "expected"), EDITS)
def test_codes_of_mentions(tool: Tool, left: tuple[Code, ...], expected: tuple[Code, ...]) -> None:
    sheet = written(tool, BASE)
    record = merged(BASE, sheet, _with_mark(sheet, replace(_mark(sheet, "m7"), codes=left)))
    assert next(one for one in record.mentions if one.id == "m7").codes == expected
    assert record.cases == BASE.cases
    CaseReport.from_json(record.to_json())


@EACH_TOOL
@pytest.mark.parametrize(("left", "expected"), EDITS)
def test_codes_of_items(tool: Tool, left: tuple[Code, ...], expected: tuple[Code, ...]) -> None:
    sheet = written(tool, BASE)
    said = {
        f"codes.{place}.{name}": value
        for place, code in enumerate(left)
        for name, value in code.model_dump(exclude_none=True).items()
    }
    nodes = [
        replace(
            node,
            values={
                **{path: one for path, one in node.values.items() if not path.startswith("codes.")},
                **said,
            },
        )
        if node.kind is Kind.EVENT and node.id == "e1"
        else node
        for node in sheet.nodes
    ]
    record = merged(BASE, sheet, replace(sheet, nodes=tuple(nodes)))
    assert record.cases[0].events[0].codes == expected
    assert record.mentions == BASE.mentions


@EACH_TOOL
def test_a_match_that_a_file_tells_is_not_believed(tool: Tool) -> None:
    sheet = written(tool, BASE)
    nodes = [
        replace(
            node, values={**node.values, "codes.0.display": "x", "codes.0.match": "name", "codes.0.score": 1}
        )
        if node.kind is Kind.EVENT and node.id == "e1"
        else node
        for node in sheet.nodes
    ]
    record = merged(BASE, sheet, replace(sheet, nodes=tuple(nodes)))
    first = record.cases[0].events[0].codes[0]
    assert (first.display, first.match, first.score) == ("x", None, None)


@EACH_TOOL
def test_codes_of_a_mention_of_another_label_were_come_by_otherwise(tool: Tool) -> None:
    sheet = written(tool, BASE)
    mark = replace(_mark(sheet, "m7"), label=Label.DISORDER)
    record = merged(BASE, sheet, _with_mark(sheet, mark))
    assert next(one for one in record.mentions if one.id == "m7").codes == PLAIN
