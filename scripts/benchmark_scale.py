"""Measures runs over many papers: engines, memory, a kill, and how time grows with the length of a text.

    python scripts/benchmark_scale.py -o benchmarks/scale-0.1.0.json

Each run is the command `caseline extract` in a process of its own. Nothing else should use the machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
from scale_documents import of_length, paragraphs, write_reports

from caseline.benchmark.environment import machine, versions
from caseline.pipeline import extract, load

_FIRST = 20_000  # characters of the text before those that are measured
_MB = 1e6
_AUTHORED = Path(__file__).resolve().parents[1] / "corpus" / "authored"
_LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)
_ENGINES: dict[str, list[str]] = {
    "1 worker": [],
    "2 workers": ["--workers", "2"],
    "Ray, 2 workers": ["--engine", "ray", "--workers", "2"],
}


@dataclass(frozen=True)
class Run:
    """What a run took; memory is that of all its processes together, shared pages counted once each process."""

    name: str
    documents: int
    seconds: float
    documents_per_second: float
    peak_mb: float
    peak_of_parent_mb: float
    sorted_sha256: str


class Memory(threading.Thread):
    """Watches the memory of a process and of those that it starts."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(process)
        self.all = 0.0
        self.parent = 0.0

    def run(self) -> None:
        while True:
            try:
                own = self._process.memory_info().rss / _MB
                below = sum(_resident(child) for child in self._process.children(recursive=True))
            except psutil.NoSuchProcess:
                return
            self.parent = max(self.parent, own)
            self.all = max(self.all, own + below)
            time.sleep(0.5)


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / _MB)
    except psutil.NoSuchProcess:
        return 0.0


def command(papers: Path, out: Path, *more: str) -> list[str]:
    """Returns the command of a run."""
    return [sys.executable, "-m", "caseline", "extract", str(papers), "-o", str(out), "--quiet", *more]


def measured(name: str, papers: Path, out: Path, *more: str) -> Run:
    """Runs to the end."""
    begun = time.perf_counter()
    with subprocess.Popen(command(papers, out, *more)) as running:  # noqa: S603 - our own command
        memory = Memory(running.pid)
        memory.start()
        status = running.wait()
    seconds = time.perf_counter() - begun
    if status:
        sys.exit(f"{name}: exit status {status}")
    print(f"{name}: {seconds:.0f} s", file=sys.stderr)  # noqa: T201
    lines = sorted(out.read_bytes().splitlines())
    return Run(
        name=name,
        documents=len(lines),
        seconds=round(seconds, 1),
        documents_per_second=round(len(lines) / seconds, 2),
        peak_mb=round(memory.all),
        peak_of_parent_mb=round(memory.parent),
        sorted_sha256=hashlib.sha256(b"\n".join(lines)).hexdigest(),
    )


def killed(papers: Path, out: Path, whole: Run, *more: str) -> dict[str, Any]:
    """Kills a run half-way and goes on with it; tells how much longer that took than an unbroken one."""
    part = out.with_name(f"{out.name}.part")
    begun = time.perf_counter()
    with subprocess.Popen(command(papers, out, *more)) as running:  # noqa: S603 - our own command
        while running.poll() is None and _lines(part) < whole.documents // 2:
            time.sleep(0.2)
        running.send_signal(signal.SIGKILL)
    first = time.perf_counter() - begun
    kept = _lines(part)
    rest = measured("resumed", papers, out, *more, "--resume")
    return {
        "records_kept": kept,
        "seconds_to_kill": round(first, 1),
        "seconds_after": rest.seconds,
        "seconds_lost": round(first + rest.seconds - whole.seconds, 1),
        "same_bytes": rest.sorted_sha256 == whole.sorted_sha256,
    }


def growth(seed: int) -> list[dict[str, float]]:
    """Returns the processor time of one text of each length."""
    nlp = load()
    known = paragraphs(_AUTHORED)
    # Tables of wording are built at their first use, which a text of some length makes of all of them.
    extract(of_length(random.Random(seed + 1), known, _FIRST), nlp=nlp)  # noqa: S311 - nothing is secret
    rows: list[dict[str, float]] = []
    for length in _LENGTHS:
        text = of_length(random.Random(seed), known, length)  # noqa: S311 - nothing is secret
        begun = time.process_time()
        extract(text, nlp=nlp)
        seconds = time.process_time() - begun
        peak = psutil.Process().memory_info().rss / _MB
        row = {
            "characters": length,
            "seconds": round(seconds, 3),
            "ms_per_kb": round(seconds / length * 1e6, 2),
        }
        rows.append({**row, "resident_mb": round(peak)})
        print(rows[-1], file=sys.stderr)  # noqa: T201
    return rows


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def prepared(folder: Path, count: int, sample: int, seed: int) -> dict[str, int]:
    """Writes the papers, the first of them to a folder of their own; returns how many and how long they are."""
    paths = list(write_reports(folder, count=count, sample=sample, seed=seed, authored=_AUTHORED))
    length = sum(path.stat().st_size for path in paths)
    return {"count": len(paths), "bytes": length, "mean_bytes": length // len(paths)}


def runs(count: int, sample: int, seed: int) -> dict[str, Any]:
    """Returns what the engines, a kill and all the papers took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = prepared(folder, count, sample, seed)
        found = [
            measured(f"{sample} papers, {engine}", folder / "sample", folder / f"{number}.jsonl", *more)
            for number, (engine, more) in enumerate(_ENGINES.items())
        ]
        same = len({run.sorted_sha256 for run in found}) == 1
        broken = killed(folder / "sample", folder / "killed.jsonl", found[1], *_ENGINES["2 workers"])
        every = measured(
            f"{count} papers, 2 workers", folder, folder / "all.jsonl", "--glob", "*.txt", "-w", "2"
        )
        return {
            "documents": documents,
            "runs": [asdict(run) for run in (*found, every)],
            "same_records_by_all": same,
            "killed": broken,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--out", type=Path, required=True, help="what it holds of the other part stays")
    parser.add_argument("--part", choices=("runs", "growth", "all"), default="all")
    parser.add_argument("--documents", type=int, default=10_000, help="for the run with two workers")
    parser.add_argument(
        "--sample", type=int, default=2_000, help="the first of them, for every engine and the kill"
    )
    parser.add_argument("--seed", type=int, default=13)
    given = parser.parse_args()
    found = json.loads(given.out.read_text("utf-8")) if given.out.exists() else {}
    found |= {"schema_name": "caseline-scale", "machine": machine().model_dump(), "versions": versions()}
    command_of = f"python scripts/benchmark_scale.py --seed {given.seed} --part"
    if given.part != "growth":
        sizes = f"--documents {given.documents} --sample {given.sample}"
        measured_runs = runs(given.documents, given.sample, given.seed)
        found["runs"] = {"command": f"{command_of} runs {sizes}", **measured_runs}
    if given.part != "runs":
        found["growth"] = {"command": f"{command_of} growth", "texts": growth(given.seed)}
    given.out.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
