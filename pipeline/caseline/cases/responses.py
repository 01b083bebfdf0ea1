"""What a report says of the effect of one therapy, as printed.

Source: section 4 (Therapies) of the annotation guideline: words about this therapy alone.
"""

from __future__ import annotations

import re

from caseline.cases.concepts import TREATMENTS, Concept
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_evidence import list_bounds

_DEGREE = r"""(?:(?:very|a|an|only|little|no|some|good|great|partial|complete|full|rapid|prompt|excellent|dramatic
    |marked|significant|slight|minimal|poor|modest|limited|temporary|transient|clinical|immediate|satisfactory|lasting
    |further|considerable|clear|sustained|initial)\s+)"""
_EFFECT = r"(?:effect|response|success|benefit|relief|improvement|result|resolution|recovery)"
# Wording that ends at the therapy; what counts begins at the cue and ends with the therapy.
_BEFORE = cue(
    r"""(?P<said>
        \b(?:(?:has\s+|had\s+)?(?:failed|fails)\s+to\s+respond\s+to | (?:did|does|do|had
            |has)\s+not\s+respond(?:ed)?\s+to | (?:no|poor|partial|good|complete|prompt)\s+response\s+to
          | unresponsive\s+to | refractory\s+to | resistant\s+to | respond(?:ed|s|ing)\s+(?:\w+\s+){0,2}?to | responsive\s+to)
      )\s+(?:[\w./%-]+\s+){0,4}?\Z"""
)
# Wording behind the therapy, which counts by itself.
_BEHIND = re.compile(
    rf"""\s*(?:\([^)]{{0,60}}\)\s*)?(?:[\w./%,-]+\s+){{0,14}}?
      (?:
        (?P<with>(?:with|without|to)\s+{_DEGREE}*(?:{_EFFECT}s?|avail)\b)
      | (?:was|were|is|proved|appeared|seemed)\s+(?P<was>(?:(?:\w+ly|not|only|very)\s+)*(?:sufficient|insufficient
          |effective|ineffective|successful|unsuccessful|helpful|unhelpful|beneficial|of\s+(?:no|little|some)\s+(?:use
          |help|benefit|avail|value)))\b
      | (?:had|has|brought|gave|produced|provided|led\s+to|resulted\s+in|achieved)\s+(?P<verb>{_DEGREE}+{_EFFECT}\b(?:\s+whatsoever)?)
      | (?P<difference>(?:had\s+|has\s+)?(?:made|makes?)\s+(?:no|any|little)\s+(?:\w+\s+)?difference)\b
      | (?P<helped>(?:(?:did|does)\s+not\s+help|failed|helped(?:\s+within\s+\w+\s+\w+)?|worked|(?:ended|stopped
          |abolished|relieved|controlled|silenced|narrowed|settled|cleared|eased|reversed|corrected)\s+(?:it
          |them)(?:\s+again)?
          |did\s+(?:nothing|little)\s+for\s+(?:the|his|her)\s+\w+|kept\s+\w+\s+(?:free|\w+-free)(?:\s+of\s+\w+)?|brought\s+(?:it|them)\s+down
          |neither\s+of\s+which\s+\w+\s+\w+))\b(?!\s+to\s+respond)
      )""",
    re.VERBOSE,
)


def response_of(narrative: Narrative, concept: Concept) -> str | None:
    """Returns the words about the effect of a therapy, from the first mention that has any."""
    for mention in concept.mentions:
        said = _said(narrative, mention)
        if said:
            return said
    return None


def _said(narrative: Narrative, mention: Found) -> str | None:
    sentence = narrative.sentence_of(mention)
    first, last = list_bounds(narrative, mention)
    before = _BEFORE.search(narrative.lowered, sentence.start, first)
    if before is not None and not _others(narrative, mention, before.end("said"), first):
        return narrative.text[before.start("said") : last]
    behind = _BEHIND.match(narrative.lowered, last, sentence.end)
    if behind is None or behind.lastgroup is None:
        return None
    start, end = behind.span(behind.lastgroup)
    return None if _others(narrative, mention, last, start) else narrative.text[start:end]


def _others(narrative: Narrative, mention: Found, start: int, end: int) -> bool:
    """Says whether another treatment stands in a stretch: then the words are about that one, or about both."""
    return any(
        other.label in TREATMENTS and other.index != mention.index and start <= other.start < end
        for other in narrative.by_sentence[mention.sentence]
    )
