"""Candidates that their neighbours make implausible: what a laboratory measured, and causes without a drug."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from caseline.nlp.measurements import by_term
from caseline.schema.mention import FoundBy, Label


class Spanned(Protocol):
    """Tokens with a label; `end` is behind the last."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


class Sourced(Spanned, Protocol):
    """Tokens with a label and the finder or corpus that gave it."""

    @property
    def source(self) -> str: ...


T = TypeVar("T", bound=Spanned)
S = TypeVar("S", bound=Sourced)

_MEASURED = frozenset({Label.DRUG, Label.THERAPY, Label.DOSE})
_NAMED = frozenset({Label.DRUG, Label.THERAPY})
_REACH = 15  # tokens between a claim of cause and a drug
# Words that make a claim a judgement of its own; it may stand apart from the drug.
_JUDGED = re.compile(
    r"certain|definit|probab|likel|possib|plausib|doubt|naranjo|umc|scale|score|suspect|blam|culprit|responsib|implicat|incriminat|against|excluded|explanation|attribut|trigger\b|be\b|been\b"
)
# A germ by the ending of its genus. Plants, which are given, bear Latin names of two words too.
_GIVEN = r"(?!.*\b(?:oncolytic|attenuated|inactivated|live|recombinant|calmette|probiotic|vector)\b)(?!lacto|bifido|saccharo|gluco|onco)"
_GENUS = r"""(?:\w+(?:coccus|cocci|bacter|bacterium|bacteria|monas|spira|phage|salmonella|toxoplasma|mycoplasma|sporidium|sporium)|\w*bacill(?:us|i)|salmonella
    |klebsiella|shigella|francisella|legionella|brucella|bartonella|bordetella|pasteurella|coxiella|moraxella|rickettsia|mycoplasma|toxoplasma|ureaplasma
    |candida|aspergillus|nocardia|listeria|neisseria|treponema|borrelia|chlamydia|chlamydophila|leishmania|plasmodium|trypanosoma|histoplasma|proteus|serratia
    |clostridium|clostridioides|escherichia|haemophilus|hemophilus|yersinia|vibrio|pneumocystis|fusarium|mucor|rhizopus|strongyloides|toxocara|giardia
    |entamoeba|sporothrix|actinomyces|cutibacterium|gardnerella|staph|strep|bacteria|bacterium|fungus|fungi|mould)"""
_ORGANISM = re.compile(
    rf"""{_GIVEN}(?:(?:[\w/-]+\s+){{0,4}}?\w*virus(?:es|al)?(?:\s*[-\s]?(?:type\s+)?\d{{1,2}}|\s+[ab])?|[a-z]\.\s*[a-z]{{4,}}|{_GENUS}s?(?:\s+[a-z]{{3,}}){{0,2}}
    |sars-cov-?2|hiv(?:-[12])?|hhv-?\d|hsv(?:-[12])?|ebv|cmv|vzv|rsv|hpv|htlv(?:-1)?|mrsa|mssa)""",
    re.VERBOSE,
)
# How often a woman was pregnant and gave birth, as notes write it: "G4P4014", "G2P1+1", "gravida 3 para 2".
_PARITY = re.compile(
    r"g\s?\d{1,2}[\s,/-]*(?:[pt]\s?\d{1,4}|ab?\s?\d{1,2})(?:[\s,/+-]*(?:[pal]\s?)?\d{1,2}){0,3}|gravida\s.*para\s.*|(?:grand\s?)?(?:primi|secundi|multi|nulli)(?:gravid[ae]|par(?:a|ous))"
)
# Scales and scores by which a case is judged; they stand where the name of what they judge may stand.
_SCORE = re.compile(
    r"(?:(?:scorten|alden|regi-?scar|naranjo|dipsi?|who-umc|ctcae|meld(?:-na)?|sofa|q-?sofa|apache(?:[ -]?ii)?|saps|gcs|nihss|mmse|moca"
    r"|cha2ds2-vasc|has-bled|wells|brighton|braden|bprs|panss|ham-?d|madrs|epds|ciwa(?:-ar)?|updrs|edss|pasi|scorad|basdai|das-?28|karnofsky|ecog|apgar|ranson|child-pugh|rucam|kdigo)"
    r"(?: (?:scores?|scale|criteria|algorithm|index|class|grade|level|stage))?(?: \d{1,2}(?:/\d{1,2})?)?)"
)
# Weeks of a pregnancy, and what is said before them; an age may stand beside ("4-day-old, 38-week gestation").
_BESIDE = 4  # tokens
_GESTATION = re.compile(
    r"(?:\d[\d.+/]*|\w+(?:\s*-\s*\w+)?)\s*[-–]?\s*(?:and\s+\d/\d\s+)?w(?:ee)?ks?\s*(?:['’]\s*s?|s['’])?\s*[-–]?\s*(?:of\s+)?(?:gestation\w*|pregnancy|amenorrh\w+)"
)
_GESTATIONAL = re.compile(
    r"\b(?:gestational|post-?\s?menstrual|post-?\s?concept\w+|conceptional)\s+age\s*(?:of|was|:|,|\()?\s*\Z"
)
_DOCTOR = re.compile(r"(?:pa?ediatrician|geriatrician|neonatologist|pa?ediatrics)s?")
_CONDITIONS = frozenset({Label.DRUG, Label.THERAPY, Label.EVENT, Label.DISORDER})
_HYPHEN = re.compile(r"\s*[-‐‑–]\s*")
_DRUG_WORDS = frozenset(
    """
    drug drugs medication medications medicine medicines agent agents treatment therapy chemotherapy immunotherapy vaccine vaccines
    vaccination immunization immunisation booster jab shot injection infusion antibiotic antibiotics antibiotherapy dose overdose
    tablet tablets pill pills radiotherapy anaesthesia anesthesia inhibitor inhibitors
    """.split()
)


