"""A benchmark as a page: scores with their intervals as bars, configs beside each other, and speed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseline.benchmark.bootstrap import LEVEL
from caseline.benchmark.page_speed import speed_section
from caseline.benchmark.record import (
    Benchmark,
    CaseScore,
    ConfigResult,
    CorpusInfo,
    CorpusScore,
    LabelScore,
    Rate,
    Share,
)
from caseline.pages import write_page
from caseline.pages.bars import Bar, Fill, Scale, draw, legend
from caseline.pages.sheet import Section, facts, folded, paragraph, sheet
from caseline.pages.tables import Column, Kind, Markup, Row, Rows, table

_DASH = "–"
_PERCENT = Scale(0, 100)
_TIMES = "time"
Labels = CorpusScore | CaseScore


def benchmark_page(benchmark: Benchmark) -> Iterator[str]:
    """Yields a page of HTML, piece by piece, that needs nothing but itself."""
    sections = [*_mention_sections(benchmark), *_case_sections(benchmark)]
    if benchmark.speed is not None:
        sections.append(speed_section(benchmark, benchmark.speed))
    sections.append(_protocol_section(benchmark))
    configs = ", ".join(result.config for result in benchmark.configs)
    page = sheet(f"Benchmark of {configs}", _lead(benchmark), sections, footer=benchmark.command)
    yield from write_page(page)


def context(benchmark: Benchmark) -> list[tuple[str, str]]:
    """Returns where and with what a benchmark was measured, name by name."""
    versions = ", ".join(f"{name} {version}" for name, version in benchmark.versions.items() if version)
    machine = benchmark.machine
    cores = "" if machine.cores is None else f", {machine.cores} cores"
    return [("Versions", versions or _DASH), ("Machine", f"{machine.cpu}{cores}, {machine.platform}")]


def _lead(benchmark: Benchmark) -> Markup:
    corpora = "; ".join(_corpus(info) for info in benchmark.corpora)
    noise = f"{LEVEL} %, {benchmark.resamples:,} resamples, seed {benchmark.seed}"
    return facts([*([("Corpora", corpora)] if corpora else []), *context(benchmark), ("Intervals", noise)])


def _corpus(info: CorpusInfo) -> str:
    documents = "" if info.documents == info.texts else f" of {info.documents:,} documents"
    return f"{info.name} {info.split}, {info.texts:,} texts{documents}"


def _mention_sections(benchmark: Benchmark) -> Iterator[Section]:
    for info in benchmark.corpora:
        scored = [
            (result.config, score)
            for result in benchmark.configs
            for score in result.scores
            if score.corpus == info.name and score.labels
        ]
        primary = [(config, score) for config, score in scored if score.primary]
        if not primary:
            continue
        body = _legend("strict F1", "relaxed F1") + _labels(
            f"Under the rule for overlapping spans: {primary[0][1].overlap}", primary
        )
        others: dict[str, list[tuple[str, CorpusScore]]] = {}
        for config, score in scored:
            if not score.primary:
                others.setdefault(score.overlap, []).append((config, score))
        for overlap, members in others.items():
            body += folded(f"Under the rule: {overlap}", _labels(f"Rule: {overlap}", members))
        yield Section(f"mentions-{info.name}", f"Mentions of {info.name}", Markup(body))


def _case_sections(benchmark: Benchmark) -> Iterator[Section]:
    infos = {info.name: info for info in benchmark.corpora}
    found: dict[tuple[str, str], list[tuple[str, CaseScore]]] = {}
    for result in benchmark.configs:
        for score in result.cases:
            found.setdefault((score.corpus, score.texts), []).append((result.config, score))
    for (corpus, texts), scored in found.items():
        info = infos[corpus]
        count = info.texts if texts == "sentences" else info.documents
        body = paragraph(f"{count:,} {texts}.")
        if any(score.labels for _, score in scored):
            body = Markup(body + _legend("relaxed F1", "strict F1") + _labels("Items", scored, strict=False))
        if any(score.shares for _, score in scored):
            body = Markup(body + _shares(scored))
        yield Section(f"cases-{corpus}-{texts}", f"Cases of {corpus}, {texts}", body)


def _legend(first: str, second: str) -> Markup:
    return legend(
        (Bar(0.7), first),
        (Bar(0.7, fill=Fill.OUTLINE), second),
        (Bar(None, low=0.3, high=0.8), f"{LEVEL} % interval"),
    )


def _labels(caption: str, scored: Sequence[tuple[str, Labels]], *, strict: bool = True) -> Markup:
    """Returns a row for each label and config; the mode that counts most has the full bar.

    Args:
        caption: Of the table.
        scored: The configs with their scores.
        strict: Whether strict F1 counts most, else relaxed.
    """
    modes = ("strict", "relaxed") if strict else ("relaxed", "strict")
    columns = (
        Column("label"),
        *((Column("config"),) if len(scored) > 1 else ()),
        Column("F1 from 0 to 100", Kind.DRAWING),
        *(_number(name) for name in ("gold", "P", "R", *(f"{mode} F1 [{LEVEL} %]" for mode in modes))),
    )
    groups = [
        Rows(tuple(_label_rows(members, modes)), title) for title, members in _by_label(scored) if members
    ]
    return table(caption, columns, groups)


def _by_label(
    scored: Sequence[tuple[str, Labels]],
) -> Iterator[tuple[str | None, list[list[tuple[str, LabelScore]]]]]:
    """Yields the labels, each with every config's score; those of times apart, where there are others."""
    names = list(dict.fromkeys(row.label for _, score in scored for row in score.labels))
    rows = {
        name: [(config, row) for config, score in scored if (row := score.label(name)) is not None]
        for name in names
    }
    timed = [rows[name] for name in names if name.startswith(_TIMES) and name.islower()]
    others = [rows[name] for name in names if not (name.startswith(_TIMES) and name.islower())]
    both = bool(timed and others)
    yield ("Roles" if both else None), others
    yield ("Times" if both else None), timed


