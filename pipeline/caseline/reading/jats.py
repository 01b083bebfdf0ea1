"""Articles in JATS, the XML of PubMed Central (.nxml), and in the NLM DTDs before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.clean import Clean, CleanText
from caseline.reading.inline import one_line
from caseline.reading.jats_body import Body
from caseline.reading.jats_front import Front
from caseline.reading.jats_inline import Paper, cuts_of, find_references, text_of, write_runs
from caseline.reading.pieces import Piece
from caseline.reading.titles import section_name
from caseline.reading.xml import Node, parse_xml
from caseline.reading.xml_sets import split_xml
from caseline.schema.document import SectionName, SourceFormat

_ARTICLES = ("article",)
# What a file holds when it was taken out of an article.
_PARTS = frozenset({"response", "sub-article"})
_LAY = frozenset({"summary", "lay", "lay-summary", "lay-abstract", "plain-language-summary", "plain-language",
                  "non-technical", "patient-summary"})  # fmt: skip
# Abstracts that repeat the first one, or advertise it.
_OTHER = frozenset({"graphical", "graphical-abstract", "teaser", "toc", "web-summary", "video", "editor", "short",
                    "highlights", "author-highlights", "key-points", "precis", "synopsis", "objectives",
                    "executive-summary", "impact", "significance", "translated"})  # fmt: skip
_PICTURED = re.compile(r"\b(?:graphical|visual|video)\s+abstract\b", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:Online\s+)?(?:Appendix|Annex)\s*[A-Z\d]{0,2}\s*[:.–—-]\s*", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:years?|months?|weeks?|days?)[-‐-―\s]old\b|\bcase\s+(?:\d|report|description|presentation)"
    r"|\b(?:our|the)\s+patient\b",
    re.IGNORECASE,
)


def split_jats(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    """Yields the articles of a file: one, or those of a set (`pmc-articleset`, OAI-PMH).

    Memory does not grow with the file. What is broken ends it with one error, after the articles before.
    """
    return split_xml(stream, source, names=_ARTICLES, form=SourceFormat.JATS)


def read_jats(piece: Piece) -> Article:
    """Reads one article.

    The text is title, abstract, body, figures and tables that float, and appendices that tell a case.
    References, other back matter, responses and translations are left out.

    Raises:
        ReadingError: When it is no XML, no article, several, or without text.
    """
    article = _find_article(parse_xml(piece.data, piece.source, base=piece.base), piece.source)
    paper = find_references(article)
    front = Front(article, paper)
    made = _clean_text(article, front, paper, piece.source)
    title = front.title_runs()
    return Article(
        text=made.text,
        sections=made.sections,
        source_map=made.source_map,
        source=piece.source,
        format=SourceFormat.JATS,
        title=one_line(title, cuts_of(title, paper)),
        doi=front.doi(),
        pmid=front.pmid(),
        pmcid=front.pmcid(),
        journal=front.journal(),
        year=front.year(),
        authors=front.authors(),
        keywords=front.keywords(),
        article_type=front.article_type,
        licence=front.licence(),
        language=front.language,
    )


def _clean_text(article: Node, front: Front, paper: Paper, source: str) -> Clean:
    clean = CleanText(source)
    clean.begin_section(SectionName.TITLE)
    write_runs(clean, front.title_runs(), paper)
    body = Body(clean, paper)
    main = article.first("body")
    if main is not None and not any(part.text.strip() for part in main.texts()):
        main = None
    _write_abstracts(front.meta, body, paper, is_all=main is None)
    if main is not None:
        body.write(main, SectionName.BODY)
    for floats in article.children("floats-group", "floats-wrap"):
        body.write(floats, SectionName.BODY)
    for appendix, name in _appendices(article):
        body.write(appendix, name)
    return clean.finish()


def _find_article(root: Node, source: str) -> Node:
    if root.name in {*_ARTICLES, *_PARTS}:
        return root
    found = list(_articles(root))
    if not found:
        raise ReadingError(source, "holds no <article>; give JATS or NLM XML", where=root.path)
    if len(found) > 1:
        raise ReadingError(source, f"holds {len(found)} articles; split it into one a file", where=root.path)
    return found[0]


def _articles(node: Node) -> Iterator[Node]:
    for child in node.children():
        if child.name in _ARTICLES:
            yield child
        else:
            yield from _articles(child)


def _write_abstracts(meta: Node, body: Body, paper: Paper, *, is_all: bool) -> None:
    """Writes the abstract and lay summaries; without a body the abstract's labels tell what is the case."""
    lay: list[Node] = []
    plain: list[Node] = []
    other: list[Node] = []
    for abstract in meta.children("abstract"):
        kind = (abstract.get("abstract-type") or "").casefold().replace("_", "-")
        title = text_of(abstract.first("title"), paper)
        if kind in _LAY or section_name(title) is SectionName.LAY_SUMMARY:
            lay.append(abstract)
        elif _PICTURED.search(title or ""):
            continue
        else:
            (other if kind in _OTHER else plain).append(abstract)
    for abstract in plain or _readable(other) or list(meta.children("trans-abstract"))[:1]:
        body.write(abstract, SectionName.ABSTRACT, fixed=not is_all, alone=is_all)
    for abstract in lay:
        body.write(abstract, SectionName.LAY_SUMMARY, fixed=True)


def _readable(abstracts: list[Node]) -> list[Node]:
    """Returns the longest of the abstracts that advertise a paper."""
    return sorted(abstracts, key=lambda node: len(node.string()))[-1:]


def _appendices(article: Node) -> Iterator[tuple[Node, SectionName]]:
    """Yields the appendices and sections of the back matter that tell a case, and what each is."""
    back = article.first("back")
    if back is None:
        return
    groups = [back, *back.children("app-group")]
    for part in (part for group in groups for part in group.children("app", "sec")):
        title = part.first("title")
        name = section_name(_APPENDIX.sub("", title.string() if title is not None else "", count=1))
        if name is SectionName.CASE or (name is SectionName.BODY and _TELLS.search(part.string())):
            yield part, name
