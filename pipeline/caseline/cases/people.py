"""The patients of a report, and which sentences speak of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from caseline.cases.announcements import announces, is_title, tells_course, tells_tersely
from caseline.cases.concepts import DISEASES, TREATMENTS
from caseline.cases.grouping import grouped
from caseline.cases.introductions import Introduction, find_introductions, of_many, plural_sex
from caseline.cases.narrative import Found, Narrative
from caseline.cases.relations import Link, is_newborn, kin_of, newborn, reached
from caseline.cases.shares import Stretches, share
from caseline.cases.statements import (
    Report,
    Subject,
    names_patient,
    report_of,
    tells_in_general,
    tells_of_few,
)
from caseline.schema.case import KinRole
from caseline.schema.mention import Exclusion, Label

_GIVING = frozenset({Label.DOSE, Label.ROUTE, Label.FREQUENCY, Label.DOSE_ORDINAL})
EXPOSURE = _GIVING | {Label.DRUG}
# What a headline tells of all patients together is the detail of none.
_DETAILS = _GIVING | {Label.THERAPY}


@dataclass(frozen=True)
class Person:
    """A patient, the introductions of that patient, and the sentences told of them.

    Args:
        parts: Of sentences that tell of several, the half-open characters told of this one.
        exposed: Sentences on the mother whose drugs reached this child; where they are hers alone, nothing else
            in them is the child's.
        kin: What the patient is to another patient of the report.
        headlines: Sentences that announce several patients together.
    """

    introductions: tuple[Introduction, ...]
    sentences: frozenset[int]
    parts: Mapping[int, Stretches] = field(default_factory=dict)
    exposed: frozenset[int] = frozenset()
    kin: KinRole | None = None
    headlines: frozenset[int] = frozenset()

    def owns(self, mention: Found) -> bool:
        """Says whether a mention is told of this patient."""
        exposed = mention.sentence in self.exposed and mention.label in EXPOSURE
        if exposed or mention.sentence not in self.sentences:
            return exposed
        if mention.sentence in self.headlines and mention.label in _DETAILS:
            return False
        stretches = self.parts.get(mention.sentence)
        return stretches is None or any(start <= mention.start < end for start, end in stretches)


def people(
    narrative: Narrative,
    subjects: Sequence[Subject],
    excluded: Sequence[Exclusion | None],
    report: Report | None = None,
) -> tuple[Person, ...]:
    """Returns the patients in the order of their introduction; none where nobody is told of.

    `report` is what `report_of` returns for the sentences, where it is known already.
    """
    report = report or report_of(narrative.sentences)
    introductions = find_introductions(narrative, subjects, excluded)
    groups = grouped(introductions, series=report.series)
    told = frozenset(
        sentence.index for sentence in narrative.sentences if subjects[sentence.index] is not Subject.PAGE
    )
    if not groups:
        return (Person((), told),) if _tells_of_a_case(narrative, subjects, excluded, report) else ()
    if len(groups) == 1 or _are_kin(narrative, groups, excluded):
        return _with_child(narrative, excluded, Person(tuple(introductions), told))
    owners = share(groups, narrative, told)
    plural = plural_sex(narrative, len(groups), subjects, excluded)
    if plural and not any(item.sex for group in groups for item in group):
        groups = [[*group, plural] for group in groups]
    return tuple(
        Person(tuple(group), owned.sentences, owned.parts, headlines=owned.headlines)
        for group, owned in zip(groups, owners, strict=True)
    )


def _are_kin(
    narrative: Narrative, groups: Sequence[Sequence[Introduction]], excluded: Sequence[Exclusion | None]
) -> bool:
    """Says whether two patients are a mother and the newborn told of behind her."""
    if len(groups) != 2 or not all(map(newborn, groups[1])):
        return False
    link = kin_of(narrative, groups[0], excluded)
    if link is None:
        return False
    theirs = link.child | link.cuts.keys() | {groups[0][0].sentence}
    return all(item.sentence in theirs for item in groups[1])


def _with_child(
    narrative: Narrative, excluded: Sequence[Exclusion | None], person: Person
) -> tuple[Person, ...]:
    """Returns a mother and the newborn that something happened to; otherwise the person alone."""
    link = kin_of(narrative, person.introductions, excluded)
    if link is None:
        through = reached(narrative.sentences) if is_newborn(person.introductions) else frozenset()
        return (replace(person, exposed=through & person.sentences),)
    mother, child = _mother(narrative, person, link), _child(narrative, person, link)
    return (mother, child) if link.mother_ill else (replace(child, kin=None),)


def _mother(narrative: Narrative, person: Person, link: Link) -> Person:
    own = person.sentences - link.child
    return Person(
        tuple(item for item in person.introductions if not _of_child(item, link)),
        own,
        {index: ((narrative.sentences[index].start, cut),) for index, cut in link.cuts.items()},
        kin=KinRole.MOTHER,
    )


def _child(narrative: Narrative, person: Person, link: Link) -> Person:
    return Person(
        tuple(item for item in person.introductions if _of_child(item, link)),
        (link.child | link.shared | link.cuts.keys()) & person.sentences,
        {index: ((cut, narrative.sentences[index].end),) for index, cut in link.cuts.items()},
        exposed=person.sentences - link.child,
        kin=KinRole.CHILD,
    )


def _of_child(introduction: Introduction, link: Link) -> bool:
    if introduction.sentence == link.first:
        return introduction.age is not None and newborn(introduction)
    cut = link.cuts.get(introduction.sentence)
    told = introduction.sentence in link.child or (cut is not None and introduction.start >= cut)
    return told and newborn(introduction)


def _tells_of_a_case(
    narrative: Narrative, subjects: Sequence[Subject], excluded: Sequence[Exclusion | None], report: Report
) -> bool:
    """Says whether a text without an introduction names a patient, announces a case or tells its course.

    A title or a course is enough only in a short text that is no study's, where drug and effect are told.
    """
    own = [item for item in narrative.sentences if subjects[item.index] is Subject.PATIENT]
    many = any(map(of_many, own))
    if any((names_patient(item) and not of_many(item)) or announces(item) for item in own):
        return True
    if report.study or many or not report.short:
        return False
    ill_at_all = False
    terse = False
    for sentence in own:
        labels = {m.label for m in narrative.by_sentence[sentence.index] if excluded[m.index] is None}
        ill, treated = bool(labels & DISEASES), bool(labels & TREATMENTS)
        ill_at_all |= ill
        terse |= tells_tersely(sentence) and not tells_in_general(sentence, tense=False)
        if is_title(sentence, own=report.own) and (ill and treated):
            return True
        if (tells_course(sentence) and (ill or treated)) or (
            ill and treated and (tells_of_few(sentence) or not tells_in_general(sentence))
        ):
            return True
    return ill_at_all and terse
