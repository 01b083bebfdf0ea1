"""Cases on texts of which every treatment and disease is labelled with the part it plays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from caseline.benchmark.case_counts import CaseCounts, tables
from caseline.benchmark.case_mentions import NAMES_EVENTS, NAMES_THERAPIES, stretches
from caseline.benchmark.case_phee import Reader
from caseline.benchmark.corpora import Overlap
from caseline.benchmark.scoring import Extent, count
from caseline.schema.case import Case, ConditionRole, DrugRole
from caseline.schema.report import CaseReport
from caseline.training.role_texts import read_marked
from caseline.training.texts import LabelledText

_TREATMENTS = {"S": "suspect or interacting", "C": "concomitant", "T": "therapy"}
_DISEASES = {"E": "event", "D": "indication or comorbidity", "H": "history"}
_DRUGS = {DrugRole.SUSPECT: "S", DrugRole.INTERACTING: "S", DrugRole.CONCOMITANT: "C"}
_ROWS = {**_TREATMENTS, **_DISEASES}
TREATMENTS, DISEASES = "treatments", "diseases"


@dataclass(frozen=True, slots=True)
class RoleCases:
    """The gold of the marked texts."""

    texts: tuple[LabelledText, ...]

    @classmethod
    def read(cls, path: Path) -> RoleCases:
        """Reads a file of marked texts.

        Raises:
            ReadingError: When it is malformed.
        """
        return cls(tuple(read_marked(path)))

    def count(self, records: Sequence[CaseReport], _read: Reader) -> Iterator[CaseCounts]:
        """Yields the counts of the documents; `records` has the record of each."""
        rows = tables(len(self.texts), _ROWS.values())
        for place, (text, report) in enumerate(zip(self.texts, records, strict=True)):
            found = _found(report)
            for code, label in _ROWS.items():
                gold = [(span.start, span.end) for span in text.spans if span.label[0] == code]
                rows[label][place] = count(gold, found.get(code, ()), Overlap.LONGEST)
        totals = {TREATMENTS: tuple(_TREATMENTS.values()), DISEASES: tuple(_DISEASES.values())}
        yield CaseCounts("roles", "documents", rows, totals)


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
