"""Measures how many records a second `caseline load` puts into a database.

    python scripts/benchmark_store.py -o benchmarks/store-0.1.0.json
    python scripts/benchmark_store.py --postgresql postgresql://USER@HOST/EMPTY -o benchmarks/store-0.1.0.json

The records are those of the authored reports as the pipeline reads them, each repeated with another id: of the whole
texts, and of the first 600 characters. Each load is the command in a process of its own; its start is in the figures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean
from typing import Any

from caseline.benchmark.environment import machine, versions
from caseline.pipeline import extract, load

_AUTHORED = Path(__file__).resolve().parents[1] / "corpus" / "authored"
_RUNS = 3
# Length of the texts.
_KINDS = {"reports": None, "short": 600}


def main() -> None:
    """Measures and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--postgresql", help="an empty database")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, Any] = {
            "command": f"python scripts/benchmark_store.py --records {given.records} -o {given.output}",
            "machine": machine().model_dump(),
            "versions": versions(),
            "records": given.records,
        }
        for name, longest in _KINDS.items():
            records = Path(folder) / f"{name}.jsonl"
            kind = found[name] = _write(records, given.records, longest)
            kind["sqlite"] = [_loaded(records, f"sqlite:///{folder}/{name}{run}.db") for run in range(_RUNS)]
            kind["sqlite_again"] = _loaded(records, f"sqlite:///{folder}/{name}0.db")
            if given.postgresql:
                kind["postgresql"] = _loaded(records, given.postgresql)
                kind["postgresql_again"] = _loaded(records, given.postgresql)
    given.output.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _write(path: Path, count: int, longest: int | None) -> dict[str, Any]:
    """Writes so many records of texts cut to a length, and returns what they are like."""
    nlp = load()
    texts = [file.read_text("utf-8")[:longest] for file in sorted(_AUTHORED.glob("*.txt"))]
    made = [extract(text, nlp=nlp) for text in texts]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            record = made[number % len(made)]
            digest = hashlib.sha256(f"{record.document.text}\n{number}".encode()).hexdigest()
            document = record.document.model_copy(update={"id": f"sha256:{digest}"})
            stream.write(record.model_copy(update={"document": document}).to_json() + "\n")
    return {
        "characters": round(mean(len(text) for text in texts)),
        "kb": round(path.stat().st_size / count / 1e3, 1),
        "mentions": round(mean(len(each.mentions) for each in made)),
    }


def _loaded(records: Path, url: str) -> dict[str, float]:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "caseline", "load", str(records), "--db", url], check=True)  # noqa: S603
    seconds = time.perf_counter() - began
    count = sum(1 for _ in records.open("rb"))
    return {"seconds": round(seconds, 2), "records_per_second": round(count / seconds)}


if __name__ == "__main__":
    main()
