"""The steps told around a drug or what stands for it: stopped, reduced, increased, left as it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from caseline.cases.action_cues import (
    ADVISED,
    AMOUNT,
    ANOTHER,
    AT_LESS,
    BEFORE,
    BEHIND,
    BESIDE,
    DOSED,
    GENERAL,
    GIVEN_AGAIN,
    LESS_AGAIN,
    MAY_BE,
    NEGATED,
    NOT_AGAIN,
    NOT_CONTINUED,
    NOT_MADE,
    OF_MANY,
    OF_OTHERS,
    STEPS,
    THOUGHT_OF,
)
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.role_evidence import list_bounds
from caseline.schema.document import SectionName

_BEFORE_CHARS = 90
_BEHIND_CHARS = 120
_NAME = 40  # characters in which the first word of a name ends
_DOSE_NEAR = 60  # characters from a name to its dose
_CLOSE = 5  # words from a pronoun to the end of what was done
_COMPOUND = ("-", "–", "/")  # "warfarin-induced" is no warfarin
_OPENING = re.compile(r"\W*(?:[\w-]+,\s+|(?:thus|hence|so|yet|still|and|but|the|prompt|early|immediate)\s+)*")
_LESSENED = "lessened"  # given again, and less of it


class Step(NamedTuple):
    """A statement of what was done, with its place among the patient's sentences and its characters."""

    value: str
    place: int
    start: int
    end: int


def of_others(sentence: Sentence) -> bool:
    """Says whether a sentence tells what was done in others: "in seven, withdrawal was enough"."""
    return OF_OTHERS.search(sentence.lowered) is not None or (
        sentence.section is SectionName.DISCUSSION and ANOTHER.match(sentence.text) is not None
    )


def furthest(values: Collection[str]) -> str | None:
    """Returns the furthest step; what was stopped and given again in less is reduced."""
    if _LESSENED in values:
        return "reduced"
    return next((value for value in STEPS if value in values), None)


def list_of(narrative: Narrative, mention: Found) -> tuple[int, int]:
    """Returns the list that a mention stands in, with what is named in it by a general word."""
    start, end = list_bounds(narrative, mention)
    more = BESIDE.match(narrative.lowered, end, narrative.sentence_of(mention).end)
    return start, end if more is None else more.end()


def steps_around(
    narrative: Narrative, place: int, index: int, start: int, end: int, *, close: bool = False
) -> Iterator[Step]:
    """Yields the steps told on both sides of a drug; with `close` nothing stands between."""
    sentence = narrative.sentences[index]
    before = narrative.lowered[max(sentence.start, start - _BEFORE_CHARS) : start]
    behind = narrative.lowered[end : min(sentence.end, end + _BEHIND_CHARS)]
    if not behind.startswith(_COMPOUND):
        yield from _before(before, behind, place, start, end, opens=sentence.start == start - len(before))
    for value, pattern in BEHIND:
        found = pattern.match(behind)
        if (
            found is None
            or MAY_BE.search(found.group())
            or OF_MANY.match(behind, found.end())
            or (close and len(found.group().split()) > _CLOSE)
        ):
            continue
        yield Step(_settled(value, found.group()), place, start, end + found.end())
    lessened = LESS_AGAIN.match(behind) or _lower(narrative, index, start, DOSED.match(behind))
    if lessened is not None:
        yield Step(_LESSENED, place, start, end + lessened.end())


def _lower(narrative: Narrative, index: int, start: int, given: re.Match[str] | None) -> re.Match[str] | None:
    """Returns a dose given again if it is less than the one last told of the same drug."""
    if given is None:
        return None
    name = narrative.lowered[start : start + _NAME].split()[0]
    for sentence in reversed(narrative.sentences[:index]):
        place = sentence.lowered.find(name)
        told = AMOUNT.search(sentence.lowered, place, place + _DOSE_NEAR) if place >= 0 else None
        if told is not None:
            less = told["unit"] == given["unit"] and float(given["amount"]) < float(told["amount"])
            return given if less else None
    return None


def _before(before: str, behind: str, place: int, start: int, end: int, *, opens: bool) -> Iterator[Step]:
    """Yields the steps told before a drug; `opens` says whether `before` begins its sentence."""
    for value, pattern in BEFORE:
        found = pattern.search(before)
        if found is None or THOUGHT_OF.match(behind):
            continue
        lead = before[: found.start()]
        if opens and _OPENING.fullmatch(lead) and GENERAL.match(behind):
            continue
        if ADVISED.search(lead) and not NOT_MADE.search(lead):
            continue
        at = start - len(before) + found.start()
        yield Step("unchanged" if NOT_MADE.search(lead) else value, place, at, end)
    if GIVEN_AGAIN.search(before) and AT_LESS.match(behind):
        yield Step(_LESSENED, place, start, end)


def _settled(value: str, wording: str) -> str:
    """Returns what a step comes to: one that was not made leaves the drug unchanged; a drug not begun again or not gone on with stays away."""
    if value == "unchanged" and NOT_CONTINUED.search(wording):
        return "withdrawn"
    return "unchanged" if NEGATED.search(wording) and not NOT_AGAIN.search(wording) else value
