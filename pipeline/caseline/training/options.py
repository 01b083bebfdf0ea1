"""The options of `caseline train`, `assemble` and `calibrate`; free of anything that takes long to import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Phee: TypeAlias = Annotated[
    Path, typer.Option("--phee", metavar="DIR", help="PHEE: train.json and dev.json.")
]
Bc5cdr: TypeAlias = Annotated[
    Path, typer.Option("--bc5cdr", metavar="DIR", help="BC5CDR: its PubTator files.")
]
Maccrobat: TypeAlias = Annotated[
    Path, typer.Option("--maccrobat", metavar="DIR", help="MACCROBAT: train/ and dev/, brat.")
]
Out: TypeAlias = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the trained network.")
]
Config: TypeAlias = Annotated[
    Path, typer.Option("--config", metavar="CFG", help="How to train.", show_default=True)
]
Seed: TypeAlias = Annotated[
    int | None, typer.Option("--seed", help="Of every random choice, not the config's.")
]
Teachers: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--teacher",
        metavar="DIR",
        help="Folder of an earlier training, or a saved pipeline, to learn from; repeatable.",
    ),
]
Average: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--average", metavar="DIR", help="Take the mean of earlier trainings instead; repeatable."),
]
Roles: TypeAlias = Annotated[
    Path,
    typer.Option("--roles", metavar="DIR", help="Our marked texts and labels of roles; annotations/roles."),
]
Pipeline: TypeAlias = Annotated[
    Path, typer.Argument(metavar="CFG", help="The pipeline, such as configs/default.cfg.")
]
Folder: TypeAlias = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to save it to.")]
Trained: TypeAlias = Annotated[
    Path | None,
    typer.Option("--trained", metavar="DIR", help="What `train` wrote; the packaged network by default."),
]
Table: TypeAlias = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE", help="Table of scores to write, .json.")
]
