"""What is made of a part of a case: a resource, and what in it rests on which mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from caseline.export.fhir.ids import Ids
from caseline.export.fhir.systems import own
from caseline.export.fhir.values import Element
from caseline.schema.case import Case, KinRole
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
        children: Ids of the cases of the patient's children, where the record tells who is whose.
    """

    def __init__(self, record: CaseReport, case: Case) -> None:
        self.case = case
        self._document = record.document.id
        self.ids = self.of_case(case.id)
        self.versions = record.provenance.terminologies
        mothers = [one.id for one in record.cases if one.relation == KinRole.MOTHER]
        born = [one.id for one in record.cases if one.relation == KinRole.CHILD]
        self.children = born if mothers == [case.id] else []

    def resource(self, kind: str, *what: str, **parts: object) -> Element:
        """Returns a resource of the patient; parts without content are left out."""
        made: Element = {"resourceType": kind, "id": self.ids.of(*what)}
        made |= {name: part for name, part in parts.items() if part not in (None, [], {}, "")}
        return made

    def of_case(self, one: str) -> Ids:
        """Returns the ids of another case of the record."""
        return Ids(self._document, one)

    @property
    def subject(self) -> Element:
        """Returns a reference to the patient."""
        return self.ids.to("patient")


def item_identifier(one: str) -> list[Element]:
    """Returns the identifier that a resource has as an item of the record, such as d1."""
    return [{"system": own("item"), "value": one}]
