"""A benchmark as tables for a terminal of 100 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from caseline.benchmark.compare import Difference, Verdict
from caseline.benchmark.record import (
    Benchmark,
    CaseScore,
    ConfigResult,
    CorpusScore,
    LabelScore,
    Rate,
    SpeedSetting,
    Throughput,
)
from caseline.benchmark.words import CHANCE, case_time_words, memory_words, start_up_words
from caseline.printable import printable

_DASH = "–"
_STYLES = {Verdict.BETTER: "bold green", Verdict.WORSE: "bold red"}


def render(benchmark: Benchmark) -> RenderableType:
    """Returns a table for each corpus and config, then the speeds."""
    return Group(*_parts(benchmark))


def render_differences(differences: Sequence[Difference]) -> RenderableType:
    """Returns a table for each corpus and for speed, what lies outside noise marked."""
    groups: dict[str, list[Difference]] = {}
    for difference in differences:
        groups.setdefault(difference.group, []).append(difference)
    marked = [each for each in differences if each.verdict in _STYLES]
    better = sum(each.verdict is Verdict.BETTER for each in marked)
    closing = Text(f"{better} better, {len(marked) - better} worse, of {len(differences)} figures. {CHANCE}")
    return Group(*(_difference_table(group, rows) for group, rows in groups.items()), closing)


def new_table(title: str, *columns: str, words: int = 1) -> Table:
    """Returns a table without rows; the first `words` columns hold words, the others numbers."""
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(columns):
        table.add_column(name, justify="left" if place < words else "right", no_wrap=True)
    return table


def _parts(benchmark: Benchmark) -> Iterator[RenderableType]:
    for result in benchmark.configs:
        for score in result.primary():
            if not score.labels:
                continue
            yield _score_table(benchmark, result, score)
            yield from _other_rules(result, score)
        for cases in result.cases:
            yield from _case_tables(benchmark, result, cases)
    setting = benchmark.speed
    if setting is None:
        return
    yield _speed_table(benchmark, setting)
    for result in benchmark.configs:
        yield from _ratios(result)
    yield Text(
        f"Processor time, median and range of rounds: {setting.rounds}. {setting.one_core.capitalize()}.\n"
    )
    for result in benchmark.configs:
        if result.stages:
            yield _stage_table(result)
        if result.case_time:
            yield Text(f"{printable(result.config)}: {case_time_words(result.case_time)}")
        yield from _start_and_memory(result)


def _score_table(benchmark: Benchmark, result: ConfigResult, score: CorpusScore) -> Table:
    info = next(each for each in benchmark.corpora if each.name == score.corpus)
    title = (
        f"{printable(result.config)} on {score.corpus} {printable(info.split)}: {info.texts:,} texts, "
        f"overlap: {score.overlap}"
    )
    table = new_table(title, "label", "gold", "P", "R", "strict F1 [95 %]", "relaxed F1 [95 %]")
    for row in score.labels:
        table.add_row(row.label, f"{row.gold:,}", *_rates(row), style="bold" if row.members else "")
    return table


def _case_tables(benchmark: Benchmark, result: ConfigResult, score: CaseScore) -> Iterator[Table]:
    info = next(each for each in benchmark.corpora if each.name == score.corpus)
    texts = info.texts if score.texts == "sentences" else info.documents
    title = f"{printable(result.config)}, cases of {score.corpus} {printable(info.split)}: {texts:,} {score.texts}"
    if score.labels:
        table = new_table(title, "what", "gold", *"PR", "relaxed F1 [95 %]", "strict F1")
        for row in score.labels:
            table.add_row(row.label, *_both_rates(row), style="bold" if row.members else "")
        yield table
    if score.shares:
        table = new_table(title, "share", "hits", "of", "% [95 %]")
        for share in score.shares:
            percent = f"{share.percent:.1f} [{share.low:.1f}–{share.high:.1f}]" if share.of else _DASH
            table.add_row(share.label, f"{share.hits:,}", f"{share.of:,}", percent)
        yield table


def _both_rates(row: LabelScore) -> tuple[str, ...]:
    if not row.gold:
        return (f"{row.gold:,}", *(_DASH,) * 4)
    relaxed = row.relaxed
    found = (f"{relaxed.precision:.1f}", f"{relaxed.recall:.1f}", _rate(relaxed))
    return (f"{row.gold:,}", *found, f"{row.strict.f1:.1f}")


def _other_rules(result: ConfigResult, score: CorpusScore) -> Iterator[Text]:
    for other in result.scores:
        if other.corpus == score.corpus and not other.primary:
            totals = (f"{row.label} {_rate(row.strict)}" for row in other.labels if row.members)
            yield Text(f"Strict F1 under overlap: {other.overlap}: {'; '.join(totals)}\n")


def _difference_table(group: str, rows: Sequence[Difference]) -> Table:
    table = new_table(printable(group), "figure", "verdict", "old", "new", "new − old [95 %]", words=2)
    table.columns[1].no_wrap = False
    for row in rows:
        digits = 1 if max(abs(row.old), abs(row.new)) >= 10 or row.low is not None else 2
        bounds = "" if row.low is None or row.high is None else f" [{row.low:+.1f}, {row.high:+.1f}]"
        table.add_row(
            row.label,
            f"{row.verdict}: {row.basis}" if row.verdict is Verdict.UNJUDGED else row.verdict,
            f"{row.old:,.{digits}f}",
            f"{row.new:,.{digits}f}",
            f"{row.new - row.old:+,.{digits}f}{bounds}",
            style=_STYLES.get(row.verdict, ""),
        )
    bases = sorted({row.basis.value for row in rows if row.verdict is not Verdict.UNJUDGED})
    table.caption = Text(f"noise: {'; '.join(bases)}") if bases else None
    table.caption_justify = "left"
    return table


def _speed_table(benchmark: Benchmark, setting: SpeedSetting) -> Table:
    texts = setting.texts
    title = f"Text to record: {texts.documents:,} texts, {texts.tokens:,} tokens"
    table = new_table(title, "pipeline", "docs/s", "tokens/s", "range", "by the clock")
    for speed in (*(each.speed for each in benchmark.configs), *setting.baselines):
        if speed:
            table.add_row(*_speed_cells(speed))
    return table


def _ratios(result: ConfigResult) -> Iterator[Text]:
    for each in result.ratios:
        yield Text(
            f"{printable(result.config)}: {each.median:.2f} [{each.low:.2f}–{each.high:.2f}] times as fast as "
            f"{each.other}"
        )


def _speed_cells(speed: Throughput) -> tuple[str, ...]:
    return (
        printable(speed.name),
        f"{speed.documents_per_second:.1f}",
        f"{speed.tokens_per_second:,.0f}",
        f"{speed.tokens_per_second_low:,.0f}–{speed.tokens_per_second_high:,.0f}",
        f"{speed.wall_tokens_per_second:,.0f}",
    )


def _stage_table(result: ConfigResult) -> Table:
    table = new_table(f"{printable(result.config)}: each step", "step", "share", "tokens/s")
    for stage in result.stages:
        table.add_row(printable(stage.name), f"{stage.share:.1f} %", f"{stage.tokens_per_second:,.0f}")
    return table


def _start_and_memory(result: ConfigResult) -> Iterator[Text]:
    if result.start_up:
        yield Text(f"{printable(result.config)}: {start_up_words(result.start_up)}")
    if result.memory:
        yield Text(f"{printable(result.config)}: {memory_words(result.memory)}\n")


def _rates(row: LabelScore) -> tuple[str, ...]:
    if not row.gold:
        return (_DASH,) * 4
    strict = row.strict
    return f"{strict.precision:.1f}", f"{strict.recall:.1f}", _rate(strict), _rate(row.relaxed)


def _rate(rate: Rate) -> str:
    return f"{rate.f1:.1f} [{rate.low:.1f}–{rate.high:.1f}]"
