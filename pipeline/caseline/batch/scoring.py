"""Predictions for gold records: their own texts, taken through a pipeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from caseline.batch.run import Failure, extract_each
from caseline.reading import Article, article_from_text
from caseline.schema.report import CaseReport


def predict(
    gold: Mapping[str, CaseReport],
    *,
    extract: Callable[[Article], CaseReport],
    on_failure: Callable[[Failure], None],
) -> dict[str, CaseReport]:
    """Returns a record for each gold record's text, by document id; one that fails is left out."""

    def read(key: str) -> Article:
        document = gold[key].document
        return article_from_text(document.text, source=document.source)

    def name(failure: Failure) -> None:
        known = gold.get(failure.source)
        on_failure(Failure((known and known.document.source) or failure.source, failure.reason))

    reports = extract_each(gold, read=read, extract=extract, on_failure=name)
    return {report.document.id: report for report in reports}
