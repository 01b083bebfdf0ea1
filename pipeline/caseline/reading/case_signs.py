"""Words that speak for a case report, and words that speak for a trial, a cohort, a review or animals.

The weights were set by hand on abstracts with and without the publication type "Case Reports".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PERSON = (
    r"(?:patient|m[ae]n|wom[ae]n|male|female|boy|girl|child|infant|neonate|newborn|baby|toddler|adolescent"
    r"|teenager|student|lady|gentleman|primigravida|primipara|multipara|mother|father|son|daughter|twin"
    r"|fo?etus|adult|nurse|worker|farmer|smoker|recipient|Caucasian|Hispanic)"
)
_PEOPLE = (
    r"(?:patients|children|infants|neonates|newborns|babies|boys|girls|women|men|cases|siblings|twins"
    r"|brothers|sisters)"
)
_MANY = (
    r"(?:(?:out-?|in-?)?patients|subjects|women|men|children|cases|infants|participants|individuals"
    r"|volunteers|procedures|records|males|females|adults|students|users)"
)
# Not the "two" of "sixty-two".
_FEW = r"(?<!-)(?:an?|one|two|three|four|five|six|seven|eight|nine|[1-9]|the\s(?:first|second|third))"
_NO_ANIMAL = r"(?!\s(?:[\w-]+\s){0,3}(?:rats?|mice|mouse|dogs?|rabbits?|pigs?|swine|monkeys?)\b)"
_UNIT = r"(?:(?:year|yr|month|week|day|hour)s?|y|mo)"
# Words between; possessive, so that no run of dashes is tried twice.
_WORD = r"(?:\W++\w[\w'’-]*+)"
_PLAIN = r"(?:[\w'’-]++\s)"
_TELLS = r"(?:report|describ|present|document|illustrat|discuss|detail|highlight|shar|encounter|recount)\w*"
_COURSE = (
    r"(?:was|had|presented|developed|underwent|recovered|died|received|complained|experienced|became|responded"
    r"|suffered|took|remained)"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for one patient, or against.

    Attributes:
        name: What they say, in a few words.
        weight: How much each occurrence counts; below 0 against.
        most: The most that all of them count, without the sign.
        pattern: The words.
    """

    name: str
    weight: int
    most: int
    pattern: re.Pattern[str]

    def weigh(self, text: str) -> int:
        """Returns what the words in the text count."""
        times = sum(1 for _ in self.pattern.finditer(text))
        return max(-self.most, min(self.most, times * self.weight))


def _sign(name: str, weight: int, most: int, pattern: str, *, cased: bool = False) -> Sign:
    return Sign(
        name, weight, most, re.compile(pattern, re.VERBOSE | (re.RegexFlag(0) if cased else re.IGNORECASE))
    )


# What an article type says. What was taken back, or mends another paper, is none to read.
REPORT_TYPE = re.compile(r"case[\s-](?:reports?|series|stud(?:y|ies)|presentation)", re.IGNORECASE)
NO_PAPER_TYPE = re.compile(
    r"\bretract|\bcorrect|\bcorrigend|\berrat|\bpublished\serratum|\bwithdraw|\bexpression\sof\sconcern",
    re.IGNORECASE,
)
OTHER_TYPE = re.compile(
    r"trial|meta-analysis|systematic|guideline|observational|validation|multicent|comparative|protocol",
    re.IGNORECASE,
)

