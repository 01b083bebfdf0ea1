"""Checks that what a reader says of the source stands there."""

from __future__ import annotations

import re

from lxml import etree

from caseline.reading import Article


def check_article(article: Article, data: bytes) -> None:
    """Asserts that each stretch with an offset stands in its XML text node, and that sections cover the text."""
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    reached = 0
    for origin in article.source_map:
        assert reached <= origin.start < origin.end <= len(article.text)
        reached = origin.end
        assert origin.path is not None
        found = tree.xpath(origin.path)
        assert found
        if origin.offset is not None:
            text = found[0] if isinstance(found, list) else found
            there = text[origin.offset : origin.offset + origin.end - origin.start]
            here = article.text[origin.start : origin.end]
            # White space of any kind is one space here.
            assert re.sub(r"\s", " ", there) == re.sub(r"\s", " ", here)
    covered = [False] * len(article.text)
    for section in article.sections:
        assert article.text[section.start : section.end].strip() == article.text[section.start : section.end]
        covered[section.start : section.end] = [True] * (section.end - section.start)
    assert not "".join(char for char, inside in zip(article.text, covered, strict=True) if not inside).strip()
