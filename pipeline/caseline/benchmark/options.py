"""The options of `caseline benchmark`; free of anything that takes long to import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from caseline.benchmark.corpora import Split

__all__ = ["Split"]

Configs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--config",
        metavar="NAME|PATH",
        help="Pipeline, as for extract; give it again for several in one run. [default: default]",
    ),
]
Phee: TypeAlias = Annotated[
    Path | None, typer.Option("--phee", metavar="DIR|FILE", help="PHEE: its folder, or one JSON file.")
]
Bc5cdr: TypeAlias = Annotated[
    Path | None,
    typer.Option("--bc5cdr", metavar="DIR|FILE", help="BC5CDR: its folder, or one PubTator file."),
]
Maccrobat: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--maccrobat", metavar="DIR", help="MACCROBAT: folder of train/ and dev/, or of brat files."
    ),
]
Roles: TypeAlias = Annotated[
    Path | None,
    typer.Option("--roles", metavar="DIR|FILE", help="Texts marked with roles: annotations/roles."),
]
Part: TypeAlias = Annotated[Split, typer.Option("--split", help="Part of the corpora.")]
Speed: TypeAlias = Annotated[
    bool, typer.Option("--speed/--no-speed", help="Measure speed, start-up and memory as well.")
]
Texts: TypeAlias = Annotated[
    Path | None,
    typer.Option("--texts", metavar="FOLDER", help="Measure speed on these instead of the corpora."),
]
Rounds: TypeAlias = Annotated[int, typer.Option("--rounds", min=1, help="Rounds over the texts for speed.")]
SpeedDocs: TypeAlias = Annotated[
    int, typer.Option("--speed-docs", min=1, help="Texts of a round, drawn from all.")
]
MemoryDocs: TypeAlias = Annotated[
    int, typer.Option("--memory-docs", min=0, help="Documents to watch the memory over; 0 for none.")
]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", min=0, help="Of the bootstrap and of drawn texts.")]
Out: TypeAlias = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the figures as JSON.")
]
Html: TypeAlias = Annotated[
    Path | None, typer.Option("--html", metavar="OUT", help="Write the figures as a page for the browser.")
]
Show: TypeAlias = Annotated[
    Path | None,
    typer.Option("--show", metavar="FILE", help="Show a file that was written before; measure nothing."),
]
Compare: TypeAlias = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        "--compare",
        metavar="OLD NEW",
        help="Show what differs between two files, and what lies outside noise.",
    ),
]
FailOnLoss: TypeAlias = Annotated[
    bool, typer.Option("--fail-on-loss", help="With --compare: exit 1 when a figure is worse.")
]
