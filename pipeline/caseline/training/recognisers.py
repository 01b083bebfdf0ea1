"""Trains spaCy's own recogniser, one a corpus: what the tagger is measured against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop

from caseline.errors import ConfigError
from caseline.nlp.tokenizer import NAME as TOKENIZER
from caseline.training.convert import LostSpan, convert
from caseline.training.corpora import Corpus, Pieces
from caseline.training.pieces import join_sentences

SEED = 7
ROUNDS = 2
COMPONENT = "ner"
# A recogniser has no sentences as a tagger has: it learns from single ones and from whole abstracts.
_PIECES: Mapping[str, Pieces] = {"phee": join_sentences}


@dataclass(frozen=True, slots=True)
class Trained:
    """Where a trained pipeline stands, its scores on the dev texts, and the training spans it never saw."""

    name: str
    path: Path
    scores: Mapping[str, Any]
    lost: tuple[LostSpan, ...]


def train_all(
    corpora: Sequence[Corpus], *, config: Path, output: Path, seed: int = SEED, rounds: int = ROUNDS
) -> tuple[Trained, ...]:
    """Trains a pipeline a corpus, each in `output/<name>/model-best`.

    Each begins with the token vectors that the one before has learnt, the first of a later round with those
    of the last; a later round replaces the pipelines of the one before.

    Raises:
        ConfigError: When the config cannot be read or built.
    """
    trained: dict[str, Trained] = {}
    start: Path | None = None
    for corpus in list(corpora) * rounds:
        trained[corpus.name] = train_one(
            corpus, config=config, output=output / corpus.name, start=start, seed=seed
        )
        start = trained[corpus.name].path
    return tuple(trained.values())


def train_one(
    corpus: Corpus,
    *,
    config: Path,
    output: Path,
    start: Path | None = None,
    seed: int = SEED,
    overrides: Mapping[str, Any] | None = None,
) -> Trained:
    """Converts one corpus and trains a pipeline on it with spaCy's training loop.

    Writes `train.spacy`, `dev.spacy`, `training.log`, `model-best` and `model-last` into `output`.

    Args:
        corpus: What to learn from.
        config: A spaCy training config with `paths.train` and `paths.dev`.
        output: Folder to write to.
        start: A trained pipeline of the same architecture, whose token vectors to begin with.
        seed: Of every random choice.
        overrides: Values of the config to change, as `section.name`.

    Raises:
        ConfigError: When the config cannot be read or built.
    """
    output.mkdir(parents=True, exist_ok=True)
    paths = {part: output / f"{part}.spacy" for part in ("train", "dev")}
    blank = util.get_lang_class("en").from_config({"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    converted = convert(_PIECES.get(corpus.name, corpus.pieces)(corpus.train), blank, prefer=corpus.prefer)
    converted.doc_bin().to_disk(paths["train"])
    convert(corpus.dev, blank, prefer=corpus.prefer).doc_bin().to_disk(paths["dev"])
    values = {f"paths.{part}": str(path) for part, path in paths.items()} | {"system.seed": seed}
    nlp = _initialised(config, values | dict(overrides or {}))
    if start is not None:
        _token_vectors(nlp).from_bytes(_token_vectors(util.load_model(start)).to_bytes())
    with (output / "training.log").open("w", encoding="utf-8") as log:
        train_loop(nlp, output, stdout=log, stderr=log)
    best = output / "model-best"
    return Trained(corpus.name, best, _forget_paths(best).meta["performance"], converted.lost)


def _initialised(config: Path, values: Mapping[str, Any]) -> Language:
    try:
        return init_nlp(util.load_config(config, overrides=dict(values), interpolate=False))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{config}: {error}") from error


def _forget_paths(path: Path) -> Language:
    """Takes the training files' places out of the saved config; they mean nothing elsewhere."""
    nlp = util.load_model(path)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config.to_disk(path / "config.cfg")
    return nlp


def _token_vectors(nlp: Language) -> Any:
    recogniser: Any = nlp.get_pipe(COMPONENT)
    return recogniser.model.get_ref("tok2vec")
