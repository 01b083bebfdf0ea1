"""The regression gate: scores may not fall below those that are committed with the gold records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError

from caseline.errors import ReadingError, SchemaError
from caseline.evaluation.report import EvaluationReport
from caseline.evaluation.scores import FieldScore
from caseline.evaluation.values import Mode
from caseline.schema.base import Part

BASELINE_SCHEMA: Final = "caseline-baseline-1"
_DIGITS = 4


class BaselineScore(Part):
    """What a field reached in a mode; `f1` is rounded to 4 decimals, null where nothing was there."""

    f1: float | None
    gold: int
    predicted: int
    matched: int


class Baseline(Part):
    """The committed scores by field and mode, and how much gold they were measured on."""

    schema_id: Literal["caseline-baseline-1"] = Field(default=BASELINE_SCHEMA, alias="schema")
    documents: int
    cases: int
    fields: dict[str, dict[Mode, BaselineScore]]


class FailureKind(StrEnum):
    """Why the gate is shut."""

    BELOW = "below"
    SPURIOUS = "spurious"
    DISAPPEARED = "disappeared"
    STALE = "stale"


class GateFailure(Part):
    """One reason why the gate is shut.

    `field` is `documents` or `cases.count` where the amount of gold itself has changed.
    """

    kind: FailureKind
    field: str
    mode: Mode | None
    baseline: float | None
    current: float | None
    message: str


def baseline_of(report: EvaluationReport) -> Baseline:
    """Returns the baseline that a report meets exactly."""
    fields: dict[str, dict[Mode, BaselineScore]] = {}
    for score in report.scores:
        fields.setdefault(score.field, {})[score.mode] = BaselineScore(
            f1=_rounded(score.f1), gold=score.gold, predicted=score.predicted, matched=score.matched
        )
    return Baseline(documents=report.gold.documents, cases=report.gold.cases, fields=fields)


def write_baseline(report: EvaluationReport, path: Path) -> None:
    """Writes a report's baseline: sorted keys, UTF-8, the same bytes for the same scores.

    Raises:
        ReadingError: When the file cannot be written.
    """
    content = baseline_of(report).model_dump(mode="json", by_alias=True)
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise ReadingError(str(path), f"cannot be written: {error.strerror}") from error


def read_baseline(path: Path) -> Baseline:
    """Reads a committed baseline.

    Raises:
        ReadingError: When the file cannot be read.
        SchemaError: When it is not a baseline of this version.
    """
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReadingError(str(path), f"{error.strerror}; run with --update-baseline to write it") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        msg = f"{path}: not a {BASELINE_SCHEMA}: {where}: {first['msg']}"
        raise SchemaError(msg) from error


def check_gate(
    report: EvaluationReport, baseline: Baseline, *, tolerance: float = 0.0
) -> tuple[GateFailure, ...]:
    """Returns every reason to refuse a change, none when the gate is open.

    Fails where the F1 of a field falls below the baseline by more than the tolerance, where a field
    that had nothing in gold and nothing predicted gets spurious values, where a field is not scored
    any more, and where the amount of gold is not what the baseline was measured on. Fields that the
    baseline does not know pass.
    """
    failures = list(_stale_totals(report, baseline))
    for field, modes in sorted(baseline.fields.items()):
        for mode in sorted(modes):
            failures += _check(field, mode, modes[mode], report.score(field, mode), tolerance)
    return tuple(failures)


def _stale_totals(report: EvaluationReport, baseline: Baseline) -> Iterator[GateFailure]:
    amounts = (
        ("documents", baseline.documents, report.gold.documents),
        ("cases.count", baseline.cases, report.gold.cases),
    )
    for name, expected, actual in amounts:
        if expected != actual:
            yield _stale(name, None, expected, actual)


def _check(
    field: str, mode: Mode, expected: BaselineScore, actual: FieldScore | None, tolerance: float
) -> Iterator[GateFailure]:
    if actual is not None and actual.gold != expected.gold:
        yield _stale(field, mode, expected.gold, actual.gold)
        return
    current = None if actual is None else _rounded(actual.f1)
    reason = _reason(expected, actual, tolerance)
    if reason is not None:
        kind, message = reason
        yield GateFailure(
            kind=kind,
            field=field,
            mode=mode,
            baseline=expected.f1,
            current=current,
            message=f"{field}, {mode}: {message}",
        )


def _reason(
    expected: BaselineScore, actual: FieldScore | None, tolerance: float
) -> tuple[FailureKind, str] | None:
    """Returns what is wrong with a score on unchanged gold."""
    if actual is None:
        return FailureKind.DISAPPEARED, "in the baseline, but not scored any more"
    if expected.f1 is None:
        spurious = f"{actual.predicted} predicted where gold has none and none was predicted before"
        return (FailureKind.SPURIOUS, spurious) if actual.predicted else None
    current = _rounded(actual.f1)
    if current is None or current >= round(expected.f1 - tolerance, _DIGITS):
        return None
    return FailureKind.BELOW, f"F1 {current:.4f} is below the baseline's {expected.f1:.4f}"


def _stale(field: str, mode: Mode | None, expected: int, actual: int) -> GateFailure:
    where = f"{field}, {mode}" if mode else field
    message = (
        f"{where}: gold has {actual}, the baseline was measured on {expected}; "
        "the baseline is stale, run with --update-baseline"
    )
    return GateFailure(
        kind=FailureKind.STALE, field=field, mode=mode, baseline=expected, current=actual, message=message
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
