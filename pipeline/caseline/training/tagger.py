"""Trains the tagger: the corpora into examples, the examples into a network, the network into files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor

from caseline.errors import ConfigError
from caseline.nlp.tagging import features, tags
from caseline.nlp.tagging.network import Network as Runtime
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.pipeline import load
from caseline.training.assemble import TAGGER
from caseline.training.corpora import Corpus
from caseline.training.examples import Example, examples
from caseline.training.export import export
from caseline.training.fit import Scores, Teaching, Trainer, evaluate, predict
from caseline.training.network import Convolution, Network, Transformer, encoder_files, mean_of
from caseline.training.packaged import WEIGHTS, size_of, weights_in
from caseline.training.recipe import Recipe

# What features come from; the rest of the pipeline is not run.
FINDERS = ("sentences", "sections", "abbreviations", "lexicon", "patterns", "enumerations", "populations")
SCORES = "scores.json"
_FIRST_WEIGHTS = 1
RECIPE = "recipe.json"

# The weights whose rows are the tags of the heads.
_HEADS = ("heads.weight", "heads.bias")

Heads = Mapping[str, tuple[str, ...]]
Say = Callable[[str], None]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Material:
    """The corpora as a network sees them: examples to learn from and to score by, of each corpus."""

    heads: Heads
    words: WordPieces
    train: Mapping[str, Sequence[Example]]
    dev: Mapping[str, Sequence[Example]]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A network that is there already, the recipe that it was trained by and its heads."""

    recipe: Recipe
    network: Network
    heads: Heads


