"""A mother and her newborn: which of them are patients, and which sentences are whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseline.cases.concepts import DISEASES
from caseline.cases.cues import cue
from caseline.cases.introductions import Introduction
from caseline.cases.narrative import Narrative, Sentence
from caseline.cases.normalise.age import AgeGroup
from caseline.schema.case import SexValue, TimeUnit
from caseline.schema.document import SectionName
from caseline.schema.mention import Exclusion, Label

_YOUNG = r"(?:newborn|neonate|infant|baby|foetus|fetus|twins?|child|boy|girl|son|daughter)"
_PREGNANT = cue(
    r"""\b(?:pregnan\w+|gestation\w*|gravid\w*|primigravida|multigravida|g\d\s?p\d|trimester|antenatal|caesarean|cesarean|in\s+labou?r|labou?r|delivered|parturient
        |breast-?\s?f[e]+d\w*|lactat\w+|nursing|\w*eclampsia|(?:her|the)\s+(?:\w+\s+)?(?:newborn|neonate|infant|baby|foetus|fetus))\b"""
)
# "She gave birth to a boy …", "a male infant was delivered": from here on the child is told of.
_BIRTH = cue(
    rf"""\b(?:have|carry|carrying|with|had)\s+(?:an?|the|twin)\s+(?:\w+\s+)?fo?etus\s+with\b
      | \b(?:gave\s+birth\s+to|delivered
        |(?<!after\s)(?<!following\s)(?<!before\s)(?<!since\s)(?<!the\s)(?:delivery|birth)\s+of|bore)\s+(?:of\s+)?(?:an?|the|her|twin)\s+(?:[\w-]+,?\s+){{0,5}}?{_YOUNG}\b
      | \A\W*(?:[^.;,]{{1,60}},\s+)?(?P<born>(?:an?|the|her|twin)\s+(?:[\w-]+,?\s+){{0,4}}?{_YOUNG}\b[^.;]{{0,60}}?\bwas\s+(?:born|delivered))\b"""
)
# Once the child is told of, "the boy" is that child.
_KNOWN_CHILD = cue(
    r"\A\W*(?:[^.;,]{1,60},\s+)?(?:the|this|her|their)\s+(?:(?!of\b|after\b)[\w-]+\s+){0,2}?(?:boy|girl|child|son|daughter)\b"
)
_FEMALE_CHILD = re.compile(
    r"\b(?:girl|daughter|female\s+(?:\w+\s+){0,2}?(?:newborn|neonate|infant|baby|foetus|fetus|child|twin))\b"
)
_MALE_CHILD = re.compile(
    r"\b(?:boy|son|male\s+(?:\w+\s+){0,2}?(?:newborn|neonate|infant|baby|foetus|fetus|child|twin))\b"
)
_CHILD = cue(
    r"""\A\W*(?:[^.;,]{1,60},\s+)?(?:the|her|this|their|a|an)\s+(?:(?!of\b|after\b|delivery\b|mother\b)[\w-]+\s+){0,3}?
        (?:newborn|neonate|infant|baby|foetus|fetus|twins?)(?:['’]s)?\b
        (?!\s+(?:and\s+(?:the\s+|her\s+)?mother|(?:was\s+)?(?:healthy|unaffected|doing\s+well)))
      | \A\W*(?:neonate|newborn|infant|baby)\b
      | \b(?:apgar|newborn|neonat\w+|infant|fetal|foetal)\b[^.;]{0,60}?\b(?:showed|had|developed|revealed|was\s+noted)\b"""
)
_DEFECTS = cue(
    r"\b(?:embryopathy|fo?etopathy|malformations|(?:birth|congenital)\s+(?:defects?|anomal\w+)|pattern\s+of\s+(?:defects|anomalies))\b"
)
# What a mother takes reaches the child in her womb and at her breast.
_REACHED = cue(
    r"""\b(?:mother|maternal\w*|born\s[^.;]{0,80}?\bto\b|in\s+utero|intra-?uterine|transplacental\w*|breast-?\s?(?:f[e]+d\w*|milk)|lactation
        |(?:during|throughout|in)\s+(?:her\s+|the\s+)?(?:\w+\s+)?(?:pregnancy|trimester))\b"""
)
_MOTHER = cue(
    r"\A\W*(?:the\s+(?:[\w-]+\s+)?(?:mother|woman|patient|lady)|this\s+(?:woman|patient|mother)|her\s+mother|maternal|the\s+maternal|postpartum)\b"
)
# Of a daughter "she" may be said too.
_SHE = cue(
    r"\A\W*(?:[^.;,]{1,60},\s+)?(?:she|her\s+(?!\w*\s*(?:baby|infant|newborn|neonate|son|daughter|child|boy|girl|fo?etus)))\b"
)
_BOTH = cue(
    r"\A\W*both\s+(?:\w+ed\b|mother|(?:were|had|did|are)\b)|\bmother\s+and\s+(?:the\s+|her\s+)?(?:newborn|neonate|infant|baby|child|son|daughter)\b"
)
_APART = frozenset({SectionName.DISCUSSION, SectionName.CONCLUSION, SectionName.INTRODUCTION})
_WELL = cue(
    r"\b(?:healthy|unaffected|no\s+(?:complications|abnormalit\w+)|normal\s+(?:newborn|infant|baby|boy|girl))\b"
)


_INTRODUCED = cue(
    r"""\A\W*(?:[^.;]{1,80}?\s)?(?:an?|the|this|our)\s+(?:[\w-]+,?\s+){0,4}?(?:1[2-9]|[2-5]\d)\s?-?\s?(?:years?|yrs?|y)\s?-?\s?(?:old|o)\b
        [^.;]{0,40}?\b(?:woman|female|lady|mother|primi\w+|multi\w+|g\d\s?p\d\w*|patient)\b"""
)
_BORN_TO = re.compile(
    r"\b(?:born|delivered)\b[^.;]{0,80}?\b(?:to|by|of)\b|\b(?:newborn|neonate|infant|baby|child|boy|girl|son|daughter|offspring)\b"
)
_THE_MOTHER = cue(r"\A\W*(?:[^.;,]{1,60},\s+)?(?:the\s+mother(?:['’]s)?|maternal|in\s+the\s+mother)\b")


def of_mother(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Returns the sentences on "the mother" or "her newborn" where the report is about her, and they no relatives."""
    for sentence in sentences:
        match = _INTRODUCED.search(sentence.lowered)
        if _BORN_TO.search(sentence.lowered, 0, match.end() if match else len(sentence.text)):
            return frozenset()
        if match:
            pregnant = any(_PREGNANT.search(item.lowered) for item in sentences)
            return frozenset(
                later.index
                for later in sentences[sentence.index + 1 :]
                if _THE_MOTHER.match(later.lowered) or (pregnant and _CHILD.match(later.lowered))
            )
    return frozenset()


_INFANT = 12  # months


@dataclass(frozen=True)
class Link:
    """A mother's child.

    Args:
        child: Sentences told of the child alone.
        shared: Sentences told of both.
        cuts: Sentences that turn from the mother to the child, each with the character where they do.
        first: The sentence that introduces the mother.
        mother_ill: Whether something happened to the mother as well.
    """

    child: frozenset[int]
    shared: frozenset[int]
    cuts: dict[int, int]
    first: int
    mother_ill: bool


def newborn(introduction: Introduction) -> bool:
    """Says whether an introduction is that of a newborn or an infant."""
    value = introduction.age_value
    if value is None:
        return introduction.sex is not None and introduction.age is None
    days = value.unit in {TimeUnit.DAY, TimeUnit.HOUR, TimeUnit.WEEK}
    days |= value.unit is TimeUnit.MONTH and (value.value or value.low or 0) <= _INFANT
    return days or value.group in {AgeGroup.FOETUS, AgeGroup.NEONATE, AgeGroup.INFANT, AgeGroup.CHILD}


def is_newborn(introductions: Sequence[Introduction]) -> bool:
    """Says whether a patient is told to be a newborn or an infant."""
    return any(item.age is not None and newborn(item) for item in introductions)


def reached(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Returns the sentences on what reached a newborn through its mother."""
    return frozenset(sentence.index for sentence in sentences if _REACHED.search(sentence.lowered))


def kin_of(
    narrative: Narrative, introductions: Sequence[Introduction], excluded: Sequence[Exclusion | None]
) -> Link | None:
    """Returns the child of a woman told of, where something happened to it; None otherwise."""
    if not _is_mother(introductions) or not _PREGNANT.search(narrative.lowered):
        return None
    child, shared, cuts = _sentences(narrative.sentences, introductions[0].sentence)
    if not child and not cuts:
        return None
    told = frozenset(index for index in child if _names_child(narrative.sentences[index]))
    if not _harmed(narrative, excluded, told, cuts, of_child=True):
        return None
    mother = frozenset(range(len(narrative.sentences))) - child
    return Link(
        child,
        shared,
        cuts,
        introductions[0].sentence,
        _harmed(narrative, excluded, mother, cuts, of_child=False),
    )


def _is_mother(introductions: Sequence[Introduction]) -> bool:
    first = next((item for item in introductions if item.sex or item.age), None)
    if first is None or first.sex_value is SexValue.MALE:
        return False
    value = first.age_value
    grown = value is None or (value.unit is TimeUnit.YEAR and (value.value or value.low or 0) >= 12)
    return grown and (first.sex_value is SexValue.FEMALE or value is not None)


def _sentences(
    sentences: Sequence[Sentence], first: int
) -> tuple[frozenset[int], frozenset[int], dict[int, int]]:
    """Returns the child's sentences, those of both, and where sentences of the mother turn to the child."""
    child: set[int] = set()
    shared: set[int] = set()
    cuts: dict[int, int] = {}
    of_child = known = girl = False
    for sentence in sentences[first:]:
        text = sentence.lowered
        birth = _BIRTH.search(text)
        if _BOTH.search(text):
            shared.add(sentence.index)
            continue
        starts = _CHILD.match(text) or (known and _KNOWN_CHILD.match(text)) or (birth and birth["born"])
        starts = starts or (known and _DEFECTS.search(text))
        if birth or starts:
            girl = _FEMALE_CHILD.search(text) is not None or (girl and _MALE_CHILD.search(text) is None)
        if birth and not starts:
            of_child = _WELL.search(text) is None
            if of_child:
                cuts[sentence.index] = sentence.start + birth.start()
            known |= of_child
            continue
        if starts and not _WELL.search(text):
            of_child = known = True
        elif _MOTHER.search(text) or sentence.section in _APART or (_SHE.search(text) and not girl):
            of_child = False
        if of_child:
            child.add(sentence.index)
    return frozenset(child), frozenset(shared), cuts


def _names_child(sentence: Sentence) -> bool:
    birth = _BIRTH.search(sentence.lowered)
    told = (
        _CHILD.search(sentence.lowered) or _KNOWN_CHILD.match(sentence.lowered) or (birth and birth["born"])
    )
    return bool(told)


def _harmed(
    narrative: Narrative,
    excluded: Sequence[Exclusion | None],
    told: frozenset[int],
    cuts: dict[int, int],
    *,
    of_child: bool,
) -> bool:
    """Says whether an event of the mother or the child is told in the sentences that are theirs."""
    for mention in narrative.mentions:
        if excluded[mention.index] is not None or mention.label not in DISEASES:
            continue
        if not of_child and (mention.label is not Label.EVENT or "HISTORICAL" in mention.context):
            continue
        cut = cuts.get(mention.sentence)
        if cut is not None and (mention.start >= cut) is of_child:
            return True
        if cut is None and mention.sentence in told:
            return True
    return False
