"""The formats of databases and authorities by name, and what each must be able to do.

Records go there and are not corrected there; what annotators' tools read and give back is in `tools`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from caseline.export.tools import Files
from caseline.schema.report import CaseReport


class Target(StrEnum):
    """A standard, or a kind of table."""

    FHIR = "fhir"
    E2B = "e2b"
    OMOP = "omop"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


@dataclass(frozen=True)
class Wish:
    """How an export is wanted.

    Attributes:
        folder: Whether `OUT` is a folder rather than a file.
        settings: A TOML file of the format, where one is given.
        leave: Told of each record that the format cannot hold at all, such as one without a case, and why.
        suffix: The ending of `OUT` where it is a file, in lower case, such as .ndjson.
        tell: Told of what the file lacks of a record that is written, and why.
    """

    folder: bool
    settings: Path | None
    leave: Callable[[CaseReport, str], None]
    suffix: str = ""
    tell: Callable[[CaseReport, str], None] = lambda _record, _words: None


class Writer(Protocol):
    """How a target's files are written.

    Attributes:
        suffixes: Endings of a file that may be named as `OUT`; none where it must be a folder.
        folder: Whether `OUT` may be a folder.
        settled: Whether a file of settings is taken.
    """

    suffixes: tuple[str, ...]
    folder: bool
    settled: bool

    def write(self, records: Iterable[CaseReport], wish: Wish) -> Files:
        """Yields names and contents of files: "" for the file that `OUT` names, else names in the folder.

        The same records give the same bytes.

        Raises:
            CaselineError: When an extra that the format needs is not installed, or the settings are wrong.
        """
