"""What the role reader says of phrases of time: what each dates, what it counts from, and of which mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from caseline.nlp.tagging.encoder import Floats

# What a phrase of time dates.
KINDS = (
    "onset",
    "start",
    "dose",
    "stop",
    "therapy",
    "admission",
    "outcome",
    "test",
    "followup",
    "history",
    "length",
    "other",
)
# What it counts from; "told" is the moment told just before, "now" that of the report.
BASES = (
    "start",
    "dose",
    "stop",
    "admission",
    "onset",
    "therapy",
    "told",
    "calendar",
    "birth",
    "discharge",
    "now",
    "none",
)
# Numbers of a word as the one that asks what it dates, and as many as one that is dated.
LINK_WIDTH = 32
# How much a word between the two takes off, and the most words that count.
NEARNESS, FARTHEST = 1 / 15, 60


@dataclass(frozen=True, slots=True)
class TimeRead:
    """A phrase of time, in words, half-open: what it dates, what it counts from, how likely each target is dated by it.

    `chances` are the probabilities of its kind and its base.
    """

    start: int
    end: int
    kind: str
    base: str
    chances: tuple[float, float]
    dated: tuple[tuple[int, float], ...]


def likely(
    links: Floats, phrase: tuple[int, int], targets: Sequence[tuple[int, int]], *, least: float
) -> list[tuple[int, float]]:
    """Returns the targets that a phrase dates at least as likely as `least`, by their places in `targets`.

    Args:
        links: What each word asks and answers, (words, 2 * LINK_WIDTH).
        phrase: First word and one past the last.
        targets: The same of each.
        least: The least probability.
    """
    if not targets:
        return []
    start, end = phrase
    asked = links[start:end, :LINK_WIDTH].mean(axis=0)
    answers = np.stack([links[first:last, LINK_WIDTH:].mean(axis=0) for first, last in targets])
    away = np.array([distance(phrase, target) for target in targets])
    scores = answers @ asked / np.sqrt(LINK_WIDTH) - away * NEARNESS
    chances = 1 / (1 + np.exp(-scores))
    return [(place, float(chance)) for place, chance in enumerate(chances) if chance >= least]


def distance(first: tuple[int, int], second: tuple[int, int]) -> int:
    """Returns how many words lie between two stretches, FARTHEST at most."""
    (_, end), (start, _) = sorted((first, second))
    return min(FARTHEST, max(0, start - end))
