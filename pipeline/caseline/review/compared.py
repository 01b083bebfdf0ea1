"""Two records of one text, compared once: what agreement counts, kept for as long as neither changes."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from caseline.evaluation import evaluate
from caseline.evaluation.fields import FIELDS, deciding_mode
from caseline.review.judgements import Choice, judgements
from caseline.schema.report import CaseReport


class Counts(NamedTuple):
    """Values of a field on the first side, on the second, and on both."""

    first: int
    second: int
    both: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What two records have in common: values by field, and decisions on the same things."""

    counts: Mapping[str, Counts]
    choices: tuple[Choice, ...]


class Comparisons:
    """Comparisons that were made, so that after a new decision only its record is compared anew."""

    def __init__(self) -> None:
        self._known: dict[bytes, Compared] = {}
        self._lock = threading.Lock()

    def of(self, first: str, second: str) -> Compared:
        """Returns the comparison of two records, given as JSON."""
        key = b"".join(hashlib.sha256(text.encode()).digest() for text in (first, second))
        # One at a time: two callers would only make each other wait.
        with self._lock:
            if key not in self._known:
                self._known[key] = _compare(*map(CaseReport.model_validate_json, (first, second)))
            return self._known[key]


def _compare(first: CaseReport, second: CaseReport) -> Compared:
    report = evaluate({first.document.id: first}, {second.document.id: second})
    counts = {}
    for field in FIELDS:
        score = report.score(field, deciding_mode(field))
        # What gold would have no say on counts: both sides were seen whole.
        if score is not None and score.gold + score.predicted + score.unjudged:
            counts[field] = Counts(score.gold, score.predicted + score.unjudged, score.matched)
    return Compared(counts, tuple(judgements(first, second)))
