"""Resident memory of this process, and what many documents do to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from caseline.benchmark.record import Memory

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

EVERY = 200
# Caches have filled by then.
SETTLED = 400
FLAT_BELOW_MB = 20.0
_STATUS = Path("/proc/self/status")
_MB = 1_000_000


def resident() -> float | None:
    """Returns the resident memory now, in MB; None where the system does not tell."""
    return _status("VmRSS")


def peak() -> float | None:
    """Returns the highest resident memory so far, in MB; None where the system does not tell."""
    found = _status("VmHWM")
    if found is not None or resource is None:
        return found
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MB


def watch(work: Iterable[Any], *, every: int = EVERY) -> dict[str, Any]:
    """Goes through some work and reads the memory after every so many items and at the end."""
    at: list[int] = []
    readings: list[float] = []
    done = 0
    for done, _ in enumerate(work, start=1):
        if done % every == 0 and (now := resident()) is not None:
            at.append(done)
            readings.append(now)
    return {"documents": done, "at": at, "resident": readings, "peak": peak()}


def judge(watched: dict[str, Any], *, settled: int = SETTLED) -> Memory:
    """Returns the readings with the growth since the caches have filled."""
    at, readings = watched["at"], watched["resident"]
    later = [place for place, done in enumerate(at) if done >= settled]
    growth = readings[later[-1]] - readings[later[0]] if len(later) > 1 else None
    return Memory(
        documents=watched["documents"],
        at=tuple(at),
        resident=tuple(round(reading, 1) for reading in readings),
        peak=None if watched["peak"] is None else round(watched["peak"], 1),
        from_document=at[later[0]] if growth is not None else None,
        growth=None if growth is None else round(growth, 1),
        flat=None if growth is None else growth < FLAT_BELOW_MB,
        flat_below=FLAT_BELOW_MB,
    )


def _status(field: str) -> float | None:
    if not _STATUS.is_file():
        return None
    found = re.search(rf"^{field}:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) * 1024 / _MB if found else None
