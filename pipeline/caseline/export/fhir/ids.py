"""Ids of resources: the same for the same paper and the same item, and no others like them."""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_URL, uuid5

from caseline.export.fhir.systems import OWN
from caseline.export.fhir.values import Element

_NAMESPACE: Final = uuid5(NAMESPACE_URL, OWN)


class Ids:
    """Makes the ids of a document's resources, or of one of its cases.

    Args:
        document: Id of the document.
        case: Id of the case.
    """

    def __init__(self, document: str, case: str = "") -> None:
        self._document = document
        self._case = case

    def of(self, *what: str) -> str:
        """Returns the id of a resource: of an item, or of a part of it."""
        return str(uuid5(_NAMESPACE, "/".join((self._document, self._case, *what))))

    def to(self, *what: str) -> Element:
        """Returns a reference to a resource."""
        return {"reference": f"urn:uuid:{self.of(*what)}"}

    def item(self, one: str | None) -> Element | None:
        """Returns a reference to the resource of an item, null where there is none."""
        return self.to(one) if one else None