def prepare(corpora: Sequence[Corpus], *, finders: str = "default") -> Material:
    """Tokenises the corpora and runs the finders of a pipeline over them."""
    nlp = load(finders)
    nlp.select_pipes(enable=[name for name in FINDERS if nlp.has_pipe(name)])
    vocabulary = (encoder_files() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = WordPieces([piece for piece in vocabulary if piece])
    train, dev = {}, {}
    for head, corpus in enumerate(corpora):
        train[corpus.name], dev[corpus.name] = (
            list(
                examples(
                    corpus.pieces(texts),
                    nlp,
                    head=head,
                    labels=corpus.labels,
                    words=words,
                    prefer=corpus.prefer,
                )
            )
            for texts in (corpus.train, corpus.dev)
        )
    return Material({corpus.name: corpus.labels for corpus in corpora}, words, train, dev)


def train_tagger(
    material: Material, recipe: Recipe, *, output: Path, say: Say, teachers: Sequence[Path] = ()
) -> Mapping[str, Scores]:
    """Trains by a recipe and writes the network, its weights and its scores on the dev texts.

    `teachers` are folders that earlier trainings wrote, or saved pipelines; a new network learns from their mean
    besides, for the heads that they have.
    `output/tagger` is what the pipeline's component reads.

    Raises:
        ConfigError: When the recipe names a corpus that is not there, or a teacher cannot be read or has no head of these.
    """
    if missing := set(recipe.corpora) - set(material.train):
        raise ConfigError(f"the recipe names {', '.join(sorted(missing))}, which was not given")
    torch.set_num_threads(1)
    # The same first weights whatever the seed, so that networks of several seeds can be averaged.
    torch.manual_seed(_FIRST_WEIGHTS)
    network = build(recipe, material.heads)
    if teachers:
        _begin_as(network, recipe, material.heads, _read(teachers[0], material, like=recipe))
    teaching = _teach(material, recipe, teachers) if teachers else None
    trainer = Trainer(network, recipe, heads=material.heads, words=material.words, teaching=teaching, say=say)
    trained = trainer.fit({name: material.train[name] for name in recipe.corpora})
    return save(trained, recipe, material, output=output)


def _begin_as(network: Network, recipe: Recipe, heads: Heads, teacher: _Earlier) -> None:
    """Gives a student the weights of its teacher that fit: of its layers, ones from bottom to top, of its heads the same.

    Source: Sanh et al. 2019, "DistilBERT", https://arxiv.org/abs/1910.01108
    """
    if recipe.network != teacher.recipe.network:
        return
    taken = {
        f".layer.{place}.": f".layer.{place * teacher.recipe.layers // recipe.layers}."
        for place in range(recipe.layers)
    }
    weights = teacher.network.state_dict()
    own = network.state_dict()
    theirs = tags.columns(teacher.heads)
    for head, part in tags.columns(heads).items():
        for name in _HEADS:
            if head in theirs and own[name].shape[1:] == weights[name].shape[1:]:
                own[name][part] = weights[name][theirs[head]]

    def fitting(name: str, each: Tensor) -> Tensor:
        found = next((place for place in taken if place in name), None)
        there = weights.get(name.replace(found, taken[found]) if found else name, each)
        return there if name not in _HEADS and there.shape == each.shape else each

    network.load_state_dict({name: fitting(name, each) for name, each in own.items()})


def average(folders: Sequence[Path], material: Material, *, output: Path) -> Mapping[str, Scores]:
    """Writes the network whose weights are the mean of others that one recipe trained with several seeds.

    Raises:
        ConfigError: When a folder holds no training, or its network has other heads or another shape.
    """
    earlier = [_read(folder, material) for folder in folders]
    recipe, network = earlier[0].recipe, earlier[0].network
    for folder, each in zip(folders, earlier, strict=True):
        if each.heads != material.heads:
            raise ConfigError(
                f"{folder} has heads for {', '.join(each.heads)}, the corpora here are {', '.join(material.heads)}; "
                "give the config that it was trained by"
            )
    network.load_state_dict(mean_of(folders, [each.network.state_dict() for each in earlier]))
    return save(network, recipe, material, output=output)


def build(recipe: Recipe, heads: Heads) -> Network:
    """Returns an untrained network of a recipe."""
    sizes = [tags.count_tags(len(labels)) for labels in heads.values()]
    count = len(features.NAMES)
    if recipe.network == "transformer":
        return Transformer(layers=recipe.layers, features=count, sizes=sizes, dropout=recipe.dropout)
    return Convolution(
        layers=recipe.layers, width=recipe.width, features=count, sizes=sizes, dropout=recipe.dropout
    )


def save(network: Network, recipe: Recipe, material: Material, *, output: Path) -> Mapping[str, Scores]:
    """Scores a network on the dev texts and writes all there is to it."""
    parts = tags.columns(material.heads)
    scores: dict[str, Scores] = {
        name: evaluate(
            network,
            material.dev[name],
            labels=material.heads[name],
            part=parts[name],
            words=material.words,
            use_features=recipe.use_features,
        )
        for name in recipe.corpora
    }
    model = export(network, features=len(features.NAMES))
    Runtime(model, vocabulary=material.words.vocabulary, heads=material.heads).to_disk(output / TAGGER)
    save_file({name: each.contiguous() for name, each in network.state_dict().items()}, output / WEIGHTS)
    (output / RECIPE).write_text(recipe.model_dump_json(indent=2) + "\n", encoding="utf-8")
    table = {name: asdict(each) for name, each in scores.items()}
    (output / SCORES).write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    return scores


def _read(folder: Path, material: Material, *, like: Recipe | None = None) -> _Earlier:
    """Returns an earlier training, or the tagger of a saved pipeline, whose recipe is `like` but for its size.

    Raises:
        ConfigError: When there is none, or its heads have other labels than these corpora.
    """
    runtime = Runtime.from_disk(folder / TAGGER)
    weights = weights_in(folder)
    try:
        if like is None or (folder / RECIPE).is_file():
            recipe = Recipe.model_validate_json((folder / RECIPE).read_text("utf-8"))
        else:
            recipe = like.model_copy(update=size_of(weights))
        network = build(recipe, runtime.heads)
        network.load_state_dict(weights)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ConfigError(f"{folder} holds no training that can be used: {error}") from error
    for head, labels in runtime.heads.items():
        if labels != material.heads.get(head, labels):
            raise ConfigError(f"{folder} was trained on other labels of {head} than these corpora have")
    return _Earlier(recipe, network, runtime.heads)


def _teach(material: Material, recipe: Recipe, folders: Sequence[Path]) -> Teaching:
    """Returns the mean probabilities that earlier networks give the tags of the training texts; 0 for a head that one lacks."""
    parts = tags.columns(material.heads)
    width = max(part.stop for part in parts.values())
    total: dict[tuple[int, str], Floats] = {}
    teachers = [_read(folder, material, like=recipe) for folder in folders]
    having = Counter(head for teacher in teachers for head in teacher.heads if head in parts)
    for folder, teacher in zip(folders, teachers, strict=True):
        theirs = tags.columns(teacher.heads)
        if theirs.keys().isdisjoint(parts):
            raise ConfigError(f"{folder} has heads for none of these corpora: {', '.join(theirs)}")
        for name in recipe.corpora:
            for key, scores in predict(teacher.network, material.train[name], words=material.words).items():
                soft = total.setdefault(key, np.zeros((len(scores), width), dtype=np.float32))
                for head in theirs.keys() & parts.keys():
                    soft[:, parts[head]] += _softmax(scores[:, theirs[head]]) / having[head]
    return total


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares
