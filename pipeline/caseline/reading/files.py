"""Opening a file safely: what is no regular file is refused at once, and nothing waits."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from caseline.errors import ReadingError
from caseline.reading.remote import (
    is_remote,
    local_path,
    open_remote,
    parts_on_this_machine,
    reading_errors,
)
from caseline.reading.streams import CHUNK, Stream

_KINDS = (
    (stat.S_ISDIR, "is a directory; give a file, or let the command read all files in it"),
    (stat.S_ISFIFO, "is a pipe (FIFO), not a file; write its output to a file first"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
)


def printable_path(path: str | os.PathLike[str]) -> str:
    """Returns the path as given; bytes of it that are no text are escaped."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")


@contextmanager
def open_stream(path: str | os.PathLike[str]) -> Iterator[Stream]:
    """Opens a file on this machine, or on another where the path has a scheme such as "s3://".

    Raises:
        ReadingError: When it is no regular file or cannot be read.
    """
    source = printable_path(path)
    given = os.fspath(path)
    with _open_remote(given, source) if is_remote(given) else _open(local_path(given), source) as file:
        yield Stream(_chunks(file, source), file=file if file.seekable() else None)


def stream_of(file: BinaryIO, source: str) -> Stream:
    """Returns a stream of an open file, such as standard input, which stays open."""
    return file if isinstance(file, Stream) else Stream(_chunks(file, source))


def _open(path: str, source: str) -> BinaryIO:
    with explained(source):
        _check(Path(path).stat(), source)
        # O_NONBLOCK: should a pipe have taken the file's place, opening it must not wait.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        file = os.fdopen(descriptor, "rb")
        try:
            _check(os.fstat(descriptor), source)
        except ReadingError:
            file.close()
            raise
    return file


def _open_remote(url: str, source: str) -> BinaryIO:
    with explained(source):
        for path in parts_on_this_machine(url):
            _check(Path(path).stat(), source)
        return open_remote(url, source)


def _check(status: os.stat_result, source: str) -> None:
    for is_kind, reason in _KINDS:
        if is_kind(status.st_mode):
            raise ReadingError(source, reason)


def _chunks(file: BinaryIO, source: str) -> Iterator[bytes]:
    while True:
        with explained(source):
            chunk = file.read(CHUNK)
        if not chunk:
            return
        yield chunk


@contextmanager
def explained(source: str) -> Iterator[None]:
    """Says what the system, or the driver of a remote file, has against opening or reading a file.

    Raises:
        ReadingError: For its error.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise ReadingError(source, "does not exist; check the path") from error
    except PermissionError as error:
        raise ReadingError(source, "cannot be read: permission denied; change its permissions") from error
    except ImportError as error:
        raise ReadingError(source, f"needs a package that is not installed: {why(error)}") from error
    except reading_errors() as error:
        raise ReadingError(source, f"cannot be read: {why(error)}") from error


def why(error: Exception) -> str:
    """Returns what an error says, on one line."""
    said = error.strerror if isinstance(error, OSError) else None
    return " ".join((said or str(error)).split()) or type(error).__name__
