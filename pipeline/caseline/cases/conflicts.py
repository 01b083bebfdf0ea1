"""Whether two introductions of one patient contradict each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from caseline.cases.introductions import Introduction
from caseline.cases.narrative import Found

AGE, SEX = "age", "sex"


class Contradiction(NamedTuple):
    """A field told in ways that exclude each other, and the mentions that tell it, in order of the text."""

    field: str
    mentions: tuple[Found, ...]


def contradicted(first: Introduction, second: Introduction) -> str | None:
    """Returns the field in which two introductions tell one patient differently, or None.

    They are one patient's when all but one field agree: the same age with another sex, or another age in the
    summary than in the body. "This man" said of a woman contradicts too. A later age ("two years later, at
    60") and a range that holds the age contradict nothing.
    """
    sexes = (first.sex_value, second.sex_value)
    ages = (first.age_value, second.age_value)
    exact = ages[0] is not None and ages[1] is not None and None not in (ages[0].value, ages[1].value)
    if None not in sexes and sexes[0] is not sexes[1]:
        if exact and ages[0] == ages[1]:
            return SEX
        if second.pointing and second.age is None:
            return SEX
        return None
    if exact and ages[0] != ages[1] and not (first.earlier or second.earlier):
        retold = first.summary != second.summary
        return AGE if retold and first.indefinite and second.indefinite else None
    return None


def contradictions(
    introductions: Sequence[Introduction], pronoun: Found | None = None
) -> tuple[Contradiction, ...]:
    """Returns what the introductions of one patient contradict themselves in, age before sex.

    A `pronoun` beside a noun is one that contradicts it.
    """
    told: dict[str, list[Found]] = {}
    nouns = [item.sex for item in introductions if item.sex is not None]
    if pronoun is not None and nouns:
        told[SEX] = [*nouns, pronoun]
    for field, introduction in _contrary(introductions):
        mention = introduction.age if field == AGE else introduction.sex
        if mention is not None:
            told.setdefault(field, []).append(mention)
    return tuple(
        Contradiction(
            field, tuple(sorted({found.start: found for found in told[field]}.values(), key=_start))
        )
        for field in (AGE, SEX)
        if field in told
    )


def seen_as(introduction: Introduction) -> Hashable:
    """Returns what makes an introduction contradict another: those with the same contradict the same."""
    look = (introduction.sex_value, introduction.age_value, introduction.earlier, introduction.summary)
    return (*look, introduction.indefinite, introduction.pointing and introduction.age is None)


def _contrary(introductions: Sequence[Introduction]) -> Iterator[tuple[str, Introduction]]:
    """Yields the introductions that one before or behind them contradicts, with the field."""
    alike: dict[Hashable, list[int]] = {}
    for place, introduction in enumerate(introductions):
        alike.setdefault(seen_as(introduction), []).append(place)
    for first, second in product(alike.values(), repeat=2):
        field = contradicted(introductions[first[0]], introductions[second[0]])
        if field is not None:
            yield from ((field, introductions[place]) for place in first if place < second[-1])
            yield from ((field, introductions[place]) for place in second if place > first[0])


def _start(mention: Found) -> int:
    return mention.start
