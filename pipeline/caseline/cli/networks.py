"""What makes the pipelines: training, assembling, calibrating."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseline.batch.write import write_text
from caseline.cli.program import app
from caseline.commands import print_content, say
from caseline.training import options as training


@app.command()
def train(
    phee: training.Phee,
    bc5cdr: training.Bc5cdr,
    maccrobat: training.Maccrobat,
    out: training.Out,
    config: training.Config = Path("configs/train_tagger.cfg"),
    seed: training.Seed = None,
    teachers: training.Teachers = None,
    average: training.Average = None,
    roles: training.Roles = Path("annotations/roles"),
) -> None:
    """Train the tagger or the role reader on three corpora and our marked texts; `caseline assemble` puts it into a pipeline.

    Needs the extra `train` (torch). Writes DIR/tagger or DIR/roles, and its scores on the dev texts.
    """
    from caseline.training.run import run

    folders = {"bc5cdr": bc5cdr, "maccrobat": maccrobat, "phee": phee, "roles": roles}
    scores = run(
        folders,
        config=config,
        output=out,
        seed=seed,
        teachers=teachers or (),
        average=average or (),
        say=say,
    )
    for name, micro in scores.items():
        say(f"{out}: F1 {micro:.1f} on the dev texts of {name}")


@app.command()
def assemble(config: training.Pipeline, out: training.Folder, trained: training.Trained = None) -> None:
    """Build the pipeline of a config and save it as a folder that spaCy loads."""
    from caseline.training.assemble import assemble as build

    build(config, out, trained=trained)
    say(f"{out}: written")


@app.command()
def calibrate(
    config: Annotated[str, typer.Argument(metavar="NAME|PATH", help="Pipeline, as for extract --config.")],
    phee: training.Phee,
    bc5cdr: training.Bc5cdr,
    maccrobat: training.Maccrobat,
    out: training.Table,
) -> None:
    """Fit the scores of a pipeline's mentions to the dev texts of three corpora, and show how reliable they are.

    Figures are of documents that the fit has not seen, in five parts. FILE is what the setting `table` of
    the component caseline_scores names.
    """
    from caseline.training.calibrate import calibrate as fit
    from caseline.training.calibrate import render

    table = fit(config, phee=phee, bc5cdr=bc5cdr, maccrobat=maccrobat)
    write_text(out, table.to_json())
    print_content(render(table))
    say(f"{out}: written")
