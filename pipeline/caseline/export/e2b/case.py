"""What the writers of a report's parts share: the case, its report's identifier, codes, dates."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from caseline.export.e2b.settings import Settings
from caseline.export.e2b.values import stamp
from caseline.export.facts.dates import date_at, dates_of
from caseline.schema.base import Code, CodeMatch
from caseline.schema.case import Case, Drug, Event, OutcomeStatus, TimelineKind
from caseline.schema.document import Document

MEDDRA_NAME: Final = "MedDRA"
_LLT: Final = re.compile(r"[0-9]{8}", re.ASCII)
_ENDED: Final = frozenset({OutcomeStatus.RECOVERED, OutcomeStatus.RECOVERED_WITH_SEQUELAE})


@dataclass(frozen=True)
class Told:
    """One case and what its report is made of.

    Attributes:
        case: The case.
        document: The paper.
        settings: The settings of the export.
        report_id: C.1.1.
        linked: Report identifiers of the record's other cases.
        mother: The mother, where the patient is her child, and she is a case without an event.
        meddra: Version of the record's MedDRA codes, where one is known.
    """

    case: Case
    document: Document
    settings: Settings
    report_id: str
    linked: tuple[str, ...] = ()
    mother: Case | None = None
    meddra: str | None = None

    def unique(self, part: str) -> str:
        """Returns the internal identifier of an event or drug: the same for the same report."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.report_id}/{part}"))

    def llt(self, codes: Iterable[Code]) -> str | None:
        """Returns the MedDRA code of a part; null without one, and where its version is not known."""
        return None if self.meddra is None else next(llts(codes), None)


def llts(codes: Iterable[Code]) -> Iterator[str]:
    """Yields the MedDRA codes that the user's own dictionary gave, not those that another terminology refers to."""
    for code in codes:
        known = code.system.casefold() == MEDDRA_NAME.casefold() and _LLT.fullmatch(code.code)
        if known and code.match is not CodeMatch.REFERENCE:
            yield code.code


def start_of(case: Case, event: Event) -> str | None:
    """Returns when an event began, as far as dated."""
    dated = map(stamp, dates_of(case, TimelineKind.ONSET, {event.id}))
    return next((made for made in dated if made), None) or stamp(date_at(event.onset))


def end_of(case: Case, event: Event) -> str | None:
    """Returns when an event was over, as far as dated; only one that the patient recovered from is."""
    if event.outcome is None or event.outcome.status not in _ENDED:
        return None
    found = [made for one in dates_of(case, TimelineKind.OUTCOME, {event.id}) if (made := stamp(one))]
    return found[-1] if found else None


def is_fatal(event: Event) -> bool:
    """Says whether the patient died of an event."""
    return event.outcome is not None and event.outcome.status is OutcomeStatus.FATAL


def pairs(case: Case) -> Iterator[tuple[Drug, Event]]:
    """Yields each drug with each event that the report ties to it."""
    for drug in case.drugs:
        for event in case.events:
            if drug.id in event.suspects:
                yield drug, event
