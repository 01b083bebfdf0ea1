"""What a worker does with one paper: read it, look whether it is wanted, and make its record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from caseline.batch.outcomes import Failure, Made, Outcome, Without
from caseline.errors import DOCUMENT_FAULTS, CaselineError, ReadingError
from caseline.reading import Article
from caseline.reading.case_reports import is_case_report
from caseline.reading.pieces import Piece
from caseline.reading.sources import read_piece
from caseline.schema.report import CaseReport

T = TypeVar("T")
Extract = Callable[[Article], CaseReport]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How records are made: all that another process needs to know.

    Attributes:
        config: The pipeline, as for `caseline.load`.
        min_score: Mentions of a lower score are left out.
        case_reports: Whether other papers than case reports are left aside.
        meddra: Folder of a MedDRA release of the user's own, for its codes.
        terminologies: CSV files of names and codes of the user's own.
    """

    config: str = "default"
    min_score: float | None = None
    case_reports: bool = False
    meddra: str = ""
    terminologies: tuple[str, ...] = ()

    def load(self) -> Extract:
        """Loads the pipeline; returns what makes a record of an article.

        Raises:
            ConfigError: When there is none, it cannot be built, or it gives no scores to choose by.
            LexiconError: When a row of a terminology of the user's own cannot be used.
        """
        from caseline import pipeline  # noqa: PLC0415 - takes seconds, so only where one is needed

        nlp = pipeline.load(self.config)
        if self.meddra or self.terminologies:
            pipeline.add_terminologies(nlp, meddra=self.meddra, terminologies=self.terminologies)
        if self.min_score is not None:
            pipeline.check_min_score(nlp, self.min_score)
        return partial(pipeline.extract_article, nlp, min_score=self.min_score)


def process(piece: Piece, *, extract: Extract, case_reports: bool = False) -> Outcome:
    """Returns the record of a paper, or why there is none."""

    def make() -> Outcome:
        article = read_piece(piece)
        if case_reports and not (verdict := is_case_report(article)).is_report:
            return Failure(piece.source, f"is no case report: {verdict.reason}", kind=Without.FILTERED)
        report = extract(article)
        return Made(piece.source, report.document.id, report.to_json().encode())

    return guarded(piece.source, make)


def guarded(source: str, make: Callable[[], T]) -> T | Failure:
    """Returns what `make` gives, or what is wrong with the paper: one never stops the others."""
    try:
        return make()
    except ReadingError as error:
        return Failure(error.path, error.reason, error.where, name=source)
    except CaselineError as error:
        return Failure(source, str(error))
    except DOCUMENT_FAULTS as error:
        detail = " ".join(f"{type(error).__name__}: {error}".split())
        return Failure(source, f"could not be processed, which is a fault of Caseline ({detail})")
