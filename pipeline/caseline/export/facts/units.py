"""Units of UCUM."""

from __future__ import annotations

import re
from typing import Final

_ATOM = (
    r"(?:\{[!-z|~]+\}|10\*[0-9]+|(?:kg|mg|ug|ng|pg|g|[mud]?L|[mukM]?eq|[mun]?mol|c?Gy|[mu]?Ci|[kMG]?Bq|[kmu]?U|m?J"
    r"|\[(?:IU|iU|drp|tsp_us|tbs_us|lb_av)\]|%|a|mo|wk|d|h|min|s|[cm]?m)[2-9]?)"
)
# Of UCUM's grammar what amounts of drugs need.
_UNIT: Final = re.compile(rf"{_ATOM}(?:[./](?:{_ATOM}|\((?:[0-9]+\.)?{_ATOM}\)))*")


def is_ucum(unit: str) -> bool:
    """Says whether a unit is one of UCUM, as far as doses and times need them."""
    return _UNIT.fullmatch(unit) is not None


def in_words(unit: str | None) -> str:
    """Returns a unit without the braces of annotations, as {tablet} has them."""
    return (unit or "").replace("{", "").replace("}", "")
