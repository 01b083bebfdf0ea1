"""A record put together again from the tables, to be compared with what went in.

What the columns cannot hold is levelled in `expected`: U+0000 stands as U+2400, numbers are doubles, whole numbers
beyond 64 bits are missing, and the source map is in the record's JSON only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from caseline.schema.report import CaseReport
from caseline.store.tables import ITEMS, TABLES, T

_DOUBLES = {"value", "low", "high", "amount", "day", "score", "min_score"}
_WHOLE = {"year", "ordinal"}
_LENGTH = ("text", "value", "low", "high", "unit", "iso8601", "approximate")
Rows = dict[str, list[dict[str, Any]]]


def dump(connection: Connection) -> Rows:
    """Returns all rows of all tables, in the order of their keys."""
    return {
        table.name: [
            dict(row)
            for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        ]
        for table in TABLES
    }


def expected(report: CaseReport) -> dict[str, Any]:
    """Returns a record as the tables should tell it."""
    data = report.model_dump(mode="json")
    data["document"].pop("source_map", None)
    for name in ("authors", "article_type", "licence", "language", "format"):
        data["document"].setdefault(name, [] if name == "authors" else None)
    data["provenance"].setdefault("terminologies", {})
    data["provenance"].setdefault("min_score", None)
    for mention in data["mentions"]:
        mention.setdefault("parts", [])
    for case in data["cases"]:
        case["patient"].setdefault("conflicts", [])
        for therapy in case["therapies"]:
            therapy.setdefault("start", None)
        for event in case["events"]:
            if event["causality"]:
                event["causality"] = {"method": None, "score": None} | event["causality"]
    made = _levelled(data)
    for code in _codes(made):
        code.setdefault("match", None)
        code.setdefault("score", None)
    return made


def _codes(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        return [*part.get("codes", []), *(code for held in part.values() for code in _codes(held))]
    return [code for held in part for code in _codes(held)] if isinstance(part, list) else []


def _levelled(part: Any, name: str = "", parent: str = "") -> Any:
    if isinstance(part, dict):
        if parent == "provenance" and name in {"lexicons", "terminologies"}:
            return {_levelled(key): _levelled(value) for key, value in part.items()}
        return {key: _levelled(value, key, name) for key, value in part.items()}
    if isinstance(part, list):
        return [_levelled(each, name, parent) for each in part]
    if isinstance(part, str):
        return part.replace("\0", "\u2400")
    if name in _WHOLE or (name == "score" and parent == "causality"):
        return part if part is None or abs(part) < 2**63 else None
    return float(part) if part is not None and name in _DOUBLES else part


def told(rows: Rows, record_id: str) -> dict[str, Any]:
    """Returns a record as its rows tell it."""
    mine = {
        name: [row for row in found if row.get("record_id") == record_id]
        if "record_id" in T[name].c
        else found
        for name, found in rows.items()
    }
    row = mine["records"][0]
    run = next(each for each in mine["runs"] if each["run_id"] == row["run_id"])
    text = next(each for each in mine["documents"] if each["document_id"] == row["document_id"])["text"]
    data = [each for each in mine["run_data"] if each["run_id"] == row["run_id"]]
    names = (
        "source",
        "title",
        "doi",
        "pmid",
        "pmcid",
        "journal",
        "year",
        "article_type",
        "licence",
        "language",
    )
    by_place = _sorted(mine)
    return {
        "schema_version": run["schema_version"],
        "document": {
            "id": row["document_id"],
            **{name: row[name] for name in (*names, "format")},
            "keywords": [each["keyword"] for each in by_place["keywords"]],
            "authors": [each["name"] for each in by_place["authors"]],
            "text": text,
            "sections": [
                {"name": each["name"], "title": each["title"], **_stretch(each)}
                for each in by_place["sections"]
            ],
        },
        "mentions": [_mention(by_place, each) for each in by_place["mentions"]],
        "cases": [_case(by_place, each) for each in by_place["cases"]],
        "provenance": {
            **{name: run[name] for name in ("caseline", "model", "config", "min_score")},
            "lexicons": {each["name"]: each["version"] for each in data if each["kind"] == "lexicon"},
            "terminologies": {
                each["name"]: each["version"] for each in data if each["kind"] == "terminology"
            },
        },
    }


def _sorted(rows: Rows) -> Rows:
    return {
        name: sorted(found, key=lambda row: (row.get("position", 0), row.get("value_position", 0)))
        for name, found in rows.items()
    }


def _stretch(row: Mapping[str, Any]) -> dict[str, int]:
    return {"start": row["start_char"], "end": row["end_char"]}


def _code(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("system", "code", "display", "match", "score")}


def _mention(rows: Rows, row: Mapping[str, Any]) -> dict[str, Any]:
    mine = [each for each in rows["mention_parts"] if each["mention_id"] == row["mention_id"]]
    names = ("label", "text", "section", "score", "found_by", "negated", "uncertain", "historical")
    return {
        "id": row["mention_id"],
        **{name: row[name] for name in (*names, "hypothetical", "excluded")},
        **_stretch(row),
        "parts": [[each["start_char"], each["end_char"]] for each in mine],
        "codes": [_code(each) for each in rows["mention_codes"] if each["mention_id"] == row["mention_id"]],
    }


def _case(all_rows: Rows, row: Mapping[str, Any]) -> dict[str, Any]:
    one = row["case_id"]
    rows = {name: [each for each in found if each.get("case_id") == one] for name, found in all_rows.items()}

    def evidence(field: str, place: int | None = None, **owner: str) -> list[str]:
        of = dict.fromkeys(ITEMS.values()) | owner
        return [
            each["mention_id"]
            for each in rows["evidence"]
            if each["field"] == field
            and each["field_position"] == place
            and all(each[name] == value for name, value in of.items())
        ]

    outcome = row["outcome"] and {
        "status": row["outcome"],
        "text": row["outcome_text"],
        "evidence": evidence("outcome"),
    }
    return {
        "id": one,
        "patient": _patient(rows, evidence),
        "conditions": [
            {**_named(rows, each, "condition_id", evidence), "role": each["role"]}
            for each in rows["conditions"]
        ],
        "drugs": [_drug(rows, each, evidence) for each in rows["drugs"]],
        "events": [_event(rows, each, evidence) for each in rows["events"]],
        "therapies": [_therapy(rows, each, evidence) for each in rows["therapies"]],
        "outcome": outcome,
        "timeline": [
            {
                **{name: each[name] for name in ("kind", "ref", "text", "day", "low", "high", "date")},
                "evidence": evidence("timeline", each["position"]),
            }
            for each in rows["timeline"]
        ],
        "relation": row["relation"],
    }


Evidence = Callable[..., list[str]]


def _patient(rows: Rows, evidence: Evidence) -> dict[str, Any]:
    (row,) = rows["patients"]
    age = None
    if row["age_text"] is not None:
        age = {name: row[f"age_{name}"] for name in ("text", "value", "low", "high", "unit")}
        age["evidence"] = evidence("age")
    conflicts: dict[int, dict[str, Any]] = {}
    for each in rows["conflicts"]:
        held = conflicts.setdefault(
            each["position"],
            {"field": each["field"], "values": [], "evidence": evidence("conflict", each["position"])},
        )
        held["values"] += [each["value"]] if each["value"] is not None else []
    return {
        "age": age,
        "sex": row["sex"] and {"value": row["sex"], "evidence": evidence("sex")},
        "ethnicity": None
        if row["ethnicity"] is None
        else {"value": row["ethnicity"], "evidence": evidence("ethnicity")},
        "conflicts": list(conflicts.values()),
    }


def _named(rows: Rows, row: Mapping[str, Any], column: str, evidence: Evidence) -> dict[str, Any]:
    one = row[column]
    return {
        "id": one,
        "name": row["name"],
        "codes": [_code(each) for each in rows["codes"] if each[column] == one],
        "evidence": evidence("name", **{column: one}),
    }


def _drug(rows: Rows, row: Mapping[str, Any], evidence: Evidence) -> dict[str, Any]:
    one = row["drug_id"]
    names = ("ordinal", "kind", "amount", "unit", "route", "frequency")
    return {
        **_named(rows, row, "drug_id", evidence),
        **{name: row[name] for name in ("role", "action_taken", "dechallenge", "rechallenge")},
        "indication": row["condition_id"],
        "start": row["start_date"],
        "stop": row["stop_date"],
        "doses": [
            {
                **{name: each[name] for name in names},
                "evidence": evidence("dose", each["position"], drug_id=one),
            }
            for each in rows["doses"]
            if each["drug_id"] == one
        ],
    }


def _event(rows: Rows, row: Mapping[str, Any], evidence: Evidence) -> dict[str, Any]:
    one = row["event_id"]

    def words(table: str, column: str) -> list[str]:
        return [each[column] for each in rows[table] if each["event_id"] == one]

    outcome = row["outcome"] and {
        "status": row["outcome"],
        "text": row["outcome_text"],
        "evidence": evidence("outcome", event_id=one),
    }
    causality = row["causality"] and {
        "value": row["causality"],
        "text": row["causality_text"],
        "method": row["causality_method"],
        "score": row["causality_score"],
        "evidence": evidence("causality", event_id=one),
    }
    return {
        **_named(rows, row, "event_id", evidence),
        **{name: row[name] for name in ("severity", "certainty", "grade")},
        "body_sites": words("body_sites", "site"),
        "findings": words("findings", "finding"),
        "seriousness": words("seriousness", "criterion"),
        "suspects": words("event_suspects", "drug_id"),
        "onset": _moment(row, "onset", evidence("onset", event_id=one)),
        "duration": _length(row, "duration", evidence("duration", event_id=one)),
        "outcome": outcome,
        "causality": causality,
    }


def _therapy(rows: Rows, row: Mapping[str, Any], evidence: Evidence) -> dict[str, Any]:
    one = row["therapy_id"]
    return {
        **_named(rows, row, "therapy_id", evidence),
        "kind": row["kind"],
        "response": row["response"],
        "for_events": [each["event_id"] for each in rows["therapy_events"] if each["therapy_id"] == one],
        "start": _moment(row, "start", evidence("start", therapy_id=one)),
        "duration": _length(row, "duration", evidence("duration", therapy_id=one)),
    }


def _length(row: Mapping[str, Any], prefix: str, evidence: list[str]) -> dict[str, Any] | None:
    if row[f"{prefix}_text"] is None:
        return None
    return {name: row[f"{prefix}_{name}"] for name in _LENGTH} | {"evidence": evidence}


def _moment(row: Mapping[str, Any], prefix: str, evidence: list[str]) -> dict[str, Any] | None:
    made = _length(row, prefix, evidence)
    if made is None:
        return None
    names = ("kind", "ordinal", "drug", "event", "date")
    anchor = {name: row[f"{prefix}_anchor_{name}"] for name in names}
    return made | {"relation": row[f"{prefix}_relation"], "anchor": anchor if anchor["kind"] else None}
