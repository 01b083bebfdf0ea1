"""Bibliographic data of a paper, from the parts of the text that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from caseline.reading.imprint import citation_of, journal_of
from caseline.reading.paper_facts import listed, trimmed_doi
from caseline.reading.vocabulary import Extent, find_term, fold
from caseline.schema.base import Part
from caseline.schema.document import Section, SectionName

_HEAD = frozenset({SectionName.METADATA, SectionName.BOILERPLATE, SectionName.TITLE, SectionName.KEYWORDS})
_SEARCHED = frozenset({SectionName.METADATA, SectionName.BOILERPLATE})
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_DOI_LABEL = re.compile(r"\W{0,3}(?:doi\b|https?://(?:dx\.)?doi\.org/|10\.\d{4,9}/)", re.IGNORECASE)
_PMID = re.compile(r"\b(?:PMID|PubMed\sID)\s?:?\s?(\d{1,8})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\s?ID\s?:?\s?(?:PMC)?(\d{5,9})\b|\bPMC(\d{5,9})\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:journal(?:\stitle)?|published\sin)\s?:\s?(?P<name>\S.{1,120})\Z", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:(?:first\s)?published(?:\sonline)?|publication\sdate|online\spublication|available\sonline|epub)\b"
    r"[^\d\n]{0,20}(?:[\w\s,./-]{0,15}?\b)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"vol(?:ume|\.)?\s?\d{1,4}.{0,40}?(?:\(|,\s(?:[A-Z][a-z]{2,8}\s)?)(?P<year>(?:19|20)\d\d)\b(?!\s?[-–])",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\d\n]{0,40}\b(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"#{1,6}\s*|\*{2}|(?:article\s)?title\s?:\s?", re.IGNORECASE)
_INDEXED = frozenset(
    {"mesh terms", "mesh headings", "substances", "keywords plus", "medical subject headings"}
)


class Metadata(Part):
    """What a text says about the paper it is; the fields of the record's `document`."""

    title: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    journal: str | None = None
    year: int | None = None
    keywords: tuple[str, ...] = ()


def find_metadata(text: str, sections: tuple[Section, ...]) -> Metadata:
    """Returns the bibliographic data that the text prints; what it does not print stays empty.

    Identifiers come from metadata and page furniture only, so those of cited papers are not taken.
    """
    lines = list(_lines(text, sections))
    front = list(_lines(text, _front(sections)))
    return Metadata(
        title=_title(text, sections),
        doi=_doi(lines),
        pmid=_first(_PMID, lines),
        pmcid=f"PMC{number}" if (number := _first(_PMCID, lines)) else None,
        journal=_journal(lines, front),
        year=_year(lines, front),
        keywords=_keywords(text, sections),
    )


def _front(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Returns the sections above the first that is content."""
    for index, section in enumerate(sections):
        if section.name not in _HEAD:
            return sections[:index]
    return sections


def _lines(text: str, sections: tuple[Section, ...]) -> Iterator[str]:
    """Yields the lines of metadata and furniture; of end matter ("Funding") only labelled identifiers."""
    for section in sections:
        if section.name not in _SEARCHED:
            continue
        term = find_term(section.title) if section.title else None
        ends = term is not None and term.extent is Extent.NOTE
        for line in text[section.start : section.end].splitlines():
            shown = line.strip()
            if shown and (not ends or _DOI_LABEL.match(shown) or _PMID.match(shown)):
                yield shown


def _title(text: str, sections: tuple[Section, ...]) -> str | None:
    for section in sections:
        if section.name is SectionName.TITLE:
            title = " ".join(text[section.start : section.end].split())
            return _TITLE_LABEL.sub("", title, count=1).removesuffix(".") or None
    return None


def _doi(lines: list[str]) -> str | None:
    labelled = [line for line in lines if _DOI_LABEL.match(line)]
    for line in (*labelled, *lines):
        if (found := _DOI.search(line)) is not None:
            return trimmed_doi(found.group())
    return None


def _first(pattern: re.Pattern[str], lines: list[str]) -> str | None:
    for line in lines:
        if (found := pattern.search(line)) is not None:
            return next(group for group in found.groups() if group)
    return None


def _journal(lines: list[str], front: list[str]) -> str | None:
    for line, below in pairwise(lines):
        if fold(line).rstrip(":") in {"journal", "journal title", "published in"}:
            return below
    for line in lines:
        if (named := _NAMED.match(line)) is not None:
            return named["name"].rstrip(" .")
    for above, line in zip([None, *front], front, strict=False):
        cited = citation_of(line)
        if cited is not None and (journal := cited[0] or above) is not None:
            return journal
        if (named_line := journal_of(line)) is not None:
            return named_line
    return None


def _year(lines: list[str], front: list[str]) -> int | None:
    for line in front:
        if (cited := citation_of(line)) is not None:
            return cited[1]
    for pattern, where in ((_PUBLISHED, lines), (_VOLUME, lines), (_COPYRIGHT, front)):
        for line in where:
            if (found := pattern.search(line)) is not None:
                return int(found["year"])
    return None


def _keywords(text: str, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Returns the author's keywords; subject headings of an index only where there are no others."""
    lists = [section for section in sections if section.name is SectionName.KEYWORDS and section.title]
    for section in sorted(lists, key=lambda one: fold(one.title or "") in _INDEXED):
        printed = (
            text[section.start : section.end].partition(section.title or "")[2].lstrip(" \t:*_—-").strip()
        )
        if found := listed(printed):
            return found
    return ()
