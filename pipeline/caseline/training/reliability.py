"""Whether scores mean what they say: of mentions scored 0.8, are eight in ten right?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A band holds its lower bound; the last one holds 1 as well.
BANDS: tuple[tuple[float, float], ...] = ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1))
_BINS = tuple((place / 10, (place + 1) / 10) for place in range(10))


@dataclass(frozen=True, slots=True)
class Row:
    """Mentions of one band of scores: how many, their mean score, and the share of them that is right."""

    low: float
    high: float
    mentions: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bands that hold mentions, the number of all mentions, and the expected calibration error."""

    rows: tuple[Row, ...]
    mentions: int
    error: float

    def means(self) -> tuple[float, float]:
        """Returns the mean score and the share that is right."""
        count = max(1, self.mentions)
        score = sum(row.mentions * row.score for row in self.rows) / count
        return score, sum(row.mentions * row.right for row in self.rows) / count


def reliability(scored: Sequence[tuple[float, bool]]) -> Reliability:
    """Returns how scores and the share that is right go together.

    The expected calibration error is the mean distance of the two, over ten bands of equal width weighted by
    their mentions.

    Source: Guo et al., ICML 2017, https://proceedings.mlr.press/v70/guo17a.html
    """
    error = sum(row.mentions * abs(row.score - row.right) for row in _rows(scored, _BINS))
    return Reliability(
        rows=tuple(_rows(scored, BANDS)), mentions=len(scored), error=error / max(1, len(scored))
    )


def _rows(scored: Sequence[tuple[float, bool]], bands: Iterable[tuple[float, float]]) -> Iterable[Row]:
    for low, high in bands:
        band = [each for each in scored if low <= each[0] < high or each[0] == high == 1]
        if band:
            score = sum(score for score, _ in band) / len(band)
            right = sum(is_right for _, is_right in band) / len(band)
            yield Row(low, high, len(band), score, right)
