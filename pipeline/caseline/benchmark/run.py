"""A benchmark from its request to its record."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from caseline import pipeline
from caseline.benchmark import cases as case_scores
from caseline.benchmark import speed as speeds
from caseline.benchmark.accuracy import mentions_of, read_records, score_corpus
from caseline.benchmark.bootstrap import LEVEL, RESAMPLES
from caseline.benchmark.corpora import KINDS, Corpus, Split, read_corpus
from caseline.benchmark.environment import machine, saved_files, versions
from caseline.benchmark.record import (
    Benchmark,
    CaseScore,
    ConfigResult,
    CorpusInfo,
    CorpusScore,
    SpeedSetting,
)
from caseline.benchmark.systems import MEDSPACY, MEDSPACY_QUIET
from caseline.benchmark.workers import start_up
from caseline.errors import CaselineError, ConfigError

BASELINES = (MEDSPACY, MEDSPACY_QUIET)
PROTOCOL: Mapping[str, str] = {
    "predicted": "the mentions of the record of each text, whatever they are excluded for; a text is a "
    "sentence (PHEE), a title with its abstract (BC5CDR), a case presentation (MACCROBAT), without sections",
    "strict": "same label, same offsets",
    "relaxed": "same label, at least one character shared; precision counts predictions, recall gold",
    "longest": "of overlapping spans of one label the longest counts, in gold and prediction alike",
    "innermost": "of spans of one label, one that holds another does not count, in gold and prediction alike; "
    "of those that overlap otherwise the longest",
    "discontinuous": "each part is a span (PHEE, MACCROBAT); BC5CDR marks the stretch over all members of such a "
    "list, so there it stands for them",
    "either": "PHEE marks some stretches as TIME and DURATION at once; in the rows so named such a stretch "
    "is not missing when only its other label was predicted there",
    "interval": f"{LEVEL} % percentile bootstrap over documents (for PHEE, sentences of one PMID together)",
    "speed": "text to JSON, batches as spaCy makes them, processor time of one process on one core; rounds "
    "of all pipelines take turns; tokens as Caseline's tokenizer counts them",
    "baselines": "medspacy.load(), its documents piped, standard error to the null device; the second has "
    "the logging of PyRuSH (loguru) switched off",
    "start-up": "fresh processes on one core, from their start until the pipeline is loaded and until the "
    "first record",
    **case_scores.PROTOCOL,
    "memory": "resident memory of a fresh process that runs the texts over and over, in MB of 1,000,000 bytes",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """A corpus with what it says of cases, if it does."""

    corpus: Corpus
    cases: case_scores.CaseGold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to measure.

    `texts` takes the place of the corpora's texts for speed. `memory_documents` 0 leaves memory out.
    """

    configs: tuple[str, ...]
    corpora: Mapping[str, Path] = field(default_factory=dict)
    split: Split = Split.DEV
    speed: bool = True
    texts: Path | None = None
    seed: int = 13
    resamples: int = RESAMPLES
    rounds: int = 5
    speed_documents: int = 300
    memory_documents: int = 2_000
    start_ups: int = 5

    def command(self) -> str:
        """Returns the call that makes this request; of paths their names only."""
        words = ["caseline", "benchmark"]
        for config in self.configs:
            words += ["--config", shown(config)]
        for name, path in self.corpora.items():
            words += [f"--{name}", path.name]
        words += ["--split", self.split.value, "--seed", str(self.seed)]
        if not self.speed:
            return shlex.join([*words, "--no-speed"])
        words += ["--texts", self.texts.name] if self.texts else []
        words += ["--rounds", str(self.rounds), "--speed-docs", str(self.speed_documents)]
        return shlex.join([*words, "--memory-docs", str(self.memory_documents)])


def shown(config: str) -> str:
    """Returns how a config is called in results: a name as it is, of a path the last part."""
    return config if config in pipeline.packaged() else Path(config).name


