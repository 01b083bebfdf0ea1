"""Predictions for gold records: their own texts, taken through a pipeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from caseline.batch.outcomes import Failure
from caseline.batch.work import Extract, guarded
from caseline.reading import article_from_text
from caseline.schema.document import Document
from caseline.schema.report import CaseReport


def predict(
    gold: Mapping[str, CaseReport], *, extract: Extract, on_failure: Callable[[Failure], None]
) -> dict[str, CaseReport]:
    """Returns a record for each gold record's text, by document id; one that fails is left out."""
    predicted: dict[str, CaseReport] = {}
    for key, known in gold.items():
        found = guarded(known.document.source or key, partial(_predicted, known.document, extract))
        if isinstance(found, Failure):
            on_failure(found)
        else:
            predicted[found.document.id] = found
    return predicted


def _predicted(document: Document, extract: Extract) -> CaseReport:
    return extract(article_from_text(document.text, source=document.source))
