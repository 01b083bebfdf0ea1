"""What markup tells of a part of a page: heading, abstract, keywords, figure, table, or mere layout."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml import etree

from caseline.reading.web_page.blocks import LOWEST, Region
from caseline.reading.web_page.page import tag_of, text_of

_FIGURES = frozenset({"figure", "fig"})
_FIGURE = re.compile(
    r"(?:^|[\s_-])(?:fig|figure|figures|fig-?(?:group|section|wrap|panel|box|container)\w*|html-fig_?wrap|image-?wrap"
    r"|figureimagedescription|boxed-?figure|fig(?:ure)?-table-\w+|thumb(?:inner)?|wp-caption)(?=$|[\s_'-])",
    re.IGNORECASE,
)
_TABLE = re.compile(
    r"(?:^|[\s_-])(?:table-?(?:wrap|expansion|group|section|container|responsive|box)?|tables|tbl|html-table_?wrap"
    r"|nlm_table-wrap|xtable|article-table-content)(?=$|[\s_'-])",
    re.IGNORECASE,
)
_FIGURE_ID = re.compile(r"(?:.*[-_.])?(?:fig|figure|f)[-_.]?0*\d{1,3}[a-z]?\Z", re.IGNORECASE)
_TABLE_ID = re.compile(r"(?:.*[-_.])?(?:tab|tbl|table|t)[-_.]?0*\d{1,3}[a-z]?\Z", re.IGNORECASE)
_ABSTRACT = re.compile(
    r"(?:^|[\s_-])(?:abstracts?|abstract-?(?:content|section|group|text|full|block|\w{0,12})|hlfld-abstract)(?=$|[\s_'-])",
    re.IGNORECASE,
)
_NO_ABSTRACT = re.compile(r"graphical|abstract-?(?:view|link|tab|title|button|pdf|page)", re.IGNORECASE)
_KEYWORDS = re.compile(
    r"(?:^|[\s_-])(?:key-?words?|keyword-?(?:list|group|section|s-section)|kwd(?:s|-?group)?|article-?keywords"
    r"|html-gg|subject-?list|index-?terms)(?=$|[\s_'-])",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:^|[\s_-])(?:citation-?title|article-?title|articletitle|document-?title|paper-?title|heading-?title"
    r"|hlfld-title|wi-article-title|highwire-cite-title|c-article-title|entry-?title|post-?title|content-title)(?=$|[\s_'-])",
    re.IGNORECASE,
)
_SET_AS_HEADING = re.compile(
    r"(?:^|[\s_-])(?:sec(?:tion)?-?title|sec-?head(?:ing)?|sub-?head(?:ing)?|head(?:ing)?\d?|inline-?heading|h(?P<level>[2-6]))(?=$|[\s_'-])",
    re.IGNORECASE,
)
_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_NAME = 400
_BLOCKS = frozenset({"div", "section", "p", "aside", "li", "table-wrap", "boxed-text"})
_LAYOUT = frozenset({"presentation", "none"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_CELL = 800
_LONGEST_HEADING = 150
_LONGEST_ABSTRACT = 8000
_EXAMINED = 3000


def region_of(element: etree._Element, tag: str, above: Region) -> Region:
    """Returns the part of a page that an element makes; that above it where it makes none.

    Inside a figure or table all is of it.
    """
    if above in {Region.FIGURE, Region.TABLE}:
        return above
    if tag in _FIGURES:
        return Region.FIGURE
    if tag in {"table-wrap", "caption"}:
        return Region.TABLE
    if tag not in _BLOCKS:
        return above
    name, identifier = hyphenated(element.get("class") or ""), (element.get("id") or "")[:_LONGEST_NAME]
    if tag not in {"p", "li"}:
        if _FIGURE.search(name) or (_FIGURE_ID.match(identifier) and _has_caption(element)):
            return Region.FIGURE
        if _TABLE.search(name) or (_TABLE_ID.match(identifier) and _has_caption(element)):
            return Region.TABLE
    if _KEYWORDS.search(name) or _KEYWORDS.search(identifier):
        return Region.KEYWORDS
    if above is Region.NONE and _is_abstract(f"{name} {identifier}") and not _is_long(element):
        return Region.ABSTRACT
    return above


@lru_cache(maxsize=4096)
def hyphenated(name: str) -> str:
    """Returns a class with its inner capitals parted ("JournalAbstract" as "Journal-Abstract")."""
    return _INNER.sub("-", name[:_LONGEST_NAME])


def _is_abstract(names: str) -> bool:
    return _ABSTRACT.search(names) is not None and _NO_ABSTRACT.search(names) is None


def _is_long(element: etree._Element) -> bool:
    """Tells whether an element holds more than an abstract, as where the whole paper is named so."""
    return len(text_of(element, limit=_LONGEST_ABSTRACT)) > _LONGEST_ABSTRACT


def _has_caption(element: etree._Element) -> bool:
    """Tells whether one of the next descendants shows a figure or a table."""
    shown = {"img", "table", "caption", "figcaption", "figure", "picture", "label"}
    return any(tag_of(inner) in shown for inner in islice(element.iter(etree.Element), 1, 12))


def heading_level(element: etree._Element, tag: str, depth: int) -> int:
    """Returns the level of a heading, 1 to 7; 0 for what is none.

    Args:
        element: The element.
        tag: Its name.
        depth: Levels above it, for `title` elements of papers turned from XML, which have no level.
    """
    if tag in _HEADINGS:
        return int(tag[1])
    if tag == "title":
        return min(LOWEST - 1, max(2, depth))
    if element.get("role") == "heading":
        level = element.get("aria-level") or ""
        return (
            min(LOWEST, max(1, int(level))) if level.isascii() and level.isdigit() and len(level) < 3 else 2
        )
    if (
        tag in {"p", "div"}
        and _SET_AS_HEADING.search(hyphenated(element.get("class") or ""))
        and _is_short(element)
    ):
        return LOWEST - 1
    return 0


def _is_short(element: etree._Element) -> bool:
    """Tells whether an element holds one short line and no other blocks."""
    if any(
        tag_of(inner) in {"p", "div", "ul", "ol", "table", "h2", "h3"}
        for inner in islice(element.iter(), 1, 8)
    ):
        return False
    return 0 < len(text_of(element, limit=_LONGEST_HEADING)) <= _LONGEST_HEADING


def is_title(element: etree._Element, tag: str) -> bool:
    """Tells whether a class calls an element the title of the paper."""
    return (
        tag in {*_HEADINGS[:3], "div", "p", "span"}
        and _TITLE.search(hyphenated(element.get("class") or "")) is not None
    )


def is_layout(table: etree._Element) -> bool:
    """Tells whether a table only lays out a page: another stands in it, headings, one column, long prose."""
    if (table.get("role") or "").lower() in _LAYOUT:
        return True
    inner = islice(table.iter("table", *_HEADINGS, "article", "main"), 1, 2)
    if any(True for _ in inner):
        return True
    widest = longest = 0
    for row in islice(table.iter("tr"), _EXAMINED):
        cells = [cell for cell in row if tag_of(cell) in {"td", "th"}]
        widest = max(widest, len(cells))
        longest = max(longest, *(len(text_of(cell, limit=_LONGEST_CELL)) for cell in cells), 0)
    if next(table.iter("th", "thead", "caption"), None) is not None:
        return False
    return widest <= 1 or longest > _LONGEST_CELL
