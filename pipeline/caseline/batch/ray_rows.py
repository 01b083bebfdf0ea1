"""What the driver and Ray's workers tell each other: rows of bytes, which Arrow holds as they are.

Everything but the record is JSON, whose escapes also hold the names of files that are no Unicode.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseline.batch.journal import FINISHED, MADE
from caseline.batch.outcomes import Failure, Finished, Made, Step, Without

TOLD = "told"
LINE = "line"
_REFUSED = "refused"

Row = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class File:
    """A file to read.

    Attributes:
        path: Its path as given.
        done: Keys of papers in it that are done.
    """

    path: str
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    """A worker that cannot begin, as when its machine has no such pipeline.

    Attributes:
        reason: What is wrong and what to do.
    """

    reason: str


def file_row(file: File) -> Row:
    """Returns a file as a row."""
    return {TOLD: _packed({"path": file.path, "done": sorted(file.done)})}


def row_file(row: Mapping[str, bytes]) -> File:
    """Returns the file of a row."""
    told = json.loads(row[TOLD])
    return File(told["path"], frozenset(told["done"]))


def step_row(step: Step | Refused) -> Row:
    """Returns what became of a paper, or the end of a file, as a row."""
    told: dict[str, str | None]
    if isinstance(step, Made):
        told = {"kind": MADE, "source": step.source, "document": step.document}
    elif isinstance(step, Failure):
        told = {"kind": step.kind.value, "source": step.source, "name": step.name}
        told |= {"reason": step.reason, "where": step.where}
    elif isinstance(step, Refused):
        told = {"kind": _REFUSED, "reason": step.reason}
    else:
        told = {"kind": FINISHED, "source": step.path}
    return {TOLD: _packed(told), LINE: step.line if isinstance(step, Made) else b""}


def row_step(row: Mapping[str, bytes]) -> Step | Refused:
    """Returns what a row tells."""
    told = json.loads(row[TOLD])
    kind = told["kind"]
    if kind == MADE:
        return Made(told["source"], told["document"], row[LINE])
    if kind == FINISHED:
        return Finished(told["source"])
    if kind == _REFUSED:
        return Refused(told["reason"])
    return Failure(told["source"], told["reason"], told["where"], Without(kind), told["name"])


def _packed(told: dict[str, Any]) -> bytes:
    return json.dumps(told).encode()
