"""The JSON Schema of the record, for those who do not use Python."""

from __future__ import annotations

import json
from typing import Any

from caseline.schema.report import SCHEMA_VERSION, CaseReport


def json_schema() -> dict[str, Any]:
    """Returns the record's JSON Schema (draft 2020-12), as written by `caseline schema`."""
    schema = CaseReport.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:caseline:case-report:{SCHEMA_VERSION}",
        **schema,
    }


def json_schema_text() -> str:
    """Returns the JSON Schema as it is committed: indented, one newline at the end."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
