"""Scores of what was found: gold itself, nothing, lists, discontinuous mentions, and what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseline import pipeline
from caseline.benchmark.accuracy import (
    dense,
    extents,
    mentions_of,
    read_records,
    score_corpus,
    sum_counts,
)
from caseline.benchmark.corpora import KINDS, Corpus, Discontinuous, Split, read_corpus
from caseline.benchmark.record import CorpusScore
from caseline.benchmark.scoring import Extents
from caseline.schema.document import Document
from caseline.schema.mention import FoundBy, Label, Mention
from caseline.schema.report import CaseReport, Provenance
from tests.unit.benchmark.corpora_files import write_all
from tests.unit.benchmark.tiny_pipeline import write_tiny


@pytest.fixture
def corpora(tmp_path: Path) -> dict[str, Corpus]:
    return {name: read_corpus(KINDS[name], path, Split.DEV) for name, path in write_all(tmp_path).items()}


def gold_itself(corpus: Corpus) -> list[Extents]:
    """Predicts each gold span under one of our labels that the corpus's label is scored against."""
    ours = {label: sorted(view.ours)[0] for view in reversed(corpus.kind.views) for label in view.gold}
    found: list[dict[str, list[tuple[int, int]]]] = []
    for text in corpus.texts:
        found.append({})
        for span in text.spans:
            if span.label in ours:
                found[-1].setdefault(ours[span.label], []).append((span.start, span.end))
    return list(found)


# Corpora that mark mentions; of others nothing is scored but their cases.
MARKING = [name for name, kind in KINDS.items() if kind.views]


def score(corpus: Corpus, found: list[Extents]) -> CorpusScore:
    return next(score_corpus(corpus, found, seed=13, resamples=50))


@pytest.mark.parametrize("name", MARKING)
def test_gold_itself_scores_100(corpora: dict[str, Corpus], name: str) -> None:
    total = score(corpora[name], gold_itself(corpora[name])).label("all")
    assert total is not None
    assert total.gold > 0
    assert (total.strict.f1, total.relaxed.f1) == (100, 100)
    assert (total.strict.low, total.strict.high) == (100, 100)


@pytest.mark.parametrize("name", MARKING)
def test_nothing_scores_0(corpora: dict[str, Corpus], name: str) -> None:
    rows = score(corpora[name], [{} for _ in corpora[name].texts]).labels
    assert sum(row.gold for row in rows) > 0
    assert {(row.predicted, row.strict.f1, row.relaxed.f1, row.relaxed.high) for row in rows} == {
        (0, 0, 0, 0)
    }


def test_a_list_counts_by_its_members_where_the_corpus_marks_members(corpora: dict[str, Corpus]) -> None:
    corpus = corpora["bc5cdr"]
    found = gold_itself(corpus)
    text = corpus.texts[0].text
    begin = text.index("Nausea and tinnitus")
    found[0] = {**found[0], "EVENT": [(begin, begin + 19), *_diseases(found[0])], "DISORDER": []}
    rates = {}
    for each in score_corpus(corpus, found, seed=13, resamples=50):
        row = each.label("EVENT or DISORDER")
        assert row is not None
        rates[each.overlap, each.primary] = row.strict.f1
    assert rates["innermost", True] == 100
    assert rates["longest", False] < 100


def _diseases(found: Extents) -> list[tuple[int, int]]:
    return [*found.get("EVENT", ()), *found.get("DISORDER", ())]


def test_totals_are_the_sums_of_their_members(corpora: dict[str, Corpus]) -> None:
    found = score(corpora["maccrobat"], gold_itself(corpora["maccrobat"]))
    for name in ("all", "all mapped"):
        total = found.label(name)
        assert total is not None
        assert total.counts is None
        members = [found.label(label) for label in total.members]
        assert total.gold == sum(row.gold for row in members if row)


def test_stored_counts_give_the_printed_numbers(corpora: dict[str, Corpus]) -> None:
    corpus = corpora["phee"]
    found = gold_itself(corpus)
    found[1] = {}
    rows = [row for row in score(corpus, found).labels if row.counts]
    assert rows
    for row in rows:
        assert row.counts is not None
        counts = sum_counts([dense(row.counts, 2)])
        assert counts.shape == (2, 5)
        assert counts.sum(axis=0)[:2].tolist() == [row.gold, row.predicted]


def mention(number: int, start: int, end: int, text: str, *parts: tuple[int, int]) -> Mention:
    return Mention(
        id=f"m{number}",
        label=Label.EVENT,
        start=start,
        end=end,
        text=text[start:end],
        found_by=FoundBy.LEXICON,
        parts=parts,
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param(Discontinuous.PARTS, [(0, 5), (10, 24), (20, 24), (30, 34)], id="parts"),
        pytest.param(Discontinuous.WHOLE, [(0, 24), (30, 34)], id="whole"),
    ],
)
def test_discontinuous_mentions(form: Discontinuous, expected: list[tuple[int, int]]) -> None:
    text = "chest and abdominal pain with rash"
    report = CaseReport(
        document=Document(id=f"sha256:{'0' * 64}", source=None, text=text),
        mentions=(
            mention(1, 0, 24, text, (0, 5), (20, 24)),
            mention(2, 10, 24, text),
            mention(3, 30, 34, text),
        ),
        provenance=Provenance(caseline="0"),
    )
    assert sorted(extents(report, form)["EVENT"]) == expected


def test_a_pipeline_is_scored_by_its_records(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    nlp = pipeline.load(str(write_tiny(tmp_path / "tiny.cfg")))
    found = score(
        corpora["maccrobat"], mentions_of(corpora["maccrobat"], read_records(nlp, corpora["maccrobat"].texts))
    )
    rates = {row.label: row.strict.f1 for row in found.labels}
    assert (rates["AGE"], rates["SEX"], rates["DRUG"]) == (100, 100, 0)


def test_a_pipeline_that_finds_nothing_scores_0(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    nlp = pipeline.load(str(write_tiny(tmp_path / "none.cfg", ())))
    found = score(
        corpora["maccrobat"], mentions_of(corpora["maccrobat"], read_records(nlp, corpora["maccrobat"].texts))
    )
    assert {row.strict.f1 for row in found.labels} == {0}
