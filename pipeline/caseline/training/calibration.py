"""Fits the weights behind the scores to judged mentions, and predicts each from the others."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from caseline.nlp.score_features import is_agreement
from caseline.nlp.score_table import Weights
from caseline.training.logistic import Values, fit_logistic

# Labels that share weights, each with a level of its own; any other label stands for itself.
GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"AGE", "SEX", "ETHNICITY"}),
    frozenset({"DOSE", "ROUTE", "FREQUENCY"}),
    frozenset({"TIME", "DURATION"}),
)
FOLDS = 5
# A label with fewer judged mentions gets no score, a feature that fewer mentions have no weight.
_FEWEST_MENTIONS = 20
_FEWEST_WITH = 10
# Nats for two units of a squared weight; the level of a label within its group is nearly free.
_PENALTY = 1.0
_PENALTY_OF_LEVEL = 0.05
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A judged mention: where from, what speaks for it, and whether it is right."""

    corpus: str
    document: str
    label: str
    features: Mapping[str, float]
    right: bool


def fit_weights(examples: Sequence[Example]) -> dict[str, Weights]:
    """Returns the model of each label that enough examples judge."""
    counts = Counter(example.label for example in examples)
    known = sorted(label for label, count in counts.items() if count >= _FEWEST_MENTIONS)
    groups = sorted({tuple(sorted(_group_of(label) & set(known))) for label in known})
    return {
        label: model
        for group in groups
        for label, model in _fit_group(group, [each for each in examples if each.label in group]).items()
    }


def cross_fit(examples: Sequence[Example], *, folds: int = FOLDS) -> list[float | None]:
    """Returns for each example the score from models that have not seen its document."""
    fold_of = [zlib.crc32(example.document.encode()) % folds for example in examples]
    found: list[float | None] = [None] * len(examples)
    for fold in range(folds):
        seen = [each for each, own in zip(examples, fold_of, strict=True) if own != fold]
        models = fit_weights(seen)
        for place, (example, own) in enumerate(zip(examples, fold_of, strict=True)):
            if own == fold and example.label in models:
                found[place] = models[example.label].probability(example.features)
    return found


def _group_of(label: str) -> frozenset[str]:
    return next((group for group in GROUPS if label in group), frozenset({label}))


def _fit_group(labels: Sequence[str], examples: Sequence[Example]) -> dict[str, Weights]:
    names = _names(examples)
    columns = {name: column for column, name in enumerate([*labels, *names])}
    table: Values = np.zeros((len(examples), len(columns)))
    for row, example in enumerate(examples):
        table[row, columns[example.label]] = 1
        for name, value in example.features.items():
            if name in columns:
                table[row, columns[name]] = value
    weights = fit_logistic(
        table,
        np.array([example.right for example in examples], dtype=np.float64),
        penalty=np.array([_PENALTY_OF_LEVEL] * len(labels) + [_PENALTY] * len(names)),
        nonnegative=np.array([False] * len(labels) + [is_agreement(name) for name in names]),
    )
    rounded = {name: round(float(weights[column]), _DECIMALS) for name, column in columns.items()}
    shared = {name: rounded[name] for name in names if rounded[name]}
    return {label: Weights(intercept=rounded[label], weights=shared) for label in labels}


def _names(examples: Sequence[Example]) -> list[str]:
    counts = Counter(name for example in examples for name, value in example.features.items() if value)
    return sorted(name for name, count in counts.items() if count >= _FEWEST_WITH)
