"""Records of an older schema as records of a newer one, version by version.

A step takes a record as parsed JSON and returns it as the next version has it. Steps of minor versions change the
number alone. One of a major version changes what that changed, and stays here for good, so that any record ever
written can be read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

from caseline.errors import SchemaError
from caseline.schema.report import CaseReport
from caseline.schema.versions import CURRENT, HISTORY, VERSIONS, is_newer, problem_with

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """The way from a version to the next.

    Attributes:
        until: The version it leads to.
        says: What it changes, besides the number.
        change: Makes the record of it; the one it is given stays as it was.
    """

    until: str
    says: str
    change: Callable[[Json], Json]


@dataclass(frozen=True, slots=True)
class Migrated:
    """A record of the version asked for.

    Attributes:
        record: The record, checked.
        since: The version it was of.
        changes: What was changed, step by step; nothing where it was of that version.
    """

    record: CaseReport
    since: str
    changes: tuple[str, ...]


def _renumbered(until: str) -> Callable[[Json], Json]:
    def change(record: Json) -> Json:
        return {**record, "schema_version": until}

    return change


# By the version that a step starts from. A minor version needs none of its own: what it brought may be missing.
STEPS: Final[Mapping[str, Step]] = {
    since.name: Step(until.name, "nothing but the number", _renumbered(until.name))
    for since, until in pairwise(HISTORY)
}


def migrate(data: str | bytes, *, to: str = CURRENT, steps: Mapping[str, Step] = STEPS) -> Migrated:
    """Returns a stored record as one of another version, checked; its provenance says what made it, as before.

    Args:
        data: The record as JSON.
        to: The version wanted, no older than the record's.
        steps: The way there.

    Raises:
        SchemaError: When it is no record, of a version that cannot be read, or of a newer one than is wanted.
        AlignmentError: When an offset does not select its text.
    """
    record = _parsed(data)
    version = since = str(record["schema_version"])
    if is_newer(since, to):
        msg = f"it is of schema {since}; going back to {to} would lose what came since, so that is not done"
        raise SchemaError(msg)
    changes: list[str] = []
    while version != to:
        step = steps[version]
        record = step.change(record)
        changes.append(f"{version} to {step.until}: {step.says}")
        version = step.until
    return Migrated(CaseReport.from_json(json.dumps(record)), since, tuple(changes))


def check_target(version: str) -> None:
    """Checks that records can be brought to a version.

    Raises:
        SchemaError: When there is no such version.
    """
    if version not in VERSIONS:
        msg = f"there is no schema {version} to migrate to; versions are {', '.join(VERSIONS)}"
        raise SchemaError(msg)


def _parsed(data: str | bytes) -> Json:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        msg = f"not a record: not JSON: {error}"
        raise SchemaError(msg) from error
    if not isinstance(record, dict) or "schema_version" not in record:
        msg = "not a record: it has no schema_version"
        raise SchemaError(msg)
    problem = problem_with(record["schema_version"])
    if problem:
        raise SchemaError(problem)
    return record
