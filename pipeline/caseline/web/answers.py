"""What becomes of one paper in a worker process: its record, or why there is none."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from caseline.errors import DOCUMENT_FAULTS, CaselineError, ConfigError, ReadingError
from caseline.reading import Article
from caseline.schema.report import CaseReport
from caseline.web.articles import article_of
from caseline.web.errors import ErrorCode, Problem, ServiceError
from caseline.web.messages import Failed, Paper, Record

Extract = Callable[[Article, float | None], CaseReport]


def answer(paper: Paper, data: bytes, *, extract: Extract) -> tuple[Record | Failed, bytes]:
    """Returns the record as `caseline extract` writes it, a line; or what is wrong, and no bytes."""
    try:
        report = extract(article_of(paper, data), paper.min_score)
        record = report.to_json().encode() + b"\n"
    except ReadingError as error:
        reason = f"{error.path}: {error.reason}"
        return _failed(ErrorCode.UNREADABLE, reason, where=error.where)
    except ServiceError as error:
        return Failed(problem=error.problem), b""
    except ConfigError as error:
        return _failed(ErrorCode.MALFORMED, str(error), where="query.min_score")
    except CaselineError as error:
        return _failed(ErrorCode.UNREADABLE, str(error))
    except DOCUMENT_FAULTS as error:
        reason = f"this paper could not be processed, which is a fault of Caseline ({place(error)})"
        return _failed(ErrorCode.FAULT, reason)
    return Record(size=len(record)), record


def place(error: BaseException) -> str:
    """Returns what an error is and where it arose, and nothing of its message, which may quote a paper."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def _failed(code: ErrorCode, reason: str, *, where: str | None = None) -> tuple[Failed, bytes]:
    return Failed(problem=Problem(code=code, reason=reason, where=where)), b""
