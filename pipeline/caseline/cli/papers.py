"""From papers to records, and records as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from caseline.batch import options as batch
from caseline.batch.console import progress, summed_up, telling_how_to_go_on
from caseline.batch.inputs import find_sources
from caseline.batch.outcomes import Failure, Without
from caseline.batch.output import Target, opened
from caseline.batch.run import Request, made_by, run
from caseline.batch.stored import read_each
from caseline.batch.work import Recipe
from caseline.batch.write import format_for
from caseline.cli.program import SOME_FAILED, Config, app, loaded, standard_output
from caseline.commands import USER_ERROR, say, show_each
from caseline.errors import CaselineError, ReadingError, StoppedError
from caseline.schema.report import CaseReport

STDOUT = Path("-")


@app.command()
def extract(
    paths: batch.Paths,
    *,
    out: batch.Out = None,
    style: batch.Style = None,
    given: batch.Given = None,
    glob: batch.Glob = None,
    wanted: batch.Wanted = None,
    limit: batch.Limit = None,
    workers: batch.Workers = 1,
    engine: batch.ByEngine = batch.Engine.LOCAL,
    ray_address: batch.RayAddress = None,
    resume: batch.Resume = False,
    errors: batch.Errors = None,
    on_error: batch.Policy = batch.OnError.SKIP,
    config: Config = "default",
    min_score: batch.MinScore = None,
    meddra: batch.Meddra = None,
    terminology: batch.Terminologies = None,
    quiet: batch.Quiet = False,
) -> None:
    """Read papers and give a case record for each.

    Records go to standard output, one a line; a terminal shows readable summaries instead.
    Exit status: 0 when all is done, 1 when some papers failed, 2 when nothing could be read.
    """
    if ray_address and engine is not batch.Engine.RAY:
        raise CaselineError("--ray-address is for Ray; add --engine ray, or leave it out")
    file = None if out == STDOUT else out
    target = Target(file, format_for(file, style), errors, resume=resume)
    target.check(paths)
    found, problems = find_sources(paths, glob=glob)
    sources = target.without_own(found)
    if not sources:
        for problem in problems or ("there is nothing to read but the files of this very run",):
            say(str(problem))
        raise typer.Exit(USER_ERROR)
    request = Request(
        paths=sources,
        recipe=Recipe(
            config,
            min_score,
            case_reports=wanted is batch.Filter.CASE_REPORTS,
            meddra=str(meddra or ""),
            terminologies=tuple(map(str, terminology or ())),
        ),
        format=given,
        limit=limit,
        workers=workers,
        engine=engine,
        ray_address=ray_address,
        on_error=on_error,
    )
    shows = out is None and style is None and standard_output().isatty()
    target = replace(target, several=len(sources) > 1)
    try:
        status = _extract(request, target, problems, shows=shows, quiet=quiet)
    except StoppedError as error:
        say(str(error))
        status = SOME_FAILED
    raise typer.Exit(status)


def _extract(
    request: Request, target: Target, problems: Iterable[Failure], *, shows: bool, quiet: bool
) -> int:
    """Runs a request; returns the exit status."""
    messages = Console(stderr=True)

    def note(failure: Failure) -> None:
        if failure.is_fault or (failure.kind is Without.DUPLICATE and not quiet):
            say(str(failure), messages)

    load = partial(loaded, request.recipe, messages, quiet=quiet)
    with (
        opened(target, made_by=made_by(request), stream=lambda: standard_output().buffer) as (tally, take),
        telling_how_to_go_on(tally, messages, shown=target.keeps),
        progress(len(request.paths), messages, shown=not (quiet or shows)) as on_step,
    ):
        tally.add_all(problems, told=note)
        with closing(run(request, tally, load=load, on_failure=note, on_step=on_step)) as records:
            if shows:
                show_each(CaseReport.from_json(made.line) for made in records)
            else:
                take(records)
    if not quiet:
        say(summed_up(tally), messages)
    return SOME_FAILED if tally.without(Without.FAILED) else 0


@app.command()
def show(
    records: Annotated[
        list[str],
        typer.Argument(metavar="RECORDS", help="Files written by extract, or - for standard input."),
    ],
) -> None:
    """Show stored records as readable summaries."""
    failures: list[ReadingError] = []
    shown = show_each(read_each(records, on_failure=failures.append))
    for failure in failures:
        say(str(failure))
    if failures:
        raise typer.Exit(SOME_FAILED if shown else USER_ERROR)
