"""What the role reader says of phrases of time: what each dates, what it counts from, and of which mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from caseline.nlp.patterns.words import MONTH
from caseline.nlp.tagging.encoder import Floats

# A length dates nothing, and what dates something else dates nothing that is known.
LENGTH, OTHER = "length", "other"
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
    LENGTH,
    OTHER,
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
_WORDS_OF_TIME = re.compile(
    rf"""\b(?:seconds|(?:minute|min|hour|hr|day|night|week|wk|month|year|yr|decade|fortnight|morning|afternoon|evening|weekend)s?
      |noon|midnight|midday|overnight|yesterday|today|tomorrow|tonight|childhood|infancy|adolescence|birth|breakfast|lunch|dinner
      |supper|bedtime|dawn|spring|summer|autumn|winter|christmas|easter|ramadan|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{MONTH})\b
      |\b\d{{1,2}}[:.]\d\d\b|\b(?:1[89]|20)\d\d\b|\d[/.]\d""",
    re.VERBOSE | re.IGNORECASE,
)
# Numbers of a word as the one that asks what it dates, and as many as one that is dated.
LINK_WIDTH = 32
_LOUDEST = 50.0  # beyond it a chance is 0 or 1
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
    asked: Floats, answers: Floats, phrase: tuple[int, int], targets: Sequence[tuple[int, int]]
) -> Floats:
    """Returns how likely a phrase dates each of some targets.

    Args:
        asked: What the phrase asks, (LINK_WIDTH,).
        answers: What the targets answer, (targets, LINK_WIDTH).
        phrase: Its first word and one past the last.
        targets: The same of each target.
    """
    away = np.array([distance(phrase, target) for target in targets])
    scores = answers @ asked / np.sqrt(LINK_WIDTH) - away * NEARNESS
    chances: Floats = 1 / (1 + np.exp(-np.clip(scores, -_LOUDEST, _LOUDEST)))
    return chances


def tells_time(text: str) -> bool:
    """Says whether words name a time at all: a length, a part of the day or the year, a date."""
    return _WORDS_OF_TIME.search(text) is not None


def distance(first: tuple[int, int], second: tuple[int, int]) -> int:
    """Returns how many words lie between two stretches, FARTHEST at most."""
    (_, end), (start, _) = sorted((first, second))
    return min(FARTHEST, max(0, start - end))
