"""Counts of gold and predicted spans in each document, and the rates they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from caseline.benchmark.corpora import Overlap, View
from caseline.training.texts import LabelledText

# First character and one past the last.
Extent: TypeAlias = tuple[int, int]
# A label's extents in one text.
Extents: TypeAlias = Mapping[str, Iterable[Extent]]
# A row a document: gold, predicted, strict hits, predictions that touch gold, gold that is touched.
Counts: TypeAlias = npt.NDArray[np.int64]
COLUMNS = ("gold", "predicted", "strict", "touching", "touched")


def longest(extents: Iterable[Extent]) -> set[Extent]:
    """Returns the extents that no longer one touches; of equals that touch, the first."""
    kept: set[Extent] = set()
    for extent in sorted(set(extents), key=lambda each: (each[0] - each[1], each)):
        if not touches(extent, kept):
            kept.add(extent)
    return kept


def innermost(extents: Iterable[Extent]) -> set[Extent]:
    """Returns the extents that hold no other one; of those that merely touch, the longest."""
    known = set(extents)
    return longest(
        outer
        for outer in known
        if not any(outer[0] <= inner[0] and inner[1] <= outer[1] for inner in known - {outer})
    )


REDUCE: Mapping[Overlap, Callable[[Iterable[Extent]], set[Extent]]] = {
    Overlap.LONGEST: longest,
    Overlap.INNERMOST: innermost,
}


def count(gold: Iterable[Extent], predicted: Iterable[Extent], rule: Overlap) -> tuple[int, ...]:
    """Returns the numbers of COLUMNS for one label of one text."""
    left, right = REDUCE[rule](gold), REDUCE[rule](predicted)
    touching = sum(touches(extent, left) for extent in right)
    touched = sum(touches(extent, right) for extent in left)
    return len(left), len(right), len(left & right), touching, touched


def count_corpus(
    view: View,
    texts: Sequence[LabelledText],
    predicted: Sequence[Extents],
    *,
    units: Sequence[int],
    rule: Overlap,
) -> Counts:
    """Returns the counts of a view, a row a document.

    Args:
        view: The labels to count.
        texts: The gold.
        predicted: What was found in each text, by our labels.
        units: The number of the document that each text belongs to.
        rule: What to do with overlapping spans.
    """
    counts = np.zeros((max(units) + 1, len(COLUMNS)), dtype=np.int64)
    for text, found, unit in zip(texts, predicted, units, strict=True):
        ours = [extent for label in view.ours for extent in found.get(label, ())]
        counts[unit] += count(_gold(view, text, found), ours, rule)
    return counts


def precision_recall_f1(
    sums: npt.NDArray[np.int64], *, strict: bool
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Returns precision, recall and F1 in per cent, 0 where there is nothing to divide by.

    Args:
        sums: Counts, the last axis those of COLUMNS.
        strict: Same offsets, else an overlap.
    """
    gold, predicted, same, touching, touched = np.moveaxis(sums, -1, 0)
    precision = share(same if strict else touching, predicted)
    recall = share(same if strict else touched, gold)
    return precision, recall, share(2 * precision * recall / 100, precision + recall)


def _gold(view: View, text: LabelledText, found: Extents) -> list[Extent]:
    gold = [(span.start, span.end) for span in text.spans if span.label in view.gold]
    if view.twin is None:
        return gold
    theirs, ours = view.twin
    twins = {(span.start, span.end) for span in text.spans if span.label == theirs}
    here = [extent for label in view.ours for extent in found.get(label, ())]
    there = list(found.get(ours, ()))
    return [
        extent
        for extent in gold
        if extent not in twins or touches(extent, here) or not touches(extent, there)
    ]


def touches(extent: Extent, others: Iterable[Extent]) -> bool:
    """Says whether an extent shares a character with one of others."""
    return any(extent[0] < other[1] and other[0] < extent[1] for other in others)


def share(part: npt.NDArray[np.generic], whole: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """Returns a part of a whole in per cent, 0 where the whole is nothing."""
    numerator = np.asarray(part, dtype=np.float64) * 100
    denominator = np.asarray(whole, dtype=np.float64)
    empty = np.zeros(denominator.shape, dtype=np.float64)
    return np.divide(numerator, denominator, out=empty, where=denominator > 0)
