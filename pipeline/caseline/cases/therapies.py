"""The therapies of a case: what was done about which event, for how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from caseline.cases.concepts import Concept, codes_of
from caseline.cases.drugs import treatment_name
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.timing import parse_duration
from caseline.cases.parts import Parts
from caseline.cases.patient import Ids
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.case import Duration, Therapy, TherapyKind
from caseline.schema.mention import Label

_ENDING = 5  # letters of a word for a kind that its members share: thrombocyto-penia, cyto-penia


def therapies_of(
    narrative: Narrative,
    of: Callable[[Label], list[Found]],
    parts: Parts,
    doses: Mapping[str, Sequence[Sequence[Found]]],
    ids: Ids,
) -> tuple[Therapy, ...]:
    """Returns the therapies of a case; `of` gives the patient's mentions of a label, `doses` those by therapy."""
    return tuple(
        therapy_of(
            narrative,
            item.concept,
            key=key,
            for_events=treated_events(narrative, item.concept, parts.event_mentions, parts.collective),
            durations=durations_of(of(Label.DURATION), item.concept),
            doses=doses.get(key, ()),
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
        duration=duration_of(durations, ids),
        codes=codes_of(concept),
        evidence=ids([*concept.mentions, *said]),
    )


def _with_strength(name: str, concept: Concept, said: Sequence[Found]) -> str:
    """Returns the name with a strength in words that stands right before it: "high dose steroids"."""
    for mention in concept.mentions:
        for dose in said:
            adjacent = 0 < mention.start - dose.end <= 1
            if adjacent and dose.label is Label.DOSE and not any(char.isdigit() for char in dose.text):
                return f"{dose.text.lower()} {name}"
    return name


def duration_of(mentions: Sequence[Found], ids: Ids) -> Duration | None:
    """Returns the length of time that the mentions tell; an exact one outranks a vague one."""
    told = [(mention, value) for mention in mentions if (value := parse_duration(mention.text))]
    if not told:
        return None
    mention, value = min(
        told, key=lambda pair: (pair[1].value is None and pair[1].low is None, pair[0].start)
    )
    return Duration(
        text=mention.text,
        value=value.value,
        low=value.low,
        high=value.high,
        unit=value.unit,
        iso8601=value.iso8601,
        approximate=value.approximate,
        evidence=ids([other for other, _ in told]),
    )


def treated_events(
    narrative: Narrative, concept: Concept, events: Mapping[str, Sequence[Found]], collective: Sequence[Found]
) -> list[str]:
    """Returns the events a therapy was given for.

    Those its sentences name, by themselves or by a word for their kind ("cytopenias"), else those told
    before it.
    """
    sentences = {mention.sentence for mention in concept.mentions}
    named = [key for key, found in events.items() if any(event.sentence in sentences for event in found)]
    kinds = [mention for mention in collective if mention.sentence in sentences]
    named = named or [
        key for key, found in events.items() if any(_is_of(narrative, found, kind) for kind in kinds)
    ]
    first = concept.mentions[0].start
    before = [key for key, found in events.items() if any(event.start < first for event in found)]
    return named or before or list(events)


def _is_of(narrative: Narrative, event: Sequence[Found], kind: Found) -> bool:
    """Says whether an event is of a kind: by its ending, or because the text says "and other" of that kind."""
    head = fold(kind.text).split()[-1]
    ending = head[-_ENDING:]
    if len(head) > _ENDING and any(fold(mention.text).endswith(ending) for mention in event):
        return True
    return any(
        re.match(
            rf"\s*(?:,\s*)?and\s+other\s+(?:\w+\s+){{0,2}}?{re.escape(head)}",
            narrative.after(mention),
        )
        for mention in event
    )


def durations_of(durations: Sequence[Found], concept: Concept) -> list[Found]:
    told = {mention.sentence for mention in concept.mentions}
    return [mention for mention in durations if mention.sentence in told]
