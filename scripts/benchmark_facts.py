"""Measures how many facts of made-up reports the records hold.

    python scripts/benchmark_facts.py -o benchmarks/facts-0.1.0.json

The reports and their form: annotations/facts/README.md. `--show` lists the differences of the sets that may be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from caseline import pipeline
from caseline.benchmark.environment import machine, versions
from caseline.evaluation.fact_scores import Compared, compare_facts, tally_facts
from caseline.evaluation.facts import TextFacts, read_facts

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "annotations" / "facts"
KEPT_APART = ("five", "six")


def main() -> None:
    """Measures, and writes the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", help="names of sets; all by default")
    parser.add_argument("--config", default="default", help="the pipeline")
    parser.add_argument("--show", action="store_true", help="list the differences of each text")
    parser.add_argument("-o", "--out", type=Path, help="where the figures go, as JSON")
    options = parser.parse_args()
    nlp = pipeline.load(options.config)
    by_set: dict[str, list[Compared]] = {}
    for path in sorted(FOLDER.glob("*.jsonl")):
        if options.sets and path.stem not in options.sets:
            continue
        by_set[path.stem] = []
        for facts in read_facts(path):
            compared = compare_facts(facts, pipeline.extract(facts.text, nlp=nlp, source=facts.id))
            by_set[path.stem] += compared
            if options.show and path.stem not in KEPT_APART:
                sys.stdout.write(differences(facts, compared))
    found: dict[str, Any] = {
        "command": "python scripts/benchmark_facts.py",
        "config": options.config,
        "machine": machine().model_dump(),
        "versions": versions(),
        "worked_on": figures(part for name in by_set if name not in KEPT_APART for part in by_set[name]),
        "kept_apart": figures(part for name in by_set if name in KEPT_APART for part in by_set[name]),
        "sets": {name: figures(compared) for name, compared in by_set.items()},
    }
    if options.out:
        options.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(table({name: found[name] for name in ("worked_on", "kept_apart")}))


def differences(facts: TextFacts, compared: Iterable[Compared]) -> str:
    """Returns what a record lacks (-) and has beside gold (+), a line each, below the id of the text."""
    lines = [f"{facts.id} ({facts.kind})"]
    for field, _, missing, spurious in compared:
        lines += [f"  - {field}: {line}" for line in missing]
        lines += [f"  + {field}: {line}" for line in spurious]
    return "\n".join(lines) + "\n"


def figures(compared: Iterable[Compared]) -> dict[str, dict[str, float]]:
    """Returns counts, precision, recall and F1 of each field."""
    return {
        field: {
            "gold": gold,
            "predicted": predicted,
            "matched": matched,
            "precision": round(matched / predicted, 3) if predicted else 0.0,
            "recall": round(matched / gold, 3) if gold else 0.0,
            "f1": round(2 * matched / (gold + predicted), 3) if gold + predicted else 0.0,
        }
        for field, (gold, predicted, matched) in tally_facts(compared).items()
    }


def table(groups: dict[str, dict[str, dict[str, float]]]) -> str:
    """Returns the figures as a table to read."""
    lines = [f"{'':16}" + "".join(f"{name:>28}" for name in groups)]
    lines += [f"{'':16}" + f"{'gold  prec   rec    F1':>28}" * len(groups)]
    for field in next(iter(groups.values())):
        cells = [group[field] for group in groups.values()]
        lines.append(
            f"{field:16}"
            + "".join(
                f"{cell['gold']:>10}{cell['precision']:6.2f}{cell['recall']:6.2f}{cell['f1']:6.2f}"
                for cell in cells
            )
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
