"""Narratives for tests of the cases layer, from marked sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from caseline.cases.narrative import Found, Narrative, narrative_of
from tests.marked import annotated


def narrative(source: str, *, context: bool = False) -> Narrative:
    """Returns the narrative of a marked text, with ConText run over it where asked."""
    parts = ("caseline_context",) if context else ()
    return narrative_of(annotated(source, *parts))


def named(found: Narrative, text: str) -> Found:
    """Returns the first mention of a narrative with this text."""
    return next(mention for mention in found.mentions if mention.text == text)


def read_as(found: Narrative, roles: Mapping[str, tuple[float, ...]]) -> Narrative:
    """Returns a narrative in which a reader says so much of the mentions with these texts."""
    return replace(
        found,
        mentions=tuple(
            replace(mention, roles=roles.get(mention.text, mention.roles)) for mention in found.mentions
        ),
    )


def dated_as(found: Narrative, times: Mapping[str, tuple[str, str, Sequence[str]]]) -> Narrative:
    """Returns a narrative whose times, by their text, are read to date a kind of moment, to count from, to be of names."""
    return replace(
        found,
        mentions=tuple(
            replace(
                mention,
                dates=times[mention.text][0],
                surely=(0.9, 0.9),
                counts_from=times[mention.text][1],
                linked=tuple(
                    (other.start, other.end, 0.9)
                    for other in found.mentions
                    if other.text in times[mention.text][2]
                ),
            )
            if mention.text in times
            else mention
            for mention in found.mentions
        ),
    )
