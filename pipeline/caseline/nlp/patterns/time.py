"""Points in time and lengths of time: latencies, days of a course, dates, durations."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Reading, ReadRule, Rule, Source, near, scan, verbose
from caseline.nlp.patterns.dates import DATE_RULES
from caseline.nlp.patterns.onset import onset_phrase
from caseline.nlp.patterns.ordinal import BETWEEN, KIND
from caseline.nlp.patterns.words import (
    CARDINAL,
    DIGIT_RANGE,
    FUZZY,
    NUMBER,
    ORDINAL,
    RANGE,
    UNIT_LONG,
    UNIT_PLURAL,
    UNIT_SHORT,
)
from caseline.schema.mention import Label

__all__ = ["find", "onset_phrase"]

_COMPOUND = rf"""
    {NUMBER}~?(?:
        (?:years?|yrs?)(?:,|_and)?_{NUMBER}~?(?:months?|mos?)
      | (?:months?|mos?)(?:,|_and)?_{NUMBER}~?(?:weeks?|days?)
      | (?:weeks?|wks?)(?:,|_and)?_{NUMBER}~?days?
      | (?:hours?|hrs?|h)(?:,|_and)?_{NUMBER}~?(?:minutes?|mins?)
    )\b
"""
_QUANTITY = verbose(
    rf"""
    {_COMPOUND}
  | (?:{RANGE}|{FUZZY})~?
    (?:(?:consecutive|full|whole|further|additional|more|short|long|post~?operative)_)?
    {UNIT_LONG}(?:_and_a_half)?\b
  | {DIGIT_RANGE}~?{UNIT_SHORT}\b
  | \b{UNIT_PLURAL}\b                                 # "within days", "months later"
    """,
    at_word=True,
)

# What may stand between a preposition and the quantity: "over the next approximately 3 weeks".
_LEAD = r"""(?:(?:
    about|approximately|approx\.?|around|roughly|nearly|almost|only|just|exactly|at_least|at_most|up_to|
    more_than|less_than|greater_than|fewer_than|over|another|some|
    the|a|an|his|her|their|this|that|total_of|period_of|course_of|median_of|mean_of|
    (?:median|mean)(?:_time)?(?:_of)?|
    first|last|past|next|following|preceding|previous|prior|initial|ensuing|subsequent|further
)_){0,4}"""
_TREATMENT = r"""(?:
    treatment|therapy|use|usage|administration|exposure|ingestion|intake|infusion|monotherapy|
    chemotherapy|immunotherapy|medication|prophylaxis|abstinence|dosing|dialysis
)"""
# "5 min. after", "an hour or so after".
_AFTER = r"""(?:(?:(?<=min)|(?<=mins)|(?<=hr)|(?<=hrs)|(?<=wk)|(?<=wks)|(?<=sec)|(?<=mo))\.|_or_(?:so|two|more))?~(?:
    after|following|post\w{0,20}|into|since|subsequent_to|on(?!_(?:the_)?(?:day|week)\b)|
    before|prior_to|preceding
)\b"""

_NOT_A_TIME = (
    # An age, a gestational age, a rate, the weeks of "weeks 1 and 2".
    Reading(
        None,
        right=verbose(
            r"""
            ~old\b | _of_age\b | ['’]?~(?:of_)?(?:gestation|amenorrh|pregnan|postmenstrual)
          | _(?:per|a|each)_ | /(?=\w) | _\d{1,2}(?!\d)
            """
        ),
    ),
    Reading(
        None,
        left=verbose(
            r"""
            (?:\b(?:aged?|ages|age_(?:of|was|is)|at_age|birthday|of_the|some|many|most|these|those|other|recent
                 |(?:(?:wo)?m[ae]n|females?|males?|girls?|boys?|lady|gentleman|child|infant|patient|pt)_of)_
              |\b(?:every|each|per|q|once_a|twice_a|times_a)_? | /\s? | \bpack~)\Z
            """
        ),
    ),
)
_POINTS = (
    Reading(
        Label.TIME,
        right=verbose(
            r"""
            (?P<mention>_(?:later|earlier|previously|ago|thereafter|afterwards?|beforehand|back|prior(?!_to)
                           |post~?(?:partum|operative(?:ly)?|op|natal(?:ly)?|procedure|ictally)(?!_(?:days?|weeks?|months?|course|period)\b)
                           |in(?=\s?[:;,.]|_(?:i|he|she|they|we)\b)))\b
            """
        ),
    ),
    Reading(
        Label.TIME,
        left=verbose(
            rf"\b(?P<mention>(?:within|w/in|w/i)_)(?:about_|approximately_)?\Z | \b(?:within|w/in|w/i)_{_LEAD}\Z"
        ),
    ),
)
_LENGTHS = (
    Reading(
        Label.DURATION,
        left=verbose(
            rf"""
            \b(?:for|last(?:ed|ing|s)|persist(?:ed|s|ing)|duration_(?:of|was)|throughout|over|spanning)_{_LEAD}\Z
          | (?<!\w)[x×]_{_LEAD}\Z
            """
        ),
    ),
)
_COUNTED = (
    Reading(Label.TIME, right=verbose(_AFTER)),
    Reading(
        Label.TIME,
        left=verbose(
            rf"""
            \b(?:after|following)_{_LEAD}(?:\w{{1,20}}_)?\Z
          | \b(?:latency|interval|onset|time_to)\b[^.;]{{0,40}}_(?:of|was|is)_\Z
            """
        ),
    ),
    Reading(
        Label.DURATION,
        right=verbose(
            rf"""
            ['’]?~(?:(?:\w{{1,20}}~)?(?:history|course|period|duration|trial)
                    |(?:of_(?:\w{{1,20}}_){{0,3}}?)?{_TREATMENT})\b
            """
        ),
    ),
    Reading(
        Label.DURATION,
        left=verbose(r"\b(?:during|past|last|preceding|previous|prior|next|ensuing|subsequent|first)_\Z"),
    ),
    Reading(Label.TIME, right=verbose(r"['’]?~(?:follow|re~?evaluation|re~?assessment|check~?up|visit)")),
    Reading(Label.TIME, left=verbose(r"\b(?:at|by|until|till)_(?:about_|approximately_|around_)?\Z")),
    Reading(Label.TIME, left=verbose(r"\bin_(?:about_|approximately_)?\Z"), right=verbose(r"(?=\s?[,.;])")),
    # "LOC < 1 min"; a bound of when it was has a word for it before: "onset < 5 min".
    Reading(
        None,
        left=verbose(
            r"\b(?:onset|latency|interval|in|at|within|after|resol\w+|gone|cleared|seen|time|refill|age[ds]?|qt\w?|pt|aptt|ptt|inr|survival)_[<>≤≥]\s?\Z"
        ),
    ),
    Reading(Label.DURATION, left=verbose(r"[a-z]{2}_[<>≤≥]\s?\Z"), right=verbose(r"\s?(?:[,.;)](?!\d)|\Z)")),
)
_NEAR_UNIT = near(
    r"(?:day|week|fortnight|month|year|hour|night|minute|seconds|decade|wk|yr|hr|mth|min)",
    r"[0-9]\s?-?(?:h|d|wk|mo|m/o|y|sec|min)",
)
_QUANTITIES = ReadRule(_QUANTITY, (*_NOT_A_TIME, *_POINTS, *_LENGTHS, *_COUNTED), _NEAR_UNIT)

_ANCHOR_NOUN = r"""(?:
    vaccin\w{2,8}|immuni[sz]ations?|admissions?|injections?|infusions?|dos(?:e|es|ing)|shots?|surgery|procedure|operation|
    presentation|administration|discharge|birth|delivery|exposure|ingestion|treatment|onset|chemotherapy|tablets?|pills?|capsules?|jabs?
)"""
# "x3 days", "x 7/7": how long by a sign, as prescriptions write it.
_TIMES = (
    Rule(
        Label.DURATION,
        verbose(
            rf"(?<!\w)[x×]\s?(?P<mention>(?:{DIGIT_RANGE}|\d{{1,3}}|{CARDINAL})~?(?:{UNIT_LONG}|{UNIT_SHORT}))(?!~?old)\b"
        ),
        near=_NEAR_UNIT,
    ),
    Rule(
        Label.DURATION,
        verbose(r"(?<!\w)(?:[x×]|for_)\s?(?P<mention>\d{1,2}/(?:7|52|12))(?![\w/])"),
        near=near("[0-9]/(?:7|52|12)"),
    ),
)
_DAY_KIND = (
    r"(?:post~?(?:operative|op|natal|partum|transplant(?:ation)?)|hospital|treatment|cycle|study|illness)"
)
_DAYS = (
    # "on day 17", "postoperative day 3", "week 4", "day +12"; not "mg/day 3 times".
    ReadRule(
        verbose(
            rf"""
            \b(?:{_DAY_KIND}~)?
            (?:(?:days?|weeks?|months?|nights?)~?[#]?|(?<=\bon\s)d\s|p\.?o\.?d\.?\s?[#]?|(?<=\bon\s)hd\s?[#]?)
            (?:(?:[+]|(?<=\s)-)?\s?(?<!\w)\d{{1,3}}(?:\s?(?:-|–|to)\s?\d{{1,3}})?|{CARDINAL})
            (?![\w%]|[.,]\d|\s?(?:,|and|or|&)\s?(?:and_)?\d
               |_(?:times|mg|g|ml|hours?|hrs?|h|days?|weeks?|months?|years?|tablets?|x)\b)
            """
        ),
        (
            Reading(None, left=verbose(r"(?:/|\b(?:per|a|each|every)_)\Z")),
            Reading(None, right=verbose(r"_of_(?:each|every)_")),  # a schedule
            Reading(Label.TIME),
        ),
        near(r"(?:day|week|month|night|pod|hd)s?[^a-z]{0,3}[0-9otfsne]", r"d [0-9]", r"p\.o\.d"),
    ),
    # "fifth day", "3rd postoperative day", "first few weeks"; not "every third day".
    Rule(None, verbose(rf"\bevery_{ORDINAL}_(?:days?|weeks?|months?)"), near=near("every")),
    # "Kept overnight" is how long.
    Rule(
        None,
        verbose(
            r"\b(?:kept|stay(?:ed|ing)?|observed|monitored|admitted|remained|hospitali[sz]ed|fast(?:ed|ing))_(?:\w+_){0,2}overnight\b"
        ),
        near=near("overnight"),
    ),
    # "Day of life 3", "DOL 3", "day 3 of life", "at 36 hours of life".
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b(?:days?|weeks?|hours?)_of_life_\d{{1,2}}(?![\w/%]) | \bdol\s?[#]?\d{{1,2}}(?![\w/%])
          | \b(?:day|week)_(?:\d{{1,2}}|{CARDINAL})_of_(?:his_|her_)?life\b | {ORDINAL}_(?:day|week|month)_of_life\b
          | \b{NUMBER}~?(?:hours?|hrs?|days?|minutes?)_of_life\b
            """
        ),
        near=near(r"(?:of\slife|dol)"),
    ),
    Rule(
        Label.TIME,
        verbose(
            rf"{ORDINAL}_(?:few_|several_|{_DAY_KIND}_)?(?:days?|weeks?|months?|nights?|morning|evening)\b"
        ),
        near=near(r"(?:day|week|month|night|morning|evening)"),
    ),
)
_MOMENTS = (
    Rule(
        Label.DURATION,
        verbose(
            r"""
            \b(?:for|over|during|throughout|in|within)_(?:the|this|that)_
            (?P<mention>(?:past|last|previous|preceding|prior|following|next|ensuing|subsequent)_
                        (?:days?|weeks?|months?|years?|decades?))\b
            """
        ),
        near=near(
            r"(?:past|last|previous|preceding|prior|following|next|ensuing|subsequent)\s(?:day|week|month|year|dec)"
        ),
    ),
    Rule(
        Label.TIME,
        verbose(
            r"\bthe_(?P<mention>(?:day|morning|afternoon|evening|night|week|month|year)_(?:after|before|following|prior))\b"
        ),
        near=near(
            r"(?:day|morning|afternoon|evening|night|week|month|year)\s(?:after|before|following|prior)"
        ),
    ),
    Rule(
        Label.TIME,
        verbose(
            rf"""
            \b(?:very_)?(?:shortly|soon)_(?:after(?:wards?)?|following|thereafter|before|upon)\b
          | \b(?P<mention>immediately)_(?:after|following|upon|before|prior_to|on)\b
          | \b(?:next|following|same|previous)_(?:day|morning|afternoon|evening|night|week|month|year)\b
            (?:_after\b)?
          | \b(?:next|following)_(?:am\b|pm\b|a\.m\.?|p\.m\.?)(?![\w-])
          | \b(?:with)?in_the_(?:next|following|ensuing)_(?:minute|hour)\b
          | \bmoments_(?:later|after(?:wards)?|following)\b
          | (?:(?<=[.;:(]\s)|(?<![\w\s-]))(?:day|morning|evening|night)_(?:after|before|following)\b
          | \blater_(?:the_)?same_(?:day|morning|afternoon|evening|night)\b
          | \b(?:that|later_that|earlier_that)_(?:same_)?(?:day|morning|afternoon|evening|night)\b
          | \b(?:later|earlier)_(?:(?:in|on)_)?(?:the|this)_(?:same_)?(?:day|morning|afternoon|evening|night)\b
          | \b(?:day|morning|afternoon|evening|night)_of_(?:(?:the|his|her|my|their|second|first|third|last)_){{0,2}}
            {_ANCHOR_NOUN}\b
          | \bovernight\b(?!_(?:fast|stay|observ|monitor|hospital))
            """
        ),
        near=near(
            r"(?:shortly|soon|immediately|overnight|moments|next\s|following\s|same\s|previous\s|that\s[dmaens])",
            r"(?:day|morning|afternoon|evening|night|week|year)\s(?:after|before|following|of|prior)",
            r"(?:later|earlier)\s(?:on|in|the|this)\s",
        ),
    ),
)
# "After her third course", "during the seventh infusion", "after cycle 5", "after six doses". What a quantity
# opens counts from the dose: "two days after the second dose". "With her third infusion" opens a sentence.
_NUMBERED = ReadRule(
    verbose(
        rf"""
        (?:\b(?:after|following|during|upon)|(?<=[.;]\s)with)_
        (?:(?:the|her|his|their|my|our|receiving|having|completing|completion_of|only|just)_){{0,3}}
        (?:(?:{ORDINAL}|\b(?:last|final)\b)_{BETWEEN}{KIND}
          |\b(?:cycle|course|dose|infusion|injection|round)_?[#]?_?\d{{1,2}}(?![\w%/-]|[.,]\d|_(?:mg|g|mcg|ml|units?|iu)\b)
          |(?:{CARDINAL}|\b\d{{1,2}})_(?:(?:consecutive|full|further|more)_)?(?:cycles|courses|doses|infusions|injections|rounds))\b
        (?!_(?:per|a|an|each|every|daily|weekly|monthly)\b)
        """
    ),
    (
        Reading(
            None,
            left=verbose(
                rf"""
                (?:{UNIT_LONG}|\d\s?{UNIT_SHORT}|\b(?:(?:short|immediate|direct)ly|soon|just|long|early|late|later|ago|respectively|day|morning
                   |afternoon|evening|night|week|month|year|time))_\Z
                """
            ),
        ),
        Reading(Label.TIME),
    ),
    near("(?:cycle|course|dose|infusion|injection|round|vaccin|immuni|shot|jab|tablet|pill|capsule|boost)"),
)
RULES = (_QUANTITIES, *_TIMES, *_DAYS, *_MOMENTS, _NUMBERED, *DATE_RULES)


def find(text: str | Source) -> list[Found]:
    """Finds TIME and DURATION.

    A latency is the quantity alone ("3 weeks" of "3 weeks after starting"), as PHEE annotates it; "later",
    "ago" and "within" belong to it. Spans of the two labels do not overlap.
    """
    return scan(RULES, text)
