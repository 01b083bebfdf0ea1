"""Reading records back from the files that `extract` writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from caseline.errors import AlignmentError, ReadingError, SchemaError
from caseline.schema.report import CaseReport

_STDIN = "-"
T = TypeVar("T")


def read_stored(path: str) -> Iterator[CaseReport]:
    """Yields the records of a JSON or JSON Lines file, or of standard input for `-`, in order.

    A JSON file holds one record or an array of them.

    Raises:
        ReadingError: When there is no such file, or no record in it, or something else than records;
            names the line.
    """
    yield from read_good(path, on_failure=_raise)


def read_good(path: str, *, on_failure: Callable[[ReadingError], None]) -> Iterator[CaseReport]:
    """Yields the records of a file as `read_stored` does; `on_failure` is told of each that is none."""
    for one in read_through(path, CaseReport.from_json):
        if isinstance(one, ReadingError):
            on_failure(one)
        else:
            yield one


def read_through(path: str, take: Callable[[str | bytes], T]) -> Iterator[T | ReadingError]:
    """Yields what is made of the JSON of each record of a file, and for each that is none why.

    Args:
        path: The file, or `-`.
        take: Makes something of a record's JSON, or raises a SchemaError or an AlignmentError.
    """
    try:
        data = _bytes(path).removeprefix(b"\xef\xbb\xbf")
    except ReadingError as error:
        yield error
        return
    if not data.strip():
        yield ReadingError(path, "is empty; expected records as JSON or JSON Lines")
        return
    for where, piece in _pieces(path, data):
        try:
            made = take(piece)
        except (SchemaError, AlignmentError) as error:
            failure = ReadingError(path, f"{where}{error}")
            failure.__cause__ = error
            yield failure
        else:
            yield made


def read_each(paths: Iterable[str], *, on_failure: Callable[[ReadingError], None]) -> Iterator[CaseReport]:
    """Yields the records of all files, in order; `on_failure` is told of each that breaks off."""
    for path in paths:
        try:
            yield from read_stored(path)
        except ReadingError as error:
            on_failure(error)


def _raise(failure: ReadingError) -> None:
    raise failure


def _bytes(path: str) -> bytes:
    if path == _STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = "is a folder; name the files" if Path(path).is_dir() else f"cannot be read: {error.strerror}"
        raise ReadingError(path, reason) from error


def _pieces(path: str, data: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Yields where each record stands, for messages, and its JSON."""
    whole = _parsed(data)
    if isinstance(whole, list):
        yield from ((f"record {place}: ", json.dumps(item)) for place, item in enumerate(whole, start=1))
    elif whole is not None or path.lower().endswith(".json"):
        yield "", data
    else:
        lines = enumerate(data.split(b"\n"), start=1)
        yield from ((f"line {number}: ", line) for number, line in lines if line.strip())


def _parsed(data: bytes) -> Any:
    """Returns the file as one JSON value, or None where it is not one."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
