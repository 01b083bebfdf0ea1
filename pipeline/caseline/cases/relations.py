"""A mother and her newborn: which of them are patients, and which sentences are whose."""

from __future__ import annotations

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
        |breast-?\s?f[e]+d\w*|lactat\w+|nursing|her\s+(?:\w+\s+)?(?:newborn|neonate|infant|baby|foetus|fetus))\b"""
)
# "She gave birth to a boy …", "a male infant was delivered": from here on the child is told of.
_BIRTH = cue(
    rf"""\b(?:gave\s+birth\s+to|delivered|(?<!after\s)(?<!following\s)(?<!before\s)(?<!since\s)(?<!the\s)(?:delivery|birth)\s+of|bore)\s+(?:of\s+)?(?:an?|the|her|twin)\s+(?:[\w-]+,?\s+){{0,5}}?{_YOUNG}\b
      | \A\W*(?:an?|the)\s+(?:[\w-]+,?\s+){{0,4}}?{_YOUNG}\b[^.;]{{0,30}}?\bwas\s+(?:born|delivered)\b"""
)
_CHILD = cue(
    r"""\A\W*(?:[^.;,]{1,60},\s+)?(?:the|her|this|their|a|an)\s+(?:(?!of\b|after\b|delivery\b|mother\b)[\w-]+\s+){0,3}?
        (?:newborn|neonate|infant|baby|foetus|fetus|twins?)(?:['’]s)?\b
        (?!\s+(?:and\s+(?:the\s+|her\s+)?mother|(?:was\s+)?(?:healthy|unaffected|doing\s+well)))
      | \A\W*(?:neonate|newborn|infant|baby)\b
      | \b(?:apgar|newborn|neonat\w+|infant|fetal|foetal)\b[^.;]{0,60}?\b(?:showed|had|developed|revealed|was\s+noted)\b"""
)
_MOTHER = cue(
    r"\A\W*(?:the\s+(?:[\w-]+\s+)?(?:mother|woman|patient|lady)|this\s+(?:woman|patient|mother)|she|her\s+(?!\w*\s*(?:baby|infant|newborn|neonate|son|daughter|child|boy|girl|fo?etus))|maternal|the\s+maternal|postpartum)\b"
)
_APART = frozenset({SectionName.DISCUSSION, SectionName.CONCLUSION, SectionName.INTRODUCTION})
_WELL = cue(
    r"\b(?:healthy|unaffected|no\s+(?:complications|abnormalit\w+)|normal\s+(?:newborn|infant|baby|boy|girl))\b"
)


@dataclass(frozen=True)
class Link:
    """A mother's child.

    Args:
        child: Sentences told of the child alone.
        cuts: Sentences that turn from the mother to the child, each with the character where they do.
        mother_ill: Whether something happened to the mother as well.
    """

    child: frozenset[int]
    cuts: dict[int, int]
    mother_ill: bool


def newborn(introduction: Introduction) -> bool:
    """Says whether an introduction is that of a newborn or an infant."""
    value = introduction.age_value
    if value is None:
        return introduction.sex is not None and introduction.age is None
    days = value.unit in {TimeUnit.DAY, TimeUnit.HOUR, TimeUnit.WEEK}
    return days or value.group in {AgeGroup.FOETUS, AgeGroup.NEONATE, AgeGroup.INFANT, AgeGroup.CHILD}


def kin_of(
    narrative: Narrative, introductions: Sequence[Introduction], excluded: Sequence[Exclusion | None]
) -> Link | None:
    """Returns the child of a woman told of, where something happened to it; None otherwise."""
    if not _is_mother(introductions) or not _PREGNANT.search(narrative.lowered):
        return None
    child, cuts = _sentences(narrative.sentences, introductions[0].sentence)
    if not child and not cuts:
        return None
    told = frozenset(index for index in child if _CHILD.search(narrative.sentences[index].lowered))
    if not _harmed(narrative, excluded, told, cuts, of_child=True):
        return None
    mother = frozenset(range(len(narrative.sentences))) - child
    return Link(child, cuts, _harmed(narrative, excluded, mother, cuts, of_child=False))


def _is_mother(introductions: Sequence[Introduction]) -> bool:
    first = next((item for item in introductions if item.sex or item.age), None)
    if first is None or first.sex_value is SexValue.MALE:
        return False
    value = first.age_value
    grown = value is None or (value.unit is TimeUnit.YEAR and (value.value or value.low or 0) >= 12)
    return grown and (first.sex_value is SexValue.FEMALE or value is not None)


def _sentences(sentences: Sequence[Sentence], first: int) -> tuple[frozenset[int], dict[int, int]]:
    """Returns the child's sentences, and where sentences of the mother turn to the child."""
    child: set[int] = set()
    cuts: dict[int, int] = {}
    of_child = False
    for sentence in sentences[first:]:
        text = sentence.lowered
        birth = _BIRTH.search(text)
        if birth and birth.start() > 2 and not _CHILD.match(text):
            of_child = _WELL.search(text) is None
            if of_child:
                cuts[sentence.index] = sentence.start + birth.start()
            continue
        if _CHILD.match(text) and not _WELL.search(text):
            of_child = True
        elif _MOTHER.search(text) or sentence.section in _APART:
            of_child = False
        if of_child:
            child.add(sentence.index)
    return frozenset(child), cuts


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
