"""What a JATS article tells of itself: title, ids, journal, year, authors, keywords, licence."""

from __future__ import annotations

from collections.abc import Iterator

from caseline.reading.inline import Run
from caseline.reading.jats_inline import Inline, Paper, text_of
from caseline.reading.languages import language_code
from caseline.reading.paper_facts import doi_of, pmcid_of, pmid_of, year_in
from caseline.reading.xml import Node

_XLINK = "{http://www.w3.org/1999/xlink}href"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Dates of the paper itself; the others are those of its way to a journal or to an archive.
_PUBLISHED = frozenset({"", "pub", "epub", "ppub", "epub-ppub", "collection", "issue", "electronic", "print"})
_FURNITURE_KEYWORDS = frozenset({"abbreviations", "abbr", "abr", "toc", "jel", "counts"})
_STOPS = (":", "?", "!", ".", "–", "—")


class Front:
    """Reads the front matter of an article, whatever version of the DTD it follows.

    Args:
        article: The article, or the response or sub-article that a file holds alone.
        paper: What its marks point at.
    """

    def __init__(self, article: Node, paper: Paper) -> None:
        self._article = article
        self._paper = paper
        front = article.first("front") or article.first("front-stub") or article
        self.meta = front.first("article-meta") or front
        self._journal = front.first("journal-meta") or front

    @property
    def language(self) -> str | None:
        """The language of the article, as it says itself."""
        return self._article.get(_LANGUAGE)

    @property
    def article_type(self) -> str | None:
        """The type of the article, such as case-report."""
        return self._article.get("article-type") or self._article.get("response-type")

    def title_runs(self) -> list[Run]:
        """Returns the title and the subtitle."""
        group = self.meta.first("title-group") or self.meta
        runs: list[Run] = []
        for part in group.children("article-title", "subtitle"):
            more = [run for run in Inline(self._paper).parts(part) if isinstance(run, Run)]
            if runs and more:
                ended = "".join(run.text for run in runs).rstrip().endswith(_STOPS)
                runs.append(Run(" " if ended else ": "))
            runs += more
        return runs

    def doi(self) -> str | None:
        """Returns the DOI without the address of a resolver."""
        return doi_of(self._id("doi"))

    def pmid(self) -> str | None:
        """Returns the PubMed id."""
        return pmid_of(self._id("pmid"))

    def pmcid(self) -> str | None:
        """Returns the PubMed Central id with its letters."""
        return pmcid_of(self._id("pmcid") or self._id("pmc"))

    def journal(self) -> str | None:
        """Returns the title of the journal, else its short title."""
        group = self._journal.first("journal-title-group") or self._journal
        if (title := text_of(group.first("journal-title"), self._paper)) is not None:
            return title
        ids = {node.get("journal-id-type"): node.string() for node in self._journal.children("journal-id")}
        return next((ids[kind] for kind in ("iso-abbrev", "nlm-ta") if ids.get(kind)), None)

    def year(self) -> int | None:
        """Returns the first year of publication, online, in print or in a collection.

        The day an archive released it counts only where there is no other, and the year of the copyright
        only where there is no date at all.
        """
        dates: list[tuple[bool, int]] = []
        for date in self.meta.children("pub-date"):
            kinds = {date.get("pub-type") or "", date.get("date-type") or ""}
            found = (
                _year(date.first("year"))
                or _year(date.first("string-date"))
                or year_in(date.get("iso-8601-date"))
            )
            if found is not None:
                dates.append((not kinds <= _PUBLISHED, found))
        if dates:
            return min(dates)[1]
        return _year(self.meta.first("permissions", "copyright-year") or self.meta.first("copyright-year"))

    def authors(self) -> tuple[str, ...]:
        """Returns the authors as "Given Surname", and groups by their name."""
        found = [
            name
            for group in self.meta.children("contrib-group")
            for contributor in group.children("contrib")
            if contributor.get("contrib-type") in {None, "author", "group", "collab"}
            for name in self._names(contributor)
        ]
        return tuple(dict.fromkeys(found))

    def keywords(self) -> tuple[str, ...]:
        """Returns the keywords in the language of the article, else of the first group."""
        groups = [
            group
            for group in self.meta.children("kwd-group")
            if (group.get("kwd-group-type") or "").casefold() not in _FURNITURE_KEYWORDS
        ]
        own = {None, language_code(self.language)}
        native = [group for group in groups if language_code(group.get(_LANGUAGE)) in own]
        found = [word for group in native or groups[:1] for word in self._keywords(group)]
        return tuple(dict.fromkeys(found))

    def licence(self) -> str | None:
        """Returns the address of the licence, else its wording, else that of the copyright."""
        where = self.meta.first("permissions") or self.meta
        licences = list(where.children("license")) or list(self.meta.children("license"))
        for licence in licences:
            if (address := _address(licence)) is not None:
                return address
        worded = [licence.string() for licence in licences]
        worded += [node.string() for node in where.children("copyright-statement")]
        return next((words for words in worded if words), None)

    def _id(self, kind: str) -> str | None:
        found = (node for node in self.meta.children("article-id") if node.get("pub-id-type") == kind)
        return next((text for node in found if (text := node.string())), None)

    def _names(self, contributor: Node) -> Iterator[str]:
        for part in contributor.children(
            "name", "string-name", "name-alternatives", "collab", "collab-alternatives"
        ):
            if part.name.endswith("-alternatives"):
                part = next(part.children("name", "string-name", "collab"), part)  # noqa: PLW2901
            text = _person(part) if part.first("surname") is not None else text_of(part, self._paper)
            if text:
                yield text
                return

    def _keywords(self, group: Node) -> Iterator[str]:
        for word in group.children("kwd", "compound-kwd", "nested-kwd"):
            if word.name == "nested-kwd":
                yield from self._keywords(word)
            elif (text := text_of(word, self._paper)) is not None and (bare := text.strip(" ,;.")):
                yield bare


def _person(name: Node) -> str:
    parts = [name.first(part) for part in ("given-names", "surname", "suffix")]
    return " ".join(part.string() for part in parts if part is not None).strip()


def _year(node: Node | None) -> int | None:
    return year_in(node.string()) if node is not None else None


def _address(licence: Node) -> str | None:
    """Returns the address of a licence from its attribute, its reference or its wording."""
    found = [licence.get(_XLINK)]
    found += [node.string() for node in licence.children("license_ref")]
    links = list(_links(licence))
    found += [link for link in links if "creativecommons.org/licenses" in link]
    found += [link for link in links if "licen" in link.casefold()]
    return next((address for address in found if address and address.startswith(("http", "www."))), None)


def _links(node: Node) -> Iterator[str]:
    for child in node.children():
        if child.name in {"ext-link", "uri"}:
            yield child.get(_XLINK) or child.string()
        else:
            yield from _links(child)
