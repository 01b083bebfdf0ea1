"""Memory readings, texts for speed, and processes that measure."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseline.benchmark import memory, workers
from caseline.benchmark.corpora import KINDS, Split, read_corpus
from caseline.benchmark.speed import (
    Measured,
    case_time,
    ratio,
    stages,
    texts_of_corpora,
    texts_of_folder,
    throughput,
)
from caseline.benchmark.workers import FIRST_TEXT, MeasuringError, Worker, start_up
from caseline.errors import CaselineError, ReadingError
from tests.unit.benchmark.corpora_files import SENTENCES, write_all
from tests.unit.benchmark.tiny_pipeline import write_tiny

READINGS = [
    pytest.param((300, 310, 312), True, 2, id="flat-once-caches-are-full"),
    pytest.param((300, 310, 340), False, 30, id="growing"),
    pytest.param((300, 310, 290), True, -20, id="shrinking"),
    pytest.param((300, 310), None, None, id="too-short"),
    pytest.param((), None, None, id="system-does-not-tell"),
]


@pytest.mark.parametrize(("readings", "flat", "growth"), READINGS)
def test_memory_is_judged(readings: tuple[float, ...], flat: bool | None, growth: float | None) -> None:
    at = [200 * place for place in range(1, len(readings) + 1)]
    watched = {"documents": 600, "at": at, "resident": list(readings), "peak": None}
    found = memory.judge(watched)
    assert (found.flat, found.growth) == (flat, growth)
    assert found.from_document == (400 if growth is not None else None)


def test_memory_is_read_at_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "resident", iter([1.0, 2.0, 3.0]).__next__)
    found = memory.watch(iter(range(7)), every=2)
    assert (found["documents"], found["at"], found["resident"]) == (7, [2, 4, 6], [1.0, 2.0, 3.0])


def test_memory_where_the_system_tells_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "none")
    monkeypatch.setattr(memory, "resource", None)
    assert memory.watch(range(4), every=2) == {"documents": 4, "at": [], "resident": [], "peak": None}


@pytest.mark.skipif(not memory._STATUS.is_file(), reason="needs /proc")
def test_memory_of_this_process() -> None:
    now, most = memory.resident(), memory.peak()
    assert now is not None
    assert most is not None
    assert 10 < now <= most


def test_texts_are_drawn_evenly_and_by_seed(tmp_path: Path) -> None:
    corpora = [read_corpus(KINDS[name], path, Split.DEV) for name, path in write_all(tmp_path).items()]
    few = texts_of_corpora(corpora, limit=3, seed=1)
    assert few.info.sources == {"bc5cdr": 1, "maccrobat": 1, "phee": 1}
    assert few == texts_of_corpora(corpora, limit=3, seed=1)
    every = texts_of_corpora(corpora, limit=100, seed=1)
    assert every.info.sources == {"bc5cdr": 2, "maccrobat": 2, "phee": 3}
    assert every.info.documents == len(every.texts) == 7
    assert every.info.characters == sum(map(len, every.texts))


def test_tokens_are_counted_as_the_pipeline_counts_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He took 500mg.", encoding="utf-8")
    assert texts_of_folder(tmp_path, limit=9, seed=1).info.tokens == len(["He", "took", "500", "mg", "."])


def test_no_texts(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="holds no files"):
        texts_of_folder(tmp_path, limit=9, seed=1)
    corpora = [read_corpus(KINDS[name], path, Split.DEV) for name, path in write_all(tmp_path).items()]
    with pytest.raises(CaselineError, match="0 is too few for 3 sources"):
        texts_of_corpora(corpora, limit=0, seed=1)


def test_speed_is_the_median_of_rounds_and_its_range(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He took aspirin .", encoding="utf-8")
    info = texts_of_folder(tmp_path, limit=9, seed=1).info
    ours = Measured(
        "ours", [(1.0, 2.0), (4.0, 4.0), (2.0, 8.0)], {"JSON": [(0.5, 0.5)], "merge": [(1.5, 1.5)]}, ""
    )
    theirs = Measured("theirs", [(2.0, 2.0), (2.0, 2.0), (2.0, 2.0)], {}, "")
    found = throughput(ours, info, name="ours")
    assert (found.tokens_per_second, found.documents_per_second) == (2, 0.5)
    assert (found.tokens_per_second_low, found.tokens_per_second_high) == (1, 4)
    assert found.wall_tokens_per_second == 1
    assert [(stage.name, stage.share) for stage in stages(ours, info)] == [("JSON", 25), ("merge", 75)]
    times = ratio(ours, theirs)
    assert (times.median, times.low, times.high) == (1, 0.5, 2)


def test_what_cases_cost_is_the_median_of_rounds() -> None:
    mentions, whole = [(1.0, 1.0), (2.0, 2.0), (4.0, 4.0)], [(1.5, 9.0), (2.2, 9.0), (4.8, 9.0)]
    found = case_time(Measured("ours", [], {}, "", mentions, whole), limit=1.3)
    assert found is not None
    assert (found.ratio, found.low, found.high, found.limit) == (1.2, 1.1, 1.5, 1.3)
    assert (found.mentions.cpu_seconds, found.cases.cpu_seconds) == ((1, 2, 4), (1.5, 2.2, 4.8))
    assert case_time(Measured("theirs", [], {}, ""), limit=1.3) is None


TEXTS = [text for _, text, _ in SENTENCES]


def test_a_worker_times_a_pipeline_as_a_whole_and_by_steps(tmp_path: Path) -> None:
    config = str(write_tiny(tmp_path / "tiny.cfg"))
    with Worker(config, TEXTS) as worker:
        assert "threads of numeric libraries set to one" in worker.pinned
        cpu, wall = worker.ask("round")
        assert cpu > 0
        assert wall > 0
        for part in ("mentions", "cases"):
            assert min(worker.ask(part)) > 0
        steps = [name for name, _ in worker.ask("stages")]
        assert steps[:3] == ["reading", "tokenizer", "section layer"]
        assert steps[3:7] == ["sentences", "sections", "patterns", "merge"]
        assert steps[7:] == ["cases.assemble", "record", "JSON"]
        watched = worker.ask("memory", documents=7, every=3)
        assert (watched["documents"], len(watched["resident"])) == (7, len(watched["at"]))
        with pytest.raises(MeasuringError, match=r"tiny\.cfg: could not be measured \(nonsense\)"):
            worker.ask("nonsense")


def test_a_worker_whose_pipeline_cannot_be_built() -> None:
    with pytest.raises(MeasuringError, match="ConfigError: no pipeline 'none'"):
        Worker("none", TEXTS)


def test_start_up_is_until_ready_and_until_the_first_record(tmp_path: Path) -> None:
    found = start_up(str(write_tiny(tmp_path / "tiny.cfg")), times=1)
    assert 0 < found.ready_cpu[0] < found.first_record_cpu[0]
    assert 0 < found.ready_wall[0] < found.first_record_wall[0]


def test_start_up_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_START_UP", "raise SystemExit(1)")
    with pytest.raises(MeasuringError, match="none: could not be measured: a fresh process did not start"):
        start_up("none", times=1)


def test_the_first_text_has_a_patient() -> None:
    assert "47-year-old woman" in FIRST_TEXT
