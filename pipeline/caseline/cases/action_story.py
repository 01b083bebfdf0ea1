"""What the sentences of a patient tell of whichever drug is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from caseline.cases.action_cues import (
    AFTER_STEP,
    AGAIN,
    ANEW,
    BETTER,
    CAME_SOON,
    DIED,
    NOT_BETTER,
)
from caseline.cases.action_fields import Challenge, challenges
from caseline.cases.action_references import Reference, references
from caseline.cases.action_steps import Step, list_of, of_others, steps_around
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.schema.mention import Label

LESS = frozenset({"withdrawn", "reduced"})
# Before an event that is no result of what was given.
_NO_RESULT = cue(
    r"(?:for|of|without|no|despite|after|since|until|against|because\s+of|due\s+to)\s+(?:the\s+|an?\s+|any\s+|his\s+|her\s+|further\s+|new\s+)*\Z"
)
_SOON = 3  # sentences after a step in which its effect is told


class Story:
    """The sentences of a patient, with what they tell of whichever drug is meant; each is worked out once."""

    def __init__(
        self,
        narrative: Narrative,
        sentences: Sequence[int],
        suspects: Sequence[Sequence[Found]] = (),
        events: Sequence[Found] = (),
    ) -> None:
        self.narrative = narrative
        self.sentences = [index for index in sentences if not of_others(narrative.sentences[index])]
        self.suspects = suspects
        self.events = events
        self.place_of = {index: place for place, index in enumerate(self.sentences)}
        self._nameless: dict[re.Pattern[str], Told] = {}

    @classmethod
    def of(cls, narrative: Narrative, told: Sequence[int] | Story) -> Story:
        """Returns the story that sentences tell, the very same if it is one."""
        return told if isinstance(told, Story) else cls(narrative, told)

    def nameless(self, named: re.Pattern[str]) -> Told:
        """Returns what is told to have been done with a drug by other words than its name."""
        if named not in self._nameless:
            self._nameless[named] = self.told(
                step
                for place, index in enumerate(self.sentences)
                for match in named.finditer(self.narrative.sentences[index].lowered)
                for step in steps_around(self.narrative, place, index, *self._bounds(index, match))
            )
        return self._nameless[named]

    def referring(self, mentions: Sequence[Found]) -> Iterator[Step]:
        """Yields what was done with a drug where a pronoun or a word for it stands."""
        meant = {mention.index for mention in mentions}
        for each in self._references:
            if not each.meant.isdisjoint(meant):
                place = self.place_of[each.sentence]
                if each.step is not None:
                    yield Step(each.step, place, each.start, each.end)
                else:
                    yield from steps_around(
                        self.narrative, place, each.sentence, each.start, each.end, close=each.close
                    )

    @cached_property
    def _references(self) -> list[Reference]:
        return list(references(self.narrative, self.sentences, self.suspects))

    def told(self, steps: Iterable[Step], others: Sequence[int] = ()) -> Told:
        """Returns what steps, in order, come to, and what the first that tells says of the event.

        `others` are places where another suspect was stopped: what is told from there on may be due to that.
        """
        values, answered, first = set(), None, None
        for step in steps:
            values.add(step.value)
            if answered is None and step.value in LESS:
                first = step.place if first is None else first
                until = min((place for place in others if place > step.place), default=None)
                answer = answer_to(self.narrative, self.sentences[:until], step)
                answered = None if answer is None else (step.place, answer)
        return Told(frozenset(values), answered, first)

    def stops_of_others(self, mentions: Sequence[Found]) -> list[int]:
        """Returns where the other suspects were stopped: what helped from there on may be that."""
        own = {mention.index for mention in mentions}
        return [
            place
            for key, place in self._stops.items()
            if own.isdisjoint(mention.index for mention in self.suspects[key])
        ]

    @cached_property
    def _stops(self) -> dict[int, int]:
        """Where each suspect is told by name to have been stopped or reduced, the first time."""
        found: dict[int, int] = {}
        for key, mentions in enumerate(self.suspects):
            for step in self.named(mentions):
                if step.value in LESS:
                    found[key] = min(step.place, found.get(key, step.place))
        return found

    def named(self, mentions: Sequence[Found]) -> Iterator[Step]:
        """Yields what was done with a drug by name."""
        for mention in mentions:
            if mention.sentence in self.place_of:
                place = self.place_of[mention.sentence]
                yield from steps_around(
                    self.narrative, place, mention.sentence, *list_of(self.narrative, mention)
                )

    @cached_property
    def died(self) -> bool:
        """Whether the patient is told to have died."""
        return any(DIED.search(self.narrative.sentences[index].lowered) for index in self.sentences)

    @cached_property
    def again(self) -> list[int]:
        """The sentences that tell of a drug being given again."""
        told = ((index, self.narrative.sentences[index].lowered) for index in self.sentences)
        return [index for index, text in told if AGAIN.search(text) or ANEW.search(text)]

    @cached_property
    def again_in(self) -> frozenset[int]:
        """The same, to ask whether a sentence is one of them."""
        return frozenset(self.again)

    def sentences_of(self, mentions: Sequence[Found]) -> frozenset[int]:
        """Returns the sentences in which a pronoun or another word stands for a drug."""
        meant = {mention.index for mention in mentions}
        return frozenset(each.sentence for each in self._references if not each.meant.isdisjoint(meant))

    def lead_and_rest(self, place: int, found: re.Match[str]) -> tuple[str, str, str]:
        """Returns what stands in a sentence before and from a match on, and the sentence behind it if it names no drug."""
        sentences = self.narrative.sentences
        index = self.sentences[place]
        text = sentences[index].lowered
        later = "".join(
            sentences[behind].lowered
            for behind in self.sentences[place + 1 : place + 2]
            if sentences[behind].paragraph == sentences[index].paragraph
            and not any(mention.label is Label.DRUG for mention in self.narrative.by_sentence[behind])
        )
        return text[: found.start()], text[found.start() :], later

    def came_soon(self, place: int, found: re.Match[str]) -> bool:
        """Says whether an event is told behind a new exposure, in its sentence, as what soon came of it."""
        sentence = self.narrative.sentences[self.sentences[place]]
        *_, later = self.lead_and_rest(place, found)
        if _told_soon(sentence.lowered[found.end() :]):
            start, end = sentence.start + found.end(), sentence.end
        elif later and CAME_SOON.match(later.lstrip()) and _told_soon(later):
            following = self.narrative.sentences[self.sentences[place + 1]]
            start, end = following.start, following.end
        else:
            return False
        return any(
            start <= event.start < end
            and "NEGATED" not in event.context
            and not _NO_RESULT.search(self.narrative.lowered[start : event.start])
            for event in self.events
        )

    @cached_property
    def forms(self) -> frozenset[int]:
        """The sentences that speak of an action taken."""
        return frozenset(
            index for index in self.sentences if "action" in self.narrative.sentences[index].lowered
        )

    @cached_property
    def stated(self) -> list[tuple[int, Challenge]]:
        """What forms state of dechallenge and rechallenge, with their sentences, the last first."""
        return [
            (index, told)
            for index in reversed(self.sentences)
            for told in challenges(self.narrative.sentences[index].lowered)
        ]

    def _bounds(self, index: int, match: re.Match[str]) -> tuple[int, int]:
        start = self.narrative.sentences[index].start
        return start + match.start(), start + match.end()


def _told_soon(text: str) -> bool:
    """Says whether a text tells of what came soon, and not of getting better."""
    return CAME_SOON.search(text) is not None and BETTER.search(text) is None


class Told(NamedTuple):
    """What was done, where less was given first, and of the first step that tells how the event went on its place and what it tells."""

    values: frozenset[str]
    answered: tuple[int, str] | None
    first: int | None = None


def answer_to(narrative: Narrative, sentences: Sequence[int], step: Step) -> str | None:
    sentence = narrative.sentences[sentences[step.place]]
    lead = narrative.lowered[sentence.start : step.start]
    if AFTER_STEP.search(lead) and (answer := first_told(lead)):
        return answer
    if re.search(r"\b(?:despite|in\s+spite\s+of)\b[^.;]{0,40}\Z", lead):
        return "negative"
    following = narrative.lowered[step.end : sentence.end]
    for later in sentences[step.place + 1 : step.place + 1 + _SOON]:
        following += " " + narrative.sentences[later].lowered
    return first_told(following)


def first_told(text: str) -> str | None:
    """Returns which is told first in a text: that it got better, or that it did not."""
    worse, better = NOT_BETTER.search(text), BETTER.search(text)
    if worse and (better is None or worse.start() <= better.start()):
        return "negative"
    return "positive" if better else None
