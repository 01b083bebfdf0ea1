"""Data packed by gzip, bzip2 or xz, unpacked chunk by chunk."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from caseline.errors import ReadingError
from caseline.reading.formats import Container
from caseline.reading.limits import LARGEST_DICTIONARY, LARGEST_FILE, MOST_GROWTH
from caseline.reading.streams import CHUNK, Stream


class Growth:
    """Watches how packed data grows, and stops what grows as no paper does.

    Args:
        source: What is unpacked, for the error.
        packed: Its size, as far as it is known.
    """

    def __init__(self, source: str, *, packed: int = 0) -> None:
        self._source = source
        self._packed = packed
        self._unpacked = 0

    def add(self, *, packed: int = 0, unpacked: int = 0) -> None:
        """Counts bytes.

        Raises:
            ReadingError: When too many came out of those that went in.
        """
        self._packed += packed
        self._unpacked += unpacked
        if self._unpacked > max(LARGEST_FILE, MOST_GROWTH * self._packed):
            raise ReadingError(
                self._source,
                f"unpacks to more than {MOST_GROWTH} times its size, as papers never do; "
                "unpack it yourself if it is sound",
            )


class _Engine(Protocol):
    """What takes one stream of packed data apart, as the standard library has it for bzip2 and xz."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Gzip:
    """The same for gzip; zlib checks length and checksum."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        made = self._engine.decompress(self._engine.unconsumed_tail + data, max_length)
        self.needs_input = len(made) < max_length
        return made


_ENGINES: dict[Container, Callable[[], _Engine]] = {
    Container.GZIP: _Gzip,
    Container.BZIP2: bz2.BZ2Decompressor,
    Container.XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LARGEST_DICTIONARY),
}


def unpacked(packed: Stream, kind: Container, source: str) -> Iterator[bytes]:
    """Yields the data of a packed file, also of several packed ones end to end, in chunks.

    Raises:
        ReadingError: When it is cut off or damaged, or grows as no paper does.
    """
    growth = Growth(source)
    data = packed.read(CHUNK)
    first = True
    while data:
        engine = _ENGINES[kind]()
        while not engine.eof:
            if engine.needs_input and not data and not (data := packed.read(CHUNK)):
                raise ReadingError(source, f"is cut off: its {kind} data has no end; get the file again")
            with _explained(kind, source, first=first):
                made = engine.decompress(data, CHUNK)
            growth.add(packed=len(data), unpacked=len(made))
            data = b""
            if made:
                yield made
        data = _after(engine.unused_data, packed)
        first = False


def _after(data: bytes, packed: Stream) -> bytes:
    """Returns what comes after the end of a stream and the zeros that may fill it up."""
    while not (data := data.lstrip(b"\0")):
        if not (data := packed.read(CHUNK)):
            return b""
    return data


@contextmanager
def _explained(kind: Container, source: str, *, first: bool) -> Iterator[None]:
    try:
        yield
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        said = " ".join(str(error).split())
        what = (
            f"is no sound {kind} file"
            if first
            else f"goes on after its end with what is no sound {kind} data"
        )
        raise ReadingError(source, f"{what} ({said}); get the file again") from error
