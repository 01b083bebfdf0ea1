"""Results told in words: "D-dimer was markedly raised", "low fibrinogen", "PF4 ELISA positive".

A value in numbers is a finding; a measured thing with a word for how it changed is a sign, and a test with "positive"
what it found. Only what is bad counts: "creatinine decreased" tells a recovery.

Source: the names are those of `measurements.csv`, with what notes and lay people call the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from caseline.nlp.measurements import measurements
from caseline.nlp.patterns.base import lower

# Measured so short that it is something else as well, given as often as measured, or told by a family of its own.
_NOT_HERE = frozenset(
    """
    adrenocorticotropic-hormone anion-gap base-excess body-mass-index iron calcium cortisol magnesium mean-corpuscular-volume
    methemoglobin mini-mental-state ph phosphate potassium sodium qrs-duration qt-interval residual-urine temperature thyroxine
    triiodothyronine urine-output urine-protein visual-acuity vitamin-b12 weight bicarbonate albumin cholesterol
    """.split()
)
_TOO_SHORT = frozenset({"cr", "hr", "rr", "na", "ph", "k+", "pct", "ef", "prl", "alp", "ca"})
# Measured like the rest, without a reference range.
_RISE = r"""
    lfts?|liver\s+(?:function\s+tests?|tests|values|panel)|hepatic\s+enzymes|cardiac\s+(?:enzymes|markers)|inflammatory\s+markers
    |(?:lumbar\s+puncture\s+|csf\s+)?opening\s+pressure|intracranial\s+pressure|protein|(?:total\s+)?ige|aldolase|myoglobin|trops?
    |anti-tpo|(?:blood\s+)?sugars?|ana\s+titers?
"""
_FALL = r"""
    dlco|fvc|fev1|(?:beta-?|b|quant\s+)?hcgs?|ig[ag]|immunoglobulins|complement|c[34]\s+levels?|(?:blood\s+)?sugars?|o2\s+sats?|oxygen\s+levels?
    |blood\s+counts?|nerve\s+conduction\s+velocit(?:y|ies)|range\s+of\s+motion
