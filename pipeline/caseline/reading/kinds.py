"""Files that are no papers, known by their first bytes or by their first lines."""

from __future__ import annotations

import csv
import re
from itertools import islice

_BINARY = tuple(
    (re.compile(magic, re.DOTALL), kind)
    for magic, kind in (
        (rb"\x89PNG\r\n", "a PNG image"),
        (rb"\xff\xd8\xff", "a JPEG image"),
        (rb"GIF8[79]a", "a GIF image"),
        (rb"II\*\x00|MM\x00\*", "a TIFF image"),
        (rb"8BPS\x00", "a Photoshop image"),
        (rb"RIFF....(?:WEBP|WAVE|AVI )", "a media file (WebP, WAV, AVI)"),
        (rb"....ftyp", "a film or an image (MP4, HEIC)"),
        (rb"ID3[\x02-\x04]\x00", "an MP3 file"),
        (rb"OggS\x00", "an Ogg media file"),
        (rb"\x1aE\xdf\xa3", "a WebM or Matroska film"),
        (rb"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
        (rb"7z\xbc\xaf", "a 7-Zip archive"),
        (rb"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (rb"Rar!\x1a", "a RAR archive"),
        (rb"PK\x07\x08", "a part of a divided ZIP archive"),
        (rb"PAR1\x15", "a Parquet table"),
        (rb"SQLite format 3\x00", "an SQLite database"),
        (rb"bplist00", "a binary property list, as Safari's web archives are"),
        (rb"\x7fELF|MZ\x90\x00", "a program"),
        (rb"\{\\rtf", "an RTF file"),
        (rb"%!PS", "a PostScript file"),
    )
)
# What is read, but not as plain text.
_NO_TEXT = tuple(
    (re.compile(magic), kind)
    for magic, kind in (
        (rb"%PDF-", "a PDF file"),
        (rb"PK\x03\x04", "a ZIP archive, as .docx, .xlsx and .epub are"),
        (rb"PK\x05\x06", "an empty ZIP archive"),
        (rb"\x1f\x8b", "a gzip archive"),
        (rb"BZh[1-9](?:1AY&SY|\x17rE8P)", "a bzip2 archive"),
        (rb"\xfd7zXZ\x00", "an xz archive"),
    )
)

# First members of documents that are ZIP archives themselves.
_OFFICE = re.compile(
    rb"\[Content_Types\]\.xml|_rels/\.rels|docProps/|customXml/|word/(?:_rels/|document|styles|settings|media/|theme/)"
    rb"|xl/(?:_rels/|workbook|worksheets/|styles|theme/)|ppt/(?:_rels/|presentation|slides?/|theme/)"
)
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
    (r"\A\s*PMID- \d+\s*\n[A-Z]{2,4} *- ", "a list of PubMed records in the MEDLINE format", "save it in the format XML instead"),
    (r"\A\s*@(?:article|book|misc|inproceedings|incollection|techreport)\s*\{", "a list of references (BibTeX)", _AS_XML),
    (r"\A\s*%0 [A-Z][a-z]+ ?[A-Za-z]*\r?\n%", "a list of references (EndNote)", _AS_XML),
    (r"\AFN (?:Clarivate|Thomson|ISI) ", "a list of references (Web of Science)", _AS_XML),
    (r"\Aversion https://git-lfs\.github\.com/spec/", "a pointer of Git LFS and not the file", "fetch it: git lfs pull"),
    (r"\A(?:From: <?Saved by |MIME-Version: 1\.0\r?\n(?:[^\n]*\n){0,20}Content-Type: multipart/)",
     "a web archive (MHTML) or a mail", _AS_HTML),
    (r"\A(?:\s*%[^\n]*\n){0,50}\s*\\document(?:class|style)\b", "LaTeX", "give its PDF or its text"),
    (r"\A(?:WEBVTT\b|1\r?\n\d\d:\d\d:\d\d,\d{3} --> )", "subtitles of a film", _ONE_LINE),
)  # fmt: skip
_TEXT_KINDS = tuple((re.compile(pattern), kind, advice) for pattern, kind, advice in _TEXTS)

_EXAMINED = 4096
_ROWS = 30
_LONGEST_HEADER = 60


def unread_kind(head: bytes) -> str | None:
    """Returns what a file is, in words ("a PNG image"), that is never read; told by its first bytes."""
    return next((kind for magic, kind in _BINARY if magic.match(head)), None)


def binary_kind(head: bytes) -> str | None:
    """Returns what a file is, in words ("a PDF file"), that is no text at all; None where it may be text."""
    return next((kind for magic, kind in _NO_TEXT if magic.match(head)), None) or unread_kind(head)


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
    if not _OFFICE.match(name):
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
