"""Bibliographic data of a printed paper: from its first page and its running heads, then from the file itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caseline.reading.front import is_address, is_article_type
from caseline.reading.imprint import journal_of
from caseline.reading.metadata import Metadata, find_metadata
from caseline.reading.paper_facts import PaperFields
from caseline.reading.pdf.titles import closed_up
from caseline.reading.vocabulary import fold
from caseline.schema.document import Section, SectionName

_DOI = re.compile(r"\b10\.\d{4,9}/(?:(?!DOI\b|https?:)[^\s\"<>,;])+")
_CLOSING = ".,;:)]}'’”*|"
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
# "Kwak et al. BMC Medicine 2014, 14:419", "Veterinary World, EISSN: 2231-0916", "3 Biotech (2015) 5:697"
_CITED = re.compile(
    r"(?:.{2,60}?\bet\sal\.?\W{1,3})?(?:.{2,60}?\s/\s)?(?:\d{1,4}\s)?(?P<journal>(?:\d\s)?[A-Z][\w&'’.,:/ -]{2,90}?)[,.]?\s"
    r"(?:\(?(?P<year>(?:19|20)\d\d)\)?\s?[,;:.|(]|\(?(?P<other>(?:19|20)\d\d)\)?\s\d|[Vv]ol(?:\.|ume)?\s?\d|E?-?ISSN\b|\d{1,3}\s?\((?:19|20)\d\d\))"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTHS = re.compile(rf"{_MONTH}\b")
_VOLUME = re.compile(rf",?\s(?:[Vv]ol\b|No\b|Issue\b|{_MONTH})")
_SITE = re.compile(r"(?P<journal>[A-Z][\w&'’.,:/ -]{2,90}?)\s[|●•]\s")
_PUBLISHED = re.compile(
    r"(?:published|available\sonline|publication|epub|accepted)\D{0,25}(?:\d{1,2}\D{1,12})?(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:publishing|publisher|corporation|press|elsevier|springer|wiley|sage|oxford|university|www|http|downloaded|article|page"
    r"|manuscript|received|accepted|publication|copyright|open\saccess|et\sal)\b",
    re.IGNORECASE,
)
_TITLE_CASE = re.compile(
    r"(?:[A-Z][\w'’-]*|of|and|in|the|for|on|&|-)(?:\s(?:[A-Z][\w'’-]*|of|and|in|the|for|on|&|-)){1,9}\Z"
)
_LICENCE_ADDRESS = re.compile(
    r"creativecommons\.org\s?/\s?(?P<path>(?:licen[cs]es|publicdomain)\s?/\s?[a-z-]{2,10}(?:\s?/\s?\d\.\d)?)",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"Creative\sCommons\s(?:[A-Z][\w-]*[\s,–-]{1,3}){0,6}(?:\d\.\d\s)?(?:\w+\s){0,2}?Licen[cs]e|\bCC[\s-]BY(?:-[A-Z]{2}){0,2}(?:\s\d\.\d)?\b"
)
_NAME_PART = re.compile(r"\s*(?:[,;•·|]|\band\b|&|\bet\b(?!\sal))\s*")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s)?(?:[A-Z][\w'’.-]*|[A-Z]\.(?:[A-Z]\.)*)(?:[\s-](?:[A-Z][\w'’.-]*|de|da|di|del|della|van|von|der|den|la|le|el|al|bin|ibn|dos|do|y|ten|ter)){1,5}\Z"
)
_DEGREE = re.compile(
    r"(?:\b(?:M\.?D\.?|Ph\.?D\.?|MBBS|MBChB|MBBCh|FRCP\w*|MRCP\w*|M\.?Sc\.?|B\.?Sc\.?|MPH|Pharm\.?D\.?|D\.?O\.?|FACP|RN|BDS|MDS|DDS|DMD|DNB|MS|M\.?S\.?|MA|BS|BA|DM|MCh|FACS|FACC|RPh|Dr|Prof)(?=[\s,.]|\Z)\.?)+",
)
_MARKS = re.compile(r"[\d*†‡§¶#∗⁎☆]+|(?<=\s)[a-h](?=\s|,|\Z)|\bORCID\b.*")
_SEPARATORS = re.compile(r"\s*[;•·|]\s*|\s+[–—-]\s+")
_COMMAS = re.compile(r"\s*,\s*")
_XMP = re.compile(rb"<(prism:doi|prism:publicationName)>\s*([^<>]{3,200})</", re.IGNORECASE)
_LONGEST_KEYWORD = 80
_MOST_AUTHOR_LINES = 6
_NAMES_SHARE = 0.7
_NO_PERSON = re.compile(
    rf"{_PUBLISHER.pattern}|\b(?:journal|science|research|reports?|insights|medicine|letters?)\b",
    re.IGNORECASE,
)
_NO_JOURNAL = re.compile(
    r"(?:vol(?:ume)?|issue|pages?|pp|no|number|article|received|case)\b\W*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF prints, and says, of the paper it is.

    Attributes:
        title: The title as it stands in the clean text.
        front: Blocks that speak of authors, dates and the like, in their order.
        byline: Those of them between the title and the abstract.
        heads: Running heads and feet, page by page.
        keywords: Lists of keywords, as their lines.
        info: What the file says of itself.
    """

    title: str | None
    front: tuple[str, ...]
    byline: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    keywords: tuple[tuple[str, ...], ...]
    info: dict[str, str]


