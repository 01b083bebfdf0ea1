"""A case as the columns ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from caseline.schema.case import Case, Condition, ConditionRole, Drug, DrugRole, Event, Patient, Therapy
from caseline.schema.document import Document
from caseline.schema.report import CaseReport


@dataclass(frozen=True)
class Told:
    """A case and the record that it is of."""

    record: CaseReport
    case: Case

    @property
    def document(self) -> Document:
        """The paper."""
        return self.record.document

    @property
    def patient(self) -> Patient:
        """The patient."""
        return self.case.patient

    @cached_property
    def suspects(self) -> tuple[Drug, ...]:
        """Drugs that are suspected."""
        return self.drugs(DrugRole.SUSPECT)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the case's items by their ids."""
        case = self.case
        items: tuple[Condition | Drug | Event | Therapy, ...] = (
            *case.conditions,
            *case.drugs,
            *case.events,
            *case.therapies,
        )
        return {item.id: item.name for item in items}

    def drugs(self, role: DrugRole) -> tuple[Drug, ...]:
        """Returns the drugs of a role."""
        return tuple(drug for drug in self.case.drugs if drug.role is role)

    def conditions(self, *roles: ConditionRole) -> tuple[Condition, ...]:
        """Returns the conditions of some roles, role by role."""
        return tuple(one for role in roles for one in self.case.conditions if one.role is role)
