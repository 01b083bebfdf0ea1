"""Vaccines by what they are called, and the words that tell one to have been given.

Source: WHO list of prequalified vaccines; brands and short names as reports to VAERS use them.
"""

from __future__ import annotations

from caseline.cases.asides import is_aside
from caseline.cases.concepts import Concept
from caseline.cases.cues import cue
from caseline.cases.medicines import VACCINE_NAMES
from caseline.cases.narrative import Found, Narrative

# Vaccines in general, or by the names that reports give them.
_VACCINE = cue(
    rf"(?:(?:vaccin\w*|immuni[sz]ations?|toxoid|booster\s+shot|flu\s+(?:shot|jab))\b|{VACCINE_NAMES})"
)
_VACCINATED = cue(
    r"""(?:\bs/p\b | \b(?:post|after|following|since|got|had|gets|received?|receiving|given|gave|administered|vaccinated
        |immuni[sz]ed|dose|doses|inject\w+)\b | \#\s?\d)"""
)


def names_vaccine(mention: Found) -> bool:
    """Says whether a mention names a vaccine."""
    return _VACCINE.search(mention.lowered) is not None


def is_vaccine(concept: Concept) -> bool:
    """Says whether a treatment is a vaccine, which treats no event."""
    return any(map(names_vaccine, concept.mentions))


def is_vaccinated(narrative: Narrative, concept: Concept) -> bool:
    """Says whether a vaccine is told as given, in the words of notes and of lay people too."""
    return is_vaccine(concept) and any(
        _VACCINATED.search(narrative.sentence_of(mention).lowered) is not None
        and not is_aside(narrative, mention)
        for mention in concept.mentions
    )
