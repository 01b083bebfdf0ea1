"""Scores of the cases of a pipeline's records, on the corpora that say something of cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from spacy.language import Language

from caseline.benchmark.accuracy import read_records
from caseline.benchmark.case_counts import CaseCounts, score_cases
from caseline.benchmark.case_maccrobat import MaccrobatCases
from caseline.benchmark.case_phee import PheeCases, Reader
from caseline.benchmark.case_roles import RoleCases
from caseline.benchmark.corpora import KINDS, Split
from caseline.benchmark.record import CaseScore
from caseline.schema.report import CaseReport

# What the record with its cases may take, by what its mentions alone take.
TIME_LIMIT = 1.3
PROTOCOL: Mapping[str, str] = {
    "cases, documents": "a text is a case presentation (MACCROBAT), or the sentences of one PMID in their order, "
    "joined by a space (PHEE)",
    "cases, sentences": "a text is a sentence; documents of the bootstrap are PMIDs all the same",
    "role": "gold: drugs of an Adverse_event are suspect, those of a Potential_therapeutic_event only are "
    "treatment, negated and speculated events included; predicted: DRUG mentions that are evidence of a suspect or "
    "interacting drug are suspect, those of any other drug or of a therapy treatment; DRUG mentions in no case are "
    "no prediction; of overlapping spans of one role the longest counts; each part of a discontinuous one is a span",
    "role by name": "the same by text: each wording once, case and punctuation levelled, suspect where any mention "
    "of it is; relaxed: all words of one are in the other",
    "role, both": "the same of drugs that both give a role: gold that touches a prediction of any role (names: is "
    "like one), predictions that touch gold of any role; PHEE marks drugs only where they take part in an event",
    "drug → event": "gold: each drug with each effect of one Adverse_event; predicted: each DRUG mention of a suspect "
    "or interacting drug with each EVENT or DISORDER mention of an event of the same case that lists it in "
    "suspects, both in one sentence; discontinuous ones are stretches, of overlapping drugs and of a drug's "
    "overlapping events the longest counts; strict: the offsets of both, relaxed: a character of both",
    "drug → event, once a sentence": "the same, but the predictions of one drug and one event of the record in one sentence "
    "are one: PHEE marks one name of a drug that a sentence names twice ('propylthiouracil (PTU)'); strict: one of them is exact",
    "suspects listed by events": "of the suspects that an event of a case lists, once for each sentence with mentions "
    "of both, the share that gold marks: some pair of these mentions touches a pair of gold; two names of a drug in a "
    "sentence are one suspect, a list of events counts for each of its members",
    "Negated": "of PHEE's events with that value the share of which an effect (or, without any, a drug) touches a "
    "mention that is negated, or excluded as negated or ruled out; of the others the share of which none does",
    "Speculated": "the same with mentions that are uncertain or hypothetical, or evidence of an event that is uncertain "
    "or whose causality is possible",
    "patient": "of the documents with an Age (Sex) annotation that tells one, the first of it, those whose first case "
    "has that age in that unit (that sex); twelve months are a year, seven days a week, a decade both its bounds",
    "therapy": "gold: Medication and Therapeutic_procedure; predicted: DRUG and THERAPY mentions that are evidence "
    "of a therapy; spans that are NEG, not given or stopped, count on neither side; overlap: innermost",
    "OUTCOME": "gold: Outcome; predicted: OUTCOME mentions, whatever they are excluded for; overlap: innermost",
    "NEG, UNCERTAIN": "of Sign_symptom and Disease_disorder with that polarity, as Negated and Speculated",
    "roles": "of marked texts, by mention: gold: stretches marked as suspect, concomitant, therapy, event, condition or "
    "history; predicted: DRUG and THERAPY, or EVENT and DISORDER, mentions that are evidence of such a part; of "
    "overlapping ones of one part the longest counts",
    "time of": "of marked texts whose phrases of time are labelled: gold: phrases that date an onset, a start and so on; "
    "predicted: TIME and DURATION mentions that are evidence of such a step of the timeline; of what: of the phrases whose "
    "labels name what is dated, those touched by a time of a step that is of it; day: of those whose day from the first "
    "exposure readers worked out, those whose step is of that day, give or take one or a tenth; bounds count that leave a "
    "week open at most, or as much as the labels, or a tenth either way",
    "cases, interval": "of shares as of F1: percentile bootstrap over documents",
    "cases, time": "text to mentions and text to mentions and cases, without JSON; processor time, in rounds that "
    f"take turns; the second should take at most {TIME_LIMIT} times the first",
}


class CaseGold(Protocol):
    """What a corpus says of cases."""

    def count(self, records: Sequence[CaseReport], read: Reader, /) -> Iterator[CaseCounts]:
        """Yields counts; `records` are those of the corpus's texts, `read` gives those of other texts."""


_READERS: Mapping[str, Callable[[Path], CaseGold]] = {
    "phee": PheeCases.read,
    "maccrobat": MaccrobatCases.read,
    "roles": RoleCases.read,
}


def read_case_gold(name: str, path: Path, split: Split) -> CaseGold | None:
    """Reads what a part of a corpus says of cases, from where `read_corpus` reads it; None if nothing.

    Raises:
        ReadingError: When it is malformed.
        AlignmentError: When an annotation does not select its text.
    """
    reader = _READERS.get(name)
    return reader(KINDS[name].locate(path, split)) if reader else None


def score_case_gold(
    nlp: Language, gold: CaseGold, records: Sequence[CaseReport], *, seed: int, resamples: int
) -> tuple[CaseScore, ...]:
    """Returns the scores of a pipeline's cases; `records` are those of the corpus's texts."""
    counted = gold.count(records, lambda texts: read_records(nlp, texts))
    return tuple(score_cases(counts, seed=seed, resamples=resamples) for counts in counted)
