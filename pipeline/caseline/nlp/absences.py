"""What the body should do and did not: "no smell", "no urine output", "no fetal heartbeat".

"No rash" denies a sign; "no smell" tells one, for the function itself is healthy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseline.nlp.patterns.base import lower
from caseline.schema.mention import Label

_FUNCTION = r"""(?:(?:sense\s+of\s+)?(?:smell|taste)|hearing|(?:useful\s+)?vision|eyesight|light\s+perception|perception\s+of\s+light|appetite|libido
    |sex\s+drive|erections?|urine(?:\s+output)?|bowel\s+(?:movements?|sounds)|breath\s+sounds|(?:f(?:o?e)tal|cardiac|brain|respiratory)\s+activity
    |f(?:o?e)tal\s+(?:movements?|heart\s?beat|heart\s+(?:sounds?|tones?|rate|activity))|heart\s?beat|(?:(?:palpable|peripheral|radial|pedal|femoral|carotid)\s+)?pulses?
    |sensation|feeling|strength|speech|voice|energy|(?:(?:deep|tendon|gag|corneal|pupillary|light|knee|ankle|brainstem|cough)\s+){0,2}reflex(?:es)?
    |(?:spontaneous\s+)?(?:breathing|respirations?|breaths|respiratory\s+effort)|spontaneous\s+movements?
    |(?:verbal\s+|motor\s+)?response\s+to\s+(?:pain(?:ful\s+stimuli)?|stimuli|stimulation|voice|light|sound|commands?|touch))"""
_LITTLE = r"(?:no|zero|absolutely\s+no|hardly\s+any|little(?:\s+or\s+no)?|almost\s+no|practically\s+no)"
# What may stand behind; "no vision changes" and "no hearing or speech problems" deny.
_BEHIND = r"""(?=\s*(?:[.;)]|,(?!\s*(?:\w+\s+){0,2}?(?:or|nor)\b)|\Z)
    |\s+(?:in|below|above|on|at|for|after|since|whatsoever|left|of\s+(?:the|his|her)|(?:was|were|could\s+be|is|are)\s+(?:\w+ly\s+)?
      (?:detect|felt|palp|present|heard|seen|found|elicit|obtain|record|produced|passed|identif|noted))
    |\s+(?:and|but|with)\s+(?:no|little|hardly|a|an|was|were|had|she|he|fixed|cold|pale)\b)"""
_ABSENCE = re.compile(rf"(?<![\w-])(?P<name>{_LITTLE}\s+{_FUNCTION})(?![\w-]){_BEHIND}", re.VERBOSE)
_HINT = re.compile(r"\b(?:no|zero|hardly|little)\s")
_LABELS = frozenset({Label.EVENT, Label.DISORDER, Label.OUTCOME})
_BEFORE, _AFTER = 40, 40  # characters that the words of an absence may reach beyond a part of it


def find_absences(sentence: str) -> Iterator[tuple[int, int]]:
    """Yields the half-open characters of each function that a sentence says was absent."""
    lowered = lower(sentence)
    if _HINT.search(lowered) is None:
        return
    for match in _ABSENCE.finditer(lowered):
        yield match.span("name")


def cuts_absence(label: str, text: str, start: int, end: int) -> bool:
    """Says whether a candidate cuts such a sign, "smell" of "no smell", or takes it for an ending."""
    if label not in _LABELS:
        return False
    first = max(0, start - _BEFORE)
    for begin, stop in find_absences(text[first : end + _AFTER]):
        overlaps = first + begin < end and start < first + stop
        if overlaps and (label == Label.OUTCOME or first + begin < start):
            return True
    return False


def is_absence(text: str) -> bool:
    """Says whether words, as a whole, tell that a function was absent."""
    return any(span == (0, len(text)) for span in find_absences(text))
