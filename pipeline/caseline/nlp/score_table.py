"""The table behind the scores: for each label, what each feature of a mention weighs."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from caseline.errors import ConfigError
from caseline.schema.mention import Label

_PACKAGE = "caseline.nlp.calibration"
_SUFFIX = ".json"


@dataclass(frozen=True)
class Weights:
    """A logistic model: the log odds of a mention without any feature, and what each feature adds."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Returns the probability that a mention with these features is right, between 0 and 1."""
        odds = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-odds)) if odds > 0 else math.exp(odds) / (1 + math.exp(odds))


@dataclass(frozen=True)
class ScoreTable:
    """The models by label; a label without one has no score. `text` is the file, to write again."""

    labels: Mapping[str, Weights]
    text: str

    def score(self, label: str, features: Mapping[str, float]) -> float | None:
        """Returns the probability to two decimals, None for a label that the table lacks.

        More decimals would differ between processors, on which networks of whole numbers do.
        """
        model = self.labels.get(label)
        return None if model is None else round(model.probability(features), 2)


def packaged_tables() -> tuple[str, ...]:
    """Returns the names of the tables that ship with the package."""
    names = (item.name for item in files(_PACKAGE).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def load_table(name_or_path: str) -> ScoreTable:
    """Returns a packaged table by its name, or one by the path of its JSON file.

    Raises:
        ConfigError: When there is no such table, or it cannot be used.
    """
    is_path = name_or_path.endswith(_SUFFIX)
    if not is_path and name_or_path not in packaged_tables():
        known = ", ".join(packaged_tables())
        raise ConfigError(
            f"no table of scores {name_or_path!r}: name one of {known}, or a path ending in .json"
        )
    file = Path(name_or_path) if is_path else files(_PACKAGE).joinpath(name_or_path + _SUFFIX)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name_or_path}: cannot read the table of scores: {error}") from error
    return read_table(text, name=name_or_path)


def read_table(text: str, *, name: str) -> ScoreTable:
    """Reads a table; `name` only names it in errors.

    Raises:
        ConfigError: When it is not one, or names a label that the record does not have.
    """
    try:
        labels = {label: _weights(model) for label, model in json.loads(text)["labels"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConfigError(
            f"{name}: not a table of scores: {error!r}; `caseline calibrate` writes one"
        ) from error
    unknown = sorted(set(labels) - set(Label))
    if unknown:
        raise ConfigError(f"{name} names {', '.join(unknown)}; the labels are {', '.join(Label)}")
    return ScoreTable(labels=labels, text=text)


def _weights(model: Mapping[str, Any]) -> Weights:
    weights = {str(feature): float(weight) for feature, weight in model["weights"].items()}
    intercept = float(model["intercept"])
    if not all(map(math.isfinite, (intercept, *weights.values()))):
        raise ValueError("a weight is not finite")
    return Weights(intercept=intercept, weights=weights)
