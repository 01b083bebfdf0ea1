"""Identifiers, years and lists as the data of a paper give them, whatever its format."""

from __future__ import annotations

import re

from caseline.schema.base import Part

# As a field of its own, where anything may stand in it; and in running text, which brackets and quotes end.
_DOI_FIELD = re.compile(r"\b10\.\d{4,9}/\S+")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>;]+")
_PMID = re.compile(r"(?:pmid\s?:?\s?|https?://\S{0,50}pubmed\S{0,20}/)?(?P<number>\d{1,8})/?", re.IGNORECASE)
_PMCID = re.compile(
    r"(?:pmcid\s?:?\s?|https?://\S{1,50}/(?=PMC))?(?P<letters>PMC)?\s?(?P<number>\d{1,9})(?:\.\d{1,2})?/?",
    re.IGNORECASE,
)
# Also "20190503".
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=(?:[01]\d[0-3]\d)?(?!\d))")
_MARKED = re.compile(r"\s*[;\n•·|]\s*")
# "N,N-diethyl-m-toluamide, rash" is a list of two; only one without any space is parted at each comma.
_COMMAS = (re.compile(r"\s*,\s+"), re.compile(","))
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))


class PaperFields(Part):
    """The fields of an `Article` that data of a paper give, beside its text."""

    title: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    journal: str | None = None
    year: int | None = None
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    article_type: str | None = None
    licence: str | None = None
    language: str | None = None


def doi_of(field: str | None) -> str | None:
    """Returns the DOI that a field holds, without the address of a resolver or the stop of a sentence."""
    found = _DOI_FIELD.search(field or "")
    return trimmed_doi(found.group()) if found else None


def doi_in(text: str | None) -> str | None:
    """Returns the first DOI in running text."""
    found = _DOI.search(text or "")
    return trimmed_doi(found.group()) if found else None


def trimmed_doi(doi: str) -> str:
    """Takes off the punctuation of the sentence, also a bracket that was opened before the DOI."""
    while doi[-1] in ".,;:'’”*" or any(
        doi[-1] == shut and doi.count(shut) > doi.count(opened) for opened, shut in _BRACKETS
    ):
        doi = doi[:-1]
    return doi


def pmid_of(field: str | None) -> str | None:
    """Returns the PubMed id that a field is."""
    found = _PMID.fullmatch((field or "").strip())
    return found["number"] if found else None


def pmcid_of(field: str | None, *, bare: bool = True) -> str | None:
    """Returns the PubMed Central id that a field is, with its letters and without a version (".1").

    Args:
        field: What the source says.
        bare: Whether a number alone is one, too.
    """
    found = _PMCID.fullmatch((field or "").strip())
    return f"PMC{found['number']}" if found and (bare or found["letters"]) else None


def year_in(text: str | None) -> int | None:
    """Returns the first year in a date."""
    found = _YEAR.search(text or "")
    return int(found.group()) if found else None


def listed(printed: str) -> tuple[str, ...]:
    """Returns the items of a list, such as keywords: parted by semicolons and bullets, else by commas."""
    parts: list[str] = []
    for mark in (_MARKED, *_COMMAS):
        if len(parts) < 2:
            parts = mark.split(printed.strip())
    return tuple(dict.fromkeys(bare for part in parts if (bare := part.strip(" .,*\t"))))
