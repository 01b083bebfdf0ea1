"""Which of the things that happened are effects of a drug, and which belong to the disease it was given for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.cases.blame import laid_to
from caseline.cases.causality import speaks_of
from caseline.cases.coverage import before_exposure
from caseline.cases.cues import cue
from caseline.cases.diseases import DiseaseRole, JudgedDisease
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.causality import causality_value, frees
from caseline.cases.readings import is_read
from caseline.cases.treatments import Judged, Role
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

_SUSPECTED = frozenset({"suspect", "interacting"})
# Words of a report about a drug's harm, whichever drug it is.
_HARM = cue(
    r"""(?:adverse\s+(?:drug\s+)?(?:reactions?|events?|effects?) | side[\s-]+effects? | drug[\s-]+(?:induced|related|reaction|eruption|hypersensitivity|allergy)
      | (?:allergic|anaphyla\w+|hypersensitivity)\s+reaction\s+(?:to|after|following) | anaphyla\w+ | overdos\w+ | intoxication
      | (?:after|following|post|received|receiving|since|dose\s+of|given)\W+(?:[\w-]+\W+){0,5}?(?:vaccin\w+|immuni[sz]ation|booster|jab) |
        (?:1st|2nd|3rd|first|second|third|booster)\s+(?:shot|dose|jab)\b(?!\s+of)
      | medication\s+error | withdrawal\s+syndrome)\b"""
)
_FIRM = 2.0  # suspicion that words of cause, withdrawal or a reaction give
# What no drug brings about within a course, unless it is said to.
_GROWTH = re.compile(
    r"mass(?:es)?\b|tumou?r|carcinom|cancer|lymphom|leuk[a]?emi|myelom|metasta|meningiom|adenom|neoplas|polyp|cyst\b|sarcom|gliom|blastom|malignan|stenosis|calcifi|congenital"
)
# An exposure that was there before what brought the patient in.
_ANTERIOR = cue(
    r"""(?:had\s+(?:been\s+)?(?:\w+ly\s+)?(?:taking|started|begun|received|taken|receiving|given|prescribed|using|ingested|treated|on|used|vaccinated|completed)
      | (?:has|have)\s+been\s+(?:taking|receiving|on|treated) | (?:days?|weeks?|months?|hours?|years?|minutes?)\s+(?:prior|before|earlier|
        previously|ago|into) | recently
      | was\s+(?:taking|receiving|on|using) | while\s+(?:on|taking|receiving|under) | currently | takes | took | history\s+of\s+\w+\s+(?:use|intake|exposure)
      | on\s+(?:long-term|chronic|maintenance|therapy|treatment) | under\s+(?:treatment|therapy))\b"""
)
_AFTER = cue(r"(?:after|following|since|during|within|on)\s+[^.;,]{0,60}\Z")


def adverse(
    narrative: Narrative,
    diseases: Sequence[JudgedDisease],
    treatments: Sequence[Judged],
    own: Sequence[Found],
) -> tuple[JudgedDisease, ...]:
    """Returns the diseases with those taken back from the events that no drug can have done.

    A role reader has told them apart already.

    Besides what no drug is told to have done, these are the events that were there before any suspect was given,
    and those that the suspect was given for.

    Source: annotation guideline, "EVENT or DISORDER?" and "The case".
    """
    if is_read(own):
        return tuple(diseases)
    told = _by_a_drug(narrative, diseases, treatments, own)
    events = {
        str(place): item.concept.mentions for place, item in enumerate(told) if item.role is DiseaseRole.EVENT
    }
    drugs = {
        str(place): item.concept.mentions
        for place, item in enumerate(treatments)
        if item.role.value in _SUSPECTED
    }
    claims = [mention for mention in own if mention.label is Label.CAUSALITY]
    earlier = before_exposure(narrative, events, drugs, laid_to(narrative, claims, events, drugs))
    together = [
        earlier.pop(str(place))
        for place, item in enumerate(treatments)
        if item.role is Role.INTERACTING and str(place) in earlier
    ]
    if together:  # an interaction begins when the second of them is given
        earlier["together"] = frozenset().union(*together)
    if not earlier or not (gone := frozenset.intersection(*earlier.values())):
        return told
    return tuple(_taken_back(item) if str(place) in gone else item for place, item in enumerate(told))


def _by_a_drug(
    narrative: Narrative,
    diseases: Sequence[JudgedDisease],
    treatments: Sequence[Judged],
    own: Sequence[Found],
) -> tuple[JudgedDisease, ...]:
    """Returns the diseases with those taken back from the events that no drug is told to have done.

    Without a suspected drug, and without a word of a drug's harm, a report is about a disease: nothing in it is an event.
    Where the suspicion rests on the order of things alone, what was told before the exposure was there before it, unless
    the exposure is told as earlier; of a growth always.
    """
    suspects = [
        mention
        for item in treatments
        if item.role.value in _SUSPECTED
        for mention in item.concept.mentions
        if "HISTORICAL" not in mention.context
    ]
    harmed = _tells_harm(narrative, own)
    if not suspects:
        return tuple(diseases) if harmed else tuple(map(_taken_back, diseases))
    told = [mention for mention in suspects if mention.section is not SectionName.TITLE]
    if not told or _is_anterior(narrative, told):
        return tuple(diseases)
    first = min(mention.start for mention in told)
    firm = harmed or any(item.suspicion >= _FIRM for item in treatments if item.role.value in _SUSPECTED)
    sentences = {mention.sentence for mention in suspects}
    return tuple(
        item if _may_follow(item, first, sentences) or (firm and not _is_growth(item)) else _taken_back(item)
        for item in diseases
    )


def _may_follow(item: JudgedDisease, first: int, sentences: set[int]) -> bool:
    return any(
        mention.start > first or mention.sentence in sentences or mention.section is SectionName.TITLE
        for mention in item.concept.mentions
    )


def _is_growth(item: JudgedDisease) -> bool:
    return all(_GROWTH.search(mention.lowered) for mention in item.concept.mentions)


def _taken_back(item: JudgedDisease) -> JudgedDisease:
    """Returns an event as a comorbidity; anything else, and what a form states to be one, as it is."""
    if item.role is not DiseaseRole.EVENT or any(mention.stated for mention in item.concept.mentions):
        return item
    return JudgedDisease(item.concept, DiseaseRole.COMORBIDITY, 0.0)


def _is_anterior(narrative: Narrative, suspects: Sequence[Found]) -> bool:
    """Says whether the first that is told of a suspect is an exposure of before."""
    first = min(suspects, key=lambda mention: mention.start)
    before = narrative.before(first)
    return bool(_ANTERIOR.search(before) or _AFTER.search(before))


def _tells_harm(narrative: Narrative, own: Sequence[Found]) -> bool:
    """Says whether the patient's sentences speak of a drug's harm, or hold a drug beside words of cause."""
    sentences = sorted({mention.sentence for mention in own})
    if any(_HARM.search(narrative.sentences[index].lowered) for index in sentences):
        return True
    drugs = [mention for mention in own if mention.label is Label.DRUG]
    return any(
        mention.label is Label.CAUSALITY
        and causality_value(mention.text) is not None
        and not frees(mention.text)
        and any(drug.sentence == mention.sentence for drug in drugs)
        and speaks_of(narrative, mention, drugs)
        for mention in own
    )
