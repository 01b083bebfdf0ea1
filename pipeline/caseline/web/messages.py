"""What the service and a worker process tell each other over pipes: a line of JSON, and bytes.

No pickle, so that a worker which a hostile file took over could send the service nothing but data.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from caseline.schema.document import SourceFormat
from caseline.web.errors import Problem

# Bytes of a message's first line; a reason may quote a long name.
LONGEST_LINE = 1_000_000


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paper(_Message):
    """A paper to read; its bytes follow.

    Attributes:
        size: How many bytes follow.
        name: What the caller calls it; never opened as a file.
        format: What it is; found by its content when it is None.
        min_score: As for `caseline extract`.
    """

    kind: Literal["paper"] = "paper"
    size: int = Field(ge=0)
    name: str | None = None
    format: SourceFormat | None = None
    min_score: float | None = None


class Ready(_Message):
    """A worker has loaded its pipeline."""

    kind: Literal["ready"] = "ready"
    model: str | None = None
    config: str | None = None


class Unusable(_Message):
    """A worker cannot load its pipeline, and another would not either."""

    kind: Literal["unusable"] = "unusable"
    reason: str


class Record(_Message):
    """A paper's record; its bytes follow."""

    kind: Literal["record"] = "record"
    size: int = Field(ge=0)


class Failed(_Message):
    """A paper gave no record."""

    kind: Literal["failed"] = "failed"
    problem: Problem


Answer = Annotated[Ready | Unusable | Record | Failed, Field(discriminator="kind")]
ANSWER: TypeAdapter[Ready | Unusable | Record | Failed] = TypeAdapter(Answer)


def line(message: _Message) -> bytes:
    """Returns a message as its line; line breaks within strings are escaped."""
    return message.model_dump_json().encode() + b"\n"
