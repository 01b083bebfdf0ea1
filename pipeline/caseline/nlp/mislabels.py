"""What stands beside a word that says it is no drug, disease or site: assays, stains, units, makers, fluids found, diagnoses in short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from caseline.nlp.absences import cuts_absence
from caseline.schema.mention import FoundBy, Label

_REACH = 48  # characters of context
_SHORTEST, _LONGEST = 2, 8  # characters of an abbreviation
_TREATMENTS = frozenset({Label.DRUG, Label.THERAPY})
_DISEASES = frozenset({Label.EVENT, Label.DISORDER})

# What a body cavity holds is found, not given.
_FLUID = re.compile(
    r"(?:hydro|ha?emo|pneumo|pyo|chylo)(?:peritoneum|thorax|pericardium|arthros|cephalus)", re.IGNORECASE
)
# A column of water or mercury is a unit.
_COLUMN = re.compile(r"(?:H2O|water|Hg|mercury)\b", re.IGNORECASE)
_CENTIMETRES = re.compile(r"\b[cm]m\s?\Z")
# What a specimen lies in or is coloured by.
_PREPARED = re.compile(
    r"""\b(?: (?:fixed|embedded|preserved|mounted)\sin | (?:counter)?stain(?:ed|ing)\s(?:with|for|by) )
    \s(?: an?\s | \d+(?:\.\d+)?\s?%\s | (?:neutral|buffered|phosphate|aqueous|formalin|and|,)[\s-] )*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_LAND = (
    r"[A-Z]{2}\b|U\.S\.|United|Germany|Japan|France|Italy|Switzerland|China|Korea|Ireland|Sweden|Denmark|Spain|Belgium|"
    r"Netherlands|Canada|Australia|Israel|India|Turkey|Austria|Taiwan"
)
# "(Northwell, Basel, Switzerland)": the maker of a device, behind the device.
_MAKER = re.compile(
    rf",?\s(?:Inc|Ltd|LLC|GmbH|Corp(?:oration)?|Co)\b|,\s[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+)?,\s(?:{_LAND})|,\s(?:{_LAND})\s*\)"
)
_ASSAY = re.compile(r"\s(?:[A-Z]\w+\s)?(?:Amplification|Assay|Kit|Probe|Analyzer|System|ARMS)\b")
_APPENDED = re.compile(r"(?:supplementa(?:ry|l)|online|electronic)[\s-]+\Z", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:supplementa(?:ry|l)\s)?appendi(?:x|ces)\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"\s(?:[A-Z]|\d{1,2}|S\d{1,2})\b")
_DIAGNOSED = re.compile(
    r"""
    \b(?: diagnos(?:is|es)\s(?:of|was|were|is) | diagnosed\s(?:with|as(?:\shaving)?) | consistent\swith | suggestive\sof
        | compatible\swith | indicative\sof | features\sof | known\scase\sof | suffering\sfrom | regarded\sas )
    \s(?:an?\s|the\s)?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# How oxygen comes, right behind how much of it was measured: "O2 sat 84% RA", "97% on 4 L NC", "room air (RA)".
_BREATHED = re.compile(r"(?:RA|NC|NRB|NRM|VM|FM|BM|HFNC)\Z")
_SATURATED = re.compile(
    r"""
    (?: \b(?:(?:o2|oxygen|spo2|sao2|pulse[\s-]?ox(?:imetry|imeter)?|po2)\W{0,2})?(?:sat(?:uration|uring|ting|urating|ed|s)?\b|spo2|sao2|pulse[\s-]?ox\w*|o2)
        [^.;\n]{0,24}?(?<![\d/.])(?:[3-9]\d|100)(?:\.\d)?(?:\s?[-–]\s?\d{2,3})?\s?%?
      | (?<![\d/.])(?:[3-9]\d|100)\s?%\s?(?=(?:on|@)\s|sat)(?:sats?)?
      | \b(?:breathing|saturating|satting|satted|abg|o2|sats?)(?:\swell)?\s(?=on\s)
    )
    ,?\s?(?:(?:on|in|at|@|while\son)\s)?(?:\d{1,2}(?:\.\d)?\s?(?:L|liters?|litres?|lpm)\s(?:via\s|by\s)?)?(?:room\sair\s)?[(]?\Z
    | \broom\sair\s[(]\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Measured in every chart and never given.
_NEVER_GIVEN = frozenset(
    """
    creatinine bilirubin hemoglobin haemoglobin thyroglobulin carboxyhemoglobin methemoglobin urea bun crp ferritin troponin
    """.split()
)


def is_no_thing(label: str, text: str, start: int, end: int) -> bool:
    """Says whether the words of a candidate or beside it make it a fluid found, a unit, a stain, a maker, an assay, an appendix or a part of a sign."""
    if cuts_absence(label, text, start, end):
        return True
    if label in _TREATMENTS:
        before = text[max(0, start - _REACH) : start]
        if label == Label.DRUG and _PREPARED.search(before) is not None:
            return True
        if _COLUMN.match(text, start, end) is not None and _CENTIMETRES.search(before) is not None:
            return True
        if _FLUID.match(text, start, end) is not None:
            return True
        return (
            label == Label.THERAPY and text[start - 1 : start] == "(" and _MAKER.match(text, end) is not None
        )
    if label in _DISEASES:
        return _is_breathed(text, start, end) or (
            text[start].isupper() and _ASSAY.match(text, end) is not None
        )
    if label != Label.BODY_SITE or _APPENDIX.match(text, start, end) is None:
        return False
    is_appended = _APPENDED.search(text, max(0, start - _REACH), start) is not None
    return is_appended or end - start > len("appendices") or _NUMBERED.match(text, end) is not None


def _is_breathed(text: str, start: int, end: int) -> bool:
    """Says whether an abbreviation is the air or the tube behind a saturation, and no disease."""
    is_short = _BREATHED.match(text, start, end) is not None
    return is_short and _SATURATED.search(text, max(0, start - _REACH), start) is not None


class Named(NamedTuple):
    """A candidate as printed, with its first character in the text and the finder or corpus that gave it."""

    label: str
    source: str
    start: int
    name: str


def diagnosed(candidates: Sequence[Named], text: str) -> frozenset[str]:
    """Returns the abbreviations that heads take for drugs where a text calls them a diagnosis: "consistent with PAM"."""
    named = {
        each.name
        for each in candidates
        if each.label == Label.DRUG
        and _is_short(each.name)
        and _DIAGNOSED.search(text, max(0, each.start - _REACH), each.start) is not None
    }
    if not named:
        return frozenset()
    known = {each.name for each in candidates if each.source == FoundBy.LEXICON and each.label in _TREATMENTS}
    return frozenset(named - known)


def measured_names(candidates: Sequence[Named]) -> frozenset[str]:
    """Returns the names that a finding of the text measures and that nobody is given, in lower case."""
    found = " ".join(each.name.lower() for each in candidates if each.label == Label.FINDING)
    return frozenset(name for name in _NEVER_GIVEN if name in found)


def _is_short(name: str) -> bool:
    return (
        _SHORTEST <= len(name) <= _LONGEST
        and sum(map(str.isupper, name)) >= _SHORTEST
        and name.replace("-", "").isalpha()
    )
