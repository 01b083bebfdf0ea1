"""A corpus of a few sentences, and a recipe that learns it in seconds."""

from __future__ import annotations

import json
import random
from pathlib import Path

from caseline.training.corpora import Corpus
from caseline.training.recipe import Recipe
from caseline.training.texts import LabelledSpan, LabelledText, labelled

DRUGS = ("warfarin", "kava", "ibuprofen", "methotrexate", "insulin")
SIGNS = ("rash", "liver failure", "fever", "nausea", "heart block")
PATTERNS = (
    "He took {drug} and had {sign}.",
    "After {drug} there was {sign}.",
    "No {sign} under {drug} was seen.",
)
RECIPE = Recipe(
    network="convolution",
    layers=1,
    width=32,
    corpora=("bc5cdr", "phee"),
    use_features=True,
    epochs=25,
    phee_epochs=0,
    batch=400,
    rate=0.01,
    rate_words=0.002,
    rate_heads=0.01,
    decay=0.01,
    dropout=0.0,
    drop_features=0.1,
    drop_pieces=0.0,
    average=0.9,
    teacher_share=0.5,
    seed=1,
)


def corpus(name: str, drug: str, sign: str, *, shuffled: bool = False) -> Corpus:
    """Returns every drug with every sign; shuffled, the labels stand on words drawn at random."""
    chance = random.Random(3)
    texts = []
    for number, (left, right) in enumerate((left, right) for left in DRUGS for right in SIGNS):
        text = PATTERNS[number % len(PATTERNS)].format(drug=left, sign=right)
        spans = [_span(text, left, drug), _span(text, right, sign)]
        if shuffled:
            words = [word.strip(".") for word in text.split()]
            spans = [_span(text, word, chance.choice((drug, sign))) for word in chance.sample(words, 2)]
        texts.append(labelled(f"{number}", text, spans))
    every: tuple[LabelledText, ...] = tuple(texts)
    return Corpus(name, train=every, dev=every, pieces=iter)


def corpora(*, shuffled: bool = False) -> tuple[Corpus, ...]:
    """Returns two corpora that name the same things differently."""
    return (
        corpus("bc5cdr", "Chemical", "Disease", shuffled=shuffled),
        corpus("phee", "DRUG", "EVENT", shuffled=shuffled),
    )


def write_marked(folder: Path, *, kinds: str, text: str) -> None:
    """Writes the files of marked texts, each with one, and of the kinds of their names."""
    (folder / "kinds.tsv").write_text(kinds, encoding="utf-8")
    for name in ("marked-train", "marked-dev", "papers-train", "papers-dev", "notes-train", "notes-dev"):
        line = json.dumps({"id": "1", "text": text})
        (folder / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")


def _span(text: str, words: str, label: str) -> LabelledSpan:
    start = text.index(words)
    return LabelledSpan(start, start + len(words), label)
