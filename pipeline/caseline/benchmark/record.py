"""The JSON of a benchmark: figures, what they were measured on and with, and no text of any corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError

from caseline.errors import ReadingError, SchemaError
from caseline.schema.base import Part
from caseline.schema.report import Provenance

SCHEMA: Final = "caseline-benchmark"
SCHEMA_VERSION: Final = "1.1"
_NUMBERS = re.compile(r"\[\s+(-?[\d.e+-]+(?:,\s+-?[\d.e+-]+)*)\s+\]")


class Rate(Part):
    """Precision, recall and F1 in per cent; `low` to `high` is the bootstrap interval of F1."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float


class DocumentCounts(Part):
    """Counts by document, in columns of one length; documents that are all zero are left out.

    `touching` counts predictions that overlap gold, `touched` gold that a prediction overlaps.
    """

    document: tuple[int, ...]
    gold: tuple[int, ...]
    predicted: tuple[int, ...]
    strict: tuple[int, ...]
    touching: tuple[int, ...]
    touched: tuple[int, ...]


class LabelScore(Part):
    """A row: one label, labels taken together, or a micro average over the rows of `members`.

    `counts` stand under the corpus's own rule only; those of a micro average are the sums of its members'.
    """

    label: str
    members: tuple[str, ...] = ()
    gold: int
    predicted: int
    strict: Rate
    relaxed: Rate
    counts: DocumentCounts | None = None


class CorpusScore(Part):
    """The scores on one corpus under one rule for overlapping spans; `primary` marks the corpus's own rule."""

    corpus: str
    overlap: str
    primary: bool
    labels: tuple[LabelScore, ...]

    def label(self, name: str) -> LabelScore | None:
        """Returns a row by its label, None when there is no such row."""
        return next((row for row in self.labels if row.label == name), None)


class DocumentShares(Part):
    """Counts by document, in columns of one length; documents that are all zero are left out."""

    document: tuple[int, ...]
    hits: tuple[int, ...]
    of: tuple[int, ...]


class Share(Part):
    """How many of some things are as they should be, in per cent; `low` to `high` is the bootstrap interval."""

    label: str
    hits: int
    of: int
    percent: float
    low: float
    high: float
    counts: DocumentShares


class CaseScore(Part):
    """The scores of the cases on one corpus; `texts` says what the pipeline saw: documents or sentences."""

    corpus: str
    texts: str
    labels: tuple[LabelScore, ...] = ()
    shares: tuple[Share, ...] = ()

    def label(self, name: str) -> LabelScore | None:
        """Returns a row by its label, None when there is no such row."""
        return next((row for row in self.labels if row.label == name), None)

    def share(self, name: str) -> Share | None:
        """Returns a share by its label, None when there is no such share."""
        return next((row for row in self.shares if row.label == name), None)


class CorpusInfo(Part):
    """A corpus that was scored; `texts` are what the pipeline saw, `documents` what they belong to."""

    name: str
    split: str
    sha256: str
    texts: int
    documents: int


class Timing(Part):
    """Seconds of each round over the same texts, on the processor and by the clock."""

    cpu_seconds: tuple[float, ...]
    wall_seconds: tuple[float, ...]


class Throughput(Timing):
    """How fast a whole pipeline is: medians over rounds, by processor time unless `wall` is said."""

    name: str
    documents_per_second: float
    tokens_per_second: float
    tokens_per_second_low: float
    tokens_per_second_high: float
    wall_tokens_per_second: float


class Stage(Timing):
    """One step on the way from text to JSON, all documents through it before the next."""

    name: str
    tokens_per_second: float
    share: float = Field(description="Of the processor time of all stages, in per cent.")


class Ratio(Part):
    """How many times as fast as another pipeline, round by round; the median, and its range."""

    other: str
    median: float
    low: float
    high: float


class CaseTime(Part):
    """What cases cost: seconds from texts to mentions, and to mentions and cases, in rounds that take turns.

    `ratio` is the second by the first, round by round: its median, and its range from `low` to `high`;
    `limit` is what it should not exceed.
    """

    mentions: Timing
    cases: Timing
    ratio: float
    low: float
    high: float
    limit: float


class StartUp(Part):
    """Fresh processes: seconds until the pipeline is loaded, and until the first record is there."""

    ready_wall: tuple[float, ...]
    ready_cpu: tuple[float, ...]
    first_record_wall: tuple[float, ...]
    first_record_cpu: tuple[float, ...]


class Memory(Part):
    """Resident memory of a fresh process, in MB, after every so many documents.

    `growth` is from the reading at `from_document` to the last; null where the run was too short or the
    system does not tell. `flat` is growth below `flat_below`.
    """

    documents: int
    at: tuple[int, ...]
    resident: tuple[float, ...]
    peak: float | None
    from_document: int | None
    growth: float | None
    flat: bool | None
    flat_below: float


class SpeedTexts(Part):
    """The texts that speed was measured on; tokens as Caseline's tokenizer counts them."""

    sources: Mapping[str, int]
    documents: int
    tokens: int
    characters: int
    sha256: str


class SpeedSetting(Part):
    """How speed was measured."""

    texts: SpeedTexts
    rounds: int
    one_core: str
    baselines: tuple[Throughput, ...]


class ConfigResult(Part):
    """What was measured of one pipeline. `files` is the SHA-256 of its saved files, where it has any."""

    config: str
    provenance: Provenance
    files: str | None
    scores: tuple[CorpusScore, ...] = ()
    cases: tuple[CaseScore, ...] = ()
    speed: Throughput | None = None
    ratios: tuple[Ratio, ...] = ()
    stages: tuple[Stage, ...] = ()
    case_time: CaseTime | None = None
    start_up: StartUp | None = None
    memory: Memory | None = None

    def primary(self) -> tuple[CorpusScore, ...]:
        """Returns the scores of each corpus under its own rule."""
        return tuple(score for score in self.scores if score.primary)


class Machine(Part):
    """Where it ran."""

    platform: str
    cpu: str
    cores: int | None


class Benchmark(Part):
    """A run of `caseline benchmark`; files of schema 1.0 have no figures about cases."""

    schema_name: Literal["caseline-benchmark"] = SCHEMA
    schema_version: Literal["1.0", "1.1"] = SCHEMA_VERSION
    command: str
    seed: int
    resamples: int
    protocol: Mapping[str, str]
    versions: Mapping[str, str | None]
    machine: Machine
    corpora: tuple[CorpusInfo, ...]
    speed: SpeedSetting | None
    configs: tuple[ConfigResult, ...]

    def to_json(self) -> str:
        """Returns indented JSON, columns of numbers on one line."""
        return _NUMBERS.sub(_on_one_line, self.model_dump_json(indent=1)) + "\n"


def read_benchmark(path: Path) -> Benchmark:
    """Reads and checks a file that `to_json` wrote.

    Raises:
        ReadingError: When it cannot be read.
        SchemaError: When it is no benchmark of this version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(str(path), f"cannot be read: {error.strerror or error}") from error
    try:
        return Benchmark.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        msg = f"{path}: not a benchmark of schema {SCHEMA} {SCHEMA_VERSION}: {where}: {first['msg']}"
        raise SchemaError(msg) from error


def _on_one_line(match: re.Match[str]) -> str:
    return f"[{''.join(match[1].split())}]"
