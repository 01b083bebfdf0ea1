"""Calendar dates and hours of the clock."""

from __future__ import annotations

from caseline.nlp.patterns.base import Reading, ReadRule, Rule, near, verbose
from caseline.nlp.patterns.words import MONTH, WEEKDAY, YEAR
from caseline.schema.mention import Label

_PART = r"(?:(?:early|mid|late|the_beginning_of|the_end_of|end_of|beginning_of)~)"
_MONTH_CASED = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:a\.m\b|p\.m\b|am\b|pm\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])(?:_h(?:ou)?rs?\b)?)"
# "0930", "1415 hrs": four digits that are no year.
_FOUR_DIGITS = (
    r"(?:(?:[01]\d|2[0-3])[0-5]\d_?h(?:ou)?rs?\b|0\d[0-5]\d(?![\w/%-]|[.,]\d|_(?:m?c?g|ml|units?|iu|cells)\b)"
    r"|(?:1[0-8]|2[1-3])[0-5]\d(?=\s?(?:[,;)]|\.(?!\d)|\Z)|_(?:and|on|with|the|he|she|they|i|pt|patient|c/o|noted|that)\b))"
)
_NUMBERED = rf"(?:{_DAY}/{_DAY}/\d{{2}}|[0-3]\d-[0-3]\d-\d{{2}}|[0-3]\d\.[0-3]\d\.\d{{2}})"

# "05Jan2021", "05JAN21", "5-Jan-21": as manufacturers write it.
_COMPACT = rf"(?:\d{{1,2}}{MONTH}(?:{YEAR}|\d{{2}})|\d{{1,2}}-{MONTH}-(?:{YEAR}|\d{{2}}))\b"

_FULL = rf"""(?:
    {_COMPACT} | {_DAY}(?:st|nd|rd|th)?(?:~|\.\s?)(?:of_)?{MONTH}\b\.?(?:,?~{YEAR})? | {MONTH}\b\.?_{_DAY}(?:st|nd|rd|th)?(?:,?_{YEAR})?
  | {YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.]{_DAY} | {_DAY}[-/.]{_DAY}[-/.]{YEAR} | {_NUMBERED}
)(?![\d/-]|\.\d)"""
# Between the first and the last day of a stretch.
_TO = r"(?:\s?[-–—]\s?|_(?:to|through|thru|until|till)_(?:the_)?)"
_NTH = r"(?:st|nd|rd|th)?"

# What stands right before a short date in notes: what was done or where, with no "on".
_TERSE = (
    r"received|rec['’]d|recd|given|got|had|started|began|seen|saw(?:_\w{2,10})?|admitted|discharged|stopped|vaccinated|vacc|vax|vaccine|vaccination|shot"
    r"|administered|returned|resolved|died|expired|passed|called|onset|deltoid|arm|thigh|leg|im|sc|sq|iv|to_(?:er|ed|pcp)|hospital|hospitali[sz]ed|er|ed|noticed|developed"
    r"|again|gone|by|as_of|labs?|normal|mri|ct|x-?ray|visit|f/u|follow-?up|surgery|fever|rash|hives|headache|symptoms|sx|booster"
)
# A month with its year, both in numbers: "3/2020", "03-2020", "2020/03".
_MONTH_OF_YEAR = r"(?:(?:0?[1-9]|1[0-2])/(?:19[5-9]\d|20[0-3]\d)|(?:0[1-9]|1[0-2])[-.](?:19[5-9]\d|20[0-3]\d)|(?:19[5-9]\d|20[0-3]\d)/(?:0[1-9]|1[0-2]))"

