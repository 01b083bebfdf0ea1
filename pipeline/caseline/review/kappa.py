"""How far two people decide alike, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from caseline.schema.base import Part


class Kappa(Part):
    """Cohen's kappa of one kind of decision.

    `observed` is the share of items on which both decided alike, `expected` the share that two would reach who
    give each category as often, but at random. `kappa` is null where there are no items, and where both gave
    one and the same category to all: chance alone would then agree as well.

    Source: Cohen, A coefficient of agreement for nominal scales (1960).
    """

    decision: str
    n: int
    observed: float | None
    expected: float | None
    kappa: float | None
    categories: tuple[str, ...]


def cohen(decision: str, pairs: Sequence[tuple[str, str]]) -> Kappa:
    """Returns kappa of the decisions of two people on the same items."""
    n = len(pairs)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    categories = tuple(sorted(first | second))
    if not n:
        return Kappa(decision=decision, n=0, observed=None, expected=None, kappa=None, categories=())
    alike = sum(left == right for left, right in pairs)
    # Whole numbers as long as possible: chance agrees on everything only where it is exactly so.
    by_chance = sum(first[category] * second[category] for category in categories)
    kappa = (alike * n - by_chance) / (n * n - by_chance) if by_chance < n * n else None
    return Kappa(
        decision=decision,
        n=n,
        observed=alike / n,
        expected=by_chance / (n * n),
        kappa=kappa,
        categories=categories,
    )
