"""Which of several suspects each event is laid to: by words of cause that name the two, else all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from caseline.cases.causality import blamed
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.causality import causality_value, frees
from caseline.schema.case import CausalityValue


def suspects_of(
    narrative: Narrative,
    claims: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    suspects: Mapping[str, Sequence[Found]],
    together: Sequence[str] = (),
) -> dict[str, list[str]]:
    """Returns for each event the ids of its suspects, in their order.

    "A-induced hepatitis and B-induced rash" ties each to its own; an event that no claim names has the suspects
    told in its sentences and those that some claim blames, and where there is none all. Of those in `together`, said to have acted
    together, none goes without the others.

    Args:
        narrative: The text.
        claims: Its CAUSALITY mentions.
        events: The mentions of each event.
        suspects: The mentions of each suspect, the most suspected first.
        together: Ids of the suspects that interacted.
    """
    everyone = {event: list(suspects) for event in events}
    if len(suspects) < 2 or set(suspects) <= set(together):
        return everyone
    named: dict[str, set[str]] = {event: set() for event in events}
    blamed_at_all: set[str] = set()
    for claim in claims:
        value = causality_value(claim.text)
        if value is None or value is CausalityValue.UNLIKELY or frees(claim.text):
            continue
        beside = {m.index for m in narrative.by_sentence[claim.sentence]}
        for key, mentions in suspects.items():
            if not any(mention.index in beside for mention in mentions):
                continue
            found = blamed(narrative, claim, events, mentions)
            blamed_at_all |= {key} if found else set()
            for event in found:
                if any(mention.index in beside for mention in events[event]):
                    named[event].add(key)
    general = blamed_at_all or set(suspects)
    for event, keys in named.items():
        chosen = keys or _beside(events[event], suspects) | general
        if chosen & set(together):
            chosen = chosen | set(together)
        everyone[event] = [key for key in suspects if key in chosen]
    return everyone


def _beside(mentions: Sequence[Found], suspects: Mapping[str, Sequence[Found]]) -> set[str]:
    """Returns the suspects that are told in the sentences of an event."""
    sentences = {mention.sentence for mention in mentions}
    return {key for key, found in suspects.items() if any(drug.sentence in sentences for drug in found)}
