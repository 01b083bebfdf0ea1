"""Bibliographic data of a page: Highwire, Dublin Core, PRISM, Open Graph, JSON-LD, and what it prints."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from lxml import etree

from caseline.reading.web_page.facts import Facts
from caseline.reading.web_page.page import text_of

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>&?#]+")
_PMID = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov|/)\D{0,3}(\d{1,8})(?!\d)", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC(\d{4,9})\b")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_LICENCE = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:jr|sr|ii|iii|iv|m\.?d|ph\.?d|d\.?o|mbbs|frcp\w*|facp|mph|msc|bsc|pharm\.?d|rn|dds|dmd)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:group|team|committee|collaborat\w+|university|hospital|foundation|inc|ltd)\b", re.I
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{1,8}){0,3}\Z")
_KINDS = frozenset(
    {"article", "journal article", "text", "journalarticle", "text.serial.journal", "website", "research"}
)
_ADDRESSES = (
    "link:canonical", "og:url", "citation_public_url", "citation_abstract_html_url", "citation_fulltext_html_url",
    "citation_pdf_url", "dc.identifier", "citation_id",
)  # fmt: skip


def find_bibliography(root: etree._Element, facts: Facts) -> dict[str, Any]:
    """Returns the fields of an article that a page states, but for its title; those it does not are missing."""
    addresses = [unquote(fact.value) for name in _ADDRESSES for fact in facts.all(name)]
    journal = facts.value(
        "citation_journal_title",
        "prism.publicationname",
        "ld:journal",
        "citation_journal_abbrev",
        "dc.source",
    )
    found = {
        "doi": _doi(root, facts, addresses),
        "pmid": _digits(facts.value("citation_pmid", "ncbi_uid")) or _search(_PMID, addresses),
        "pmcid": _pmcid(facts, addresses),
        "journal": journal if journal and "://" not in journal else None,
        "year": _year(root, facts),
        "authors": _authors(root, facts),
        "keywords": _keywords(facts),
        "article_type": _kind(facts),
        "licence": _licence(root, facts),
        "language": _language(root, facts),
    }
    return {name: value for name, value in found.items() if value}


def _search(pattern: re.Pattern[str], texts: list[str]) -> str | None:
    return next((found[1] for text in texts if (found := pattern.search(text)) is not None), None)


def _digits(value: str | None) -> str | None:
    return value if value and value.isascii() and value.isdigit() else None


def _doi(root: etree._Element, facts: Facts, addresses: list[str]) -> str | None:
    names = (
        "citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier.doi", "dc.identifier", "doi",
        "publication_doi", "evt-doipage", "ld:sameas", "ld:identifier",
    )  # fmt: skip
    stated = [unquote(fact.value) for name in names for fact in facts.all(name)]
    printed = _spans(root, "doi")
    for value in (*stated, *addresses, *printed[:1]):
        if (found := _DOI.search(value)) is not None:
            return found.group().rstrip(".,;)") if "(" not in found.group() else found.group().rstrip(".,;")
    return None


def _pmcid(facts: Facts, addresses: list[str]) -> str | None:
    number = _search(_PMCID, [value for value in (facts.value("citation_pmcid"), *addresses) if value])
    return f"PMC{number}" if number else None


def _year(root: etree._Element, facts: Facts) -> int | None:
    names = (
        "citation_publication_date", "citation_date", "citation_cover_date", "prism.publicationdate", "dc.date",
        "dc.issued", "dc.date.issued", "citation_online_date", "citation_year", "article:published_time",
        "ld:datepublished", "datepublished", "date",
    )  # fmt: skip
    for name in names:
        for fact in facts.all(name):
            if (found := _YEAR.search(fact.value)) is not None:
                return int(found[1])
    printed = _YEAR.search(next(iter(_spans(root, "citation_pubdate")), ""))
    return None if printed is None else int(printed[1])


def _spans(root: etree._Element, name: str) -> list[str]:
    """Returns what pages turned from XML print of a paper: the texts of the spans of a class."""
    return [text_of(element, limit=600) for element in root.iter("span") if element.get("class") == name]


def _authors(root: etree._Element, facts: Facts) -> tuple[str, ...]:
    listed = [fact.value for fact in facts.all("citation_author")]
    if not listed and (several := facts.value("citation_authors")):
        commas = several.split(", ")
        # "Jane Doe, John Roe" and "Doe J, Roe J", but not "Doe, Jane".
        parted = ";" not in several and all(" " in name.strip() for name in commas)
        listed = commas if parted else several.split(";")
    listed = listed or _spans(root, "citation_author")
    listed = listed or [
        fact.value for fact in facts.all("dc.creator", "ld:author", "author", "article:author")
    ]
    names = (_name(author) for author in listed)
    return tuple(dict.fromkeys(name for name in names if name))


def _name(author: str) -> str:
    """Returns a name with the given name first; empty for what is an address."""
    shown = " ".join(author.split()).strip(" ,;")
    if "://" in shown:
        return ""
    family, comma, given = (part.strip() for part in shown.partition(","))
    if not comma or "," in given or not given or _DEGREE.match(given) or _ORGANISATION.search(shown):
        return shown
    return f"{given} {family}"


def _keywords(facts: Facts) -> tuple[str, ...]:
    stated = [
        fact.value for fact in facts.all("citation_keywords", "citation_keyword", "ld:keywords", "dc.subject")
    ]
    if not stated and facts.is_scholarly:
        stated = [fact.value for fact in facts.all("keywords")]
    stated = stated or [fact.value for fact in facts.all("article:tag")]
    return split_keywords(stated)


def split_keywords(stated: list[str]) -> tuple[str, ...]:
    """Returns the keywords of a list, which may be one string with semicolons or commas in it."""
    if len(stated) == 1:
        parts = re.split(r"\s*[;|•·]\s*", stated[0])
        stated = parts if len(parts) > 1 else re.split(r"\s*,\s*", stated[0])
    shown = (" ".join(part.split()).strip(" ,;.") for part in stated)
    return tuple(dict.fromkeys(part for part in shown if part))


def _kind(facts: Facts) -> str | None:
    names = (
        "citation_article_type", "citation_section", "prism.section", "dc.type", "article:section",
        "ld:articlesection", "og:type",
    )  # fmt: skip
    stated = (fact.value for name in names for fact in facts.all(name))
    return next((value for value in stated if value.casefold() not in _KINDS), None)


def _licence(root: etree._Element, facts: Facts) -> str | None:
    """Returns the address of the licence; else what a page says of it."""
    stated = [
        fact.value
        for name in ("link:license", "dc.rights", "dc.license", "ld:license")
        for fact in facts.all(name)
    ]
    linked = [
        element.get("href") or ""
        for element in root.iter("a")
        if "license" in (element.get("rel") or "").lower().split()
        or _LICENCE.search(element.get("href") or "")
    ]
    printed = _spans(root, "citation_licence")
    addresses = [value for value in (*stated, *linked) if "://" in value or value.startswith("//")]
    for value in (*addresses, *stated, *printed):
        if value.strip():
            return value.strip("[] ").removeprefix("Licence ")
    return None


def _language(root: etree._Element, facts: Facts) -> str | None:
    stated = facts.value("citation_language", "dc.language", "ld:inlanguage", "content-language", "og:locale")
    for value in (stated, root.get("lang"), root.get("xml:lang")):
        if value and _LANGUAGE.match(value.strip()):
            return value.strip().replace("_", "-")
    return None
