"""Trains a network on examples, and scores it on others."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from caseline.nlp.tagging import tags
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.training.batches import Batch, collate, group
from caseline.training.examples import UNKNOWN_TAG, Example
from caseline.training.network import Network
from caseline.training.recipe import Recipe

PHEE = "phee"
# Shares of all steps, or of the highest rate.
_WARM = 1 / 12
_LOWEST = 1 / 50
_LARGEST_GRADIENT = 1.0
_EVALUATION = 6000

# A text's soft labels: probabilities of the tags of all heads, (words, tags).
Teaching = Mapping[tuple[int, str], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Strict F1 in per cent: over all labels, and of each."""

    micro: float
    labels: Mapping[str, float]


class Trainer:
    """Trains one network; `heads` are the labels of each corpus, in the order of the network's heads."""

    def __init__(
        self,
        network: Network,
        recipe: Recipe,
        *,
        heads: Mapping[str, Sequence[str]],
        words: WordPieces,
        teaching: Teaching | None,
        say: Callable[[str], None],
    ) -> None:
        self.average: Network = copy.deepcopy(network)
        self.average.eval()
        self._network = network
        self._recipe = recipe
        self._heads = heads
        self._words = words
        self._teaching = teaching
        self._say = say
        self._chance = random.Random(recipe.seed)  # noqa: S311  # no secret
        self._columns = columns(heads)
        self._steps = 0
        torch.manual_seed(recipe.seed)

    def fit(self, found: Mapping[str, Sequence[Example]]) -> Network:
        """Trains on the corpora's examples and returns the averaged network.

        The order, the numbers and so the result depend on the seed alone, on one machine.
        """
        rounds = [tuple(found)] * self._recipe.epochs + [(PHEE,)] * self._recipe.phee_epochs
        total = sum(len(group(found[name], size=self._recipe.batch)) for names in rounds for name in names)
        optimizer, schedule = self._optimizer(total)
        for epoch, names in enumerate(rounds, start=1):
            groups = [
                each
                for name in names
                for each in group(found[name], size=self._recipe.batch, chance=self._chance)
            ]
            self._chance.shuffle(groups)
            self._network.train()
            losses = [self._step(collate(each, self._words), optimizer, schedule) for each in groups]
            self._say(f"epoch {epoch} of {len(rounds)}: loss {sum(losses) / len(losses):.4f}")
        return self.average

    def _step(
        self,
        batch: Batch,
        optimizer: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LRScheduler,
    ) -> float:
        loss = self._loss(batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), _LARGEST_GRADIENT)
        optimizer.step()
        schedule.step()
        self._steps += 1
        # The first steps are far from the goal and leave the average soon.
        share = min(self._recipe.average, (1 + self._steps) / (10 + self._steps))
        with torch.no_grad():
            old, new = list(self.average.parameters()), list(self._network.parameters())
            torch._foreach_lerp_(old, new, 1 - share)
        return float(loss.detach())

    def _loss(self, batch: Batch) -> Tensor:
        hidden = 1.0 if not self._recipe.use_features else self._recipe.drop_features
        features = batch.features * (torch.rand(len(batch.examples), 1, 1) >= hidden)
        pieces = batch.pieces
        if self._recipe.drop_pieces:
            gone = (torch.rand(pieces.shape) < self._recipe.drop_pieces) & (pieces > self._words.end)
            pieces = torch.where(gone, self._words.unknown, pieces)
        with torch.autocast("cpu", torch.bfloat16):
            scores = self._network(pieces, batch.mask, features, batch.places).float()
        head = batch.examples[0].head
        own = scores[:, :, self._columns[head]].flatten(0, 1)
        gold = batch.tags.flatten()
        loss = functional.cross_entropy(own, gold, ignore_index=UNKNOWN_TAG)
        if not (gold != UNKNOWN_TAG).any():
            loss = own.sum() * 0  # the mean of nothing is no number, and would be the end of all weights
        if self._teaching is None:
            return loss
        share = self._recipe.teacher_share
        taught, is_known = self._taught(scores, batch, self._teaching)
        # What no teacher knows, the marks alone tell.
        return (1 - share if is_known else 1.0) * loss + share * taught

    def _taught(self, scores: Tensor, batch: Batch, teaching: Teaching) -> tuple[Tensor, bool]:
        """Returns the cross-entropy with the teacher's probabilities, summed over the heads, and whether it has the batch's."""
        soft = np.zeros(scores.shape, dtype=np.float32)
        for row, example in enumerate(batch.examples):
            soft[row, : len(example.tags)] = teaching[example.head, example.text_id]
        known = torch.from_numpy(soft)
        heads = torch.stack([known[:, :, part].sum(-1) for part in self._columns])
        words = heads.amax(0)
        parts = [
            (known[:, :, part] * torch.log_softmax(scores[:, :, part], dim=-1)).sum(-1)
            for part in self._columns
        ]
        taught = -(sum(parts, torch.zeros_like(words)) * words).sum() / words.sum().clamp(min=1)
        return taught, bool(heads[batch.examples[0].head].any())

    def _optimizer(self, total: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        recipe = self._recipe
        named = dict(self._network.named_parameters())
        heads = [each for name, each in named.items() if name.startswith(("heads.", "features."))]
        words = [
            each
            for name, each in named.items()
            if name.endswith(("word_embeddings.weight", "vectors.weight"))
        ]
        special = {id(each) for each in (*heads, *words)}
        body = [each for each in named.values() if id(each) not in special]
        optimizer = torch.optim.AdamW(
            [
                {"params": body, "lr": recipe.rate, "weight_decay": recipe.decay},
                {"params": words, "lr": recipe.rate_words, "weight_decay": 0.0},
                {"params": heads, "lr": recipe.rate_heads, "weight_decay": recipe.decay},
            ],
            fused=True,
        )
        warm = max(1, round(total * _WARM))

        def share(step: int) -> float:
            return min((step + 1) / warm, max(_LOWEST, (total - step) / max(1, total - warm)))

        return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, share)


