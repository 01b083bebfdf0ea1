"""What was done with a suspect drug, and what followed: action taken, dechallenge, rechallenge.

A step counts for the drug that its wording names: the drug or the list it stands in, or, where it is the only
suspect, a word for it ("the drug", "taking it"). Source: section 4 (Drugs) of the annotation guideline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from caseline.cases.action_cues import (
    AFTER_STEP,
    AGAIN,
    ALL_DRUGS,
    BACK,
    BEFORE,
    BEHIND,
    BETTER,
    BOTH_DRUGS,
    DIED,
    NEGATED,
    NOT_AGAIN,
    NOT_BACK,
    NOT_BETTER,
    NOT_TRIED,
    OTHER_DRUGS,
    STEPS,
    THE_DRUG,
)
from caseline.cases.action_fields import Challenge, action_told, challenges
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_evidence import list_bounds

_SOON = 3  # sentences after a step in which its effect is told
_BEFORE_CHARS = 90
_BEHIND_CHARS = 120


@dataclass(frozen=True)
class Action:
    """Values as the guideline names them; None where nothing is said."""

    taken: str | None = None
    dechallenge: str | None = None
    rechallenge: str | None = None


class _Step(NamedTuple):
    """A statement of what was done, with its place among the patient's sentences and its characters."""

    value: str
    place: int
    start: int
    end: int


class Story:
    """The sentences of a patient, with what they tell of whichever drug is meant; each is worked out once."""

    def __init__(self, narrative: Narrative, sentences: Sequence[int]) -> None:
        self.narrative = narrative
        self.sentences = sentences
        self.place_of = {index: place for place, index in enumerate(sentences)}
        self._nameless: dict[re.Pattern[str], _Told] = {}

    @classmethod
    def of(cls, narrative: Narrative, told: Sequence[int] | Story) -> Story:
        """Returns the story that sentences tell, the very same if it is one."""
        return told if isinstance(told, Story) else cls(narrative, told)

    def nameless(self, named: re.Pattern[str]) -> _Told:
        """Returns what is told to have been done with a drug by other words than its name."""
        if named not in self._nameless:
            self._nameless[named] = self.told(
                step
                for place, index in enumerate(self.sentences)
                for match in named.finditer(self.narrative.sentences[index].lowered)
                for step in _steps(self.narrative, place, index, *self._bounds(index, match))
            )
        return self._nameless[named]

    def told(self, steps: Iterable[_Step]) -> _Told:
        """Returns what steps, in order, come to, and what the first that tells says of the event."""
        values, answered = set(), None
        for step in steps:
            values.add(step.value)
            if answered is None and step.value in {"withdrawn", "reduced"}:
                answer = _answer(self.narrative, self.sentences, step)
                answered = None if answer is None else (step.place, answer)
        return _Told(frozenset(values), answered)

    @cached_property
    def died(self) -> bool:
        """Whether the patient is told to have died."""
        return any(DIED.search(self.narrative.sentences[index].lowered) for index in self.sentences)

    @cached_property
    def again(self) -> list[int]:
        """The sentences that tell of a drug being given again."""
        return [index for index in self.sentences if AGAIN.search(self.narrative.sentences[index].lowered)]

    @cached_property
    def again_in(self) -> frozenset[int]:
        """The same, to ask whether a sentence is one of them."""
        return frozenset(self.again)

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


class _Told(NamedTuple):
    """What was done, and of the first step that tells how the event went on, its place and what it tells."""

    values: frozenset[str]
    answered: tuple[int, str] | None


