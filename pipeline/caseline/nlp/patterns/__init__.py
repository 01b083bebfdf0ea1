"""Mentions that patterns find: who, how much, when, how it ended. Pure functions of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from caseline.nlp.patterns import (
    age,
    causality,
    claim,
    dose,
    ethnicity,
    finding,
    frequency,
    ordinal,
    outcome,
    route,
    seriousness,
    severity,
    sex,
    therapy,
    time,
)
from caseline.nlp.patterns.anchors import AnchorIndex
from caseline.nlp.patterns.base import Found, Source
from caseline.schema.mention import Label

__all__ = ["FAMILIES", "Found", "find"]

FAMILIES: Mapping[str, Callable[[str | Source], list[Found]]] = MappingProxyType(
    {
        "age": age.find,
        "sex": sex.find,
        "ethnicity": ethnicity.find,
        "dose": dose.find,
        "route": route.find,
        "frequency": frequency.find,
        "ordinal": ordinal.find,
        "time": time.find,
        "outcome": outcome.find,
        "causality": causality.find,
        "claim": claim.find,
        "severity": severity.find,
        "finding": finding.find,
        "seriousness": seriousness.find,
        "therapy": therapy.find,
    }
)
_FAMILY_MODULES = (
    age,
    sex,
    ethnicity,
    dose,
    route,
    frequency,
    ordinal,
    time,
    outcome,
    causality,
    claim,
    severity,
    finding,
    seriousness,
    therapy,
)
_TIMES = frozenset({Label.TIME, Label.DURATION})


def find(text: str, families: Iterable[str] = tuple(FAMILIES)) -> list[Found]:
    """Returns the mentions of the named families, sorted by start and end.

    Mentions of one family never overlap. Those of different families may, except that an age is not
    also a time.
    """
    source = Source(text, _index())
    found = [mention for family in families for mention in FAMILIES[family](source)]
    ages = [mention for mention in found if mention.label is Label.AGE]
    taken = bytearray(len(text))
    for mention in ages:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    kept = [item for item in found if item.label not in _TIMES or not any(taken[item.start : item.end])]
    return sorted(kept, key=lambda mention: (mention.start, mention.end, mention.label))


@cache
def _index() -> AnchorIndex:
    return AnchorIndex(anchor for module in _FAMILY_MODULES for rule in module.RULES for anchor in rule.near)
