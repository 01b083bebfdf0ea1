"""What a FHIR Bundle carries of a record, as plain values: once from the record itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from caseline.export.fhir.systems import TERMINOLOGIES
from caseline.export.fhir.values import fits, is_date, plain, token
from caseline.schema.report import CaseReport

# What docs/fhir.md says is not carried.
NOT_CARRIED_OF_DOCUMENTS = frozenset({"sections", "source_map"})
CARRIED_OF_MENTIONS = ("label", "start", "end", "text", "section", "score", "found_by", "parts")

Facts = dict[str, Any]


def clean(held: Any) -> Any:
    """Returns values as FHIR holds them: no blank texts, no empty parts, numbers by their value."""
    if isinstance(held, dict):
        made = {name: clean(part) for name, part in held.items()}
        return {name: part for name, part in made.items() if not _is_empty(part)}
    if isinstance(held, list | tuple):
        return [one for one in map(clean, held) if one is not None]
    if isinstance(held, str):
        return plain(held)
    if isinstance(held, bool) or held is None:
        return held
    return Decimal(str(held))


def _is_empty(held: Any) -> bool:
    # Zero is something.
    return held is None or held is False or (isinstance(held, list | dict) and not held)


def facts(record: CaseReport) -> Facts:
    """Returns what a Bundle should carry of a record."""
    data = record.model_dump(mode="json")
    document = {name: part for name, part in data["document"].items() if name not in NOT_CARRIED_OF_DOCUMENTS}
    document["text"] = None
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", document.get("language") or ""):
        document["language"] = None
    for part in _parts(data["cases"]):
        if "codes" in part:
            part["codes"] = [
                _code(code, data["provenance"].get("terminologies", {})) for code in part["codes"]
            ]
    relations = [case["relation"] for case in data["cases"]]
    for case in data["cases"]:
        _derive(case)
        if case["relation"] == "mother" and relations.count("mother") == 1:
            case["children"] = [one["id"] for one in data["cases"] if one["relation"] == "child"]
    cited = {one for part in _parts(data["cases"]) for one in part.get("evidence", ())}
    made = clean(
        {
            "schema_version": data["schema_version"],
            "document": document,
            "provenance": _provenance(data["provenance"]),
            "cases": data["cases"],
            "mentions": {
                one["id"]: {name: one.get(name) for name in CARRIED_OF_MENTIONS}
                for one in data["mentions"]
                if one["id"] in cited
            },
        }
    )
    # The text itself is there to the letter.
    made["text"] = record.document.text
    return made


def _parts(held: Any) -> Iterable[dict[str, Any]]:
    if isinstance(held, dict):
        yield held
        for part in held.values():
            yield from _parts(part)
    elif isinstance(held, list):
        for part in held:
            yield from _parts(part)


def _code(code: dict[str, Any], versions: dict[str, str]) -> dict[str, Any]:
    system = TERMINOLOGIES.get(code["system"])
    version = versions.get(code["system"])
    return code | {"code": token(code["code"]), "system": {system or code["system"]: ""}, "version": version}


def _provenance(held: dict[str, Any]) -> dict[str, Any]:
    tables = {
        name: sorted([plain(key), plain(value)] for key, value in held.get(name, {}).items() if plain(value))
        for name in ("lexicons", "terminologies")
    }
    return held | tables | {"caseline": plain(held["caseline"]) or "unknown"}


def _derive(case: dict[str, Any]) -> None:
    """Adds what FHIR's own elements say besides."""
    ends = [
        one and one["status"] for one in (case["outcome"], *(event["outcome"] for event in case["events"]))
    ]
    case["deceased"] = "fatal" in ends
    for event in case["events"]:
        dated = [
            step["date"]
            for step in case["timeline"]
            if (step["kind"], step["ref"]) == ("onset", event["id"]) and not _is_bound(step)
        ]
        days = [day for day in (_day(event["onset"]), *dated) if is_date(day)]
        event["occurrence"] = _occurrence(event["onset"], event["duration"], days[0] if days else None)
        status = event["outcome"] and event["outcome"]["status"]
        over = {"recovered": "completed", "recovered_with_sequelae": "completed", "fatal": "completed"}
        going = {"recovering": "in-progress", "not_recovered": "in-progress"}
        event["status"] = (over | going).get(status, "unknown")
        resolved = status in {"recovered", "recovered_with_sequelae"}
        event["clinical"] = "resolved" if resolved else "active" if status in going else "unknown"
        event["mitigated_by"] = [one["id"] for one in case["therapies"] if event["id"] in one["for_events"]]
        others = [one for one in case["drugs"] if one["id"] not in event["suspects"]]
        event["contributing"] = [one["id"] for one in others if one["role"] == "interacting"]
        concomitant = [one["id"] for one in others if one["role"] == "concomitant"]
        event["besides"] = [*(one["id"] for one in case["conditions"]), *concomitant]
    for therapy in case["therapies"]:
        start = therapy.get("start")
        day = _day(start)
        therapy["occurrence"] = _occurrence(start, therapy["duration"], day if is_date(day) else None)


def _day(onset: dict[str, Any] | None) -> str | None:
    if not onset or not onset["anchor"] or onset["anchor"]["kind"] != "date":
        return None
    away = onset["value"] or onset["low"] or onset["high"] or onset["unit"] or onset["relation"] != "at"
    return None if away else onset["anchor"]["date"]


def _is_bound(step: dict[str, Any]) -> bool:
    words = ("by ", "before ", "until ", "till ", "within ", "no later than ", "not later than ")
    only_latest = step["low"] is None and step["high"] is not None
    return step["day"] is None and (only_latest or step["text"].strip().lower().startswith(words))


def _occurrence(
    onset: dict[str, Any] | None, duration: dict[str, Any] | None, day: str | None
) -> dict[str, Any] | None:
    lasted: dict[str, Any] = {}
    if duration and duration["unit"]:
        low, high = duration["low"], duration["high"]
        if duration["value"] is not None:
            low, high = duration["value"], None
        held = [number for number in (low, high) if number is not None]
        if low is not None and held == sorted(held) and low >= 0 and all(map(fits, held)):
            lasted = {"low": low, "high": high, "unit": duration["unit"]}
    if day and not lasted:
        return {"day": day}
    return {"day": day, "text": onset["text"] if onset else None, **lasted}
