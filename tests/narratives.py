"""Narratives for tests of the cases layer, from marked sentences."""

from __future__ import annotations

from caseline.cases.narrative import Found, Narrative, narrative_of
from tests.marked import annotated


def narrative(source: str, *, context: bool = False) -> Narrative:
    """Returns the narrative of a marked text, with ConText run over it where asked."""
    parts = ("caseline_context",) if context else ()
    return narrative_of(annotated(source, *parts))


def named(found: Narrative, text: str) -> Found:
    """Returns the first mention of a narrative with this text."""
    return next(mention for mention in found.mentions if mention.text == text)
