"""Bytes as text: UTF-8, or UTF-16 with a byte order mark; all else is an error that says what to do."""

from __future__ import annotations

import codecs

from caseline.errors import ReadingError
from caseline.reading.kinds import binary_kind, why_nul

_MARKUP = (b"<!doctype html", b"<html", b"<?xml")
_UTF8 = "convert it to UTF-8 first, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
_SAVE = "save or export it as plain UTF-8 text first"
_EXAMINED = 4096


def decode(data: bytes, path: str) -> str:
    """Returns the text of a file, without a byte order mark and otherwise as it is: line ends stay.

    Raises:
        ReadingError: When the bytes are no text in an encoding that is certain.
    """
    if (kind := binary_kind(data)) is not None:
        raise ReadingError(path, f"is {kind}, not plain text; {_SAVE}")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ReadingError(
            path, "is UTF-32; convert it first, for example: iconv -f UTF-32 -t UTF-8 FILE > NEW"
        )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(_decode_as("utf-16", data, path), path)
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        raise ReadingError(path, why_nul(data))
    if data[:_EXAMINED].lstrip().lower().startswith(_MARKUP):
        raise ReadingError(path, f"is HTML or XML, not plain text; {_SAVE}")
    return _checked(_decode_as("utf-8", data, path), path)


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
