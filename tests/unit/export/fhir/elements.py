"""Elements of a Bundle as JSON, as a reader takes them apart."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from caseline.export.fhir.systems import OTHER_SYSTEM, OWN

Json = dict[str, Any]


def own_of(held: Json, name: str) -> Json:
    return next((one for one in held.get("extension", ()) if one["url"] == f"{OWN}{name}"), {})


def all_of(held: Json, url: str) -> list[Json]:
    return [one for one in held.get("extension", ()) if one["url"] == url]


def parts_of(held: Json) -> Json:
    return {part["url"]: part for part in held.get("extension", ())}


def number_of(held: Json) -> Any:
    return (
        json.loads(held["valueString"])
        if "valueString" in held
        else held.get("valueDecimal", held.get("valueInteger"))
    )


def amount_of(quantity: Json) -> Any:
    return quantity["value"] if "value" in quantity else number_of(own_of(quantity, "number"))


def text_of(concept: Json | None) -> str | None:
    return (concept or {}).get("text")


def code_of(concept: Json | None) -> str | None:
    codings = (concept or {}).get("coding", [])
    return codings[0]["code"] if codings else None


def value_of(held: Json) -> Any:
    return next((value for name, value in held.items() if name.startswith("value")), None)


def concept_of(held: Json | None) -> Json:
    return {"name": text_of(held), "codes": [_coding(one) for one in (held or {}).get("coding", ())]}


def _coding(held: Json) -> Json:
    system = held["system"]
    known = unquote(system.removeprefix(OTHER_SYSTEM)) if system.startswith(OTHER_SYSTEM) else system
    return {
        "system": {known: ""},
        "code": held.get("code"),
        "display": held.get("display"),
        "version": held.get("version"),
        "match": value_of(own_of(held, "match")),
        "score": number_of(own_of(held, "score")),
    }
