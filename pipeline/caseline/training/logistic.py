"""Logistic regression for a few dozen features: L2-regularised, some weights never below 0."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Values: TypeAlias = npt.NDArray[np.float64]


def fit_logistic(
    features: Values, right: Values, *, penalty: Values, nonnegative: npt.NDArray[np.bool_]
) -> Values:
    """Returns the weights that make `right` most likely.

    Args:
        features: A row an example, a column a feature; a column of ones is an intercept.
        right: 0 or 1 for each example.
        penalty: For each feature, what its squared weight costs, in nats for two units of it.
        nonnegative: For each feature, whether its weight is held at 0 or above.
    """

    def loss(weights: Values) -> tuple[float, Values]:
        odds = features @ weights
        errors = probabilities(odds) - right
        nats = np.logaddexp(0, odds).sum() - right @ odds + (penalty * weights**2).sum() / 2
        return float(nats), features.T @ errors + penalty * weights

    bounds = [(0.0 if held else None, None) for held in nonnegative]
    start = np.zeros(features.shape[1])
    found: Any = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000, "ftol": 1e-12}
    )
    return np.asarray(found.x, dtype=np.float64)


def probabilities(odds: Values) -> Values:
    """Returns the probabilities of log odds."""
    return np.asarray(np.exp(-np.logaddexp(0, -odds)), dtype=np.float64)
