"""Which of several suspects each event is laid to: by words of cause that name the two, by time, else all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from caseline.cases.acquittal import acquits
from caseline.cases.causality import blamed
from caseline.cases.coverage import before_exposure, given_up_before, regimens_of
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.causality import causality_value, frees
from caseline.schema.case import CausalityValue
from caseline.schema.mention import Label

# "Two days after the start of A", "while taking A": a tie by time; not so after its end.
_AFTER = cue(
    r"""(?:after|following|during|since|upon|while|subsequent\s+to|treated\s+with|receiving|taking|(?:treatment|therapy|combination)\s+(?:with|of)|(?:use|administration)\s+of|within\s+[^.;,]{1,30}?\s+of|(?:hours?|days?|weeks?|months?)\s+(?:into|of|on))\s+
        (?:(?!\b(?:who|which|she|he|they|had|has|was|were|developed|presented|discontinu\w+|withdr\w+|cessation|stop\w*|interrupt\w*|switch\w*|chang\w*)\b)
          [^.;]){0,140}\Z"""
)
_ENDED = re.compile(
    r"\W*(?:therapy\s+|treatment\s+)?(?:discontinu\w+|withdr\w+|cessation|stop\w*|interrupt\w*|(?:was|were|had\s+been)\s+(?:discontinued|stopped|withdrawn))\b"
)
# "Dermatitis to A", "nausea with A": nothing else stands between.
_TO = re.compile(
    r"\s*(?:\([^)]{0,30}\)\s*)?(?:to|from|with|by|on|of)\s+(?:(?:the|an?|his|her|high|low|dose|oral|intravenous|topical)[\s-]+){0,3}"
)
Laid = dict[str, frozenset[str]]


def suspects_of(
    narrative: Narrative,
    claims: Sequence[Found],
    events: Mapping[str, Sequence[Found]],
    suspects: Mapping[str, Sequence[Found]],
    together: Sequence[str] = (),
) -> dict[str, list[str]]:
    """Returns for each event the ids of its suspects, in their order.

    "A-induced hepatitis and B-induced rash" ties each to its own; an event that no claim names has the suspects
    told in its sentences and those that some claim blames, and where there is none all. Of these go those that were
    given only after it, and those that the text frees of it. Of those in `together`, said to have acted together, none
    goes without the others.

    Args:
        narrative: The text.
        claims: Its CAUSALITY mentions.
        events: The mentions of each event.
        suspects: The mentions of each suspect, the most suspected first.
        together: Ids of the suspects that interacted.
    """
    if len(suspects) < 2 or set(suspects) <= set(together):
        return {event: list(suspects) for event in events}
    laid = laid_to(narrative, claims, events, suspects)
    freed = _freed(narrative, claims, events, suspects)
    later = before_exposure(narrative, events, suspects, laid)
    given_up = given_up_before(narrative, events, suspects)
    regimens = list(regimens_of(narrative, suspects))
    accused = {key for _, key, _ in _blames(narrative, claims, events, suspects)}
    found: dict[str, list[str]] = {}
    for event, mentions in events.items():
        named = {key for key in suspects if event in laid[key]}
        open_to = {key for key in suspects if event not in later[key] | freed[key] | given_up[key]}
        timed = {key for key in open_to if _follows(narrative, mentions, suspects[key])}
        told = timed or _beside(mentions, suspects) | (accused or set(suspects))
        chosen = (
            _with_mates(named | timed, regimens) & open_to | named
            if named
            else _with_mates((told | accused) & open_to, regimens) & open_to
        )
        chosen = chosen or open_to or set(suspects)
        if chosen & set(together):
            chosen = chosen | set(together)
        found[event] = [key for key in suspects if key in chosen]
    return found


def laid_to(
    narrative: Narrative,
    claims: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    drugs: Mapping[str, Sequence[Found]],
) -> Laid:
    """Returns for each drug the events that a claim in one sentence with both lays to it."""
    laid: dict[str, set[str]] = {key: set() for key in drugs}
    for claim, key, found in _blames(narrative, claims, events, drugs):
        laid[key] |= {
            event for event in found if any(mention.sentence == claim.sentence for mention in events[event])
        }
    return {key: frozenset(found) for key, found in laid.items()}


def _blames(
    narrative: Narrative,
    claims: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    drugs: Mapping[str, Sequence[Found]],
) -> Iterator[tuple[Found, str, list[str]]]:
    """Yields the claims with each drug of their sentence that they blame, and the events they blame it for."""
    for claim in claims:
        value = causality_value(claim.text)
        if value is None or value is CausalityValue.UNLIKELY or frees(claim.text):
            continue
        for key, mentions in drugs.items():
            own = [mention for mention in mentions if mention.sentence == claim.sentence]
            if own and not all(acquits(narrative, mention) for mention in own):
                found = blamed(narrative, claim, events, mentions)
                if found:
                    yield claim, key, found


def _freed(
    narrative: Narrative,
    claims: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    suspects: Mapping[str, Sequence[Found]],
) -> Laid:
    """Returns for each suspect the events that the text frees it of: those of the sentence that does."""
    freed: dict[str, set[str]] = {key: set() for key in suspects}
    for key, mentions in suspects.items():
        sentences = {mention.sentence for mention in mentions if acquits(narrative, mention)}
        sentences |= {
            claim.sentence
            for claim in claims
            if causality_value(claim.text) is CausalityValue.UNLIKELY
            and blamed(narrative, claim, events, mentions)
            and _only(narrative, claim, mentions)
        }
        freed[key] = {
            event for event, found in events.items() if any(each.sentence in sentences for each in found)
        }
    return {key: frozenset(found) for key, found in freed.items()}


def _only(narrative: Narrative, claim: Found, mentions: Sequence[Found]) -> bool:
    """Says whether of all drugs beside a claim these are the ones next to it."""
    own = {mention.index for mention in mentions}
    drugs = [mention for mention in narrative.by_sentence[claim.sentence] if mention.label is Label.DRUG]
    nearest = min(drugs, key=lambda drug: max(drug.start - claim.end, claim.start - drug.end), default=None)
    return nearest is not None and nearest.index in own


def _follows(narrative: Narrative, event: Sequence[Found], drug: Sequence[Found]) -> bool:
    """Says whether an event is told in one sentence as having come after a drug, or under it."""
    sentences = {mention.sentence for mention in event}
    return any(
        mention.sentence in sentences
        and (
            (_AFTER.search(narrative.before(mention)) and not _ENDED.match(narrative.after(mention)))
            or any(_TO.fullmatch(narrative.lowered, each.end, mention.start) for each in event)
        )
        for mention in drug
    )


def _with_mates(chosen: set[str], regimens: Iterable[frozenset[str]]) -> set[str]:
    """Returns suspects with those that were given in one regimen with them."""
    return chosen.union(*(regimen for regimen in regimens if regimen & chosen))


def _beside(mentions: Sequence[Found], suspects: Mapping[str, Sequence[Found]]) -> set[str]:
    """Returns the suspects that are told in the sentences of an event."""
    sentences = {mention.sentence for mention in mentions}
    return {key for key, found in suspects.items() if any(drug.sentence in sentences for drug in found)}