def run_benchmark(request: Request, *, say: Callable[[str], None]) -> Benchmark:
    """Measures what is asked for; `say` is told what is going on.

    Raises:
        CaselineError: When there is nothing to measure, or a corpus, a text or a config is not usable.
    """
    _check(request)
    gold = [_read(name, path, request.split) for name, path in request.corpora.items()]
    corpora = [each.corpus for each in gold]
    texts = _texts(request, corpora)
    # All of them first: a config that cannot be built is told before minutes of work.
    loaded = {config: pipeline.load(config) for config in request.configs}
    results = [_score(config, nlp, gold, request, say) for config, nlp in loaded.items()]
    setting = None
    if texts is not None:
        setting, results = _add_speed(results, texts, request, say)
    return Benchmark(
        command=request.command(),
        seed=request.seed,
        resamples=request.resamples,
        protocol=PROTOCOL,
        versions=versions(),
        machine=machine(),
        corpora=tuple(_info(corpus) for corpus in corpora),
        speed=setting,
        configs=tuple(results),
    )


def _read(name: str, path: Path, split: Split) -> Gold:
    corpus = read_corpus(KINDS[name], path, split)
    return Gold(corpus, case_scores.read_case_gold(name, path, split))


def _check(request: Request) -> None:
    if not request.corpora and not (request.speed and request.texts):
        msg = f"nothing to measure on: name a corpus with --{', --'.join(KINDS)}, or --texts for speed alone"
        raise CaselineError(msg)
    if request.texts and not request.speed:
        msg = "--texts is for measuring speed; leave out --no-speed"
        raise CaselineError(msg)
    names = [shown(config) for config in request.configs]
    for name in names:
        if names.count(name) > 1:
            msg = f"--config {name}: given twice, or two configs have this name; results go by the name"
            raise ConfigError(msg)


def _texts(request: Request, corpora: Sequence[Corpus]) -> speeds.Texts | None:
    if not request.speed:
        return None
    limits = {"limit": request.speed_documents, "seed": request.seed}
    if request.texts:
        return speeds.texts_of_folder(request.texts, **limits)
    return speeds.texts_of_corpora(corpora, **limits)


def _score(
    config: str, nlp: Language, gold: Sequence[Gold], request: Request, say: Callable[[str], None]
) -> ConfigResult:
    scores: list[CorpusScore] = []
    cases: list[CaseScore] = []
    noise = {"seed": request.seed, "resamples": request.resamples}
    for each in gold:
        say(f"{shown(config)}: scoring on {each.corpus.kind.name}")
        records = read_records(nlp, each.corpus.texts)
        scores += score_corpus(each.corpus, mentions_of(each.corpus, records), **noise)
        if each.cases:
            cases += case_scores.score_case_gold(nlp, each.cases, records, **noise)
    return ConfigResult(
        config=shown(config),
        provenance=pipeline.provenance(nlp),
        files=saved_files(config),
        scores=tuple(scores),
        cases=tuple(cases),
    )


def _add_speed(
    results: Sequence[ConfigResult], texts: speeds.Texts, request: Request, say: Callable[[str], None]
) -> tuple[SpeedSetting, list[ConfigResult]]:
    *ours, as_it_comes, quiet = speeds.measure(
        (*request.configs, *BASELINES), texts, ours=request.configs, rounds=request.rounds, say=say
    )
    setting = SpeedSetting(
        texts=texts.info,
        rounds=request.rounds,
        one_core=as_it_comes.pinned,
        baselines=tuple(speeds.throughput(each, texts.info, name=each.name) for each in (as_it_comes, quiet)),
    )
    timed = []
    for result, measured in zip(results, ours, strict=True):
        say(f"{result.config}: start-up and memory")
        more = {
            "speed": speeds.throughput(measured, texts.info, name=result.config),
            "ratios": tuple(speeds.ratio(measured, other) for other in (as_it_comes, quiet)),
            "stages": speeds.stages(measured, texts.info),
            "case_time": speeds.case_time(measured, limit=case_scores.TIME_LIMIT),
            "start_up": start_up(measured.name, times=request.start_ups),
            "memory": speeds.measure_memory(measured.name, texts, documents=request.memory_documents)
            if request.memory_documents
            else None,
        }
        timed.append(result.model_copy(update=more))
    return setting, timed


def _info(corpus: Corpus) -> CorpusInfo:
    return CorpusInfo(
        name=corpus.kind.name,
        split=corpus.split,
        sha256=corpus.sha256,
        texts=len(corpus.texts),
        documents=max(corpus.units()) + 1,
    )
