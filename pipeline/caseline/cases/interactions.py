"""Medicines that acted together where no sentence names the two: "the interaction", a raised INR under a new drug.

Source: E2B(R3) G.k.1 (interacting); section 3 of the annotation guideline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.cases.concepts import Concept
from caseline.cases.cues import cue
from caseline.cases.narrative import Narrative
from caseline.schema.mention import Label

_TOLD = cue(
    r"""(?:(?:drug[\s–-]+(?:drug\s+)?|pharmacokinetic\s+|this\s+|the\s+|an?\s+(?:(?:probable|possible|likely|suspected|known|significant|serious|relevant)\s+)?)interaction\b(?!\s+(?:with\s+(?:the|his|her|my|their|other)\b|checker))
      | (?:the\s+)?two\s+(?:drugs|medicines|medications|agents|substances|of\s+them)?\s*(?:\w+\s+)?(?:interact\w*|do\s*n[o'’]t\s+mix
          |should\s+not\s+be\s+(?:co-?administered|combined|given\s+together|taken\s+together)|are\s+known\s+to\s+(?:interact|compete))
      | (?:should\s+not|must\s+not|never)\s+be\s+(?:co-?administered|combined|given\s+together|taken\s+together))"""
)
_DENIED = re.compile(
    r"\b(?:no|not|without|unlikely|exclud\w+|rather\s+than|possib\w+\s+of|check\w*\s+for|potential)\s+(?:\w+\s+){0,3}\Z"
)
_ANTICOAGULANT = re.compile(
    r"warfarin|coumadin|acenocoumarol|phenprocoumon|fluindione|vitamin\s+k\s+antagonist"
)
_OVERDONE = cue(
    r"""(?:inr|international\s+normali[sz]ed\s+ratio|prothrombin\s+time)\b[^.;]{0,60}?
        (?:\b(?:above|over|exceed\w*|greater\s+than|more\s+than|rose|risen|increas\w+|elevat\w+|prolong\w+|unmeasurable|supratherapeutic)\b
          |[>≥]\s*\d|\b(?:of|was|to|had\s+been)\s+(?:[5-9]|1\d)(?:[.·]\d+)?\b)
      | (?:elevat\w+|rais\w+|increas\w+|prolong\w+|supratherapeutic|high)\s+(?:\w+\s+)?(?:inr|international\s+normali[sz]ed\s+ratio|prothrombin\s+time)\b"""
)
_PAIR = 2


def act_together(
    narrative: Narrative, suspects: Sequence[Concept], others: Sequence[Concept]
) -> tuple[Concept, ...]:
    """Returns the medicines that acted together, none where nothing tells it of a pair.

    Args:
        narrative: The text.
        suspects: The treatments that are suspected.
        others: Medicines that are concomitant.
    """
    named = [concept for concept in suspects if concept.mentions[0].label is Label.DRUG]
    settled = [concept for concept in (*named, *others) if _thins(concept)]
    if len(settled) == 1 and named and narrative.once(_tells_overdone):
        rest = [concept for concept in named if concept is not settled[0]]
        return (settled[0], *rest) if rest else ()
    if not narrative.once(_tells_interaction):
        return ()
    if len(named) == _PAIR:
        return tuple(named)
    return (*named, *others) if len(named) == len(others) == 1 else ()


def _thins(concept: Concept) -> bool:
    return any(_ANTICOAGULANT.search(mention.lowered) for mention in concept.mentions)


def _tells_overdone(narrative: Narrative) -> bool:
    return _says(narrative, _OVERDONE)


def _tells_interaction(narrative: Narrative) -> bool:
    return _says(narrative, _TOLD)


def _says(narrative: Narrative, wording: re.Pattern[str]) -> bool:
    return any(
        not _DENIED.search(sentence.lowered[: match.start()])
        for sentence in narrative.sentences
        for match in wording.finditer(sentence.lowered)
    )
