"""Where a length lies from what it counts from: "two days after", "in six weeks", "three months on"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.cases.normalise.lengths import KIND
from caseline.nlp.patterns.base import verbose
from caseline.nlp.patterns.words import FUZZY, RANGE, UNIT_LONG, UNIT_PLURAL, UNIT_SHORT
from caseline.schema.case import Relation

_SO_LONG = rf"(?:{RANGE}|{FUZZY})['’]?~?{KIND}(?:{UNIT_LONG}|{UNIT_SHORT})\b"
_BLUR = r"(?:(?:about|approximately|around|roughly|nearly|almost|only|just|some|another|a_further)_)?"
# "In the first 48 hours after the dose" is no 48 hours after it; "since a fall two weeks ago" began with the fall.
_OPENINGS = (
    (
        Relation.WITHIN,
        verbose(
            rf"\A(?:(?:in|during|over)_)?(?:(?:the|his|her|their|my)_)?(?:first_{_BLUR}{_SO_LONG}|(?:first|initial|early)_{UNIT_PLURAL}\b)"
        ),
    ),
    (
        Relation.WITHIN,
        verbose(rf"\A(?:inside|in_(?:under|less_than|no_more_than|the_space_of))_{_BLUR}{_SO_LONG}"),
    ),
    (Relation.BEFORE, verbose(r"\Asince\b.{3,80}\b(?:ago|earlier|previously|before)\Z")),
    (Relation.BEFORE, verbose(rf"\A(?:from|since)_{_BLUR}{_SO_LONG}_(?:before|prior_to|preceding)\b")),
    (Relation.BEFORE, verbose(r"\A(?:(?:since|until|till)_)?last_(?:night|week|month|year)\Z")),
)
_RELATIONS = (
    (Relation.WITHIN, verbose(r"\bwithin\b|\bw/in?\b")),
    (
        Relation.BEFORE,
        verbose(
            r"""
            \b(?:before|prior_to|prior|earlier|ago|previous(?:ly)?|preceding|beforehand|back|ahead_of|in_advance)\b
          | \bahead(?=\Z|\s?,)
            """
        ),
    ),
    (
        Relation.AFTER,
        verbose(
            rf"""
            \b(?:after(?:wards?)?|following|later|thereafter|since|into|post\w{{0,20}}|subsequent_to|upon|next|overnight|from)\b
          | \bin\Z
          | (?:{UNIT_LONG}|\d\s?{UNIT_SHORT})_(?:on|out|hence)(?=\Z|\s?[,;:](?!\s?off\b))    # "three weeks on, she …"
          | (?:\A|\bt\s?)[+]\s?(?=\d)                                        # "+2 h", "T+40 min"
          | \bwith_(?:(?:an?|the)_)?(?:\w{{3,12}}_)?(?:delay|lag|latency|latent_period)_of\b
            """
        ),
    ),
    (Relation.DURING, verbose(r"\b(?:during|throughout|while|in_the_course_of)\b")),
    (Relation.AT, verbose(r"\b(?:at|on|same|that)\b")),
)
# "By 48 hours", "in six days": a length that a preposition alone lays out; no age, and no "in a 3-day course".
_NO_AGE = r"(?!['’]?~(?:old|gestation|pregnan\w*|of_(?:age|life|gestation|pregnancy)))"
_LAID_OUT = (
    (Relation.WITHIN, verbose(rf"\Aby_{_BLUR}{_SO_LONG}{_NO_AGE}")),
    (
        Relation.AFTER,
        verbose(
            rf"\A(?:with)?in_{_BLUR}(?:{_SO_LONG}|(?:an?_quarter|three~quarters)_of_an?_(?:hour|day|year)\b){_NO_AGE}(?!~(?:history|course|period|interval|trial|study))"
        ),
    ),
)


def relation_of(lowered: str) -> Relation | None:
    """Returns the relation whose word stands first; "later" may follow, so the whole text counts."""
    opening = _first_of(_OPENINGS, lowered)
    if opening is not None:
        return opening
    found = [
        (match.start(), rank, relation)
        for rank, (relation, pattern) in enumerate(_RELATIONS)
        if (match := pattern.search(lowered)) is not None
    ]
    stronger = [item for item in found if item[2] is not Relation.AT]
    return min(stronger or found)[2] if found else _first_of(_LAID_OUT, lowered)


def _first_of(patterns: Sequence[tuple[Relation, re.Pattern[str]]], lowered: str) -> Relation | None:
    return next((relation for relation, pattern in patterns if pattern.match(lowered)), None)
