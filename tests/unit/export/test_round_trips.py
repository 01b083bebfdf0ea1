"""Out and back again: nothing is lost with the base, and without it nothing that the format carries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from caseline.export.exchange import Base, exported, imported, sheet_of
from caseline.export.merge import merged, unbased
from caseline.export.sheet import FLAGS
from caseline.export.tools import CARRIED, FOLDERS, Carries, Tool
from caseline.schema.mention import FoundBy, Mention
from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.example import example, without_match, written

ROOT = Path(__file__).parents[3]
EACH_TOOL = pytest.mark.parametrize("tool", list(Tool))
ANY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
_CARRIED_OF_A_MENTION = ("id", "label", "start", "end", "text", "parts", *FLAGS, "excluded", "codes")


def _gold() -> list[CaseReport]:
    found: list[CaseReport] = []
    for path in sorted((ROOT / "annotations").rglob("*.json")):
        if path.name != "baseline.json":
            found.append(CaseReport.from_json(path.read_bytes()))
    for path in sorted((ROOT / "tests" / "golden").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["provenance"] = {"caseline": "golden"}
        for mention in data["mentions"]:
            mention["score"] = mention["score"] and 0.5
        found.append(CaseReport.from_json(json.dumps(data)))
    return found


def _carried(mentions: tuple[Mention, ...]) -> list[dict[str, object]]:
    in_order = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    return [{name: getattr(one, name) for name in _CARRIED_OF_A_MENTION} for one in in_order]


@EACH_TOOL
@ANY
@given(record=records())
def test_with_the_base_nothing_changes(tool: Tool, record: CaseReport) -> None:
    sheet = written(tool, record)
    assert merged(record, sheet, sheet).to_json() == record.to_json()


@EACH_TOOL
@ANY
@given(record=records())
def test_without_a_base_all_that_is_carried_is_there(tool: Tool, record: CaseReport) -> None:
    sheet = written(tool, record)
    found = unbased(sheet)
    CaseReport.from_json(found.to_json())
    assert {mention.found_by for mention in found.mentions} <= {FoundBy.CURATOR}
    if sheet.text != record.document.text:
        assert CARRIED["control characters of the text"][tool] is Carries.NO
        assert len(sheet.text) == len(record.document.text)
        return
    record = without_match(record)
    assert _carried(found.mentions) == _carried(record.mentions)
    if record.mentions or CARRIED["cases of a record without mentions"][tool] is not Carries.NO:
        assert found.cases == record.cases
    if CARRIED["sections"][tool] is not Carries.NO:
        assert found.document.sections == record.document.sections


def _save(tool: Tool, known: list[CaseReport], folder: Path) -> Path:
    target = folder / ("out" if tool in FOLDERS else "out.json")
    (target if tool in FOLDERS else folder).mkdir(exist_ok=True)
    for name, pieces in exported(tool, known):
        path = target / name if tool in FOLDERS else target.with_name(target.stem + name) if name else target
        path.write_bytes(b"".join(pieces))
    return target


@EACH_TOOL
def test_gold_and_golden_records_come_back_byte_for_byte(tool: Tool, tmp_path: Path) -> None:
    known = _gold()
    target = _save(tool, known, tmp_path)
    found = [one for one in imported(tool, str(target), base=Base(tool, known)) if isinstance(one, tuple)]
    assert sorted(record.to_json() for _, record in found) == sorted(record.to_json() for record in known)
    again = [one for one in imported(tool, str(target)) if isinstance(one, tuple)]
    without = {(record.document.text, str(record.cases)) for _, record in again}
    assert without == {(record.document.text, str(without_match(record).cases)) for record in known}


@EACH_TOOL
def test_the_same_records_give_the_same_bytes(tool: Tool) -> None:
    first, second = ([(name, b"".join(data)) for name, data in exported(tool, [example()] * 2)] for _ in "ab")
    assert first == second


@EACH_TOOL
@pytest.mark.parametrize("row", ["sections", "source, title, journal, identifiers"])
def test_what_the_table_says_of_documents_is_so(tool: Tool, row: str) -> None:
    record = example()
    found = unbased(written(tool, record)).document
    is_there = found.sections == record.document.sections if row == "sections" else found.title == "Pain"
    assert is_there is (CARRIED[row][tool] is not Carries.NO)


@EACH_TOOL
def test_names_of_sheets_come_back_or_texts_do(tool: Tool) -> None:
    sheet = written(tool, example())
    assert sheet.name == "one"
    assert sheet.text == sheet_of(example(), "one").text
