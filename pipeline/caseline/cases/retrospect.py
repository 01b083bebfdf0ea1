"""What later sentences say of medicines told before, by a word that means them: "the antibiotic was stopped".

A medicine that is stopped, replaced or warned against after an event, or that an event is counted from
("eleven weeks into treatment"), is suspected, whether or not anybody says so.

Source: E2B(R3) G.k.8 (action taken); sections 3 and 4 of the annotation guideline.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from caseline.cases.concepts import Concept
from caseline.cases.cues import cue
from caseline.cases.kinds import KINDS, Kind, kind_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.retrospect_cues import (
    AGO_BEHIND,
    ALONE,
    ANY_MEDICINE,
    AVOIDED,
    BEGUN_BEFORE,
    BETTER,
    COUNTED,
    DONE_WITH,
    IN_VAIN,
    INCREASE,
    LATELY_BEFORE,
    LATELY_BEHIND,
    NOT_STOPPED,
    RAISED,
    RAISED_BEFORE,
    SPELL_BEHIND,
    STOPPED_FIRST,
    STOPPED_LAST,
    TAKEN_BEFORE,
)
from caseline.cases.role_cues import Cue, Role, Side
from caseline.cases.role_evidence import STEPS, Evidence, Told, list_bounds
from caseline.schema.mention import Label

_FAR = 14  # sentences from a word for a medicine back to its name
_PLAIN = STEPS | {"after"}
_BLAMED = frozenset({Role.SUSPECT, Role.INTERACTING})
_STRONG = 1.5  # a weight from which a family decides by itself


def _said(name: str, weight: float) -> Cue:
    return Cue(name, Role.SUSPECT, weight, Side.BEFORE, cue(r"\Z"))


_KIND_STOPPED = _said("kind-stopped", 2.5)
_DRUG_STOPPED = _said("drug-stopped", 2)
_COUNTED_FROM = _said("counted-from", 2.5)
_WARNED = _said("warned-against", 2.5)
_TAKEN_LATELY = _said("taken-lately", 1)
_TAKEN_BEFORE = _said("taken-before", 1.5)
_DOSE_RAISED = _said("dose-raised", 1)


class Weighed(NamedTuple):
    """A treatment with what the wording around its mentions says."""

    concept: Concept
    evidence: Sequence[Evidence]


def in_retrospect(narrative: Narrative, weighed: Sequence[Weighed], events: Told) -> list[list[Evidence]]:
    """Returns for each treatment what later sentences say of it by a word that means it.

    Args:
        narrative: The text.
        weighed: The treatments in order of their first mention.
        events: The events told.
    """
    story = _Story(narrative, weighed, events)
    if story.drugs and events.by_sentence:
        story.read()
    return story.found


class _Story:
    """The medicines of a report in order of the text, with the events told between them."""

    def __init__(self, narrative: Narrative, weighed: Sequence[Weighed], events: Told) -> None:
        self.narrative = narrative
        self.weighed = weighed
        self.events = events
        self.drugs = [
            place
            for place, item in enumerate(weighed)
            if any(mention.label is Label.DRUG for mention in item.concept.mentions)
        ]
        self.found: list[list[Evidence]] = [[] for _ in weighed]

    def read(self) -> None:
        """Reads the report once, sentence by sentence; what is found speaks for what comes later."""
        for place in self.drugs:
            self.found[place] += self._lately(place)
        for index in self._near():
            for family, places in self._meant(index):
                for place in places:
                    # Given after the first event was told, it may have been given for it.
                    if self._is_blamed(place) or not self.events.precede(self._first(place)):
                        self.found[place].append(Evidence(family, self._first(place)))

    def _near(self) -> list[int]:
        """Returns the sentences that may mean a medicine: those not too far behind the first mention of one."""
        behind = {index + step for index in self._beginning for step in range(1, _FAR + 1)}
        return sorted(index for index in behind if index < len(self.narrative.sentences))

    @cached_property
    def _beginning(self) -> dict[int, list[int]]:
        """The medicines by the sentence that names them first."""
        found: dict[int, list[int]] = {}
        for place in self.drugs:
            found.setdefault(self._first(place).sentence, []).append(place)
        return found

    @cached_property
    def _told(self) -> list[int]:
        """Where events are told."""
        return sorted(event.start for own in self.events.by_sentence.values() for event in own)

    @cached_property
    def _naming(self) -> frozenset[int]:
        """The sentences that name a medicine."""
        return frozenset(
            mention.sentence for place in self.drugs for mention in self.weighed[place].concept.mentions
        )

    def _lately(self, place: int) -> list[Evidence]:
        """Returns what tells a medicine to be begun, or its dose to be raised, not long before."""
        found = []
        for mention in self.weighed[place].concept.mentions:
            if mention.label is not Label.DRUG:
                continue
            start, end = list_bounds(self.narrative, mention)
            sentence = self.narrative.sentence_of(mention)
            before = self.narrative.lowered[sentence.start : start]
            behind = self.narrative.lowered[end : sentence.end]
            begun, taken = BEGUN_BEFORE.search(before), TAKEN_BEFORE.search(before)
            if (
                LATELY_BEFORE.search(before)
                or (begun and AGO_BEHIND.match(behind))
                or (taken and SPELL_BEHIND.match(behind))
                or LATELY_BEHIND.match(behind)
            ):
                told = self.events.precede(mention) and not IN_VAIN.search(behind)
                found.append(Evidence(_TAKEN_BEFORE if told else _TAKEN_LATELY, mention))
            if RAISED.match(behind) or RAISED_BEFORE.search(before):
                found.append(Evidence(_DOSE_RAISED, mention))
        return [*{item.cue.name: item for item in found}.values()]

    def _meant(self, index: int) -> Iterator[tuple[Cue, list[int]]]:
        """Yields the medicines that a sentence means without naming them."""
        text = self.narrative.sentences[index].lowered
        lead = self.narrative.sentences[index - 1].lowered if index else ""
        for pattern in (STOPPED_LAST, STOPPED_FIRST):
            for match in pattern.finditer(text):
                if NOT_STOPPED.search(text[: match.start()]) or DONE_WITH.search(text) or "progress" in lead:
                    continue
                yield self._stopped(index, match["own"] or "", match.groupdict().get("it") or match["word"])
        for match in AVOIDED.finditer(text):
            kind = kind_of(match["word"])
            if kind is not None and match["own"]:
                yield _WARNED, self._members(index, kind)
        if index in self.events.by_sentence and index not in self._naming:
            counted = COUNTED.search(text)
            if counted and not BETTER.search(text):
                yield _COUNTED_FROM, self._counted(index, counted.group())

    def _counted(self, index: int, phrase: str) -> list[int]:
        """Returns the medicines that an event is counted from."""
        kind = kind_of(phrase.rsplit(maxsplit=1)[-1])
        if kind is not None:
            return self._members(index, kind)
        if INCREASE.search(phrase):
            raised = [
                place
                for place in self._before(index)
                if _DOSE_RAISED in {item.cue for item in self.found[place]}
            ]
            if raised:
                return raised
        return self._last(index)

    def _stopped(self, index: int, own: str, word: str) -> tuple[Cue, list[int]]:
        tails = (word, *(" ".join(word.split()[-size:]) for size in (2, 1)))
        kind = next((found for tail in tails if (found := kind_of(tail))), None)
        if kind is not None and (members := self._members(index, kind)):
            return _KIND_STOPPED, members
        is_any = ANY_MEDICINE.match(word) is not None
        if not (own or word in ALONE) or not (is_any or kind):
            return _DRUG_STOPPED, []
        before = self._before(index)
        blamed = [place for place in before if self._is_blamed(place)]
        meant = blamed or self._last(index)
        return _DRUG_STOPPED, [place for place in meant if is_any or not self._is_of_a_kind(place)]

    def _members(self, index: int, kind: Kind) -> list[int]:
        """Returns the members of a kind told before a sentence."""
        return [
            place
            for place in self._before(index)
            if any(kind.members.match(mention.lowered) for mention in self.weighed[place].concept.mentions)
        ]

    def _is_of_a_kind(self, place: int) -> bool:
        return any(kind.members.match(self._first(place).lowered) for kind in KINDS)

    def _last(self, index: int) -> list[int]:
        """Returns the medicines first told last before a sentence, with what is told beside them."""
        found = [place for place in self._before(index) if not self._is_apart(place)]
        exposed = [place for place in found if not self.events.precede(self._first(place))]
        found = exposed or found
        if not found:
            return []
        start, _ = list_bounds(self.narrative, self._first(found[-1]))
        return [place for place in found if self._first(place).start >= start]

    def _first(self, place: int) -> Found:
        return self.weighed[place].concept.mentions[0]

    def _before(self, index: int) -> list[int]:
        """Returns the medicines told before a sentence, not too far, and with an event behind them."""
        end = self.narrative.sentences[index].end
        begun = (self._beginning.get(earlier, ()) for earlier in range(index - _FAR, index))
        found = []
        for place in sorted(chain.from_iterable(begun)):
            later = bisect.bisect_right(self._told, self._first(place).end)
            followed = later < len(self._told) and self._told[later] < end
            if followed or self._is_blamed(place):
                found.append(place)
        return found

    def _is_apart(self, place: int) -> bool:
        return any(
            item.cue.role in {Role.CONCOMITANT, Role.THERAPY} and item.cue.weight >= _STRONG
            for item in self.weighed[place].evidence
        )

    def _is_blamed(self, place: int) -> bool:
        """Says whether more than a step of its course speaks for a suspect."""
        own = (*self.weighed[place].evidence, *self.found[place])
        return any(item.cue.role in _BLAMED and item.cue.name not in _PLAIN for item in own)
