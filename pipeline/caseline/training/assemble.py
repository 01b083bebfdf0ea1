"""A trained network and a config's other components become one saved pipeline."""

from __future__ import annotations

import tempfile
from importlib.metadata import version
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import registry

from caseline.errors import ConfigError
from caseline.nlp import tokenizer
from caseline.nlp.tagging.network import Network
from caseline.pipeline import build

TAGGER = "tagger"
SPACY_VERSIONS = ">=3.7.5,<3.9.0"


def with_network(folder: Path) -> Language:
    """Returns a pipeline of a tagger alone, with the network that training left in `folder/tagger`.

    Raises:
        ConfigError: When there is none.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = registry.tokenizers.get(tokenizer.NAME)()(nlp)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": tokenizer.NAME}
    tagger = nlp.add_pipe("caseline_tagger", name=TAGGER)
    tagger.network = Network.from_disk(folder / TAGGER)  # type: ignore[attr-defined]
    return nlp


def assemble(config: Path, target: Path, *, trained: Path | None = None) -> Language:
    """Builds the pipeline of a config, saves it to `target` and returns it.

    `trained` is a folder that training wrote; without it the config's trained components are taken from
    where its `paths.trained` says, or from the packaged pipeline.

    Raises:
        ConfigError: When the config cannot be built, or training left nothing in the folder.
    """
    try:
        if trained is None:
            nlp = build(config)
        else:
            with tempfile.TemporaryDirectory() as folder:
                with_network(trained).to_disk(folder)
                nlp = build(config, trained=Path(folder))
    except (ValueError, OSError, KeyError) as error:
        raise ConfigError(f"{config}: cannot build the pipeline: {error}") from error
    nlp.meta["name"] = f"caseline_{config.stem}"
    nlp.meta["version"] = version("caseline")
    nlp.meta["description"] = "Mentions of a published case report, with their context."
    nlp.meta["license"] = "Apache-2.0"
    # One saved pipeline serves both Pythons; the golden records are equal on both spaCy versions.
    nlp.meta["spacy_version"] = SPACY_VERSIONS
    # Where the network lay while building means nothing afterwards, and differs between machines.
    nlp.config["paths"]["trained"] = None
    nlp.to_disk(target)
    return nlp
