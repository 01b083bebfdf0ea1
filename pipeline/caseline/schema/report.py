"""The whole record, its integrity and its JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from caseline.errors import AlignmentError, SchemaError
from caseline.schema.base import Part
from caseline.schema.case import Case, Condition, Drug, Event, Therapy
from caseline.schema.document import Document
from caseline.schema.mention import Mention

SCHEMA_VERSION: Final = "1.0"


class Provenance(Part):
    """What made the record."""

    caseline: str = Field(description="Version of Caseline; `gold` for a record written by a person.")
    model: str | None = Field(default=None, description="Name and version of the pipeline.")
    config: str | None = Field(default=None, description="SHA-256 of the pipeline's config.")
    lexicons: dict[str, str] = Field(default_factory=dict, description="SHA-256 of each data file.")


class CaseReport(Part):
    """A published report as a record: the text, what was found in it, and the cases it tells of."""

    schema_version: Literal["1.0"] = Field(default=SCHEMA_VERSION, description="Version of this schema.")
    document: Document = Field(description="The paper and its text.")
    mentions: tuple[Mention, ...] = Field(
        default=(), description="Everything found in the text, in its order, also what is in no case."
    )
    cases: tuple[Case, ...] = Field(
        default=(), description="One for each patient; none where no patient is told of."
    )
    provenance: Provenance = Field(description="What made the record.")

    @model_validator(mode="after")
    def _ids_resolve(self) -> Self:
        mentions = {mention.id for mention in self.mentions}
        if len(mentions) != len(self.mentions):
            msg = "two mentions share an id"
            raise ValueError(msg)
        if len({case.id for case in self.cases}) != len(self.cases):
            msg = "two cases share an id"
            raise ValueError(msg)
        for case in self.cases:
            parts: tuple[Condition | Drug | Event | Therapy, ...] = (
                *case.conditions,
                *case.drugs,
                *case.events,
                *case.therapies,
            )
            known = {part.id for part in parts}
            if len(known) != len(parts):
                msg = f"case {case.id}: two of its parts share an id"
                raise ValueError(msg)
            for kind, value in _references(case):
                if value not in (mentions if kind == "evidence" else known):
                    msg = f"case {case.id}: {kind} names {value!r}, which is not in the record"
                    raise ValueError(msg)
        return self

    def check_offsets(self) -> None:
        """Checks that each mention's text stands where it says.

        Raises:
            AlignmentError: For the first mention that does not.
        """
        for mention in self.mentions:
            found = self.document.text[mention.start : mention.end]
            if found != mention.text:
                raise AlignmentError(self.document.id, mention.start, mention.end, mention.text, found)

    def to_json(self, *, indent: int | None = None) -> str:
        """Returns the record as JSON, keys in the schema's order."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes) -> CaseReport:
        """Reads a record and checks it, offsets included.

        Raises:
            SchemaError: When it is not a record of this version.
            AlignmentError: When an offset does not select its text.
        """
        try:
            report = cls.model_validate_json(data)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"]) or "the record"
            msg = f"not a record of schema {SCHEMA_VERSION}: {where}: {first['msg']}"
            raise SchemaError(msg) from error
        report.check_offsets()
        return report


def _references(part: object) -> Iterator[tuple[str, str]]:
    """Yields every id that a part of a case points to, with the name of the field that holds it."""
    if not isinstance(part, Part):
        return
    for name in type(part).model_fields:
        value: Any = getattr(part, name)
        if name in {"evidence", "for_events", "suspects"}:
            yield from ((name, item) for item in value)
        elif name in {"indication", "drug", "event", "ref"} and value is not None:
            yield name, value
        elif isinstance(value, tuple):
            for item in value:
                yield from _references(item)
        else:
            yield from _references(value)
