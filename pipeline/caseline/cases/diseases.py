"""Adverse events told apart from the conditions the patient brought along.

Wording around each mention is evidence for one or the other; the sum over a disease's mentions decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from caseline.cases.collectives import is_collective, is_wide
from caseline.cases.concepts import PLAIN_HEADS, Concept, codes_of, words_of
from caseline.cases.cues import cue
from caseline.cases.naming import is_adjective, lowered, plain_name
from caseline.cases.narrative import Found, Narrative
from caseline.schema.base import Code
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

__all__ = [
    "DiseaseRole",
    "JudgedDisease",
    "code_of",
    "evidence",
    "is_collective",
    "judge",
    "lowered",
    "name_of",
    "named_by",
]


class DiseaseRole(StrEnum):
    """What a disease or sign is to the case."""

    EVENT = "event"
    INDICATION = "indication"
    HISTORY = "history"
    COMORBIDITY = "comorbidity"
    COLLECTIVE = "collective"


class _Cue(NamedTuple):
    role: DiseaseRole
    weight: float
    pattern: re.Pattern[str]


_FILLER = r"(?:(?!(?:with|for|of|after|following|to|developed|and)\b)[\w'’%,/–-]+\s+){0,5}?"
# Members of the same list before the mention: "developed fever, rash and [jaundice]".
_LISTED = r"(?:[^.;:]{0,120}?(?:,|\band\b|\bor\b|\bwith\b)\s+)?"


def _before(role: DiseaseRole, weight: float, pattern: str, *, listed: bool = False) -> _Cue:
    behind = _LISTED if listed else ""
    return _Cue(role, weight, cue(rf"(?:{pattern})\s+{behind}{_FILLER}\Z"))


def _behind(role: DiseaseRole, weight: float, pattern: str) -> _Cue:
    return _Cue(role, weight, re.compile(rf"\A\s*(?:\([^)]{{0,40}}\)\s*)?(?:{pattern})", re.VERBOSE))


_PERSON = (
    r"(?:wom[ae]n|m[ae]n|boy|girl|child|infant|neonate|patient|female|male|lady|gentleman|adult|baby|person)"
)
_CUES_BEFORE = (
    _before(
        DiseaseRole.EVENT,
        2,
        r"""\b(?:develop(?:ed|ing|ment\s+of|s)|experienc(?:ed|ing)|suffer(?:ed|ing)(?:\s+from)?|complain(?:ed|ing)\s+of|became|becoming
            |noticed|noted|felt|felling|onset\s+of|occurrence\s+of|appearance\s+of|report(?:ed|ing)|presented\s+with
            |presenting\s+with|resulted\s+in|resulting\s+in|led\s+to|leading\s+to|followed\s+by|manifest(?:ed|ing)\s+(?:as|by|with)
            |broke\s+out\s+in|came\s+down\s+with|began\s+(?:having|to)|started\s+(?:having|to)|admitted\s+(?:with|for|because\s+of)
            |recurrence\s+of|episodes?\s+of|exacerbation\s+of|worsening\s+of|worsened|worsening|aggravation\s+of)""",
        listed=True,
    ),
    _before(
        DiseaseRole.EVENT,
        2,
        r"\b\w*(?:induc(?:ed|ing)|caus(?:ed|ing|es)|trigger(?:ed|ing)|precipitat(?:ed|ing)|provok(?:ed|ing)|associated|related)",
        listed=True,
    ),
    # "captopril-induced asthma": nothing stands between.
    _before(
        DiseaseRole.EVENT, 2.5, r"\w[-–](?:induced|related|triggered|provoked|precipitated)(?:\s+[\w-]+)?"
    ),
    # "a three-week history of headache": what brought the patient in.
    _before(
        DiseaseRole.EVENT,
        2,
        r"""\b(?:(?:hours?|days?|weeks?|months?)['’]?|short|brief|presented\s+with\s+a|presenting\s+with\s+a|admitted\s+with\s+a)\s+history\s+of""",
        listed=True,
    ),
    _before(DiseaseRole.EVENT, 1.5, r"\b(?:case|report|cases)\s+(?:report\s+)?of", listed=True),
    _before(
        DiseaseRole.EVENT,
        1,
        r"""\b(?:revealed|showed|found\s+to\s+(?:be|have)|disclosed|demonstrated|confirmed|diagnos(?:is\s+of|ed\s+with|ed\s+as)|consistent\s+with
            |had|was|were|evidence\s+of|(?:was|were|is)\s+(?:most\s+)?(?:likely|probably|thought\s+to\s+be|labelled|considered)\s+(?:an?|to\s+be)?)""",
        listed=True,
    ),
    _before(
        DiseaseRole.INDICATION,
        3,
        r"""\b(?:treatment|therapy|therapies|management|prophylaxis|used|given|indicated|prescribed|administered|taken|received|started|immunotherapy)
            \s+(?:for|of|in)(?:\s+(?:the\s+)?(?:treatment|management|prevention|prophylaxis)\s+of)?
          | \bto\s+(?:treat|manage|control|prevent) | \bbecause\s+of\s+(?:his|her)""",
    ),
    _before(
        DiseaseRole.INDICATION,
        1.5,
        rf"\b{_PERSON}(?:\s*\([^)]*\))?\s+(?:with|who\s+had|having|suffering\s+from|diagnosed\s+with|undergoing\s+\w+\s+for)"
        r"|\b(?:lives|lived|living)\s+with",
    ),
    _before(DiseaseRole.INDICATION, 1, rf"\b{_PERSON}\s+(?:with|who\s+had|having)", listed=True),
    # Headings of notes: "PMH: hypertension, asthma".
    _before(
        DiseaseRole.COMORBIDITY,
        4,
        r"""(?:\b(?:pmhx?|hx|co-?morbidit(?:y|ies)|(?:past\s+|other\s+)?medical\s+(?:history|conditions)|(?:concurrent|underlying|chronic|pre-?existing)
            \s+(?:medical\s+)?(?:conditions?|illness(?:es)?|diseases?))\s*(?:include[sd]?|significant\s+for|consists?\s+of|consisted\s+of|was|are|were)?\s*[:=-]
          | \b(?:pmhx?|hx|h/o)(?:\s+(?:of|significant\s+for|includes?))?)""",
        listed=True,
    ),
    _before(
        DiseaseRole.HISTORY,
        2.5,
        r"\b(?:(?<!presenting\swith\sa\s)(?<!presented\swith\sa\s)(?<!admitted\swith\sa\s)(?<!hour\s)(?<!day\s)(?<!week\s)(?<!month\s)(?<!hours\s)(?<!days\s)(?<!weeks\s)(?<!months\s)(?<!short\s)(?<!brief\s)"
        r"(?<!hours['’]\s)(?<!days['’]\s)(?<!weeks['’]\s)(?<!months['’]\s)history\s+(?:of|included|includes|was\s+(?:significant|notable|remarkable)\s+for)|known|underlying|pre-?existing|long-?standing|previous(?:ly)?)",
        listed=True,
    ),
)
_CUES_BEHIND = (
    # "Acne provoked by gold": a plain claim of cause outweighs that the name is a disorder's.
    _behind(
        DiseaseRole.EVENT,
        2.5,
        r"""(?:(?:was|were|is|probably|possibly|likely|thought|to|be|being|most)\s+){0,4}?(?:caused|induced|provoked|precipitated|triggered|elicited|produced|unmasked)
            \s+by\b""",
    ),
    _behind(
        DiseaseRole.EVENT,
        2,
        r"(?:\w+\s+){0,2}?(?:provoked|precipitated|triggered|elicited|produced|unmasked|exacerbated|aggravated)\s+by\b",
    ),
    _behind(
        DiseaseRole.EVENT,
        2,
        r"""(?:\w+\s+){0,2}?(?:after|following|during|within|due\s+to|caused\s+by|induced\s+by|secondary\s+to|associated\s+with|related\s+to
            |attributed\s+to|as\s+(?:a\s+)?(?:\w+\s+)?(?:side|adverse|complication|consequence|result))\b
          | (?:\w+\s+){0,2}?(?:developed|occurred|appeared|began|started|ensued|recurred|manifested|resolved|subsided|disappeared|abated|improved)\b""",
    ),
    _behind(
        DiseaseRole.INDICATION,
        2,
        r"patients?\b|population\b|was\s+treated\s+with\b|treated\s+with\b|on\s+(?:treatment\s+with|long-term)\b|receiving\b",
    ),
)
_FOR_THE = cue(r"\b(?:for|of)\s+(?:the|this|these|those)\s+(?:\w+\s+)?\Z")
# "levothyroxine 75 µg in the morning (hypothyroidism)": what a drug of the list is for.
_LISTED_PURPOSE = re.compile(r"\d\s?(?:[mµμu]?c?g|ml|iu|units?|%)(?:/\w+)?\b[^().;]{0,50}\(\s*(?:for\s+)?\Z")
_PURPOSE = cue(
    r"\bfor\s+(?:(?:his|her|a|an|acute|chronic|severe|newly\s+diagnosed|night|nocturnal|long-standing|presumed|suspected)\s+)*\Z"
)
# Stable or baseline: what stays as it was is no event.
_UNCHANGED = re.compile(
    r"\A\s*(?:\w+\s+)?(?:remain(?:s|ed)|is|was|stayed)\s+(?:\w+\s+)?(?:stable|unchanged|well\s+controlled|in\s+remission)"
)


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
    score = dict.fromkeys(DiseaseRole, 0.0)
    for mention in concept.mentions:
        for role, weight in evidence(narrative, mention, suspects):
            score[role] += weight
    event = score[DiseaseRole.EVENT]
    brought = score[DiseaseRole.INDICATION] + score[DiseaseRole.HISTORY] + score[DiseaseRole.COMORBIDITY]
    if event > brought:
        return JudgedDisease(concept, DiseaseRole.EVENT, event)
    if score[DiseaseRole.COMORBIDITY] > max(score[DiseaseRole.HISTORY], score[DiseaseRole.INDICATION]):
        return JudgedDisease(concept, DiseaseRole.COMORBIDITY, event)
    if score[DiseaseRole.HISTORY] > score[DiseaseRole.INDICATION]:
        return JudgedDisease(concept, DiseaseRole.HISTORY, event)
    if score[DiseaseRole.INDICATION] > 0:
        return JudgedDisease(concept, DiseaseRole.INDICATION, event)
    return JudgedDisease(concept, DiseaseRole.COMORBIDITY, event)


