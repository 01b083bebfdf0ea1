"""Citations with abstracts in the XML of PubMed and MEDLINE."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from caseline.errors import ReadingError
from caseline.reading.abstracts import LEFT_OUT, label_name, tells_cases, write_unlabelled
from caseline.reading.article import Article
from caseline.reading.clean import At, CleanText
from caseline.reading.inline import Run, joined, one_line, write
from caseline.reading.jats_inline import Inline, Paper
from caseline.reading.medline_text import unbracketed
from caseline.reading.pieces import Piece
from caseline.reading.pubmed_citation import CASE_REPORTS, Citation
from caseline.reading.xml import Node, parse_xml
from caseline.reading.xml_sets import split_xml
from caseline.schema.document import SectionName, SourceFormat

_ARTICLES = ("MedlineCitation", "PubmedArticle", "PubmedBookArticle")
_LAY = "plain-language-summary"
_NO_LABELS = frozenset({"", "UNLABELLED", "UNLABELED", "UNASSIGNED"})
_ENGLISH = "eng"


def split_pubmed(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    """Yields the articles of a set of any size (`PubmedArticleSet`, `MedlineCitationSet`), or the one there is.

    Memory does not grow with the file. What is broken ends it with one error, after the articles before.
    """
    return split_xml(stream, source, names=_ARTICLES, form=SourceFormat.PUBMED)


def read_pubmed(piece: Piece) -> Article:
    """Reads one article: its title, its abstract and summaries in plain language.

    Labels of the abstract are headings, and tell what each part is. An abstract in another language is read
    only where there is no other.

    Raises:
        ReadingError: When it is no XML, no article, several, or without text.
    """
    citation = Citation(_find_article(parse_xml(piece.data, piece.source, base=piece.base), piece.source))
    clean = CleanText(piece.source)
    title = _runs(citation.title)
    clean.begin_section(SectionName.TITLE)
    write(clean, title)
    _write_abstracts(citation, clean)
    made = clean.finish()
    return Article(
        text=made.text,
        sections=made.sections,
        source_map=made.source_map,
        source=piece.source,
        format=SourceFormat.PUBMED,
        title=one_line(title),
        doi=citation.doi(),
        pmid=citation.pmid(),
        pmcid=citation.pmcid(),
        journal=citation.journal(),
        year=citation.year(),
        authors=citation.authors(),
        keywords=citation.keywords(),
        article_type=citation.article_type(),
        licence=citation.licence(),
        language=citation.language(),
    )


def _find_article(root: Node, source: str) -> Node:
    found = [root] if root.name in _ARTICLES else list(root.children(*_ARTICLES))
    if not found:
        raise ReadingError(source, "holds no <PubmedArticle>; give PubMed or MEDLINE XML", where=root.path)
    if len(found) > 1:
        raise ReadingError(source, f"holds {len(found)} articles; split it into one a file", where=root.path)
    return found[0]


def _runs(node: Node | None) -> list[Run]:
    """Returns the running text of an element."""
    if node is None:
        return []
    return list(unbracketed(part for part in Inline(Paper()).parts(node) if isinstance(part, Run)))


def _write_abstracts(citation: Citation, clean: CleanText) -> None:
    lay = [node for node in citation.other_abstracts if node.get("Type") == _LAY]
    others = [node for node in citation.other_abstracts if node not in lay]
    english = [node for node in others if node.get("Language") in {None, _ENGLISH}]
    abstract = citation.abstract or next(iter(english or others), None)
    if abstract is not None:
        _write_abstract(abstract, citation, clean)
    for summary in lay:
        clean.begin_section(SectionName.LAY_SUMMARY)
        for part in summary.children("AbstractText"):
            if _label(part) is not None:
                _write_label(part, clean)
            write(clean, _runs(part))
            clean.end_block()


def _write_abstract(abstract: Node, citation: Citation, clean: CleanText) -> None:
    parts = list(abstract.children("AbstractText"))
    labels = [label for part in parts if (label := _label(part)) is not None]
    titles = [citation.title.string()] if citation.title is not None else []
    is_case = CASE_REPORTS in citation.types() or tells_cases([*titles, *labels])
    for part in parts:
        label, runs = _label(part), _runs(part)
        if label is not None:
            name = label_name(label, part.get("NlmCategory"), is_case=is_case)
            if name in LEFT_OUT:
                continue
            clean.begin_section(name, label)
            _write_label(part, clean)
        elif part is parts[0] or labels:
            clean.begin_section(SectionName.ABSTRACT)
        if labels or not joined(runs).strip():
            write(clean, runs)
            clean.end_block()
        else:
            write_unlabelled(clean, runs)


def _label(part: Node) -> str | None:
    label = part.get("Label") or ""
    return None if label.upper() in _NO_LABELS else label


def _write_label(part: Node, clean: CleanText) -> None:
    clean.add(part.element.get("Label") or "", At(f"{part.path}/@Label", 0))
    clean.end_block()
