"""Writing records: JSON or JSON Lines, whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import IO, BinaryIO

from caseline.batch.outcomes import Made
from caseline.errors import WritingError
from caseline.schema.report import CaseReport

if sys.platform != "win32":
    import fcntl


class Format(StrEnum):
    """How records are written.

    `json`: one record indented, several as an array. `jsonl`: a record a line.
    """

    JSON = "json"
    JSONL = "jsonl"


def format_for(out: Path | None, chosen: Format | None) -> Format:
    """Returns the format asked for, else the one `out` is named after, else JSON Lines."""
    if chosen is not None:
        return chosen
    return Format.JSON if out is not None and out.suffix.lower() == ".json" else Format.JSONL


def write_records(records: Iterable[Made], stream: BinaryIO, *, style: Format, several: bool) -> None:
    """Writes records as they come, UTF-8; nothing at all when there are none.

    Args:
        records: The records.
        stream: Where to; flushed after each record, so that a reader can follow.
        style: JSON or JSON Lines.
        several: Whether JSON is an array; by what was asked for, not by what succeeded. A paper out of an
            archive or a set makes it one, too.
    """
    array = False
    count = 0
    for count, made in enumerate(records, start=1):
        if style is Format.JSONL:
            stream.write(made.line + b"\n")
        else:
            array = array or several or made.is_part
            if array:
                stream.write(b"[\n" if count == 1 else b",\n")
            stream.write(_indented(made, array=array))
        stream.flush()
    if array:
        stream.write(b"\n]\n")
        stream.flush()


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Opens a file that takes the place of `path` when the block ends well with something written.

    Until then `path` is as it was. Parent folders are made. What is no regular file, such as
    `/dev/stdout`, is written to directly.

    Raises:
        WritingError: When it cannot be written.
    """
    with explained(path):
        if path.is_dir():
            raise WritingError(path, "is a folder; name a file in it")
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        # Rename would put a file in the place of a link instead of behind it.
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as stream:
                yield stream
                written = stream.tell()
            if written:
                take_place(part, target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Writes a whole file, UTF-8, or leaves it as it was.

    Raises:
        WritingError: When it cannot be written.
    """
    with replacing(path) as stream:
        stream.write(text.encode())


def take_place(part: Path, target: Path) -> None:
    """Puts a file that was written to its end in the place of another, whose permissions it keeps."""
    if target.exists():
        shutil.copymode(target, part)
    part.replace(target)


def lock(stream: IO[bytes], path: Path) -> None:
    """Takes a file for this run alone, until it is closed; closes it when another run has it.

    Raises:
        WritingError: When another run has it.
    """
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        taken = os.fstat(stream.fileno()).st_nlink == 0  # that run has just ended and removed it
    except BlockingIOError:
        taken = True
    except OSError:
        return  # some shared file systems have no locks
    if taken:
        stream.close()
        raise WritingError(path, "another run is writing here; wait for it to end, or name another file")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns an error of the system into one that names the file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WritingError(path, f"cannot be written: {error.strerror or error}") from error


def _indented(made: Made, *, array: bool) -> bytes:
    text = CaseReport.from_json(made.line).to_json(indent=2)
    # Line breaks inside strings are escaped, so each of these is one of the layout.
    return ("  " + text.replace("\n", "\n  ") if array else text + "\n").encode()
