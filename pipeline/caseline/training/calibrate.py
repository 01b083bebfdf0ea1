"""Fits a pipeline's table of scores to annotated corpora, and measures how reliable the scores are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich import box
from rich.console import Group
from rich.table import Table
from spacy.language import Language

from caseline.nlp.layers import MENTIONS
from caseline.nlp.score_features import features
from caseline.nlp.score_table import Weights
from caseline.pipeline import load
from caseline.training.brat import read_brat
from caseline.training.calibration import FOLDS, Example, cross_fit, fit_weights
from caseline.training.corpora import corpus_file
from caseline.training.judging import BASIS, JUDGES, Candidate
from caseline.training.phee import read_phee
from caseline.training.pubtator import read_pubtator
from caseline.training.reliability import Reliability, reliability
from caseline.training.texts import LabelledText

_ABOUT = (
    "What each feature of a mention weighs in its score: the probability that an annotator would give these "
    "very characters this label. Written by `caseline calibrate`. Labels that are missing have no score."
)
# They stand behind the scores and neither find nor drop mentions.
_NOT_NEEDED = frozenset({"caseline_scores", "caseline_codes", "caseline_context"})
ALL = "all"


@dataclass(frozen=True)
class Calibration:
    """A fitted table; how reliable cross-fitted scores are, in all, by corpus and by label.

    `texts` is how many texts of each corpus it was fitted to, `judged` how many mentions of each label.
    """

    labels: Mapping[str, Weights]
    judged: Mapping[str, int]
    texts: Mapping[str, int]
    reliability: Mapping[str, Reliability]

    def to_json(self) -> str:
        """Returns the table as it is committed: indented, keys sorted."""
        data = {
            "about": _ABOUT,
            "texts": dict(self.texts),
            "folds": FOLDS,
            "labels": {
                label: {
                    "basis": BASIS[label],
                    "judged": self.judged[label],
                    "intercept": model.intercept,
                    "weights": dict(model.weights),
                }
                for label, model in self.labels.items()
            },
            "reliability": {name: _rounded(each) for name, each in self.reliability.items()},
        }
        return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def calibrate(config: str, *, phee: Path, bc5cdr: Path, maccrobat: Path) -> Calibration:
    """Returns the table of a pipeline, fitted to the dev parts of three corpora.

    Raises:
        ConfigError: When the pipeline cannot be built.
        ReadingError: When a corpus is missing or malformed.
        AlignmentError: When an annotation does not select its text.
    """
    corpora = {
        "bc5cdr": tuple(read_pubtator(corpus_file(bc5cdr, "CDR_DevelopmentSet.PubTator.txt"))),
        "maccrobat": tuple(read_brat(maccrobat / "dev")),
        "phee": tuple(read_phee(corpus_file(phee, "dev.json"))),
    }
    nlp = load(config)
    metas = {name: nlp.get_pipe_meta(name) for name in nlp.pipe_names}
    with nlp.select_pipes(disable=[name for name, meta in metas.items() if meta.factory in _NOT_NEEDED]):
        examples = [each for name, texts in corpora.items() for each in judged(nlp, name, texts)]
    return calibration(examples, texts={name: len(texts) for name, texts in corpora.items()})


def judged(nlp: Language, corpus: str, texts: Sequence[LabelledText]) -> Iterator[Example]:
    """Yields the mentions that a pipeline finds in a corpus's texts, where the corpus has a say on them."""
    for text, doc in zip(texts, nlp.pipe(each.text for each in texts), strict=True):
        # PHEE's ids are PMID_sentence; sentences of one paper belong together.
        document = text.id.partition("_")[0]
        for span, held in zip(doc.spans[MENTIONS], features(doc), strict=True):
            candidate = Candidate(span.start_char, span.end_char, span.label_, held)
            is_right = JUDGES[corpus].judge(candidate, text)
            if is_right is not None:
                yield Example(corpus, document, span.label_, held, is_right)


def calibration(examples: Sequence[Example], *, texts: Mapping[str, int]) -> Calibration:
    """Returns the table fitted to all examples, and how reliable scores are that have not seen theirs."""
    labels = dict(sorted(fit_weights(examples).items()))
    scored = [
        (example, round(score, 2), example.right)
        for example, score in zip(examples, cross_fit(examples), strict=True)
        if score is not None
    ]
    parts = {ALL: [(score, right) for _, score, right in scored]}
    for name in sorted(JUDGES):
        parts[name] = [(score, right) for example, score, right in scored if example.corpus == name]
    for label in labels:
        parts[label] = [(score, right) for example, score, right in scored if example.label == label]
    return Calibration(
        labels=labels,
        judged={label: sum(example.label == label for example in examples) for label in labels},
        texts=texts,
        reliability={name: reliability(part) for name, part in parts.items()},
    )


def render(found: Calibration) -> Group:
    """Returns the reliability as Markdown tables: the bands of all mentions, then corpora and labels."""
    bands = Table("score", "mentions", "mean score", "right", box=box.MARKDOWN)
    for row in found.reliability[ALL].rows:
        bands.add_row(
            f"{row.low:.1f}–{row.high:.1f}",
            f"{row.mentions:,}",
            f"{row.score:.2f}",
            f"{100 * row.right:.1f} %",
        )
    parts = Table("mentions of", "number", "mean score", "right", "calibration error", box=box.MARKDOWN)
    for name, part in found.reliability.items():
        score, right = part.means()
        parts.add_row(
            name, f"{part.mentions:,}", f"{score:.2f}", f"{100 * right:.1f} %", f"{100 * part.error:.1f}"
        )
    return Group(bands, parts)


def _rounded(found: Reliability) -> object:
    rows: Iterable[dict[str, float]] = (asdict(row) for row in found.rows)
    bands = [{name: round(value, 4) for name, value in row.items()} for row in rows]
    return {"mentions": found.mentions, "error": round(found.error, 4), "bands": bands}
