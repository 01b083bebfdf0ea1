"""The versions of the record's schema, and what each brought.

A minor version adds optional fields or values: what an older Caseline wrote is read as it is. A major version may
change anything, and comes with a migration.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Final, NamedTuple

from caseline.errors import SchemaError


class Version(NamedTuple):
    """A version of the schema.

    Attributes:
        name: Its number.
        brought: What came with it.
    """

    name: str
    brought: str


HISTORY: Final = (
    Version("1.0", "the record"),
    Version("1.1", "`parts` of mentions, `provenance.min_score`"),
    Version(
        "1.2",
        "FINDING and SERIOUSNESS mentions, `patient.conflicts`, `method` and `score` of causality, `start` of a "
        "therapy, `unrelated` as a reason of exclusion",
    ),
    Version(
        "1.3",
        "`authors`, `article_type`, `licence`, `language`, `format` and `source_map` of the document",
    ),
    Version("1.4", "`match` and `score` of codes, `provenance.terminologies`"),
)
VERSIONS: Final = tuple(version.name for version in HISTORY)
CURRENT: Final = VERSIONS[-1]
_NUMBERED: Final = re.compile(r"(\d{1,9})\.(\d{1,9})")


def schema_text_of(version: str) -> str:
    """Returns the JSON Schema of a version as it was published.

    Raises:
        SchemaError: When there is no such version.
    """
    if version not in VERSIONS:
        msg = f"{problem_with(version)}; versions are {', '.join(VERSIONS)}"
        raise SchemaError(msg)
    return files("caseline.schema").joinpath(f"case-report-{version}.json").read_text("utf-8")


def problem_with(version: object) -> str | None:
    """Returns why records of a version cannot be read, and what to do; null where they can."""
    if version in VERSIONS:
        return None
    if not isinstance(version, str) or not _NUMBERED.fullmatch(version):
        return f"schema_version {json.dumps(version, default=str)[:40]} is none that Caseline ever wrote"
    if is_newer(version, CURRENT):
        return (
            f"it is of schema {version}, written by a newer Caseline; this one knows schemas up to {CURRENT}: "
            "upgrade it (pip install --upgrade caseline)"
        )
    return f"schema {version} is none that Caseline ever wrote"


def is_newer(version: str, other: str) -> bool:
    """Says whether a version came after another; both are numbers with a point."""
    return _numbers(version) > _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
