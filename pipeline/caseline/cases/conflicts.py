"""Whether two introductions of one patient contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
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
    for place, first in enumerate(introductions):
        for second in introductions[place + 1 :]:
            field = contradicted(first, second)
            pair = (first.age, second.age) if field == AGE else (first.sex, second.sex)
            if field:
                told.setdefault(field, []).extend(mention for mention in pair if mention is not None)
    return tuple(
        Contradiction(
            field, tuple(sorted({found.start: found for found in told[field]}.values(), key=_start))
        )
        for field in (AGE, SEX)
        if field in told
    )


def _start(mention: Found) -> int:
    return mention.start
