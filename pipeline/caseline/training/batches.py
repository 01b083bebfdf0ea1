"""Examples of similar length as the arrays a network takes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
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


def group(found: Iterable[Example], *, size: int, chance: random.Random | None = None) -> list[list[Example]]:
    """Returns examples of similar length in groups of at most `size` pieces with padding.

    Texts that are too long for the encoder are left out; those of the corpora are cut before.
    """
    fitting = [example for example in found if example.length <= LONGEST]
    jitter = [chance.random() * _JITTER if chance else 0 for _ in fitting]
    order = sorted(range(len(fitting)), key=lambda place: (fitting[place].length + jitter[place], place))
    groups: list[list[Example]] = []
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
    rows = len(examples)
    longest = max(example.length for example in examples)
    most = max(len(example.pieces) for example in examples)
    pieces = np.full((rows, longest), words.pad, dtype=np.int64)
    mask = np.zeros((rows, longest), dtype=np.int64)
    table = np.zeros((rows, longest, examples[0].features.shape[1]), dtype=np.float32)
    places = np.zeros((rows, most), dtype=np.int64)
    tags = np.full((rows, most), UNKNOWN_TAG, dtype=np.int64)
    for row, example in enumerate(examples):
        lengths = [len(each) for each in example.pieces]
        starts = np.cumsum([1, *lengths])
        flat = [words.start, *(piece for each in example.pieces for piece in each), words.end]
        pieces[row, : len(flat)] = flat
        mask[row, : len(flat)] = 1
        table[row, 1 : starts[-1]] = np.repeat(example.features, lengths, axis=0)
        places[row, : len(lengths)] = starts[:-1]
        tags[row, : len(lengths)] = example.tags
    arrays = (torch.from_numpy(each) for each in (pieces, mask, table, places, tags))
    return Batch(tuple(examples), *arrays)