def without_measured(candidates: Sequence[T], words: Sequence[str]) -> list[T]:
    """Leaves out doses inside a measurement, and drugs there that are what is measured: "potassium 6.8 mmol/L"."""
    inside = {
        token for each in candidates if each.label == Label.FINDING for token in range(each.start, each.end)
    }
    if not inside:
        return list(candidates)

    def is_measured(each: T) -> bool:
        if each.label not in _MEASURED or not inside.issuperset(range(each.start, each.end)):
            return False
        return each.label == Label.DOSE or " ".join(words[each.start : each.end]) in by_term()

    return [each for each in candidates if not is_measured(each)]


def value_tokens(candidates: Iterable[T], words: Sequence[str]) -> frozenset[int]:
    """Returns the tokens of the values that were measured: 390 of "creatinine of 390 µmol/L"."""
    return frozenset(
        token
        for each in candidates
        if each.label == Label.FINDING
        for token in range(each.start, each.end)
        if words[token][:1].isdigit()
    )


def without_organisms(candidates: Iterable[S], words: Sequence[str]) -> list[S]:
    """Leaves out viruses and germs taken for drugs; those that are given as one stay: "oncolytic virus", "BCG", "HPV #2"."""
    return [
        each
        for each in candidates
        if each.label != Label.DRUG
        or (each.source == FoundBy.LEXICON and each.end - each.start == 1)
        or not _ORGANISM.fullmatch(_HYPHEN.sub("-", " ".join(words[each.start : each.end])))
    ]


def without_parity(candidates: Iterable[T], words: Sequence[str]) -> list[T]:
    """Leaves out how often a woman was pregnant ("G4P4014") and scores ("SCORTEN"), taken for a drug or a disease."""

    def is_other(each: T) -> bool:
        name = _HYPHEN.sub("-", " ".join(words[each.start : each.end]))
        return _PARITY.fullmatch(name) is not None or _SCORE.fullmatch(name) is not None

    return [each for each in candidates if each.label not in _CONDITIONS or not is_other(each)]


_BOUNDS = frozenset("under below over above less more younger older".split())


def without_other_ages(candidates: Iterable[T], words: Sequence[str]) -> list[T]:
    """Leaves out what is taken for an age: how long a pregnancy had lasted ("28 weeks' gestation"), and a doctor of children.

    So it does with a bound behind an age: "13 years old (under 18 years old)".
    """
    candidates = list(candidates)
    ends = {each.end for each in candidates if each.label == Label.AGE}

    def is_other(each: T) -> bool:
        if _DOCTOR.fullmatch(" ".join(words[each.start : each.end])):
            return True
        opens = each.start - 1 if words[each.start] in _BOUNDS else each.start - 2
        if opens in ends and words[opens] == "(" and words[opens + 1] in _BOUNDS:
            return True
        behind = " ".join(words[each.start : each.end + _BESIDE])
        before = " ".join(words[max(0, each.start - _BESIDE) : each.start])
        return _GESTATION.match(behind) is not None or _GESTATIONAL.search(before) is not None

    return [each for each in candidates if each.label != Label.AGE or not is_other(each)]


def without_untied(kept: Iterable[T], words: Sequence[str]) -> list[T]:
    """Leaves out plain claims of cause ("due to") that no drug stands near."""
    mentions = list(kept)
    drugs = {token for each in mentions if each.label in _NAMED for token in range(each.start, each.end)}

    def is_untied(each: T) -> bool:
        if each.label != Label.CAUSALITY or _JUDGED.search(" ".join(words[each.start : each.end])):
            return False
        near = range(max(0, each.start - _REACH), min(len(words), each.end + _REACH))
        return drugs.isdisjoint(near) and not any(words[token] in _DRUG_WORDS for token in near)

    return [each for each in mentions if not is_untied(each)]
