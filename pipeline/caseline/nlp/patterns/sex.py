"""Words that say a person's sex; pronouns and hints stand apart because they are weaker evidence."""

from __future__ import annotations

from caseline.nlp.patterns.age import AFTER_LETTER, AFTER_OPENING
from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.nlp.patterns.words import TRADE
from caseline.schema.mention import Label

_UNIT = r"(?:y|yr|yrs|years?|mos?|mths?|months?|wks?|weeks?|days?)"
_OLD = r"(?:[ymwd]/?o|y\.\s?o\.?)"
_LETTER = "(?P<mention>M|F|WF|WM|BF|BM|AAF|AAM)"

RULES = (
    # Words in which a sex word says no person's sex.
    Rule(
        None,
        verbose(
            r"""
            \b(?:male|female|man|men|women|males|females)
              ~?(?:to~(?:fe)?male|:|/(?:fe)?males?\b|luer|connector|pattern|genital|catheter|made\b|infertility)
          | \b(?:old_)?man['’]s_best\b | \bman~made\b | \bmen~[abc]\b | \bboy_scout
          | \b(?:male|female)_(?:rats?|mice|mouse|rabbits?|dogs?|cats?|animals?|donors?|relatives?|
             partners?|siblings?)\b
            """
        ),
        near=near("(?:male|man|men|boy)"),
    ),
    Rule(
        Label.SEX,
        verbose(
            rf"""
            \b(?:wom[ae]n|m[ae]n|females?|males?|girls?|boys?|gentlem[ae]n|lad(?:y|ies)|gentlewoman|
               school(?:boy|girl)s?|schoolm(?:aster|istress)|housewi(?:fe|ves)|
               {TRADE}(?:wo)?m[ae]n|
               actress|waitress|seamstress|nun|monk|
               (?:primi|multi|nulli|secundi)(?:para|gravida)(?:e|s)?|grand_?multipara)\b
            """
        ),
        near=near(
            "(?:man|men|male|girl|boy|lad|wom|house|para|gravid|school|actress|waitress|seamstress|nun|monk)"
        ),
    ),
    # "58F", "58/M", "7 mo F with": the letters only; "102 F" is a temperature.
    Rule(
        Label.SEX,
        verbose(
            rf"(?<![\w.,/-])(?!(?:9[5-9]|10\d)\s?F)\d{{1,3}}(?:\s?/?\s?|[\s-]?{_UNIT}\.?[\s,/]{{1,2}}){_LETTER}(?=\s?[,;:)]|_{AFTER_LETTER}(?!\w)|$)"
        ),
        cased=True,
        near=near(r"[MFWBA][FMA]?F?(?=[,;:) ]|$)"),
    ),
    Rule(
        Label.SEX,
        verbose(
            rf"(?:\A|(?<=[.:]\s)|(?<=\n)|(?<=[.:]\s\s)|(?<=\b[Pp]t\s))(?!(?:9[5-9]|10\d)\s?F)\d{{1,3}}(?:\s?/?\s?|[\s-]?{_UNIT}\.?[\s,/]{{1,2}}){_LETTER}"
            rf"(?=\.(?=\s+[A-Z0-9]|\s*$)|_{AFTER_OPENING}(?!\w))"
        ),
        cased=True,
        near=near(r"[MFWBA][FMA]?F?(?=[. ]|$)"),
    ),
    # "58 y/o M", "82 y.o. M resident", "58-yr-old WF".
    Rule(
        Label.SEX,
        verbose(
            rf"(?<![\w.,/-])\d{{1,3}}[\s-]?(?:{_OLD}|{_UNIT}\.?[\s-]old)[\s,/]{{1,2}}{_LETTER}(?![\w/&'’-])"
        ),
        cased=True,
        near=near(r"[MFWBA][FMA]?F?(?![\w/&'’-])"),
    ),
    # "58yoM"; "M/45", "(F, 28 y/o".
    Rule(
        Label.SEX,
        verbose(r"(?<![\w.])\d{1,3}\s?[Yy]/?[Oo]\s?(?P<mention>[MFmf])(?!\w)"),
        cased=True,
        near=near(r"[Yy]/?[Oo]\s?[MFmf]"),
    ),
    Rule(
        Label.SEX,
        verbose(
            rf"\b(?P<mention>[MF])\s?(?:/\s?\d{{1,2}}(?![\w.]|/\d)|(?<!\d[MF])(?<!\d\s[MF])[,;/]\s?\d{{1,3}}\s?-?(?:{_OLD}|y(?:ea)?rs?)\b)"
        ),
        cased=True,
        near=near(r"[MF]\s?[,;/]"),
    ),
    # "Our patient (f, 34)"; "Patient: M, 61 y, 80 kg".
    Rule(
        Label.SEX,
        verbose(r"[(]_?(?P<mention>[fm])\s?[,;/]_?\d{1,3}\s?[);,]"),
        near=near(r"[fm]\s?[,;/]"),
    ),
    Rule(
        Label.SEX,
        verbose(rf"(?:\A|[:(\n])_?(?P<mention>[MF]),\s?\d{{1,3}}\s?(?:{_OLD}|{_UNIT})\s?[,;.)]"),
        cased=True,
        near=near("[MF],"),
    ),
    # "Sex: F".
    Rule(
        Label.SEX,
        verbose(r"\b(?:[Ss]ex|SEX|[Gg]ender|GENDER)\s?[:=]?\s?(?P<mention>[MF])\b(?![/&'’-])"),
        cased=True,
        near=near(r"(?:[Ss]ex|SEX|[Gg]ender|GENDER)"),
    ),
)
_PRONOUNS = (Rule(Label.SEX, verbose(r"\b(?:s?he|hers?|herself|his|him|himself)\b")),)
_HINTS = (
    # Who tells of the patient: "the husband observed", "the mother noticed".
    Rule(
        None,
        verbose(
            r"""
            \bthe_(?:husband|wife)\b
          | \bthe_(?:mother|father|grandmother|grandfather)_(?:had_|has_|then_|also_|first_)?
            (?:observed|noticed|noted|reported|said|stated|told|found|called|brought|described|recalled|remembered|confirmed|denied|admitted|observes|notices|reports|states|rang|phoned)\b
            """
        ),
        near=near("the (?:husband|wife|mother|father|grand)"),
    ),
    Rule(
        Label.SEX,
        verbose(
            r"""
            \b(?:mother|wife|widow|grandmother|father|husband|widower|grandfather|
               pregnant|post~?partum|pregnancy|post~?menopausal|pre~?menopausal|peri~?menopausal|menopausal|
               lactating|breast~?feeding|gravid|caesarean|cesarean|
               hysterectomy|oophorectomy|ovarian|uterine|vaginal|endometriosis|menstrua(?:l|tion|ting)|
               prostate|prostatic|prostatectomy|testicular|orchiectomy|penile|scrotal|scrotum|
               erectile_dysfunction|vasectomy)\b
          | \bthe_(?:older|younger|elder|first|second|affected|surviving)_(?P<mention>sister|brother|daughter|son)\b
          | \bg\d{1,2}_?p\d{1,2}(?:_?(?:a|ab)\d{1,2})?\b          # G2P1
            """
        ),
    ),
    Rule(
        Label.SEX,
        verbose(r"\b(?:two|three|four|both|were)_(?:\w{3,12}_)?(?P<mention>sisters|brothers)\b"),
        near=near("(?:sister|brother)s"),
    ),
    # "Mrs. Holm"; not "Ms", the way some write of multiple sclerosis.
    Rule(
        Label.SEX,
        verbose(r"\b(?P<mention>Mrs?|Miss)\.?(?=_[A-Z][\w.,])"),
        cased=True,
        near=near("M(?:rs?|iss)"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds SEX: nouns, "male" and "female", and the letter after an age."""
    return scan(RULES, text)


def find_pronouns(text: str) -> list[Found]:
    """Finds she, he and their forms: evidence where no noun says the sex, and no mention by itself."""
    return scan(_PRONOUNS, text)


def find_hints(text: str) -> list[Found]:
    """Finds states, organs and roles that one sex has, such as "pregnant", "G2P1" or "prostate".

    They may speak of a relative or of a disease in general, so they are the weakest evidence.
    """
    return scan(_HINTS, text)
