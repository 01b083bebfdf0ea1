"""What each drug was given for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from caseline.cases.concepts import DISEASES, TREATMENTS, Concept, expand
from caseline.cases.cues import cue
from caseline.cases.disease_evidence import list_bounds as ills_bounds
from caseline.cases.diseases import DiseaseRole, JudgedDisease
from caseline.cases.generic import treats_tumours
from caseline.cases.narrative import Found, Narrative
from caseline.cases.parts import Mentions, Parts
from caseline.cases.places import Places
from caseline.cases.role_evidence import list_bounds as drugs_bounds
from caseline.cases.uses import Fit, fit
from caseline.cases.vaccines import is_vaccine
from caseline.nlp.lexicon_atoms import fold
from caseline.nlp.patterns.base import lower
from caseline.schema.mention import Exclusion, Label

# "used in patients with MS", "indicated for MS", "MS patients": what a drug is for, said in general.
_USED_FOR = cue(
    r"\b(?:used|indicated|approved|prescribed|licensed|effective|first-line|treatments?|therap(?:y|ies)|medications?)\b"
    r"[^.;]{0,60}\b(?:in|for|of|with)\b"
)
# Between a drug and its purpose, and between a disease and its drug.
_DRUG_FOR = re.compile(
    r"""(?:[^;]{0,120}?\b)?(?:for(?!\s+(?:[\w-]+\s+){0,3}?(?:days?|weeks?|months?|years?|hours?|life|cycles?|courses?)\b)|to\s+(?:treat|manage|control|prevent|relieve|combat)
        |(?:in|as|under)\s+(?:the\s+|a\s+)?(?:\w+\s+)?(?:treatment|management|prophylaxis|therapy|remedy)\s+(?:of|for)|against|because\s+of|on\s+account\s+of|owing\s+to
        |(?:after|following)\s+(?:a|the)\s+diagnosis\s+of|(?:when|whenever|if)\s+(?:his|her|the))\s+
    (?:(?!(?:and|or|but|who|which|that|after|before|until|when|with|without|in|on|at|by|to|from|since|was|were|had)\b)[\w'’-]+\s+){0,5}""",
    re.VERBOSE,
)
# Why a drug was left off, or the patient seen: no purpose of the drug.
_NOT_FOR = cue(
    r"""(?:(?:was|were|been|is|be|being|and)\s+(?:\w+ly\s+)?(?:stopped|discontinued|withdrawn|withheld|suspended|ceased|avoided|omitted|interrupted|refused|declined|held)
        |contraindicat\w*|not\s+(?:given|taken|tolerated|used|prescribed)|withdrawal|discontinuation|cessation|allerg\w+
        |(?:re)?admitted|admission|hospitali[sz]\w+|referred|presented|consulted|seen|evaluated|assessed|attended|investigated|screened|tests?|tested|negative|monitored|operated|underwent|surgery|except|died)\b"""
)
# "apixaban 5 mg twice daily (atrial fibrillation)", and "for hypothyroidism levothyroxine".
_IN_BRACKETS = re.compile(r"[^;()]{0,60}\(\s*(?:for\s+)?")
_FOR_IT = cue(r"for\s+(?:(?:his|her|the|a|chronic|severe|mild)\s+)*\Z")
_BARE = re.compile(
    r"\s*,?\s*(?:(?:he|she|they|the\s+patient|i)\s+(?:\w+\s+){1,4})?(?:[\d.,]+\s*\w+\s+(?:of\s+)?|(?:an?|his|her)\s+(?:[\w-]+\s+){1,4}?(?:of\s+)?)?"
)
_ANSWERED = r"""(?:treated\s+(?:successfully\s+)?(?:with|by)|for\s+(?:which|that|this)\s+(?:he|she|they|i|the\s+patient|his|her)(?:\s+[\w-]+){1,3}
    |(?:(?:well|poorly|partly|partially|adequately|fairly|stably)[\s-]+)?(?:managed|controlled|held|compensated|suppressed|substituted)\s+(?:with|by|on|under)|(?:in|under|on)\s+(?:\w+\s+)?(?:treatment|therapy)\s+(?:with|by)
    |medicated\s+with|for\s+which|and\s+(?:took|used|uses|takes))"""
_GIVEN = r"""(?:receiv(?:ing|ed)|on|taking|under|(?:started|begun|commenced|put|placed|maintained|kept|stabili[sz]ed)\s+(?:on|to)
    |switched(?:\s+from)?(?:\s+\w+\s+to)?
    |initiated\s+on|underwent|undergoing|prescribed|began|required|requiring|using)"""
_TREATED_BY = re.compile(rf"[^;]{{0,60}}?\b{_ANSWERED}\s+(?:[\w-]+\s+){{0,2}}?", re.VERBOSE)
_TREATED_WITH = re.compile(rf"[^;]{{0,60}}?\b{_GIVEN}\s+(?:[\w-]+\s+){{0,2}}?", re.VERBOSE)
# "hypothyroidism (levothyroxine 75 µg daily)".
_BRACKETED = re.compile(
    r"\s*[(\[]\s*(?:(?:currently|on|taking|under|treated|with|managed|controlled|by|long-term|treatment|therapy|with|oral|inhaled|daily)\s+)*"
)
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
_NEAR = 3  # sentences that a disease may stand before the drug that such drugs are for
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
    linked |= _by_nature(narrative, parts, linked)
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


class _Tie(IntEnum):
    """How plainly a sentence ties a condition to a drug, the plainest first."""

    PURPOSE = 0
    GIVEN = 1


def _linked(narrative: Narrative, drug: Concept, conditions: Places) -> str | None:
    """Returns the condition that a sentence ties to a drug as its purpose.

    Of several one told as the purpose, then one that such drugs are for, the nearest, the first.
    """
    names = _wordings(narrative, drug.mentions)
    found = []
    for mention in drug.mentions:
        for key, other in conditions.in_sentence(mention.sentence):
            tie = _ties(narrative, mention, other)
            if tie is None or not _is_counterpart(narrative, mention, other):
                continue
            fits = fit(names, _wordings(narrative, conditions[key]))
            if tie is _Tie.GIVEN and fits is Fit.FOREIGN and not _are_paired(narrative, mention, other):
                continue  # "A man with asthma was given penicillin"
            apart = max(mention.start, other.start) - min(mention.end, other.end)
            found.append(((tie, fits is not Fit.FITS, apart, conditions.rank(key)), key))
    return min(found)[1] if found else None


def _wordings(narrative: Narrative, mentions: Sequence[Found]) -> set[str]:
    """Returns what mentions say, as written, in full, and by the name of their concept, in lower case."""
    return {
        lower(text)
        for mention in mentions
        for text in (mention.text, expand(narrative, mention.text), mention.concept)
        if text
    }


def _is_counterpart(narrative: Narrative, drug: Found, disease: Found) -> bool:
    """Says whether of two lists of one length, diseases and their drugs, the places are the same, or there are none."""
    if disease.start > drug.start or not _are_paired(narrative, drug, disease):
        return True
    drugs, ills = _listed(narrative, drug, TREATMENTS), _listed(narrative, disease, DISEASES)
    return drugs.index(drug.start) == ills.index(disease.start)


def _are_paired(narrative: Narrative, drug: Found, disease: Found) -> bool:
    """Says whether a drug and a disease stand in two lists of one length."""
    drugs, ills = _listed(narrative, drug, TREATMENTS), _listed(narrative, disease, DISEASES)
    return len(drugs) == len(ills) > 1


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
        if mates and _goes(narrative, parts, key, linked[mates[0]]) is not Fit.FOREIGN:
            told[key] = linked[mates[0]]
    growths = [key for key, item in parts.conditions.items() if _is_growth(item)]
    for key in parts.drugs:
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


def _ties(narrative: Narrative, drug: Found, disease: Found) -> _Tie | None:
    """Says whether the words between a drug and a disease tell that the one was given for the other."""
    first, second = sorted((drug, disease), key=lambda found: found.start)
    between = narrative.lowered[first.end : second.start]
    if first is drug:
        said = _DRUG_FOR.fullmatch(between) and not _NOT_FOR.search(between)
        told = said and not _is_crossed(narrative, drug, disease)
        return _Tie.PURPOSE if told or _IN_BRACKETS.fullmatch(between) else None
    if _TREATED_BY.fullmatch(narrative.lowered[first.end : drugs_bounds(narrative, drug)[0]]):
        return _Tie.PURPOSE
    if _BRACKETED.fullmatch(between):
        return _Tie.PURPOSE
    if _opens_with_purpose(narrative, disease) and _BARE.fullmatch(between):
        return _Tie.PURPOSE
    return _Tie.GIVEN if _TREATED_WITH.fullmatch(between) else None


def _opens_with_purpose(narrative: Narrative, disease: Found) -> bool:
    """Says whether "for" a disease opens its phrase: "for gout, X", and not "Y for gout, X"."""
    before = narrative.before(disease)
    if not _FOR_IT.search(before):
        return False
    opened = disease.start - len(before) + max(map(before.rfind, ",;:(")) + 1
    return not any(
        other.label in TREATMENTS and opened <= other.start < disease.start
        for other in narrative.by_sentence[disease.sentence]
    )


def _is_crossed(narrative: Narrative, drug: Found, disease: Found) -> bool:
    """Says whether another drug, of another list, stands between a drug and a purpose, which then is that one's."""
    bounds = drugs_bounds(narrative, drug)
    return any(
        other.label in TREATMENTS
        and drug.end <= other.start
        and other.end <= disease.start
        and drugs_bounds(narrative, other) != bounds
        for other in narrative.by_sentence[drug.sentence]
    )


def _left_over(narrative: Narrative, parts: Parts, linked: Mapping[str, str]) -> str | None:
    """Returns the condition that something was given for, or else the patient's disease, when it is nothing else's indication.

    One that such drugs as the suspect are for comes first; one that quite other drugs are for is not meant.
    """
    taken = set(linked.values())
    how = {key: _goes(narrative, parts, parts.suspects[0], key) for key in parts.conditions}
    fitting = [key for key in _present(parts) if how[key] is Fit.FITS]
    free = [key for key in parts.conditions if key not in taken and how[key] is not Fit.FOREIGN]
    told = [key for key in free if parts.conditions[key].role is DiseaseRole.INDICATION]
    told = told or [key for key in free if _is_diagnosis(narrative, parts.conditions[key])]
    chosen = [key for key in told if key in fitting] or [key for key in free if key in fitting]
    return max(
        chosen or fitting or told,
        key=lambda key: len(parts.conditions[key].concept.mentions),
        default=None,
    )


def _present(parts: Parts) -> list[str]:
    """Returns the conditions that are not over."""
    return [key for key, item in parts.conditions.items() if item.role is not DiseaseRole.HISTORY]


def _by_nature(narrative: Narrative, parts: Parts, linked: Mapping[str, str]) -> dict[str, str]:
    """Returns for drugs whose purpose no words tell the one condition told before that such drugs are for.

    That of a suspect shortly before, that of another drug in its own sentence.
    """
    found = {}
    places = _places({key: parts.conditions[key] for key in _present(parts)})
    for key in parts.drugs:
        drug = parts.drugs[key].concept
        if key in linked or is_vaccine(drug):
            continue
        first = drug.mentions[0]
        back = _NEAR if key in parts.suspects else 0
        near = {
            condition
            for index in range(max(0, first.sentence - back), first.sentence + 1)
            for condition, other in places.in_sentence(index)
            if other.start < first.start and narrative.sections_equal(other, first)
        }
        fitting = [condition for condition in near if _goes(narrative, parts, key, condition) is Fit.FITS]
        if len(fitting) == 1:
            found[key] = fitting[0]
    return found


def _goes(narrative: Narrative, parts: Parts, drug: str, condition: str) -> Fit:
    """Returns how a condition of the case goes with a drug of it."""
    return fit(
        _wordings(narrative, parts.drugs[drug].concept.mentions),
        _wordings(narrative, parts.conditions[condition].concept.mentions),
    )


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
