"""The therapies of a case: what was done about which event, for how long, with what response."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from caseline.cases.clauses import clause_of
from caseline.cases.concepts import Concept, codes_of
from caseline.cases.cues import cue
from caseline.cases.drugs import treatment_name
from caseline.cases.durations import duration_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import Stated
from caseline.cases.parts import Parts
from caseline.cases.patient import Ids
from caseline.cases.purposes import treated_events
from caseline.cases.responses import response_of
from caseline.schema.case import Onset, Therapy, TherapyKind
from caseline.schema.mention import Label


def therapies_of(
    narrative: Narrative,
    of: Callable[[Label], list[Found]],
    parts: Parts,
    doses: Mapping[str, Sequence[Sequence[Found]]],
    starts: Mapping[str, Stated],
    ids: Ids,
) -> tuple[Therapy, ...]:
    """Returns the therapies of a case; `of` gives the patient's mentions of a label, `doses` and
    `starts` are by therapy."""
    return tuple(
        therapy_of(
            narrative,
            item.concept,
            key=key,
            for_events=treated_events(narrative, item.concept, parts.event_mentions, parts.collective),
            durations=durations_of(narrative, of(Label.DURATION), item.concept),
            doses=doses.get(key, ()),
            start=starts.get(key),
            ids=ids,
        )
        for key, item in parts.therapies.items()
    )


def therapy_of(
    narrative: Narrative,
    concept: Concept,
    *,
    key: str,
    for_events: Sequence[str],
    durations: Sequence[Found],
    doses: Sequence[Sequence[Found]],
    start: Stated | None,
    ids: Ids,
) -> Therapy:
    """Returns a therapy; what is said of its dose is evidence, since a therapy has no dose of its own."""
    procedure = all(mention.label is Label.THERAPY for mention in concept.mentions)
    said = [mention for group in doses for mention in group]
    return Therapy(
        id=key,
        name=_with_strength(treatment_name(narrative, concept), concept, said),
        kind=TherapyKind.PROCEDURE if procedure else TherapyKind.DRUG,
        for_events=tuple(for_events),
        start=_start(start, ids),
        duration=duration_of(narrative, durations, ids),
        response=response_of(narrative, concept),
        codes=codes_of(concept),
        evidence=ids([*concept.mentions, *said]),
    )


def _start(start: Stated | None, ids: Ids) -> Onset | None:
    return None if start is None else start.onset.model_copy(update={"evidence": ids(start.evidence)})


def _with_strength(name: str, concept: Concept, said: Sequence[Found]) -> str:
    """Returns the name with a strength in words that stands right before it: "high dose steroids"."""
    for mention in concept.mentions:
        for dose in said:
            adjacent = 0 < mention.start - dose.end <= 1
            if adjacent and dose.label is Label.DOSE and not any(char.isdigit() for char in dose.text):
                return f"{dose.text.lower()} {name}"
    return name


_OF_EVENT = cue(
    r"""\b(?:last(?:ed|ing|s)?|persist\w+|(?:pain|fever|rash|symptoms?|history|illness|hospitali[sz]ed|admitted
        |observed|monitored|well|free)\s+(?:\w+\s+){0,2}?)\s*\Z"""
)


def durations_of(narrative: Narrative, durations: Sequence[Found], concept: Concept) -> list[Found]:
    """Returns the lengths of time that clauses of a therapy tell of it, and not of an event."""
    clauses = [clause_of(narrative, mention) for mention in concept.mentions]
    return [
        mention
        for mention in durations
        if any(start <= mention.start and mention.end <= end for start, end in clauses)
        and not _OF_EVENT.search(narrative.before(mention))
    ]
