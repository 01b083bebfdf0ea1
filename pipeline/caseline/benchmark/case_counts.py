"""What is counted about cases on a corpus, and the scores that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from caseline.benchmark.accuracy import DIGITS, score_row, sparse, sum_counts
from caseline.benchmark.bootstrap import Draws, draws, share_interval
from caseline.benchmark.record import CaseScore, DocumentShares, LabelScore, Share
from caseline.benchmark.scoring import COLUMNS, Counts, share

# Hits, and of how many.
SHARE_COLUMNS = ("hits", "of")


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Counts of a corpus, arrays with a row a document.

    Args:
        corpus: Its name.
        texts: What the pipeline saw: documents or sentences.
        rows: Counts as of mentions, by label.
        totals: The labels that each micro average sums up; it stands after the last of them.
        shares: Hits and of how many, by label.
    """

    corpus: str
    texts: str
    rows: Mapping[str, Counts] = field(default_factory=dict)
    totals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: Mapping[str, Counts] = field(default_factory=dict)


def table(documents: int, columns: Sequence[str] = COLUMNS) -> Counts:
    """Returns counts of nothing, a row a document."""
    return np.zeros((documents, len(columns)), dtype=np.int64)


def tables(documents: int, labels: Iterable[str], columns: Sequence[str] = COLUMNS) -> dict[str, Counts]:
    """Returns counts of nothing for each label."""
    return {label: table(documents, columns) for label in labels}


def score_cases(found: CaseCounts, *, seed: int, resamples: int) -> CaseScore:
    """Returns the scores of some counts, with intervals over documents."""
    documents = len(next(iter((*found.rows.values(), *found.shares.values()))))
    drawn = draws(documents, seed=seed, resamples=resamples)
    return CaseScore(
        corpus=found.corpus,
        texts=found.texts,
        labels=tuple(_rows(found, drawn)),
        shares=tuple(_share(label, counts, drawn) for label, counts in found.shares.items()),
    )


def dense_shares(counts: DocumentShares, documents: int) -> Counts:
    """Returns stored counts as an array, a row a document."""
    rows = table(documents, SHARE_COLUMNS)
    rows[list(counts.document)] = np.array([counts.hits, counts.of], dtype=np.int64).T
    return rows


def _rows(found: CaseCounts, drawn: Draws) -> Iterator[LabelScore]:
    last = {members[-1]: (total, members) for total, members in found.totals.items()}
    for label, counts in found.rows.items():
        yield score_row(label, counts, drawn, stored=sparse(counts))
        if label in last:
            total, members = last[label]
            yield score_row(total, sum_counts([found.rows[name] for name in members]), drawn, members=members)


def _share(label: str, counts: Counts, drawn: Draws) -> Share:
    hits, whole = counts.sum(axis=0)
    low, high = share_interval(counts, drawn)
    (there,) = np.nonzero(counts.any(axis=1))
    columns = {name: tuple(counts[there, place].tolist()) for place, name in enumerate(SHARE_COLUMNS)}
    return Share(
        label=label,
        hits=int(hits),
        of=int(whole),
        percent=round(float(share(hits, whole)), DIGITS),
        low=round(low, DIGITS),
        high=round(high, DIGITS),
        counts=DocumentShares(document=tuple(there.tolist()), **columns),
    )
