"""Writes tasks of Label Studio, with the record as their prediction.

Source: https://labelstud.io/guide/predictions, https://labelstud.io/guide/task_format
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from caseline.export.codes import code_line
from caseline.export.labelstudio_config import CODES, CONTEXT, EXCLUDED, ITEMS, LABELS, TEXT
from caseline.export.regions import PART, part_key
from caseline.export.sheet import FLAGS, Mark, Node, Sheet, Stretch, anchors
from caseline.export.visible import TYPES, shown

MODEL = "caseline"


def task_of(sheet: Sheet) -> dict[str, Any]:
    """Returns the task of a sheet."""
    places = anchors(sheet)
    result = [one for mark in sheet.marks for one in _regions(sheet.text, mark)]
    if places:
        parts = {mark.key: mark.parts[0] for mark in sheet.marks}
        for node in sheet.nodes:
            result += _item(sheet.text, node, parts[places[node.key]])
        for node in sheet.nodes:
            result += _arcs(node)
    data = {"text": sheet.text, "name": sheet.name, **sheet.facts}
    return {"data": data, "predictions": [{"model_version": MODEL, "result": result}]}


def _region(key: str, text: str, stretch: Stretch, control: str, kind: str, value: Any) -> dict[str, Any]:
    """Returns a result at a stretch; Label Studio counts characters, not UTF-16 units."""
    start, end = stretch
    # A control of labels holds them under "labels", one of choices under "choices", a text area under "text".
    said = {"start": start, "end": end, "text": text[start:end]} | {
        "text" if kind == "textarea" else kind: value
    }
    return {"id": key, "from_name": control, "to_name": TEXT, "type": kind, "value": said}


def _regions(text: str, mark: Mark) -> Iterator[dict[str, Any]]:
    for index, part in enumerate(mark.parts):
        region = _region(part_key(mark.key, index), text, part, LABELS, "labels", [mark.label])
        if index == 0:
            region["meta"] = {"text": [f"id={mark.id}", *mark.hints]}
        yield region
    first = mark.parts[0]
    flags = [flag for flag in FLAGS if flag in mark.flags]
    if flags:
        yield _region(mark.key, text, first, CONTEXT, "choices", flags)
    if mark.excluded:
        yield _region(mark.key, text, first, EXCLUDED, "choices", [mark.excluded])
    if mark.codes:
        yield _region(mark.key, text, first, CODES, "textarea", list(map(code_line, mark.codes)))
    for index in range(1, len(mark.parts)):
        yield _relation(mark.key, part_key(mark.key, index), PART)


def _item(text: str, node: Node, place: Stretch) -> Iterator[dict[str, Any]]:
    seen = shown(node)
    region = _region(node.key, text, place, ITEMS, "labels", [TYPES[node.kind]])
    hidden = [json.dumps(seen.hidden, ensure_ascii=False)] if seen.hidden else []
    region["meta"] = {"text": [f"id={node.key}", *hidden]}
    yield region
    for name, value in seen.choices.items():
        yield _region(node.key, text, place, name, "choices", [value])


def _arcs(node: Node) -> Iterator[dict[str, Any]]:
    seen = shown(node)
    for arc, key in (*seen.arcs, *seen.links):
        yield _relation(node.key, key, arc)


def _relation(one: str, other: str, label: str) -> dict[str, Any]:
    return {"from_id": one, "to_id": other, "type": "relation", "direction": "right", "labels": [label]}
