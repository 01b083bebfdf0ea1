"""Bytes that come in chunks, read like a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from caseline.errors import ReadingError

CHUNK = 65_536


class Stream(io.BufferedIOBase):
    """A file that is read forward only; it needs no end, and keeps no more than what was peeked at.

    What came before an error is given out first; then every read raises the error. So the articles of a
    set come out up to the place where the set breaks off.

    Args:
        chunks: The bytes, none of them empty; raises `ReadingError` where they break off.
        file: The same bytes as a file that can be read from any place, where there is one.
    """

    def __init__(self, chunks: Iterator[bytes], *, file: BinaryIO | None = None) -> None:
        self.file = file
        self._chunks = chunks
        self._buffer = b""
        self._at = 0
        self._error: ReadingError | None = None

    @property
    def error(self) -> ReadingError | None:
        """What it breaks off with, as far as that is known."""
        return self._error

    def readable(self) -> bool:
        """Returns True: it can be read."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Returns so many bytes, or all; fewer at the end, and before an error."""
        left = -1 if size is None else size
        parts: list[bytes] = []
        while left and self._load(quiet=bool(parts)):
            part = self._buffer[self._at : self._at + left] if left > 0 else self._buffer[self._at :]
            self._at += len(part)
            left -= len(part) if left > 0 else 0
            parts.append(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def read1(self, size: int = -1, /) -> bytes:
        """Returns at most so many bytes, as far as one chunk goes."""
        if not self._load(quiet=False):
            return b""
        return self.read(
            min(size, len(self._buffer) - self._at) if size >= 0 else len(self._buffer) - self._at
        )

    def readline(self, size: int | None = -1, /) -> bytes:
        """Returns the bytes up to the next line feed and with it."""
        left = -1 if size is None else size
        parts: list[bytes] = []
        while left and self._load(quiet=bool(parts)):
            end = self._buffer.find(b"\n", self._at) + 1
            part = self._buffer[self._at : end or None]
            part = part[:left] if left > 0 else part
            self._at += len(part)
            left -= len(part) if left > 0 else 0
            parts.append(part)
            if part.endswith(b"\n"):
                break
        return b"".join(parts)

    def peek(self, size: int = CHUNK, /) -> bytes:
        """Returns so many bytes without taking them; fewer at the end, and before an error."""
        while len(self._buffer) - self._at < size:
            kept, self._buffer, self._at = self._buffer[self._at :], b"", 0
            more = self._load(quiet=bool(kept))
            self._buffer = kept + self._buffer
            if not more:
                break
        return self._buffer[self._at : self._at + size]

    def _load(self, *, quiet: bool) -> bool:
        """Makes sure that there is something in the buffer; `quiet` keeps an error for the next read."""
        if self._at < len(self._buffer):
            return True
        self._buffer, self._at = b"", 0
        if self._error is None:
            try:
                self._buffer = next(self._chunks, b"")
            except ReadingError as error:
                self._error = error
        if self._error is not None and not quiet:
            raise self._error
        return bool(self._buffer)
