"""What lists show of a record, worked out once when it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caseline.evaluation.mentions import evidence_of
from caseline.evaluation.parts import items_of
from caseline.review.search import folded
from caseline.schema.base import Part
from caseline.schema.case import Case, DrugRole
from caseline.schema.report import CaseReport
from caseline.summary.words import age_words


class CaseRow(Part):
    """A case in a list."""

    age: str | None
    sex: str | None
    suspects: tuple[str, ...]
    events: tuple[str, ...]
    outcome: str | None


class Summary(Part):
    """A record in a list.

    `lowest` is the lowest score of a mention that a case rests on; null where none has one.
    """

    source: str | None
    title: str | None
    year: int | None
    lowest: float | None
    cases: tuple[CaseRow, ...]


def summary_of(report: CaseReport) -> Summary:
    """Returns what lists show of a record."""
    used = evidence_of(report.cases)
    scores = [found.score for found in report.mentions if found.id in used and found.score is not None]
    return Summary(
        source=report.document.source,
        title=report.document.title,
        year=report.document.year,
        lowest=min(scores, default=None),
        cases=tuple(map(_row, report.cases)),
    )


def row_of(key: str, report: CaseReport) -> dict[str, Any]:
    """Returns what lists show of a record, with its key."""
    return {"key": key, **summary_of(report).model_dump(mode="json")}


def names_in(report: CaseReport) -> str:
    """Returns the names that a record gives, title and source among them, ready to be searched."""
    return folded("\n".join(dict.fromkeys(_names(report))))


def _row(case: Case) -> CaseRow:
    patient = case.patient
    return CaseRow(
        age=age_words(patient.age) if patient.age else None,
        sex=patient.sex.value.value if patient.sex else None,
        suspects=tuple(drug.name for drug in case.drugs if drug.role is not DrugRole.CONCOMITANT),
        events=tuple(event.name for event in case.events),
        outcome=case.outcome.status.value if case.outcome else None,
    )


def _names(report: CaseReport) -> Iterator[str]:
    document = report.document
    yield from (str(told) for told in (document.title, document.source, document.year) if told is not None)
    for case in report.cases:
        for item in items_of(case):
            yield item.name
            yield from (code.display or "" for code in item.codes)
