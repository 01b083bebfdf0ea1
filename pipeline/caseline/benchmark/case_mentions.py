"""What a record says of its mentions: their role in a case, whether they are denied or doubted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from caseline.benchmark.scoring import Extent, touches
from caseline.schema.case import CausalityValue, Certainty, DrugRole
from caseline.schema.mention import Exclusion, Label, Mention
from caseline.schema.report import CaseReport

NAMES_DRUGS = frozenset({Label.DRUG})
NAMES_EVENTS = frozenset({Label.EVENT, Label.DISORDER})
NAMES_THERAPIES = frozenset({Label.DRUG, Label.THERAPY})
SUSPECTED = frozenset({DrugRole.SUSPECT, DrugRole.INTERACTING})
_DENIED = frozenset({Exclusion.NEGATED, Exclusion.RULED_OUT})


class Role(StrEnum):
    """What a drug is to a case: a suspect, or else anything in it."""

    SUSPECT = "suspect"
    TREATMENT = "treatment"


def outer(parts: Iterable[Extent]) -> Extent:
    """Returns the stretch from the first to the last character of a mention's parts."""
    starts, ends = zip(*parts, strict=True)
    return min(starts), max(ends)


def stretches(mention: Mention) -> tuple[Extent, ...]:
    """Returns the characters that name a mention: its parts, or all of it."""
    return mention.parts or ((mention.start, mention.end),)


def drug_roles(report: CaseReport) -> dict[str, Role]:
    """Returns the role of each DRUG mention that is evidence of a drug or a therapy; a suspect outranks."""
    drugs = _labelled(report, NAMES_DRUGS)
    roles: dict[str, Role] = {}
    for case in report.cases:
        for drug in case.drugs:
            role = Role.SUSPECT if drug.role in SUSPECTED else Role.TREATMENT
            for key in drug.evidence:
                if key in drugs and roles.get(key) is not Role.SUSPECT:
                    roles[key] = role
        for therapy in case.therapies:
            for key in therapy.evidence:
                if key in drugs:
                    roles.setdefault(key, Role.TREATMENT)
    return roles


class Suspicion(NamedTuple):
    """A DRUG mention of a suspect and a naming mention of an event that lists it; ids of case, event, drug."""

    drug: Mention
    event: Mention
    link: tuple[str, str, str]


def suspicions(report: CaseReport) -> Iterator[Suspicion]:
    """Yields each DRUG mention of a suspect with each naming mention of an event that lists it."""
    mentions = {mention.id: mention for mention in report.mentions}
    for case in report.cases:
        drugs = {drug.id: drug for drug in case.drugs if drug.role in SUSPECTED}
        for event in case.events:
            named = [mentions[key] for key in event.evidence if mentions[key].label in NAMES_EVENTS]
            for suspect in event.suspects:
                keys = drugs[suspect].evidence if suspect in drugs else ()
                for drug in (mentions[key] for key in keys):
                    if drug.label in NAMES_DRUGS:
                        link = (case.id, event.id, suspect)
                        yield from (Suspicion(drug, event_mention, link) for event_mention in named)


def in_therapies(report: CaseReport) -> list[Mention]:
    """Returns the DRUG and THERAPY mentions that are evidence of a therapy, in order of the text."""
    keys = {key for case in report.cases for therapy in case.therapies for key in therapy.evidence}
    return [found for found in report.mentions if found.id in keys and found.label in NAMES_THERAPIES]


def in_drugs(report: CaseReport) -> list[Mention]:
    """Returns the DRUG and THERAPY mentions that are evidence of a drug of a case, in order of the text."""
    keys = {key for case in report.cases for drug in case.drugs for key in drug.evidence}
    return [found for found in report.mentions if found.id in keys and found.label in NAMES_THERAPIES]


def denied(report: CaseReport, labels: frozenset[Label]) -> list[Extent]:
    """Returns where mentions of some labels stand that are negated, or excluded as negated or ruled out."""
    return [
        extent
        for found in report.mentions
        if found.label in labels and (found.negated or found.excluded in _DENIED)
        for extent in stretches(found)
    ]


def doubted(report: CaseReport, labels: frozenset[Label]) -> list[Extent]:
    """Returns where mentions of some labels stand that are told with doubt.

    They are uncertain or hypothetical, or evidence of an event that is uncertain or possibly caused.
    """
    events = {
        key
        for case in report.cases
        for event in case.events
        if event.certainty is Certainty.UNCERTAIN
        or (event.causality and event.causality.value is CausalityValue.POSSIBLE)
        for key in event.evidence
    }
    return [
        extent
        for found in report.mentions
        if found.label in labels
        and (
            found.uncertain
            or found.hypothetical
            or found.excluded is Exclusion.HYPOTHETICAL
            or found.id in events
        )
        for extent in stretches(found)
    ]


def is_touched(parts: Iterable[Extent], others: list[Extent]) -> bool:
    """Says whether a mention of those parts shares a character with one of others."""
    return any(touches(part, others) for part in parts)


def _labelled(report: CaseReport, labels: frozenset[Label]) -> frozenset[str]:
    return frozenset(found.id for found in report.mentions if found.label in labels)
