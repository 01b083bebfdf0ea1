"""Lengths and days that tell no moment: of a stay, of watching, of an event that went on so long, of a regimen."""

from __future__ import annotations

import re

from caseline.cases.concepts import DISEASES, TREATMENTS
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.timing import TimeValue
from caseline.schema.case import Relation

_PLACE = r"(?:icu|picu|nicu|ccu|intensive\s+care(?:\s+unit)?|hospital|er|ed|emergency\s+(?:room|department)|ward|bed|clinic|office|waiting\s+room)"
# What is told of the patient right before a length, with where, why and "for"; the last match is the nearest.
_STAYED = cue(
    rf"""(?:\b(?:(?:was|were|been|and|then|patient|pt)\s+)?(?:observed|monitored|watched)|under\s+observation|hospitali[sz]ed|(?:re-?)?admitted|in-?patient
        |kept(?!\s+on\b)|stay(?:ed|ing)?(?!\s+on\b)|remained\s+(?:in|at|hospitali[sz]ed|under)|bed-?ridden|bed-?bound|laid\s+up|on\s+bed\s?rest
        |(?:off|out\s+of|missed|home\s+from)\s+(?:work|school)|(?:\A\W{{0,3}}|(?:was|were|been|being|and|then)\s+)(?:in|at)\s+(?:the\s+|an?\s+|our\s+)?{_PLACE}|spent)\b
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

# "Sore for a week after the shot", "fever x 3 days": how long; "for the first two days" says when.
_SO_LONG = re.compile(
    r"(?:\bfor|\blast(?:ed|ing|s)(?:\s+for)?|(?<!\w)[x×])\s+(?:(?:about|approximately|approx\.?|around|over|at\s+least|almost|nearly|some)\s+)?\Z"
)
_OF = re.compile(r"\s+of\s+")
# Words before a length that lay it out.
_OPENED = re.compile(
    r"\b(?:after|within|following|since|in|at|by|during|over|until|before|on|into)\s+(?:(?:about|approximately|the|first|only|just|around)\s+){0,2}\Z"
)
# "On days 1 to 21 of each cycle", "paclitaxel 135 mg/m2 on day 1 and day 8": how a course is given, and no time of this one.
_DAYS_OF = re.compile(r"\b(?:days|d)\s?[#]?\d|day\s?\d{1,2}\s?(?:-|–|to)\s?\d")
_SCHEDULE = re.compile(
    r"(?:mg|g|mcg|µg|iu|u|units?)\s?/\s?m(?:2|²)|per\s+square\s+met|\bauc\s?\d|\b(?:each|every|per)\s+(?:\d+[-\s]?day\s+)?cycle|\b\d{1,2}-day\s+cycle"
    r"|\bq\s?\d\s?w\b|\bregimen\s+(?:is|was|consisted)\b"
)
# "At five-minute intervals": how often.
_INTERVALS = re.compile(r"['’]?[\s-]{0,2}(?:time\s+)?intervals?\b")
_SCHEDULED_REACH = 110  # characters between a day and what makes a schedule of it
_BESIDE = 9  # characters between "of" and the event


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


def lasted(sentence: Sentence, value: TimeValue, first: int) -> bool:
    """Says whether words before a length tell that something took it: "sore for a week after the shot"."""
    onwards = value.unit is not None and value.relation is Relation.AFTER
    return onwards and _SO_LONG.search(sentence.lowered, 0, first) is not None


def is_of_event(narrative: Narrative, value: TimeValue, length: Found) -> bool:
    """Says whether a bare length is how long an event took: "three days of fever after the shot"."""
    if value.relation not in {Relation.AFTER, Relation.WITHIN}:
        return False
    behind = _OF.match(narrative.lowered, length.end)
    if behind is None or _OPENED.search(narrative.before(length)) is not None:
        return False
    return any(
        mention.label in DISEASES and 0 <= mention.start - behind.end() <= _BESIDE
        for mention in narrative.by_sentence[length.sentence]
    )


def is_scheduled(lowered: str, start: int, end: int) -> bool:
    """Says whether a time is that of a regimen rather than of this course: "on days 1 to 21", "at 5-minute intervals"."""
    if _INTERVALS.match(lowered, end):
        return True
    phrase = lowered[start:end]
    several = _DAYS_OF.search(phrase) is not None
    if not several and not re.fullmatch(r"(?:on\s+)?day\s?\d{1,2}", phrase):
        return False
    first, last = max(0, start - _SCHEDULED_REACH), min(len(lowered), end + _SCHEDULED_REACH)
    return _SCHEDULE.search(lowered, first, last) is not None
