"""How events and cases end, in HL7's codes.

Source: the value set adverse-event-clinical-research-outcomes of hl7.terminology.r5 7.0.1, which is of the NCI
Thesaurus and goes one to one with ICH E2B(R3) E.i.7; it has no code for an unknown outcome.
"""

from __future__ import annotations

from typing import Final

from caseline.export.fhir.systems import ABSENT, NCIT
from caseline.export.fhir.values import Element, coded, concept
from caseline.schema.case import Outcome, OutcomeStatus

OUTCOMES: Final = {
    OutcomeStatus.RECOVERED: coded(NCIT, "C49498", "Recovered/Resolved"),
    OutcomeStatus.RECOVERING: coded(NCIT, "C49496", "Recovering/Resolving"),
    OutcomeStatus.NOT_RECOVERED: coded(NCIT, "C49494", "Not recovering/not resolved"),
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: coded(NCIT, "C49495", "Recovered/Resolved with sequelae"),
    OutcomeStatus.FATAL: coded(NCIT, "C48275", "Fatal"),
    OutcomeStatus.UNKNOWN: coded(ABSENT, "unknown", "Unknown"),
}
# AdverseEvent.status: where the event stood when the report ends.
STATUSES: Final = {
    OutcomeStatus.RECOVERED: "completed",
    OutcomeStatus.RECOVERING: "in-progress",
    OutcomeStatus.NOT_RECOVERED: "in-progress",
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: "completed",
    OutcomeStatus.FATAL: "completed",
    OutcomeStatus.UNKNOWN: "unknown",
}
# Condition.clinicalStatus of what the event brought about.
CLINICAL_STATUSES: Final = {
    OutcomeStatus.RECOVERED: "resolved",
    OutcomeStatus.RECOVERING: "active",
    OutcomeStatus.NOT_RECOVERED: "active",
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: "resolved",
    OutcomeStatus.FATAL: "unknown",
    OutcomeStatus.UNKNOWN: "unknown",
}


def outcome_concept(outcome: Outcome) -> Element | None:
    """Returns an outcome with its wording."""
    return concept(outcome.text, [OUTCOMES[outcome.status]])
