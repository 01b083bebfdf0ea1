"""Records as they stand in files, one after the other: a file of any size does not fill the memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from caseline.errors import AlignmentError, ReadingError, SchemaError
from caseline.schema.report import CaseReport

_STDIN = "-"
_MARK = b"\xef\xbb\xbf"
_LAYOUT = " \t\r\n"
# So many lines tell JSON Lines from JSON over several lines, one of them may be broken.
_TRIED = 2


class Stored(NamedTuple):
    """A record, and its JSON to the letter."""

    report: CaseReport
    json: str


def stream_each(paths: list[str], *, on_failure: Callable[[ReadingError], None]) -> Iterator[Stored]:
    """Yields the records of files, or of standard input for `-`, in order.

    A line of JSON Lines is read when it is asked for; JSON (one record, or an array of them) is read whole.
    `on_failure` is told of each file and each record that cannot be read; the others come all the same.
    """
    for path in paths:
        try:
            if path == _STDIN:
                yield from _records(path, sys.stdin.buffer, on_failure)
            else:
                with Path(path).open("rb") as stream:
                    yield from _records(path, stream, on_failure)
        except OSError as error:
            reason = (
                "is a folder; name the files" if Path(path).is_dir() else f"cannot be read: {error.strerror}"
            )
            on_failure(ReadingError(path, reason))


def _records(path: str, stream: BinaryIO, on_failure: Callable[[ReadingError], None]) -> Iterator[Stored]:
    place = "standard input" if path == _STDIN else path
    pieces = _pieces(path, stream)
    empty = True
    for where, piece in pieces:
        empty = False
        try:
            report = CaseReport.from_json(piece)
        except (SchemaError, AlignmentError) as error:
            on_failure(ReadingError(place, str(error), where=where))
        else:
            yield Stored(report, piece.decode().strip(_LAYOUT))
    if empty:
        on_failure(ReadingError(place, "holds no record; expected JSON or JSON Lines"))


def _pieces(path: str, stream: BinaryIO) -> Iterator[tuple[str | None, bytes]]:
    """Yields where each record stands, for messages, and its JSON."""
    lines = enumerate(_unmarked(stream), start=1)
    filled = ((number, line) for number, line in lines if line.strip())
    first: list[tuple[int, bytes]] = []
    if not path.lower().endswith(".json"):
        for each in filled:
            first.append(each)
            if _is_record(each[1]):
                yield from ((f"line {number}", line) for number, line in chain(first, filled))
                return
            if len(first) == _TRIED:
                break
    whole = b"".join(line for _, line in chain(first, filled))
    yield from _of_whole(whole, is_json=path.lower().endswith(".json"))


def _of_whole(data: bytes, *, is_json: bool) -> Iterator[tuple[str | None, bytes]]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, list):
        items = enumerate(_items(data.decode()), start=1)
        yield from ((f"record {place}", item.encode()) for place, item in items)
    elif value is not None or is_json:
        if data:
            yield None, data
    else:
        lines = (line for line in data.split(b"\n") if line.strip())
        yield from ((f"line {number}", line) for number, line in enumerate(lines, start=1))


def _items(text: str) -> Iterator[str]:
    """Yields the items of an array that is known to be well-formed, to the letter."""
    decoder = json.JSONDecoder()
    place = text.index("[") + 1
    while True:
        while text[place] in f"{_LAYOUT},":
            place += 1
        if text[place] == "]":
            return
        _, end = decoder.raw_decode(text, place)
        yield text[place:end]
        place = end


def _unmarked(stream: BinaryIO) -> Iterator[bytes]:
    """Yields the lines of a file, without the byte order mark that editors put before it."""
    for number, line in enumerate(stream):
        yield line.removeprefix(_MARK) if number == 0 else line


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
