"""Where a case was told: the first author (C.2.r) and the paper (C.4.r)."""

from __future__ import annotations

from typing import Final

from caseline.export.e2b import lists
from caseline.export.e2b.case import Told
from caseline.export.e2b.tree import Element, add, coded
from caseline.export.e2b.values import cut, plain, short
from caseline.export.facts.reference import vancouver
from caseline.schema.document import Document

REFERENCE: Final = 500
_NAME: Final = 60


def add_literature(event: Element, document: Document) -> None:
    """Adds the paper as one line."""
    made = add(event, "reference/document")
    coded(made, "code", "2", lists.REFERENCES, displayName="literatureReference")
    told = vancouver(document)
    if told is None:
        add(made, "bibliographicDesignationText", nullFlavor="ASKU")
    else:
        add(made, "bibliographicDesignationText", cut(plain(told), REFERENCE))


def add_reporter(event: Element, told: Told) -> None:
    """Adds the first author as the primary source."""
    relation = add(event, "outboundRelationship")
    add(relation, "priorityNumber", value="1")
    source = add(relation, "relatedInvestigation")
    coded(source, "code", "2", lists.REPORT_RELATIONS, displayName="sourceReport")
    person = add(source, "subjectOf2:SUBJ/controlActEvent/author/assignedEntity/assignedPerson")
    authors = [one for one in map(plain, told.document.authors) if one]
    if authors:
        given, family = parted(authors[0])
        name = add(person, "name")
        if given:
            add(name, "given", short(given, _NAME))
        add(name, "family", short(family, _NAME))
    reporter = told.settings.reporter
    qualified = add(person, "asQualifiedEntity")
    if reporter.qualification is None:
        add(qualified, "code", nullFlavor="UNK")
    else:
        coded(qualified, "code", lists.QUALIFICATION[reporter.qualification], lists.QUALIFICATIONS)
    located = add(person, "asLocatedEntity/location")
    if reporter.country is None:
        add(located, "code", nullFlavor="UNK")
    else:
        coded(located, "code", reporter.country, lists.COUNTRIES)


def parted(author: str) -> tuple[str, str]:
    """Returns given and family name of "Given Surname"; particles such as van go with the family name."""
    words = author.split()
    first = next((at for at, word in enumerate(words[1:-1], 1) if word.islower()), len(words) - 1)
    return " ".join(words[:first]), " ".join(words[first:])
