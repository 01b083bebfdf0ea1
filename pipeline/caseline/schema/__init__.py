"""The record: frozen models, their JSON Schema and its version."""

from caseline.schema.case import Case
from caseline.schema.document import Document, Section
from caseline.schema.export import json_schema
from caseline.schema.mention import Label, Mention
from caseline.schema.report import SCHEMA_VERSION, CaseReport, Provenance

__all__ = [
    "SCHEMA_VERSION",
    "Case",
    "CaseReport",
    "Document",
    "Label",
    "Mention",
    "Provenance",
    "Section",
    "json_schema",
]
