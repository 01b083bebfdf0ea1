"""PDF files as articles: from characters with boxes to clean text in the order of reading."""

from caseline.reading.pdf.reader import read_pdf

__all__ = ["read_pdf"]
