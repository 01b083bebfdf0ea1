"""Speed of pipelines on the same texts, in rounds that take turns, so that a busy machine slows all alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
import spacy

from caseline.benchmark.corpora import Corpus
from caseline.benchmark.memory import EVERY, judge
from caseline.benchmark.record import CaseTime, Memory, Ratio, SpeedTexts, Stage, Throughput, Timing
from caseline.benchmark.workers import Worker
from caseline.errors import CaselineError
from caseline.nlp.tokenizer import make_clinical_tokenizer
from caseline.reading import find_inputs, read_article

# Of seconds: the quickest steps take some microseconds.
_DIGITS = 6
Seconds = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts to measure speed on, and what is written of them."""

    texts: tuple[str, ...]
    info: SpeedTexts


@dataclass(frozen=True, slots=True)
class Measured:
    """The rounds of one pipeline; `stages`, `mentions` and `cases` are empty for one that is not ours.

    The last two are from texts to mentions, and to mentions and cases.
    """

    name: str
    rounds: Seconds
    stages: Mapping[str, Seconds]
    pinned: str
    mentions: Seconds = field(default_factory=list)
    cases: Seconds = field(default_factory=list)


def texts_of_corpora(corpora: Sequence[Corpus], *, limit: int, seed: int) -> Texts:
    """Returns at most `limit` texts, about as many from each corpus."""
    known = {corpus.kind.name: [text.text for text in corpus.texts] for corpus in corpora}
    return _texts(known, limit=limit, seed=seed)


def texts_of_folder(folder: Path, *, limit: int, seed: int) -> Texts:
    """Returns at most `limit` texts of a folder, or the text of a file.

    Raises:
        ReadingError: When one cannot be read, or there is none.
    """
    found = find_inputs([folder])
    for problem in found.problems:
        raise problem
    return _texts({folder.name: [read_article(path).text for path in found.paths]}, limit=limit, seed=seed)


def measure(
    systems: Sequence[str], texts: Texts, *, ours: Sequence[str], rounds: int, say: Callable[[str], None]
) -> list[Measured]:
    """Runs every system over the texts, one after the other in each round, each in a process of its own.

    Raises:
        MeasuringError: When one fails.
    """
    taken: dict[str, Seconds] = {name: [] for name in systems}
    stages: dict[str, dict[str, Seconds]] = {name: {} for name in systems}
    parts: dict[str, dict[str, Seconds]] = {name: {"mentions": [], "cases": []} for name in systems}
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(name, texts.texts)) for name in systems]
        for number in range(1, rounds + 1):
            say(f"speed, round {number} of {rounds}: {', '.join(systems)}")
            for worker in workers:
                taken[worker.name].append(tuple(worker.ask("round")))
            for worker in workers:
                if worker.name in ours:
                    for part, seconds in parts[worker.name].items():
                        seconds.append(tuple(worker.ask(part)))
                    for stage, step in worker.ask("stages"):
                        stages[worker.name].setdefault(stage, []).append(tuple(step))
        return [Measured(w.name, taken[w.name], stages[w.name], w.pinned, **parts[w.name]) for w in workers]


def measure_memory(config: str, texts: Texts, *, documents: int) -> Memory:
    """Runs texts over and over in a fresh process and reads its memory.

    Raises:
        MeasuringError: When it fails.
    """
    with Worker(config, texts.texts) as worker:
        return judge(worker.ask("memory", documents=documents, every=EVERY))


def throughput(measured: Measured, texts: SpeedTexts, *, name: str) -> Throughput:
    """Returns the speed of a pipeline."""
    cpu, wall = _columns(measured.rounds)
    return Throughput(
        name=name,
        cpu_seconds=cpu,
        wall_seconds=wall,
        documents_per_second=round(texts.documents / median(cpu), 2),
        tokens_per_second=round(texts.tokens / median(cpu), 1),
        tokens_per_second_low=round(texts.tokens / max(cpu), 1),
        tokens_per_second_high=round(texts.tokens / min(cpu), 1),
        wall_tokens_per_second=round(texts.tokens / median(wall), 1),
    )


def stages(measured: Measured, texts: SpeedTexts) -> tuple[Stage, ...]:
    """Returns the speed of each step of a pipeline of ours."""
    columns = {name: _columns(seconds) for name, seconds in measured.stages.items()}
    whole = sum(median(cpu) for cpu, _ in columns.values())
    return tuple(
        Stage(
            name=name,
            cpu_seconds=cpu,
            wall_seconds=wall,
            tokens_per_second=round(texts.tokens / max(median(cpu), 10**-_DIGITS), 1),
            share=round(100 * median(cpu) / whole, 1) if whole else 0.0,
        )
        for name, (cpu, wall) in columns.items()
    )


def case_time(measured: Measured, *, limit: float) -> CaseTime | None:
    """Returns what cases cost by processor time, round by round; None where it was not measured."""
    times = [
        whole / alone
        for (alone, _), (whole, _) in zip(measured.mentions, measured.cases, strict=True)
        if alone > 0
    ]
    if not times:
        return None
    mentions, cases = (_columns(seconds) for seconds in (measured.mentions, measured.cases))
    return CaseTime(
        mentions=Timing(cpu_seconds=mentions[0], wall_seconds=mentions[1]),
        cases=Timing(cpu_seconds=cases[0], wall_seconds=cases[1]),
        ratio=round(median(times), 3),
        low=round(min(times), 3),
        high=round(max(times), 3),
        limit=limit,
    )


def ratio(measured: Measured, other: Measured) -> Ratio:
    """Returns how many times as fast as `other` a pipeline is, by processor time, round by round."""
    times = [
        theirs / ours
        for (ours, _), (theirs, _) in zip(measured.rounds, other.rounds, strict=True)
        if ours > 0
    ]
    return Ratio(
        other=other.name,
        median=round(median(times), 3),
        low=round(min(times), 3),
        high=round(max(times), 3),
    )


def _texts(known: Mapping[str, Sequence[str]], *, limit: int, seed: int) -> Texts:
    chosen: dict[str, list[str]] = {}
    left = limit
    for place, (name, texts) in enumerate(sorted(known.items(), key=lambda item: (len(item[1]), item[0]))):
        share = min(len(texts), left // (len(known) - place))
        left -= share
        picked = np.random.default_rng(seed).choice(len(texts), size=share, replace=False)
        chosen[name] = [texts[number] for number in sorted(picked)]
    together = tuple(text for texts in chosen.values() for text in texts if text.strip())
    if not together:
        msg = f"no text to measure speed on: {limit} is too few for {len(known)} sources"
        raise CaselineError(msg)
    tokenize = make_clinical_tokenizer(spacy.blank("en"))
    info = SpeedTexts(
        sources={name: len(texts) for name, texts in sorted(chosen.items())},
        documents=len(together),
        tokens=sum(len(tokenize(text)) for text in together),
        characters=sum(map(len, together)),
        sha256=hashlib.sha256("\0".join(together).encode("utf-8", "surrogatepass")).hexdigest(),
    )
    return Texts(together, info)


def _columns(seconds: Seconds) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return (
        tuple(round(max(cpu, 10**-_DIGITS), _DIGITS) for cpu, _ in seconds),
        tuple(round(max(wall, 10**-_DIGITS), _DIGITS) for _, wall in seconds),
    )
