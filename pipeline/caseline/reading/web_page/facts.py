"""What the head of a page states about the paper: names and values, in the page's order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from caseline.reading.web_page.page import tag_of

_ARTICLES = frozenset(
    "Article BlogPosting MedicalScholarlyArticle NewsArticle Report ReportageNewsArticle ScholarlyArticle".split()
)
_SCHOLARLY = frozenset({"MedicalScholarlyArticle", "ScholarlyArticle"})
_LARGEST_JSON = 1_000_000
_DEEPEST_JSON = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that the head of a page states, and the element that states it."""

    value: str
    element: etree._Element


class Facts:
    """The metadata of a page by name, in small letters: `meta` elements, and JSON-LD as `ld:` names."""

    def __init__(self, root: etree._Element) -> None:
        self._facts: dict[str, list[Fact]] = {}
        for element in root.iter("meta", "link", "script"):
            tag = tag_of(element)
            if tag == "meta":
                self._add_meta(element)
            elif tag == "link":
                for relation in (element.get("rel") or "").lower().split():
                    self._add(f"link:{relation}", element.get("href"), element)
            elif (element.get("type") or "").lower().startswith("application/ld+json"):
                self._add_linked(element)

    def all(self, *names: str) -> list[Fact]:
        """Returns what the first of these names that is there states."""
        return next((found for name in names if (found := self._facts.get(name))), [])

    def first(self, *names: str) -> Fact | None:
        """Returns the first value under the first of these names that is there."""
        return next(iter(self.all(*names)), None)

    def value(self, *names: str) -> str | None:
        """Returns the text of `first`."""
        found = self.first(*names)
        return None if found is None else found.value

    @property
    def is_scholarly(self) -> bool:
        """Whether the head says that the page is a paper."""
        named = ("citation_title", "citation_doi", "citation_journal_title", "citation_pmid", "prism.doi")
        if any(name in self._facts for name in named):
            return True
        if any("10." in fact.value for fact in self._facts.get("dc.identifier", [])):
            return True
        return any(fact.value in _SCHOLARLY for fact in self._facts.get("ld:type", []))

    def _add(self, name: str, value: object, element: etree._Element) -> None:
        if isinstance(value, (str, int)) and (shown := " ".join(str(value).split())):
            self._facts.setdefault(name, []).append(Fact(shown, element))

    def _add_meta(self, element: etree._Element) -> None:
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                self._add(
                    name.replace("dcterms.", "dc.").replace("dc:", "dc."), element.get("content"), element
                )

    def _add_linked(self, script: etree._Element) -> None:
        text = script.text or ""
        if len(text) > _LARGEST_JSON:
            return
        try:
            found: Any = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            return
        article = next(_articles(found, 0), None)
        if article is not None and "ld:type" not in self._facts:
            self._add_article(article, script)

    def _add_article(self, article: dict[str, Any], script: etree._Element) -> None:
        for name in (
            "headline",
            "name",
            "datePublished",
            "inLanguage",
            "license",
            "articleSection",
            "sameAs",
        ):
            for value in _listed(article.get(name)):
                self._add(f"ld:{name.lower()}", value, script)
        for kind in _listed(article.get("@type")):
            self._add("ld:type", kind, script)
        for name in ("author", "creator"):
            for person in _listed(article.get(name)):
                self._add("ld:author", person.get("name") if isinstance(person, dict) else person, script)
        for keyword in _listed(article.get("keywords")):
            self._add("ld:keywords", keyword, script)
        for identifier in (*_listed(article.get("identifier")), *_listed(article.get("@id"))):
            self._add(
                "ld:identifier",
                identifier.get("value") if isinstance(identifier, dict) else identifier,
                script,
            )
        part: Any = article
        for _ in range(_DEEPEST_JSON):
            part = next((above for above in _listed(part.get("isPartOf")) if isinstance(above, dict)), None)
            if part is None:
                return
            if "Periodical" in _listed(part.get("@type")):
                self._add("ld:journal", part.get("name"), script)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _articles(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Yields the articles in a piece of JSON-LD: it itself, in a list, in a graph, or as the main entity."""
    if depth > _DEEPEST_JSON:
        return
    if isinstance(value, list):
        for part in value:
            yield from _articles(part, depth + 1)
    elif isinstance(value, dict):
        if not _ARTICLES.isdisjoint(kind for kind in _listed(value.get("@type")) if isinstance(kind, str)):
            yield value
        for name in ("mainEntity", "mainEntityOfPage", "@graph"):
            yield from _articles(value.get(name), depth + 1)
