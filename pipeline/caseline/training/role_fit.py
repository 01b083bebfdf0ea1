"""Trains the role reader's network on windows of labelled texts, and scores it on others."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from caseline.errors import ConfigError
from caseline.nlp.roles.features import NAMES
from caseline.nlp.roles.network import BASE, DISEASE, ENDING, LINK, ROLES, STATUSES, TIME, TREATMENT, columns
from caseline.nlp.roles.times import KINDS, LINK_WIDTH, NEARNESS, distance
from caseline.nlp.tagging import tags
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.training.batches import Arrays, arrays, group
from caseline.training.network import Network
from caseline.training.role_examples import UNKNOWN, RoleExample
from caseline.training.role_recipe import RoleRecipe

# Shares of all steps, or of the highest rate.
_WARM = 1 / 12
_LOWEST = 1 / 50
_LARGEST_GRADIENT = 1.0
_EVALUATION = 6000
# Targets of an average batch: a step's loss is the sum over its targets, so that each weighs the same.
_TARGETS = 40
# Words whose tags weigh as much as those targets.
_WORDS = 300
# Phrases of time whose bases and links weigh as much.
_TIMES = 20
_CONTEXT = [place for place, name in enumerate(NAMES) if name.startswith("context:")]


# The stretches marked in a window, and those read.
_Told = tuple[list[tags.TagSpan], list[tags.TagSpan]]


@dataclass(frozen=True, slots=True)
class RoleScores:
    """F1 in per cent of each role."""

    roles: dict[str, float]


class RoleTrainer:
    """Trains one network by a recipe; the result depends on the seed alone, on one machine."""

    def __init__(
        self,
        network: Network,
        recipe: RoleRecipe,
        *,
        words: WordPieces,
        hidden: int,
        say: Callable[[str], None],
    ) -> None:
        self.average = copy.deepcopy(network)
        self.average.eval()
        self._network = network
        self._recipe = recipe
        self._words = words
        self._hidden = hidden
        self._say = say
        self._chance = random.Random(recipe.seed)  # noqa: S311  # no secret
        torch.manual_seed(recipe.seed)

    def fit(self, found: Sequence[RoleExample]) -> Network:
        """Trains on the windows and returns the averaged network.

        Raises:
            ConfigError: When no mention has a role, in a window that the encoder has positions for.
        """
        recipe = self._recipe
        fitting = group(found, size=recipe.batch)
        if not any(
            target.role != UNKNOWN for each in fitting for example in each for target in example.targets
        ):
            raise ConfigError(
                "no labelled mention was found to learn roles from; name a folder whose labels are of the corpora "
                "given, with --roles"
            )
        total = recipe.epochs * len(fitting)
        optimizer = self._optimizer()
        steps = 0
        for epoch in range(1, recipe.epochs + 1):
            groups = group(found, size=recipe.batch, chance=self._chance)
            self._chance.shuffle(groups)
            self._network.train()
            losses = []
            for each in groups:
                share = min((steps + 1) / (total * _WARM), max(_LOWEST, 1 - steps / total))
                for part in optimizer.param_groups:
                    part["lr"] = part["highest"] * share
                steps += 1
                batch = self._hide(arrays(each, self._words), each)
                losses.append(self._step(batch, each, optimizer, steps))
            self._say(f"epoch {epoch} of {recipe.epochs}: loss {sum(losses) / len(losses):.4f}")
        return self.average

    def _step(
        self, batch: Arrays, examples: Sequence[RoleExample], optimizer: torch.optim.Optimizer, steps: int
    ) -> float:
        with torch.autocast("cpu", torch.bfloat16):
            scores = self._network(*batch).float()
        loss = self._loss(scores, examples)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), _LARGEST_GRADIENT)
        optimizer.step()
        # The first steps are far from the goal and leave the average soon.
        share = min(self._recipe.average, (1 + steps) / (10 + steps))
        with torch.no_grad():
            old, new = list(self.average.parameters()), list(self._network.parameters())
            torch._foreach_lerp_(old, new, 1 - share)
        return float(loss.detach())

    def _loss(self, scores: Tensor, examples: Sequence[RoleExample]) -> Tensor:
        loss = scores.sum() * 0
        means = _means(scores, examples)
        targets = [target for example in examples for target in example.targets]
        for is_treatment in (True, False):
            rows = [place for place, target in enumerate(targets) if target.is_treatment is is_treatment]
            gold = torch.tensor([targets[place].role for place in rows], dtype=torch.long)
            part = columns()[TREATMENT if is_treatment else DISEASE]
            loss = loss + functional.cross_entropy(
                means[rows][:, part], gold, ignore_index=UNKNOWN, reduction="sum"
            )
        told = loss * 0
        for head in (ENDING, TIME):
            gold_tags = _tags_of(examples, head, scores.shape[1]).flatten()
            told = told + functional.cross_entropy(
                scores[..., columns()[head]].flatten(0, 1), gold_tags, ignore_index=UNKNOWN, reduction="sum"
            )
        return loss / _TARGETS + told / _WORDS + _time_loss(scores, examples) / _TIMES

    def _hide(self, batch: Arrays, examples: Sequence[RoleExample]) -> Arrays:
        """Hides names, so that the story must tell their part, and what the context rules say."""
        for row, example in enumerate(examples):
            if self._chance.random() < self._recipe.hide_context:
                batch.features[row, :, _CONTEXT] = 0
            starts = np.cumsum([1, *map(len, example.pieces)])
            hidden: dict[str, bool] = {}
            for target in example.targets:
                if hidden.setdefault(target.name, self._chance.random() < self._recipe.hide_names):
                    batch.pieces[row, starts[target.start] : starts[target.end]] = self._hidden
        return batch

    def _optimizer(self) -> torch.optim.Optimizer:
        named = dict(self._network.named_parameters())
        heads = {name for name in named if name.startswith(("heads.", "features."))}
        parts = [
            {"params": [named[name] for name in named if (name in heads) is is_head], "highest": rate}
            for is_head, rate in ((False, self._recipe.rate), (True, self._recipe.rate_heads))
        ]
        return torch.optim.AdamW(parts, lr=self._recipe.rate, weight_decay=self._recipe.decay, fused=True)


def evaluate_roles(network: Network, found: Sequence[RoleExample], *, words: WordPieces) -> RoleScores:
    """Returns F1 of each role over the labelled mentions."""
    network.eval()
    pairs: list[tuple[str, str]] = []
    told: dict[str, list[_Told]] = {ENDING: [], TIME: []}
    dated: list[tuple[bool, bool]] = []
    bases: list[bool] = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for each in group(found, size=_EVALUATION):
            scores = network(*arrays(each, words)).float()
            means = _means(scores, each)
            for head, stretches in told.items():
                stretches.extend(_read_stretches(scores, each, head))
            for row, example in enumerate(each):
                for linked, dates in _links(scores[row], example):
                    dated += zip((dates > 0).tolist(), (linked > 0).tolist(), strict=True)
                bases += _right_bases(scores[row], example)
            targets = [target for example in each for target in example.targets]
            for mean, target in zip(means, targets, strict=True):
                if target.role != UNKNOWN:
                    kind = TREATMENT if target.is_treatment else DISEASE
                    names = ROLES[kind]
                    read = names[int(mean[columns()[kind]].argmax())]
                    pairs.append((f"{kind}:{names[target.role]}", f"{kind}:{read}"))
    marked = sorted({gold for gold, _ in pairs})
    return RoleScores(
        roles={
            name: _f1(
                sum(gold == name for gold, _ in pairs),
                sum(read == name for _, read in pairs),
                sum(gold == read == name for gold, read in pairs),
            )
            for name in marked
        }
        | _stretch_scores(told[ENDING], ENDING, "status")
        | _stretch_scores(told[TIME], TIME, "kind")
        | _link_scores(dated)
        | ({f"{BASE}:right": round(100 * sum(bases) / len(bases), 1)} if bases else {}),
    )


def _right_bases(scores: Tensor, example: RoleExample) -> list[bool]:
    """Returns of each phrase of time whose base is known whether it is read."""
    return [
        int(scores[time.start : time.end, columns()[BASE]].mean(0).argmax()) == time.base
        for time in example.dated
        if time.base != UNKNOWN
    ]


def _read_stretches(scores: Tensor, examples: Sequence[RoleExample], head: str) -> Iterator[_Told]:
    """Yields the stretches marked and read of each window whose ends or times are labelled."""
    rules = tags.permitted(len({ENDING: STATUSES, TIME: KINDS}[head]))
    for row, example in enumerate(examples):
        tagged = _tagged(example, head)
        known = tagged != UNKNOWN
        if known.any():
            read = scores[row, : len(known), columns()[head]].log_softmax(-1).numpy()
            marked = [int(tag) for tag in np.where(known, tagged, tags.OUTSIDE)]
            best = np.where(known, tags.best_tags(read, rules), tags.OUTSIDE)
            yield tags.decode(marked), tags.decode([int(tag) for tag in best])


def _stretch_scores(told: Sequence[_Told], head: str, what: str) -> dict[str, float]:
    """Returns F1 of the stretches of a head, those that overlap counting as one, and with what they tell."""
    if not told:
        return {}
    gold, read = (sum(len(each[side]) for each in told) for side in (0, 1))
    both = [
        (label, other)
        for marked, found in told
        for start, end, label in marked
        for other in [next((o for s, e, o in found if s < end and start < e), None)]
        if other is not None
    ]
    return {
        f"{head}:told": _f1(gold, read, len(both)),
        f"{head}:{what}": _f1(gold, read, sum(label == other for label, other in both)),
    }


def _link_scores(dated: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    """Returns F1 of the links of times to what they date."""
    gold, read = (sum(each[side] for each in dated) for side in (0, 1))
    return {f"{LINK}:dates": _f1(gold, read, sum(all(each) for each in dated))} if gold else {}


def _tags_of(examples: Sequence[RoleExample], head: str, longest: int) -> Tensor:
    """Returns the tags of the words of each window, (windows, words), UNKNOWN behind the last word."""
    found = np.full((len(examples), longest), UNKNOWN, dtype=np.int64)
    for row, example in enumerate(examples):
        tagged = _tagged(example, head)
        found[row, : len(tagged)] = tagged
    return torch.from_numpy(found)


def _tagged(example: RoleExample, head: str) -> NDArray[np.int64]:
    return example.endings if head == ENDING else example.times


def _time_loss(scores: Tensor, examples: Sequence[RoleExample]) -> Tensor:
    """Returns the loss of what phrases of time count from, and of which mentions they date."""
    loss = scores.sum() * 0
    bases, gold = [], []
    for row, example in enumerate(examples):
        for time in example.dated:
            bases.append(scores[row, time.start : time.end, columns()[BASE]].mean(0))
            gold.append(time.base)
        for linked, dates in _links(scores[row], example):
            loss = loss + functional.binary_cross_entropy_with_logits(linked, dates, reduction="sum")
    if any(base != UNKNOWN for base in gold):
        loss = loss + functional.cross_entropy(
            torch.stack(bases), torch.tensor(gold), ignore_index=UNKNOWN, reduction="sum"
        )
    return loss


def _links(scores: Tensor, example: RoleExample) -> Iterator[tuple[Tensor, Tensor]]:
    """Yields of each phrase of time how likely it dates each target, as a logit, and whether it does; none that is unknown."""
    if not example.targets or not example.dated:
        return
    numbers = scores[:, columns()[LINK]]
    answers = torch.stack([numbers[each.start : each.end, LINK_WIDTH:].mean(0) for each in example.targets])
    for time in example.dated:
        asked = numbers[time.start : time.end, :LINK_WIDTH].mean(0)
        away = torch.tensor(
            [distance((time.start, time.end), (each.start, each.end)) for each in example.targets]
        )
        linked = answers @ asked / LINK_WIDTH**0.5 - away * NEARNESS
        dates = torch.tensor(time.dates)
        known = dates != UNKNOWN
        yield linked[known], dates[known].float()


def _f1(gold: int, read: int, both: int) -> float:
    return round(200 * both / (gold + read), 1)


def _means(scores: Tensor, examples: Sequence[RoleExample]) -> Tensor:
    """Returns the mean of the scores over the words of each target, (targets, numbers)."""
    found = [
        scores[row, target.start : target.end].mean(0)
        for row, example in enumerate(examples)
        for target in example.targets
    ]
    return torch.stack(found) if found else scores.new_zeros((0, scores.shape[-1]))
