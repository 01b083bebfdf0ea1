"""Persons of other reports, told of around a case: ages and sexes that are not those of the paper's own patients."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.age import parse_age
from caseline.cases.normalise.sex import parse_sex
from caseline.schema.case import SexValue
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

# Where a paper speaks of what others have seen, and where of its own patients.
_AROUND = frozenset({SectionName.INTRODUCTION, SectionName.DISCUSSION, SectionName.CONCLUSION})
_OWN = frozenset(
    {SectionName.TITLE, SectionName.ABSTRACT, SectionName.LAY_SUMMARY, SectionName.CASE, SectionName.RESULTS}
)
_INTRODUCED = re.compile(
    r"""(?:\b(?:an?|one|another|in)\s+(?:(?!of\b|the\b|in\b|this\b|our\b)[\w-]+,?\s+){0,4}|\A\W*|[;:]\s*|\baged?\s+|,\s*|\(\s*)\Z"""
)
_CELL = " | "
# The heading of a table of others' cases; "our patient" in a row of it is told of the patient.
_OF_REPORTS = re.compile(
    r"""(?:\A|\|)\s*(?:(?:first|lead)\s+)?(?:authors?|stud(?:y|ies)|references?|refs?|source|publications?|reports?|citation|literature|series)
        (?:\s*(?:\(|,|and|&|/|\[)[^|]{0,30})?\s*(?:\||\Z)""",
    re.VERBOSE,
)


def cited_persons(narrative: Narrative) -> frozenset[int]:
    """Returns the sentences around a case that introduce somebody who is none of its patients.

    Empty where no section tells the age of a patient: without one nothing says who the others are.
    """
    cases = {sentence.index for sentence in narrative.sentences if sentence.section is SectionName.CASE}
    ages = {_age(mention) for mention in _of(narrative, Label.AGE) if mention.section in _OWN}
    if not any(mention.sentence in cases for mention in _of(narrative, Label.AGE)):
        return frozenset()
    sexes = {_sex(mention) for mention in _of(narrative, Label.SEX) if mention.sentence in cases}
    return frozenset(
        sentence.index
        for sentence in narrative.sentences
        if sentence.section in _AROUND and _introduces_another(narrative, sentence, ages, sexes)
    )


def cited_rows(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Returns the rows of tables whose headings name authors, studies or reports: "Author | Age/sex | Outcome"."""
    found: set[int] = set()
    cited = in_table = False
    for sentence in sentences:
        if _CELL not in sentence.text:
            in_table = False
            continue
        if not in_table:
            in_table, cited = True, _OF_REPORTS.search(sentence.lowered) is not None
        if cited:
            found.add(sentence.index)
    return frozenset(found)


def _introduces_another(
    narrative: Narrative, sentence: Sentence, ages: set[object], sexes: set[SexValue | None]
) -> bool:
    told = [
        mention
        for mention in narrative.by_sentence[sentence.index]
        if mention.label in {Label.AGE, Label.SEX} and _INTRODUCED.search(narrative.before(mention))
    ]
    aged = {
        _age(mention)
        for mention in narrative.by_sentence[sentence.index]
        if told and mention.label is Label.AGE
    } - {None}
    if aged:
        return not aged & ages
    theirs = {_sex(mention) for mention in told if mention.label is Label.SEX} - {None}
    return bool(theirs and sexes - {None}) and not theirs & sexes


def _of(narrative: Narrative, label: Label) -> list[Found]:
    return [mention for mention in narrative.mentions if mention.label is label]


def _age(mention: Found) -> object:
    """Returns an age told in numbers, which can tell persons apart."""
    value = parse_age(mention.text)
    return value if value is not None and value.value is not None else None


def _sex(mention: Found) -> SexValue | None:
    return parse_sex(mention.text)
