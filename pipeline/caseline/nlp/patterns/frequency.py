"""How often a drug was given: "twice daily", "q8h", "every 6 hours", "on days 1, 8 and 15"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.nlp.patterns.words import DIGITS, NUMBER, RANGE
from caseline.schema.mention import Label

_PERIOD = r"(?:hours?|hrs?|hr|h|days?|nights?|mornings?|evenings?|weeks?|wks?|months?|years?|yrs?)"
_ONE_PERIOD = r"(?:hour|h|day|d|night|morning|evening|week|wk|month|year)"
_TIMES = rf"(?:\b(?:once|twice|thrice)|(?:{RANGE}|several)_times|{DIGITS}\s?x)"

RULES = (
    # Ways of living and of measuring, not of giving.
    Rule(
        None,
        verbose(
            r"""
            \b(?:daily|weekly|monthly)_(?:living|activit\w+|life|basis|routine|practice|clinical|ward|monitor\w*|
               follow|visit\w*|blood_(?:count|monitor|test)\w*|check\w*|headache\w*|cigarette\w*|smok\w*|
               episodes?|attacks?|seizures?|care|alcohol|requirements?|intake_of|urine|protein)\b
          | \bnew_daily\b | \bhigh_prn\b | \b(?:alternate)_(?:approach|method|diagnos\w+)
            """,
            at_word=True,
        ),
    ),
    Rule(
        Label.FREQUENCY,
        verbose(
            rf"""
            (?:{_TIMES}~(?:daily|weekly|monthly|a~{_ONE_PERIOD}|per~{_ONE_PERIOD}|each~{_ONE_PERIOD}|every~{_ONE_PERIOD})
              |{_TIMES}\s?/\s?{_ONE_PERIOD})\b
            """
        ),
        near=near("(?:once|twice|thrice|times)", r"[0-9]\s?x"),
    ),
    Rule(
        Label.FREQUENCY,
        verbose(
            rf"""
            \bevery_(?:(?:{RANGE}|other|second|third|fourth|alternate|few)~)?{_PERIOD}\b
          | \bq\.?\s?\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s?(?:h|hr|hrs|hours?|d|days?|w|wk|weeks?|mo|months?)\b
          | \b(?:on_)?alternat(?:e|ing)_(?:days|weeks)\b
          | \b{NUMBER}~(?:hourly|weekly|monthly)\b
          | \b{RANGE}_(?:days|times|doses)_(?:per|a|each)_(?:day|week|month)\b
          | \bon_days_\d{{1,2}}(?:\s?(?:,|and|,\s?and|-|–|to|through)\s?\d{{1,2}}){{1,8}}(?!\w)
          | \b(?:once|twice|thrice)~(?:daily|nightly|weekly|monthly|yearly)\b
          | \b(?:bi|tri|semi|half)~?(?:weekly|monthly|annual(?:ly)?)\b
          | \b(?:daily|nightly|weekly|fortnightly|monthly)\b
          | \b(?:at|before)_bedtime\b | \bevery~other~day\b | \bas_(?:needed|required)\b
            """,
            at_word=True,
        ),
        near=near(
            "(?:every|daily|weekly|monthly|nightly|yearly|hourly|alternat|bedtime|annual)",
            "(?:as needed|as required|per |days )",
            r"q\.?\s?[0-9]",
            r"(?:days|times|doses) (?:a|each) ",
        ),
    ),
    Rule(
        Label.FREQUENCY,
        verbose(
            r"""
            (?<![\w.])(?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|t\.?i\.?w|b\.?i\.?w|q\.?h\.?s|q\.?o\.?d|q\.?a\.?m|q\.?p\.?m|
               b\.d|t\.d\.s|t\.?d\.?s|q\.?d\.?s|q\.d|qd|prn|p\.r\.n|o\.d)\b
          | (?:(?<=g\s)|(?<=ml\s)|(?<=ts\s))(?:od|bd)\b
            """,
            at_word=True,
        ),
        near=near(r"[btqop]\.?[iodrha]\.?[dwsmpn]", "(?:od|bd|qd|q\\.d|b\\.d)", "(?:tds|qds|t\\.d)"),
    ),
    # After an amount only, since they tell the time of anything: "10 mg at night", "75 micrograms each morning".
    Rule(
        Label.FREQUENCY,
        verbose(
            r"""
            \d\s?(?:mg|g|grams?|mcg|micrograms?|[µμ]g|ml|iu|u|units?|tablets?|capsules?|puffs?|drops?)(?:_(?:orally|po|by_mouth))?,?_
            (?P<mention>at_night|nocte|mane|o(?:\.\s?|\s)[nm](?:\.|\b)|in_the_(?:morning|evening)|(?:each
                |every)_(?:morning|evening|night)|with_(?:meals|food)|before_(?:meals|breakfast)|
               [bt]\s[i]\s[d])(?!\w)
            """
        ),
        near=near(
            r"(?:at night|nocte|mane|in the (?:morn|even)|(?:each|every) (?:morn|even|night)|(?:with|before) (?:meal|food|break)|o[. ] ?[nm]\b|[bt] i d\b)"
        ),
    ),
    # After an amount only: "2.5 g a day", "200 mg per day".
    Rule(
        Label.FREQUENCY,
        verbose(
            r"""
            \d\s?(?:mg|g|grams?|mcg|[µμ]g|ml|iu|u|units?|tablets?|capsules?|puffs?|drops?)(?:/(?:kg|m2))?[_)]{1,2}
            (?P<mention>(?:per|a|each|every|/)_?(?:day|week|month|hour|night))\b
            """
        ),
        near=near(r"(?:per|a|each|every|/) ?(?:day|week|month|hour|night)"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds FREQUENCY."""
    return scan(RULES, text)
