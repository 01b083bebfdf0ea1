"""Records as curators might leave them: edits drawn at random that keep a record valid."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from caseline.schema import CaseReport
from caseline.schema.report import SCHEMA_VERSION
from tests.unit.evaluation.evaluation_records import story, two_patients

BASES = tuple(
    found.model_copy(update={"schema_version": SCHEMA_VERSION}) for found in (story(), two_patients())
)
_WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
_NUMBERS = st.one_of(st.none(), st.integers(0, 99), st.floats(0, 99, allow_nan=False))


@st.composite
def edited(draw: st.DrawFn, base: CaseReport) -> CaseReport:
    """Draws a record that some edits have made of another; edits that would break it are left out."""
    report = base
    for _ in range(draw(st.integers(0, 5))):
        found = copy.deepcopy(report.model_dump(mode="json"))
        _edit(draw, found)
        try:
            report = CaseReport.model_validate(found)
        except ValidationError:
            continue
    return report


def _edit(draw: st.DrawFn, report: dict[str, Any]) -> None:
    kind = draw(st.sampled_from(["drop", "swap", "copy", "word", "number", "evidence", "clear", "title"]))
    if kind == "title":
        report["document"]["title"] = draw(st.one_of(st.none(), _WORDS))
        return
    if kind in {"drop", "swap", "copy"}:
        items = draw(st.sampled_from(list(_lists(report))))
        if items:
            place = draw(st.integers(0, len(items) - 1))
            if kind == "drop":
                items.pop(place)
            elif kind == "swap":
                items.append(items.pop(place))
            else:
                items.insert(place, _copied(items[place]))
        return
    parts = list(_parts(report["cases"]))
    part = draw(st.sampled_from(parts)) if parts else {}
    fields = {"word": ("name", "text", "severity", "response", "unit"), "number": ("value", "low", "amount")}
    if kind == "evidence" and "evidence" in part:
        part["evidence"] = draw(
            st.lists(st.sampled_from([each["id"] for each in report["mentions"]] or [""]))
        )
    elif kind == "clear" and part:
        part[draw(st.sampled_from(sorted(part)))] = None
    elif found := [name for name in fields.get(kind, ()) if name in part]:
        part[draw(st.sampled_from(found))] = draw(_WORDS if kind == "word" else _NUMBERS)


def _lists(part: Any) -> Any:
    if isinstance(part, dict):
        for value in part.values():
            yield from _lists(value)
    elif isinstance(part, list):
        yield part
        for item in part:
            yield from _lists(item)


def _parts(part: Any) -> Any:
    if isinstance(part, list):
        for item in part:
            yield from _parts(item)
    elif isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _parts(value)


def _copied(item: Any) -> Any:
    if not isinstance(item, dict) or "id" not in item:
        return copy.deepcopy(item)
    return {**copy.deepcopy(item), "id": f"{item['id'][0]}{int(item['id'][1:]) + 1000}"}
