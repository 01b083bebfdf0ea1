"""Ages: "58-year-old", "aged 7 months", "in her seventies", "neonate"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Reading, ReadRule, Rule, Source, any_of, near, scan, verbose
from caseline.nlp.patterns.words import (
    CARDINAL,
    DIGIT_RANGE,
    DIGITS,
    NUMBER,
    ORDINAL,
    PERSON,
    RANGE,
    TRADE,
)
from caseline.schema.mention import Label

_UNIT = r"(?:years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?|hours?|hrs?)"
_HALF = r"(?:~and~(?:a~)?half|~\d{1,2}/\d{1,2})?"
_AND_MONTHS = rf"(?:(?:~and)?~{NUMBER}~(?:months?|weeks?|days?))?"
_WHOSE = r"(?:his|her|their|the|hers|our_patient['’]s|the_patient['’]s)"
_TENS = r"(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[1-9]0['’]?s)"
_PART = r"(?:(?:early|mid|late)(?:~to~(?:mid|late))?~)"
# What people are called by what they do, where an age follows: "a schoolmaster of 52".
_OCCUPATION = any_of(
    """
    accountant actor actress artist athlete baker bricklayer bride builder bus-driver butcher caretaker carer
    carpenter chef cleaner clerk cook cyclist dentist director doctor dressmaker driver electrician employee engineer executive farmer
    farmworker firefighter florist footballer gardener hairdresser homemaker housekeeper housewife immigrant janitor
    joiner journalist labourer laborer lawyer lecturer librarian lorry-driver manager mechanic miner monk musician nanny nun nurse officer
    painter pensioner pharmacist physician pianist pilot plumber priest professor programmer pupil
    receptionist refugee retiree runner sailor schoolboy schoolchild schoolgirl schoolmaster schoolmistress
    schoolteacher seamstress secretary shepherd shopkeeper singer smoker soldier solicitor spinster student surgeon tailor teacher
    technician veteran veterinarian violinist waiter waitress weaver welder widow widower worker writer
    """
)
_ABOUT = r"(?:(?:about|around|some|nearly|almost|approximately)_)?"
_BEHIND_NUMBER = r"""(?=\s?[,.;)]|_(?:with|who|whose|was|is|had|has|developed|presented|on|in|took|taking|came|received|treated|attended
    |consulted|underwent|collapsed|died|suffering|and_an?)\b)"""
_SOMEBODY = rf"(?:{PERSON}|{_OCCUPATION}|{TRADE}(?:wo)?m[ae]n|consumer|vaccinee|recipient|caller|pts?|case|student|teacher|resident)"
_RELATED = (
    r"(?:my|her|his|their)_(?:\w{2,12}_)?(?:daughter|son|child|kid|baby|mother|mom|mum|father|dad|husband|wife|partner|spouse|"
    r"sister|brother|grand(?:mother|father|ma|pa|son|daughter)|aunt|uncle|niece|nephew)"
)

_NUMBERED = ReadRule(
    verbose(
        rf"""
        (?:{RANGE}|\b(?:an?_)?half|\ban?|\bone){_HALF}~?{_UNIT}{_AND_MONTHS}\b
      | {DIGITS}\s?(?:y\.?|h|d)(?!\w)
        """,
        at_word=True,
    ),
    (
        # "Six tablets a day".
        Reading(
            None,
            left=verbose(
                r"\b(?:tablets?|capsules?|pills?|doses?|drops?|puffs?|times|once|twice|thrice|m?c?g|m?l|units?|cups?|packs?|cigarettes|hours|visits)_\Z"
            ),
        ),
        Reading(
            None,
            right=verbose(
                r"['’]?~(?:of~)?(?:premature|pre~?term|gestation|gestational|pregnan|amenorrh|menstrual|post|follow|history|survival)"
            ),
        ),
        Reading(Label.AGE, right=verbose(r"(?P<mention>\.?~olds?)\b")),
        Reading(Label.AGE, right=verbose(r"(?P<mention>_(?:of_age|and_(?:younger|older)))\b")),
        # "aged 7 months", "at the age of 42 years", but not the range of a study's criteria apart.
        Reading(Label.AGE, left=verbose(r"\b(?P<mention>aged?(?:_(?:of|only|just|about))?_)\Z")),
        Reading(
            Label.AGE,
            left=verbose(rf"\b{_SOMEBODY},?_\(?(?:of_)?\Z"),
            right=verbose(
                r"(?=\s?[,;)(:.]|_(?:with|on|in|was|is|who|whose|and|had|has|took|taking|came|treated|receiv(?:ed|ing)|presented|developed|underwent|undergoing|attended|"
                r"consulted|suffer(?:ed|ing)|collapsed|died|being)\b)"
            ),
        ),
        # "7 month male", and not "ten days later his mother".
        Reading(
            Label.AGE,
            right=verbose(
                rf"(?=~(?!(?:later|after|afterwards|before|earlier|prior|ago|into|since|the|his|her|their|our)\b)(?:\w{{3,16}}_(?!(?:the|his|her|their|our)_)){{0,2}}?(?:{PERSON}|[mf]\b))"
            ),
        ),
        # "(54 years, female)", "Pt 1: 34 yrs, M;"
        Reading(
            Label.AGE,
            left=verbose(r"(?:[(\[:;,\n]\s?|\A)\Z"),
            right=verbose(
                r"(?=\s?[,;/]\s?(?:(?:fe)?male|m[ae]n|wom[ae]n|boy|girl|[mf])(?:\s?[),;.:/]|\s?\Z))"
            ),
        ),
        # "The pt is 34 years."
        Reading(
            Label.AGE,
            left=verbose(
                r"\b(?:patient|pt|s?he|who|vaccinee|caller)_(?:is|was)_(?:only_|now_|currently_)?\Z"
            ),
            right=verbose(r"(?=\s?[,;).]|_(?:and|with|when|at|who)\b)"),
        ),
        Reading(
            Label.AGE,
            left=verbose(r"\b(?:mean|median|average)_age[^.;]{0,20}_(?:of|was|is|:)?_?\Z"),
        ),
    ),
    near(r"(?:year|month|week|day|hour|yr|mth|mo-|mos|wk|hrs)", "mo ", r"[0-9]\s?[yhd]"),
)
_ADULT = r"(?:woman|man|female|male|girl|boy|lady|gentleman|patient|housewife)"
_NEAR_ADULT = near("(?:woman|man|female|male|girl|boy|lady|gentleman|patient|housewife)")
# What follows a letter for the sex: "58F with", "52F received".
AFTER_LETTER = (
    r"(?:with|who|was|is|had|has|presented|presents|presenting|admitted|on|in|s/p|c/o|p/w|received|receiving|reports|reported|"
    r"developed|experienced|complains|complaining|states|got|vaccinated|given|took|taking|pt|patient|came|seen|brought|noted|"
    r"started|diagnosed|treated|hospitali[sz]ed|died|felt|found)"
)
# The same where it opens a note: "33 F after kava", "44 F."; "6 M post surgery" counts months.
AFTER_OPENING = (
    r"(?:after|following|post|p/|w/|w/o|h/o|hx|pmhx?|from|awoke|woke|fainted|collapsed|vomited|rec(?:['’]d|vd?)?|rcvd|dev|no|c|stood|walked|"
    r"tolerated|underwent|complained|became|reportedly|living|aged)"
)
_OTHER = (
    # "28 yo", "3 m/o", "58yoM".
    Rule(
        Label.AGE,
        verbose(rf"(?P<mention>{DIGITS}~?(?:y/?o|y\.\s?o\b\.?|[ymwd]/o))(?:[mf]|[wb][mf])?(?!\w)"),
        near=near(r"[0-9]\W?[ymwd]/?\.?\s?o"),
    ),
    # "77-y-old", "5 y 3 mo old".
    Rule(
        Label.AGE,
        verbose(rf"{DIGITS}~y(?:_\d{{1,2}}_mo)?~olds?\b"),
        near=near(r"[0-9]\W?y\W"),
    ),
    # "M/45", "F, 45 years".
    Rule(
        Label.AGE,
        verbose(
            r"\b(?<!\d)(?<!\d\s)(?<!°)(?:[MF]|[Mm]ale|[Ff]emale)\s?[/,;]\s?(?P<mention>\d{1,2}(?:\s?(?:years?|yrs?|y/?o|y|(?:months?|mos?|weeks?|days?)(?=\s?[,;).])))?)"
            r"(?!\w|\.\d|\s?(?:mg|ml|kg|%|mos?|months?|weeks?|days?|hours?|h)\b|%)"
        ),
        cased=True,
        near=near(r"[MFmf](?:ale|emale)?\s?[/,;]"),
    ),
    # "my mother (82)", "her husband (age 71)", "my daughter is 15 and".
    Rule(
        Label.AGE,
        verbose(
            rf"\b{_RELATED}(?:,_|_?\(|_(?:who_)?(?:is|was)_)(?:now_|only_|just_|(?:aged?|age_of)_)?(?P<mention>\d{{1,3}})(?=\s?[,).]|_and\b)"
        ),
        near=near("(?:my|her|his|their) "),
    ),
    # "Mrs. Holm, 63, ".
    Rule(
        Label.AGE,
        verbose(r"\b(?:Mrs?|Ms|Miss)\.?_[A-Z][\w.]{0,20},_(?P<mention>\d{1,3})(?=,)"),
        cased=True,
        near=near("M(?:rs?|s|iss)"),
    ),
    # "Age: 45 years".
    Rule(
        Label.AGE,
        verbose(
            r"\bages?_?[:=]_?(?P<mention>\d{1,3}(?:~(?:years?|yrs?|months?|mos?|y|weeks?|days?))?)(?!\w|\.\d)"
        ),
        near=near("age"),
    ),
    # "a man of 58 with", "a woman, 62, developed", "she was 45 when".
    Rule(
        Label.AGE,
        verbose(
            rf"\b(?:{_ADULT}|{_OCCUPATION}|{TRADE}(?:wo)?man)_of_(?P<mention>{_ABOUT}(?:{CARDINAL}|\d{{1,2}})){_BEHIND_NUMBER}"
        ),
        near=near("of (?:(?:about|around|some|nearly|almost|approximately) )?(?:[0-9]|[tefsno][a-z]{2})"),
    ),
    # "our patient (f, 34)".
    Rule(
        Label.AGE,
        verbose(r"[(]_?(?:f|m|female|male)\s?[,;/]_?(?P<mention>\d{1,3})(?=\s?[);,])"),
        near=near(r"(?:f|m|male)\s?[,;/]"),
    ),
    Rule(Label.AGE, verbose(rf"\b{_ADULT},_(?P<mention>\d{{1,2}})(?=,)"), near=_NEAR_ADULT),
    Rule(
        Label.AGE,
        verbose(
            r"\b(?:(?:s?he|patient|pt)_(?:is|was)|s?he['’]s)_(?:now_|only_|just_)?(?P<mention>\d{1,2})(?=[,.;]|_(?:when|at_the_time)\b)"
        ),
        near=near("is [0-9]", "was [0-9]", "he['’]s [0-9]", "(?:now|only|just) [0-9]"),
    ),
    # "mid-40s female".
    Rule(
        Label.AGE,
        verbose(rf"\b{_PART}[1-9]0['’]?s(?=_(?:\w{{3,16}}_){{0,2}}?(?:{PERSON}|[mf]\b))"),
        near=near("[1-9]0['’]?s"),
    ),
    # "I am 34 and", "I'm 34."
    Rule(
        Label.AGE,
        verbose(r"\bi(?:['’]m|_am)_(?:now_|only_)?(?P<mention>\d{1,2})(?=\s?[,.;]|_(?:and|years|now)\b)"),
        near=near(r"\bi['’ ]a?m"),
    ),
    # "58F with", "58/M,": the number only; a 16F catheter, 18F-FDG and a fever of 102 F are none.
    Rule(
        Label.AGE,
        verbose(
            rf"""
            (?<![\w.,/-])(?<!\bof\s)(?<!\bto\s)(?<!\bwas\s)(?<!\bat\s)(?<!\band\s)(?<!emp\s)(?<!ever\s)
            (?!(?:9[5-9]|10\d)\s?F)(?P<mention>\d{{1,2}}|1[01]\d)\s?/?\s?(?:M|F|WF|WM|BF|BM|AAF|AAM)
            (?=\s?[,;:)]|_{AFTER_LETTER}(?!\w)|$)
            """
        ),
        cased=True,
        near=near(r"[0-9]\s?/?\s?[MFWBA]"),
    ),
    Rule(
        Label.AGE,
        verbose(
            rf"""
            (?:\A|(?<=[.:]\s)|(?<=\n)|(?<=[.:]\s\s)|(?<=\b[Pp]t\s))(?!(?:9[5-9]|10\d)\s?F)(?P<mention>\d{{1,2}}|1[01]\d)\s?/?\s?(?:M|F|WF|WM|BF|BM|AAF|AAM)
            (?=\.(?=\s+[A-Z0-9]|\s*$)|_{AFTER_OPENING}(?!\w))
            """
        ),
        cased=True,
        near=near(r"[0-9]\s?/?\s?[MFWBA]"),
    ),
    # "aged 58", "at age 40", "the age of 13", "aged 25 and 45".
    Rule(
        Label.AGE,
        verbose(
            rf"\b(?:aged|ages|age(?:_(?:of|at_\w{{4,12}}_(?:of|was)|was|is|:))?)_(?:only_|about_|approximately_)?"
            rf"(?:{DIGIT_RANGE}|{CARDINAL})(?!\w|[.,]\d|~?(?:times|mg|%))"
        ),
        near=near("age"),
    ),
    # "in her seventies", "in his early 60s", "the seventh decade of life".
    Rule(
        Label.AGE,
        verbose(rf"\bin_{_WHOSE}_(?P<mention>{_PART}?{_TENS})(?!\w)"),
        near=near("ties", "[1-9]0", "teens"),
    ),
    Rule(
        Label.AGE,
        verbose(rf"(?:\b{_PART})?{ORDINAL}_(?:and_{ORDINAL}_)?decades?(?:_of_(?:his_|her_|their_)?life)?\b"),
        near=near("decade"),
    ),
    Rule(
        Label.AGE,
        verbose(
            r"\b(?P<mention>octogenarian|nonagenarian|septuagenarian|sexagenarian|quinquagenarian|quadragenarian|centenarian)s?\b"
        ),
        near=near("enarian"),
    ),
)
_ADULT_NOUN = rf"(?=_(?:\w{{3,20}}_){{0,2}}?{PERSON}\b)"
_NEAR_YOUNG = near(
    "new.born",
    "(?:child|bab(?:y|ies)|newborn|infant|young|adult|elderly|juvenile|neonat|toddler|adolesc|teenage|"
    "fetus|foetus|middle|geriatric|paediat|pediat)",
)
_RELATIVE = r"(?:her|his|their|whose|my|first|second|third|fourth|fifth|only|last|of_two|of_three)"
_GROUPS = (
    Rule(None, verbose(rf"\bgestational_age_(?:of_|was_|at_birth_)?{NUMBER}"), near=near("gestational")),
    Rule(
        None, verbose(rf"\b{_RELATIVE}_(?:child|children|baby|babies|newborns?|infants?)\b"), near=_NEAR_YOUNG
    ),
    # Words for an age that are something else: names of diseases, organs and studies.
    Rule(
        None,
        verbose(
            r"\b(?:young|adult|elderly|juvenile|infant|child)(?:['’]s)?~(?:onset|type|formula|care|welfare)\b"
        ),
        near=_NEAR_YOUNG,
    ),
    Rule(
        None,
        verbose(
            r"\b(?:baby|child)_(?:aspirin|birth|bearing|bed)\b | \bchild~(?:pugh|turcotte)\b |"
            r" \bgeriatric_(?:ward|unit)"
        ),
        near=_NEAR_YOUNG,
    ),
    Rule(
        Label.AGE,
        verbose(
            r"""
            \b(?:(?:young|older|small)_(?:adolescents?|adults?|child|children|infants?)|elderly|neonates?|newborns?|new~born|infants?|toddlers?|adolescents?|teenagers?|teenaged?|
               (?:pre~?(?:term|mature|school)_)?(?:infants?|children|child)|babies|baby|fo?etus(?:es)?|
               middle~aged|geriatric|p(?:a?e)diatric|neonatal)\b
            """
        ),
        near=_NEAR_YOUNG,
    ),
    Rule(
        Label.AGE,
        verbose(rf"\b(?:young|adult|juvenile|senile|older|aged){_ADULT_NOUN}"),
        near=near("(?:young|adult|juvenile|senile|older|aged)"),
    ),
    Rule(Label.AGE, verbose(r"\b(?:in|an?|two|three|four)_(?P<mention>adults?)\b"), near=near("adult")),
)
RULES = (_NUMBERED, *_OTHER, *_GROUPS)


def find(text: str | Source) -> list[Found]:
    """Finds AGE: numbers with "old", "aged" or "of age", decades, and words for an age group."""
    return scan(RULES, text)
