"""Lengths of a stay or of watching: how long the patient lay somewhere, and no drug was given for so long."""

from __future__ import annotations

import re

from caseline.cases.concepts import TREATMENTS
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative

_PLACE = r"(?:icu|picu|nicu|ccu|intensive\s+care(?:\s+unit)?|hospital|er|ed|emergency\s+(?:room|department)|ward|bed|clinic|office|waiting\s+room)"
# What is told of the patient right before a length, with where, why and "for"; the last match is the nearest.
_STAYED = cue(
    rf"""(?:\b(?:(?:was|were|been|and|then|patient|pt)\s+)?(?:observed|monitored|watched)|under\s+observation|hospitali[sz]ed|(?:re-?)?admitted|in-?patient
        |kept(?!\s+on\b)|stay(?:ed|ing)?(?!\s+on\b)|remained\s+(?:in|at|hospitali[sz]ed|under)|bed-?ridden|bed-?bound|laid\s+up|on\s+bed\s?rest
        |(?:off|out\s+of|missed|home\s+from)\s+(?:work|school)|(?:in|at)\s+(?:the\s+|an?\s+|our\s+)?{_PLACE}|spent)\b
      (?:\s*\(\w+\)|\s+(?:in|at|to|into|by|there|here|overnight|the|an?|our|their|his|her|home|work|local|general|surgical|medical|paediatric|pediatric
         |closely|post|under|observation|observ\w*|clinic|staff|ems|nurses?|office|bed|with|as|because|due|{_PLACE})){{0,8}}?
      \s*(?:\bfor|\bx|×)?\s*(?:(?:a|the)\s+(?:total|period)\s+of\s+|about\s+|approximately\s+|approx\.?\s+|around\s+|over\s+|at\s+least\s+|another\s+|some\s+|almost\s+|[~<>]\s?)*\Z"""
)
# "A six-day hospital stay", "six days of observation"; "for" before it may tell of a drug.
_STAY_BEHIND = re.compile(
    r"['’]?[\s-]+(?:(?:in-?patient|hospital|icu|ed|er|ward|intensive\s+care)\s+(?:stay|admission|hospitali[sz]ation|observation)|hospitali[sz]ation|stay\b|admission\b"
    r"|of\s+(?:hospitali[sz]ation|observation|monitoring|bed\s?rest))"
)
# "Admitted for a 5-day course of X", "with a 3-day history of Y".
_OF_SOMETHING = re.compile(
    r"['’]?[\s-]+(?:\w+\s+)?(?:of\b(?!\s+(?:observation|monitoring|hospitali|bed))|history|course|duration|trial|cycle|later|after|before|prior|earlier|ago|following|post)"
)


def is_of_stay(narrative: Narrative, length: Found) -> bool:
    """Says whether a length is that of a stay or of watching: "in ICU for 6 days", "was observed for six hours"."""
    if _STAY_BEHIND.match(narrative.after(length)):
        return True
    told = _STAYED.search(narrative.before(length))
    if told is None or _OF_SOMETHING.match(narrative.after(length)):
        return False
    start = narrative.sentence_of(length).start + told.start()
    return not any(
        mention.label in TREATMENTS and start <= mention.start and mention.end <= length.start
        for mention in narrative.by_sentence[length.sentence]
    )
