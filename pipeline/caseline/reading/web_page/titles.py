"""The title of the paper on a page: the block that prints it, and its wording in the head of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from caseline.reading.clean import At
from caseline.reading.vocabulary import fold
from caseline.reading.web_page.blocks import FLOATS, Block, Kind
from caseline.reading.web_page.facts import Facts
from caseline.reading.web_page.headings import heads_paper
from caseline.reading.web_page.page import path_of

_CERTAIN = ("citation_title", "bepress_citation_title", "prism.title", "dc.title", "ld:headline")
_STATED = ("og:title", "twitter:title", "ld:name")
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|span)\b[^<>]{0,80}>", re.IGNORECASE)
# " | Journal of Things", " - PubMed"; a dash with spaces may also stand in a title, so the last one counts.
_SITE = re.compile(r"\s+(?:[|•·»]|[-–—](?=\s))\s*[^|•·»]{2,60}\Z")
_WORD = re.compile(r"\w+")
_SHARE = 0.6
_LONGEST = 500
_SHORTEST = 10
_EXAMINED = 400


@dataclass(frozen=True, slots=True)
class Stated:
    """A title in the head of a page.

    Attributes:
        text: The title.
        at: Where it stands.
        is_certain: Whether it is stated to be that of a paper, and not of a page or its window.
    """

    text: str
    at: At
    is_certain: bool


def stated_title(root: etree._Element, facts: Facts) -> Stated | None:
    """Returns the title that the head of a page states; that of its window without the site's name."""
    found, is_certain = facts.first(*_CERTAIN), True
    if found is None:
        found, is_certain = facts.first(*_STATED), False
    if found is not None and found.element.tag == "meta":
        text, path = found.element.get("content") or "", f"{path_of(found.element)}/@content"
        plain = _MARKUP.sub("", text)
        return Stated(plain, At(path, 0 if plain == text else None), is_certain)
    if found is not None:
        return Stated(found.value, At(path_of(found.element)), is_certain)
    for element in root.iter("title"):
        above = element.getparent()
        if above is not None and above.tag in {"head", "html"} and (text := (element.text or "").rstrip()):
            cut = _SITE.sub("", text, count=1) if len(text) <= 2 * _LONGEST else text
            shown = cut if len(cut.strip()) >= _SHORTEST else text
            return Stated(shown, At(f"{path_of(element)}/text()[1]", 0), False)
    return None


def printed_title(blocks: list[Block], stated: Stated | None) -> Block | None:
    """Returns the block that prints the title: the one that is called so, that says it, or the first heading."""
    candidates = [
        block
        for block in blocks[:_EXAMINED]
        if block.kind is Kind.HEADING and block.region not in FLOATS and len(block.text) <= _LONGEST
    ]
    if stated is not None:
        alike = [block for block in candidates if _are_alike(block.text, stated.text)]
        if alike or stated.is_certain:
            return min(alike, key=lambda block: (not block.is_title, block.level), default=None)
    called = [block for block in candidates if block.is_title]
    first = [block for block in candidates if block.level == 1 and not heads_paper(block)]
    return next(iter(called), None) or (
        next(iter(first), None) if stated is None or len(first) == 1 else None
    )


def _are_alike(text: str, stated: str) -> bool:
    """Tells whether two wordings share most words; pages add the journal, or drop a subtitle."""
    words, others = set(_WORD.findall(fold(text))), set(_WORD.findall(fold(stated)))
    shared = len(words & others)
    return shared >= _SHARE * max(1, len(words | others)) or (
        shared >= 4 and shared in {len(words), len(others)}
    )
