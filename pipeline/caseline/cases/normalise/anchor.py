"""What a time is counted from: "after the second dose of X", "prior to admission"."""

from __future__ import annotations

from dataclasses import dataclass

from caseline.cases.normalise.numbers import parse_number
from caseline.cases.normalise.ordinals import parse_ordinal
from caseline.nlp.patterns import ordinal as ordinal_pattern
from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import CARDINAL, FUZZY, MONTH, ORDINAL, RANGE, UNIT_LONG, YEAR
from caseline.schema.case import AnchorKind, DoseKind

_RELATION = verbose(
    rf"""
    \b(?:after|following|before|prior_to|into|since|post|upon|subsequent_to|preceding|of|during|on|from|within)\b | \Awith\b
  | \A(?:at|in)_(?=(?:(?:the|his|her|their|my|our|a)_)?{ORDINAL}_{ordinal_pattern.BETWEEN}{ordinal_pattern.KIND}\b
                  |(?:cycle|course|round)_(?:\d|{CARDINAL}))
    """
)
_COURSES = frozenset({DoseKind.COURSE, DoseKind.CYCLE})
_COUNTED = verbose(
    rf"\b(?:his|her|their|the|this|that|each|an?|last|single)_(?:(?:\w{{3,16}}|\d[\d.,]*\s?(?:mg|mcg|g|ml|iu))_){{0,2}}?(?P<noun>{ordinal_pattern.KIND})\b"
)
# "After six doses", "after three cycles": from the last of them.
_SO_MANY = verbose(
    rf"\b(?:after|following|upon)_(?:(?:receiving|completing|having|only|just)_){{0,2}}(?P<number>{CARDINAL}|\d{{1,2}})_(?:(?:consecutive|full|further|more)_)?"
    r"(?P<noun>cycles|courses|doses|infusions|injections|rounds)\b"
)
_KINDS = (
    (
        AnchorKind.STOP,
        verbose(
            r"""
            \b(?:discontinu\w*|stopp\w*|cessation|cease?d|ceasing|withdraw\w*|withdrew|withheld|withholding|
               (?:its|their)_(?:completion|conclusion|termination)|
               (?:complet\w*|finish\w*|end\w*|termination)(?=_(?:of_|the_|his_|her_|this_)*(?:\w{3,16}_){0,2}?
                  (?:treatment|therapy|chemotherapy|immunotherapy|radiotherapy|use|administration|medication|drug|infusion)))\b
            """
        ),
    ),
    (
        AnchorKind.START,
        verbose(
            r"""
            \b(?:start\w*|initiat\w*|commenc\w*|begin\w*|began|begun|introduc\w*|institut\w*|receiv\w*|taking|took|
               taken|ingest\w*|administ\w*|expos\w*|add(?:ed|ing|ition)|given|switch\w*|re~?challenge|
               re~?introduction|increas\w*|use|usage|intake|application|treatment|therapy|chemotherapy|
               immunotherapy|monotherapy|medication|prescribed|injection|infusion|vaccin(?:ation|es?)|immuni[sz]ation|shots?|jabs?)\b
            """
        ),
    ),
    (
        AnchorKind.ADMISSION,
        verbose(
            r"\b(?:admi(?:ssion|tted)|presentation|hospitali[sz]\w*|arrival|referral|(?<=before\s)coming(?!_(?:home|back|round|off)))\b"
        ),
    ),
    (AnchorKind.DATE, verbose(rf"\b{MONTH}_(?:\d{{1,2}}|{YEAR})\b | \b{YEAR}\b")),
)
_WORD = r"[^\s,;:()\[\]]{2,40}"
_GIVING = r"""(?:
    (?:re~?)?(?:starting|initiating|commencing|beginning|introducing|receiving|taking|ingesting|adding|administering|
       discontinuing|stopping|withdrawing|using|completing)
)"""
_OF = r"""(?:
    (?:start|initiation|commencement|beginning|introduction|institution|addition|administration|infusion|injection|
       discontinuation|cessation|withdrawal|ingestion|intake|use|usage|onset|completion|dose|doses|course|courses|cycle|
       cycles|infusions|injections|treatment|therapy|exposure|vaccination)_(?:of|to|with)
)"""
_FILLER = r"""(?:(?:
    the|a|an|his|her|their|this|that|of|with|first|second|third|fourth|fifth|last|final|initial|oral|intravenous|
    treatment|therapy|topical|subcutaneous|intravitreal|intrathecal|high~dose|low~dose|course|courses|cycle|cycles|
    dose|doses|infusion|infusions|injection|injections|single|daily|weekly|start|administration|use|initiation|iv|
    \d[\d.,]*|mg|g|mcg|ml|iu|units|mg/kg|mg/day|mg/m2
)[\s-]{1,2}){0,6}"""
_DRUG = (
    verbose(rf"\b{_OF}_{_FILLER}(?P<drug>{_WORD})"),
    verbose(rf"\b{_GIVING}_{_FILLER}(?P<drug>{_WORD})"),
    verbose(
        rf"\b(?P<drug>{_WORD})_(?:was|were|had_been)_(?:\w{{3,10}}_)?(?:started|initiated|commenced|begun|introduced|added|given|"
        r"administered|stopped|discontinued|withdrawn|withheld|ceased|increased)\b"
    ),
    verbose(rf"\b(?:started|placed|put)_on_{_FILLER}(?P<drug>{_WORD})"),
    verbose(
        rf"\b(?:after|following|into|of|on|post|before)_{_FILLER}(?P<drug>{_WORD})_"
        r"(?:therapy|treatment|infusions?|injections?|administration|doses?|exposure|ingestion|initiation|"
        r"withdrawal|discontinuation|vaccination|monotherapy|chemotherapy|courses?|cycles?|use)\b"
    ),
)
_NO_DRUG = verbose(
    r"""
    (?:admission|birth|completion|delivery|diagnosis|discharge|disease|drugs?|events?|exposure|first|hospital|
       immune|medications?|multiple|onset|operation|presentation|procedure|surgery|symptoms?|the|this|that|same|its|their|these|therapy|
       treatments?|use|vaccines?|vaccination|day|morning|afternoon|evening|night|week|month|year|spinal|epidural|caudal|intramuscular|intra~?articular|intradermal|rectal
       |bolus|loading|depot|which|she|he|it|they|we|an?|his|her|their|booster|last|first|second|
       third|\w{3,12}th|one|two|three|four|five|six|seven|eight|nine|ten|several|few|both|mg|g|mcg|ml|iu|units|chemotherapy|immunotherapy|radiotherapy|\d\S*|\w+ing|
       \w*(?:ectomy|otomy|plasty|oscopy|ostomy|surgery|plantation|resection|biopsy|rash|fever|seizures?|trauma|
       injury|episode|fall|visit|meals?))\Z
    """
)
# "After five days" counts from what was told before.
_LENGTH = verbose(
    rf"(?:(?:about|approximately|around|nearly|almost|only|just|over|some|the|another|a_further|at_least|more_than|less_than)_){{0,3}}"
    rf"(?:{RANGE}|{FUZZY})['’]?~?(?:\w{{4,12}}_)?{UNIT_LONG}(?:_and_a_half)?\Z"
)
_PART_OF_TIME = verbose(r"(?:day|morning|afternoon|evening|night|weekend|week|month|year)s?\b")
_BARE = verbose(rf"\b(?:after|following|post)_(?P<drug>{_WORD})\s{{0,2}}[.,;]?\Z")


