"""Examples of similar length as the arrays a network takes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.training.examples import UNKNOWN_TAG, Example

# Positions that the encoder has.
LONGEST = 512
# Lengths are compared with that much chance, so that batches differ from epoch to epoch.
_JITTER = 12


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples and their arrays; rows are examples, padded on the right."""

    examples: tuple[Example, ...]
    pieces: Tensor
    mask: Tensor
    features: Tensor
    places: Tensor
    tags: Tensor


class Window(Protocol):
    """What the network sees at once, an example or a part of one: pieces of words and their features."""

    @property
    def pieces(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of each word's pieces."""

    @property
    def features(self) -> NDArray[np.float32]:
        """The features of each word, (words, features)."""

    @property
    def length(self) -> int:
        """How many pieces the network sees, with the two around them."""


Seen = TypeVar("Seen", bound=Window)


class Arrays(NamedTuple):
    """What the network takes; rows are windows, padded on the right."""

    pieces: Tensor
    mask: Tensor
    features: Tensor
    places: Tensor


def group(found: Iterable[Seen], *, size: int, chance: random.Random | None = None) -> list[list[Seen]]:
    """Returns examples of similar length in groups of at most `size` pieces with padding.

    Texts that are too long for the encoder are left out; those of the corpora are cut before.
    """
    fitting = [example for example in found if example.length <= LONGEST]
    jitter = [chance.random() * _JITTER if chance else 0 for _ in fitting]
    order = sorted(range(len(fitting)), key=lambda place: (fitting[place].length + jitter[place], place))
    groups: list[list[Seen]] = []
    longest = 0
    for place in order:
        example = fitting[place]
        longest = max(longest, example.length)
        if not groups or (len(groups[-1]) + 1) * longest > size:
            groups.append([])
            longest = example.length
        groups[-1].append(example)
    return groups


def collate(examples: Sequence[Example], words: WordPieces) -> Batch:
    """Returns the examples as arrays."""
    inputs = arrays(examples, words)
    tags = np.full(tuple(inputs.places.shape), UNKNOWN_TAG, dtype=np.int64)
    for row, example in enumerate(examples):
        tags[row, : len(example.tags)] = example.tags
    return Batch(tuple(examples), *inputs, torch.from_numpy(tags))


def arrays(seen: Sequence[Window], words: WordPieces) -> Arrays:
    """Returns windows as arrays."""
    rows = len(seen)
    longest = max(each.length for each in seen)
    most = max(len(each.pieces) for each in seen)
    pieces = np.full((rows, longest), words.pad, dtype=np.int64)
    mask = np.zeros((rows, longest), dtype=np.int64)
    table = np.zeros((rows, longest, seen[0].features.shape[1]), dtype=np.float32)
    places = np.zeros((rows, most), dtype=np.int64)
    for row, each in enumerate(seen):
        lengths = [len(word) for word in each.pieces]
        starts = np.cumsum([1, *lengths])
        flat = [words.start, *(piece for word in each.pieces for piece in word), words.end]
        pieces[row, : len(flat)] = flat
        mask[row, : len(flat)] = 1
        table[row, 1 : starts[-1]] = np.repeat(each.features, lengths, axis=0)
        places[row, : len(lengths)] = starts[:-1]
    return Arrays(*(torch.from_numpy(array) for array in (pieces, mask, table, places)))
