"""What differs between two benchmarks, and which of it lies outside noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from statistics import median
from typing import NamedTuple, TypeAlias

from caseline.benchmark.accuracy import dense, sum_counts
from caseline.benchmark.bootstrap import Draws, draws, f1_difference, share_difference
from caseline.benchmark.case_counts import dense_shares
from caseline.benchmark.record import (
    Benchmark,
    CaseScore,
    CaseTime,
    ConfigResult,
    CorpusInfo,
    CorpusScore,
    LabelScore,
    Memory,
    Rate,
    Share,
    StartUp,
)
from caseline.benchmark.scoring import Counts
from caseline.errors import ConfigError
from caseline.schema.base import Part

# Ranges of four values and four others stay apart by chance in 2 of 70 orders, of three in 2 of 20.
FEWEST_ROUNDS = 4


Scores: TypeAlias = CorpusScore | CaseScore


class Verdict(StrEnum):
    """Whether a difference is more than noise."""

    BETTER = "better"
    WORSE = "worse"
    NOISE = "within noise"
    UNJUDGED = "not judged"


class Basis(StrEnum):
    """What a verdict rests on."""

    PAIRED = "paired bootstrap"
    INTERVALS = "intervals overlap or not"
    ROUNDS = "ranges of rounds overlap or not"
    TOO_FEW = "too few rounds"
    OTHER_MACHINE = "another machine"
    OTHER_TEXTS = "other texts"


class Difference(Part):
    """A figure in both benchmarks; `low` to `high` is the 95 % interval of new minus old, where known."""

    group: str
    label: str
    old: float
    new: float
    low: float | None = None
    high: float | None = None
    verdict: Verdict
    basis: Basis


def compare(old: Benchmark, new: Benchmark, *, configs: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Returns the differences of the configs that both hold, or of one each when their names differ.

    `configs` may name them: one for both, or one of the old and one of the new.

    Raises:
        ConfigError: When they share none.
    """
    found: list[Difference] = []
    for left, right in _pairs(old, new, configs):
        found += _accuracy(old, new, left, right)
        found += _cases(old, new, left, right)
        found += _speed(old, new, left, right)
    return tuple(found)


def _pairs(
    old: Benchmark, new: Benchmark, configs: Sequence[str]
) -> tuple[tuple[ConfigResult, ConfigResult], ...]:
    lefts, rights = ({result.config: result for result in each.configs} for each in (old, new))
    wanted = [(name, name) for name in lefts if name in rights]
    if configs:
        wanted = [(configs[0], configs[-1])]
    elif len(lefts) == len(rights) == 1:
        wanted = list(zip(lefts, rights, strict=True))
    if len(configs) > 2 or not wanted or any(a not in lefts or b not in rights for a, b in wanted):
        msg = (
            f"no configs to compare: the first file holds {', '.join(lefts)}, the second {', '.join(rights)}; "
            "name one of each with --config"
        )
        raise ConfigError(msg)
    return tuple((lefts[a], rights[b]) for a, b in wanted)


def _group(left: ConfigResult, right: ConfigResult, what: str) -> str:
    names = left.config if left.config == right.config else f"{left.config} → {right.config}"
    return f"{names}, {what}"


def _accuracy(
    old: Benchmark, new: Benchmark, left: ConfigResult, right: ConfigResult
) -> Iterator[Difference]:
    for score in left.primary():
        other = next((each for each in right.primary() if each.corpus == score.corpus), None)
        if other is None:
            continue
        drawn = _draws(old, new, score.corpus) if score.overlap == other.overlap else None
        yield from _all_rows(_group(left, right, score.corpus), score, other, drawn)


def _cases(old: Benchmark, new: Benchmark, left: ConfigResult, right: ConfigResult) -> Iterator[Difference]:
    for score in left.cases:
        key = score.corpus, score.texts
        other = next((each for each in right.cases if (each.corpus, each.texts) == key), None)
        if other is None:
            continue
        drawn = _draws(old, new, score.corpus)
        group = _group(left, right, f"cases of {score.corpus}, {score.texts}")
        yield from _all_rows(group, score, other, drawn)
        for share in score.shares:
            if (twin := other.share(share.label)) is not None:
                yield _shares(group, share, twin, drawn)


def _draws(old: Benchmark, new: Benchmark, corpus: str) -> Draws | None:
    """Returns what both are resampled by, None when their texts differ."""
    info = _info(old, corpus)
    if info.sha256 != _info(new, corpus).sha256:
        return None
    return draws(info.documents, seed=old.seed, resamples=old.resamples)


def _all_rows(group: str, old: Scores, new: Scores, drawn: Draws | None) -> Iterator[Difference]:
    for row in old.labels:
        if (twin := new.label(row.label)) is not None and twin.members == row.members:
            yield from _rows(group, (old, row), (new, twin), drawn)


def _shares(group: str, old: Share, new: Share, drawn: Draws | None) -> Difference:
    if drawn is None:
        verdict, basis = _verdict(new.low > old.high, new.high < old.low), Basis.INTERVALS
        bounds = {}
    else:
        before, after = (dense_shares(each.counts, drawn.shape[1]) for each in (old, new))
        low, high = share_difference(before, after, drawn)
        verdict, basis = _verdict(low > 0, high < 0), Basis.PAIRED
        bounds = {"low": round(low, 2), "high": round(high, 2)}
    return Difference(
        group=group,
        label=old.label,
        old=old.percent,
        new=new.percent,
        verdict=verdict,
        basis=basis,
        **bounds,
    )


