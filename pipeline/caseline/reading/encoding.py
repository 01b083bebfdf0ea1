"""Bytes as text: UTF-8, or UTF-16 with a byte order mark; all else is an error that says what to do."""

from __future__ import annotations

import codecs

from caseline.errors import ReadingError

_KINDS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive, as .docx, .xlsx and .epub are"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml")
_UTF8 = "convert it to UTF-8 first, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
_SAVE = "save or export it as plain UTF-8 text first"
_EXAMINED = 4096


def decode(data: bytes, path: str) -> str:
    """Returns the text of a file, without a byte order mark and otherwise as it is: line ends stay.

    Raises:
        ReadingError: When the bytes are no text in an encoding that is certain.
    """
    kind = binary_kind(data)
    if kind is not None:
        raise ReadingError(path, f"is {kind}, not plain text; {_SAVE}")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ReadingError(
            path, "is UTF-32; convert it first, for example: iconv -f UTF-32 -t UTF-8 FILE > NEW"
        )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(_decode_as("utf-16", data, path), path)
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        raise ReadingError(path, _why_nul(data))
    if data[:_EXAMINED].lstrip().lower().startswith(_MARKUP):
        raise ReadingError(path, f"is HTML or XML, not plain text; {_SAVE}")
    return _checked(_decode_as("utf-8", data, path), path)


def binary_kind(data: bytes) -> str | None:
    """Returns what a file is by its first bytes, such as "a PDF file"; None where it may be text."""
    return next((kind for magic, kind in _KINDS if data.startswith(magic)), None)


def _decode_as(encoding: str, data: bytes, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = f"byte {data[error.start]:#04x} at {error.start}" if error.start < len(data) else "its end"
        reason = f"is not valid {encoding.upper()} ({byte}); {_UTF8}"
        raise ReadingError(path, reason) from error


def _checked(text: str, path: str) -> str:
    if "\0" in text:
        raise ReadingError(path, f"holds NUL characters and is no plain text; {_SAVE}")
    if not text.strip():
        raise ReadingError(path, "is empty; give a file with the text of a report")
    return text


def _why_nul(data: bytes) -> str:
    """Tells UTF-16 without a byte order mark, which has a NUL in every other byte, from binary data."""
    head = data[:_EXAMINED]
    half = max(1, len(head) // 2)
    for order, zeros in (("LE", head[1::2].count(0)), ("BE", head[0::2].count(0))):
        if zeros > 0.6 * half:
            return (
                f"looks like UTF-16{order} without a byte order mark; convert it first, "
                f"for example: iconv -f UTF-16{order} -t UTF-8 FILE > NEW"
            )
    return f"holds NUL bytes: it is binary, not plain text; {_SAVE}"
