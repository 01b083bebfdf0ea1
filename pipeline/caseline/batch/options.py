"""The options of `caseline extract`; free of anything that takes long to import."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from caseline.batch.run import Engine, OnError
from caseline.batch.write import Format
from caseline.schema.document import SourceFormat

__all__ = ["Engine", "Filter", "Format", "OnError", "SourceFormat"]


class Filter(StrEnum):
    """Which papers are wanted."""

    CASE_REPORTS = "case-reports"


Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="Papers, folders or archives of them, sets of many; or - for standard input."
    ),
]
Out: TypeAlias = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="File to write, - for standard output.")
]
Style: TypeAlias = Annotated[
    Format | None,
    typer.Option(
        "--to",
        help="jsonl: a record a line. json: one record indented, several as an array. "
        "By default jsonl, or json when FILE ends in .json.",
    ),
]
Given: TypeAlias = Annotated[
    SourceFormat | None,
    typer.Option("--format", help="What the papers are, where their content does not tell it right."),
]
MinScore: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--min-score",
        min=0,
        max=1,
        help="Leave out mentions of a lower score, in the cases as well; those without a score stay.",
    ),
]
Meddra: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--meddra",
        metavar="DIR",
        help="Folder of your MedDRA release (llt.asc, pt.asc): events and conditions get its codes.",
    ),
]
Terminologies: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--terminology",
        metavar="FILE",
        help="CSV of names and codes of your own (name,code,system), such as ATC; may be given again.",
    ),
]
Glob: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--glob", metavar="PATTERN", help="Of folders take only files such as *.nxml or **/PMC1*.xml."
    ),
]
Wanted: TypeAlias = Annotated[
    Filter | None,
    typer.Option("--filter", help="Leave other papers aside, by their type or by what their text tells."),
]
Limit: TypeAlias = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Take no more than so many papers.")
]
Workers: TypeAlias = Annotated[
    int, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes to work in.")
]
ByEngine: TypeAlias = Annotated[
    Engine, typer.Option("--engine", help="Processes of this machine, or Ray's (the extra `ray`).")
]
RayAddress: TypeAlias = Annotated[
    str | None,
    typer.Option("--ray-address", metavar="HOST:PORT", help="A Ray cluster; without it Ray runs here alone."),
]
Resume: TypeAlias = Annotated[
    bool, typer.Option("--resume", help="Go on with the run that was broken off, without loss or repetition.")
]
Errors: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--errors",
        metavar="FILE",
        help="Where papers without a record are written down; by default errors.jsonl beside FILE of --out.",
    ),
]
Policy: TypeAlias = Annotated[
    OnError, typer.Option("--on-error", help="skip: record a paper that fails, go on. raise: stop there.")
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
