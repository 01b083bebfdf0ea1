"""Which mentions a corpus has a say on, and which of them its annotators marked.

A mention is right when a gold span of its label has the very same characters. The corpora mark different
things, so each judges only what it would have marked:

- PHEE marks drugs and diseases only where they take part in an event. It judges a DRUG, EVENT or DISORDER
  that overlaps one of its own, and has no say on others. It alone tells events from disorders.
- BC5CDR and MACCROBAT mark every chemical or medication, every disease or sign: what they left unmarked is
  wrong. A disease is right there whether it was called an event or a disorder.
- PHEE marks an effect with all that is said of it, and a list of effects as one span; the others mark the
  names in it. So of mentions within one another it judges the outer ones, they the inner ones.
- Ages, sexes, doses, routes, frequencies, times and durations are judged by PHEE and MACCROBAT, wherever they
  stand. PHEE marks those of the treatment only, so their scores are rather too low than too high.
- MACCROBAT hides drugs and diseases in its spans of history; it has no say on what lies in one.

DOSE_ORDINAL, OUTCOME, CAUSALITY and POPULATION are marked by no corpus as a record means them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from caseline.schema.mention import Label
from caseline.training.texts import LabelledSpan, LabelledText

_DISEASES = frozenset({Label.EVENT, Label.DISORDER})
_INNER, _OUTER = frozenset({"member"}), frozenset({"list", "wide"})
_THINGS = _DISEASES | {Label.DRUG, Label.THERAPY}


class Candidate(NamedTuple):
    """A mention as the pipeline found it: half-open characters, label, and what speaks for it."""

    start: int
    end: int
    label: str
    features: Mapping[str, float]


@dataclass(frozen=True)
class Judge:
    """A corpus's say.

    `marks`: for each label of the record those of the corpus that mean it. `everywhere`: labels whose
    unmarked mentions are wrong; of others only those are judged that overlap a span of `near`. `widest`:
    whether it marks the outer of two mentions, rather than the inner. `hiding`: the corpus's labels whose spans hide drugs and diseases.
    """

    marks: Mapping[Label, frozenset[str]]
    everywhere: frozenset[Label]
    near: Mapping[Label, frozenset[str]]
    widest: bool
    hiding: frozenset[str] = frozenset()

    def judge(self, mention: Candidate, text: LabelledText) -> bool | None:
        """Says whether a mention is right, None when the corpus has no say on it."""
        label = Label(mention.label)
        gold = self.marks.get(label)
        if gold is None or self._is_of_others(label, mention, text.spans):
            return None
        if any((span.start, span.end) == (mention.start, mention.end) for span in _of(text, gold)):
            return True
        if label in self.everywhere:
            return False
        return False if any(_touch(mention, span) for span in _of(text, self.near[label])) else None

    def _is_of_others(self, label: Label, mention: Candidate, spans: Iterable[LabelledSpan]) -> bool:
        if mention.features.keys() & (_INNER if self.widest else _OUTER):
            return True
        return label in _THINGS and any(
            span.start <= mention.start and mention.end <= span.end
            for span in spans
            if span.label in self.hiding
        )


def _of(text: LabelledText, labels: frozenset[str]) -> list[LabelledSpan]:
    return [span for span in text.spans if span.label in labels]


def _touch(mention: Candidate, span: LabelledSpan) -> bool:
    return span.start < mention.end and mention.start < span.end


def _marks(**labels: str) -> Mapping[Label, frozenset[str]]:
    return {Label(label): frozenset(names.split()) for label, names in labels.items()}


_PHEE_LABELS = "DRUG EVENT DISORDER AGE SEX ETHNICITY DOSE ROUTE FREQUENCY TIME DURATION".split()
_PHEE_DISEASES = frozenset({"EVENT", "DISORDER"})
_BC5CDR = _marks(DRUG="Chemical", EVENT="Disease", DISORDER="Disease")
_MACCROBAT = _marks(
    DRUG="Medication",
    THERAPY="Therapeutic_procedure",
    EVENT="Sign_symptom Disease_disorder",
    DISORDER="Sign_symptom Disease_disorder",
    AGE="Age",
    SEX="Sex",
    DOSE="Dosage",
    ROUTE="Administration",
    FREQUENCY="Frequency",
    TIME="Date Time",
    DURATION="Duration",
    BODY_SITE="Biological_structure",
    SEVERITY="Severity",
)

JUDGES: Mapping[str, Judge] = {
    "phee": Judge(
        marks={Label(label): frozenset({label}) for label in _PHEE_LABELS},
        everywhere=frozenset(map(Label, _PHEE_LABELS)) - _THINGS,
        near={
            Label.DRUG: frozenset({"DRUG"}),
            Label.EVENT: _PHEE_DISEASES,
            Label.DISORDER: _PHEE_DISEASES,
        },
        widest=True,
    ),
    "bc5cdr": Judge(marks=_BC5CDR, everywhere=frozenset(_BC5CDR), near={}, widest=False),
    "maccrobat": Judge(
        marks=_MACCROBAT,
        everywhere=frozenset(_MACCROBAT),
        near={},
        widest=False,
        hiding=frozenset({"History", "Family_history", "Coreference"}),
    ),
}
# For the table's readers: what the score of a label rests on.
BASIS: Mapping[str, str] = {
    "DRUG": "Chemical of BC5CDR, Medication of MACCROBAT; Drug of PHEE where a mention overlaps one",
    "EVENT": "Effect of PHEE where a mention overlaps an effect or disorder; Disease of BC5CDR, "
    "Sign_symptom or Disease_disorder of MACCROBAT, which do not tell events from disorders",
    "DISORDER": "Disorder of PHEE where a mention overlaps an effect or disorder; Disease of BC5CDR, "
    "Sign_symptom or Disease_disorder of MACCROBAT, which do not tell events from disorders",
    "THERAPY": "Therapeutic_procedure of MACCROBAT",
    "AGE": "Subject.Age of PHEE, Age of MACCROBAT",
    "SEX": "Subject.Gender of PHEE, Sex of MACCROBAT",
    "ETHNICITY": "Subject.Race of PHEE",
    "DOSE": "Treatment.Dosage of PHEE, Dosage of MACCROBAT",
    "ROUTE": "Treatment.Route of PHEE, Administration of MACCROBAT",
    "FREQUENCY": "Treatment.Freq of PHEE, Frequency of MACCROBAT",
    "TIME": "Treatment.Time_elapsed of PHEE, Date or Time of MACCROBAT",
    "DURATION": "Treatment.Duration of PHEE, Duration of MACCROBAT",
    "BODY_SITE": "Biological_structure of MACCROBAT",
    "SEVERITY": "Severity of MACCROBAT",
}