class _Wording(NamedTuple):
    """What the words around a mention say of it, whatever the drugs are."""

    found: tuple[tuple[DiseaseRole, float], ...]
    is_unchanged: bool = False
    is_purpose: bool = False


# A disease is judged twice, without its suspects and with them; the wording is read once.
@lru_cache(maxsize=1024)
def _wording(before: str, behind: str) -> _Wording:
    if _UNCHANGED.match(behind):
        return _Wording((), is_unchanged=True)
    found = [(cue.role, cue.weight) for cue in _CUES_BEFORE if cue.pattern.search(before)]
    if _FOR_THE.search(before):  # "for the fever": an event told already, not a purpose from before
        found = [pair for pair in found if pair[0] is not DiseaseRole.INDICATION]
    found += [(cue.role, cue.weight) for cue in _CUES_BEHIND if cue.pattern.match(behind)]
    found += [(DiseaseRole.INDICATION, 4.0)] if _LISTED_PURPOSE.search(before) else []
    return _Wording(tuple(found), is_purpose=_PURPOSE.search(before) is not None)


def evidence(
    narrative: Narrative, mention: Found, suspects: Collection[Found]
) -> list[tuple[DiseaseRole, float]]:
    """Returns what the wording around one mention, and its label, say of its role."""
    if "HISTORICAL" in mention.context:
        return [(DiseaseRole.HISTORY, 2.5)]
    wording = _wording(narrative.before(mention), narrative.after(mention))
    if wording.is_unchanged:
        return [(DiseaseRole.INDICATION, 1.0)]
    found = list(wording.found)
    if suspects and not any(role is not DiseaseRole.EVENT for role, _ in found):
        # Told after the suspect, and nothing says that it was there before.
        later = mention.start > min(suspect.start for suspect in suspects)
        found += [(DiseaseRole.EVENT, 1.5)] if later else []
    label = DiseaseRole.EVENT if mention.label is Label.EVENT else DiseaseRole.INDICATION
    found.append((label, 1.5))
    if mention.known_as == Label.DISORDER:
        found.append((DiseaseRole.INDICATION, 1.5))
    if mention.section is SectionName.TITLE and mention.label is Label.EVENT:
        found.append((DiseaseRole.EVENT, 1.0))
    # "dexamethasone for myeloma": the drug's name right before makes the purpose plain.
    if wording.is_purpose:
        near = any(0 <= mention.start - suspect.end < 40 for suspect in suspects)
        found.append((DiseaseRole.INDICATION, 3.0 if near else 1.5))
    return found