def _label_rows(labels: Sequence[Sequence[tuple[str, LabelScore]]], modes: tuple[str, str]) -> Iterator[Row]:
    for members in labels:
        for place, (config, row) in enumerate(members):
            yield Row(
                (
                    row.label,
                    *((config,) if len(members) > 1 else ()),
                    *_label_cells(row, modes),
                ),
                strong=bool(row.members),
                again=place > 0,
            )


def _label_cells(row: LabelScore, modes: tuple[str, str]) -> tuple[str, ...]:
    if not row.gold:
        return (Markup(""), "0", *(_DASH,) * 4)
    first, second = (_rate_of(row, mode) for mode in modes)
    return (
        draw(_bar(first), _bar(second, Fill.OUTLINE), scale=_PERCENT),
        f"{row.gold:,}",
        f"{first.precision:.1f}",
        f"{first.recall:.1f}",
        *(f"{rate.f1:.1f} [{rate.low:.1f}–{rate.high:.1f}]" for rate in (first, second)),
    )


def _rate_of(row: LabelScore, mode: str) -> Rate:
    return row.strict if mode == "strict" else row.relaxed


def _bar(rate: Rate, fill: Fill = Fill.FULL) -> Bar:
    return Bar(rate.f1, low=rate.low, high=rate.high, fill=fill)


def _shares(scored: Sequence[tuple[str, CaseScore]]) -> Markup:
    several = len(scored) > 1
    columns = (
        Column("share"),
        *((Column("config"),) if several else ()),
        Column("from 0 to 100 %", Kind.DRAWING),
        *(_number(name) for name in ("right", "of", f"% [{LEVEL} %]")),
    )
    names = dict.fromkeys(share.label for _, score in scored for share in score.shares)
    rows: list[Row] = []
    for name in names:
        members = [(config, share) for config, score in scored if (share := score.share(name)) is not None]
        for place, (config, share) in enumerate(members):
            cells = (name, *((config,) if several else ()), *_share_cells(share))
            rows.append(Row(cells, again=place > 0))
    return table("Shares", columns, [Rows(tuple(rows))])


def _share_cells(share: Share) -> tuple[str, ...]:
    if not share.of:
        return (Markup(""), f"{share.hits:,}", "0", _DASH)
    return (
        draw(Bar(share.percent, low=share.low, high=share.high), scale=_PERCENT),
        f"{share.hits:,}",
        f"{share.of:,}",
        f"{share.percent:.1f} [{share.low:.1f}–{share.high:.1f}]",
    )


def _protocol_section(benchmark: Benchmark) -> Section:
    made = [(result.config, _made(result)) for result in benchmark.configs]
    rules = folded("The rules in full", facts(list(benchmark.protocol.items())))
    digests = facts([(f"{info.name} {info.split}", info.sha256) for info in benchmark.corpora])
    body = facts(made) + rules + (folded("SHA-256 of the corpora", digests) if benchmark.corpora else "")
    return Section("protocol", "How it was measured", Markup(body))


def _made(result: ConfigResult) -> str:
    known = result.provenance
    return ", ".join(filter(None, (f"Caseline {known.caseline}", known.model, known.config, result.files)))


def _number(name: str) -> Column:
    return Column(name, Kind.NUMBER)
