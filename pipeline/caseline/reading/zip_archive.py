"""ZIP archives, which are read from their end."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

from caseline.errors import ReadingError
from caseline.reading.compressed import Growth
from caseline.reading.files import explained
from caseline.reading.limits import LARGEST_DIRECTORY, LARGEST_FILE
from caseline.reading.members import Member, is_left_out, papers, shown
from caseline.reading.streams import CHUNK, Stream

_ENCRYPTED = 0x1
_UNPACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
)


def zip_members(stream: Stream, source: str) -> Iterator[Member | ReadingError]:
    """Yields the papers in an archive, in the order of its list; links are not followed.

    Raises:
        ReadingError: When it cannot be opened.
    """
    file = stream.file if stream.file is not None else _in_memory(stream, source)
    with _explained(source, "is no whole ZIP archive"):
        archive = zipfile.ZipFile(cast("IO[bytes]", _Guarded(file, source)))
    with archive:
        growth = Growth(source, packed=file.seek(0, io.SEEK_END))
        known = [
            info for info in archive.infolist() if not info.filename.endswith("/") and not _is_link(info)
        ]
        names = set(papers(_name(info) for info in known))
        for info in known:
            if (name := _name(info)) in names:
                yield _member(archive, info, source, growth)
                # What all of them together outgrow, the next one cannot mend.
                growth.add()
            elif is_left_out(name):
                yield Member(name, iter(()))


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, growth: Growth
) -> Member | ReadingError:
    named = f"{source}!/{shown(_name(info))}"
    if info.flag_bits & _ENCRYPTED:
        return ReadingError(named, "is encrypted; unpack the archive with its password first")
    if info.compress_type not in _UNPACKED:
        reason = f"is packed by a method that is not read (number {info.compress_type}); use deflate"
        return ReadingError(named, reason)
    return Member(_name(info), _body(archive, info, named, growth))


def _body(archive: zipfile.ZipFile, info: zipfile.ZipInfo, named: str, growth: Growth) -> Iterator[bytes]:
    own = Growth(named, packed=info.compress_size)
    size = 0
    with _explained(named, "cannot be unpacked"), archive.open(info) as member:
        while chunk := member.read(CHUNK):
            size += len(chunk)
            own.add(unpacked=len(chunk))
            growth.add(unpacked=len(chunk))
            yield chunk
    if size != info.file_size:
        raise ReadingError(
            named, f"has {size:,} bytes where the archive says {info.file_size:,}; get it again"
        )


def _name(info: zipfile.ZipInfo) -> str:
    """Returns a member's name; some programs for Windows write it their own way."""
    return info.filename if "/" in info.filename else info.filename.replace("\\", "/")


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _in_memory(stream: Stream, source: str) -> BinaryIO:
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        limit = f"{LARGEST_FILE / 1e6:.0f} MB"
        raise ReadingError(
            source, f"is a ZIP archive of more than {limit} inside of something else; give it as a file"
        )
    return io.BytesIO(data)


class _Guarded:
    """The file of an archive; its list of members, which is read in one go, must not fill the memory."""

    def __init__(self, file: BinaryIO, source: str) -> None:
        self._file = file
        self._source = source

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_DIRECTORY:
            limit = f"{LARGEST_DIRECTORY / 1e6:.0f} MB"
            raise ReadingError(
                self._source, f"has a list of members of more than {limit}; divide the archive, or use TAR"
            )
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        """Leaves the file to whoever opened it."""


@contextmanager
def _explained(named: str, what: str) -> Iterator[None]:
    try:
        with explained(named):
            yield
    except _FAULTS as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise ReadingError(named, f"{what} ({said}); get the file again") from error
