"""Scores of a pipeline on corpora: its records' mentions against gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np
from spacy.language import Language

from caseline.benchmark.bootstrap import Draws, draws, f1_interval
from caseline.benchmark.corpora import Corpus, Discontinuous, Overlap
from caseline.benchmark.record import CorpusScore, DocumentCounts, LabelScore, Rate
from caseline.benchmark.scoring import COLUMNS, Counts, Extent, Extents, count_corpus, precision_recall_f1
from caseline.pipeline import extract_articles
from caseline.reading import Article
from caseline.schema.report import CaseReport

# Enough for the figures as they are printed, and no more digits than mean something.
DIGITS = 2


class Text(Protocol):
    """A text with its name."""

    @property
    def id(self) -> str:
        """Returns its name."""

    @property
    def text(self) -> str:
        """Returns its characters."""


def read_records(nlp: Language, texts: Iterable[Text]) -> list[CaseReport]:
    """Returns the record of each text."""
    return list(extract_articles(nlp, (Article(text=text.text, source=text.id) for text in texts)))


def mentions_of(corpus: Corpus, records: Iterable[CaseReport]) -> list[Extents]:
    """Returns the mentions of each record, by label."""
    return [extents(record, corpus.kind.discontinuous) for record in records]


def score_corpus(
    corpus: Corpus, predicted: Sequence[Extents], *, seed: int, resamples: int
) -> Iterator[CorpusScore]:
    """Yields the scores of what was found in each text, the corpus's own rule first."""
    units = corpus.units()
    drawn = draws(max(units) + 1, seed=seed, resamples=resamples)
    for place, rule in enumerate(corpus.kind.rules):
        rows = _count(corpus, predicted, units, rule)
        primary = place == 0
        # Comparisons are made under the corpus's own rule only.
        labels = [
            score_row(label, counts, drawn, stored=sparse(counts) if primary else None)
            for label, counts in rows.items()
        ]
        totals = [
            score_row(name, sum_counts([rows[label] for label in members]), drawn, members=members)
            for name, members in corpus.kind.totals.items()
        ]
        yield CorpusScore(corpus=corpus.kind.name, overlap=rule, primary=primary, labels=(*labels, *totals))


def sum_counts(rows: Sequence[Counts]) -> Counts:
    """Returns the counts of several labels together, by document."""
    total: Counts = np.sum(np.stack(rows), axis=0)
    return total


def dense(counts: DocumentCounts, documents: int) -> Counts:
    """Returns stored counts as an array, a row a document."""
    rows = np.zeros((documents, len(COLUMNS)), dtype=np.int64)
    for place, column in enumerate(COLUMNS):
        rows[list(counts.document), place] = getattr(counts, column)
    return rows


def extents(report: CaseReport, form: Discontinuous) -> Extents:
    """Returns where the mentions of a record stand, discontinuous ones as the corpus marks them."""
    found: dict[str, list[Extent]] = defaultdict(list)
    wholes: dict[str, list[Extent]] = defaultdict(list)
    for mention in report.mentions:
        stretch = mention.start, mention.end
        if mention.parts and form is Discontinuous.PARTS:
            found[mention.label] += mention.parts
        elif mention.parts:
            wholes[mention.label].append(stretch)
        else:
            found[mention.label].append(stretch)
    for label, stretches in wholes.items():
        kept = [inner for inner in found[label] if not any(_holds(outer, inner) for outer in stretches)]
        found[label] = [*kept, *stretches]
    return found


def _holds(outer: Extent, inner: Extent) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _count(
    corpus: Corpus, predicted: Sequence[Extents], units: Sequence[int], rule: Overlap
) -> dict[str, Counts]:
    return {
        view.label: count_corpus(view, corpus.texts, predicted, units=units, rule=rule)
        for view in corpus.kind.views
    }


def score_row(
    label: str,
    counts: Counts,
    drawn: Draws,
    *,
    members: Sequence[str] = (),
    stored: DocumentCounts | None = None,
) -> LabelScore:
    """Returns the row of some counts, a micro average of `members` where there are any."""
    sums = counts.sum(axis=0)
    return LabelScore(
        label=label,
        members=tuple(members),
        gold=int(sums[0]),
        predicted=int(sums[1]),
        strict=_rate(counts, drawn, strict=True),
        relaxed=_rate(counts, drawn, strict=False),
        counts=stored,
    )


def _rate(counts: Counts, drawn: Draws, *, strict: bool) -> Rate:
    sums = counts.sum(axis=0)
    precision, recall, f1 = (float(value) for value in precision_recall_f1(sums, strict=strict))
    low, high = f1_interval(counts, drawn, strict=strict)
    values = zip(
        ("precision", "recall", "f1", "low", "high"), (precision, recall, f1, low, high), strict=True
    )
    return Rate(**{name: round(value, DIGITS) for name, value in values})


def sparse(counts: Counts) -> DocumentCounts:
    """Returns counts as they are stored."""
    (there,) = np.nonzero(counts.any(axis=1))
    columns = {name: tuple(counts[there, place].tolist()) for place, name in enumerate(COLUMNS)}
    return DocumentCounts(document=tuple(there.tolist()), **columns)
