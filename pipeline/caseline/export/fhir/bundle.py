"""A record as a FHIR R5 Bundle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caseline.export.fhir.course import course
from caseline.export.fhir.drugs import condition, medication, statement
from caseline.export.fhir.events import event
from caseline.export.fhir.evidence import device, provenances
from caseline.export.fhir.ids import Ids
from caseline.export.fhir.made import Made, Story
from caseline.export.fhir.paper import paper
from caseline.export.fhir.people import people
from caseline.export.fhir.systems import own
from caseline.export.fhir.therapies import therapy
from caseline.export.fhir.values import Element, plain
from caseline.schema.case import Case
from caseline.schema.report import CaseReport

_CITATION: Final = "Citation"


def bundle(record: CaseReport) -> Element:
    """Returns a record as a collection of resources: the paper, its patients, and what all of it rests on."""
    known = paper(record.document)
    tool = device(record)
    made = [one for case in record.cases for one in _case(record, case)]
    cited = any(one["resourceType"] == _CITATION for one in known)
    resources = [
        *known,
        *([tool] if tool else []),
        *(one.resource for one in made),
        *provenances(record, made, cited=cited),
    ]
    return {
        "resourceType": "Bundle",
        "id": Ids(record.document.id).of("bundle"),
        "meta": {"tag": [{"system": own("schema"), "code": record.schema_version}]},
        "identifier": {"system": own("document"), "value": record.document.id},
        "type": "collection",
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }


def _case(record: CaseReport, case: Case) -> Iterator[Made]:
    story = Story(record, case)
    names = [name for name in map(plain, record.document.authors) if name]
    authors = f"{names[0]} et al." if len(names) > 1 else "".join(names) or None
    yield from people(story)
    for held in case.conditions:
        yield condition(story, held)
    for drug in case.drugs:
        yield medication(story, drug)
        yield statement(story, drug)
    for happened in case.events:
        yield from event(story, happened, authors)
    for done in case.therapies:
        yield from therapy(story, done)
    yield from course(story)
