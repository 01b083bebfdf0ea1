"""Treatments joined beyond what all things are joined by: vaccines by their maker, classes by their members.

"Moderna COVID-19 vaccine" and "mRNA-1273" are one; "the antibiotic" is the antibiotic told before. Brand and
generic name share a code, or stand as an apposition, and are joined with everything else.

Source: WHO list of COVID-19 vaccines with emergency use listing; stems of the WHO INN programme.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.cases.concepts import Concept, join
from caseline.cases.cues import cue
from caseline.cases.generic import specific_of
from caseline.cases.narrative import Found, Narrative

# What one vaccine is called: maker, brand, code name, International Nonproprietary Name.
_VACCINES = (
    r"moderna|mrna-?1273|spikevax|elasomeran",
    r"pfizer|biontech|bnt-?162b2|comirnaty|tozinameran",
    r"janssen|johnson\s*(?:&|and)\s*johnson|j\s?&\s?j|ad26\.?cov2",
    r"astra\s?zeneca|vaxzevria|covishield|chadox1|azd1222",
    r"novavax|nvx-cov2373|nuvaxovid",
    r"sinovac|coronavac",
    r"shingrix|rzv|recombinant\s+zoster",
    r"zostavax|zvl|live\s+zoster",
    r"gardasil|hpv[49]|human\s+papilloma\w*|hpv",
    r"prevnar|pcv\d*|pneumococcal\s+conjugate",
    r"pneumovax|ppsv\d*|pneumococcal\s+polysaccharide",
    r"flu(?:zone|mist|arix|laval|cel\w+|ad|blok)?\b|afluria|influenza",
    r"mmr\b|m-m-r|measles",
    r"boostrix|adacel|tdap",
)
_MAKERS = tuple(re.compile(rf"(?<!\w)(?:{names})") for names in _VACCINES)
_COVID = cue(
    r"(?:covid(?:-?19)?|sars-cov-2|coronavirus|mrna)\b(?:\s+\w+)?\s*(?:vaccin\w+|immuni[sz]ation|shot|jab|booster)?"
)
_OF_COVID = 6  # of the vaccines above, those against COVID-19 stand first

# Words for a class of medicines, and the stems that the names of its members have.
_CLASSES = (
    (
        r"antibiotics?|antibacterials?|antimicrobials?",
        r"""\w+(?:cillin|mycin|micin|floxacin|cycline|penem|oxazole|nidazole|zolid)\b|cef\w+|ceph\w+|nitrofurantoin
            |vancomycin|trimethoprim|augmentin|linezolid|amikacin""",
    ),
    (
        r"(?:cortico|gluco)?(?:cortico)?steroids?",
        r"pred\w+|methylpred\w+|dexameth\w+|betameth\w+|hydrocort\w+|\w+(?:sone|olone|onide)\b",
    ),
    (r"statins?", r"\w+statin\b(?<!nystatin)"),
    (
        r"ace[\s-]inhibitors?|angiotensin[\s-]converting[\s-]enzyme\s+(?:\(acei?\)\s+)?inhibitors?",
        r"\w+pril\b",
    ),
    (r"(?:angiotensin\s+)?(?:receptor\s+blockers?|arbs?|sartans?)", r"\w+sartan\b"),
    (r"(?:beta|β)[\s-]?blockers?", r"\w+olol\b"),
    (r"proton[\s-]pump\s+inhibitors?|ppis?", r"\w+prazole\b"),
    (
        r"antifungals?(?:\s+(?:drugs?|agents?))?",
        r"\w+(?:conazole|fungin)\b|amphotericin\w*|terbinafine|griseofulvin",
    ),
    (r"thiazides?", r"\w*thiazide\b|indapamide|chlorthalidone"),
    (r"gliflozins?|sglt-?2\s+inhibitors?", r"\w+gliflozin\b"),
    (r"gliptins?|dpp-?4\s+inhibitors?", r"\w+gliptin\b"),
    (r"benzodiazepines?", r"\w+(?:azepam|azolam)\b|chlordiazepoxide"),
    (
        r"(?:oral\s+)?anticoagulants?",
        r"warfarin|\w+xaban\b|\w*heparin\b|dabigatran|acenocoumarol|phenprocoumon",
    ),
    (
        r"antivirals?(?:\s+(?:drugs?|agents?))?",
        r"\w+(?:c[iy]clovir|amivir|oseltamivir)\b|foscarnet|remdesivir",
    ),
    (r"triptans?", r"\w+triptan\b"),
    (r"fluoroquinolones?|quinolones?", r"\w+floxacin\b"),
    (r"macrolides?", r"\w+thromycin\b"),
    (
        r"ssris?|selective\s+serotonin\s+reuptake\s+inhibitors?|antidepressants?",
        r"""fluoxetine|sertraline|paroxetine|citalopram|escitalopram|fluvoxamine|\w+triptyline\b|venlafaxine
            |duloxetine|mirtazapine|bupropion|trazodone|imipramine|clomipramine""",
    ),
    (
        r"antipsychotics?|neuroleptics?",
        r"\w+(?:apine|peridone|piprazole)\b|haloperidol|chlorpromazine|\w+promazine\b",
    ),
    (
        r"anti-?epileptics?|anticonvulsants?",
        r"phenytoin|carbamazepine|oxcarbazepine|valpro\w+|lamotrigine|levetiracetam|topiramate|phenobarbit\w+|zonisamide|gabapentin|pregabalin",
    ),
    (
        r"nsaids?|anti-?inflammatory(?:\s+drugs?)?",
        r"ibuprofen|naproxen|diclofenac|ketoprofen|ketorolac|indometh?acin|meloxicam|piroxicam|\w+coxib\b",
    ),
    (r"interferons?", r"(?:peg)?interferon\b.*"),
    (
        r"checkpoint\s+inhibitors?|immunotherapy|pd-?1\s+inhibitors?",
        r"nivolumab|pembrolizumab|ipilimumab|atezolizumab|durvalumab|avelumab|cemiplimab",
    ),
)
_MEMBERS = tuple(
    (re.compile(rf"(?:{name})(?:\s+(?:drugs?|agents?|therapy|treatment))?\Z"), re.compile(rf"(?:{stems})"))
    for name, stems in _CLASSES
)
# "Steroids were tapered" is said of those told before.
_STEP = re.compile(
    r"\s*(?:therapy|treatment)?\s*(?:was|were)\s+(?:\w+\s+)?(?:discontinued|stopped|tapered|withdrawn|reduced|weaned|resumed|restarted|continued)\b"
)
_COURSE = re.compile(r"\b(?:therapy|treatment)\Z")
_DEFINITE = cue(r"(?:the|this|that|his|her|my|these|those|same|offending|culprit|suspected)\s+(?:\w+\s+)?\Z")


def join_treatments(narrative: Narrative, mentions: Sequence[Found]) -> tuple[Concept, ...]:
    """Returns the treatments that the mentions name, in order of their first mention."""
    concepts = list(join(narrative, mentions))
    keys = [_vaccine(concept) for concept in concepts]
    makers = sorted({key for key in keys if 0 <= key < _OF_COVID})
    merged: dict[int, int] = {}
    for place, concept in enumerate(concepts):
        key = keys[place]
        if key < 0 and len(makers) == 1 and _is_covid(concept):
            key = keys[place] = makers[0]
        target = keys.index(key) if key >= 0 else _meant(narrative, concepts, place)
        if target != place:
            merged[place] = target
    return tuple(
        Concept(tuple(_together(concepts, merged, place)))
        for place in range(len(concepts))
        if place not in merged
    )


def _together(concepts: Sequence[Concept], merged: dict[int, int], place: int) -> list[Found]:
    """Returns the mentions of a concept and of those merged into it, in order of the text."""
    own = [*concepts[place].mentions]
    for other in merged:
        if _settled(merged, other) == place:
            own += concepts[other].mentions
    return sorted(own, key=lambda mention: mention.start)


def _settled(merged: dict[int, int], place: int) -> int:
    """Returns the concept that one is merged into in the end."""
    while place in merged:
        place = merged[place]
    return place


def _vaccine(concept: Concept) -> int:
    """Returns which of the known vaccines a concept is, or -1."""
    return next(
        (
            number
            for number, names in enumerate(_MAKERS)
            if any(names.search(mention.lowered) for mention in concept.mentions)
        ),
        -1,
    )


def _is_covid(concept: Concept) -> bool:
    return any(_COVID.fullmatch(mention.lowered) for mention in concept.mentions)


def _meant(narrative: Narrative, concepts: Sequence[Concept], place: int) -> int:
    """Returns the treatment that a word for a class or a kind means, or the place itself."""
    member = _member(narrative, concepts, place)
    return member if member != place else specific_of(concepts, place)


def _member(narrative: Narrative, concepts: Sequence[Concept], place: int) -> int:
    """Returns the last treatment told before that a definite word for a class means, or the place itself."""
    first = concepts[place].mentions[0]
    stems = _class_of(first)
    alike = [
        other
        for other, concept in enumerate(concepts[:place])
        if _class_of(concept.mentions[0]) == stems is not None
    ]
    if alike:
        return alike[0]
    definite = (
        _DEFINITE.search(narrative.before(first))
        or _STEP.match(narrative.after(first))
        or _COURSE.search(first.lowered)
    )
    if stems is None or not definite:
        return place
    told = [
        (mention.start, other)
        for other, concept in enumerate(concepts[:place])
        for mention in concept.mentions
        if mention.start < first.start and stems.match(mention.lowered)
    ]
    return max(told, default=(0, place))[1]


def _class_of(mention: Found) -> re.Pattern[str] | None:
    """Returns the stems of the class that a mention names."""
    return next((stems for name, stems in _MEMBERS if name.match(mention.lowered)), None)
