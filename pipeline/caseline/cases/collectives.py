"""Words that name a set of events or refer back to one: "complications", "gastrointestinal symptoms"."""

from __future__ import annotations

import re
from functools import lru_cache

from caseline.cases.cues import cue
from caseline.nlp.complaints import as_name
from caseline.nlp.patterns.base import lower

# Heads that stand for whatever was told, and heads that name a harm once a word says of what.
_REFERENCE = (
    r"(?:complications?|symptoms?|signs?|side\s+effects?|effects?|adverse\s+events?|events?|manifestations?|cytopenias?|findings?"
    r"|problems?|conditions?|diseases?|illness(?:es)?|complaints?)"
)
_HARM = r"(?:reactions?|toxicit(?:y|ies)|disturbances?|abnormalit(?:y|ies)|changes?|disorders?|syndromes?|lesions?|infections?)"
_NEVER = re.compile(
    r"""(?:[\w-]+\s+){0,4}?(?:relapses?|diagnos[ie]s|deaths?|improvement|explanations?|scales?(?:\s+\(\w+\))?|scores?
      |mass\s+effect|remission(?:\s+of\s+[\w\s]+)?)\Z""",
    re.VERBOSE,
)
# Words before a head that say how it is, when or by what, and not what it is.
_EMPTY = frozenset(
    """
    a an the this that these those his her its their my all any some other many several multiple various new further such no
    same both two three six simultaneous acute chronic late early delayed immediate severe serious mild moderate minor major
    significant unusual rare common frequent typical atypical classic specific nonspecific non-specific possible probable
    potential unknown unexpected undesirable undesired unwanted untoward adverse side drug drugs medication treatment therapy
    vaccine related drug-related treatment-related life-threatening fatal lethal clinical associated underlying concomitant
    concurrent secondary primary infectious systemic autoimmune opportunistic additional subsequent initial first second
    laboratory radiological radiologic biochemical physical local localized localised toxic additive unacceptable
    conspicuous mutagenic extension signal red secondary current present recent persistent recurrent transient reversible
    visually of in with and or
    """.split()
)
# What does carry a name in spite of such words: "drug reaction", "systemic lupus".
_CLINICAL = cue(
    r"(?:anaphyla\w+|allergic|hypersensitivity|infusion|injection\s+site|drug|systemic\s+lupus|opportunistic|local)"
    r"\s+(?:reactions?|syndromes?|infections?|lupus\b.*)\Z"
)
_HEADED = re.compile(
    rf"(?P<before>(?:[\w'’/()-]+\s+){{0,6}}?)(?:(?P<harm>{_HARM})|(?P<reference>{_REFERENCE}))\Z"
)
# A mention that runs over a verb names nothing, but for what is only said to have been seen.
_CLAUSE = cue(r"(?:was|were|is|are|has|had|have)\b")
_SEEN = re.compile(
    r"\s+(?:was|were|is|are)\s+(?:also\s+|not\w*\s+)?(?:seen|observed|noted|noticed|found|present|detected|palpable|evident|severe|mild|marked)\b"
)


@lru_cache(maxsize=4096)
def is_collective(text: str) -> bool:
    """Says whether a mention names a set of events ("complications"), or none in particular."""
    text = " ".join(lower(text).split())
    clause = _CLAUSE.search(text)
    if clause is not None and not (_SEEN.match(text, max(0, clause.start() - 1)) or as_name(text)):
        return True
    if _NEVER.match(text):
        return True
    headed = _HEADED.match(text)
    if headed is None or _CLINICAL.search(text):
        return False
    return not _says_what(headed["before"]) or (
        headed["reference"] is not None and headed["before"].split()[-1:] == ["autoimmune"]
    )


@lru_cache(maxsize=4096)
def is_wide(text: str) -> bool:
    """Says whether a mention names a set of events by their kind ("gastrointestinal symptoms"), or any drug reaction.

    It is an event only where the report names nothing more exact.
    """
    text = " ".join(lower(text).split())
    headed = _HEADED.match(text)
    if _ANY_REACTION.match(text):
        return True
    if headed is None or headed["reference"] is None:
        return False
    return _DISEASE.match(headed["reference"]) is None or not _says_what(headed["before"])


_DISEASE = re.compile(r"(?:diseases?|illness(?:es)?|conditions?)\Z")


# What any drug reaction is called.
_ANY_REACTION = re.compile(
    r"(?:[\w-]+\s+){0,2}?(?:(?:drug|skin|cutaneous|adverse|medication|infusion)\s+)+(?:reactions?|lesions?|effects?|events?|eruptions?)(?:\s+lesions?)?\Z"
)


def _says_what(words: str) -> bool:
    return any(word not in _EMPTY for word in words.split())