"""
# Of these a rise, or a fall, may be a recovery: the words of change count one way only.
_FALLS_ONLY = frozenset(
    """
    haptoglobin hematocrit hemoglobin platelets red-cells reticulocytes neutrophils lymphocytes fibrinogen immunoglobulin-g
    """.split()
)
_RISES_ONLY = frozenset(
    """
    d-dimer ferritin intraocular-pressure thyrotropin partial-thromboplastin-time international-normalized-ratio
    """.split()
)
_STILL = r"""(?:\s+(?:was|were|is|are|became|remained|came\s+back|has\s+been|had\s+been|had|has|also|again|both|still|found\s+to\s+be|noted\s+to\s+be
    |slightly|mildly|moderately|markedly|severely|significantly|grossly|greatly|highly|very|extremely|too|so|quite|persistently)\b){0,4}"""
_LEVEL = r"(?:\s+(?:levels?|counts?|values?|titers?|titres?|activity|concentrations?))?"
_UP = r"(?:elevated|raised|high|increased)"
_DOWN = r"(?:low|reduced|decreased|depressed)"
_WENT_UP = r"(?:rose|risen|rising|spiked|shot\s+up|went\s+(?:up|high|sky\s+high|through\s+the\s+roof)|skyrocketed|jumped)"
_WENT_DOWN = r"(?:fell|fallen|falling|dropped|dropping|went\s+(?:down|low)|bottomed\s+out|crashed|plummeted|plunged|tanked)"
# What turns a state into a plan, a question or a norm.
_NO_STATE = r"""(?!\s*(?:[-–]\s*)?(?:normal|to\s+(?:normal|baseline)|risk|dose|if\b|or\s+(?:normal|low|high)|diet|intake|than
    |in\s+(?:patients|cases)|threshold|back\b|flow\b|frequency|grade\b|dependent
    |(?:the|an?|our|some|clinical|further)\b|concern|suspicion|questions?\b|possibility|doubts?\b|asleep))"""
_NO_CAUSE = r"(?<!no\s)(?<!not\s)(?<!if\s)(?<!for\s)(?<!than\s)(?<!of\s)(?<!to\s)(?<!or\s)(?<!normal\s)(?<!may\s)(?<!can\s)(?<!from\s)(?<!against\s)"
_NO_THING = r"""(?!\s*(?:[-–]\s*)?(?:diet|bread|bars?\b|drinks?\b|foods?|meals?|shakes?|snacks?
    |intake|medium|conditions?|load\b|loading|solution|infusion|dose|dosing|replacement|supplement\w*|therap\w+
    |treatment|targets?|goals?|thresholds?|control|monitor\w*|cuff|medic\w+|pills?|meds?\b|lowering|channel|receptor))"""


def _alternatives(terms: Iterable[str]) -> str:
    ordered = sorted(set(terms), key=lambda term: (-len(term), term))
    return "|".join(re.escape(term).replace(r"\ ", r"\s+").replace(r"\-", r"[\s-]?") for term in ordered)


def _names(*, above: bool, changed: bool) -> str:
    """Returns what is bad when it is high, or low; with `changed`, what is bad when it rises, or falls."""
    other_way = _FALLS_ONLY if above else _RISES_ONLY
    terms = [
        term
        for each in measurements()
        if (each.above if above else each.below)
        and (key := each.analyte.lower().replace(" ", "-")) not in _NOT_HERE
        and not (changed and key in other_way)
        for term in each.terms
        if term not in _TOO_SHORT
    ]
    more = _RISE if above else _FALL
    return f"(?:(?:{_alternatives(terms)}|{more})(?:\\s+[ti]\\b)?)"


def _family(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?<!if\s)(?<!if\sthe\s)(?<!whether\s)(?:{pattern})(?![\w-])", re.VERBOSE)


_SIDE = r"(?:(?:serum|plasma|blood|liver|total|peak|csf|cardiac|persistently|markedly|slightly|mildly|severely|significantly)\s+){0,2}"
# Tests, and what they look for, that "positive" behind makes a finding.
_TEST = r"""(?:(?:rt-?)?pcr|elisa|toxin|antibod(?:y|ies)|(?:anti-?\w+|pf4|mog|aqp4|tpo)\s+abs?|antigen|ig[mg]|cultures?|serology|swab|naat|rapid\s+test
    |tilt(?:\s+table)?(?:\s+test)?|coombs(?:\s+test)?|dat|hit\s+panel)"""
_GERM = r"""(?:sars-cov-2|covid(?:-19)?|vzv|hsv(?:-?[12])?|cmv|ebv|hhv-?6|influenza\s+[ab]|flu\s+[ab]|rsv|mrsa|c\.?\s?diff(?:icile)?|norovirus
    |rotavirus|adenovirus|enterovirus|parvovirus|strep|h\.?\s?pylori|lyme|campylobacter|ana|[pc]?-?anca|(?:anti-?)?pf4|aqp4|mog
    |rheumatoid\s+factor|d-?dimers?|troponins?|trops?)"""
_FUNCTION = r"""(?:the|an?|his|her|my|their|this|that|and|or|but|was|were|is|had|has|with|by|of|on|in|at|for|from|to|via|no|not|which|whose|showed
    |initial|repeat(?:ed)?|hla|all|both|virus|found)"""
_CAME = r"(?:\s+(?:was|were|is|are|came\s+back|came\s+out|tested|turned|returned|resulted|remained|still|also|again|both|weakly|strongly|highly|low)\b){0,4}"
_POSITIVE = r"""(?:positive|pos\b)(?!\s*(?:[-/]|predictive|or\b|controls?\b|pressure|end|airway|margin
    |patients?|cases?|individuals|men\b|women\b|tumou?rs?|cells?
    |carriers?|disease|endocarditis|tuberculosis|mothers?|donors?|results?))"""

_FAMILIES = (
    _family(
        rf"(?P<name>{_names(above=True, changed=False)}{_LEVEL}{_STILL}\s+(?:elevated|raised|high){_NO_STATE})"
    ),
    _family(rf"(?P<name>{_names(above=False, changed=False)}{_LEVEL}{_STILL}\s+low{_NO_STATE})"),
    _family(
        rf"(?P<name>{_names(above=True, changed=True)}{_LEVEL}{_STILL}\s+(?:increased|{_WENT_UP}){_NO_STATE})"
    ),
    _family(
        rf"(?P<name>{_names(above=False, changed=True)}{_LEVEL}{_STILL}\s+(?:reduced|decreased|{_WENT_DOWN}){_NO_STATE})"
    ),
    _family(
        rf"{_NO_CAUSE}(?P<name>(?:{_UP}|supratherapeutic)\s+{_SIDE}{_names(above=True, changed=True)}{_LEVEL}){_NO_THING}"
    ),
    _family(rf"{_NO_CAUSE}(?P<name>{_DOWN}\s+{_SIDE}{_names(above=False, changed=True)}{_LEVEL}){_NO_THING}"),
    _family(rf"(?P<name>(?:(?!{_FUNCTION}\b)[\w-]+\s+){{0,3}}{_TEST}{_CAME}\s+{_POSITIVE})"),
    _family(rf"(?P<name>{_GERM}{_CAME}\s+{_POSITIVE})"),
)
_HINT = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|{_WENT_UP}|{_WENT_DOWN}|supratherapeutic|positive|pos)\b", re.VERBOSE
)


def find_results(sentence: str) -> Iterator[tuple[int, int]]:
    """Yields the half-open characters of each result of a sentence, of the families in order."""
    lowered = lower(sentence)
    if _HINT.search(lowered) is None:
        return
    for family in _FAMILIES:
        for match in family.finditer(lowered):
            yield match.span("name")