def find_bibliography(printed: Printed) -> PaperFields:
    """Returns what a paper prints of itself, and where it prints nothing, what its file says."""
    heads = [text for texts in printed.heads for text in texts]
    first = list(printed.heads[0]) if printed.heads else []
    lines = list(dict.fromkeys([*first, *printed.front, *heads]))
    told = _told(lines)
    again = {text for text, count in Counter(heads).items() if count > 1}
    authors = _authors(printed.byline or printed.front, again)
    cited = _cited(
        [*first, *(head for head in heads if head in again), *printed.front], printed.title, authors
    )
    return PaperFields(
        title=printed.title or _own_title(printed.info),
        doi=_doi(lines, printed.info),
        pmid=told.pmid,
        pmcid=told.pmcid,
        journal=cited[0] or told.journal or _running(printed) or printed.info.get("prism:publicationName"),
        year=cited[1] or told.year or _year(lines),
        keywords=_keywords(printed),
        authors=authors,
        article_type=next(
            (text for text in printed.front if is_article_type(text) and "access" not in text.lower()), None
        ),
        licence=_licence([*printed.front, *heads]),
    )


def xmp(data: bytes) -> dict[str, str]:
    """Returns what the XMP packet of a file says of the paper: its DOI and journal, as far as it is not compressed."""
    found: dict[str, str] = {}
    for name, value in _XMP.findall(data):
        text = value.decode("utf-8", "replace").strip()
        if text:
            found.setdefault(name.decode("ascii"), text)
    return found


def _told(lines: Sequence[str]) -> Metadata:
    """Returns what the reader of plain text finds in these lines."""
    text = "\n".join(lines)
    if not text.strip():
        return Metadata()
    return find_metadata(text, (Section(name=SectionName.METADATA, start=0, end=len(text)),))


def _doi(lines: Sequence[str], info: dict[str, str]) -> str | None:
    """Returns the DOI; of several the one that is printed most, and then first."""
    found = [_trimmed(match.group()) for line in lines for match in _DOI.finditer(line)]
    own = [
        _trimmed(match.group())
        for key, value in info.items()
        if (match := _DOI.search(value)) is not None and key.lower() != "title"
    ]
    if own and (own[0] in found or not found):
        return own[0]
    counts = Counter(doi.lower() for doi in found)
    return max(found, key=lambda doi: counts[doi.lower()]) if found else None


def _trimmed(doi: str) -> str:
    while doi[-1] in _CLOSING and not (doi[-1] == ")" and doi.count("(") >= doi.count(")")):
        doi = doi[:-1]
    return doi


def _own_title(info: dict[str, str]) -> str | None:
    title = " ".join(info.get("Title", "").split())
    return (
        title
        if len(title.split()) > 2 and not re.search(r"\.\w{2,4}\Z|^untitled|^microsoft", title, re.I)
        else None
    )


