"""Words for a treatment that name none in particular, and the specific ones told beside them.

"The operation" beside a lobectomy is the lobectomy, "chemotherapy" beside cisplatin the cisplatin; alone such a
word is all that the report tells. "The antibiotics were stopped" means the antibiotic told before.

Source: suffixes of operations after the Greek and Latin roots that ICD-10-PCS root operations are glossed with;
stems of the WHO INN programme for antineoplastic agents.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from caseline.cases.concepts import Concept
from caseline.cases.narrative import Found
from caseline.nlp.patterns.base import lower

_HOW = r"""(?:the|a|an|this|his|her|further|second|third|emergency|urgent|elective|definitive|surgical|operative|major|open|complete|total|local|systemic
    |palliative|adjuvant|neo-?adjuvant|combination|cytotoxic|induction|consolidation|salvage|standard|conventional|first-line|second-line|intensive
    |subsequent|initial|successful|wide|radical|curative|anti-?cancer)"""
# What an operation is called, or told to have done, without saying which.
_OPERATION = re.compile(
    rf"""(?:{_HOW}\s+)*(?:surger(?:y|ies)|operations?|operated(?:\s+on)?|re-?operations?|procedures?|interventions?|(?:surgical|operative)
        \s+(?:treatments?|interventions?|procedures?|management|excision|resection|removal|repair|exploration)
        |excis(?:ed|ion)|resect(?:ed|ion)|remov(?:ed|al)|opened|implanted|sutured?|sutures|stitches|closed|reconstruction|reconstructed)\Z""",
    re.VERBOSE,
)
_OPERATED = re.compile(
    r"""\w{3,}(?:ectomy|ectomies|plasty|plasties|otomy|otomies|ostomy|ostomies|rrhaphy|pexy|desis)\b|\bbypass\b|\bgraft\w*
      |\btransplant\w*|\b(?:valve|joint|hip|knee|aortic|mitral)\s+(?:\w+\s+)?replacement|\w+\s+(?:repair|fixation)\b|\broux-en-y
      |\b(?:resection|excision|removal)\s+of\b|\b\w+\s+(?:resection|excision|ablation)\b""",
    re.VERBOSE,
)
_BY_HAND = re.compile(
    r"\b(?:surg\w+|operat\w+|massage|resuscitat\w+|compressions?|left\s+open|repair\w*|sutur\w+|closure|closed|fixation|stent\w*"
    r"|catheter\w*|drain\w*|intubat\w+|ventilat\w+|excis\w+|resect\w+|remov\w+)\b"
)
_CYTOTOXIC = re.compile(
    rf"(?:{_HOW}\s+)*(?:chemo|polychemo|chemo-?therapy|chemotherapy|polychemotherapy|chemotherapeutic\s+agents?)\Z",
    re.VERBOSE,
)
_CYTOSTATIC = re.compile(
    r"""\w+(?:platin|rubicin|taxel|tecan|citabine|tinib|ciclib|trexed|fosfamide|mustine|blastine|cristine|relbine|formin\b(?<!metformin))\b
      |cyclophosphamide|etoposide|bleomycin|mitomycin|methotrexate|fluorouracil|5-?fu\b|cytarabine|dacarbazine|temozolomide|bendamustine|fludarabine
      |melphalan|busulfan|mitoxantrone|capecitabine|tegafur\w*|rituximab|cetuximab|bevacizumab|trastuzumab|bortezomib|r?-?hyper-?cvad|l?-?asparaginase|pemetrexed|vinorelbine|hydroxyurea|folfox\w*|folfiri\w*|r?-?chop\b|abvd\b""",
    re.VERBOSE,
)


def is_operation(mention: Found) -> bool:
    """Says whether a mention is of what is done with the hands, and leaves nothing in the patient that acts."""
    return (_BY_HAND.search(mention.lowered) or _OPERATED.search(mention.lowered)) is not None


_BIRTH = re.compile(
    r"\b(?:c(?:a?esarean)?[\s-]+section|ca?esarean|forceps|vacuum\s+extraction|deliver(?:y|ed))\b"
)


def is_birth(mention: Found) -> bool:
    """Says whether a mention is of a way to be born."""
    return _BIRTH.search(mention.lowered) is not None


_ANAESTHETIC = re.compile(
    r"(?:\w+(?:caine|flurane)|propofol|thiopental|etomidate|halothane|nitrous\s+oxide|(?:(?:general|spinal|local|epidural|regional|deep|conscious)\s+)*(?:ana?esthe\w+|sedation))\b"
)


def is_anaesthetic(mention: Found) -> bool:
    """Says whether a mention is of what puts a patient or a part to sleep for something else."""
    return _ANAESTHETIC.match(mention.lowered) is not None


def is_unspecific(text: str) -> bool:
    """Says whether a mention is a word for a kind of treatment, which a specific one outranks."""
    lowered = lower(text)
    return _OPERATION.match(lowered) is not None or _CYTOTOXIC.match(lowered) is not None


def treats_tumours(concept: Concept) -> bool:
    """Says whether a treatment is one of tumours, and so given for no event of the case."""
    return any(is_cytotoxic(mention) for mention in concept.mentions)


def is_cytotoxic(mention: Found) -> bool:
    """Says whether a mention names chemotherapy or one of its agents."""
    return (_CYTOSTATIC.search(mention.lowered) or _CYTOTOXIC.match(mention.lowered)) is not None


def specific_operations(concepts: Sequence[Concept]) -> list[tuple[int, int]]:
    """Returns where operations are named, each with the place of its concept, in order of the text."""
    return sorted(
        (mention.start, place)
        for place, concept in enumerate(concepts)
        for mention in concept.mentions
        if _OPERATED.search(mention.lowered) and not _OPERATION.match(mention.lowered)
    )


def operation_meant(concept: Concept, named: Sequence[tuple[int, int]]) -> int | None:
    """Returns the place of the operation that an unspecific word means, the last named before it or else the first."""
    if not named or not all(_OPERATION.match(mention.lowered) for mention in concept.mentions):
        return None
    return named[max(0, bisect_left(named, (concept.mentions[0].start,)) - 1)][1]


def with_chemotherapy(concepts: Sequence[Concept]) -> list[Concept]:
    """Joins the word "chemotherapy" to the agent told last before it, or else first; alone it stays."""
    agents = sorted(
        (mention.start, place)
        for place, concept in enumerate(concepts)
        for mention in concept.mentions
        if _CYTOSTATIC.search(mention.lowered)
    )
    words = {
        place: concept
        for place, concept in enumerate(concepts)
        if all(_CYTOTOXIC.match(mention.lowered) for mention in concept.mentions)
    }
    if not agents or not words:
        return [*concepts]
    joined: dict[int, list[Found]] = {}
    for mention in (mention for concept in words.values() for mention in concept.mentions):
        before = max(0, bisect_left(agents, (mention.start,)) - 1)
        joined.setdefault(agents[before][1], []).append(mention)
    return [
        Concept(tuple(sorted((*concept.mentions, *joined.get(place, ())), key=lambda mention: mention.start)))
        for place, concept in enumerate(concepts)
        if place not in words
    ]
