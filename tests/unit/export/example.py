"""A record to change: one patient, two drugs, a discontinuous mention, one that is excluded."""

from __future__ import annotations

import hashlib
from typing import Any

from caseline.export.exchange import sheet_of
from caseline.export.sheet import Sheet
from caseline.export.tools import Tool, format_of
from caseline.schema.report import CaseReport

TEXT = (
    "😀 A 58-year-old woman took zelinavir and aspirin.\n"
    "Two days after the second dose she had chest and abdominal\npain; it resolved.\n"
    "Her mother once had a rash. She was given prednisone."
)
_WORDS = (
    ("m1", "AGE", "58-year-old"),
    ("m2", "SEX", "woman"),
    ("m3", "DRUG", "zelinavir"),
    ("m4", "DRUG", "aspirin"),
    ("m5", "TIME", "Two days after the second dose"),
    ("m6", "DOSE_ORDINAL", "second dose"),
    ("m7", "EVENT", "chest and abdominal\npain"),
    ("m8", "EVENT", "abdominal\npain"),
    ("m9", "OUTCOME", "resolved"),
    ("m10", "EVENT", "rash"),
    ("m11", "DRUG", "prednisone"),
)


def _mention(one: str, label: str, words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    made: dict[str, Any] = {
        "id": one,
        "label": label,
        "start": start,
        "end": start + len(words),
        "text": words,
        "section": "case",
        "score": 0.75,
        "found_by": "ner",
    }
    if one == "m7":
        pain = TEXT.index("pain;")
        made["parts"] = [[start, start + len("chest")], [pain, pain + len("pain")]]
    if one == "m10":
        made |= {"excluded": "family", "historical": True}
    if one == "m3":
        made["codes"] = [{"system": "ATC", "code": "L04 AX%", "display": "zelinavir 100%"}]
    return made


def example() -> CaseReport:
    """Returns the record."""
    onset = {
        "text": "Two days after the second dose",
        "relation": "after",
        "value": 2,
        "unit": "d",
        "anchor": {"kind": "dose", "ordinal": 2, "drug": "d1"},
        "evidence": ["m5"],
    }
    case = {
        "id": "c1",
        "patient": {
            "age": {"value": 58, "unit": "a", "text": "58-year-old", "evidence": ["m1"]},
            "sex": {"value": "female", "evidence": ["m2"]},
        },
        "conditions": [{"id": "k1", "name": "migraine", "role": "comorbidity"}],
        "drugs": [
            {
                "id": "d1",
                "name": "zelinavir",
                "role": "suspect",
                "doses": [{"ordinal": 2, "kind": "dose", "evidence": ["m6"]}],
                "evidence": ["m3"],
            },
            {"id": "d2", "name": "aspirin", "role": "concomitant", "indication": "k1", "evidence": ["m4"]},
        ],
        "events": [
            {
                "id": "e1",
                "name": "chest pain",
                "onset": onset,
                "outcome": {"status": "recovered", "text": "resolved", "evidence": ["m9"]},
                "suspects": ["d1"],
                "seriousness": ["other"],
                "evidence": ["m7"],
            },
            {"id": "e2", "name": "abdominal pain", "suspects": ["d1"], "evidence": ["m8"]},
        ],
        "therapies": [
            {"id": "t1", "name": "prednisone", "kind": "drug", "for_events": ["e1"], "evidence": ["m11"]}
        ],
        "timeline": [
            {"kind": "dose", "ref": "d1", "text": "second dose", "evidence": ["m6"]},
            {"kind": "onset", "ref": "e1", "text": "Two days after", "evidence": ["m5"]},
        ],
    }
    record = CaseReport.model_validate(
        {
            "document": {
                "id": f"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}",
                "source": "papers/one.txt",
                "title": "Pain",
                "text": TEXT,
                "sections": [{"name": "case", "title": None, "start": 0, "end": len(TEXT)}],
            },
            "mentions": [_mention(*words) for words in _WORDS],
            "cases": [case],
            "provenance": {"caseline": "0.1.0", "lexicons": {"drugs": "sha256:1"}},
        }
    )
    record.check_offsets()
    return record


def without_match(record: CaseReport) -> CaseReport:
    """Returns a record whose codes do not say how they were come by."""
    return CaseReport.model_validate(_without_match(record.model_dump()))


def _without_match(value: Any) -> Any:
    if isinstance(value, dict):
        gone = {"match", "score"} if {"system", "code"} <= set(value) else set()
        return {name: _without_match(one) for name, one in value.items() if name not in gone}
    if isinstance(value, list | tuple):
        return [_without_match(one) for one in value]
    return value


def written(tool: Tool, record: CaseReport) -> Sheet:
    """Returns what a tool would give back of a record that nobody touched."""
    return format_of(tool).echo(sheet_of(record, "one"))
