"""Fragments that the patterns are built of: numbers, units of time, dates, who a sentence speaks of.

All are lower case and meant for `verbose`: `_` is white space, `~` a hyphen or white space.
"""

from __future__ import annotations

HYPHEN = "-‐‑‒–—−"

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"

FRACTION = r"(?:[½¼¾⅓⅔]|[1-3]/[2-4]|\([1-3]/[2-4]\))"
# "12", "1,500", "0.5", ".5", "2·5", "2 1/2", "4(1/2)", "1½"; not the tail of "1.12" or of "B12".
DIGITS = rf"(?:(?<![\w.])(?<!\d[,·])\d{{1,7}}(?:[.,·]\d{{1,3}}){{0,2}}(?:~?{FRACTION})?|(?<![^\s(])[.·]\d{{1,3}}|(?<![\w/]){FRACTION})"
CARDINAL = (
    rf"\b(?:(?:{_TENS})(?:~(?:{_ONES}))?|{_TEENS}|{_ONES}|(?:an?_|one_)?hundred)"
    r"(?:~and~(?:an?|one)~half)?\b"
)
NUMBER = rf"(?:{DIGITS}(?:~and~(?:an?|one)~half\b)?|{CARDINAL})"
FUZZY = (
    r"\b(?:several|some|many|numerous|multiple|(?:an?_)?few|(?:an?_)?couple(?:_of)?|half_an?|half|"
    r"an?(?:_half)?)\b"
)
# Between the two numbers of a range or a pair: "4- to 14-month", "3 or 4", "7.4 +/- 3.5".
_JOIN = rf"(?:\s?(?:[{HYPHEN}]\s?)?(?:to|or|and)\s|\s?[{HYPHEN}/±]\s?|\s?\+/?{HYPHEN[0]}\s?)"
RANGE = rf"{NUMBER}(?:{_JOIN}{NUMBER})?"
DIGIT_RANGE = rf"{DIGITS}(?:{_JOIN}{DIGITS})?"

UNIT_LONG = (
    r"(?:seconds|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|fortnights?|months?|mths?|years?|yrs?|"
    r"decades?)"
)
UNIT_SHORT = r"(?:sec|min|h|d|wk|mo|mos|m/o|y|yr)"
UNIT_PLURAL = r"(?:seconds|minutes|hours|days|weeks|months|years|decades)"

_ORDINAL_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL_REST = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    "twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth"
)
ORDINAL = (
    rf"(?:\b\d{{1,3}}\s?(?:st|nd|rd|th)\b|"
    rf"\b(?:(?:{_TENS})~(?:{_ORDINAL_ONES})|{_ORDINAL_REST}|{_ORDINAL_ONES})\b)"
)
ROMAN = r"(?:i{1,3}|iv|vi{0,3}|ix|x)"

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
YEAR = r"(?:19|20)\d{2}"
WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"

# Before "man" and "woman": what somebody does.
TRADE = (
    r"(?:ferry|boat|lumber|milk|dairy|rail|railway|chair|door|repair|sea|infantry|camera|stock|gun|business|police|fire|fisher|"
    r"sales|post|trades|clergy|horse|service|crafts|sports|country)"
)
PERSON = (
    r"(?:wom[ae]n|m[ae]n|females?|males?|girls?|boys?|lad(?:y|ies)|gentlem[ae]n|patients?|subjects?|"
    r"child|children|infants?|babies|baby|neonates?|newborns?|toddlers?|adolescents?|teenagers?|adults?|"
    r"persons?|people|individuals?|volunteers?|smokers?|mothers?|fathers?|sisters?|brothers?|twins?|"
    r"primipara|primigravida|multipara|multigravida|housewife|nurse|student|worker|veteran|victim)"
)
