"""The therapies of a case: what was done about which event, for how long, with what response."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from caseline.cases.clauses import clause_of
from caseline.cases.codings import codes_of
from caseline.cases.concepts import TREATMENTS, Concept
from caseline.cases.cues import cue
from caseline.cases.dating import took
from caseline.cases.drugs import treatment_name
from caseline.cases.durations import duration_of
from caseline.cases.generic import is_unspecific
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import Stated
from caseline.cases.parts import Parts
from caseline.cases.patient import Ids
from caseline.cases.purposes import treated_events
from caseline.cases.responses import response_of
from caseline.cases.role_evidence import list_bounds
from caseline.cases.stays import is_of_stay
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
    conditions = [mention for item in parts.conditions.values() for mention in item.concept.mentions]
    told = sorted((*of(Label.DURATION), *of(Label.TIME)), key=lambda mention: mention.start)
    lengths = [mention for mention in told if mention.is_length]
    return tuple(
        therapy_of(
            narrative,
            item.concept,
            key=key,
            for_events=treated_events(
                narrative, item.concept, parts.event_mentions, parts.collective, conditions
            ),
            durations=durations_of(narrative, lengths, item.concept),
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
        evidence=ids([*_naming(narrative, concept), *said]),
    )


# "After surgery", "during the operation": words that mean what was named elsewhere.
_REFERENCE = re.compile(
    r"(?:\b(?:the|this|that|these|those|his|her|first|second|third|after|during|following|before|since|post|of|on|from|at|by)\s+|\bpost-?)\Z"
)

_OPERATION = re.compile(r"(?:surger(?:y|ies)|operations?|procedures?|interventions?)\Z")


def _naming(narrative: Narrative, concept: Concept) -> Sequence[Found]:
    """Returns the mentions that name a therapy or tell that it was given; a word that only means it names nothing."""
    named = [
        mention
        for mention in concept.mentions
        if not (
            is_unspecific(mention.text)
            and _OPERATION.search(mention.lowered)
            and _REFERENCE.search(narrative.before(mention))
        )
    ]
    return named or concept.mentions[:1]


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
        |observed|monitored|well|free)\s+(?:\w+\s+){0,2}?
        |(?:after|within|following|until|by|at)\s+(?:\w+\s+)?)\s*\Z"""
)


# "A 5-day course of X", "six weeks of X".
_COURSE = re.compile(r"['’]?[\s-]*(?:[\w-]+\s+){0,3}?(?:of|course|cycle|trial)\s")


def durations_of(narrative: Narrative, durations: Sequence[Found], concept: Concept) -> list[Found]:
    """Returns the lengths of time that are read to be of a therapy, else told in its clauses and not of an event."""
    return [
        length
        for length in durations
        if _is_of(narrative, length, concept) and not is_of_stay(narrative, length)
    ]


def _is_of(narrative: Narrative, length: Found, concept: Concept) -> bool:
    read = took(narrative, length)
    if read:
        meant = {mention.index for mention in read}
        # "X, Y and Z for six months": what is read of one member of a list is told of all.
        lists = {list_bounds(narrative, mention) for mention in read if mention.label in TREATMENTS}
        return any(
            mention.index in meant
            or (list_bounds(narrative, mention) in lists and _is_told_of(narrative, mention, length))
            for mention in concept.mentions
        )
    return not _OF_EVENT.search(narrative.before(length)) and any(
        _is_told_of(narrative, mention, length) for mention in concept.mentions
    )


def _is_told_of(narrative: Narrative, mention: Found, length: Found) -> bool:
    """Says whether a length is that of a therapy: told of it alone, or of the list that ends with it."""
    start, end = clause_of(narrative, mention)
    if length.sentence != mention.sentence or not start <= length.start or length.end > end:
        return False
    beside = narrative.by_sentence[mention.sentence]
    low, high = min(mention.end, length.end), max(mention.start, length.start)
    others = [
        item for item in beside if item.index != mention.index and low <= item.start and item.end <= high
    ]
    treatments = [item for item in others if item.label in TREATMENTS]
    if length.end <= mention.start:
        if treatments and treatments[-1].end > list_bounds(narrative, mention)[1]:
            return False
        if treatments and list_bounds(narrative, mention)[0] > treatments[0].start:
            return False
        between = narrative.lowered[length.end : mention.start]
        return _COURSE.match(between) is not None or not _before(beside, length, start)
    if not treatments:
        return True
    listed = treatments[-1].end <= list_bounds(narrative, mention)[1]
    return listed and not any(item.label is Label.DURATION for item in others)


def _before(beside: Sequence[Found], length: Found, start: int) -> bool:
    """Says whether a treatment stands in the clause before a length, which then is that one's."""
    return any(
        item.label in TREATMENTS and start <= item.start and item.end <= length.start for item in beside
    )
