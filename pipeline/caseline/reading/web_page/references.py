"""The list of references of a page: its entries, and what leads to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from caseline.reading.vocabulary import Extent, find_term
from caseline.reading.web_page.marks import fragment_of, is_mark, leads_to_literature
from caseline.reading.web_page.page import tag_of, text_of

_LISTS = re.compile(
    r"(?:^|[\s_-])(?:ref(?:erences?)?-?lists?|references(?:-?(?:list|section))?|bibliography|citation-?list|reflist"
    r"|article-?references|bibsection|biblist|literatur\w*)(?=$|[\s_'-])",
    re.IGNORECASE,
)
_ROLES = frozenset({"doc-bibliography", "doc-endnotes"})
_CONTAINERS = frozenset({"div", "section", "ol", "ul", "dl", "table", "ref-list", "back"})
_ENTRIES = ("li", "tr", "p", "dd", "ref", "div", "section")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = frozenset({"b", "strong", "p", "div", "font", "span", "u", "title"})
_BEGINNINGS = frozenset({"ref", "bib", "lit", "wor"})
_LONGEST_ENTRY = 1500


@dataclass(frozen=True, slots=True)
class References:
    """What a page has of references.

    Attributes:
        elements: The elements that hold them.
        targets: The ids in them.
        are_linked: Whether links of the text lead to them.
    """

    elements: frozenset[etree._Element]
    targets: frozenset[str]
    are_linked: bool
    are_listed: bool


def find_references(root: etree._Element) -> References:
    """Returns the references of a page, found by names, by their heading, and by the links that lead to them."""
    elements: set[etree._Element] = set()
    targets: set[str] = set()
    cited: set[str] = set()
    headed = linked = False
    for element in root.iter(etree.Element):
        tag = tag_of(element)
        if tag in _CONTAINERS and _is_list(element) and elements.isdisjoint(element.iterancestors()):
            elements.add(element)
            targets.update(_identifiers(element))
        elif not headed and _may_head(element, tag):
            headed = _is_heading(element)
        identifier = element.get("id") or element.get("name")
        if identifier in cited:
            elements.update(_entry(element))
        elif tag == "a" and is_mark(element, frozenset()):
            linked = True
            if (target := fragment_of(element)) and leads_to_literature(target):
                cited.add(target)
    return References(frozenset(elements), frozenset(targets), linked, headed or bool(elements))


def _is_list(element: etree._Element) -> bool:
    """Tells whether an element is named as the list of references, and holds no more than that."""
    names = " ".join(element.get(name) or "" for name in ("class", "tag", "tagxxx"))
    if tag_of(element) == "ref-list" or element.get("role") in _ROLES:
        return True
    if not names.strip() or not _LISTS.search(names):
        return False
    return next(element.iter("h1", "article", "main"), None) is None


def _may_head(element: etree._Element, tag: str) -> bool:
    """Tells whether an element is a heading, or bold, or a line, that begins like the word "References"."""
    if tag in _HEADINGS:
        return True
    return tag in _LINES and (element.text or "").strip()[:3].lower() in _BEGINNINGS


def _is_heading(element: etree._Element) -> bool:
    title = text_of(element, limit=60)
    term = find_term(title.lstrip("0123456789.) ").rstrip(" .:")) if title else None
    return term is not None and term.extent is Extent.REFERENCES


def _identifiers(element: etree._Element) -> set[str]:
    found = {inner.get("id") or inner.get("name") for inner in element.iter(etree.Element)}
    return {identifier for identifier in found if identifier}


def _entry(target: etree._Element) -> set[etree._Element]:
    """Returns the entry that a link leads to; none where the link leads to a part of the text."""
    inside: etree._Element | None = target
    while inside is not None and tag_of(inner := inside) not in _ENTRIES:
        inside = inner.getparent()
    if inside is None or len(text_of(inside, limit=_LONGEST_ENTRY + 1)) > _LONGEST_ENTRY:
        return set()
    return {inside}
