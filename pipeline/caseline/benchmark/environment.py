"""What a benchmark ran on: versions, machine, and the files of a pipeline."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from pathlib import Path

from caseline.benchmark.corpora import checksum
from caseline.benchmark.record import Machine
from caseline.pipeline import packaged

_PACKAGES = ("caseline", "spacy", "medspacy", "scispacy", "onnxruntime", "numpy")
_CPU_INFO = Path("/proc/cpuinfo")


def versions() -> dict[str, str | None]:
    """Returns the versions of Python and of what a pipeline runs on; None for what is not installed."""
    return {"python": platform.python_version()} | {name: _version(name) for name in _PACKAGES}


def machine() -> Machine:
    """Returns the system and the model of its processor."""
    return Machine(platform=platform.platform(), cpu=_cpu(), cores=os.cpu_count())


def saved_files(config: str) -> str | None:
    """Returns the SHA-256 of a saved pipeline's files; None for a config without any of its own."""
    if config in packaged():
        with as_file(files("caseline.models").joinpath(config)) as folder:
            return checksum(folder)
    return checksum(Path(config)) if Path(config).is_dir() else None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _cpu() -> str:
    if _CPU_INFO.is_file():
        found = re.search(r"^model name\s*: (.+)$", _CPU_INFO.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()
