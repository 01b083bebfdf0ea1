"""A paper as one line, in the style of Vancouver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caseline.schema.document import Document

MOST_AUTHORS: Final = 6


def vancouver(document: Document) -> str | None:
    """Returns authors, title, journal, year and identifiers as far as known; null where nothing is.

    Authors stand as the record has them, six at most and then et al.; runs of white space become one space.
    """
    return " ".join(part for part in _parts(document) if part) or None


def _parts(document: Document) -> Iterator[str]:
    authors = [one for one in map(_plain, document.authors) if one]
    if authors:
        more = ["et al"] if len(authors) > MOST_AUTHORS else []
        yield _ended(", ".join([*authors[:MOST_AUTHORS], *more]))
    yield _ended(_plain(document.title))
    yield _ended(_plain(document.journal))
    yield _ended("" if document.year is None else str(document.year))
    for name, value in (("doi:", document.doi), ("PMID: ", document.pmid), ("PMCID: ", document.pmcid)):
        if plain := _plain(value):
            yield f"{name}{plain}"


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".?!" else f"{text}."
