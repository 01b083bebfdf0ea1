"""Benchmarks made by hand, for tests of what reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from caseline.benchmark.accuracy import _rate, sparse
from caseline.benchmark.bootstrap import draws
from caseline.benchmark.case_counts import CaseCounts, score_cases
from caseline.benchmark.record import (
    Benchmark,
    CaseScore,
    CaseTime,
    ConfigResult,
    CorpusInfo,
    CorpusScore,
    LabelScore,
    Machine,
    Memory,
    Ratio,
    SpeedSetting,
    SpeedTexts,
    Stage,
    StartUp,
    Throughput,
    Timing,
)
from caseline.schema.report import Provenance

MEDSPACY = "medspacy.load()"


def score(hits: Sequence[int], *, stored: bool = True) -> CorpusScore:
    """A corpus of ten drugs a document, of which so many are found; and their micro average."""
    counts = np.array([[10, 10, each, each, each] for each in hits])
    drawn = draws(len(hits), seed=13, resamples=200)
    rate = _rate(counts, drawn, strict=True)
    figures: dict[str, Any] = {
        "gold": 10 * len(hits),
        "predicted": 10 * len(hits),
        "strict": rate,
        "relaxed": rate,
    }
    row = LabelScore(label="DRUG", counts=sparse(counts) if stored else None, **figures)
    total = LabelScore(label="all", members=("DRUG",), **figures)
    return CorpusScore(corpus="phee", overlap="longest", primary=True, labels=(row, total))


def cases(hits: Sequence[int], *, texts: str = "documents") -> CaseScore:
    """The same counts as of cases: a row, its total, and a share."""
    counts = np.array([[10, 10, each, each, each] for each in hits])
    shares = np.array([[each, 10] for each in hits])
    found = CaseCounts("phee", texts, {"suspect": counts}, {"roles": ("suspect",)}, {"age": shares})
    return score_cases(found, seed=13, resamples=200)


def speed(seconds: Sequence[float], *, tokens: int = 1000, name: str = "default") -> Throughput:
    """A pipeline that took so many seconds in each round."""
    rates = sorted(tokens / each for each in seconds)
    middle = float(np.median(rates))
    return Throughput(
        name=name,
        cpu_seconds=tuple(seconds),
        wall_seconds=tuple(seconds),
        documents_per_second=middle / 100,
        tokens_per_second=middle,
        tokens_per_second_low=rates[0],
        tokens_per_second_high=rates[-1],
        wall_tokens_per_second=middle,
    )


def config(
    hits: Sequence[int], seconds: Sequence[float] = (), *, name: str = "default", stored: bool = True
) -> ConfigResult:
    """What was measured of one pipeline; speed only where seconds are given."""
    timed: dict[str, Any] = {}
    if seconds:
        timed = {
            "speed": speed(seconds, name=name),
            "ratios": (Ratio(other=MEDSPACY, median=2.0, low=1.9, high=2.1),),
            "stages": (
                Stage(name="JSON", cpu_seconds=(1,), wall_seconds=(1,), tokens_per_second=9, share=100),
            ),
            "case_time": CaseTime(
                mentions=Timing(cpu_seconds=seconds, wall_seconds=seconds),
                cases=Timing(cpu_seconds=seconds, wall_seconds=seconds),
                ratio=1.2 * seconds[0],
                low=1.1 * min(seconds),
                high=1.3 * max(seconds),
                limit=1.3,
            ),
            "start_up": StartUp(
                ready_wall=seconds, ready_cpu=seconds, first_record_wall=seconds, first_record_cpu=seconds
            ),
            "memory": Memory(
                documents=600,
                at=(200, 400, 600),
                resident=(300, 301, 303),
                peak=310,
                from_document=400,
                growth=2,
                flat=True,
                flat_below=20,
            ),
        }
    return ConfigResult(
        config=name,
        provenance=Provenance(caseline="0"),
        files=None,
        scores=(score(hits, stored=stored),),
        cases=(cases(hits), cases(hits, texts="sentences")) if stored else (),
        **timed,
    )


def benchmark(
    *configs: ConfigResult, sha256: str = "a", cpu: str = "a", texts: str = "a", rounds: int = 5
) -> Benchmark:
    """A run over some configs, of ten documents."""
    setting = None
    if configs[0].speed:
        setting = SpeedSetting(
            texts=SpeedTexts(sources={"phee": 10}, documents=10, tokens=1000, characters=5000, sha256=texts),
            rounds=rounds,
            one_core="not pinned",
            baselines=(speed((1.0,) * rounds, name=MEDSPACY),),
        )
    return Benchmark(
        command="caseline benchmark",
        seed=13,
        resamples=200,
        protocol={},
        versions={"python": "3"},
        machine=Machine(platform="x", cpu=cpu, cores=1),
        corpora=(CorpusInfo(name="phee", split="dev", sha256=sha256, texts=10, documents=10),),
        speed=setting,
        configs=configs,
    )
