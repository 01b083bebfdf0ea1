"""The adverse events of a case as they stand in the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseline.cases.causality import Judgement
from caseline.cases.concepts import Concept
from caseline.cases.diseases import code_of, name_of
from caseline.cases.durations import duration_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import Stated
from caseline.cases.outcome_statements import Ending
from caseline.cases.patient import Ids
from caseline.cases.severity import grade_of
from caseline.cases.sites import places_of
from caseline.schema.case import Causality, Certainty, Event, Outcome, OutcomeStatus, Seriousness


@dataclass(frozen=True)
class Told:
    """What the report says of one event, beside its own mentions."""

    sites: Sequence[Found] = ()
    severities: Sequence[Found] = ()
    collective: Sequence[Found] = ()
    causality: Judgement | None = None
    onset: Stated | None = None
    durations: Sequence[Found] = ()
    ending: Ending | None = None
    suspects: Sequence[str] = field(default=())
    seriousness: Mapping[Seriousness, Sequence[Found]] = field(default_factory=dict)
    findings: Sequence[Found] = ()


def event_of(narrative: Narrative, concept: Concept, told: Told, *, key: str, ids: Ids) -> Event:
    """Returns the event as it stands in the record."""
    onset = told.onset.onset.model_copy(update={"evidence": ids(told.onset.evidence)}) if told.onset else None
    uncertain = all("UNCERTAIN" in mention.context for mention in concept.mentions)
    serious = [mention for mentions in told.seriousness.values() for mention in mentions]
    beside = [*told.sites, *told.severities, *told.collective, *told.findings, *serious]
    return Event(
        id=key,
        name=name_of(concept),
        codes=code_of(concept),
        body_sites=places_of(told.sites),
        severity=told.severities[0].text if told.severities else None,
        grade=grade_of(told.severities),
        certainty=Certainty.UNCERTAIN if uncertain else Certainty.AFFIRMED,
        onset=onset,
        duration=duration_of(narrative, told.durations, ids),
        outcome=outcome_of(told.ending, ids),
        suspects=tuple(told.suspects),
        causality=causality_of(told.causality, ids),
        seriousness=_seriousness(told),
        findings=_each_once(told.findings),
        evidence=ids([*concept.mentions, *beside]),
    )


def _seriousness(told: Told) -> tuple[str, ...]:
    """Returns the criteria met in their order; an event that somebody died of meets the first."""
    fatal = told.ending is not None and told.ending.status is OutcomeStatus.FATAL
    met = {*told.seriousness, *((Seriousness.DEATH,) if fatal else ())}
    return tuple(criterion.value for criterion in Seriousness if criterion in met)


def _each_once(mentions: Sequence[Found]) -> tuple[str, ...]:
    """Returns the texts as printed, each once."""
    texts: dict[str, str] = {}
    for mention in mentions:
        texts.setdefault(mention.text.lower(), mention.text)
    return tuple(texts.values())


def outcome_of(ending: Ending | None, ids: Ids) -> Outcome | None:
    """Returns an ending as it stands in the record."""
    if ending is None:
        return None
    return Outcome(status=ending.status, text=ending.mention.text, evidence=ids(ending.evidence))


def causality_of(judgement: Judgement | None, ids: Ids) -> Causality | None:
    """Returns a judgement as it stands in the record."""
    if judgement is None:
        return None
    return Causality(
        value=judgement.value,
        text=judgement.mention.text,
        method=judgement.method,
        score=judgement.score,
        evidence=ids(judgement.evidence),
    )
