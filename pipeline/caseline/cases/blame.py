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
from caseline.cases.places import Places
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
# Between the first word of an event's name and the drug in it: "acute severe".
_OPENS_NAME = re.compile(r"(?:(?!and\b|or\b)[a-z-]+\s+){0,2}")
_BEFORE = 2  # sentences, as of headings, between an event and "with A"
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
    mates = {key: regimen for regimen in regimens_of(narrative, suspects) for key in regimen}
    accused = {key for _, key, _ in _blames(narrative, claims, events, suspects)}
    laid_on, closed = _by_event(laid), _by_event(later, freed, given_up)
    every, given = set(suspects), Places.of(suspects)
    found: dict[str, list[str]] = {}
    for event, mentions in events.items():
        named = laid_on.get(event, set())
        open_to = every - closed.get(event, set())
        timed = _followed(narrative, mentions, given) & open_to
        told = timed or _beside(mentions, given) | (accused or every)
        chosen = (
            _with_mates(named | timed, mates) & open_to | named
            if named
            else _with_mates((told | accused) & open_to, mates) & open_to
        )
        chosen = chosen or open_to or every
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
    """Returns for each drug the events that a claim in one sentence with both lays to it, or that are named after it."""
    places = Places.of(events)
    laid = {key: _named_after(narrative, mentions, places) for key, mentions in drugs.items()}
    for claim, key, found in _blames(narrative, claims, events, drugs):
        laid[key] |= {event for event, _ in places.in_sentence(claim.sentence)}.intersection(found)
    return {key: frozenset(found) for key, found in laid.items()}


def _named_after(narrative: Narrative, drug: Sequence[Found], events: Places) -> set[str]:
    """Returns the events whose name begins with a drug: "acute lithium intoxication"."""
    return {
        event
        for mention in drug
        for event, each in events.in_sentence(mention.sentence)
        if each.start <= mention.start
        and mention.end < each.end
        and _OPENS_NAME.fullmatch(narrative.lowered, each.start, mention.start)
    }


def _blames(
    narrative: Narrative,
    claims: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    drugs: Mapping[str, Sequence[Found]],
) -> Iterator[tuple[Found, str, list[str]]]:
    """Yields the claims with each drug of their sentence that they blame, and the events they blame it for."""
    places, given = Places.of(events), Places.of(drugs)
    for claim in claims:
        value = causality_value(claim.text)
        if value is None or value is CausalityValue.UNLIKELY or frees(claim.text):
            continue
        beside: dict[str, list[Found]] = {}
        for key, mention in given.in_sentence(claim.sentence):
            beside.setdefault(key, []).append(mention)
        for key, own in beside.items():
            if not all(acquits(narrative, mention) for mention in own):
                found = blamed(narrative, claim, places, own)
                if found:
                    yield claim, key, found


def _freed(
    narrative: Narrative,
    claims: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    suspects: Mapping[str, Sequence[Found]],
) -> Laid:
    """Returns for each suspect the events that the text frees it of: those of the sentence that does."""
    places, given = Places.of(events), Places.of(suspects)
    sentences: dict[str, set[int]] = {
        key: {mention.sentence for mention in mentions if acquits(narrative, mention)}
        for key, mentions in suspects.items()
    }
    for claim in claims:
        nearest = _nearest(narrative, claim)
        if nearest is None or causality_value(claim.text) is not CausalityValue.UNLIKELY:
            continue
        beside = given.in_sentence(claim.sentence)
        for key in dict.fromkeys(key for key, mention in beside if mention.index == nearest.index):
            if blamed(narrative, claim, places, [mention for own, mention in beside if own == key]):
                sentences[key].add(claim.sentence)
    return {
        key: frozenset(event for index in told for event, _ in places.in_sentence(index))
        for key, told in sentences.items()
    }


def _nearest(narrative: Narrative, claim: Found) -> Found | None:
    """Returns of all drugs beside a claim the one next to it."""
    drugs = [mention for mention in narrative.by_sentence[claim.sentence] if mention.label is Label.DRUG]
    return min(drugs, key=lambda drug: max(drug.start - claim.end, claim.start - drug.end), default=None)


def _by_event(*laid: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """Returns the drugs by the events that are told of them."""
    found: dict[str, set[str]] = {}
    for each in laid:
        for drug, events in each.items():
            for event in events:
                found.setdefault(event, set()).add(drug)
    return found


def _followed(narrative: Narrative, event: Sequence[Found], suspects: Places) -> set[str]:
    """Returns the drugs that an event is told in one sentence to have come after, or under."""
    by_sentence: dict[int, list[Found]] = {}
    for mention in event:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    return {
        key
        for index in by_sentence
        for key, mention in suspects.in_sentence(index)
        if (_AFTER.search(narrative.before(mention)) and not _ENDED.match(narrative.after(mention)))
        or any(
            _TO.fullmatch(narrative.lowered, each.end, mention.start)
            for near in range(index - _BEFORE, index + 1)
            for each in by_sentence.get(near, ())
        )
    }


def _with_mates(chosen: set[str], mates: Mapping[str, frozenset[str]]) -> set[str]:
    """Returns suspects with those that were given in one regimen with them."""
    return chosen.union(*(mates[key] for key in chosen if key in mates))


def _beside(mentions: Sequence[Found], suspects: Places) -> set[str]:
    """Returns the suspects that are told in the sentences of an event."""
    sentences = {mention.sentence for mention in mentions}
    return {key for index in sentences for key, _ in suspects.in_sentence(index)}