def action_of(
    narrative: Narrative,
    mentions: Sequence[Found],
    sentences: Sequence[int] | Story,
    *,
    only_suspect: bool,
    paired: bool = False,
    beside: bool = False,
) -> Action:
    """Returns what was done with a drug, from the patient's sentences.

    Where it is the only suspect, "the drug" and "treatment" name it too, and "both drugs" where it is one of a pair;
    "her other tablets" are those taken `beside` the suspects.
    """
    named = OTHER_DRUGS if beside else THE_DRUG if only_suspect else BOTH_DRUGS if paired else ALL_DRUGS
    story = Story.of(narrative, sentences)
    own = [
        step
        for mention in mentions
        if mention.sentence in story.place_of
        for step in _steps(
            narrative, story.place_of[mention.sentence], mention.sentence, *list_bounds(narrative, mention)
        )
    ]
    told = (story.told(sorted(own, key=lambda step: step.place)), story.nameless(named))
    values = told[0].values | told[1].values
    stated = dict(_stated(story, mentions, only_suspect=only_suspect))
    return Action(
        _taken(narrative, story, mentions) or next((value for value in STEPS if value in values), None),
        stated[False] if False in stated else _dechallenge(story, told),
        stated[True] if True in stated else _rechallenge(story, mentions, only_suspect=only_suspect),
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


def _steps(narrative: Narrative, place: int, index: int, start: int, end: int) -> Iterator[_Step]:
    sentence = narrative.sentences[index]
    before = narrative.lowered[max(sentence.start, start - _BEFORE_CHARS) : start]
    behind = narrative.lowered[end : min(sentence.end, end + _BEHIND_CHARS)]
    for value, pattern in BEFORE:
        found = pattern.search(before)
        if found:
            at = start - len(before) + found.start()
            yield _Step(_settled(value, before[: found.end()]), place, at, end)
    for value, pattern in BEHIND:
        found = pattern.match(behind)
        if found:
            yield _Step(_settled(value, found.group()), place, start, end + found.end())


def _settled(value: str, wording: str) -> str:
    """Returns what a step comes to: one that was not made leaves the drug unchanged; a drug not begun again stays away."""
    return "unchanged" if NEGATED.search(wording) and not NOT_AGAIN.search(wording) else value


def _dechallenge(story: Story, told: Sequence[_Told]) -> str | None:
    """Returns whether the event abated after withdrawal or reduction, by the first statement that tells.

    Of one sentence, what names the drug comes first.
    """
    answered = [each.answered for each in told if each.answered is not None]
    if answered:
        return min(answered, key=itemgetter(0))[1]
    stopped = any("withdrawn" in each.values for each in told)
    return "negative" if stopped and story.died else None


def _answer(narrative: Narrative, sentences: Sequence[int], step: _Step) -> str | None:
    sentence = narrative.sentences[sentences[step.place]]
    lead = narrative.lowered[sentence.start : step.start]
    if AFTER_STEP.search(lead) and (answer := _first(lead)):
        return answer
    if re.search(r"\b(?:despite|in\s+spite\s+of)\b[^.;]{0,40}\Z", lead):
        return "negative"
    following = narrative.lowered[step.end : sentence.end]
    for later in sentences[step.place + 1 : step.place + 1 + _SOON]:
        following += " " + narrative.sentences[later].lowered
    return _first(following)


def _first(text: str) -> str | None:
    """Returns which is told first in a text: that it got better, or that it did not."""
    worse, better = NOT_BETTER.search(text), BETTER.search(text)
    if worse and (better is None or worse.start() <= better.start()):
        return "negative"
    return "positive" if better else None


def _rechallenge(story: Story, mentions: Sequence[Found], *, only_suspect: bool) -> str | None:
    narrative, sentences = story.narrative, story.sentences
    named = {mention.sentence for mention in mentions}
    for index in story.again if only_suspect else sorted(named.intersection(story.again_in)):
        text = narrative.sentences[index].lowered
        again = AGAIN.search(text)
        if not again or NOT_TRIED.search(text):
            continue
        place = story.place_of[index]
        if _names_another(narrative, index, named):
            continue
        rest = text[again.start() :]
        if NOT_BACK.search(rest) or NOT_BACK.search(text[: again.start()]):
            return "negative"
        following = " ".join(
            [rest, *(narrative.sentences[later].lowered for later in sentences[place + 1 : place + 2])]
        )
        if BACK.search(following) or BACK.search(text[: again.start()]):
            return "positive"
    return None


def _names_another(narrative: Narrative, index: int, named: set[int]) -> bool:
    """Says whether a sentence that does not name the drug names another."""
    return index not in named and any(other.label == "DRUG" for other in narrative.by_sentence[index])
