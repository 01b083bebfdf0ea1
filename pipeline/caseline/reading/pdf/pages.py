"""An open PDF, page by page. The border to PDFium, with `painting`.

PDFium is not thread safe: one lock guards every call, and is held for a page at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_void_p, cast
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c_api

from caseline.errors import ReadingError
from caseline.reading.limits import MOST_PAGE_CHARACTERS, MOST_PAGES, MOST_PDF_CHARACTERS
from caseline.reading.pdf.painting import Font, PageReader, Sheet, read_font

_LOCK = threading.RLock()
_PASSWORD = 4
_INFO = ("Title", "Author", "Subject", "Keywords", "doi", "DOI", "WPS-ARTICLEDOI")
_NO_FONT = Font("", bold=False, italic=False)


class Pages:
    """An open PDF: its fonts, what it says of itself, and its pages.

    Args:
        document: Handle of the document.
        source: The paper's name, for errors.
    """

    def __init__(self, document: Any, source: str) -> None:
        self.fonts: list[Font] = []
        self._document = document
        self._source = source
        self._font_numbers: dict[int, int] = {}
        self._characters = 0

    def __len__(self) -> int:
        with _LOCK:
            return len(self._document)

    def info(self) -> dict[str, str]:
        """Returns what the file says of itself ("Title", "Subject", "doi", …), empty values left out."""
        with _LOCK:
            found = {key: self._document.get_metadata_value(key) for key in _INFO}
        return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}

    def sheets(self) -> Iterator[list[Sheet]]:
        """Yields the sheets of each page, at least one a page.

        Raises:
            ReadingError: When a page is broken or too full.
        """
        for number in range(1, len(self) + 1):
            with _LOCK:
                sheets = self._read(number)
            yield sheets

    def _read(self, number: int) -> list[Sheet]:
        where = f"page {number}"
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError as error:
            raise _broken(self._source, where) from error
        text = None
        try:
            text = page.get_textpage()
            count = max(c_api.FPDFText_CountChars(text.raw), 0)
            self._check(count, where)
            return PageReader(page.raw, text.raw, number, page.get_bbox(), self._font_number).read(count)
        except pdfium.PdfiumError as error:
            raise _broken(self._source, where) from error
        finally:
            if text is not None:
                text.close()
            page.close()

    def _check(self, count: int, where: str) -> None:
        self._characters += count
        if count > MOST_PAGE_CHARACTERS:
            raise ReadingError(
                self._source,
                f"has {count:,} characters, and {MOST_PAGE_CHARACTERS:,} is the limit for one page; "
                "take the page out",
                where=where,
            )
        if self._characters > MOST_PDF_CHARACTERS:
            raise ReadingError(
                self._source,
                f"has more than {MOST_PDF_CHARACTERS:,} characters, which is the limit; "
                "split it into one file a report",
            )

    def _font_number(self, handle: Any) -> int:
        """Returns the index of a font; parts of one font are one."""
        key = (cast(handle, c_void_p).value or 0) if handle else 0
        if key not in self._font_numbers:
            font = read_font(handle) if key else _NO_FONT
            if font not in self.fonts:
                self.fonts.append(font)
            self._font_numbers[key] = self.fonts.index(font)
        return self._font_numbers[key]


@contextmanager
def open_pages(data: bytes, source: str) -> Iterator[Pages]:
    """Opens a PDF.

    Raises:
        ReadingError: When it is encrypted, broken, has no pages or too many.
    """
    if not data.strip():
        raise ReadingError(source, "is empty; get the file again")
    try:
        with _LOCK:
            document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise ReadingError(source, "is encrypted; save a copy that needs no password") from error
        raise ReadingError(source, "is no PDF, or a broken one; get the file again") from error
    try:
        pages = Pages(document, source)
        _check_pages(len(pages), source)
        yield pages
    finally:
        with _LOCK:
            document.close()


def _check_pages(count: int, source: str) -> None:
    if count < 1:
        raise ReadingError(source, "has no pages; get the file again")
    if count > MOST_PAGES:
        raise ReadingError(
            source, f"has {count:,} pages, and {MOST_PAGES} is the limit; split it into one file a report"
        )


def _broken(source: str, where: str) -> ReadingError:
    return ReadingError(source, "cannot be read, the file is broken; get it again", where=where)
