"""What was done with a suspect drug, and what followed: action taken, dechallenge, rechallenge.

A step counts for the drug that its wording names: the drug or the list it stands in, what stands for it, or, where it
is the only suspect, a word for it ("the drug"). Source: section 4 (Drugs) of the annotation guideline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from caseline.cases.action_cues import (
    AFTER_GIVING,
    AGAIN,
    ALL_DRUGS,
    ANEW,
    BACK,
    BOTH_DRUGS,
    NOT_BACK,
    NOT_TRIED,
    OF_DISEASE,
    OTHER_DRUGS,
    SURELY_BACK,
    THE_DRUG,
    WHEN,
)
from caseline.cases.action_fields import action_told
from caseline.cases.action_steps import furthest
from caseline.cases.action_story import Story, Told
from caseline.cases.narrative import Found, Narrative
from caseline.cases.outcome_statements import Ending
from caseline.cases.role_evidence import list_bounds
from caseline.cases.vaccines import names_vaccine
from caseline.schema.case import OutcomeStatus
from caseline.schema.mention import Label

__all__ = ["Action", "Story", "action_of"]

_OVER = frozenset({OutcomeStatus.RECOVERED, OutcomeStatus.RECOVERING, OutcomeStatus.RECOVERED_WITH_SEQUELAE})


@dataclass(frozen=True)
class Action:
    """Values as the guideline names them; None where nothing is said."""

    taken: str | None = None
    dechallenge: str | None = None
    rechallenge: str | None = None


def action_of(
    narrative: Narrative,
    mentions: Sequence[Found],
    sentences: Sequence[int] | Story,
    *,
    only_suspect: bool,
    paired: bool = False,
    beside: bool = False,
    ends: Sequence[Ending] = (),
) -> Action:
    """Returns what was done with a drug, from the patient's sentences.

    Where it is the only suspect, "the drug" and "treatment" name it too, and "both drugs" where it is one of a pair;
    "her other tablets" are those taken `beside` the suspects. `ends` are those of the events laid to it.
    """
    named = OTHER_DRUGS if beside else THE_DRUG if only_suspect else BOTH_DRUGS if paired else ALL_DRUGS
    story = Story.of(narrative, sentences)
    own = [*story.named(mentions), *story.referring(mentions)]
    told = (
        story.told(sorted(own, key=lambda step: step.place), story.stops_of_others(mentions)),
        story.nameless(named),
    )
    values = told[0].values | told[1].values
    stated = dict(_stated(story, mentions, only_suspect=only_suspect))
    return Action(
        _taken(narrative, story, mentions) or furthest(values),
        stated[False] if False in stated else _dechallenge(story, mentions, told, ends),
        stated[True]
        if True in stated
        else _rechallenge(story, mentions, only_suspect=only_suspect, first=_first_place(told)),
    )


def _taken(narrative: Narrative, story: Story, mentions: Sequence[Found]) -> str | None:
    """Returns the action that a form tells of a drug by name: "Action taken with X: dose reduced"."""
    for mention in mentions:
        if mention.sentence in story.forms:
            start, end = list_bounds(narrative, mention)
            sentence = narrative.sentences[mention.sentence]
            value = action_told(
                narrative.lowered[sentence.start : start], narrative.lowered[end : sentence.end]
            )
            if value is not None:
                return value
    return None


def _stated(
    story: Story, mentions: Sequence[Found], *, only_suspect: bool
) -> Iterator[tuple[bool, str | None]]:
    """Yields, as a form does, whether it is of a rechallenge and what came of it, of a drug by name or of the only suspect."""
    named = {mention.sentence for mention in mentions} if story.stated else set()
    for index, told in story.stated:
        if index in named or (only_suspect and not _names_another(story.narrative, index, named)):
            yield told.again, told.value


def _dechallenge(
    story: Story, mentions: Sequence[Found], told: Sequence[Told], ends: Sequence[Ending]
) -> str | None:
    """Returns whether the event abated after withdrawal or reduction, by the first statement that tells.

    Of one sentence, what names the drug comes first. Where none tells, what is told later of how the events ended
    does, unless another suspect was stopped between. A vaccine stays where it is.
    """
    if mentions and names_vaccine(mentions[0]):
        return None
    answered = [each.answered for each in told if each.answered is not None]
    if answered:
        return min(answered, key=itemgetter(0))[1]
    stopped = any("withdrawn" in each.values for each in told)
    fatal = any(end.status is OutcomeStatus.FATAL for end in ends)
    if stopped and (fatal or (not ends and story.died)):
        return "negative"
    first = _first_place(told)
    if first is None or fatal:
        return None
    if any(first < place for place in story.stops_of_others(mentions)):
        return None
    later = (end for end in ends if end.mention.sentence >= story.sentences[first])
    return "positive" if any(end.status in _OVER for end in later) else None


def _first_place(told: Sequence[Told]) -> int | None:
    """Returns the first place where a drug was stopped or reduced."""
    return min((each.first for each in told if each.first is not None), default=None)


def _rechallenge(
    story: Story, mentions: Sequence[Found], *, only_suspect: bool, first: int | None
) -> str | None:
    """Returns what came of giving the drug again, by the first sentence that tells; `first` is where it was stopped."""
    narrative = story.narrative
    named = {mention.sentence for mention in mentions} | story.sentences_of(mentions)
    for index in story.again if only_suspect else sorted(named.intersection(story.again_in)):
        text = narrative.sentences[index].lowered
        if NOT_TRIED.search(text) or _names_another(narrative, index, named):
            continue
        place = story.place_of[index]
        again = AGAIN.search(text)
        if again is not None and _is_of_another(narrative, mentions, index, again):
            continue
        told = (
            _came_back(story, place, again)
            if again is not None
            else _came_surely(story, place, stopped=first is not None and first < place)
        )
        if told is not None:
            return told
    return _back_after(story, mentions)


def _came_back(story: Story, place: int, again: re.Match[str]) -> str | None:
    """Returns what came of an exposure that is told to have been another one."""
    lead, rest, later = story.lead_and_rest(place, again)
    if NOT_BACK.search(rest) or NOT_BACK.search(lead):
        return "negative"
    if BACK.search(rest, len(again.group())) or (WHEN.search(lead) and BACK.search(lead)):
        return "positive"
    if NOT_BACK.search(later):
        return "negative"
    return "positive" if BACK.search(later) or story.came_soon(place, again) else None


def _came_surely(story: Story, place: int, *, stopped: bool) -> str | None:
    """Returns what came of "the second dose" or of what was given months later, where that is plain."""
    again = ANEW.search(story.narrative.sentences[story.sentences[place]].lowered)
    if again is None:
        return None
    lead, rest, later = story.lead_and_rest(place, again)
    if stopped and (NOT_BACK.search(rest) or (not SURELY_BACK.search(rest) and NOT_BACK.search(later))):
        return "negative"
    if SURELY_BACK.search(rest) or (WHEN.search(lead) and SURELY_BACK.search(lead)):
        return "positive"
    return None


def _back_after(story: Story, mentions: Sequence[Found]) -> str | None:
    """Returns "positive" where an event came back after a drug that was told before: "the same rash, a day after taking X"."""
    for mention in mentions[1:]:
        lead = story.narrative.before(mention)
        given = AFTER_GIVING.search(lead)
        if (
            mention.sentence in story.place_of
            and mention.sentence > mentions[0].sentence
            and given is not None
            and SURELY_BACK.search(lead[: given.start()])
            and not OF_DISEASE.search(lead[: given.start()])
        ):
            return "positive"
    return None


def _is_of_another(narrative: Narrative, mentions: Sequence[Found], index: int, again: re.Match[str]) -> bool:
    """Says whether a semicolon parts what is told of giving again from the drug: "X was resumed; Y was …"."""
    sentence = narrative.sentences[index]
    places = [mention.start - sentence.start for mention in mentions if mention.sentence == index]
    return bool(places) and all(
        ";" in sentence.lowered[min(place, again.start()) : max(place, again.start())] for place in places
    )


def _names_another(narrative: Narrative, index: int, named: set[int]) -> bool:
    """Says whether a sentence that does not name the drug names another."""
    return index not in named and any(other.label is Label.DRUG for other in narrative.by_sentence[index])
