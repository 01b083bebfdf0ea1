"""Cases on MACCROBAT: the patient, therapies, outcomes, and what is denied or doubted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from caseline.benchmark.case_counts import SHARE_COLUMNS, CaseCounts, tables
from caseline.benchmark.case_mentions import (
    NAMES_EVENTS,
    denied,
    doubted,
    in_drugs,
    in_therapies,
    is_touched,
    stretches,
)
from caseline.benchmark.case_patients import is_age, read_age, read_sex
from caseline.benchmark.case_phee import Reader
from caseline.benchmark.corpora import Overlap
from caseline.benchmark.scoring import Extent, count, touches
from caseline.schema.case import Patient
from caseline.schema.mention import Label
from caseline.schema.report import CaseReport
from caseline.training.brat_marks import Mark, MarkedText, read_brat_marks

AGE, SEX, ONE_CASE = "age of the patient", "sex of the patient", "exactly one case"
MEDICATION, PROCEDURE = "Medication", "Therapeutic_procedure"
THERAPY, OUTCOME = "therapy", "OUTCOME"
_IN_THERAPY = {label: f"{label} in a therapy" for label in (MEDICATION, PROCEDURE)}
_IN_CASE = f"{MEDICATION} in a therapy or a drug"
NEGATED, NOT_NEGATED = "NEG, told as negated", "others, not told as negated"
DOUBTED, NOT_DOUBTED = "UNCERTAIN or MAYBE, told with doubt", "others, told without doubt"
_SHARES = (
    *(AGE, SEX, ONE_CASE),
    *(*_IN_THERAPY.values(), _IN_CASE),
    *(NEGATED, NOT_NEGATED, DOUBTED, NOT_DOUBTED),
)
_FINDINGS = frozenset({"Sign_symptom", "Disease_disorder"})
_NEG = "NEG"
_DOUBT = frozenset({"UNCERTAIN", "MAYBE_POS", "MAYBE_NEG"})


@dataclass(frozen=True, slots=True)
class MaccrobatCases:
    """The gold of MACCROBAT for cases."""

    texts: tuple[MarkedText, ...]

    @classmethod
    def read(cls, path: Path) -> MaccrobatCases:
        """Reads a folder of brat files.

        Raises:
            ReadingError: When it is malformed.
            AlignmentError: When offsets do not select the annotation's text.
        """
        return cls(tuple(read_brat_marks(path)))

    def count(self, records: Sequence[CaseReport], _read: Reader) -> Iterator[CaseCounts]:
        """Yields the counts of the documents; `records` has the record of each."""
        rows = tables(len(self.texts), (THERAPY, OUTCOME))
        shares = tables(len(self.texts), _SHARES, SHARE_COLUMNS)
        for place, (text, report) in enumerate(zip(self.texts, records, strict=True)):
            rows[THERAPY][place] = _count_therapies(text, report)
            rows[OUTCOME][place] = _count_outcomes(text, report)
            for label, hits, whole in (*_patient(text, report), *_given(text, report), *_told(text, report)):
                shares[label][place] += np.array((hits, whole))
        yield CaseCounts("maccrobat", "documents", rows, {}, shares)


def _patient(text: MarkedText, report: CaseReport) -> Iterator[tuple[str, bool, bool]]:
    """Yields what is right of the first case; ages and sexes that no word of their annotation tells are out."""
    patient = report.cases[0].patient if report.cases else Patient()
    yield ONE_CASE, len(report.cases) == 1, True
    age = _first(text, "Age")
    if age is not None and (years := read_age(age.text)) is not None:
        yield AGE, is_age(years, patient.age), True
    sex = _first(text, "Sex")
    if sex is not None and (told := read_sex(sex.text)) is not None:
        yield SEX, patient.sex is not None and patient.sex.value is told, True


def _first(text: MarkedText, label: str) -> Mark | None:
    return next((mark for mark in text.marks if mark.label == label), None)


def _count_therapies(text: MarkedText, report: CaseReport) -> tuple[int, ...]:
    """Counts what therapies rest on; what is marked as not given, or as stopped, counts on neither side."""
    gold = _parts(text, frozenset({MEDICATION, PROCEDURE}), negated=False)
    apart = _parts(text, frozenset({MEDICATION, PROCEDURE}), negated=True)
    found = [extent for mention in in_therapies(report) for extent in stretches(mention)]
    judged = [extent for extent in found if touches(extent, gold) or not touches(extent, apart)]
    return count(gold, judged, Overlap.INNERMOST)


def _count_outcomes(text: MarkedText, report: CaseReport) -> tuple[int, ...]:
    gold = [part for mark in text.marks if mark.label == "Outcome" for part in mark.parts]
    mentions = (mention for mention in report.mentions if mention.label is Label.OUTCOME)
    return count(gold, [extent for found in mentions for extent in stretches(found)], Overlap.INNERMOST)


def _given(text: MarkedText, report: CaseReport) -> Iterator[tuple[str, int, int]]:
    """Yields how many of the annotations that are not NEG have a part that a therapy, or a drug, rests on."""
    therapies = [extent for mention in in_therapies(report) for extent in stretches(mention)]
    drugs = [extent for mention in in_drugs(report) for extent in stretches(mention)]
    for label, share in _IN_THERAPY.items():
        marks = [mark for mark in text.marks if mark.label == label and _NEG not in mark.polarity]
        yield share, sum(is_touched(mark.parts, therapies) for mark in marks), len(marks)
        if label == MEDICATION:
            yield _IN_CASE, sum(is_touched(mark.parts, [*therapies, *drugs]) for mark in marks), len(marks)


def _told(text: MarkedText, report: CaseReport) -> Iterator[tuple[str, bool, bool]]:
    """Yields, for signs and diseases that are marked as denied or doubted and for the others, what is told."""
    absent, unsure = denied(report, NAMES_EVENTS), doubted(report, NAMES_EVENTS)
    for mark in text.marks:
        if mark.label in _FINDINGS:
            negated, uncertain = _NEG in mark.polarity, bool(_DOUBT & set(mark.polarity))
            is_negated, is_unsure = is_touched(mark.parts, absent), is_touched(mark.parts, unsure)
            yield NEGATED if negated else NOT_NEGATED, is_negated is negated, True
            yield DOUBTED if uncertain else NOT_DOUBTED, is_unsure is uncertain, True


def _parts(text: MarkedText, labels: frozenset[str], *, negated: bool) -> list[Extent]:
    return [
        part
        for mark in text.marks
        if mark.label in labels and (_NEG in mark.polarity) is negated
        for part in mark.parts
    ]
