"""Plain text, as a file or a string, as an article."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.encoding import decode
from caseline.reading.metadata import find_metadata
from caseline.reading.sections import find_sections

# A report has some 20,000 characters, a book a million; what is longer is no paper.
LARGEST_FILE = 10_000_000

_KINDS = (
    (stat.S_ISDIR, "is a directory; give a file, or let the command read all files in it"),
    (stat.S_ISFIFO, "is a pipe (FIFO), not a file; write its output to a file first"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
)


def read_text(path: str | os.PathLike[str]) -> Article:
    """Reads a plain text file.

    The clean text is the decoded file, character for character: line ends stay as they are (also
    CR LF), a byte order mark is taken off. So offsets hold in the file as well. Encodings: UTF-8, or
    UTF-16 with a byte order mark; others are never guessed.

    Raises:
        ReadingError: When it is no regular file, cannot be read, is empty, binary, larger than
            `LARGEST_FILE` bytes, or in another encoding.
    """
    source = printable(path)
    return _article(decode(_read_bytes(path, source), source), source)


def article_from_text(text: str, *, source: str | None = None) -> Article:
    """Returns the article of a string, which stays as it is.

    Raises:
        ReadingError: When there is nothing but white space in it.
    """
    if not text.strip():
        raise ReadingError(source or "the text", "is empty; give the text of a report")
    return _article(text, source)


def printable(path: str | os.PathLike[str]) -> str:
    """Returns the path as given; bytes of it that are no text are escaped."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _read_bytes(path: str | os.PathLike[str], source: str) -> bytes:
    try:
        status = Path(path).stat()
        _check(status, source)
        # O_NONBLOCK: should a pipe have taken the file's place, opening it must not wait.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            _check(os.fstat(descriptor), source)
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise ReadingError(source, "does not exist; check the path") from error
    except PermissionError as error:
        raise ReadingError(source, "cannot be read: permission denied; change its permissions") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadingError(source, f"cannot be read: {why}") from error
    if len(data) > LARGEST_FILE:
        raise ReadingError(source, _too_large(len(data)))
    return data


def _check(status: os.stat_result, source: str) -> None:
    for is_kind, reason in _KINDS:
        if is_kind(status.st_mode):
            raise ReadingError(source, reason)
    if status.st_size > LARGEST_FILE:
        raise ReadingError(source, _too_large(status.st_size))


def _too_large(size: int) -> str:
    return (
        f"has {size / 1e6:.1f} MB or more, and {LARGEST_FILE / 1e6:.0f} MB is the limit; "
        "split it into one file a report"
    )


def _article(text: str, source: str | None) -> Article:
    sections = find_sections(text)
    found = find_metadata(text, sections)
    return Article(text=text, source=source, sections=sections, **dict(found))
