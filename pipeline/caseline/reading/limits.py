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
# Bytes that are looked at to tell what a file is.
HEAD = 65_536
# Files in an archive; the largest bulk package of PubMed Central has some 600,000.
MOST_MEMBERS = 2_000_000
# Bytes of the list of files in a ZIP archive, which is held in memory whole: some 400,000 names.
LARGEST_DIRECTORY = 40_000_000
# How many times its size packed data may grow, beyond the size of one paper; papers grow five to twenty times.
MOST_GROWTH = 200
# Archives in one another, so that a package of packages is read.
DEEPEST_ARCHIVES = 2
# Bytes that unpacking an xz file may take, which the file itself asks for; the strongest preset takes 65 million.
LARGEST_DICTIONARY = 128_000_000