TITLE_OF_REPORT = re.compile(
    rf"""
    \b(?:case|patient)[\s-](?:reports?|series|stud(?:y|ies)|presentations?|histor(?:y|ies))\b(?!\sof\s\d\d)
    | \bclinical\s(?:images?|vignettes?|cases?|pictures?)\b
    | \breports?\sof\s{_PLAIN}{{0,4}}?(?:cases?|patient)\b
    | \b{_FEW}\s{_PLAIN}{{0,4}}?cases?\b
    | \bcase\sof\b
    | \bin\s(?:an?|one|two|three|four|five)\s{_PLAIN}{{0,6}}?{_PERSON}s?\b
    | \d[\s-](?:years?|months?|weeks?|days?)[\s-]old\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
TITLE_OF_OTHER = re.compile(
    r"""
    \bsystematic\s(?:literature\s)?review | \bmeta-?analys | \brandomi[sz]ed | \bcontrolled\s(?:trial|study)
    | \bcase[\s-]control | \bcohort\b | \bretrospective | \bprospective | \bguidelines?\b | \bplacebo
    | \bin\s(?:mice|rats?|dogs?|rabbits?|swine|pigs?|monkeys?)\b | \bstudy\sprotocol | \bcase\sreports\sand
    """,
    re.IGNORECASE | re.VERBOSE,
)

SIGNS = (
    _sign(
        "age of one person", 3, 6,
        rf"""
        (?<!mean\sage\s)(?<!median\sage\s)
        \b(?:\d{{1,3}}|[a-z]+(?:ty|teen|en|ve|ne|wo|ee|ur|ix|ht)(?:-[a-z]+)?)[\s-]{{0,2}}
        {_UNIT}[\s./-]{{0,2}}o(?:ld|\b){_WORD}{{0,6}}?\W++{_PERSON}\b(?!s){_NO_ANIMAL}
        | \b{_PERSON},?\s(?:who\swas\s)?(?:aged?|of)\s\d{{1,3}}\b(?!\s?(?:to|[-–]))
        | \b{_PERSON},?\s\(?\d{{1,3}}\s(?:years|months|weeks|days)\b
        """,
    ),
    _sign(
        "an age", 2, 2,
        rf"\b(?:an?|the|this|our)\s\d{{1,3}}[\s-]{_UNIT}[\s-]old\b(?!\s(?:(?:male|female)\s)?(?:rats?|mice))",
    ),
    _sign(
        "tells of a case", 3, 6,
        rf"""
        \b(?:we|I|authors?|report|paper|article|letter|communication|here(?:in)?|to(?=\sreport|\sdescribe|\spresent))\b
        {_WORD}{{0,6}}?\W++{_TELLS}(?:\W++on)?\W++
        (?:(?:clinical|course|details?|history|experience)\W++(?:(?:of|with)\W++)?)?
        (?:{_FEW}|the|our|this)\b{_WORD}{{0,8}}?\W++(?:cases?|(?<!of\s)patients?|{_PERSON})\b
        """,
    ),
    _sign(
        "a case is described", 3, 3,
        rf"""
        \b{_FEW}\b{_WORD}{{0,6}}?\W++(?:cases?|patients?|{_PERSON})\b[^.]{{0,250}}?
        \b(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:(?:also|here|herein|hereby|now|therefore)\s)?
        (?:described|reported|presented|discussed|documented)\b
        """,
    ),
    _sign(
        "a case of", 2, 4,
        r"""
        \bin\s(?:the\spresent|our|this)\scase\b | \bpresent\scase\b
        | \b(?:an?|the|this|our|one|first|second|rare|index|unusual|fatal|interesting|unique|following)\s
        (?:\w+\s){0,3}?case\s(?:of|in|report|with|where|is|was|had|has|presented|describe[sd]|illustrate[sd]
        |demonstrate[sd]|highlights?|shows?|who)\b
        """,
    ),
    _sign("a few patients", 2, 4, rf"(?<!-)\b(?:two|three|four|five|six|seven|both|[2-7])\s{_PLAIN}{{0,3}}?{_PEOPLE}\b"),
    _sign(
        "a heading for a case", 3, 3,
        r"\bCASES?\s(?:REPORTS?|PRESENTATIONS?|SUMMARY|DESCRIPTIONS?|HISTORY)\b"
        r"|\b[Cc]ase\s(?:report|presentation|summary|description)s?\s?:",
        cased=True,
    ),
    _sign(
        "something is reported", 2, 2,
        r"""
        \b(?:an?|the)\s(?!(?:new|novel|simple|method|model|technique|approach|study|procedure|review|assay)\b)
        [^.]{1,120}?\s(?:is|was)\s(?:here\s|now\s)?(?:reported|described|presented)\b
        (?!\sin\s(?:\d|many|several|most|up))
        """,
    ),
    _sign(
        "a patient", 2, 4,
        rf"\b(?:an?|one|our|this)\s(?!single\s){_PLAIN}{{0,2}}?{_PERSON}\s"
        r"(?:with|who|whose|receiving|treated|taking|had|was|developed|undergoing|demonstrating)\b",
    ),
    _sign(
        "the patient", 1, 3,
        rf"\b(?:our|this|the)\s{_PLAIN}?(?:patient|pt)\b"
        r"(?![\s-](?:group|population|sample|data|care|management|safety|cohort))",
    ),
    _sign("his course", 1, 3, rf"\b(?:he|she|{_PERSON})\s(?:\w+\s)?{_COURSE}\b"),
    _sign(
        "his course", 1, 2,
        r"\b(?:was\s(?:admitted|hospitali[sz]ed|referred\sto|brought\sto|discharged)|presented\s(?:with|to)"
        r"|past\smedical\shistory)\b",
    ),
    _sign(
        "first person", 3, 6,
        r"\bI\s(?:was|had|took|started|began|have|felt|noticed|developed|stopped|went|woke)\b"
        r"|\bmy\s(?:doctor|GP|physician|symptoms|medications?|treatment|diagnosis|consultant|story|experience|life"
        r"|body|mother|father)\b",
    ),
    _sign(
        "animals", -3, 6,
        r"\b(?:[Rr]ats?|[Mm]ice|[Mm]ouse|[Mm]urine|[Rr]abbits?|[Dd]ogs|dog\smodel|canine|pigs|[Ss]wine|porcine"
        r"|[Gg]uinea[\s-]pigs?|[Mm]onkeys?|hamsters?|cats|sheep|cows|[Zz]ebrafish|Wistar|Sprague[\s-]Dawley)\b",
        cased=True,
    ),
    _sign("work in vitro", -2, 4, r"\b(?:in\svitro|cell\slines?|cultured\s\w+|isolated\s(?:perfused|rat|hearts?))\b"),
    _sign(
        "a trial", -2, 6,
        r"\b(?:randomi[sz]ed|placebo|double[\s-]blind(?:ed)?|cross-?over\s(?:study|trial|design)|open[\s-]label"
        r"|phase\s(?:I{1,3}|[1-4])\b|healthy\svolunteers|control\sgroup|treatment\sgroups?|controls)\b",
    ),
    _sign(
        "many patients", -2, 6,
        rf"""
        \b(?:[1-9]\d{{1,2}}|[1-9]\d{{0,2}},\d{{3}}|\d{{4,6}}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen
        |(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)\s{_PLAIN}{{0,3}}?{_MANY}\b
        """,
    ),
    _sign(
        "a study of many", -2, 6,
        r"\b(?:retrospective(?:ly)?|prospective(?:ly)?|cohort|consecutive|multicent(?:er|re)|registry|meta-analysis"
        r"|systematic(?:ally)?\sreview\w*|case[\s-]control|questionnaire|survey)\b",
    ),
    _sign(
        "statistics", -1, 4,
        r"\bp\s?[<=>≤]\s?0?[.·]\d|\b(?:mean|median)\s(?:age|dose|duration)|\bodds\sratio|\bconfidence\sintervals?"
        r"|\brelative\srisk|\bn\s?=\s?\d+|±|\+/-|\bsignificantly\b",
    ),
)  # fmt: skip
