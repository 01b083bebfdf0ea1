"""One training, as the command line asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from spacy.util import load_config

from caseline.errors import ConfigError
from caseline.training.corpora import Corpus, read_corpora
from caseline.training.recipe import read_recipe

TAGGER = "recipe"
RECOGNISER = "training"

Train = Callable[[Sequence[Corpus]], Mapping[str, float]]


def run(
    folders: Mapping[str, Path],
    *,
    config: Path,
    output: Path,
    seed: int | None,
    teachers: Sequence[Path],
    average: Sequence[Path],
    say: Callable[[str], None],
) -> Mapping[str, float]:
    """Trains what a config describes and returns strict F1 on the dev texts of each corpus, in per cent.

    A config with a `[recipe]` is of a tagger; one with a `[training]` is spaCy's own, of recognisers. What
    the config lacks is said before the corpora are read.

    Raises:
        ConfigError: When the config is neither, asks for what it cannot have, or torch is not installed.
        ReadingError: When a corpus lacks a file, or one is malformed.
    """
    if teachers and average:
        raise ConfigError("the mean of earlier trainings learns from no teacher; leave out one of the two")
    if _is_of_tagger(config):
        train = _tagger(config, output, seed, teachers, average, say)
    elif teachers or average:
        raise ConfigError(f"{config} trains recognisers, which have no teachers and no mean")
    else:
        train = partial(_recognisers, config, output, seed)
    corpora = read_corpora(bc5cdr=folders["bc5cdr"], maccrobat=folders["maccrobat"], phee=folders["phee"])
    say(f"corpora: {', '.join(f'{corpus.name} ({len(corpus.train):,} texts)' for corpus in corpora)}")
    return train(corpora)


def _is_of_tagger(config: Path) -> bool:
    try:
        sections = load_config(config, interpolate=False)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{config}: {error}") from error
    if TAGGER not in sections and RECOGNISER not in sections:
        raise ConfigError(
            f"{config}: holds neither [{TAGGER}], of a tagger, nor [{RECOGNISER}], of recognisers"
        )
    return TAGGER in sections


def _recognisers(
    config: Path, output: Path, seed: int | None, corpora: Sequence[Corpus]
) -> Mapping[str, float]:
    from caseline.training.recognisers import SEED, train_all  # noqa: PLC0415

    trained = train_all(corpora, config=config, output=output, seed=SEED if seed is None else seed)
    return {each.name: 100 * each.scores["ents_f"] for each in trained}


def _tagger(
    config: Path,
    output: Path,
    seed: int | None,
    teachers: Sequence[Path],
    average: Sequence[Path],
    say: Callable[[str], None],
) -> Train:
    recipe = read_recipe(config)
    if seed is not None:
        recipe = recipe.model_copy(update={"seed": seed})
    try:
        from caseline.training import tagger  # noqa: PLC0415  # needs torch
    except ModuleNotFoundError as error:
        msg = f"training needs {error.name}, which is not installed: pip install 'caseline[train]'"
        raise ConfigError(msg) from error

    def train(corpora: Sequence[Corpus]) -> Mapping[str, float]:
        output.mkdir(parents=True, exist_ok=True)
        material = tagger.prepare(corpora)
        scores = (
            tagger.average(average, material, output=output)
            if average
            else tagger.train_tagger(material, recipe, output=output, say=say, teachers=teachers)
        )
        return {name: each.micro for name, each in scores.items()}

    return train
