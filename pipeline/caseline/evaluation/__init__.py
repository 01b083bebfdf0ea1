"""Scores predicted records against gold records, lists every difference, and guards against regressions."""

from caseline.evaluation.confusion import Confused, Confusion, Subject, count_confusions
from caseline.evaluation.differences import Difference, DifferenceKind
from caseline.evaluation.gate import (
    Baseline,
    FailureKind,
    GateFailure,
    check_gate,
    read_baseline,
    write_baseline,
)
from caseline.evaluation.gold import BASELINE_NAME, load_records
from caseline.evaluation.page import Names, evaluation_page
from caseline.evaluation.report import EvaluationReport, evaluate, render
from caseline.evaluation.scores import FieldScore, Total
from caseline.evaluation.values import Mode

__all__ = [
    "BASELINE_NAME",
    "Baseline",
    "Confused",
    "Confusion",
    "Difference",
    "DifferenceKind",
    "EvaluationReport",
    "FailureKind",
    "FieldScore",
    "GateFailure",
    "Mode",
    "Names",
    "Subject",
    "Total",
    "check_gate",
    "count_confusions",
    "evaluate",
    "evaluation_page",
    "load_records",
    "read_baseline",
    "render",
    "write_baseline",
]
