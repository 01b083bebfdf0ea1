"""A record as a row of the list of records."""

from __future__ import annotations

from typing import Any

from caseline.schema.case import Case, DrugRole
from caseline.schema.report import CaseReport
from caseline.summary.words import age_words


def row_of(key: str, report: CaseReport) -> dict[str, Any]:
    """Returns what a list shows of a record: where it comes from, and each of its cases in few words.

    `lowest` is the lowest score of a mention that a case uses, null where none has one.
    """
    document = report.document
    return {
        "key": key,
        "source": document.source,
        "title": document.title,
        "year": document.year,
        "lowest": _lowest(report),
        "cases": [_case(case) for case in report.cases],
    }


def _case(case: Case) -> dict[str, Any]:
    patient = case.patient
    return {
        "age": age_words(patient.age) if patient.age else None,
        "sex": patient.sex.value if patient.sex else None,
        "suspects": [drug.name for drug in case.drugs if drug.role is not DrugRole.CONCOMITANT],
        "events": [event.name for event in case.events],
        "outcome": case.outcome.status if case.outcome else None,
    }


def _lowest(report: CaseReport) -> float | None:
    used = {mention for case in report.cases for mention in _evidence(case.model_dump())}
    scores = (mention.score for mention in report.mentions if mention.id in used)
    return min((score for score in scores if score is not None), default=None)


def _evidence(part: Any) -> set[str]:
    """Returns the mentions that a part of a case, or any part of it, rests on."""
    if isinstance(part, dict):
        found = {mention for name, held in part.items() if name != "evidence" for mention in _evidence(held)}
        return found | set(part.get("evidence", ()))
    if isinstance(part, list | tuple):
        return {mention for held in part for mention in _evidence(held)}
    return set()
