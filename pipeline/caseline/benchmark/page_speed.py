"""Speed, start-up and memory of a benchmark, drawn."""

from __future__ import annotations

from collections.abc import Iterator

from caseline.benchmark.record import Benchmark, ConfigResult, SpeedSetting, Throughput
from caseline.benchmark.words import case_time_words, memory_words, start_up_words
from caseline.pages.bars import Bar, Fill, Scale, draw, legend, line
from caseline.pages.sheet import Section, paragraph
from caseline.pages.tables import Column, Kind, Markup, Row, Rows, table, text


def speed_section(benchmark: Benchmark, setting: SpeedSetting) -> Section:
    """Returns the section of all that was timed."""
    texts = setting.texts
    words = (
        f"{texts.documents:,} texts, {texts.tokens:,} tokens, from text to record. Processor time, median and "
        f"range of rounds: {setting.rounds}. {setting.one_core.capitalize()}."
    )
    parts = [
        paragraph(words),
        legend(
            (Bar(0.7), "a config of Caseline"),
            (Bar(0.7, fill=Fill.SOFT), "medspaCy"),
            (Bar(None, low=0.3, high=0.8), "range of rounds"),
        ),
        _throughput(benchmark, setting),
        *(part for result in benchmark.configs for part in _of_config(result)),
    ]
    return Section("speed", "Speed and memory", Markup("".join(parts)))


def _throughput(benchmark: Benchmark, setting: SpeedSetting) -> Markup:
    ours = [(result.speed, Fill.FULL) for result in benchmark.configs if result.speed]
    every = [*ours, *((speed, Fill.SOFT) for speed in setting.baselines)]
    scale = Scale(0, max((speed.tokens_per_second_high for speed, _ in every), default=1.0))
    columns = (
        Column("pipeline"),
        Column("tokens a second", Kind.DRAWING),
        *(_number(name) for name in ("docs/s", "tokens/s", "range", "by the clock")),
    )
    rows = tuple(_speed_row(speed, fill, scale) for speed, fill in every)
    return table("Throughput", columns, [Rows(rows)])


def _speed_row(speed: Throughput, fill: Fill, scale: Scale) -> Row:
    low, high = speed.tokens_per_second_low, speed.tokens_per_second_high
    return Row(
        (
            speed.name,
            draw(Bar(speed.tokens_per_second, low=low, high=high, fill=fill), scale=scale),
            f"{speed.documents_per_second:.1f}",
            f"{speed.tokens_per_second:,.0f}",
            f"{low:,.0f}–{high:,.0f}",
            f"{speed.wall_tokens_per_second:,.0f}",
        )
    )


def _of_config(result: ConfigResult) -> Iterator[Markup]:
    sentences = [
        f"{each.median:.2f} [{each.low:.2f}–{each.high:.2f}] times as fast as {each.other}"
        for each in result.ratios
    ]
    sentences += [case_time_words(result.case_time)] if result.case_time else []
    sentences += [start_up_words(result.start_up)] if result.start_up else []
    sentences += [memory_words(result.memory)] if result.memory else []
    if not sentences and not result.stages:
        return
    items = "".join(f"<li>{text(sentence)}</li>" for sentence in sentences)
    yield Markup(f"<h3>{text(result.config)}</h3><ul>{items}</ul>")
    if result.memory and result.memory.at:
        points = list(zip(result.memory.at, result.memory.resident, strict=True))
        first, last = points[0], points[-1]
        title = f"Resident memory: {first[1]:,.0f} MB after {first[0]:,} documents, {last[1]:,.0f} MB after {last[0]:,}"
        yield Markup(f"<figure><figcaption>{text(title)}</figcaption>{line(points, title=title)}</figure>")
    if result.stages:
        yield _stages(result)


def _stages(result: ConfigResult) -> Markup:
    scale = Scale(0, max(stage.share for stage in result.stages))
    columns = (
        Column("step"),
        Column("share of the time", Kind.DRAWING),
        *(_number(name) for name in ("share, %", "tokens/s")),
    )
    rows = tuple(
        Row(
            (
                stage.name,
                draw(Bar(stage.share), scale=scale),
                f"{stage.share:.1f}",
                f"{stage.tokens_per_second:,.0f}",
            )
        )
        for stage in result.stages
    )
    return table(f"Each step of {result.config}", columns, [Rows(rows)])


def _number(name: str) -> Column:
    return Column(name, Kind.NUMBER)
