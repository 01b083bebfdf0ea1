"""What a PubMed citation tells of its article: ids, journal, year, authors, keywords, type, copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseline.reading.paper_facts import doi_of, pmcid_of, year_in
from caseline.reading.xml import Node

CASE_REPORTS = "Case Reports"

_NOT_AVAILABLE = re.compile(r"\[?\s*not available\s*\]?\.?", re.IGNORECASE)
# Publication types that say who paid, or in what language the abstract is.
_NO_KIND = re.compile(r"research support|english abstract", re.IGNORECASE)
_ANY_KIND = "Journal Article"


class Citation:
    """Reads a `PubmedArticle`, a `MedlineCitation` or a `PubmedBookArticle`.

    Args:
        node: The element.
    """

    def __init__(self, node: Node) -> None:
        self._citation = node.first("MedlineCitation") or node.first("BookDocument") or node
        self._data = node.first("PubmedData") or node.first("PubmedBookData")
        self._article = self._citation.first("Article") or self._citation
        self._book = self._citation.first("Book")

    @property
    def title(self) -> Node | None:
        """The title; that in the language of the article only where there is no English one."""
        book = self._book.first("BookTitle") if self._book is not None else None
        for node in (
            *self._article.children("ArticleTitle"),
            *self._article.children("VernacularTitle"),
            book,
        ):
            if node is not None and (text := node.string()) and not _NOT_AVAILABLE.fullmatch(text):
                return node
        return None

    @property
    def abstract(self) -> Node | None:
        """The abstract that has text."""
        return next((node for node in self._article.children("Abstract") if _has_text(node)), None)

    @property
    def other_abstracts(self) -> list[Node]:
        """Abstracts of other kinds and in other languages."""
        return [node for node in self._citation.children("OtherAbstract") if _has_text(node)]

    def pmid(self) -> str | None:
        """Returns the PubMed id."""
        return _string(self._citation.first("PMID")) or self._id("pubmed")

    def doi(self) -> str | None:
        """Returns the DOI."""
        places = [
            place.string()
            for place in self._article.children("ELocationID")
            if place.get("EIdType") == "doi" and place.get("ValidYN") != "N"
        ]
        return next((doi for place in (*places, self._id("doi")) if (doi := doi_of(place)) is not None), None)

    def pmcid(self) -> str | None:
        """Returns the PubMed Central id."""
        others = (node.string().partition(" ")[0] for node in self._citation.children("OtherID"))
        lettered = (pmcid_of(name, bare=False) for name in others)
        return pmcid_of(self._id("pmc")) or next((name for name in lettered if name is not None), None)

    def journal(self) -> str | None:
        """Returns the title of the journal or the book, else a short title."""
        journal, info = self._article.first("Journal"), self._citation.first("MedlineJournalInfo")
        places = [
            self._book.first("BookTitle") if self._book is not None else None,
            journal.first("Title") if journal is not None else None,
            journal.first("ISOAbbreviation") if journal is not None else None,
            info.first("MedlineTA") if info is not None else None,
        ]
        return next((title for place in places if (title := _string(place)) is not None), None)

    def year(self) -> int | None:
        """Returns the first year of publication, of the issue or online; also of "1998 Nov-Dec"."""
        dates = [self._article.first("Journal", "JournalIssue", "PubDate")]
        dates += [self._book.first("PubDate") if self._book is not None else None]
        dates += self._article.children("ArticleDate")
        years = [
            year
            for date in dates
            if date is not None
            for part in date.children("Year", "MedlineDate")
            if (year := year_in(part.string())) is not None
        ]
        return min(years, default=None)

    def authors(self) -> tuple[str, ...]:
        """Returns the authors as "Given Surname", and groups by their name."""
        lists = [part for part in self._article.children("AuthorList") if part.get("Type") != "editors"]
        if not lists and self._book is not None:
            lists = [part for part in self._book.children("AuthorList") if part.get("Type") != "editors"]
        found = (
            _author(author)
            for each in lists
            for author in each.children("Author")
            if author.get("ValidYN") != "N"
        )
        return tuple(dict.fromkeys(name for name in found if name))

    def keywords(self) -> tuple[str, ...]:
        """Returns the keywords, else the MeSH headings."""
        found = [
            word.string().rstrip(" .;,")
            for group in self._citation.children("KeywordList")
            for word in group.children("Keyword")
        ] or [
            name.string()
            for group in self._citation.children("MeshHeadingList")
            for heading in group.children("MeshHeading")
            for name in heading.children("DescriptorName")
        ]
        return tuple(dict.fromkeys(word for word in found if word))

    def types(self) -> tuple[str, ...]:
        """Returns the publication types."""
        nested = self._article.children("PublicationTypeList")
        nodes = [*self._article.children("PublicationType")]
        nodes += [node for group in nested for node in group.children("PublicationType")]
        return tuple(text for node in nodes if (text := node.string()))

    def article_type(self) -> str | None:
        """Returns the types that say most of the article, "Case Reports" first."""
        types = self.types()
        kinds = [each for each in types if not _NO_KIND.match(each)] or list(types)
        telling = [each for each in kinds if each != _ANY_KIND] or kinds
        return "; ".join(sorted(telling, key=lambda each: each != CASE_REPORTS)) or None

    def licence(self) -> str | None:
        """Returns what the publisher says of the copyright."""
        return _string(self._article.first("Abstract", "CopyrightInformation"))

    def language(self) -> str | None:
        """Returns the language of the article; English where that is one of several."""
        found = [text for node in self._article.children("Language") if (text := node.string())]
        return "eng" if "eng" in found else next(iter(found), None)

    def _id(self, kind: str) -> str | None:
        """Returns an id of the article itself; its references have their own."""
        places = [self._citation.first("ArticleIdList")]
        if self._data is not None:
            places.append(self._data.first("ArticleIdList"))
        for place in places:
            for node in place.children("ArticleId") if place is not None else ():
                if node.get("IdType") == kind and (text := node.string()):
                    return text
        return None


def _string(node: Node | None) -> str | None:
    return (node.string() or None) if node is not None else None


def _has_text(abstract: Node) -> bool:
    return any(part.string() for part in abstract.children("AbstractText"))


def _author(author: Node) -> str:
    if (group := _string(author.first("CollectiveName"))) is not None:
        return group
    return " ".join(_names(author))


def _names(author: Node) -> Iterator[str]:
    given = _string(author.first("ForeName")) or _string(author.first("FirstName"))
    for part in (given or _string(author.first("Initials")), *map(_string, _rest(author))):
        if part:
            yield part


def _rest(author: Node) -> Iterator[Node]:
    yield from author.children("LastName")
    yield from author.children("Suffix")
