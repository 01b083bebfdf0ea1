"""Adverse events told apart from the conditions the patient brought along.

The role reader knows the story. Wording around each mention is evidence besides; in a pipeline without a role
reader its sum over a disease's mentions decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from caseline.cases.codings import codes_of
from caseline.cases.collectives import is_collective, is_wide
from caseline.cases.concepts import PLAIN_HEADS, Concept, words_of
from caseline.cases.diagnoses import is_growth, is_histology, is_sign
from caseline.cases.disease_cues import DiseaseRole
from caseline.cases.disease_evidence import Suspected, evidence, is_only_considered
from caseline.cases.naming import is_adjective, lowered, plain_name
from caseline.cases.narrative import Found, Narrative
from caseline.cases.readings import Read, read
from caseline.schema.base import Code

__all__ = [
    "DiseaseRole",
    "JudgedDisease",
    "code_of",
    "is_collective",
    "judge",
    "lowered",
    "name_of",
    "named_by",
]


# What is history whenever it is told, by the guideline.
_PAST = re.compile(
    r"(?:[\w-]+\s+){0,3}allerg(?:y|ies)(?:\s+to\s+.*)?|(?:ex|former)[\s-]smoker|(?:childhood|previous|prior)\s+.*"
)


_SYMBOL = re.compile(r"(?=\S*\d)\S|(?:COVID|SARS|HIV|QT|ST|EBV|CMV|ADHD|COPD|DNA|RNA|MRI|ECG|HELLP|DRESS)\b")
_SURE = 0.5  # share of the readings that is enough for a role
_FIRMEST = 4.0  # the weight of what is surely an event


@dataclass(frozen=True)
class JudgedDisease:
    """A disease or sign with its role; `weight` is the evidence for it being an event."""

    concept: Concept
    role: DiseaseRole
    weight: float


def judge(
    narrative: Narrative, concepts: Sequence[Concept], suspects: Collection[Found]
) -> tuple[JudgedDisease, ...]:
    """Returns the role of each disease; `suspects` are the mentions of suspected drugs."""
    suspects = Suspected.of(suspects)
    judged = [_judge(narrative, concept, suspects) for concept in concepts]
    wide = [all(is_wide(mention.text) for mention in item.concept.mentions) for item in judged]
    if any(item.role is DiseaseRole.EVENT and not kind for item, kind in zip(judged, wide, strict=True)):
        judged = [
            JudgedDisease(item.concept, DiseaseRole.COLLECTIVE, 0.0) if kind else item
            for item, kind in zip(judged, wide, strict=True)
        ]
    return tuple(judged)


def _judge(narrative: Narrative, concept: Concept, suspects: Collection[Found]) -> JudgedDisease:
    if all(is_collective(mention.text) for mention in concept.mentions):
        return JudgedDisease(concept, DiseaseRole.COLLECTIVE, 0.0)
    if all(is_only_considered(narrative, mention) for mention in concept.mentions):
        return JudgedDisease(concept, DiseaseRole.CONSIDERED, 0.0)
    if any(mention.stated for mention in concept.mentions):
        return JudgedDisease(concept, DiseaseRole.EVENT, _FIRMEST)
    said = read(concept.mentions)
    if said is not None and (judged := _as_read(concept, said)):
        return judged
    score = dict.fromkeys(DiseaseRole, 0.0)
    for mention in concept.mentions:
        for role, weight in evidence(narrative, mention, suspects):
            score[role] += weight
    event = score.pop(DiseaseRole.EVENT)
    if said is not None:
        event = 0.0  # the reader told events from the rest; what a condition is to the drug, the wording says
    if event > sum(score.values()):
        return JudgedDisease(concept, DiseaseRole.EVENT, event)
    if all(_PAST.fullmatch(mention.lowered) for mention in concept.mentions):
        return JudgedDisease(concept, DiseaseRole.HISTORY, event)
    indication, history = score[DiseaseRole.INDICATION], score[DiseaseRole.HISTORY]
    if history > max(indication, score[DiseaseRole.COMORBIDITY]):
        return JudgedDisease(concept, DiseaseRole.HISTORY, event)
    if indication > score[DiseaseRole.COMORBIDITY]:
        return JudgedDisease(concept, DiseaseRole.INDICATION, event)
    return JudgedDisease(concept, DiseaseRole.COMORBIDITY, event)


def _as_read(concept: Concept, said: Read) -> JudgedDisease | None:
    """Returns a disease as an event or as history, where the reader is sure or the name says it."""
    if all(_PAST.fullmatch(mention.lowered) for mention in concept.mentions):
        return JudgedDisease(concept, DiseaseRole.HISTORY, 0.0)
    if said.first > _SURE:
        return JudgedDisease(concept, DiseaseRole.EVENT, _FIRMEST * said.first)
    if said.third > _SURE:
        return JudgedDisease(concept, DiseaseRole.HISTORY, 0.0)
    return None


def named_by(concept: Concept) -> Found:
    """Returns the mention that names a disease best.

    Words come before abbreviations and adjectives, a diagnosis before a finding, the longer form before
    its bare head; of what is left the most frequent wording, then the first.
    """
    mentions = [mention for mention in concept.mentions if not is_collective(mention.text)] or list(
        concept.mentions
    )
    texts = tuple(dict.fromkeys(" ".join(mention.lowered.split()) for mention in mentions))
    words = {mention.index: words_of(mention.text) for mention in mentions}
    counts = Counter(words.values())

    def rank(mention: Found) -> tuple[bool, bool, int, bool, bool, bool, int, int]:
        own = words[mention.index]
        bare = any(set(own) < set(other) and own[-1:] == other[-1:] for other in counts)
        return (
            mention.is_term and mention.text.isupper(),
            not is_sign(" ".join(mention.lowered.split()), texts),
            is_histology(mention.lowered) - is_growth(mention.lowered),
            _is_plain(mention.text),
            own[-1:] not in _HEADLESS or _is_syndrome(own),
            not bare,
            counts[own],
            -mention.start,
        )

    return max(mentions, key=rank)


def name_of(concept: Concept, *, nouns: bool = True) -> str:
    """Returns the name of a disease: head form, lower case but for proper names and abbreviations."""
    best = named_by(concept)
    if best.is_term and best.text.isupper():
        return _calm(best.text)
    return plain_name(best.text, best.concept, nouns=nouns)


def _calm(text: str) -> str:
    """Returns a term of a form in small letters, but for what is never written in them: "COVID-19", "QT"."""
    return " ".join(word if _SYMBOL.match(word) else word.lower() for word in text.split())


def code_of(concept: Concept) -> tuple[Code, ...]:
    """Returns the codes of a disease: those of the mention that names it come before those of the others."""
    words = words_of(named_by(concept).text)
    return codes_of(
        concept, named_by=[mention for mention in concept.mentions if words_of(mention.text) == words]
    )


def _is_syndrome(words: tuple[str, ...]) -> bool:
    """Says whether a name is that of a syndrome, which says more than the sign it goes with."""
    return len(words) > 1 and words[-1] == "syndrome"


_HEADLESS = frozenset((head,) for head in PLAIN_HEADS)


def _is_plain(text: str) -> bool:
    """Says whether a wording is in words, and a noun."""
    return not any(char.isupper() for char in text.rsplit(" ", maxsplit=1)[-1][1:]) and not is_adjective(text)
