"""TAR archives, read forward only.

The standard library's reader keeps a record of every member, takes headers of any length into memory, and
takes a broken header for the end of the archive; with packages of half a million papers, and with what
strangers send, none of that will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caseline.errors import ReadingError
from caseline.reading.members import Member, shown
from caseline.reading.streams import CHUNK, Stream

_BLOCK = 512
# A header that is told in more blocks: long names, owners' names, attributes of the file.
_LARGEST_HEADER = 1_000_000
_NUMBER = b" \0"

_FILES = frozenset({b"0", b"\0", b"7"})
# Links, devices and folders have no data, whatever their size says.
_EMPTY = frozenset({b"1", b"2", b"3", b"4", b"5", b"6"})
_LONG_NAME = b"L"
_PAX = b"x"
_SPARSE = b"S"
_PATH, _SIZE = b"path", b"size"
_SPARSE_TOLD = b"GNU.sparse."
_TOLD_BEFORE = frozenset({_LONG_NAME, _PAX, b"X"})


@dataclass(frozen=True, slots=True)
class _Header:
    name: bytes
    size: int
    kind: bytes


class _Body:
    """The data of a member, chunk by chunk; told to be cut off where it is, once."""

    def __init__(self, stream: Stream, size: int, source: str) -> None:
        self.is_cut_off = False
        self._stream = stream
        self._left = size
        self._source = source

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._left == 0 or self.is_cut_off:
            raise StopIteration
        try:
            chunk = self._stream.read(min(self._left, CHUNK))
        except ReadingError:
            self.is_cut_off = True
            raise
        if not chunk:
            self.is_cut_off = True
            raise ReadingError(self._source, "is cut off inside a member; get the file again")
        self._left -= len(chunk)
        return chunk


def tar_members(stream: Stream, source: str) -> Iterator[Member | ReadingError]:
    """Yields the files of an archive as they come; what is left of one is read over before the next.

    Links are not followed, and devices and folders are no files. Archives end to end are read as one. What
    is broken, or ends without the mark of an end, ends it with one error.
    """
    told: dict[bytes, bytes] = {}
    try:
        while (header := _next_header(stream, source)) is not None:
            if header.kind in _TOLD_BEFORE:
                told |= _told(header, stream, source)
                continue
            header, sparse = _with(header, told, source), header.kind == _SPARSE or _SPARSE_TOLD in told
            told = {}
            size = 0 if header.kind in _EMPTY else header.size
            body = _Body(stream, size, source)
            if sparse:
                yield ReadingError(
                    f"{source}!/{shown(_text(header.name))}", "is a sparse file, which is no paper"
                )
            elif header.kind in _FILES and not header.name.endswith(b"/"):
                yield Member(_text(header.name), body)
            if body.is_cut_off:
                return
            _read_over(body, stream, -size % _BLOCK)
    except ReadingError as error:
        yield error


def _next_header(stream: Stream, source: str) -> _Header | None:
    """Returns the next header; None at the end, which is that of the file behind a block of zeros.

    Zeros may also part two archives that were put end to end.
    """
    block, ended = _next_block(stream), False
    while block and not block.strip(b"\0"):
        ended = True
        block = _next_block(stream)
    if not block and ended:
        return None
    if not block:
        raise ReadingError(
            source, "is cut off between two members: it has no mark of its end; get the file again"
        )
    if len(block) < _BLOCK:
        raise ReadingError(source, "is cut off in the header of a member; get the file again")
    written = _number(block[148:156])
    # Some sums were made of signed bytes.
    plain = block[:148] + b" " * 8 + block[156:]
    if written not in {sum(plain), sum(plain) - 256 * sum(byte > 127 for byte in plain)}:
        raise ReadingError(source, "is damaged: the header of a member is none; get the file again")
    size = _number(block[124:136])
    if size is None:
        raise ReadingError(source, "is damaged: the size of a member is no number; get the file again")
    name, prefix = _string(block[:100]), _string(block[345:500])
    if prefix and block[257:263] == b"ustar\0":
        name = prefix + b"/" + name
    return _Header(name, size, block[156:157])


def _next_block(stream: Stream) -> bytes:
    block = stream.read(_BLOCK)
    # Where the stream breaks off, reading on says why.
    return block + stream.read(_BLOCK - len(block))


def _number(field: bytes) -> int | None:
    """Returns a number, octal or, where that is too short, with its first bit set in base 256."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(_NUMBER)
    if not digits:
        return 0
    return None if digits.strip(b"01234567") else int(digits, 8)


def _told(header: _Header, stream: Stream, source: str) -> dict[bytes, bytes]:
    """Returns what a header in more blocks says of the next member."""
    if header.size > _LARGEST_HEADER:
        raise ReadingError(
            source, f"has a header of {header.size:,} bytes, as no archive of papers has; pack it again"
        )
    data = b"".join(_Body(stream, header.size, source))
    stream.read(-header.size % _BLOCK)
    if header.kind == _LONG_NAME:
        return {_PATH: _string(data)}
    # Whatever else is told would only take room: a chain of such headers has no end of it.
    return {
        _SPARSE_TOLD if name.startswith(_SPARSE_TOLD) else name: value
        for name, value in _records(data, source)
        if name in {_PATH, _SIZE} or name.startswith(_SPARSE_TOLD)
    }


def _records(data: bytes, source: str) -> Iterator[tuple[bytes, bytes]]:
    """Yields the fields of a pax header, each "length name=value" with a line feed."""
    at = 0
    while at < len(data):
        space = data.find(b" ", at, at + 10)
        length = data[at:space]
        end = at + int(length) if space > at and length.isdigit() else at
        name, equals, value = data[space + 1 : end - 1].partition(b"=")
        if not at < space < end <= len(data) or not equals or data[end - 1] != ord("\n"):
            raise ReadingError(source, "is damaged: a header of a member cannot be read; get the file again")
        yield name, value
        at = end


def _with(header: _Header, told: dict[bytes, bytes], source: str) -> _Header:
    """Returns a header with what was told of it before."""
    size = told.get(_SIZE, b"%d" % header.size)
    if not size.isdigit() or len(size) > 20:
        raise ReadingError(source, "is damaged: the size of a member is no number; get the file again")
    return _Header(told.get(_PATH, header.name), int(size), header.kind)


def _read_over(body: Iterator[bytes], stream: Stream, padding: int) -> None:
    for _ in body:
        pass
    stream.read(padding)


def _string(field: bytes) -> bytes:
    return field.partition(b"\0")[0]


def _text(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")
