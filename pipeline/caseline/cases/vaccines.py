"""Vaccines by what they are called, and the words that tell one to have been given.

Source: WHO list of prequalified vaccines; brands and short names as reports to VAERS use them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.cases.asides import is_aside
from caseline.cases.concepts import Concept
from caseline.cases.cues import cue
from caseline.cases.medicines import VACCINE_NAMES
from caseline.cases.narrative import Found, Narrative
from caseline.schema.mention import Label

# Vaccines in general, or by the names that reports give them.
_VACCINE = cue(
    rf"(?:(?:vaccin\w*|immuni[sz]ations?|toxoid|vax|boosters?(?:\s+shot)?|flu\s+(?:shot|jab))\b|{VACCINE_NAMES})"
)
_VACCINATED = cue(
    r"""(?:\bs/p\b | \b(?:post|after|following|since|got|had|gets|received?|receiving|given|gave|administered|vaccinated
        |immuni[sz]ed|dose|doses|inject\w+)\b | \#\s?\d)"""
)
# What is done with a vaccine: a purpose, and a name where nothing else is told.
_ACT = re.compile(
    r"(?:(?!vaccine)[\w()/-]+\s+){0,4}?(?:(?:re)?vaccinations?|vacc|vax|(?:re)?immuni[sz]ations?|inoculations?|shots?|jabs?|boosters?|prophylaxis|prevention)"
)
# The bare word for a vaccine, or for what is done with it.
_BARE = re.compile(
    r"(?:(?:the|his|her|my|this|that)\s+)?(?:vaccin(?:e|es|ation|ations)|immuni[sz]ations?|jabs?|shots?|vax|boosters?)\Z"
)
_MAKER = re.compile(
    r"moderna|pfizer(?:\W{0,3}biontech)?|biontech|janssen|johnson\s*(?:&|and)\s*johnson|j\s?&\s?j|astra\s?zeneca|novavax|sinovac|sanofi|merck|gsk"
)
_PURPOSE = re.compile(
    r"\bfor\s+(?:(?:the|her|his|my|routine|active|primary|seasonal|annual|prophylactic|preventive)\s+)*\(?\Z"
)
# Somebody who came for it, and the word for what was then given.
_CAME = cue(
    r"\b(?:came|comes|went|present(?:s|ed)|visit(?:s|ed)|return(?:s|ed)|arrived|attended|scheduled|seen|appointment|clinic|waiting|develop\w*|experienc\w*)\b"
)


def is_act(mention: Found) -> bool:
    """Says whether a mention names what is done with a vaccine, and no product: "COVID-19 immunization"."""
    return _ACT.fullmatch(mention.lowered) is not None and _MAKER.search(mention.lowered) is None


def is_bare(mention: Found) -> bool:
    """Says whether a mention is a word for any vaccine and names none: "the vaccine", "shot"."""
    return mention.label is Label.DRUG and _BARE.match(mention.lowered) is not None


def is_maker(mention: Found) -> bool:
    """Says whether a mention is the name of who makes a vaccine."""
    return _MAKER.fullmatch(mention.lowered) is not None


def with_maker(mentions: Sequence[Found]) -> Sequence[Found]:
    """Returns the wordings that name a vaccine with its maker, where the first has the maker alone; else all."""
    if not is_maker(mentions[0]):
        return mentions
    return [
        mention for mention in mentions if "vaccin" in mention.lowered and _MAKER.search(mention.lowered)
    ] or mentions


def is_purpose(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention tells what a vaccine named before it was given for: "BNT162b2 for COVID-19 immunization"."""
    if not is_act(mention) or _PURPOSE.search(narrative.before(mention)) is None:
        return False
    return any(
        other.label is Label.DRUG
        and other.end <= mention.start
        and names_vaccine(other)
        and not is_act(other)
        and _CAME.search(narrative.lowered[other.end : mention.start]) is None
        for other in narrative.by_sentence[mention.sentence]
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