DATE_RULES = (
    # "10:05 on 3 May 2012", "3/5/2012 at 9 am", "the evening of 3 May", "Monday, May 3, 2012": one moment.
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b{_CLOCK}(?:,?_on|,)?_(?:the_)?(?:{WEEKDAY},?_)?{_FULL}
          | \b{_FULL}(?:,|,?_at|_@|_around|_about)?(?:_(?:about|around|approximately))?_{_CLOCK}
          | \b{_FULL}_\((?:at_)?(?:about_|around_|approximately_)?{_CLOCK}\s?\)
          | \b{_FULL}(?:,?_at|_@)_{_FOUR_DIGITS} | \b{YEAR}-[01]\d-[0-3]\dt[0-2]\d:[0-5]\d(?::[0-5]\d)?(?:z\b|(?![\w:]))
          | \b(?:{WEEKDAY},?_(?:the_)?|(?:early_|late_)?(?:morning|afternoon|evening|night)_of_(?:the_)?){_FULL}
          | \b{_FULL}_[ap]\.?m\b
            """
        ),
        near=near("(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", r"[0-9][-/.][0-9]{1,2}[-/.][0-9]"),
    ),
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b{_COMPACT} | \b{MONTH}{YEAR}\b                                           # 03MAY2012, 3-May-12, May2012
          | \b\d{{1,2}}(?:st|nd|rd|th)?(?:~|\.\s?)(?:of_)?{MONTH}\b\.?(?:,?~{YEAR})?\b   # 3rd of May 2012
          | {_PART}?\b{MONTH}\b\.?_\d{{1,2}}(?:st|nd|rd|th)?,?_{YEAR}\b                 # May 3, 2012
          | {_PART}?\b{MONTH}\b\.?(?:,?~|/)(?:of_)?{YEAR}\b                             # late May 2012
          | {_PART}?\b{MONTH}\b\.?_?['’]\d{{2}}\b                                       # May '12
          | \b{_DAY}{_NTH}{_TO}{_DAY}{_NTH}(?:~|\.\s?)(?:of_)?{MONTH}\b\.?(?:,?~{YEAR})?\b   # 12-15 March 2021
          | \b{MONTH}\b\.?_{_DAY}{_NTH}{_TO}{_DAY}{_NTH},?_{YEAR}\b                     # March 12 to 15, 2021
          | \b{YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.]{_DAY}\b                               # 2012-05-03
          | \b{_DAY}[-/.]{_DAY}[-/.]{YEAR}\b                                           # 03/05/2012
          | (?<![\d/.-])\b{_NUMBERED}(?![\d/-]|\.\d)                                  # 3/5/12, 03.05.12
            """
        ),
        near=near("(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", r"[0-9][-/.][0-9]{1,2}[-/.][0-9]"),
    ),
    # "March 14" without a year.
    Rule(
        Label.TIME,
        verbose(
            rf"\b{_MONTH_CASED}\.?_{_DAY}(?:st|nd|rd|th)?\b(?![\w%/-]|[.,:]\d|_(?:mg|g|ml|patients?|cases?)\b)"
        ),
        cased=True,
        near=near("(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    ),
    # "June 8 to 13", "June 8-13".
    Rule(
        Label.TIME,
        verbose(
            rf"\b{_MONTH_CASED}\.?_{_DAY}{_NTH}{_TO}{_DAY}{_NTH}\b(?![\w/%-]|[.,:]\d|_(?:mg|g|ml|patients?|cases?|days?|weeks?|hours?)\b)"
        ),
        cased=True,
        near=near("(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    ),
    # "6/8-6/13", "6/8 through 6/13"; values of a scale share what they are out of.
    ReadRule(
        verbose(
            rf"(?<![\w/.-]){_DAY}/(?P<of>{_DAY}){_TO}(?!\d{{1,2}}/(?P=of)(?!\d)){_DAY}/{_DAY}(?![\w/%]|-\d|[.,]\d)"
        ),
        (
            Reading(
                None,
                left=verbose(
                    r"\b(?:pain|strength|scale|score|motor|power|reflex\w*|pulses?|bp|pressure|rated|intensity|severity|murmur|\w+meter)(?:[\s:]+\w+){0,2}[\s:]+\Z"
                ),
            ),
            Reading(
                None,
                right=verbose(r"_(?:strength|tablets?|tabs?|cups?|inch\w*|in\b|cm|mm|mg|ml|of|doses?|pain)"),
            ),
            Reading(Label.TIME),
        ),
        near("[0-9]{1,2}/[0-9]"),
    ),
    # "1/2020", "as of 03-2020"; no titre of 1/2000.
    ReadRule(
        verbose(rf"(?<![\w/.,-]){_MONTH_OF_YEAR}(?![\w/%-]|[.,]\d)"),
        (
            Reading(
                None,
                left=verbose(
                    r"\b(?:titers?|titres?|dilut\w*|diluted|ratio|incidence|prevalence|frequency|rates?|risk|odds|about|than|approximately|one_in|n|no|lot|batch)(?:[\s:=#.]+\w+){0,2}[\s:=#.]*\Z"
                ),
            ),
            Reading(
                None,
                right=verbose(
                    r"_(?:dilution|titers?|titres?|ratio|patients?|cases?|people|births?|children|mg|ml)"
                ),
            ),
            Reading(Label.TIME, left=verbose(r"\b(?P<mention>as_of_)\Z")),
            Reading(Label.TIME),
        ),
        near("(?:19|20)[0-9]{2}"),
    ),
    # "on 3/14", "on the 14th": the rest of the date was told before.
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b(?:on|since|until|from|by|dated|as_of)_(?P<mention>{_DAY}/(?P<of>{_DAY}))
            (?![\w/%-]|_to_\d{{1,2}}/(?P=of)(?!\d)|[.,]\d|_(?:mg|ml|of|in|tablets?|doses?|hours?|days?|weeks?|months?|years?|patients?|strength)\b)
            """
        ),
        near=near("[0-9]{1,2}/[0-9]"),
    ),
    # "4/20 arm red", "started 4/11", "L deltoid 10/4": as nurses write it; no "4/5 strength", no "pain 8/10".
    Rule(
        Label.TIME,
        verbose(
            rf"""
            (?:(?:(?<=[.;]\s)|\A|\b(?:{_TERSE})_)(?P<mention>(?:0?[1-9]|1[0-2])/{_DAY}|{_DAY}/(?:0?[1-9]|1[0-2])))
            (?=\s?[,.;:)](?!\d)|\s?\Z|_[a-z@&(])(?!_to_\d)
            (?!_(?:strength|motor|power|muscle|reflex\w*|pulses?|murmur|systolic|in|of|on_the|mg|ml|tablets?|tabs?|doses?|hours?|days?|weeks?|months?|years?
                  |patients?|pts?|cases?|were|had|blood|cultures?|positive|criteria|severity|scale|pain|points?|for|l|g|cm|mm|inch\w*|cup|dilution)\b)
            """
        ),
        near=near("[0-9]{1,2}/[0-9]"),
    ),
    Rule(
        Label.TIME,
        verbose(
            r"""
            \b(?:on|by|until|since)_the_(?P<mention>(?:[12]?\d|3[01])(?:st|nd|rd|th))
            (?=\s{0,2}(?:[,.;:)]|$)|_(?:of_(?:that|the_same)_month|and|but|when|with|at|he|she|it|they|i|we|pt|my|the|a|an|his|her|patient)\b)
            """
        ),
        near=near("[0-9](?:st|nd|rd|th)"),
    ),
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b(?:on|by|until|till|since|last|next|that|following|one|{_TERSE})_(?:(?:the|a)_)?
            (?P<mention>{WEEKDAY}(?:_(?:morning|afternoon|evening|night))?)\b
            """
        ),
        near=near("(?:mon|tues|wednes|thurs|fri|satur|sun)day"),
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
    # "From 1998 to 2004"; "Therapy start: X 2015, Y 2018".
    ReadRule(
        verbose(rf"(?<![\w/.,-]){YEAR}(?![\w/%-]|[.,]\d)"),
        (
            Reading(
                Label.TIME, left=verbose(rf"\b(?:from|between|since)_{YEAR}_(?:to|and|until|till|through)_\Z")
            ),
            Reading(
                Label.TIME,
                left=verbose(
                    r"""
                    (?:\A|[.;(]\s?|\b(?:therapy|treatment|medication|drug)_)(?:start(?:ed)?|begun|initiated|stop(?:ped)?)(?:_dates?)?\s?[:=]_
                    [^.;:]{0,40}[a-z)]{3},?_\Z
                    """
                ),
                right=verbose(r"(?=\s?[,.;)]|\s?\Z)"),
            ),
        ),
        near("(?:19|20)[0-9]{2}"),
    ),
    Rule(
        Label.TIME,
        verbose(r"\b(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:a\.m\b|p\.m\b|am\b|pm\b)"),
        near=near(r"[0-9]\s?[ap]\.?m"),
    ),
    Rule(
        Label.TIME,
        verbose(
            r"\b(?:at|by|until|around|from)_(?:about_|around_)?(?P<mention>(?:[01]?\d|2[0-3]):[0-5]\d)(?![\d:]|\s?[ap]\.?m)"
        ),
        near=near("[0-9]:[0-9]"),
    ),
    Rule(
        Label.TIME,
        verbose(rf"(?:\bat|@)_(?:about_|around_)?(?P<mention>{_FOUR_DIGITS})"),
        near=near("[0-2][0-9][0-5][0-9]"),
    ),
)
