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
from caseline.nlp.roles.network import RoleNetwork
from caseline.nlp.tagging.encoder import Encoder
from caseline.nlp.tagging.network import Network
from caseline.pipeline import build, trained_by

TAGGER = "tagger"
ROLES = "roles"
# The trained components: what builds them, and their network.
_TRAINED: dict[str, tuple[str, type[Encoder]]] = {
    TAGGER: ("caseline_tagger", Network),
    ROLES: ("caseline_roles", RoleNetwork),
}
SPACY_VERSIONS = ">=3.7.5,<3.9.0"


def with_networks(trained: Path, *, others: Path | None = None) -> Language:
    """Returns a pipeline of trained components alone, with the networks that training left in `trained`.

    Those that are not there are taken from `others`, a saved pipeline, as far as it has them.

    Raises:
        ConfigError: When `trained` holds none, or one cannot be used.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = registry.tokenizers.get(tokenizer.NAME)()(nlp)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": tokenizer.NAME}
    if not any((trained / name).is_dir() for name in _TRAINED):
        raise ConfigError(f"{trained} holds no network; name a folder that `caseline train` wrote")
    for name, (factory, network) in _TRAINED.items():
        folder = next((each / name for each in (trained, others) if each and (each / name).is_dir()), None)
        if folder is not None:
            nlp.add_pipe(factory, name=name).network = network.from_disk(folder)  # type: ignore[attr-defined]
    return nlp


def assemble(config: Path, target: Path, *, trained: Path | None = None) -> Language:
    """Builds the pipeline of a config, saves it to `target` and returns it.

    `trained` is a folder that training wrote; trained components that it lacks, or all without it, are taken
    from where the config's `paths.trained` says, or from the packaged pipeline.

    Raises:
        ConfigError: When the config cannot be built, or training left nothing in the folder.
    """
    try:
        if trained is None:
            nlp = build(config)
        else:
            with tempfile.TemporaryDirectory() as folder:
                with trained_by(config) as others:
                    with_networks(trained, others=others).to_disk(folder)
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
