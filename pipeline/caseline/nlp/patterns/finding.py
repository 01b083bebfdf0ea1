"""What was measured, with its value: "platelets 12 × 10⁹/L", "creatinine was 4.1 mg/dL", "BP 70/40"."""

from __future__ import annotations

import re

from caseline.nlp.measurements import by_term
from caseline.nlp.patterns.base import Found, Rule, Source, any_of, near, scan, verbose
from caseline.nlp.patterns.words import HYPHEN
from caseline.schema.mention import Label

# Names so short that a number without a unit behind them is something else.
_BARE = frozenset(
    """
    wbc wbcs plt plts hgb hct anc alt ast inr crp esr tsh ldh bnp gcs spo2 sao2 hba1c bp sbp temp tmax ggt alp bun
    egfr psa cea ph lvef qtc qt pulse hr rr sats hb pao2 paco2 po2 pco2
    """.split()
) | {"t max", "t-max"}
_LONG = 6  # letters of a name that needs no unit


# Words before "level" that name nothing.
_NO_NAME = any_of(
    """
    the a an his her its their this that these with and or of in at to high higher low lower normal elevated raised increased
    decreased reduced serum plasma blood trough peak drug therapeutic toxic peak urine urinary free total reference normal range was were had subtherapeutic
    """
)


def _alternatives(terms: list[str]) -> str:
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return "|".join(re.escape(term).replace(r"\-", "~").replace(r"\ ", "_") for term in ordered)


_TERMS = list(by_term())
_ANY = f"(?:{_alternatives(_TERMS)})"
_PLAIN = f"(?:{_alternatives([term for term in _TERMS if term in _BARE or len(term) >= _LONG])})"
_PREFIX = r"""(?:(?:total|serum|plasma|blood|peak|nadir|arterial|venous|random|fasting|supine|resting|core|tympanic|mean|initial)_){0,2}"""
# Between a name and its value.
_ASIDE = r"""(?:
    _(?:levels?|counts?|values?|concentrations?|activity|titers?|titres?|score|readings?|measurements?|tests?|interval|rate|nadir|peak)
  | _?\(\s?[a-z][\w.+/-]{0,11}\s?\)
  | _(?:on|at|upon)_(?:admission|presentation|arrival|discharge|rest|baseline|that_time|triage|room_air)
  | _(?:in|on)_(?:the_)?(?:blood|serum|emergency_department|ed|er)
  | _ra
){0,4}"""
_NUMBER = r"(?:\d{1,3}(?:[,\u00a0]\d{3}){1,2}(?:\.\d{1,2})?|\d{1,7}(?:[.,·]\d{1,4})?)"
_MULTIPLE = r"(?:\s?[×x*·]\s?10\s?\^?\s?[⁰¹²³⁴⁵⁶⁷⁸⁹\d]{1,2})"
_PER = r"(?:\s?/\s?|\s(?:per|a)\s)"
_VOLUME = r"""(?:dl|ml|cl|[µμu]l|mm\s?\^?[3³]|cu\.?\s?mm|cumm|cmm|l|litre|liter|deciliter|millilit(?:re|er)|microlit(?:re|er)|g|mol|mmol|hpf)\b"""
_AMOUNT = r"(?:[mµμnpfku]?g|mcg|[mµμnpfu]?mol(?:es)?|[mµμku]?i?u|[mµμu]?eq|units?|cells|[µμu]kat|k|copies)"
_UNIT = rf"""(?:
    (?:\s?{_MULTIPLE})(?:\s?(?:cells|{_PER}{_VOLUME}|{_VOLUME})){{0,2}}
  | \s?{_AMOUNT}{_PER}{_VOLUME}
  | \s?m?l{_PER}min(?:ute)?\b(?:{_PER}1\.73\s?m\s?[²2])? | \s?m?osm(?:ol)?{_PER}kg\b | \s?m?g{_PER}24\s?-?\s?h(?:ours?|rs?)?\b
  | \s?(?:beats|breaths|cycles)?{_PER}min(?:ute)?\b | \s?ml{_PER}h(?:our|r)?\b
  | \s?{_PER}{_VOLUME}
  | \s?% | \s?percent\b
  | \s?mm\s?hg\b | \s?cm\s?h2o\b | \s?kpa\b | \s?torr\b
  | \s?(?:[°º˚]|degrees?|deg\.?)\s?(?:celsius|fahrenheit|centigrade|[cf]\b)? | \s?[cf]\b
  | \s?bpm\b | \s?m(?:illi)?s(?:ec(?:onds?)?)?\b | \s?s(?:ec(?:onds?)?)?\b | \s?mm\s?/\s?h(?:r|our)?\b | \s?fl\b | \s?(?:kg|g|mg|ml|cm)\b(?!\s?/)
  | (?:_times|\s?-?\s?fold|\s?[×x])\s?(?:the_|over_|above_)?(?:uln|upper_limits?_(?:of_)?(?:the_)?normal(?:_range)?|normal)\b
)"""
_JOIN = rf"(?:\s?[{HYPHEN}/]\s?|_(?:to|and|or)_)"
_VERB = r"""(?:
    _(?:was|were|is|are|of|at|to|from|with|between|by|had|stabili[sz]ed|estimated|has|have|been|be|being|only|about|around|approximately|nearly|almost|above|below|under|over|as|high|low
      |elevated|raised|increased|decreased|reduced|rose|rising|risen|fell|falling|fallen|dropped|dropping|drop|peaked|peaking|reached|reaching
      |measured|found|noted|recorded|documented|revealed|showed|up|down|markedly|significantly|slightly|mildly|severely|normal|stable
      |a|an|the|by|in|reading|levels?|value|nadir|peak|maximum|minimum|initially|then|still|now|currently|improved|remained|increasing)
  | \s?[:=,\x7e<>≤≥≈] | _-
){0,6}"""
_FROM = rf"(?:_from_{_NUMBER}{_UNIT}?_to)?"
_VALUE = rf"[<>≤≥\x7e≈]?\s?{_NUMBER}(?:{_JOIN}{_NUMBER})?"
_VALUE_UNIT = rf"[<>≤≥\x7e≈]?\s?{_NUMBER}{_UNIT}?(?:{_JOIN}{_NUMBER})?{_UNIT}(?![\w%])"
# No number of something else: "creatinine on day 3", "platelets 2 units", "fever 3 days".
_ALONE = (
    r"(?![\w%°]|[.,:/-]\d|\s?[-–/]\s?\d|\s?(?:[mµμ]?g|mcg|ml)\b|\s(?:units?|days?|weeks?|hours?|hrs?|months?|years?|times|"
    r"doses?|packs?|patients?|mg|pm|am|to|of|and_\d)\b)"
)

