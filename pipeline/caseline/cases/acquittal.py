"""Wording that frees a drug of the blame which its sentence lays to another."""

from __future__ import annotations

import re

from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_evidence import list_bounds

# "Attributed to A rather than B", "caused by A, not B", "more likely A than B".
_NOT_THIS = cue(
    r"""(?:rather\s+than | instead\s+of | as\s+opposed\s+to | (?:and|but)\s+not
      | not\s+(?:\w+\s+)?(?:due|attribut\w+|related|ascrib\w+|caused|secondary|induced)
      | (?:more|less)\s+(?:likely|probabl[ey])\b[^.;]{0,60}?\bthan)
      (?:\s+(?:to|by|from|with|the|an?|his|her|any|of|due|related|caused|induced|other))*\s+(?:[\w-]+\s+)?\Z"""
)
_COMMA_NOT = re.compile(r",\s*not\s+(?:(?:to|by|from|with|the|an?|his|her|due)\s+)*(?:[\w-]+\s+)?\Z")
_JUDGED = r"(?:thought|considered|felt|deemed|judged|regarded|believed|held)"
_CLEARED = re.compile(
    rf"""\A\W*(?:therapy\s+|treatment\s+|itself\s+)?
      (?: (?:was|were|is|are|seems?|seemed|appears?|appeared|can|could)\s+(?:\w+ly\s+)?(?:(?:be|to\s+be|been)\s+)?(?:{_JUDGED}\s+)?
          (?:to\s+(?:be|have\s+been)\s+|as\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?
          (?:unlikely|improbable|exonerated|acquitted|cleared|innocent|blameless|unrelated|excluded\s+as)\b
        | (?:was|were|is|are)\s+(?:{_JUDGED}\s+)?(?:not|never|neither|nor)\s+(?:{_JUDGED}\s+)?(?:to\s+(?:be|have\s+been)\s+)?
          (?:the\s+(?:cause|culprit)|responsible|implicated|incriminated|to\s+blame|suspected|causative|a\s+cause|related|involved)\b
        | (?:did|does|could|can|would|has|had)\s+not\s+(?:have\s+)?
          (?:caused?|explain(?:ed)?|account(?:ed)?|contribut\w+|induced?|provoked?|triggered?)\b
        | cannot\s+(?:have\s+)?(?:caused?|explain|account)\b )""",
    re.VERBOSE,
)


def acquits(narrative: Narrative, drug: Found) -> bool:
    """Says whether the words around a mention of a drug, or of its list, take the blame off it ("to A rather than B or C")."""
    before = narrative.before(drug)
    first, _ = list_bounds(narrative, drug)
    listed = narrative.lowered[narrative.sentences[drug.sentence].start : first]
    return bool(
        _NOT_THIS.search(before)
        or _NOT_THIS.search(listed)
        or _COMMA_NOT.search(before)
        or _CLEARED.match(narrative.after(drug))
    )
