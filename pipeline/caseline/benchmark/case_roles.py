"""Cases on texts of which every treatment and disease is labelled with the part it plays, and some times with what they date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from caseline.benchmark import case_times
from caseline.benchmark.case_counts import CaseCounts, tables
from caseline.benchmark.case_mentions import NAMES_EVENTS, NAMES_THERAPIES, stretches
from caseline.benchmark.case_phee import Reader
from caseline.benchmark.case_times import time_rows
from caseline.benchmark.corpora import Overlap
from caseline.benchmark.scoring import Counts, Extent, count
from caseline.schema.case import Case, ConditionRole, DrugRole
from caseline.schema.report import CaseReport
from caseline.training.role_texts import labels_beside, read_marked
from caseline.training.role_times import LabelledTime, read_times
from caseline.training.texts import LabelledText

_TREATMENTS = {"S": "suspect or interacting", "C": "concomitant", "T": "therapy"}
_DISEASES = {"E": "event", "D": "indication or comorbidity", "H": "history"}
_DRUGS = {DrugRole.SUSPECT: "S", DrugRole.INTERACTING: "S", DrugRole.CONCOMITANT: "C"}
_ROWS = {**_TREATMENTS, **_DISEASES}
TREATMENTS, DISEASES = "treatments", "diseases"


@dataclass(frozen=True, slots=True)
class RoleCases:
    """The gold of the marked texts, and their phrases of time by the id of the text, where they are labelled."""

    texts: tuple[LabelledText, ...]
    times: Mapping[str, Sequence[LabelledTime]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> RoleCases:
        """Reads a file of marked texts, and the labels of their times from `NAME-times.jsonl` beside it, if there is one.

        Raises:
            ReadingError: When one is malformed.
        """
        texts = tuple(read_marked(path))
        return cls(texts, labels_beside(path, "times", texts, read_times))

    def count(self, records: Sequence[CaseReport], _read: Reader) -> Iterator[CaseCounts]:
        """Yields the counts of the documents; `records` has the record of each."""
        rows = tables(len(self.texts), _ROWS.values())
        for place, (text, report) in enumerate(zip(self.texts, records, strict=True)):
            found = _found(report)
            for code, label in _ROWS.items():
                gold = [(span.start, span.end) for span in text.spans if span.label[0] == code]
                rows[label][place] = count(gold, found.get(code, ()), Overlap.LONGEST)
        totals: Mapping[str, tuple[str, ...]] = {
            TREATMENTS: tuple(_TREATMENTS.values()),
            DISEASES: tuple(_DISEASES.values()),
        }
        shares: Mapping[str, Counts] = {}
        if self.times:
            when, shares = time_rows([self.times.get(text.id) for text in self.texts], records)
            rows, totals = {**rows, **when}, {**totals, **case_times.totals()}
        yield CaseCounts("roles", "documents", rows, totals, shares)


def _found(report: CaseReport) -> Mapping[str, list[Extent]]:
    """Returns where the mentions stand that are evidence of a part, by its code."""
    found: dict[str, list[Extent]] = {}
    for case in report.cases:
        for code, keys in _parts(case):
            labels = NAMES_THERAPIES if code in _TREATMENTS else NAMES_EVENTS
            found.setdefault(code, []).extend(
                extent
                for mention in report.mentions
                if mention.id in keys and mention.label in labels
                for extent in stretches(mention)
            )
    return found


def _parts(case: Case) -> Iterator[tuple[str, Iterable[str]]]:
    for drug in case.drugs:
        yield _DRUGS[drug.role], frozenset(drug.evidence)
    for therapy in case.therapies:
        yield "T", frozenset(therapy.evidence)
    for event in case.events:
        yield "E", frozenset(event.evidence)
    for condition in case.conditions:
        yield "H" if condition.role is ConditionRole.HISTORY else "D", frozenset(condition.evidence)