def _rows(
    group: str,
    old: tuple[Scores, LabelScore],
    new: tuple[Scores, LabelScore],
    drawn: Draws | None,
) -> Iterator[Difference]:
    for mode in ("strict", "relaxed"):
        before: Rate = getattr(old[1], mode)
        after: Rate = getattr(new[1], mode)
        label = f"{old[1].label}, {mode} F1"
        pair = _counts(*old, drawn), _counts(*new, drawn)
        if drawn is not None and pair[0] is not None and pair[1] is not None:
            low, high = f1_difference(pair[0], pair[1], drawn, strict=mode == "strict")
            verdict, basis = _verdict(low > 0, high < 0), Basis.PAIRED
            bounds = {"low": round(low, 2), "high": round(high, 2)}
        else:
            verdict, basis = _verdict(after.low > before.high, after.high < before.low), Basis.INTERVALS
            bounds = {}
        yield Difference(
            group=group, label=label, old=before.f1, new=after.f1, verdict=verdict, basis=basis, **bounds
        )


def _counts(score: Scores, row: LabelScore, drawn: Draws | None) -> Counts | None:
    if drawn is None:
        return None
    rows = [score.label(name) for name in row.members] if row.members else [row]
    counts = [dense(each.counts, drawn.shape[1]) for each in rows if each is not None and each.counts]
    return sum_counts(counts) if counts and len(counts) == len(rows) else None


def _speed(old: Benchmark, new: Benchmark, left: ConfigResult, right: ConfigResult) -> Iterator[Difference]:
    if old.speed is None or new.speed is None:
        return
    group = _group(left, right, "speed")
    machine = None if old.machine == new.machine else Basis.OTHER_MACHINE
    texts = None if old.speed.texts.sha256 == new.speed.texts.sha256 else Basis.OTHER_TEXTS
    rounds = min(old.speed.rounds, new.speed.rounds)
    if left.speed and right.speed:
        before, after = (
            _Rounds(each.tokens_per_second, each.tokens_per_second_low, each.tokens_per_second_high, rounds)
            for each in (left.speed, right.speed)
        )
        yield _judge(group, "tokens/s", before, after, hindrance=texts or machine)
    for ratio in left.ratios:
        twin = next((each for each in right.ratios if each.other == ratio.other), None)
        if twin is not None:
            before, after = (_Rounds(each.median, each.low, each.high, rounds) for each in (ratio, twin))
            yield _judge(group, f"× {ratio.other}", before, after, hindrance=texts)
    yield from _case_time(group, left.case_time, right.case_time, rounds, hindrance=texts)
    yield from _start_up(group, left.start_up, right.start_up, hindrance=machine)
    yield from _peak(group, left.memory, right.memory)


def _case_time(
    group: str, left: CaseTime | None, right: CaseTime | None, rounds: int, *, hindrance: Basis | None
) -> Iterator[Difference]:
    if left and right:
        before, after = (_Rounds(each.ratio, each.low, each.high, rounds) for each in (left, right))
        label = "mentions and cases × mentions"
        yield _judge(group, label, before, after, hindrance=hindrance, less_is_better=True)


def _start_up(
    group: str, left: StartUp | None, right: StartUp | None, *, hindrance: Basis | None
) -> Iterator[Difference]:
    if left is None or right is None:
        return
    for label, old, new in (
        ("start-up, s", left.ready_cpu, right.ready_cpu),
        ("to the first record, s", left.first_record_cpu, right.first_record_cpu),
    ):
        before, after = (
            _Rounds(median(each), min(each), max(each), min(len(old), len(new))) for each in (old, new)
        )
        yield _judge(group, label, before, after, hindrance=hindrance, less_is_better=True)


def _peak(group: str, left: Memory | None, right: Memory | None) -> Iterator[Difference]:
    if left and right and left.peak is not None and right.peak is not None:
        yield Difference(
            group=group,
            label="peak memory, MB",
            old=left.peak,
            new=right.peak,
            verdict=Verdict.UNJUDGED,
            basis=Basis.TOO_FEW,
        )


class _Rounds(NamedTuple):
    """The median of some rounds and their range."""

    median: float
    low: float
    high: float
    rounds: int


def _judge(
    group: str,
    label: str,
    old: _Rounds,
    new: _Rounds,
    *,
    hindrance: Basis | None,
    less_is_better: bool = False,
) -> Difference:
    above, below = new.low > old.high, new.high < old.low
    verdict = _verdict(below, above) if less_is_better else _verdict(above, below)
    if hindrance is None and min(old.rounds, new.rounds) < FEWEST_ROUNDS:
        hindrance = Basis.TOO_FEW
    return Difference(
        group=group,
        label=label,
        old=round(old.median, 3),
        new=round(new.median, 3),
        verdict=Verdict.UNJUDGED if hindrance else verdict,
        basis=hindrance or Basis.ROUNDS,
    )


def _verdict(better: bool, worse: bool) -> Verdict:
    return Verdict.BETTER if better else Verdict.WORSE if worse else Verdict.NOISE


def _info(benchmark: Benchmark, corpus: str) -> CorpusInfo:
    return next(each for each in benchmark.corpora if each.name == corpus)
