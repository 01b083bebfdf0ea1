"""Whether the data files of the package are those that it was made with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseline.doctor.findings import Finding

LIST_NAME: Final = "checksums.txt"
AGAIN: Final = "install Caseline again"
_POINTER = b"version https://git-lfs.github.com/spec/"
_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64}) +(?P<size>\d+) (?P<path>\S.*)")
_CODE = frozenset({".py", ".pyc", ".typed"})


@dataclass(frozen=True, slots=True)
class Shipped:
    """A data file as it should be: its path below the package, size and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file as it is.

    Attributes:
        path: Below the package, with slashes.
        size: In bytes; None when it cannot be read.
        sha256: Of its bytes, in hexadecimal.
        fault: What is wrong with it, if anything.
    """

    path: str
    size: int | None
    sha256: str | None
    fault: Finding | None


def listed(root: Path) -> tuple[Shipped, ...]:
    """Returns what the list of checksums in a package's folder names; nothing when it is missing or broken."""
    try:
        lines = (root / LIST_NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    rows = [_LINE.fullmatch(line) for line in lines]
    # One broken line makes all of it doubtful.
    found = tuple(Shipped(row["path"], int(row["size"]), row["sha256"]) for row in rows if row)
    return found if len(found) == len(rows) else ()


def checksum_lines(root: Path) -> Iterator[str]:
    """Yields the lines of the list: SHA-256, size and path of each data file, by path."""
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if _is_data(root, path))
    for name in paths:
        data = (root / name).read_bytes()
        yield f"{hashlib.sha256(data).hexdigest()} {len(data):>9} {name}\n"


def _is_data(root: Path, path: Path) -> bool:
    parts = path.relative_to(root).parts
    hidden = any(part == "__pycache__" or part.startswith(".") for part in parts)
    return path.is_file() and not hidden and path.suffix not in _CODE and parts != (LIST_NAME,)


def look(root: Path, shipped: Iterable[Shipped]) -> tuple[DataFile, ...]:
    """Reads each file and compares it with what it should be."""
    return tuple(_look(root, each) for each in shipped)


def _look(root: Path, shipped: Shipped) -> DataFile:
    try:
        data = (root / shipped.path).read_bytes()
    except FileNotFoundError:
        return DataFile(shipped.path, None, None, Finding(shipped.path, "is missing", AGAIN))
    except OSError as error:
        fault = Finding(
            shipped.path, f"cannot be read: {error.strerror}", "give yourself the right to read it"
        )
        return DataFile(shipped.path, None, None, fault)
    found = hashlib.sha256(data).hexdigest()
    same = found == shipped.sha256
    return DataFile(shipped.path, len(data), found, None if same else _difference(shipped, data))


def _difference(shipped: Shipped, data: bytes) -> Finding:
    """Says how a file came to be another."""
    path = shipped.path
    if data.startswith(_POINTER):
        return Finding(path, "is a Git LFS pointer, not the file", "run: git lfs pull; then install again")
    if hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest() == shipped.sha256:
        what = "has Windows line ends, so its checksum is another's"
        return Finding(path, what, "set git's core.autocrlf to input and check the files out again")
    if len(data) < shipped.size and path.endswith(".onnx"):
        return Finding(path, f"is cut short: {len(data):,} of {shipped.size:,} bytes", AGAIN)
    what = f"is not the file that was shipped: {len(data):,} bytes, {shipped.size:,} expected"
    if len(data) == shipped.size:
        what = "is not the file that was shipped: the size is right, the checksum is not"
    own = "; for terms of your own name a .csv of yours in a config" if path.endswith(".csv") else ""
    return Finding(path, what, f"{AGAIN}{own}")