@dataclass(frozen=True, slots=True)
class AnchorText:
    """What a time is counted from, as far as its words say.

    Args:
        kind: Dose, course, start, stop, event, admission or date.
        ordinal: 2 for "the second dose".
        drug_text: The word that stands where a drug's name is expected, or None.
    """

    kind: AnchorKind
    ordinal: int | None = None
    drug_text: str | None = None


def parse_anchor(text: str) -> AnchorText | None:
    """Reads the anchor of an onset phrase, such as "one day after receiving the second dose of X".

    A counted dose or course outweighs the verb before it. What follows "after" without any such word
    is the start of a drug when it is a bare name, and an event otherwise. Null without an anchor.
    """
    relation = _RELATION.search(lower(text))
    if relation is None:
        return None
    phrase = text[relation.start() :]
    lowered = lower(phrase)
    rest = lowered[relation.end() - relation.start() :].strip(" .,;")
    moment = _PART_OF_TIME.match(rest) if relation.group() == "following" else None
    if moment is not None and moment.end() == len(rest):
        return None  # "the following day"
    drug = _drug(phrase, lowered)
    counted = _counted(lowered)
    if counted is not None and counted[1] is None and relation.group() == "into":
        return AnchorText(AnchorKind.START, None, drug)  # "eight minutes into the infusion"
    if counted is not None:
        return AnchorText(counted[0], counted[1], drug)
    for kind, pattern in _KINDS:
        if pattern.search(lowered):
            return AnchorText(kind, None, drug if kind in {AnchorKind.START, AnchorKind.STOP} else None)
    bare = _BARE.search(lowered)
    if bare is not None and not _NO_DRUG.match(bare["drug"]):
        return AnchorText(AnchorKind.START, None, phrase[slice(*bare.span("drug"))])
    if moment is not None:
        return None  # "the following morning in hospital"
    if relation.group() in {"of", "during", "on", "from", "within"} or not rest or _LENGTH.match(rest):
        return None
    return AnchorText(AnchorKind.EVENT)


def _counted(lowered: str) -> tuple[AnchorKind, int | None] | None:
    found = ordinal_pattern.find(lowered)
    if found:
        value = parse_ordinal(lowered[found[0].start : found[0].end])
        if value is not None:
            return AnchorKind.COURSE if value.kind in _COURSES else AnchorKind.DOSE, value.ordinal
    several = _SO_MANY.search(lowered)
    if several is not None:
        number = parse_number(several["number"])
        count = None if number is None or number.value is None else int(number.value)
        return AnchorKind.COURSE if several["noun"][0] == "c" or several[
            "noun"
        ] == "rounds" else AnchorKind.DOSE, count
    noun = _COUNTED.search(lowered)
    if noun is None or noun["noun"].startswith(("administ", "applic")):
        return None
    value = parse_ordinal(f"first {noun['noun']}")
    kind = AnchorKind.COURSE if value is not None and value.kind in _COURSES else AnchorKind.DOSE
    return kind, None


def _drug(phrase: str, lowered: str) -> str | None:
    for pattern in _DRUG:
        match = pattern.search(lowered)
        if match is not None and not _NO_DRUG.match(match["drug"]):
            return phrase[slice(*match.span("drug"))].strip(".")
    return None
