"""What each drug was given for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from caseline.cases.concepts import DISEASES, Concept
from caseline.cases.cues import cue
from caseline.cases.diseases import DiseaseRole, JudgedDisease
from caseline.cases.narrative import Found, Narrative
from caseline.cases.parts import Mentions, Parts
from caseline.cases.treatments import is_vaccine
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.mention import Exclusion, Label

# "used in patients with MS", "indicated for MS", "MS patients": what a drug is for, said in general.
_USED_FOR = cue(
    r"\b(?:used|indicated|approved|prescribed|licensed|effective|first-line|treatments?|therap(?:y|ies)|medications?)\b"
    r"[^.;]{0,60}\b(?:in|for|of|with)\b"
)
# Between a drug and its purpose, and between a disease and its drug.
_DRUG_FOR = re.compile(
    r"(?:[^.;]{0,80}?\b)?(?:for|to\s+(?:treat|manage|control|prevent)|in\s+the\s+(?:treatment|management)\s+of|against)\s+"
    r"(?:(?:the|his|her|a|an|treatment|management|prophylaxis|of|newly|diagnosed|acute|chronic|severe|mild|presumed|suspected)\s+)*"
)
# "apixaban 5 mg twice daily (atrial fibrillation)", and "for hypothyroidism levothyroxine".
_IN_BRACKETS = re.compile(r"[^.;()]{0,60}\(\s*(?:for\s+)?")
_FOR_IT = cue(r"for\s+(?:(?:his|her|the|a|chronic|severe|mild)\s+)*\Z")
_BARE = re.compile(
    r"\s*,?\s*(?:(?:he|she|they|the\s+patient|i)\s+(?:\w+\s+){1,4})?(?:[\d.,]+\s*\w+\s+(?:of\s+)?)?"
)
_TREATED_WITH = re.compile(
    r"""[^.;]{0,40}?\b(?:treated\s+with|for\s+which\s+(?:he|she|they|the\s+patient)\s+\w+|receiving|on|taking
        |managed\s+with|controlled\s+with)\s+(?:[\w-]+\s+){0,2}?""",
    re.VERBOSE,
)
_BACKGROUND = cue(
    r"""(?:(?:medical|past|family|surgical|personal)\s+history|history\s+(?:of|included|includes|was|revealed)|pmhx?|comorbidit(?:y|ies)
        |carrier|background|known\s+to\s+have|risk\s+factors?)\b[^.;]{0,120}\Z | (?:years?|months?)[\s-]old\s+(?:[\w-]+,?\s+){0,3}\Z"""
)
_HARM = cue(r"\b(?:side|adverse|toxic)\s+(?:effects?|reactions?|events?)\b|\bcomplications?\b")


def indications_of(narrative: Narrative, parts: Parts, registry: Mentions) -> dict[str, str]:
    """Returns the condition that each drug was given for, and settles which conditions are indications.

    A drug and a condition belong together when one clause says so, or a general statement says what the
    suspect is used for. Of what is left, a single condition that something was given for is the suspect's.
    """
    linked = {
        drug: condition
        for drug, item in parts.drugs.items()
        if (condition := _linked(narrative, item.concept, parts.conditions)) is not None
    }
    for suspect in parts.suspects[:1]:
        if suspect not in linked and not is_vaccine(parts.drugs[suspect].concept):
            condition = _used_for(narrative, parts, suspect, registry) or _left_over(parts, linked)
            if condition is not None:
                linked[suspect] = condition
    for_suspects = {linked[key] for key in parts.suspects if key in linked}
    for key, item in parts.conditions.items():
        if key in for_suspects:
            parts.conditions[key] = replace(item, role=DiseaseRole.INDICATION)
        elif item.role is DiseaseRole.INDICATION and (
            parts.suspects or key in linked.values() or _is_untreated(narrative, parts, item)
        ):
            parts.conditions[key] = replace(item, role=DiseaseRole.COMORBIDITY)
    return linked


def _is_untreated(narrative: Narrative, parts: Parts, item: JudgedDisease) -> bool:
    """Says whether nothing of the record was given for a condition: it has no treatment, or is told as background."""
    if not parts.drugs and not parts.therapies:
        return True
    return all(_BACKGROUND.search(narrative.before(mention)) for mention in item.concept.mentions)


def _linked(narrative: Narrative, drug: Concept, conditions: Mapping[str, JudgedDisease]) -> str | None:
    """Returns the condition that a sentence ties to a drug as its purpose."""
    for mention in drug.mentions:
        for key, item in conditions.items():
            for other in item.concept.mentions:
                if other.sentence != mention.sentence:
                    continue
                first, second = sorted((mention, other), key=lambda found: found.start)
                between = narrative.lowered[first.end : second.start]
                pattern = _DRUG_FOR if first is mention else _TREATED_WITH
                if pattern.fullmatch(between):
                    return key
                if first is mention and _IN_BRACKETS.fullmatch(between):
                    return key
                if first is other and _FOR_IT.search(narrative.before(other)) and _BARE.fullmatch(between):
                    return key
    return None


def _left_over(parts: Parts, linked: Mapping[str, str]) -> str | None:
    """Returns the condition that something was given for, when it is nothing else's indication."""
    free = [
        key
        for key, item in parts.conditions.items()
        if item.role is DiseaseRole.INDICATION and key not in linked.values()
    ]
    return max(free, key=lambda key: len(parts.conditions[key].concept.mentions), default=None)


def _used_for(narrative: Narrative, parts: Parts, suspect: str, registry: Mentions) -> str | None:
    """Returns the condition that the report says, in general, the suspect is used for.

    A condition the patient has is taken as it is. Where the report names none, the general statement is
    the evidence, and its mentions count as the patient's.
    """
    general = [
        mention
        for mention in narrative.mentions
        if mention.label in DISEASES
        and registry.excluded[mention.index] is Exclusion.GENERAL_KNOWLEDGE
        and _USED_FOR.search(narrative.before(mention))
        and not _HARM.search(narrative.before(mention))
        and _names(narrative, mention, parts.drugs[suspect].concept)
    ]
    for key, item in parts.conditions.items():
        own = {
            value
            for mention in item.concept.mentions
            for value in (fold(mention.text), mention.code)
            if value
        }
        if any(fold(mention.text) in own or mention.code in own for mention in general):
            return key
    named = [mention for mention in general if mention.label is Label.DISORDER]
    if not named or any(item.role is DiseaseRole.INDICATION for item in parts.conditions.values()):
        return None
    for mention in named:
        registry.excluded[mention.index] = None
    key = f"k{len(parts.conditions) + 1}"
    parts.conditions[key] = JudgedDisease(Concept(tuple(named)), DiseaseRole.INDICATION, 0.0)
    return key


def _names(narrative: Narrative, mention: Found, drug: Concept) -> bool:
    """Says whether a mention's sentence names a drug by one of its wordings."""
    text = narrative.sentence_of(mention).lowered
    return any(other.lowered in text for other in drug.mentions)
