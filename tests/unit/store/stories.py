"""Small records whose answers can be counted by hand."""

from __future__ import annotations

import hashlib
from typing import Any

from caseline.schema.report import CaseReport
from caseline.store.engine import Database
from caseline.store.load import Change, Loader
from caseline.store.upgrade import upgrade

RASH = [{"system": "HPO", "code": "HP:0000988", "display": "Skin rash"}]
AMOXICILLIN = [{"system": "ATC", "code": "J01CA04", "display": "amoxicillin"}]


def record(name: str, cases: list[dict[str, Any]], **provenance: Any) -> CaseReport:
    """Returns a record of the paper of a name, which is its text as well."""
    return CaseReport.model_validate(
        {
            "document": {
                "id": f"sha256:{hashlib.sha256(name.encode()).hexdigest()}",
                "source": f"{name}.txt",
                "text": name,
            },
            "cases": cases,
            "provenance": {"caseline": "0.1.0"} | provenance,
        }
    )


def case(
    drug: dict[str, Any], *events: dict[str, Any], age: dict[str, Any] | None = None, **parts: Any
) -> dict[str, Any]:
    """Returns a case of one suspect and its events."""
    return {
        "id": parts.pop("id", "c1"),
        "patient": {"age": age and {"text": "as told", "unit": "a"} | age, **parts.pop("patient", {})},
        "drugs": [{"id": "d1", "role": "suspect"} | drug],
        "events": [
            {"id": f"e{number}", "suspects": ["d1"]} | event for number, event in enumerate(events, start=1)
        ],
        **parts,
    }


def after(value: float | None = None, unit: str = "d", **more: Any) -> dict[str, Any]:
    """Returns an onset after a dose of the drug."""
    onset = {"text": "then", "relation": "after", "value": value, "unit": unit}
    return onset | {"anchor": {"kind": "dose", "drug": "d1"}} | more


def stories() -> list[CaseReport]:
    """Returns records of rash and fever after amoxicillin and ibuprofen, and of a paper without a case."""
    recovered = {"outcome": {"status": "recovered"}}
    fatal = {"outcome": {"status": "fatal"}}
    amoxicillin = {"name": "amoxicillin", "codes": AMOXICILLIN}
    steroid = [{"id": "t1", "name": "prednisone", "kind": "drug", "for_events": ["e1"]}]
    return [
        record(
            "one",
            [
                case(
                    amoxicillin,
                    {"name": "rash", "codes": RASH, "onset": after(2), **recovered},
                    {"name": "fever", "onset": after(12, "h"), **recovered},
                    age={"value": 58},
                    patient={"sex": {"value": "female"}},
                    therapies=steroid,
                )
            ],
        ),
        record(
            "two",
            [
                case(
                    {"name": "Amoxicillin", "dechallenge": "positive"},
                    {"name": "Rash", "onset": after(low=3, high=5), **recovered},
                    age={"low": 60, "high": 69},
                )
            ],
        ),
        record(
            "three",
            [
                case(
                    {"name": "Clamoxyl", "codes": AMOXICILLIN},
                    {"name": "exanthema", "codes": RASH, "onset": after(1, "wk"), **fatal},
                    age={"value": 18, "unit": "mo"},
                    patient={"sex": {"value": "male"}},
                ),
                case(
                    {"name": "ibuprofen"},
                    {"name": "rash", "codes": RASH, "onset": after(1, anchor={"kind": "admission"})},
                    id="c2",
                    age={"low": 65},
                ),
            ],
        ),
        record("four", []),
    ]


def loaded(url: str, records: list[CaseReport]) -> list[Change]:
    """Puts records into a database, and returns what became of each."""
    with Database(url) as database:
        upgrade(database)
        with database.connected() as connection:
            loader = Loader(database, connection)
            return [loader.load(each) for each in records]
