"""The trained recognisers and the config's other components become one saved pipeline."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import registry

from caseline.errors import ConfigError
from caseline.nlp import tokenizer
from caseline.pipeline import build

PREFIX = "ner_"
SPACY_VERSIONS = ">=3.7.5,<3.9.0"


def trained_in(folder: Path) -> dict[str, Path]:
    """Returns the best pipeline of each corpus that training left in a folder.

    Raises:
        ConfigError: When there is none.
    """
    found = {path.parent.name: path for path in sorted(folder.glob("*/model-best"))}
    if not found:
        msg = f"{folder} holds no CORPUS/model-best; name the folder that `caseline train` wrote"
        raise ConfigError(msg)
    return found


def join_recognisers(models: Mapping[str, Path]) -> Language:
    """Returns a pipeline that holds the `ner` of each trained pipeline, named `ner_` and its corpus."""
    nlp = spacy.blank("en")
    nlp.tokenizer = registry.tokenizers.get(tokenizer.NAME)()(nlp)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": tokenizer.NAME}
    for corpus, path in sorted(models.items()):
        nlp.add_pipe("ner", name=f"{PREFIX}{corpus}", source=spacy.load(path))
    return nlp


def assemble(config: Path, target: Path, *, models: Mapping[str, Path] | None = None) -> Language:
    """Builds the pipeline of a config, saves it to `target` and returns it.

    Without `models` the recognisers of the packaged pipeline are taken.

    Raises:
        ConfigError: When the config cannot be built.
    """
    if models is None:
        nlp = build(config)
    else:
        with tempfile.TemporaryDirectory() as folder:
            join_recognisers(models).to_disk(folder)
            nlp = build(config, trained=Path(folder))
    nlp.meta["name"] = f"caseline_{config.stem}"
    nlp.meta["version"] = version("caseline")
    nlp.meta["description"] = "Mentions of a published case report, with their context."
    nlp.meta["license"] = "Apache-2.0"
    # One saved pipeline serves both Pythons; the golden records are equal on both spaCy versions.
    nlp.meta["spacy_version"] = SPACY_VERSIONS
    # Where the recognisers lay while building means nothing afterwards, and differs between machines.
    nlp.config["paths"]["trained"] = None
    nlp.to_disk(target)
    return nlp
