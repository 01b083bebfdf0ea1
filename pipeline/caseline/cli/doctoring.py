"""Is the installation whole?"""

from __future__ import annotations

from typing import Annotated

import typer

from caseline.cli.program import app
from caseline.commands import print_content
from caseline.errors import CaselineError

BROKEN = 1


@app.command()
def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON, for machines.")] = False,
    self_test: Annotated[
        bool, typer.Option("--self-test/--no-self-test", help="Read a sentence with the packaged pipeline.")
    ] = True,
) -> None:
    """Check the installation: versions, pipelines, lexicons and licences, optional parts, a self-test.

    Tells what to do about each fault. Exit status: 0 when nothing is broken, 1 when something is.
    """
    try:
        from caseline.doctor.examine import examine
        from caseline.doctor.render import render
        from caseline.doctor.self_test import run_self_test
    except ModuleNotFoundError as error:
        msg = f"the doctor itself needs {error.name}, which is not installed; run: pip install {error.name}"
        raise CaselineError(msg) from error

    report = examine(test=run_self_test if self_test else None)
    if as_json:
        typer.echo(report.to_json(), nl=False)
    else:
        print_content(render(report))
    raise typer.Exit(BROKEN if report.faults else 0)