def _cited(lines: Iterable[str], title: str | None, authors: Sequence[str]) -> tuple[str | None, int | None]:
    """Returns journal and year as a running head or an imprint gives them."""
    found: Counter[tuple[str, int | None]] = Counter()
    for line in lines:
        shown = " ".join(closed_up(line).split())
        match = _CITED.match(shown) or _SITE.match(shown)
        if match is None:
            continue
        journal = _VOLUME.split(match["journal"])[0].strip(" ,.:|/")
        if not _may_be_journal(journal, title) or journal in authors:
            continue
        years = [part for part in (match.groupdict().get("year"), match.groupdict().get("other")) if part]
        year = (
            int(years[0])
            if years
            else next((int(each) for each in _YEAR.findall(shown[match.start("journal") :])), None)
        )
        found[journal, year] += 1
    if not found:
        return None, None
    journal, year = found.most_common(1)[0][0]
    return journal, year or next((each for _, each in found if each), None)


def _may_be_journal(name: str, title: str | None) -> bool:
    if len(name) < 3 or _NO_JOURNAL.match(name) or _PUBLISHER.search(name) or _MONTHS.match(name):
        return False
    return not (title and len(name.split()) > 2 and fold(name) in fold(title))


def _running(printed: Printed) -> str | None:
    """Returns the running head that reads as the name of a journal."""
    counts: Counter[str] = Counter(text.strip() for texts in printed.heads for text in set(texts))
    for text in (each.strip() for texts in (printed.front, *printed.heads) for each in texts):
        if journal_of(text):
            return journal_of(text)
    title = fold(printed.title or "")
    for text, count in counts.most_common():
        if count > 1 and _TITLE_CASE.match(text) and not _PUBLISHER.search(text) and fold(text) not in title:
            return text
    return None


def _year(lines: Sequence[str]) -> int | None:
    for line in lines:
        if (found := _PUBLISHED.search(line)) is not None:
            return int(found["year"])
    return None


def _keywords(printed: Printed) -> tuple[str, ...]:
    found: list[str] = []
    for lines in printed.keywords:
        text = " ".join(lines)
        parts = (
            _SEPARATORS.split(text)
            if _SEPARATORS.search(text)
            else _COMMAS.split(text)
            if "," in text
            else list(lines)
        )
        found += (part.strip(" .,:;*–-") for part in parts)
    kept = [word for word in found if word and len(word) <= _LONGEST_KEYWORD]
    if not kept and (told := printed.info.get("Keywords")):
        kept = [part.strip(" .,;") for part in re.split(r"[;,]", told)]
    return tuple(dict.fromkeys(word for word in kept if word))


def _authors(byline: Sequence[str], again: set[str]) -> tuple[str, ...]:
    """Returns the people of the first blocks that hold nothing but names; running heads (`again`) are none."""
    authors: list[str] = []
    blocks = [text for text in byline if text not in again and not is_article_type(text)]
    for block in blocks[:_MOST_AUTHOR_LINES]:
        names = _names(block)
        if names:
            authors += names
        elif authors or is_address(block):
            break
    return tuple(dict.fromkeys(authors))


def _names(block: str) -> list[str]:
    text = _DEGREE.sub(" ", _MARKS.sub(" ", block))
    parts = [part.strip(" .,-–()") for part in _NAME_PART.split(" ".join(text.split()))]
    parts = [part for part in parts if len(part) > 1]
    names = [part for part in parts if _NAME.match(part)]
    if not names or len(names) < _NAMES_SHARE * len(parts) or _NO_PERSON.search(block):
        return []
    return names


def _licence(lines: Sequence[str]) -> str | None:
    for line in lines:
        if (found := _LICENCE_ADDRESS.search(line)) is not None:
            path = "".join(found["path"].split()).lower()
            return f"https://creativecommons.org/{path}/"
    for line in lines:
        if (found := _LICENCE.search(line)) is not None:
            return " ".join(found.group().split())
    return None
