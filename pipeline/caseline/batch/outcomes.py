"""What becomes of a paper: a record, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# How a user names it, and how messages do.
STDIN = "-"
STDIN_NAME = "standard input"


class Without(StrEnum):
    """Why a paper has no record.

    `failed`: it could not be read or processed. `duplicate`: an earlier paper of the run has the same text.
    `filtered`: it is not of the kind asked for.
    """

    FAILED = "failed"
    DUPLICATE = "duplicate"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class Made:
    """A record.

    Attributes:
        source: The paper's name: its path as given, with the member of an archive or its number in a set.
        document: The record's document id.
        line: The record as a line of JSON, without the line end.
    """

    source: str
    document: str
    line: bytes

    @property
    def key(self) -> str:
        """What tells it from every other paper of the run."""
        return self.source

    @property
    def is_part(self) -> bool:
        """Whether the paper is one of an archive or a set."""
        return "!/" in self.source or "#" in self.source


@dataclass(frozen=True, slots=True)
class Failure:
    """A paper without a record.

    Attributes:
        source: Its name.
        reason: What is wrong and what to do.
        where: The place in the paper, such as "line 3", where it is known.
        kind: Why there is none.
        name: What tells it from every other paper of the run, where its source does not: what cannot be split
            off an archive or a set may only have the name of the whole.
    """

    source: str
    reason: str
    where: str | None = None
    kind: Without = Without.FAILED
    name: str | None = None

    @property
    def key(self) -> str:
        """What tells it from every other paper of the run."""
        return self.name or self.source

    @property
    def is_fault(self) -> bool:
        """Whether something is wrong, with the paper or with Caseline."""
        return self.kind is Without.FAILED

    def __str__(self) -> str:
        name = STDIN_NAME if self.source == STDIN else self.source
        return ": ".join((f"{name}, {self.where}" if self.where else name, self.reason))


@dataclass(frozen=True, slots=True)
class Finished:
    """A file, archive or set, of which all papers are done.

    Attributes:
        path: Its path as given.
    """

    path: str


Outcome = Made | Failure
Step = Outcome | Finished
