"""Which sentences of a series are told of which patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseline.cases.cues import cue
from caseline.cases.introductions import Introduction, number_of, numbers_in
from caseline.cases.narrative import Sentence
from caseline.schema.case import SexValue
from caseline.schema.document import SectionName

_TOGETHER = cue(
    r"\b(?:both|all\s+(?:three|four|five|six|of\s+(?:the|these|our|them)|cases|patients)|these\s+(?:\w+\s+)?(?:patients|cases)|our\s+(?:\w+\s+)?(?:patients|cases)|respectively|each)\b"
)
_FEMALE = cue(r"\A\W*(?:the\s+(?:[\w-]+\s+)?(?:woman|girl|lady|female)|she|her)\b")
_MALE = cue(r"\A\W*(?:the\s+(?:[\w-]+\s+)?(?:man|boy|gentleman|male)|he|his)\b")
_TOLD = cue(
    r"\b(?:with|who|whose|developed|had|presented|taking|treated|after|on|receiving|experienced|suffered|was)\b"
)
_APART = frozenset({SectionName.DISCUSSION, SectionName.CONCLUSION, SectionName.INTRODUCTION})


Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Share:
    """The sentences of one patient; of those that introduce several, the characters told of this one."""

    sentences: frozenset[int]
    parts: dict[int, Stretches]


def share(
    groups: Sequence[Sequence[Introduction]], sentences: Sequence[Sentence], told: frozenset[int]
) -> list[Share]:
    """Gives each sentence to the patient introduced or named last; what names none in a discussion, to all."""
    at: dict[int, list[tuple[int, int]]] = {}
    for place, group in enumerate(groups):
        for introduction in group:
            at.setdefault(introduction.sentence, []).append((introduction.start, place))
    everybody = frozenset(range(len(groups)))
    owned: list[set[int]] = [set() for _ in groups]
    parts: list[dict[int, Stretches]] = [{} for _ in groups]
    current: frozenset[int] = frozenset()
    for sentence in sentences:
        before = sentences[sentence.index - 1] if sentence.index else None
        together = _TOGETHER.search(sentence.lowered) is not None
        if sentence.index in at:
            current = frozenset(place for _, place in at[sentence.index])
        elif before is not None and before.section is not sentence.section and sentence.section in _APART:
            current = everybody
        current = _named(sentence, before, groups) or current
        for place in everybody if together or not current else sorted(current):
            if sentence.index in told:
                owned[place].add(sentence.index)
        apart = len({start for start, _ in at.get(sentence.index, ())}) > 1
        if len(current) > 1 and apart and not together:
            _cut(sorted(at[sentence.index]), sentence, parts)
    return [Share(frozenset(own), part) for own, part in zip(owned, parts, strict=True)]


def _named(
    sentence: Sentence, before: Sentence | None, groups: Sequence[Sequence[Introduction]]
) -> frozenset[int]:
    """Returns the patients that a sentence names by number, or by a sex that only one of them has."""
    own = number_of(sentence, before)
    numbers = (own,) if own is not None else numbers_in(sentence)
    found = frozenset(
        place
        for place, group in enumerate(groups)
        if _number(place, group, groups) in numbers
        or ("other" in numbers and len(groups) == len(numbers) + 1 and place == len(groups) - 1)
    )
    if found or any(item.sentence == sentence.index for group in groups for item in group):
        return found
    for pattern, sex in ((_FEMALE, SexValue.FEMALE), (_MALE, SexValue.MALE)):
        if pattern.search(sentence.lowered):
            with_sex = [place for place, group in enumerate(groups) if _sex(group) is sex]
            others = [place for place, group in enumerate(groups) if _sex(group) in {sex, None}]
            if len(with_sex) == len(others) == 1:
                return frozenset(with_sex)
    return frozenset()


def _number(place: int, group: Sequence[Introduction], groups: Sequence[Sequence[Introduction]]) -> str:
    own = next((item.number for item in group if item.number), None)
    if own is not None:
        return own
    return "" if any(item.number for other in groups for item in other) else str(place + 1)


def _sex(group: Sequence[Introduction]) -> SexValue | None:
    return next((value for item in group if (value := item.sex_value)), None)


def _cut(starts: Sequence[tuple[int, int]], sentence: Sentence, parts: list[dict[int, Stretches]]) -> None:
    """Divides a sentence at its introductions; what stands before the first is told of all.

    Nothing is divided where nothing is told between them: "a man of 40 and a woman of 52 developed …".
    """
    between = sentence.lowered[starts[0][0] - sentence.start : starts[-1][0] - sentence.start]
    if not _TOLD.search(between):
        return
    head = (sentence.start, starts[0][0])
    for order, (start, place) in enumerate(starts):
        end = starts[order + 1][0] if order + 1 < len(starts) else sentence.end
        earlier = parts[place].get(sentence.index, (head,))
        parts[place][sentence.index] = (*earlier, (start, end))
