"""Scores the mentions of a pipeline against the development parts of the corpora it was trained on.

    python scripts/score_corpora.py --phee DIR --bc5cdr DIR --maccrobat DIR [--config NAME|PATH] [--json FILE]

Strict is the same label and offsets, relaxed the same label and an overlap. Of overlapping gold or
predicted spans of one label the longest counts, since the corpora mark one.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import caseline
from caseline.nlp.layers import MENTIONS
from caseline.training.brat import read_brat
from caseline.training.phee import read_phee
from caseline.training.pubtator import read_pubtator
from caseline.training.texts import LabelledText

Span = tuple[int, int, str]

# Corpus label to ours; a disease is an event or a disorder by what a text says of it, so the corpora
# that do not tell the two apart are scored on both together.
DISEASE = "EVENT or DISORDER"
MAPS: Mapping[str, Mapping[str, str]] = {
    "phee": {
        label: label for label in "DRUG EVENT DISORDER AGE SEX TIME DURATION DOSE ROUTE FREQUENCY".split()
    },
    "bc5cdr": {"Chemical": "DRUG", "Disease": DISEASE},
    "maccrobat": {
        "Age": "AGE",
        "Sex": "SEX",
        "Medication": "DRUG",
        "Therapeutic_procedure": "THERAPY",
        "Sign_symptom": DISEASE,
        "Disease_disorder": DISEASE,
        "Dosage": "DOSE",
        "Duration": "DURATION",
        "Biological_structure": "BODY_SITE",
        "Severity": "SEVERITY",
    },
}


def longest(spans: Iterable[Span]) -> set[Span]:
    """Returns the spans of each label that no longer one of it overlaps."""
    kept: set[Span] = set()
    for start, end, label in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        if not any(label == other[2] and start < other[1] and other[0] < end for other in kept):
            kept.add((start, end, label))
    return kept


def ours(corpus: str, label: str) -> str:
    """Returns the label under which a mention of ours is scored on a corpus."""
    return DISEASE if corpus != "phee" and label in {"EVENT", "DISORDER"} else label


def rates(hits: int, predicted: int, found: int, gold: int) -> dict[str, float]:
    """Returns precision, recall and F1 in per cent; `found` counts gold spans, `hits` predicted ones."""
    precision = hits / predicted if predicted else 0.0
    recall = found / gold if gold else 0.0
    total = precision + recall
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(200 * precision * recall / total, 1) if total else 0.0,
    }


def score(corpus: str, texts: Sequence[LabelledText], found: Sequence[set[Span]]) -> dict[str, object]:
    """Returns strict and relaxed rates by label and over all labels of a corpus."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    labels = set(MAPS[corpus].values())
    for text, spans in zip(texts, found, strict=True):
        gold = longest((s.start, s.end, MAPS[corpus][s.label]) for s in text.spans if s.label in MAPS[corpus])
        predicted = longest(span for span in spans if span[2] in labels)
        for label in labels:
            left = {span for span in gold if span[2] == label}
            right = {span for span in predicted if span[2] == label}
            touched = [any(a[0] < b[1] and b[0] < a[1] for b in left) for a in right]
            reached = [any(a[0] < b[1] and b[0] < a[1] for b in right) for a in left]
            same = len(left & right)
            for place, number in enumerate((len(left), len(right), same, same, sum(touched), sum(reached))):
                counts[label][place] += number
                counts["all"][place] += number
    return {
        label: {
            "gold": n[0],
            "strict": rates(n[2], n[1], n[3], n[0]),
            "relaxed": rates(n[4], n[1], n[5], n[0]),
        }
        for label, n in sorted(counts.items())
    }


def main() -> None:
    """Reads the corpora, runs the pipeline and prints a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in MAPS:
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--config", default="default")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    corpora = {
        "phee": tuple(read_phee(options.phee / "dev.json")),
        "bc5cdr": tuple(read_pubtator(options.bc5cdr / "CDR_DevelopmentSet.PubTator.txt")),
        "maccrobat": tuple(read_brat(options.maccrobat / "dev")),
    }
    nlp = caseline.load(options.config)
    results = {}
    for corpus, texts in corpora.items():
        docs = nlp.pipe(text.text for text in texts)
        found = [
            {(s.start_char, s.end_char, ours(corpus, s.label_)) for s in doc.spans[MENTIONS]} for doc in docs
        ]
        results[corpus] = score(corpus, texts, found)
        print(f"\n{corpus} dev, {len(texts)} texts: F1 strict / relaxed")  # noqa: T201
        for label, rate in results[corpus].items():
            print(f"  {label:20} {rate['strict']['f1']:5} / {rate['relaxed']['f1']:5}  ({rate['gold']} gold)")  # noqa: T201
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
