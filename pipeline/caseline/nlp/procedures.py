"""Candidates for therapies that are none: verbs of an operation's steps, specimens, departments; and routes that are therapies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from caseline.nlp.plausible import Sourced
from caseline.schema.mention import FoundBy, Label

T = TypeVar("T", bound=Sourced)

# Steps of an operation, and words that a network takes for one: alone they name nothing.
_NO_THERAPY = frozenset(
    """
    opened opening open closed closing performed placed placing prepared fixed exposed exposure inserted implanted
    removed remove removing occluded decompress divided clamped retracted harvested incised flushed irrigated drawn created
    attached reattached connected secured positioned stabilized managed treated monitored delivered dissected transected identified
    laparoscopically surgically endoscopically operated fasted weaned extubated extubation exploration explored approach
    incubation remission scaffolding approach remanent option options postoperatively intraoperatively
    """.split()
)
# Participles that may be all that a text says of an operation: "the mass was excised", but not "the excised mass".
_PARTICIPLES = frozenset(
    "resected excised removed drained amputated transplanted sutured irradiated transfused".split()
)
_FINITE = frozenset(
    "was were been being be is are and , . ; ) surgically completely totally then successfully".split()
)
# What a therapy's name before them names instead: "the cardiac surgery department", "the resection margin".
_THINGS = frozenset(
    """
    department departments clinic clinics unit units ward wards service team room center centre specimen specimens field margin
    margins scar candidate candidates list biopsy biopsies bag wound cytology culture department outpatient
    """.split()
)
# Walking up and down, and what an anticoagulant did too much of.
_WALKED = frozenset("the up back around about his her in and".split())
_TOO_MUCH = frozenset({"over", "over-", "excessive", "supratherapeutic"})


def agreed_therapies(candidates: Iterable[Sourced]) -> set[tuple[int, int]]:
    """Returns what a lexicon and a model both call a therapy, so that a third finder's drug is none."""
    sources: dict[tuple[int, int], set[str]] = {}
    for each in candidates:
        if each.label == Label.THERAPY:
            sources.setdefault((each.start, each.end), set()).add(each.source)
    return {tokens for tokens, names in sources.items() if FoundBy.LEXICON in names and len(names) > 1}


def without_no_therapies(candidates: Iterable[T], words: Sequence[str]) -> list[T]:
    """Leaves out candidates for therapies that name none, by their own words and those beside them."""
    return [each for each in candidates if each.label != Label.THERAPY or not _is_none(each, words)]


def without_routes(candidates: Sequence[T]) -> list[T]:
    """Leaves out routes that a therapy is too, character for character: "skin flap", "eye drops" in a list.

    A pattern's route is left out only where a pattern knows the therapy.
    """
    therapies = {(each.start, each.end) for each in candidates if each.label == Label.THERAPY}
    told = {
        (each.start, each.end)
        for each in candidates
        if each.label == Label.THERAPY and each.source == FoundBy.PATTERN
    }
    written = {
        token
        for each in candidates
        if each.label == Label.ROUTE and each.source == FoundBy.PATTERN and (each.start, each.end) not in told
        for token in range(each.start, each.end)
    }
    return [
        each
        for each in candidates
        if each.label != Label.ROUTE
        or (each.start, each.end) not in therapies
        or not written.isdisjoint(range(each.start, each.end))
    ]


def _is_none(each: Sourced, words: Sequence[str]) -> bool:
    if words[each.end] in _THINGS if each.end < len(words) else False:
        return True
    if each.end - each.start > 1:
        return False
    word = words[each.start]
    before = words[max(0, each.start - 2) : each.start]
    if word == "pacing" and not {"cardiac", "ventricular", "overdrive", "temporary"}.intersection(before):
        return words[each.end] in _WALKED if each.end < len(words) else False
    if word == "anticoagulation" and not _TOO_MUCH.isdisjoint(before):
        return True
    if word in _PARTICIPLES:
        return not (each.start and words[each.start - 1] in _FINITE)
    return word in _NO_THERAPY
