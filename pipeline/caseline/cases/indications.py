"""What each drug was given for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from caseline.cases.concepts import DISEASES, TREATMENTS, Concept
from caseline.cases.cues import cue
from caseline.cases.disease_evidence import list_bounds as ills_bounds
from caseline.cases.diseases import DiseaseRole, JudgedDisease
from caseline.cases.generic import treats_tumours
from caseline.cases.narrative import Found, Narrative
from caseline.cases.parts import Mentions, Parts
from caseline.cases.places import Places
from caseline.cases.role_evidence import list_bounds as drugs_bounds
from caseline.cases.vaccines import is_vaccine
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.mention import Exclusion, Label

# "used in patients with MS", "indicated for MS", "MS patients": what a drug is for, said in general.
_USED_FOR = cue(
    r"\b(?:used|indicated|approved|prescribed|licensed|effective|first-line|treatments?|therap(?:y|ies)|medications?)\b"
    r"[^.;]{0,60}\b(?:in|for|of|with)\b"
)
# Between a drug and its purpose, and between a disease and its drug.
_DRUG_FOR = re.compile(
    r"""(?:[^;]{0,80}?\b)?(?:for|to\s+(?:treat|manage|control|prevent)|in\s+the\s+(?:treatment|management)\s+of|against|because\s+of)\s+
    (?:(?:the|his|her|a|an|treatment|management|prophylaxis|of|newly|diagnosed|acute|chronic|severe|mild|presumed|suspected)\s+)*""",
    re.VERBOSE,
)
# "apixaban 5 mg twice daily (atrial fibrillation)", and "for hypothyroidism levothyroxine".
_IN_BRACKETS = re.compile(r"[^;()]{0,60}\(\s*(?:for\s+)?")
_FOR_IT = cue(r"for\s+(?:(?:his|her|the|a|chronic|severe|mild)\s+)*\Z")
_BARE = re.compile(
    r"\s*,?\s*(?:(?:he|she|they|the\s+patient|i)\s+(?:\w+\s+){1,4})?(?:[\d.,]+\s*\w+\s+(?:of\s+)?)?"
)
_GIVEN = r"""(?:treated\s+(?:successfully\s+)?(?:with|by)|for\s+which\s+(?:he|she|they|i|the\s+patient)(?:\s+\w+){1,3}|receiv(?:ing|ed)|on|taking|managed\s+with
    |controlled\s+(?:with|by)|(?:started|begun|commenced|put|placed|maintained)\s+(?:on|to)|switched(?:\s+from)?(?:\s+\w+\s+to)?|and\s+(?:took|used)|initiated\s+on|underwent|undergoing|prescribed|began|required
    |requiring)"""
_TREATED_WITH = re.compile(rf"[^;]{{0,60}}?\b{_GIVEN}\s+(?:[\w-]+\s+){{0,2}}?", re.VERBOSE)
_BACKGROUND = cue(
    r"""(?:(?:medical|past|family|surgical|personal)\s+history|(?<!year\s)(?<!years\s)history\s+(?:of|included|includes|was|revealed)|pmhx?|comorbidit(?:y|ies)
        |carrier|background|known\s+to\s+have|smoker|risk\s+factors?)\b[^.;]{0,120}\Z"""
)
# "A 60-year-old hypertensive", "a 60-year-old man with": what the patient is told to be like.
_HOST = cue(r"(?:years?|months?)[\s-]old\s+(?:[\w-]+,?\s+){0,3}\Z")
# What a patient is or carries, and what was only feared, sought or set aside.
_TRAIT = re.compile(
    r"(?:(?:morbidly\s+|severely\s+)?obes(?:e|ity)|overweight|(?:ex-?|heavy\s+|chronic\s+)?smok(?:er|ing)|alcoholi(?:c|sm)|(?:\w+\s+)?allerg(?:y|ies)|pregnan(?:t|cy)|post-?\s?menopausal"
    r"|carrier|(?:[\w-]+\s+)*(?:period|state|status)|(?:the\s+)?(?:malignancy|cancer|disease|virus))"
)
_FEARED = cue(
    r"""(?:to\s+(?:rule\s+out|exclude)|rul(?:e|ed|ing)\s+out|exclu(?:de|ded|ding|sion\s+of)|suspicion\s+of|suspicious\s+for|suspected(?:\s+of)?|fear\s+of|concern\s+for|differential\s+diagnos[ei]s
        |tested?\s+for|tests?\s+for|screen(?:ed|ing)\s+for|negative\s+for|risk\s+of|serolog\w+\s+for|mimick\w+|resembl\w+|rather\s+than|instead\s+of|such\s+as|possib(?:le|ility\s+of))\b[^.;]{0,60}\Z"""
)
# What chemotherapy is given for.
_MALIGNANT = cue(
    r"""(?:cancers?|\w*(?:carcinoma|sarcoma|lymphoma|leuk[a]?emia|myeloma|melanoma|blastoma|glioma|mesothelioma|metasta\w+)s?|malignan\w+|hodgkin\w*|tumou?rs?|nsclc|aml|cll|cml|dlbcl)\b"""
)
_HARM = cue(r"\b(?:side|adverse|toxic)\s+(?:effects?|reactions?|events?)\b|\bcomplications?\b")


def indications_of(narrative: Narrative, parts: Parts, registry: Mentions) -> dict[str, str]:
    """Returns the condition that each drug was given for, and settles which conditions are indications.

    A drug and a condition belong together when one clause says so, or a general statement says what the
    suspect is used for. Of what is left, a single condition that something was given for is the suspect's.
    """
    places = _places(parts.conditions)
    linked = {
        drug: condition
        for drug, item in parts.drugs.items()
        if (condition := _linked(narrative, item.concept, places)) is not None
    }
    for suspect in parts.suspects[:1]:
        if suspect not in linked and not is_vaccine(parts.drugs[suspect].concept):
            condition = _used_for(narrative, parts, suspect, registry) or _left_over(narrative, parts, linked)
            if condition is not None:
                linked[suspect] = condition
    linked = _with_mates(narrative, parts, linked)
    chosen = {linked[key] for key in parts.suspects if key in linked}
    if not parts.suspects:
        chosen = _treated(narrative, parts)
    taken_for = set(linked.values())
    for key, item in parts.conditions.items():
        if key in chosen:
            parts.conditions[key] = replace(item, role=DiseaseRole.INDICATION)
        elif item.role is DiseaseRole.INDICATION or (
            item.role is DiseaseRole.HISTORY and key in taken_for  # what a drug is taken for goes on
        ):
            parts.conditions[key] = replace(item, role=DiseaseRole.COMORBIDITY)
    return linked


def _treated(narrative: Narrative, parts: Parts) -> set[str]:
    """Returns the conditions that something was done for, in a report that suspects no drug of harm.

    Those that words of purpose tie to a treatment come first; else the diagnosis that most is told of.
    """
    if not parts.therapies and not parts.drugs:
        return set()
    treated = {key for key, item in parts.conditions.items() if item.role is DiseaseRole.INDICATION}
    diagnoses = {
        key: item
        for key, item in parts.conditions.items()
        if _is_diagnosis(narrative, item) and not _is_host(narrative, item)
    }
    places = _places(diagnoses)
    for item in parts.therapies.values():
        condition = _linked(narrative, item.concept, places)
        treated |= set() if condition is None else {condition}
    treated &= diagnoses.keys()
    main = max(diagnoses, key=lambda key: len(diagnoses[key].concept.mentions), default=None)
    return treated or (set() if main is None else {main})


def _is_diagnosis(narrative: Narrative, item: JudgedDisease) -> bool:
    """Says whether a condition is a disease by name and not told as background only, nor a trait or a fear."""
    if item.role is DiseaseRole.HISTORY:
        return False
    told = [
        mention
        for mention in item.concept.mentions
        if not _BACKGROUND.search(narrative.before(mention)) and not _FEARED.search(narrative.before(mention))
    ]
    return any(
        (mention.label is Label.DISORDER or mention.known_as == Label.DISORDER)
        and not _TRAIT.fullmatch(mention.lowered)
        for mention in told
    )


def _is_host(narrative: Narrative, item: JudgedDisease) -> bool:
    return all(_HOST.search(narrative.before(mention)) for mention in item.concept.mentions)


def _places(conditions: Mapping[str, JudgedDisease]) -> Places:
    return Places({key: item.concept.mentions for key, item in conditions.items()})


def _linked(narrative: Narrative, drug: Concept, conditions: Places) -> str | None:
    """Returns the condition that a sentence ties to a drug as its purpose; of several the nearest, then the first."""
    found = [
        (max(mention.start, other.start) - min(mention.end, other.end), key)
        for mention in drug.mentions
        for key, other in conditions.in_sentence(mention.sentence)
        if _ties(narrative, mention, other) and _is_counterpart(narrative, mention, other)
    ]
    return min(found, key=lambda item: (item[0], conditions.rank(item[1])))[1] if found else None


def _is_counterpart(narrative: Narrative, drug: Found, disease: Found) -> bool:
    """Says whether of two lists of one length, diseases and their drugs, the places are the same, or there are none."""
    drugs, ills = _listed(narrative, drug, TREATMENTS), _listed(narrative, disease, DISEASES)
    if disease.start > drug.start or len(drugs) != len(ills) or len(ills) == 1:
        return True
    return drugs.index(drug.start) == ills.index(disease.start)


def _listed(narrative: Narrative, mention: Found, labels: frozenset[Label]) -> list[int]:
    """Returns where the members of the list begin that a mention stands in; each place once."""
    bounds = drugs_bounds if labels is TREATMENTS else ills_bounds
    start, end = bounds(narrative, mention)
    peers = [
        other
        for other in narrative.by_sentence[mention.sentence]
        if other.label in labels and start <= other.start and other.end <= end
    ]
    whole = {  # a mention of the list as one, beside its members
        (other.start, other.end)
        for other in peers
        for part in peers
        if other.start <= part.start and part.end <= other.end and len(part.text) < len(other.text)
    }
    places = {other.start for other in peers if (other.start, other.end) not in whole}
    return sorted(places | {mention.start})


def _with_mates(narrative: Narrative, parts: Parts, linked: Mapping[str, str]) -> dict[str, str]:
    """Returns the indications with those of a regimen: what a suspect was for, the suspects of its list were for.

    Chemotherapy was given for the malignancy, where there is one.
    """
    told = dict(linked)
    beside: dict[int, list[str]] = {}
    for mate in parts.suspects:
        if mate in linked:
            beside.setdefault(parts.drugs[mate].concept.mentions[0].sentence, []).append(mate)
    for key in parts.suspects:
        if key in told or is_vaccine(parts.drugs[key].concept):
            continue
        drug = parts.drugs[key].concept
        mates = [
            mate
            for mate in beside.get(drug.mentions[0].sentence, ())
            if _is_mate(narrative, drug, parts.drugs[mate].concept)
        ]
        if mates:
            told[key] = linked[mates[0]]
    growths = [key for key, item in parts.conditions.items() if _is_growth(item)]
    for key in parts.suspects:
        if len(growths) == 1 and key not in told and treats_tumours(parts.drugs[key].concept):
            told[key] = growths[0]
    return {key: told[key] for key in parts.drugs if key in told}


def _is_growth(item: JudgedDisease) -> bool:
    return item.role is not DiseaseRole.HISTORY and any(
        _MALIGNANT.search(mention.lowered) for mention in item.concept.mentions
    )


def _is_mate(narrative: Narrative, drug: Concept, other: Concept) -> bool:
    """Says whether one list holds both where each is first told."""
    first, second = drug.mentions[0], other.mentions[0]
    return first.sentence == second.sentence and second.start in _listed(narrative, first, TREATMENTS)


def _ties(narrative: Narrative, drug: Found, disease: Found) -> bool:
    """Says whether the words between a drug and a disease tell that the one was given for the other."""
    first, second = sorted((drug, disease), key=lambda found: found.start)
    between = narrative.lowered[first.end : second.start]
    if first is drug:
        return (_DRUG_FOR.fullmatch(between) or _IN_BRACKETS.fullmatch(between)) is not None
    if _TREATED_WITH.fullmatch(between):
        return True
    return (_FOR_IT.search(narrative.before(disease)) and _BARE.fullmatch(between)) is not None


def _left_over(narrative: Narrative, parts: Parts, linked: Mapping[str, str]) -> str | None:
    """Returns the condition that something was given for, or else the patient's disease, when it is nothing else's indication."""
    taken = set(linked.values())
    free = [key for key in parts.conditions if key not in taken]
    told = [key for key in free if parts.conditions[key].role is DiseaseRole.INDICATION]
    told = told or [key for key in free if _is_diagnosis(narrative, parts.conditions[key])]
    return max(told, key=lambda key: len(parts.conditions[key].concept.mentions), default=None)


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
