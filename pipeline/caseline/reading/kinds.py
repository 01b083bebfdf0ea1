"""Files that are no papers, known by their first bytes or by their first lines."""

from __future__ import annotations

import csv
import re
from itertools import islice

_BINARY = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"8BPS", "a Photoshop image"),
    (b"RIFF", "a media file (WebP, WAV, AVI)"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg media file"),
    (b"\x1aE\xdf\xa3", "a WebM or Matroska film"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"PK\x07\x08", "a part of a divided ZIP archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"bplist00", "a binary property list, as Safari's web archives are"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
)
# What is read, but not as plain text.
_NO_TEXT = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive, as .docx, .xlsx and .epub are"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
)
# A film says what it is after its length.
_FILM = b"ftyp"

# First members of documents that are ZIP archives themselves.
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"word/", b"xl/", b"ppt/")
_OFFICE_KINDS = (
    (b"word/", "a Word file (.docx)"),
    (b"xl/", "an Excel file (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
)
_MIMETYPES = (
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)

_AS_XML = "get the articles themselves, for example as PubMed XML"
_AS_HTML = "save the page as HTML"
_ONE_LINE = "give the paper itself"
_TEXTS = (
    (r"\A(?:\s*\n)?TY {2}- ", "a list of references (RIS)", _AS_XML),
    (r"\A\s*PMID- ?\d", "a list of PubMed records in the MEDLINE format", "save it in the format XML instead"),
    (r"\A\s*@(?:article|book|misc|inproceedings|incollection|techreport)\s*\{", "a list of references (BibTeX)", _AS_XML),
    (r"\A\s*%0 [A-Z][a-z]+ ?[A-Za-z]*\r?\n%", "a list of references (EndNote)", _AS_XML),
    (r"\AFN (?:Clarivate|Thomson|ISI) ", "a list of references (Web of Science)", _AS_XML),
    (r"\Aversion https://git-lfs\.github\.com/spec/", "a pointer of Git LFS and not the file", "fetch it: git lfs pull"),
    (r"\A(?:From: <?Saved by |MIME-Version: 1\.0\r?\n(?:.*\r?\n){0,20}Content-Type: multipart/)",
     "a web archive (MHTML) or a mail", _AS_HTML),
    (r"\A(?:\s*%.*\n){0,50}\s*\\document(?:class|style)\b", "LaTeX", "give its PDF or its text"),
    (r"\A(?:WEBVTT\b|1\r?\n\d\d:\d\d:\d\d,\d{3} --> )", "subtitles of a film", _ONE_LINE),
)  # fmt: skip
_TEXT_KINDS = tuple((re.compile(pattern), kind, advice) for pattern, kind, advice in _TEXTS)

_EXAMINED = 4096
_ROWS = 30
_LONGEST_HEADER = 60


def binary_kind(head: bytes) -> str | None:
    """Returns what a file of another kind is, in words ("a PNG image"), by its first bytes."""
    for magic, kind in _BINARY:
        if head.startswith(magic):
            return kind
    return "a film or an image (MP4, HEIC)" if head[4:8] == _FILM else None


def no_text_kind(data: bytes) -> str | None:
    """Returns what a file is, in words, that is certainly no plain text."""
    return next((kind for magic, kind in _NO_TEXT if data.startswith(magic)), None) or binary_kind(data)


def why_nul(data: bytes) -> str:
    """Tells UTF-16 without a byte order mark, which has a NUL in every other byte, from binary data."""
    head = data[:_EXAMINED]
    if not head.strip(b"\0"):
        return "begins with nothing but NUL bytes: it was never written, or is empty; get the file again"
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    for order, zeros, others in (("LE", odd, even), ("BE", even, odd)):
        if zeros > 0.6 * half and not others:
            return (
                f"looks like UTF-16{order} without a byte order mark; convert it first, "
                f"for example: iconv -f UTF-16{order} -t UTF-8 FILE > NEW"
            )
    return "holds NUL bytes: it is binary, not plain text; save or export it as plain UTF-8 text first"


def zip_kind(head: bytes) -> str | None:
    """Returns what a document is that looks like a ZIP archive; None for an archive of files."""
    name = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if name == b"mimetype":
        return next((kind for mime, kind in _MIMETYPES if mime in head[:512]), None)
    if not name.startswith(_OFFICE):
        return None
    return next(
        (kind for mark, kind in _OFFICE_KINDS if mark in head), "an Office file (.docx, .xlsx, .pptx)"
    )


def text_kind(text: str) -> tuple[str, str] | None:
    """Returns what a text is that is no paper, and what to do, by its first lines."""
    for pattern, kind, advice in _TEXT_KINDS:
        if pattern.search(text):
            return kind, advice
    if any(_is_table(text, mark) for mark in ",;\t"):
        return "a table (CSV)", "give the papers one a file"
    return None


def _is_table(text: str, mark: str) -> bool:
    """Tells whether all rows have as many cells as a first row of short, different names; three at least."""
    lines = text.splitlines(keepends=True)[:_ROWS]
    if len(lines) < 3 or lines[0].count(mark) < 2:
        return False
    try:
        rows = [row for row in islice(csv.reader(lines, delimiter=mark), _ROWS) if row]
    except csv.Error:
        return False
    names = [cell.strip() for cell in rows[0]]
    # The last row may be cut off.
    return (
        len(rows) > 3
        and len(set(names)) == len(names)
        and all(0 < len(name) <= _LONGEST_HEADER and not name.endswith(".") for name in names)
        and all(len(row) == len(names) for row in rows[:-1])
    )
