"""Trains the role reader: labelled texts into windows, the windows into a network, the network into files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from caseline.errors import ConfigError
from caseline.nlp.roles.features import NAMES
from caseline.nlp.roles.network import ENDING, HEADS, SIZES, TIME, RoleNetwork, columns
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.pipeline import load
from caseline.training.assemble import ROLES
from caseline.training.corpora import Corpus
from caseline.training.export import export
from caseline.training.network import Network, Transformer, encoder_files, mean_of
from caseline.training.packaged import WEIGHTS, count_layers, weights_in
from caseline.training.phee_events import EventText
from caseline.training.role_examples import RoleExample, role_examples
from caseline.training.role_fit import RoleScores, RoleTrainer, evaluate_roles
from caseline.training.role_recipe import RoleRecipe
from caseline.training.role_texts import MARKED, labels_beside, read_endings, read_marked, read_standoff
from caseline.training.role_times import read_times
from caseline.training.tagger import RECIPE, SCORES
from caseline.training.texts import LabelledText

# Our labels, by the corpus they belong to.
STANDOFF = ("bc5cdr", "maccrobat", "phee")
_MASK = "[MASK]"
_FIRST_WEIGHTS = 1
_OUTSIDE = 6.0


@dataclass(frozen=True, slots=True)
class RoleMaterial:
    """The labelled texts as a network sees them: windows to learn from, and of each source to score by."""

    words: WordPieces
    train: Sequence[RoleExample]
    dev: Mapping[str, Sequence[RoleExample]]


def prepare_roles(
    folder: Path, corpora: Iterable[Corpus], joined: Iterable[EventText], *, window: int
) -> RoleMaterial:
    """Finds the mentions of the labelled texts with the packaged pipeline.

    Args:
        folder: With `SOURCE-train.jsonl` and `SOURCE-dev.jsonl` of each source of labels.
        corpora: BC5CDR and MACCROBAT, whose texts our labels stand apart from.
        joined: PHEE's sentences of a paper as one text.
        window: Most word pieces the network sees at once.

    Raises:
        ReadingError: When a file is missing or malformed, or labels a text in another form.
    """
    texts = {corpus.name: {text.id: text.text for text in (*corpus.train, *corpus.dev)} for corpus in corpora}
    texts["phee"] = {text.id: text.text for text in joined}
    vocabulary = (encoder_files() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = WordPieces([piece for piece in vocabulary if piece])
    # An earlier reader may know other features, and its findings are what is to be learnt.
    nlp = load(without=(ROLES, "scores", "codes"))

    def windows(path: Path, found: Iterable[LabelledText], *, whole: bool) -> list[RoleExample]:
        kept = list(found)
        endings = labels_beside(path, "endings", kept, read_endings)
        times = labels_beside(path, "times", kept, read_times)
        return list(
            role_examples(kept, nlp, words=words, window=window, whole=whole, endings=endings, times=times)
        )

    train: list[RoleExample] = []
    dev: dict[str, Sequence[RoleExample]] = {}
    for source in STANDOFF:
        path = folder / f"{source}-train.jsonl"
        train += windows(path, read_standoff(path, texts[source]), whole=False)
        path = folder / f"{source}-dev.jsonl"
        if path.is_file():
            dev[source] = windows(path, read_standoff(path, texts[source]), whole=False)
    for source in MARKED:
        for part in ("train", "dev"):
            path = folder / f"{source}-{part}.jsonl"
            made = windows(path, read_marked(path), whole=True)
            if part == "train":
                train += made
            else:
                dev[source] = made
    return RoleMaterial(words, train, dev)


def train_roles(
    material: RoleMaterial,
    recipe: RoleRecipe,
    *,
    output: Path,
    say: Callable[[str], None],
    teacher: Path | None = None,
) -> Mapping[str, RoleScores]:
    """Trains by a recipe and writes the network, its weights and its scores on the dev texts.

    The network begins as the encoder of `teacher`, a folder that the training of a tagger wrote or a saved
    pipeline, else as the pretrained one. `output/roles` is what the pipeline's component reads.

    Raises:
        ConfigError: When `teacher` holds no tagger of so many layers, or no mention is labelled.
    """
    torch.set_num_threads(1)
    torch.manual_seed(_FIRST_WEIGHTS)
    network = _build(recipe)
    with torch.no_grad():  # words that nobody labelled tell no end and no time
        for head in (ENDING, TIME):
            network.heads.bias[columns()[head].start] = _OUTSIDE
    if teacher is not None:
        _begin_as(network, teacher)
    hidden = material.words.vocabulary.index(_MASK)
    trainer = RoleTrainer(network, recipe, words=material.words, hidden=hidden, say=say)
    return _save(trainer.fit(material.train), recipe, material, output=output)


def average_roles(
    folders: Sequence[Path], material: RoleMaterial, *, output: Path
) -> Mapping[str, RoleScores]:
    """Writes the network whose weights are the mean of others that one recipe trained with several seeds.

    Raises:
        ConfigError: When a folder holds no training of a role reader, or its network has another shape.
    """
    recipes, weights = zip(*map(_read, folders), strict=True)
    mean = mean_of(folders, weights)
    network = _build(recipes[0])
    network.load_state_dict(mean)
    return _save(network, recipes[0], material, output=output)


def _read(folder: Path) -> tuple[RoleRecipe, dict[str, Tensor]]:
    try:
        recipe = RoleRecipe.model_validate_json((folder / RECIPE).read_text("utf-8"))
        return recipe, load_file(folder / WEIGHTS)
    except (OSError, ValueError, SafetensorError) as error:
        raise ConfigError(f"{folder} holds no training of a role reader: {error}") from error


def _build(recipe: RoleRecipe) -> Transformer:
    return Transformer(layers=recipe.layers, features=len(NAMES), sizes=SIZES, dropout=recipe.dropout)


def _begin_as(network: Network, teacher: Path) -> None:
    own = network.state_dict()
    weights = weights_in(teacher)
    try:
        there = count_layers(name for name in weights if name.startswith("encoder."))
        wanted = count_layers(own)
        if there and there != wanted:
            raise ConfigError(
                f"{teacher}: the tagger's layers are {there}, the role reader's {wanted}; set roles.layers = {there}, "
                "or begin with another tagger"
            )
        network.load_state_dict(
            {name: weights[name] if name.startswith("encoder.") else each for name, each in own.items()}
        )
    except (KeyError, RuntimeError) as error:
        msg = f"{teacher} holds no tagger whose layers a role reader could begin with: {error}"
        raise ConfigError(msg) from error


def _save(
    network: Network,
    recipe: RoleRecipe,
    material: RoleMaterial,
    *,
    output: Path,
) -> Mapping[str, RoleScores]:
    """Scores a network on the dev texts and writes all there is to it."""
    scores = {
        name: evaluate_roles(network, found, words=material.words) for name, found in material.dev.items()
    }
    output.mkdir(parents=True, exist_ok=True)
    model = export(network, features=len(NAMES))
    RoleNetwork(model, vocabulary=material.words.vocabulary, heads=HEADS).to_disk(output / ROLES)
    save_file({name: each.contiguous() for name, each in network.state_dict().items()}, output / WEIGHTS)
    (output / RECIPE).write_text(recipe.model_dump_json(indent=2) + "\n", encoding="utf-8")
    table = {name: asdict(each) for name, each in scores.items()}
    (output / SCORES).write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    return scores
