"""What laboratories and bedsides measure: names, reference ranges, and what a value outside says."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from caseline.errors import LexiconError

_FILE = "measurements.csv"
# Of a unit without a range a value says nothing.
_BOUNDS = 2


@dataclass(frozen=True)
class Measurement:
    """Something measured.

    `terms` are its names in lower case; `ranges` has the lowest and the highest normal value by unit, as
    `caseline.cases.normalise.finding` writes units. `below` and `above` hold stems of the names of what a
    value outside supports, in tiers: the first tier that names an event decides.
    """

    analyte: str
    terms: tuple[str, ...]
    ranges: Mapping[str, tuple[float, float]]
    below: tuple[tuple[str, ...], ...]
    above: tuple[tuple[str, ...], ...]


@cache
def measurements() -> tuple[Measurement, ...]:
    """Returns the packaged measurements in order of the file.

    Source: `measurements.csv`; reference ranges of adults, wide, so that what lies outside is abnormal.

    Raises:
        LexiconError: When a row cannot be read.
    """
    text = files("caseline.nlp.lexicons").joinpath(_FILE).read_text("utf-8")
    found = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            found.append(
                Measurement(
                    analyte=row["analyte"],
                    terms=tuple(row["terms"].split("|")),
                    ranges=_ranges(row["ranges"]),
                    below=_tiers(row["below"]),
                    above=_tiers(row["above"]),
                )
            )
        except (KeyError, ValueError) as error:
            raise LexiconError(Path(_FILE), number, str(error)) from error
    return tuple(found)


@cache
def by_term() -> Mapping[str, Measurement]:
    """Returns the measurements by each of their names."""
    return {term: each for each in measurements() for term in each.terms}


def _ranges(cell: str) -> dict[str, tuple[float, float]]:
    found = {}
    for part in filter(None, cell.split("|")):
        unit, *bounds = part.rsplit(" ", maxsplit=_BOUNDS)
        low, high = map(float, bounds)
        found[unit] = (low, high)
    return found


def _tiers(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tier.split("|")) for tier in cell.split(";") if tier)
