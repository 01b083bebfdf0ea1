"""What the wording around a mention of a disease says of its role."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from caseline.cases.clauses import list_bounds_of
from caseline.cases.concepts import DISEASES
from caseline.cases.cues import cue
from caseline.cases.disease_cues import BEFORE, BEHIND, LINK, DiseaseRole
from caseline.cases.narrative import Found, Narrative
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

_REACH = 240  # characters read on either side of a disease
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


# "Further diagnoses were A, treated with B, and C": what the patient has besides.
_BESIDES = cue(
    r"""\b(?:(?:other|further|additional|concomitant|co-?existing|past|previous|known|chronic|underlying)\s+(?:medical\s+)?
        (?:diagnos[ei]s|conditions?|problems|illnesses|diseases|morbidit(?:y|ies))|co-?morbidit(?:y|ies)|(?:past\s+|medical\s+)+history)\s+
        (?:were|was|are|is|includ(?:ed|es|ing)|comprised|consisted\s+of)\b(?:(?!\bdevelop|\bwho\b|\bpresent|\badmitted|\bshe\b|\bhe\b|\bbut\b)[^.;:])*\Z"""
)
# A diagnosis that was only thought of.
_THOUGHT_OF = cue(
    r"""\b(?:(?:the|our|his|her|initial|broad|main)\s+)?(?:differential(?:\s+diagnos[ei]s|s)?|(?:diagnostic|differential)\s+(?:considerations|possibilities))\s+
        (?:\w+\s+){0,3}?(?:includ(?:ed|es|ing)|comprised|consisted\s+of|was|were|is|of|encompassed|between|lay\s+between|ranged\s+from)\b
        (?:(?!\bbut\b|\bhowever\b|\bconfirm|\bproved|\bturned\s+out|\bshowed)[^.;])*\Z
      | \b(?:was|were)\s+(?:\w+\s+){0,2}?(?:considered|entertained|contemplated)\s*:\s*[^.;]*\Z"""
)
# "A nine-year history of": it goes on.
_YEARS_OF = cue(r"(?:years?|decades?)['’]?\s+history\s+of\s+(?:[\w-]+\s+){0,3}\Z")
# What a name lends itself to: "seizure threshold", "allergy passport".
_LENT = re.compile(
    r"\s+(?:threshold|prophylaxis|passport|card|bracelet|clinic|ward|unit|department|registry|scales?|scores?|questionnaire|inventory|screen(?:ing)?|specialists?|team|nurse)\b"
)
# "Amiodarone-induced", but not what a way of life brings about.
_INDUCED = re.compile(
    r"(?<!\w)(?!alcohol|pregnan|stress|exercise|hiv|age|work|virus|viral|sleep|noise|radiation|smoking|tobacco|cold|heat|sun|insect|food|diet|obesity|hepatitis|cancer|tumou?r|h-?pylori|catheter|ventilator)"
    r"[\w/]+[-–](?:induced|provoked)\b"
)


class Suspected(list[Found]):
    """The mentions of suspected drugs; where they stand is worked out once."""

    @classmethod
    def of(cls, suspects: Collection[Found]) -> Suspected:
        """Returns the mentions, the very same if they are such."""
        return suspects if isinstance(suspects, cls) else cls(suspects)

    @cached_property
    def first(self) -> int:
        """Where the first of them begins."""
        return min(suspect.start for suspect in self)

    @cached_property
    def _ends(self) -> list[int]:
        return sorted(suspect.end for suspect in self)

    def ends_near(self, place: int) -> bool:
        """Says whether one of them ends right before a place."""
        last = bisect_right(self._ends, place)
        return last > 0 and place - self._ends[last - 1] < _RIGHT_BEFORE


_RIGHT_BEFORE = 40  # characters between a drug and its purpose
_LIST = 2  # disorders beside a mention that outweigh its label


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
    found = [(family.role, family.weight) for family in BEFORE if family.pattern.search(before)]
    if _FOR_THE.search(before):  # "for the fever": an event told already, not a purpose from before
        found = [pair for pair in found if pair[0] is not DiseaseRole.INDICATION]
    found += [(family.role, family.weight) for family in BEHIND if family.pattern.match(behind)]
    found += [(DiseaseRole.INDICATION, 4.0)] if _LISTED_PURPOSE.search(before) else []
    found += [(DiseaseRole.COMORBIDITY, 4.0)] if _BESIDES.search(before) else []
    return _Wording(tuple(found), is_purpose=_PURPOSE.search(before) is not None)


def is_only_considered(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention stands among the diagnoses that were thought of, or lends its name to something else."""
    return bool(_THOUGHT_OF.search(narrative.before(mention)) or _LENT.match(narrative.after(mention)))


def evidence(
    narrative: Narrative, mention: Found, suspects: Collection[Found]
) -> list[tuple[DiseaseRole, float]]:
    """Returns what the wording around one mention, and its label, say of its role."""
    if "HISTORICAL" in mention.context and not _YEARS_OF.search(narrative.before(mention)):
        return [(DiseaseRole.HISTORY, 2.5)]
    start, end = list_bounds(narrative, mention)
    sentence = narrative.sentence_of(mention)
    wording = _wording(
        narrative.lowered[max(sentence.start, start - _REACH) : start],
        narrative.lowered[end : min(sentence.end, end + _REACH)],
    )
    if wording.is_unchanged:
        return [(DiseaseRole.CONDITION, 1.0)]
    found = list(wording.found)
    if suspects and not any(role is not DiseaseRole.EVENT for role, _ in found):
        # Told after the suspect, and nothing says that it was there before.
        later = mention.start > Suspected.of(suspects).first
        found += [(DiseaseRole.EVENT, 1.5)] if later else []
    if _INDUCED.search(mention.lowered):
        found.append((DiseaseRole.EVENT, 3.0))
    label = DiseaseRole.EVENT if _is_event(narrative, mention, start, end) else DiseaseRole.CONDITION
    found.append((label, 1.5))
    if mention.known_as == Label.DISORDER:
        found.append((DiseaseRole.CONDITION, 1.5))
    if mention.section is SectionName.TITLE and mention.label is Label.EVENT:
        found.append((DiseaseRole.EVENT, 1.0))
    # "dexamethasone for myeloma": the drug's name right before makes the purpose plain.
    if wording.is_purpose:
        near = Suspected.of(suspects).ends_near(mention.start)
        found.append((DiseaseRole.INDICATION, 3.0 if near else 1.5))
    return found


def _is_event(narrative: Narrative, mention: Found, start: int, end: int) -> bool:
    """Says whether the finders call a mention an event; amid a list of nothing but disorders it is one of them."""
    if mention.label is not Label.EVENT:
        return False
    others = [
        other
        for other in narrative.by_sentence[mention.sentence]
        if other.label in DISEASES
        and start <= other.start
        and other.end <= end
        and other.index != mention.index
    ]
    return len(others) < _LIST or any(other.label is Label.EVENT for other in others)


def list_bounds(narrative: Narrative, mention: Found) -> tuple[int, int]:
    """Returns the half-open characters of the list of diseases that a mention stands in."""
    return narrative.once(_lists)[mention.index]


def _lists(narrative: Narrative) -> dict[int, tuple[int, int]]:
    return list_bounds_of(narrative, DISEASES, partial(_linked, narrative))


def _linked(narrative: Narrative, first: Found, second: Found) -> bool:
    return LINK.match(narrative.lowered[first.end : second.start]) is not None