def columns(heads: Mapping[str, Sequence[str]]) -> list[slice]:
    """Returns where each head's tags stand in a network's output."""
    return list(tags.columns(heads).values())


def predict(
    network: Network, found: Sequence[Example], *, words: WordPieces, use_features: bool = True
) -> dict[tuple[int, str], NDArray[np.float32]]:
    """Returns the network's output for each example: scores of the tags of all heads, (words, tags)."""
    network.eval()
    scores = {}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for each in group(found, size=_EVALUATION):
            batch = collate(each, words)
            table = batch.features if use_features else torch.zeros_like(batch.features)
            output = network(batch.pieces, batch.mask, table, batch.places).float().numpy()
            for example, row in zip(each, output, strict=True):
                scores[example.head, example.text_id] = row[: len(example.tags)]
    return scores


def evaluate(
    network: Network,
    found: Sequence[Example],
    *,
    labels: Sequence[str],
    part: slice,
    words: WordPieces,
    use_features: bool,
) -> Scores:
    """Scores one head on the examples of its corpus, on tokens: same label, same words."""
    rules = tags.permitted(len(labels))
    output = predict(network, found, words=words, use_features=use_features)
    counts = np.zeros((3, len(labels)), dtype=np.int64)
    for example in found:
        scores = output.get((example.head, example.text_id))
        if scores is None or not len(scores):
            continue
        marked = set(tags.decode(tags.best_tags(scores[:, part], rules).tolist()))
        gold = set(tags.decode(np.maximum(example.tags, tags.OUTSIDE).tolist()))
        for place, spans in enumerate((gold, marked, gold & marked)):
            for _, _, label in spans:
                counts[place, label] += 1
    return Scores(
        micro=_f1(*counts.sum(axis=1).tolist()),
        labels={label: _f1(*counts[:, place].tolist()) for place, label in enumerate(labels)},
    )


def _f1(gold: int, marked: int, both: int) -> float:
    return round(200 * both / (gold + marked), 1) if gold + marked else 0.0
