"""Whatever people or programs do to a file, the answer is a valid record or an error that names the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.export.bioc_read import sheet_of_document
from caseline.export.bioc_write import document_of
from caseline.export.brat_read import sheet_of_standoff
from caseline.export.brat_write import standoff
from caseline.export.cas_read import sheet_of_xmi
from caseline.export.cas_write import xmi
from caseline.export.checked import Checked
from caseline.export.exchange import sheet_of
from caseline.export.labelstudio_read import sheet_of_task
from caseline.export.labelstudio_write import task_of
from caseline.export.merge import merged, unbased
from caseline.export.sheet import LABELS, Sheet
from caseline.export.tools import Tool
from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.example import TEXT, example, written

ANY = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
SHEET = sheet_of(example(), "one")
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([[]]),
)


@settings(ANY, max_examples=50)
@given(records(), st.data())
def test_any_corrections_make_a_valid_record(record: CaseReport, data: st.DataObject) -> None:
    sheet = written(Tool.BIOC, record)
    marks = [mark for mark in sheet.marks if data.draw(st.integers(0, 3))]
    labels = st.sampled_from(list(LABELS.values()))
    marks = [replace(mark, label=data.draw(labels)) if data.draw(st.booleans()) else mark for mark in marks]
    nodes = [node for node in sheet.nodes if data.draw(st.integers(0, 4))]
    nodes = [replace(node, links={}) if data.draw(st.booleans()) else node for node in nodes]
    nodes = [replace(node, id=None) if not data.draw(st.integers(0, 5)) else node for node in nodes]
    found = merged(record, sheet, replace(sheet, marks=tuple(marks), nodes=tuple(nodes)))
    assert CaseReport.from_json(found.to_json()) == found
    kept = {mark.id for mark in marks}
    assert {mention.id for mention in found.mentions} == kept


def _answered(read: Callable[[], Sheet]) -> None:
    """Checks that reading ends with a valid record or a reading error; anything else fails the test."""
    try:
        sheet = read()
        found = unbased(sheet)
        if sheet.text == TEXT:
            merged(example(), written(Tool.BRAT, example()), sheet)
    except ReadingError:
        return
    CaseReport.from_json(found.to_json())


def _damaged(data: st.DataObject, text: str) -> str:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.text('T1E;: \t\n{}"09mcdA#', max_size=6)) + text[end:]
    return text


@ANY
@given(st.data())
def test_damaged_standoff(data: st.DataObject) -> None:
    ann = _damaged(data, standoff(SHEET))
    _answered(lambda: sheet_of_standoff("one", "one.ann", TEXT, ann))


@ANY
@given(st.data())
def test_damaged_xmi(data: st.DataObject) -> None:
    text = _damaged(data, xmi(SHEET).decode())
    _answered(lambda: sheet_of_xmi(text.encode(), "one.xmi", "one"))


def _replaced(data: st.DataObject, value: Any) -> Any:
    """Returns JSON with something strange in a place."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 9)):
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: _replaced(data, value[key])}
    if isinstance(value, list) and value and data.draw(st.integers(0, 9)):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], _replaced(data, value[place]), *value[place + 1 :]]
    return data.draw(STRANGE)


@pytest.mark.parametrize(
    ("write", "read"),
    [
        pytest.param(task_of, sheet_of_task, id="labelstudio"),
        pytest.param(document_of, sheet_of_document, id="bioc"),
    ],
)
@settings(ANY, max_examples=250)
@given(data=st.data())
def test_damaged_json(
    write: Callable[[Sheet], Any], read: Callable[[Any, Checked], Sheet], data: st.DataObject
) -> None:
    value = _replaced(data, json.loads(json.dumps(write(SHEET))))
    _answered(lambda: read(value, Checked("one.json", "x")))
