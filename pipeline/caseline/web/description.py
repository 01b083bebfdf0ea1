"""What the service says of itself in its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from caseline.web.bodies import TextBody
from caseline.web.errors import KINDS, ErrorAnswer, ErrorCode, Problem

ABOUT = """Reads a published case report about a drug and returns the case as checked, structured JSON.

There is no authentication: whoever reaches the service can use it. Nothing of a paper is stored or logged.
Every answer that is no success has the shape `{"error": {"code", "reason", "where"}}`."""

_STORY = "A 34-year-old woman developed urticaria two hours after the first dose of amoxicillin."
_REASONS = {
    ErrorCode.MALFORMED: ("Input should be less than or equal to 1", "query.min_score"),
    ErrorCode.UNREADABLE: ("paper.txt: is empty; give a file with the text of a report", None),
    ErrorCode.BUSY: ("all 17 places are taken; try again in 4 s", None),
}
_FILE: Mapping[str, Any] = {"schema": {"type": "string", "format": "binary"}}

BODY: Mapping[str, Any] = {
    "required": True,
    "description": "One paper: its text as JSON, or a file, whole or in a form. What kind of file it is shows in "
    "its content, or is told by `format`. JSON is read as text in an object unless a format is told.",
    "content": {
        "application/json": {
            "schema": TextBody.model_json_schema(),
            "example": {"text": _STORY, "source": "urticaria.txt"},
        },
        "text/plain": {"schema": {"type": "string"}, "example": _STORY},
        "application/xml": _FILE,
        "application/pdf": _FILE,
        "application/octet-stream": _FILE,
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
            }
        },
    },
}


def documented(status: int, meaning: str, model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """Returns an answer as FastAPI wants it described."""
    return {status: {"description": meaning, "model": model}}


def errors(*codes: ErrorCode) -> dict[int | str, dict[str, Any]]:
    """Returns the errors of an address, and those of every address, by status."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in dict.fromkeys((*codes, ErrorCode.FORBIDDEN_HOST, ErrorCode.FAULT)):
        status, meaning = KINDS[code]
        known = found.setdefault(status, {"description": "", "model": ErrorAnswer, "content": _examples()})
        known["description"] = f"{known['description']}\n\n`{code}`: {meaning}".strip()
        reason, where = _REASONS.get(code, (meaning, None))
        example = ErrorAnswer(error=Problem(code=code, reason=reason, where=where))
        known["content"]["application/json"]["examples"][str(code)] = {
            "value": example.model_dump(mode="json")
        }
        if code is ErrorCode.BUSY:
            seconds = {"description": "Seconds after which to try again.", "schema": {"type": "integer"}}
            known["headers"] = {"Retry-After": seconds}
    return dict(sorted(found.items()))


def _examples() -> dict[str, Any]:
    return {"application/json": {"examples": {}}}
