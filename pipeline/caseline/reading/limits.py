"""How much a reader takes: what is longer is no case report, and must not fill the memory."""

from __future__ import annotations

# Characters of clean text. A report has some 20,000, a book a million.
LARGEST_TEXT = 10_000_000
# Bytes of the file of one paper, unpacked; a PDF with scanned figures has some ten million.
LARGEST_FILE = 64_000_000
# Bytes of the raw form of one article in a set, such as a PubmedArticle element.
LARGEST_ARTICLE = LARGEST_FILE
# Pages of a PDF.
MOST_PAGES = 300
# Characters painted on one page of a PDF, and on all of them; a page of small print has some ten thousand.
MOST_PAGE_CHARACTERS = 100_000
MOST_PDF_CHARACTERS = 2_000_000
# Levels of nesting in XML, HTML and JSON.
DEEPEST = 200