_OPEN = r"(?:\s|(?<=[:=,\x7e<>≤≥≈(]))\s?(?P<open>[(\[](?!\d+[\],])\s?)?"
_CLOSE = r"(?(open)(?:\s?[)\]])?|)"
_HEAD = rf"{_PREFIX}{_ANY}(?:\s?[/,]\s?{_ANY}|_and_{_ANY})?(?![\w])\)?{_ASIDE}{_VERB}{_FROM}{_OPEN}"
_SHORT = rf"{_PREFIX}{_PLAIN}(?:\s?[/,]\s?{_PLAIN})?(?!\w){_ASIDE}{_VERB}{_OPEN}"
# Every finding has a number, and the names begin like too many other words.
_NEAR = near(r"\d")

RULES = (
    # Reference ranges, targets and limits of the text are no values of the patient.
    Rule(
        None,
        verbose(
            rf"\b(?:normal|reference)(?:_(?:range|values?|limits?|interval|level))?\s?[:,]?\s?(?:for_)?{_VALUE_UNIT}"
        ),
        near=near("(?:normal|reference)"),
    ),
    Rule(Label.FINDING, verbose(rf"{_HEAD}{_VALUE_UNIT}{_CLOSE}", at_word=True), near=_NEAR),
    Rule(Label.FINDING, verbose(rf"{_SHORT}{_VALUE}{_ALONE}", at_word=True), near=_NEAR),
    # "PLT 88K", "WBC of 22k": thousands in a microlitre, and no other measurement has them.
    Rule(
        Label.FINDING,
        verbose(
            rf"\b(?:wbcs?|white_(?:blood_)?(?:cell_)?count|plts?|platelets?){_ASIDE}{_VERB}{_OPEN}{_VALUE}\s?k(?![\w/])"
        ),
        near=near("(?:wbc|white|plt|platelet)"),
    ),
    # "CK 12,400": a cytokeratin has two digits.
    Rule(
        Label.FINDING,
        verbose(rf"\b(?:ck|cpk){_ASIDE}{_VERB}\s\s?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{3,6}}){_ALONE}"),
        near=near("(?:ck|cpk)"),
    ),
    # "serum lidocaine was 7.9 mg/L", "plasma digoxin of 5 ng/mL".
    Rule(
        Label.FINDING,
        verbose(
            rf"""\b(?:serum|plasma|blood|urinary)_(?!{_NO_NAME}\b)[a-z][\w-]{{3,20}}(?:_(?:was|of|is|at|rose_to|reached|peaked_at)|\s?[:=]){{1,2}}{_OPEN}{_VALUE_UNIT}{_CLOSE}"""
        ),
        near=near("(?:serum|plasma|blood|urinary)"),
    ),
    # "39.4 °C", "102.3F": only temperatures are measured in these.
    Rule(
        Label.FINDING,
        verbose(
            r"(?<![\w.,/–-])(?:(?:3[4-9]|4[0-3])(?:[.,·]\d{1,2})?\s?(?:[°º˚]|degrees?_)\s?c(?:elsius)?\b|(?:9[5-9]|10[0-8])(?:[.,·]\d{1,2})?(?:\s?(?:[°º˚]|degrees?_)\s?)?f(?:ahrenheit)?\b)"
        ),
        near=near(r"(?:3[4-9]|4[0-3]|9[5-9]|10[0-8])"),
    ),
    # "fever of 102", "temp up to 39.4".
    Rule(
        Label.FINDING,
        verbose(
            r"""\b(?:fevers?|pyrexia|febrile|temps?|temperatures?|tmax)(?:_(?:of|to|at|up|as|high|was|reached|reaching|spiked|around|about|over|above)|\s?[:=,>(]){1,5}\s?
            (?:3[4-9]|4[0-3]|9[5-9]|10[0-8])(?:[.,·]\d{1,2})?(?:\s?(?:[°º˚]|degrees?|deg\.?)?\s?(?:celsius|fahrenheit|[cf]\b)?)(?![\w%/])"""
        ),
        near=near("(?:fever|pyrexia|febrile|temp|tmax)"),
    ),
    # "fever 102", "T 101.3"; a number below those of Fahrenheit may count anything.
    Rule(
        Label.FINDING,
        verbose(
            r"""\b(?:fevers?|febrile|t)_(?:(?:9[5-9]|10[0-8])(?:[.]\d)?(?:\s?-\s?(?:10[0-8])(?:[.]\d)?)?|3[7-9][.]\d|4[01][.]\d)
            (?:\s?(?:[°º˚]|degrees?)?\s?[fc]\b)?(?![\w%/°]|[.,:/-]\d|\s?[-–]\s?\d|_(?:days?|hours?|hrs?|weeks?|times|patients?|cells?|and_\d|to)\b)"""
        ),
        near=near("(?:fever|febrile|t (?:9|1|3|4))"),
    ),
    # "24 hr 120": hours, no heart rate.
    Rule(None, verbose(r"(?<=\d)~?hrs?\b"), near=near("hr")),
    # Whatever else is measured: "lithium level of 2.1 mmol/L", "tacrolimus trough concentration was 31 ng/mL".
    Rule(
        Label.FINDING,
        verbose(
            rf"""\b(?:(?:serum|plasma|blood|urine|urinary|csf|free|total)_)?(?!{_NO_NAME}\b)[a-z][\w-]{{2,20}}_(?:(?:serum|plasma|blood|trough|peak)_)?
            (?:levels?|concentrations?|titers?|titres?|activity)\b{_ASIDE}{_VERB}{_FROM}{_OPEN}{_VALUE_UNIT}{_CLOSE}"""
        ),
        near=near("(?:level|concentration|titer|titre|activity)"),
    ),
    # "lithium in her serum was 1.1 mmol/L".
    Rule(
        Label.FINDING,
        verbose(
            rf"""\b(?!{_NO_NAME}\b)[a-z][\w-]{{2,20}}_in_(?:the_|his_|her_)?(?:serum|plasma|blood|urine|csf|cerebrospinal_fluid)_(?:was|were|of)
            {_OPEN}{_VALUE_UNIT}{_CLOSE}"""
        ),
        near=near("(?:serum|plasma|blood|urine|csf|cerebro)"),
    ),
    # "MMSE score was 21/30", "GCS 8".
    Rule(
        Label.FINDING,
        verbose(
            r"""\b(?:mmse|moca|gcs|glasgow_coma_(?:scale|score)|nihss|edss|apgar|(?:mini~mental_state_examination)|updrs|panss|madrs)
            (?:_scores?)?(?:_(?:was|of|is|were|had|fell|dropped|improved|rose|to|at)|\s?[:=]){0,3}\s?\d{1,3}(?:\s?/\s?\d{1,3})?(?![\w%]|[.,]\d|_(?:days?|weeks?|months?|years?)\b)"""
        ),
        near=near("(?:mmse|moca|gcs|glasgow|nihss|edss|apgar|mini|updrs|panss|madrs)"),
    ),
    # "a blood pressure of 70/40", "BP 70/palp".
    Rule(
        Label.FINDING,
        verbose(
            r"\b(?:(?:blood_)?pressure|bp)(?:_(?:was|of|is|at|reading|dropped|fell|rose|to|noted|as|low|high|measured|in|the|a|elevated)|\s?[:=,]){0,5}_?\d{2,3}\s?/\s?(?:\d{2,3}|palp\w{0,6})(?:\s?mm\s?hg\b)?(?![\w/])"
        ),
        near=near("(?:blood|pressure|bp)"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds FINDING: a measurement's name with its value in numbers and the unit.

    Source: the names are those of `measurements.csv`.
    """
    return scan(RULES, text)
