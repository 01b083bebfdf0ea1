"""Precision, recall and F1 of each field, and their totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from caseline.evaluation.comparison import Comparison
from caseline.evaluation.fields import FIELDS
from caseline.evaluation.values import Mode
from caseline.schema.base import Part

GROUPS = ("mentions", "cases", "document", "all")


class _Rates(TypedDict):
    gold: int
    predicted: int
    matched: int
    precision: float | None
    recall: float | None
    f1: float | None


class Counts(Part):
    """What precision, recall and F1 are computed from; each is null where there is nothing to compute.

    Precision is null when nothing was predicted, recall when gold has nothing, F1 when both is so.
    """

    gold: int
    predicted: int
    matched: int
    precision: float | None
    recall: float | None
    f1: float | None


class FieldScore(Counts):
    """The score of one field in one mode; unjudged predictions are outside all other numbers."""

    field: str
    mode: Mode
    unjudged: int = 0


class Total(Counts):
    """The fields of a group taken together in one mode.

    The counts and the first three scores are micro: all values in one pot. `macro_f1` is the mean of
    the F1 of the fields that have one.
    """

    group: str
    mode: Mode
    macro_f1: float | None
    fields: int


def score_fields(comparisons: Sequence[Comparison]) -> tuple[FieldScore, ...]:
    """Scores every field in every mode that it has, in the order of `FIELDS`.

    A value that is there on both sides but differs counts as missing and as spurious.
    """
    by_field: dict[str, list[Comparison]] = {field: [] for field in FIELDS}
    for comparison in comparisons:
        by_field[comparison.field].append(comparison)
    return tuple(_score(field, mode, by_field[field]) for field, modes in FIELDS.items() for mode in modes)


def total_scores(scores: Iterable[FieldScore]) -> tuple[Total, ...]:
    """Returns the totals of mentions, cases, document data and everything, in each mode they have."""
    known = tuple(scores)
    return tuple(
        _total(group, mode, members)
        for group in GROUPS
        for mode in Mode
        if (members := tuple(_members(known, group, mode)))
    )


def group_of(field: str) -> str:
    """Returns the group whose totals a field enters, besides `all`."""
    head = field.partition(".")[0]
    return head if head in {"mentions", "document"} else "cases"


def _members(scores: Iterable[FieldScore], group: str, mode: Mode) -> Iterator[FieldScore]:
    for score in scores:
        if score.mode is mode and group in {"all", group_of(score.field)}:
            yield score


def _score(field: str, mode: Mode, comparisons: Iterable[Comparison]) -> FieldScore:
    gold = predicted = matched = unjudged = 0
    for comparison in comparisons:
        if not comparison.judged:
            unjudged += 1
            continue
        gold += comparison.gold is not None
        predicted += comparison.predicted is not None
        matched += mode in comparison.matched
    return FieldScore(field=field, mode=mode, unjudged=unjudged, **_rates(gold, predicted, matched))


def _total(group: str, mode: Mode, members: Sequence[FieldScore]) -> Total:
    scored = [score.f1 for score in members if score.f1 is not None]
    counts = _rates(
        sum(score.gold for score in members),
        sum(score.predicted for score in members),
        sum(score.matched for score in members),
    )
    macro = sum(scored) / len(scored) if scored else None
    return Total(group=group, mode=mode, macro_f1=macro, fields=len(scored), **counts)


def _rates(gold: int, predicted: int, matched: int) -> _Rates:
    return {
        "gold": gold,
        "predicted": predicted,
        "matched": matched,
        "precision": matched / predicted if predicted else None,
        "recall": matched / gold if gold else None,
        "f1": 2 * matched / (gold + predicted) if gold or predicted else None,
    }
