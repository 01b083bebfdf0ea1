"""One training, as the command line asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from spacy.util import load_config

from caseline.errors import ConfigError
from caseline.training.corpora import CASES, Corpus, corpus_file, read_cases, read_corpora
from caseline.training.phee_events import join_by_document, read_phee_events
from caseline.training.recipe import SECTION as TAGGER
from caseline.training.recipe import Recipe, Settings, read_recipe
from caseline.training.role_recipe import SECTION as ROLES
from caseline.training.role_recipe import read_role_recipe

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
    """Trains what a config describes and returns F1 on the dev texts, in per cent, by what it is of.

    A config with a `[recipe]` is of a tagger, one with `[roles]` of a role reader; one with a `[training]` is
    spaCy's own, of recognisers. What the config lacks is said before the corpora are read.

    Raises:
        ConfigError: When the config is neither, asks for what it cannot have, or torch is not installed.
        ReadingError: When a corpus lacks a file, or one is malformed.
    """
    if teachers and average:
        raise ConfigError("the mean of earlier trainings learns from no teacher; leave out one of the two")
    kind = _kind(config)
    marked: tuple[Corpus, ...] = ()
    if kind == TAGGER:
        recipe = _seeded(read_recipe(config), seed)
        if CASES in recipe.corpora:
            marked = (read_cases(folders["roles"]),)
        train = _tagger(recipe, output, teachers, average, say)
    elif kind == ROLES:
        if len(teachers) > 1:
            raise ConfigError(f"{config} trains a role reader, which begins as one tagger")
        train = _role_reader(folders, config, output, seed, teachers, average, say)
    elif teachers or average:
        raise ConfigError(f"{config} trains recognisers, which have no teachers and no mean")
    else:
        train = partial(_recognisers, config, output, seed)
    corpora = read_corpora(bc5cdr=folders["bc5cdr"], maccrobat=folders["maccrobat"], phee=folders["phee"])
    corpora += marked
    say(f"corpora: {', '.join(f'{corpus.name} ({len(corpus.train):,} texts)' for corpus in corpora)}")
    return train(corpora)


def _kind(config: Path) -> str:
    try:
        sections = load_config(config, interpolate=False)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{config}: {error}") from error
    for kind in (TAGGER, ROLES, RECOGNISER):
        if kind in sections:
            return kind
    raise ConfigError(
        f"{config}: holds neither [{TAGGER}], of a tagger, nor [{ROLES}], of a role reader, nor [{RECOGNISER}], "
        "of recognisers"
    )


def _recognisers(
    config: Path, output: Path, seed: int | None, corpora: Sequence[Corpus]
) -> Mapping[str, float]:
    from caseline.training.recognisers import SEED, train_all  # noqa: PLC0415

    trained = train_all(corpora, config=config, output=output, seed=SEED if seed is None else seed)
    return {each.name: 100 * each.scores["ents_f"] for each in trained}


def _tagger(
    recipe: Recipe,
    output: Path,
    teachers: Sequence[Path],
    average: Sequence[Path],
    say: Callable[[str], None],
) -> Train:
    with _needing_torch():
        from caseline.training import tagger  # noqa: PLC0415

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


def _role_reader(
    folders: Mapping[str, Path],
    config: Path,
    output: Path,
    seed: int | None,
    teachers: Sequence[Path],
    average: Sequence[Path],
    say: Callable[[str], None],
) -> Train:
    recipe = _seeded(read_role_recipe(config), seed)
    with _needing_torch():
        from caseline.training import role_reader  # noqa: PLC0415

    def train(corpora: Sequence[Corpus]) -> Mapping[str, float]:
        joined = [
            text
            for part in ("train", "dev")
            for text in join_by_document(list(read_phee_events(corpus_file(folders["phee"], f"{part}.json"))))
        ]
        material = role_reader.prepare_roles(folders["roles"], corpora, joined, window=recipe.window)
        say(f"roles: {len(material.train):,} windows")
        teacher = teachers[0] if teachers else None
        scores = (
            role_reader.average_roles(average, material, output=output)
            if average
            else role_reader.train_roles(material, recipe, output=output, say=say, teacher=teacher)
        )
        return {
            f"{source}, {role}": score
            for source, each in scores.items()
            for role, score in each.roles.items()
        }

    return train


def _seeded(recipe: Settings, seed: int | None) -> Settings:
    return recipe if seed is None else recipe.model_copy(update={"seed": seed})


@contextmanager
def _needing_torch() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        msg = f"training needs {error.name}, which is not installed: pip install 'caseline[train]'"
        raise ConfigError(msg) from error
