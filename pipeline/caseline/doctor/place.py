"""Where Caseline runs: the machine, the memory that is free, files and characters that can be written."""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseline.doctor.findings import Finding

# What a pipeline takes, and as much again for a paper.
LEAST_MEMORY: Final = 1_000_000_000
_MEMORY = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class Place:
    """The machine, and what of it can be used.

    Attributes:
        platform: System, version and processor.
        executable: The Python that runs.
        folder: Where the package lies.
        cores: Processor cores, where they are known.
        memory: Free bytes, where they are known.
        temporary: The folder for temporary files; None when nothing can be written in any.
        encoding: Of standard output.
    """

    platform: str
    executable: str
    folder: str
    cores: int | None
    memory: int | None
    temporary: str | None
    encoding: str


def place(root: Path) -> Place:
    """Looks around; `root` is the folder of the package."""
    return Place(
        platform=platform.platform(),
        executable=sys.executable,
        folder=str(root),
        cores=os.cpu_count(),
        memory=_memory(),
        temporary=_temporary(),
        encoding=(getattr(sys.stdout, "encoding", None) or "unknown").lower(),
    )


def faults(found: Place) -> Iterator[Finding]:
    """Yields what would be in the way of a run."""
    if found.temporary is None:
        yield Finding(
            "temporary files", "cannot be written in any folder", "name one that can: TMPDIR=FOLDER"
        )
    if found.memory is not None and found.memory < LEAST_MEMORY:
        what = (
            f"{found.memory // 1_000_000} MB are free; a pipeline takes about 500 MB, and each worker has one"
        )
        yield Finding(
            "memory", what, "close other programs, or use --config fast and one worker", grave=False
        )
    if found.encoding.lower().replace("-", "") not in {"utf8", "utf8sig"}:
        what = f"standard output is {found.encoding}, which lacks characters; they are shown as ?"
        yield Finding("terminal", what, "set PYTHONUTF8=1; files are UTF-8 in any case", grave=False)


def _temporary() -> str | None:
    """Returns the folder in which a temporary file was just written."""
    try:
        with tempfile.TemporaryFile() as stream:
            stream.write(b"Caseline")
        return tempfile.gettempdir()
    except OSError:
        return None


def _memory() -> int | None:
    try:
        found = re.search(r"^MemAvailable:\s+(\d+) kB$", _MEMORY.read_text(encoding="ascii"), re.MULTILINE)
    except (OSError, ValueError):
        return None
    return int(found[1]) * 1024 if found else None
