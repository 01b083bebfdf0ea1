"""What is made of a part of a case: a resource, and what in it rests on which mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from caseline.export.fhir.ids import Ids
from caseline.export.fhir.systems import own
from caseline.export.fhir.values import Element
from caseline.schema.case import Case
from caseline.schema.report import CaseReport

# The resource as a whole, rather than an element of it.
WHOLE: Final = ""


class Support(NamedTuple):
    """What rests on some mentions.

    Attributes:
        path: FHIRPath of an element of the resource, or `WHOLE`.
        mentions: Ids of the mentions.
    """

    path: str
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A resource and its evidence."""

    resource: Element
    supports: tuple[Support, ...] = ()


class Story:
    """A case of a record, and how its resources are made.

    Attributes:
        case: The case.
        ids: Ids of its resources.
        versions: Versions of the terminologies, by their names.
    """

    def __init__(self, record: CaseReport, case: Case) -> None:
        self.case = case
        self.ids = Ids(record.document.id, case.id)
        self.versions = record.provenance.terminologies

    def resource(self, kind: str, *what: str, **parts: object) -> Element:
        """Returns a resource of the patient; parts without content are left out."""
        made: Element = {"resourceType": kind, "id": self.ids.of(*what)}
        made |= {name: part for name, part in parts.items() if part not in (None, [], {}, "")}
        return made

    @property
    def subject(self) -> Element:
        """Returns a reference to the patient."""
        return self.ids.to("patient")


def item_identifier(one: str) -> list[Element]:
    """Returns the identifier that a resource has as an item of the record, such as d1."""
    return [{"system": own("item"), "value": one}]
