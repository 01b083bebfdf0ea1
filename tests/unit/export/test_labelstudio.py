"""Label Studio: tasks, the interface beside them, and exports as it writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from caseline.errors import ReadingError
from caseline.export.checked import Checked
from caseline.export.exchange import sheet_of
from caseline.export.labelstudio import LabelStudio
from caseline.export.labelstudio_config import labeling_config
from caseline.export.labelstudio_read import sheet_of_task
from caseline.export.labelstudio_write import task_of
from caseline.export.merge import merged
from caseline.export.offsets import Units
from caseline.export.tools import Tool
from caseline.schema.report import CaseReport
from tests.unit.export.example import TEXT, example, written


def _task() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(task_of(sheet_of(example(), "one"))))
    return made


def _annotated(task: dict[str, Any]) -> dict[str, Any]:
    """Returns a task as Label Studio exports it: the prediction became an annotation, regions got new ids."""
    text = json.dumps(task["predictions"][0]["result"])
    for number in range(11, 0, -1):
        text = text.replace(f'"id": "m{number}"', f'"id": "r{number}x"')
        text = text.replace(f'_id": "m{number}"', f'_id": "r{number}x"').replace(
            f'"m{number}.2"', f'"r{number}y"'
        )
    return {
        "id": 7,
        "data": task["data"],
        "annotations": [
            {"id": 1, "was_cancelled": False, "result": json.loads(text)},
            {"id": 2, "was_cancelled": True, "result": []},
        ],
        "predictions": [3],
    }


def _read(task: dict[str, Any]) -> CaseReport:
    sheet = sheet_of_task(task, Checked("tasks.json", "x"), "/0")
    return merged(example(), written(Tool.LABELSTUDIO, example()), sheet)


def test_an_annotation_with_new_ids_of_regions_is_known_again() -> None:
    task = _annotated(_task())
    assert any(one.get("id") == "r7y" for one in task["annotations"][0]["result"])
    assert _read(task) == example()


def test_offsets_count_characters_and_text_is_there() -> None:
    regions = [one for one in _task()["predictions"][0]["result"] if one.get("type") == "labels"]
    for one in regions:
        value = one["value"]
        assert TEXT[value["start"] : value["end"]] == value["text"]
    assert TEXT[0] == "😀"


def test_offsets_of_older_releases_are_told_by_the_texts() -> None:
    task = _task()
    units = Units.utf16(TEXT)
    for one in task["predictions"][0]["result"]:
        for key in ("start", "end"):
            if "value" in one:
                one["value"][key] = units.unit(one["value"][key])
    assert _read(task) == example()


def test_parts_are_regions_tied_together() -> None:
    result = _task()["predictions"][0]["result"]
    assert {
        "from_id": "m7",
        "to_id": "m7.2",
        "type": "relation",
        "direction": "right",
        "labels": ["Part"],
    } in (result)


def test_changes_in_the_browser() -> None:
    task = _annotated(_task())
    result = task["annotations"][0]["result"]
    start = TEXT.index("mother")
    value = {"start": start, "end": start + 6, "text": "mother", "labels": ["POPULATION"]}
    result.append({"id": "new", "from_name": "label", "to_name": "text", "type": "labels", "value": value})
    chosen = {"start": start, "end": start + 6, "choices": ["uncertain"]}
    result.append(
        {"id": "new", "from_name": "context", "to_name": "text", "type": "choices", "value": chosen}
    )
    aspirin = next(one for one in result if one.get("value", {}).get("text") == "aspirin")
    aspirin["value"]["labels"] = ["THERAPY"]
    found = _read(task)
    new = next(one for one in found.mentions if one.id == "m12")
    assert (new.text, new.label, new.uncertain) == ("mother", "POPULATION", True)
    assert (found.mentions[3].id, found.mentions[3].label) == ("m4", "THERAPY")
    assert found.cases == example().cases


def test_the_interface_knows_all_that_tasks_name() -> None:
    sheet = sheet_of(example(), "one")
    root = ET.fromstring(labeling_config([sheet]))
    controls = {one.get("name"): {inner.get("value") for inner in one} for one in root if one.get("toName")}
    arcs = {one.get("value") for one in root.iter("Relation")}
    for one in _task()["predictions"][0]["result"]:
        if one["type"] == "relation":
            assert set(one["labels"]) <= arcs
            continue
        assert one["from_name"] in controls
        value = one["value"].get("labels") or one["value"].get("choices")
        assert set(value or ()) <= controls[one["from_name"]]
    text = root.find("Text")
    assert text is not None
    assert text.get("value") == "$text"


def _with_region(**changes: Any) -> Any:
    """Returns a task whose first region differs."""
    task = _task()
    region = next(one for one in task["predictions"][0]["result"] if one["type"] == "labels")
    region["value"] |= changes
    region["value"] = {key: value for key, value in region["value"].items() if value is not None}
    return task


def _with_choice(control: str, kind: str, **value: Any) -> Any:
    """Returns a task with one more result for its first mention."""
    task = _task()
    more = {"id": "m1", "from_name": control, "to_name": "text", "type": kind, "value": value}
    task["predictions"][0]["result"].append(more)
    return task


_DATA = _task()["data"]
_BROKEN: dict[str, Any] = {
    "label": _with_region(labels=["PILL"]),
    "outside": _with_region(start=5, end=9999, text=None),
    "moved": _with_region(start=7),
    "number": _with_region(start="3"),
    "choice": _with_choice("context", "choices", choices=["no"]),
    "code": _with_choice("codes", "textarea", text=["none"]),
    "codes": _with_choice("codes", "textarea", text=[None]),
    "result": {"data": _DATA, "predictions": [{"result": "x"}]},
    "text": {"data": {}, "predictions": [{"result": []}]},
    "nothing": {"data": _DATA, "predictions": []},
    "numbers": {"data": _DATA, "annotations": [12]},
    "min": {"id": 1, "text": TEXT, "label": []},
    "other": {"documents": []},
    "list": [],
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("label", "the label 'PILL' is unknown; use one of DRUG"),
        ("outside", "5–9999 lies outside the text"),
        ("moved", "the text is not the one that was annotated"),
        ("number", "a whole number is expected here, not a text"),
        ("choice", "the choice 'no' is unknown"),
        ("code", "'none' is no code"),
        ("codes", "a text is expected here, not null"),
        ("result", "an array is expected here, not a text"),
        ("text", "a text is expected here, not null"),
        ("nothing", "has neither annotations nor predictions"),
        ("numbers", "export with annotations as full JSON"),
        ("min", "is JSON-MIN, which keeps neither relations nor ids; export as JSON"),
        ("other", "has no data"),
        ("list", "an object is expected here, not an array"),
    ],
)
def test_a_bad_task_is_named_and_the_others_come_out(tmp_path: Path, change: str, said: str) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([_BROKEN[change], _task()]), encoding="utf-8")
    bad, good = LabelStudio().read(str(path))
    assert isinstance(bad, ReadingError)
    assert said in bad.reason
    assert str(bad.where).startswith("/0")
    assert not isinstance(good, ReadingError)


def test_what_is_no_json_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tasks.json").write_text('[{"data": ', encoding="utf-8")
    (bad,) = LabelStudio().read(str(tmp_path))
    assert isinstance(bad, ReadingError)
    assert "line 1" in str(bad)


def _with_relation(one: str, other: str, label: str, direction: str = "right") -> dict[str, Any]:
    task = _task()
    ends = {"from_id": one, "to_id": other, "type": "relation", "direction": direction, "labels": [label]}
    task["predictions"][0]["result"].append(ends)
    return task


def test_an_arc_may_go_to_any_part_of_a_mention() -> None:
    task = _task()
    for one in task["predictions"][0]["result"]:
        if one.get("to_id") == "m7":
            one["to_id"] = "m7.2"
    assert _read(task) == example()


def test_an_arc_that_was_turned_round_goes_the_other_way() -> None:
    found = _read(_with_relation("m10", "c1/e1", "Evidence", "left"))
    assert found.cases[0].events[0].evidence == ("m7", "m10")


@pytest.mark.parametrize(
    ("one", "label", "said"),
    [
        ("m10", "Evidence", "goes from the EVENT region m10"),
        ("c1/e1", "Dose", "Dose goes from the Case_Event region c1/e1"),
    ],
)
def test_an_arc_from_where_it_cannot_start_is_an_error(one: str, label: str, said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        _read(_with_relation(one, "m6", label))


def test_relations_of_others_are_passed_over() -> None:
    assert _read(_with_relation("m10", "m6", "Before")) == example()


def test_the_ground_truth_counts_before_later_annotations() -> None:
    result = _task()["predictions"][0]["result"]
    task = {
        "data": _task()["data"],
        "annotations": [{"ground_truth": True, "result": result}, {"result": []}],
    }
    assert _read(task) == example()
    del task["annotations"][0]["ground_truth"]
    assert _read(task).mentions == ()
