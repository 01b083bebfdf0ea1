"""The smallest network that learns, and whether two are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from tests.tiny_network import VOCABULARY

from caseline.training.network import Network

_WIDTH = 16


class Bag(Network):
    """Vectors of pieces and the heads."""

    def __init__(self, *, features: int, sizes: Sequence[int]) -> None:
        super().__init__(width=_WIDTH, features=features, sizes=sizes, dropout=0.0)
        self.vectors = torch.nn.Embedding(len(VOCABULARY), _WIDTH)

    def words(self, pieces: Any) -> Any:
        return self.vectors(pieces)

    def encode(self, inputs: Any, mask: Any) -> Any:
        return inputs


def bag(*, features: int, sizes: Sequence[int]) -> Bag:
    """Returns a network whose first weights are always the same."""
    torch.manual_seed(0)
    return Bag(features=features, sizes=sizes)


def same(one: Network, other: Network) -> bool:
    """Says whether all their weights are equal."""
    return all(
        torch.equal(left, right)
        for left, right in zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    )
