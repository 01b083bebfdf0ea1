"""Calendar dates and hours of the clock."""

from __future__ import annotations

from caseline.nlp.patterns.base import Rule, near, verbose
from caseline.nlp.patterns.words import MONTH, YEAR
from caseline.schema.mention import Label

_PART = r"(?:(?:early|mid|late|the_beginning_of|the_end_of|end_of|beginning_of)~)"
_MONTH_CASED = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)

DATE_RULES = (
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b\d{{1,2}}(?:st|nd|rd|th)?(?:~|\.\s?)(?:of_)?{MONTH}\b\.?(?:,?~{YEAR})?\b   # 3rd of May 2012
          | {_PART}?\b{MONTH}\b\.?_\d{{1,2}}(?:st|nd|rd|th)?,?_{YEAR}\b                 # May 3, 2012
          | {_PART}?\b{MONTH}\b\.?(?:,?~|/)(?:of_)?{YEAR}\b                             # late May 2012
          | \b{YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b              # 2012-05-03
          | \b(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.]{YEAR}\b        # 03/05/2012
            """
        ),
        near=near("(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", r"[0-9][-/.][0-9]{1,2}[-/.][0-9]"),
    ),
    # A month or a year alone needs its preposition; "may" and "march" are words too.
    Rule(
        Label.TIME,
        verbose(
            rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Oo]f|[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id)"
            rf"[\s-](?P<mention>{_MONTH_CASED}(?:_\d{{1,2}}(?:st|nd|rd|th)?)?)\b(?![-\w])"
        ),
        cased=True,
        near=near("(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    ),
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b(?:in|since|until|during|from|early|late|year(?:_of)?|by)_(?P<mention>{YEAR})
            (?=\s{{0,2}}(?:[,.;:)\]]|$)
              |_(?:and|with|when|where|for|because|due|after|he|she|the|a|an|to|at|which|by|as|but|until)\b)
            """
        ),
        near=near("(?:19|20)[0-9]{2}"),
    ),
    Rule(
        Label.TIME,
        verbose(r"\b(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:a\.m\b|p\.m\b|am\b|pm\b)"),
        near=near(r"[0-9]\s?[ap]\.?m"),
    ),
)
