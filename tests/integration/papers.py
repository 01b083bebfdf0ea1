"""Two papers, and how to put them on disk and to read what came out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from caseline.schema.report import CaseReport

MAN = "A 40-year-old man had a rash but no fever after one dose of cefazolin.\n"
NOBODY = "Cefazolin is stored in the dark.\n"
Run = Callable[..., Result]


def write(path: str, content: str | bytes) -> str:
    """Writes a file, folders made, and returns its path."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def records(data: bytes) -> list[CaseReport]:
    """Returns the records of JSON Lines, which end with a line end."""
    lines = data.split(b"\n")
    assert lines.pop() == b""
    return [CaseReport.from_json(line) for line in lines]


def sources(data: bytes) -> list[str | None]:
    """Returns where the records of JSON Lines came from."""
    return [record.document.source for record in records(data)]
