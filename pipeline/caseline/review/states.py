"""What the database tells of a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What was decided on a record; `open` where nothing is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Version:
    """A version without its record; number 0 is the machine's answer, which has no author and no time."""

    version: int = 0
    author: str | None = None
    saved: str | None = None
    status: str = Status.OPEN.value
    comment: str = ""
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A record in the list; `summary` is JSON, `names` is ready to be searched.

    `newer` says that there is a newer machine answer than the one the line began from.
    """

    key: str
    version: int
    status: str
    comment: str
    author: str | None
    saved: str | None
    edits: int
    newer: int
    summary: str
    names: str


@dataclass(frozen=True, slots=True)
class Head:
    """The current version of a record in a line; `made` is the machine's answer it began from, both as JSON.

    `answer` is the SHA-256 of `made`, by which a caller says which answer was looked at.
    """

    document: int
    key: str
    name: str
    version: int
    status: Status
    comment: str
    author: str | None
    saved: str | None
    machine: int
    newer: int
    decision: int
    edits: int
    changes: str
    answer: str
    made: str
    record: str

    def __post_init__(self) -> None:
        # The database holds its name.
        object.__setattr__(self, "status", Status(self.status))


@dataclass(frozen=True, slots=True)
class Accepted:
    """A record as it was accepted last, with the machine's answer it began from, both as JSON."""

    key: str
    name: str
    saved: str
    record: str
    made: str
