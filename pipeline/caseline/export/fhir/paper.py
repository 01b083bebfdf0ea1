"""The paper: its text as a DocumentReference, what is known of it as a Citation."""

from __future__ import annotations

import base64
import re
from typing import Final

from caseline.export.facts.reference import vancouver
from caseline.export.fhir.ids import Ids
from caseline.export.fhir.systems import DOI, PMC, PUBMED, own
from caseline.export.fhir.values import Element, concept, element, extension, plain
from caseline.schema.document import Document

_STYLE: Final = {"coding": [{"system": "http://hl7.org/fhir/citation-summary-style", "code": "vancouver"}]}
_KEYWORD: Final = {
    "coding": [{"system": "http://hl7.org/fhir/cited-artifact-classification-type", "code": "keyword"}]
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def paper(document: Document) -> list[Element]:
    """Returns the resources of a paper; no Citation where nothing is known of it."""
    ids = Ids(document.id)
    text: Element = {
        "resourceType": "DocumentReference",
        "id": ids.of("text"),
        **element(
            extension=extension(own("source-format"), valueCode=document.format and str(document.format)),
            identifier=[{"system": own("document"), "value": document.id}],
            status="current",
            type_=concept(document.article_type),
            description=plain(document.title),
            content=[{"attachment": _attachment(document)}],
        ),
    }
    cited = element(
        identifier=[
            {"system": system, "value": value}
            for system, held in ((DOI, document.doi), (PUBMED, document.pmid), (PMC, document.pmcid))
            if (value := plain(held))
        ],
        title=[{"text": title}] if (title := plain(document.title)) else [],
        publicationForm=[form] if (form := _form(document)) else [],
        classification=_keywords(document),
        contributorship=_authors(document),
    )
    if not cited:
        return [text]
    known = plain(vancouver(document))
    citation: Element = {
        "resourceType": "Citation",
        "id": ids.of("citation"),
        "status": "active",
        **element(summary=[{"style": _STYLE, "text": known}] if known else []),
        "citedArtifact": cited,
    }
    return [text, citation]


def _attachment(document: Document) -> Element:
    language = document.language or ""
    return element(
        contentType="text/plain; charset=utf-8",
        language=language if _LANGUAGE.fullmatch(language) else None,
        data=base64.b64encode(document.text.encode()).decode(),
        title=plain(document.source),
    )


def _form(document: Document) -> Element:
    """Returns where and when a paper was published."""
    year = document.year
    dated = year is not None and 1 <= year <= 9999
    journal = plain(document.journal)
    return element(
        publishedIn=element(title=journal),
        articleDate=f"{year:04d}" if dated else None,
        publicationDateText=None if dated or year is None else str(year),
        copyright=plain(document.licence),
    )


def _keywords(document: Document) -> list[Element]:
    words = [word for word in map(concept, document.keywords) if word]
    return [{"type": _KEYWORD, "classifier": words}] if words else []


def _authors(document: Document) -> Element:
    names = [name for name in map(plain, document.authors) if name]
    entries = [
        {"contributor": {"display": name}, "rankingOrder": rank} for rank, name in enumerate(names, start=1)
    ]
    return element(entry=entries)