def named_by(concept: Concept) -> Found:
    """Returns the mention that names a disease best.

    Words come before abbreviations and adjectives, a diagnosis before a finding, the longer form before
    its bare head; of what is left the most frequent wording, then the first.
    """
    mentions = [mention for mention in concept.mentions if not is_collective(mention.text)] or list(
        concept.mentions
    )
    words = {mention.index: words_of(mention.text) for mention in mentions}
    counts = Counter(words.values())

    def rank(mention: Found) -> tuple[bool, bool, bool, int, int]:
        own = words[mention.index]
        bare = any(set(own) < set(other) and own[-1:] == other[-1:] for other in counts)
        return (
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
    return plain_name(best.text, best.concept, nouns=nouns)


def code_of(concept: Concept) -> tuple[Code, ...]:
    """Returns the code of the mention that names a disease, else the code that most mentions carry."""
    words = words_of(named_by(concept).text)
    same = Concept(tuple(mention for mention in concept.mentions if words_of(mention.text) == words))
    return codes_of(same) or codes_of(concept)


def _is_syndrome(words: tuple[str, ...]) -> bool:
    """Says whether a name is that of a syndrome, which says more than the sign it goes with."""
    return len(words) > 1 and words[-1] == "syndrome"


_HEADLESS = frozenset((head,) for head in PLAIN_HEADS)


def _is_plain(text: str) -> bool:
    """Says whether a wording is in words, and a noun."""
    return not any(char.isupper() for char in text.rsplit(" ", maxsplit=1)[-1][1:]) and not is_adjective(text)
