"""Files that tools wrote, found and read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caseline.errors import ReadingError


def files_in(path: str, suffixes: tuple[str, ...], what: str) -> Iterator[Path]:
    """Yields the files of a folder and its folders by name, or the file itself.

    Raises:
        ReadingError: When there is none.
    """
    given = Path(path)
    if given.is_dir():
        known = (one for one in given.rglob("*") if one.suffix.lower() in suffixes and one.is_file())
        found = sorted(known, key=lambda one: (one.parent, one.stem, one.suffix))
        if not found:
            raise ReadingError(path, f"holds no {' or '.join(suffixes)} file; {what}")
        yield from found
    elif not given.exists():
        raise ReadingError(path, "does not exist; check the path")
    elif given.suffix.lower() not in suffixes:
        raise ReadingError(path, f"is no {' or '.join(suffixes)} file; {what}")
    else:
        yield given


def data_of(path: Path) -> bytes:
    """Returns the bytes of a file.

    Raises:
        ReadingError: When it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadingError(str(path), f"cannot be read: {error.strerror or error}") from error


def unmarked(text: str) -> str:
    """Returns the text of a file without the byte order mark that editors put before it."""
    return text.removeprefix("\ufeff")


def decoded(data: bytes, path: str) -> str:
    """Returns the text of a file, its ends of lines as they are.

    Raises:
        ReadingError: When it is not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(path, "is not UTF-8; save it as UTF-8", where=f"line {line}") from error
