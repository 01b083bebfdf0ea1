"""Who each sentence speaks of: this patient, other patients, the drug in general, a lesson, or the page.

The cues are families of wording; what a sentence says of itself outweighs the section it stands in. They
read lower-cased text, but for those in which a capital means something.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseline.cases import subject_cues as cues
from caseline.cases.announcements import announces, announces_series, is_title, of_study
from caseline.cases.judgements import judges_cause
from caseline.cases.narrative import Sentence
from caseline.schema.document import SectionName


class Subject(StrEnum):
    """Who or what a sentence speaks of."""

    PATIENT = "patient"
    OTHERS = "others"
    GENERAL = "general"
    LESSON = "lesson"
    PAGE = "page"


# One of these stands in every sentence in the first person; asked first, for speed.
_SPEAKING = ("I", "my", "My", "me")
_PAGE = frozenset(
    {SectionName.METADATA, SectionName.BOILERPLATE, SectionName.REFERENCES, SectionName.KEYWORDS}
)
_GENERAL_BY_DEFAULT = frozenset(
    {SectionName.INTRODUCTION, SectionName.DISCUSSION, SectionName.CONCLUSION, SectionName.METHODS}
)
_SHORT = 15  # sentences; a title among more is the heading of a review's section


@dataclass(frozen=True)
class Report:
    """What the whole text says of its patients.

    Args:
        short: Whether it is no longer than an abstract.
        series: Whether it announces several patients of its own.
        study: Whether it has the words of a study.
        own: Whether a short one tells of a patient of its own.
    """

    short: bool = True
    series: bool = False
    study: bool = False
    own: bool = False


def report_of(sentences: Sequence[Sentence]) -> Report:
    """Returns what a whole text says of its patients."""
    told = [sentence for sentence in sentences if sentence.section not in _PAGE]
    short = len(told) <= _SHORT
    study = any(of_study(sentence) and not _joins_trial(sentence.lowered) for sentence in told)
    return Report(
        short=short,
        series=any(map(announces_series, told)),
        study=study,
        own=short and any(_tells_of_own(sentence, study=study) for sentence in told),
    )


def _tells_of_own(sentence: Sentence, *, study: bool) -> bool:
    """Says whether a sentence announces or names a patient of the report, and cites nobody.

    One of many in a study is no patient of the report.
    """
    text = sentence.lowered
    if announces(sentence) or cues.OURS.search(text):
        return True
    text = cues.LONE.sub("", text) if study else text
    named = cues.ANY_PATIENT.search(text) and told_as_done(text)
    return bool(named) and not (cues.ONE_OF_OURS.search(text) or _cites(sentence) or cues.LESSON.search(text))


def subjects(
    sentences: Sequence[Sentence], report: Report | None = None, *, cited: Collection[int] = ()
) -> tuple[Subject, ...]:
    """Returns who each sentence speaks of; a sentence that goes on with others' patients follows them.

    `report` is what `report_of` returns for the sentences, where it is known already; `cited` are the sentences
    that introduce somebody of another report.
    """
    report = report or report_of(sentences)
    found: list[Subject] = []
    for sentence in sentences:
        previous = found[-1] if found else None
        before = sentences[sentence.index - 1] if found else None
        same = before is not None and (
            before.paragraph == sentence.paragraph or cues.DONOR.match(before.lowered) is not None
        )
        found.append(subject(sentence, previous if same else None, report, cited=sentence.index in cited))
    return tuple(found)


def subject(
    sentence: Sentence,
    previous: Subject | None = None,
    report: Report | None = None,
    *,
    cited: bool = False,
) -> Subject:
    """Returns who a sentence speaks of, given who the sentence before it in its paragraph spoke of.

    With `cited` it introduces somebody of another report.
    """
    if sentence.section in _PAGE:
        return Subject.PAGE
    report = report or Report(short=False)
    text = sentence.lowered
    if announces(sentence) and not (cited and not cues.WE_REPORT.search(text)):
        return Subject.PATIENT
    if cues.DONOR.match(text) or _in_passing(text, report):
        return Subject.OTHERS
    ours = bool(cues.OURS.search(text)) or judges_cause(text) or _joins_trial(text)
    if not ours and (cited or (previous is Subject.OTHERS and cues.CONTINUED.match(text))):
        return Subject.OTHERS
    novel = bool(cues.NOVEL.search(text))
    diagnosing = cues.DIAGNOSING.search(text) is not None and not cues.GENERAL.search(text)
    if cues.LESSON.search(text) and not cues.PAST.search(text) and not novel and not diagnosing:
        return Subject.LESSON
    if not ours and not novel and (_cites(sentence) or _counts_others(sentence, report)):
        return Subject.OTHERS
    return _named(sentence, report, ours=ours or novel)


def _joins_trial(text: str) -> bool:
    return cues.JOINED.search(text) is not None and cues.ANY_PATIENT.search(text) is not None


def told_as_done(lowered: str) -> bool:
    """Says whether a sentence, in lower case, tells something as having happened."""
    return cues.PAST.search(lowered) is not None or cues.CAUSED.search(lowered) is not None


def of_relative(sentence: Sentence) -> bool:
    """Says whether a sentence is about a relative: "My husband takes the same tablets"."""
    return cues.RELATIVE.match(sentence.lowered) is not None


def speaks_as_patient(sentence: Sentence) -> bool:
    """Says whether a sentence is told by the patient ("I felt dizzy")."""
    likely = any(word in sentence.text for word in _SPEAKING)
    return likely and cues.FIRST_PERSON.search(sentence.text) is not None


def names_patient(sentence: Sentence) -> bool:
    """Says whether a sentence names its patient, by a noun, an age, a pronoun or in the first person."""
    text = sentence.lowered
    return bool(cues.OURS.search(text) or speaks_as_patient(sentence) or cues.ANY_PATIENT.search(text))


def tells_in_general(sentence: Sentence, *, tense: bool = True) -> bool:
    """Says whether the wording is that of general knowledge, or (with `tense`) tells nothing that happened."""
    text = sentence.lowered
    return bool(cues.GENERAL.search(text)) or (tense and not told_as_done(text))


def _in_passing(text: str, report: Report) -> bool:
    """Says whether a sentence tells of another patient than that of the report: "one of our patients"."""
    lone = not report.series and (report.own or not report.short)
    studied = report.short and report.study and not (report.own or report.series)
    return bool(
        cues.IN_PASSING.search(text)
        or (lone and cues.ONE_OF_OURS.search(text))
        or (studied and cues.LONE.search(text))
    )


def tells_of_few(sentence: Sentence) -> bool:
    """Says whether a sentence tells what happened to a counted few: "two women developed …"."""
    text = sentence.lowered
    return bool(cues.COUNTED_FEW.search(text) and told_as_done(text))


def _cites(sentence: Sentence) -> bool:
    """Says whether a sentence cites; "…, which has rarely been reported" says so only in passing."""
    text = cues.WHICH_IS_KNOWN.sub("", sentence.lowered)
    if text != sentence.lowered and not told_as_done(text):
        text = sentence.lowered
    return bool(cues.OTHERS.search(text) or cues.AUTHORS.search(sentence.text))


def _counts_others(sentence: Sentence, report: Report) -> bool:
    """Says whether a counted group is others': not in a series, nor where a few are told of as of now."""
    text = sentence.lowered
    if not cues.COUNTED.search(text):
        return False
    few = bool(cues.COUNTED_FEW.search(text))
    if not few or (sentence.section in _GENERAL_BY_DEFAULT and not report.short):
        return True
    told = told_as_done(text) or is_title(sentence, own=report.own)
    return not (report.series or (report.short and not report.study and told))


def _named(sentence: Sentence, report: Report, *, ours: bool) -> Subject:
    """Decides by whom a sentence names, then by its wording."""
    text = sentence.lowered
    if ours or speaks_as_patient(sentence):
        return Subject.PATIENT
    if cues.GENERIC.search(text) or cues.ANYBODY.match(text):
        return Subject.GENERAL
    if cues.ANY_PATIENT.search(text):
        return Subject.PATIENT
    if report.series and cues.COUNTED_FEW.search(text):
        return Subject.PATIENT
    if report.short and is_title(sentence, own=report.own):
        return Subject.PATIENT
    return _by_section(sentence)


def _by_section(sentence: Sentence) -> Subject:
    """Decides a sentence that names nobody: by its tense and wording, then by its section."""
    general = bool(cues.GENERAL.search(sentence.lowered))
    past = told_as_done(sentence.lowered)
    if sentence.section in _GENERAL_BY_DEFAULT:
        return Subject.PATIENT if past and not general else Subject.GENERAL
    return Subject.GENERAL if general and not past else Subject.PATIENT
