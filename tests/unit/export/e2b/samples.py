"""Records to write, and the batch made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseline.export.e2b import E2b
from caseline.export.e2b.settings import SAMPLE
from caseline.export.targets import Wish
from caseline.schema.report import CaseReport
from tests.unit.export.example import example

ROOT = Path(__file__).parents[4]
FILES = sorted(
    path
    for folder in (ROOT / "annotations", ROOT / "tests" / "golden")
    for path in folder.rglob("*.json")
    if path.name != "baseline.json"
)
STORED = [pytest.param(path, id="/".join(path.parts[-2:])) for path in FILES]


def stored(path: Path) -> CaseReport:
    """Returns a stored record; golden ones have no scores and no provenance."""
    data = json.loads(path.read_text("utf-8"))
    for mention in data["mentions"]:
        if mention["score"] == "given":
            mention["score"] = None
    if data["provenance"]["caseline"] is None:
        data["provenance"] = {"caseline": "golden"}
    return CaseReport.model_validate(data)


def written(*records: CaseReport, settings: Path = SAMPLE, told: list[str] | None = None) -> bytes:
    """Returns the batch of records in one file; what the user is told is kept in `told`."""
    known = [] if told is None else told
    wish = Wish(
        folder=False,
        settings=settings,
        leave=lambda _, words: known.append(words),
        tell=lambda _, words: known.append(words),
    )
    [(name, pieces)] = list(E2b().write(records, wish))
    assert name == ""
    return b"".join(pieces)


def changed(record: CaseReport, **fields: Any) -> CaseReport:
    """Returns a record whose first case has other values at paths such as events__0__name."""
    data = record.model_dump(mode="json")
    for path, value in fields.items():
        place: Any = data["cases"][0]
        *way, last = path.split("__")
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        place[last] = value
    return CaseReport.model_validate(data)


def full() -> CaseReport:
    """Returns a record in which everything is told that E2B has an element for."""
    data = example().model_dump(mode="json")
    data["document"] |= {
        "authors": ["Ada van der Berg", "Bo Cy"],
        "journal": "J Pain",
        "year": 2020,
        "doi": "10.1/x",
        "pmid": "12",
        "language": "fr",
    }
    data["provenance"]["terminologies"] = {"MedDRA": "27.1"}
    case = data["cases"][0]
    case["patient"]["ethnicity"] = {"value": "Caucasian"}
    case["conditions"] = [
        {"id": "k1", "name": "migraine", "role": "indication", "codes": [_llt("10027599")]},
        {"id": "k2", "name": "asthma", "role": "comorbidity", "codes": [_llt("10003553")]},
        {"id": "k3", "name": "measles", "role": "history"},
    ]
    case["drugs"][0] |= {
        "doses": [
            {
                "amount": 40.5,
                "unit": "mg",
                "route": "orally",
                "frequency": "once a month",
                "ordinal": 2,
                "kind": "dose",
            },
            {"amount": 1, "unit": "no unit", "route": "r" * 70},
        ],
        "action_taken": "withdrawn",
        "dechallenge": "positive",
        "rechallenge": "negative",
        "start": "2020-01-01",
        "stop": "2020-01",
    }
    case["drugs"][1] |= {"action_taken": "tapered", "doses": [{"amount": 2, "unit": "g"}], "start": "2019"}
    case["events"][0] |= {
        "codes": [_llt("10008479")],
        "onset": {
            "text": "two days after the second dose",
            "relation": "after",
            "value": 2,
            "unit": "d",
            "anchor": {"kind": "dose", "ordinal": 2, "drug": "d1"},
        },
        "duration": {"text": "three weeks", "value": 3, "unit": "wk"},
        "seriousness": ["hospitalisation", "other"],
        "causality": {"value": "probable", "text": "likely", "method": "Naranjo", "score": 6},
        "findings": ["CRP 120 mg/L", "ECG"],
        "body_sites": ["left arm"],
        "severity": "severe",
        "grade": "3",
    }
    case["events"][1] |= {"outcome": {"status": "fatal", "text": "died"}, "certainty": "uncertain"}
    case["therapies"][0] |= {"response": "subsided", "duration": {"text": "for 5 days"}}
    case["outcome"] = {"status": "fatal", "text": "died"}
    case["timeline"] = [
        {"kind": "start", "ref": "d1", "text": "began", "day": 1, "date": "2020-01-01"},
        {"kind": "onset", "ref": "e1", "text": "then", "day": 15, "date": "2020-01-15"},
        {"kind": "onset", "ref": "e2", "text": "about", "low": 3, "high": 5},
        {"kind": "outcome", "ref": "e1", "text": "gone", "date": "2020-02"},
        {"kind": "outcome", "text": "died", "date": "2020-03-01"},
    ]
    return CaseReport.model_validate(data)


def _llt(code: str) -> dict[str, Any]:
    return {"system": "MedDRA", "code": code, "display": None}


def mother_and_child() -> CaseReport:
    """Returns a record of a mother and her child, each with an event."""
    data = example().model_dump(mode="json")
    mother = data["cases"][0]
    mother["relation"] = "mother"
    child = json.loads(json.dumps(mother)) | {"id": "c2", "relation": "child"}
    child["patient"] = {"age": {"text": "newborn"}, "sex": {"value": "male"}}
    child["conditions"] = []
    child["drugs"] = child["drugs"][:1]
    data["cases"] = [mother, child]
    return CaseReport.model_validate(data)
