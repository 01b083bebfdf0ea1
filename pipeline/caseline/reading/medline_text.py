"""Raised and lowered numbers as MEDLINE wrote them in plain text: "10(9)/L", "mg/m(2)", "O(2)", "(13)C"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from caseline.reading.clean import At
from caseline.reading.inline import Run

_BRACKETED = re.compile(
    r"""(?:\b10|\b[cdkmnµμ]?m(?=\([23]\)))\((?P<power>-?\d{1,2})\)(?!\w)
      | (?<=[A-Z])\((?P<lowered>\d{1,2}[a-z]?)\)
      | (?<!\w)\((?P<isotope>\d{1,3}m?)\)(?=(?:Tc|Ga|In|Lu|Sr|Cr|Xe|Tl|Rb|Cu|Zr|Ra|Fe|Co|Ca|[ICFHNOPSY])(?![a-z]))
    """,
    re.VERBOSE,
)


def unbracketed(runs: Iterable[Run]) -> Iterator[Run]:
    """Yields the runs without the brackets around such numbers, the powers raised."""
    for run in runs:
        if run.raised or "(" not in run.text:
            yield run
        else:
            yield from _parts(run)


def _parts(run: Run) -> Iterator[Run]:
    reached = 0
    for found in _BRACKETED.finditer(run.text):
        kind = found.lastgroup or ""
        first, last = found.span(kind)
        yield _part(run, reached, first - 1)
        yield _part(run, first, last, raised=kind == "power")
        reached = last + 1
    yield _part(run, reached, len(run.text))


def _part(run: Run, first: int, last: int, *, raised: bool = False) -> Run:
    at = run.at
    if at is not None and at.offset is not None:
        at = At(at.path, at.offset + first)
    return Run(run.text[first:last], at, raised=raised)
