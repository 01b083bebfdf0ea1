"""Records as they stand in files, one after the other: a file of any size does not fill the memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from caseline.errors import ReadingError

_STDIN = "-"
_MARK = b"\xef\xbb\xbf"
_LAYOUT = b" \t\r\n"
# So many lines tell JSON Lines from JSON over several lines, one of them may be broken.
_TRIED = 2


class Piece(NamedTuple):
    """What should be a record.

    Attributes:
        path: The file, for messages.
        where: Its place in the file, such as "line 3"; None where it is the whole file.
        data: Its JSON, as it stands there.
    """

    path: str
    where: str | None
    data: bytes


def stream_pieces(paths: Iterable[str], *, on_failure: Callable[[ReadingError], None]) -> Iterator[Piece]:
    """Yields what should be records of files, or of standard input for `-`, in order.

    A line of JSON Lines is read when it is asked for; JSON (one record, or an array of them) is read whole.
    `on_failure` is told of each file that cannot be read, or holds nothing.
    """
    for path in paths:
        place = "standard input" if path == _STDIN else path
        empty = True
        try:
            with _opened(path) as stream:
                for where, data in _pieces(path, stream):
                    empty = False
                    yield Piece(place, where, data.strip(_LAYOUT))
        except OSError as error:
            reason = (
                "is a folder; name the files" if Path(path).is_dir() else f"cannot be read: {error.strerror}"
            )
            on_failure(ReadingError(place, reason))
        else:
            if empty:
                on_failure(ReadingError(place, "holds no record; expected JSON or JSON Lines"))


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == _STDIN else Path(path).open("rb")


def _pieces(path: str, stream: BinaryIO) -> Iterator[tuple[str | None, bytes]]:
    """Yields where each record stands, for messages, and its JSON."""
    lines = enumerate(_unmarked(stream), start=1)
    first: list[tuple[int, bytes]] = []
    if not path.lower().endswith(".json"):
        for each in lines:
            first.append(each)
            if _is_record(each[1]):
                filled = ((number, line) for number, line in chain(first, lines) if line.strip())
                yield from ((f"line {number}", line) for number, line in filled)
                return
            if sum(bool(line.strip()) for _, line in first) == _TRIED:
                break
    whole = b"".join(line for _, line in chain(first, lines))
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
        if data.strip():
            yield None, data
    else:
        lines = enumerate(data.split(b"\n"), start=1)
        yield from ((f"line {number}", line) for number, line in lines if line.strip())


def _items(text: str) -> Iterator[str]:
    """Yields the items of an array that is known to be well-formed, to the letter."""
    decoder = json.JSONDecoder()
    place = text.index("[") + 1
    while True:
        while text[place] in " \t\r\n,":
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
