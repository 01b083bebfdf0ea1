"""The command line: parses, calls, prints. Exit 0 done, 1 some papers failed, 2 user error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console

from caseline import __version__
from caseline.batch import options as batch
from caseline.batch.console import loading, progress, summed_up, telling_how_to_go_on
from caseline.batch.inputs import find_sources
from caseline.batch.outcomes import Failure, Without
from caseline.batch.output import Target, opened
from caseline.batch.run import Request, made_by, run
from caseline.batch.scoring import predict
from caseline.batch.stored import read_each
from caseline.batch.work import Extract, Recipe
from caseline.batch.write import format_for, replacing, write_text
from caseline.benchmark import options
from caseline.commands import USER_ERROR, Commands, print_content, say, show_each
from caseline.errors import CaselineError, ReadingError, StoppedError, WritingError
from caseline.schema.export import json_schema_text
from caseline.schema.report import CaseReport
from caseline.training import options as training
from caseline.web import options as web

SOME_FAILED = 1
STDOUT = Path("-")


app = typer.Typer(
    name="caseline",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Config = Annotated[
    str,
    typer.Option(
        "--config", metavar="NAME|PATH", help="Pipeline: a name, a .cfg file, or the folder of a saved one."
    ),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"caseline {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Reads published case reports about drugs and returns each case as structured JSON."""


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
        recipe=Recipe(config, min_score, case_reports=wanted is batch.Filter.CASE_REPORTS),
        format=given,
        limit=limit,
        workers=workers,
        engine=engine,
        ray_address=ray_address,
        on_error=on_error,
    )
    shows = out is None and style is None and _stdout().isatty()
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

    load = partial(_loaded, request.recipe, messages, quiet=quiet)
    with (
        opened(target, made_by=made_by(request), stream=lambda: _stdout().buffer) as (tally, take),
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


def _loaded(recipe: Recipe, messages: Console, *, quiet: bool = False) -> Extract:
    with loading(messages, shown=not quiet):
        return recipe.load()


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


@app.command()
def schema() -> None:
    """Print the JSON Schema of the record."""
    stream = _stdout().buffer
    stream.write(json_schema_text().encode())
    stream.flush()


@app.command()
def evaluate(
    *,
    gold: Annotated[
        Path, typer.Option("--gold", metavar="DIR", help="Gold records: a folder of .json, or a .jsonl file.")
    ],
    pred: Annotated[
        Path | None,
        typer.Option("--pred", metavar="FILE", help="Records to score, else gold's texts are extracted."),
    ] = None,
    gate: Annotated[
        Path | None,
        typer.Option("--gate", metavar="BASELINE", help="Exit 1 when a field falls below this baseline."),
    ] = None,
    update_baseline: Annotated[
        bool,
        typer.Option("--update-baseline", help="Write BASELINE anew, by default baseline.json in DIR."),
    ] = False,
    json_out: Annotated[
        Path | None, typer.Option("--json", metavar="OUT", help="Write scores and differences to this file.")
    ] = None,
    config: Config = "default",
) -> None:
    """Score records against gold: precision, recall and F1 of each field, and every difference.

    Exit status: 0 when all is done, 1 when a gold text failed or the gate is shut, 2 for bad input.
    """
    # SciPy comes along, which no other command needs.
    from caseline import evaluation

    failures: list[Failure] = []
    known = evaluation.load_records(gold)
    expected = evaluation.read_baseline(gate) if gate and not update_baseline else None
    if pred is None:
        process = _loaded(Recipe(config), Console(stderr=True))
        predicted = predict(known, extract=process, on_failure=failures.append)
    else:
        predicted = evaluation.load_records(pred)
    report = evaluation.evaluate(known, predicted)
    print_content(evaluation.render(report))
    if json_out is not None:
        write_text(json_out, report.to_json(indent=2) + "\n")
    for failure in failures:
        say(str(failure))
    if update_baseline and not failures:
        target = gate or (gold if gold.is_dir() else gold.parent) / evaluation.BASELINE_NAME
        evaluation.write_baseline(report, target)
        say(f"{target}: written")
    reasons = evaluation.check_gate(report, expected) if expected else ()
    for reason in reasons:
        say(f"gate: {reason.message}")
    if expected and not reasons:
        say("gate: open")
    raise typer.Exit(SOME_FAILED if failures or reasons else 0)


@app.command()
def benchmark(
    *,
    configs: options.Configs = None,
    phee: options.Phee = None,
    bc5cdr: options.Bc5cdr = None,
    maccrobat: options.Maccrobat = None,
    roles: options.Roles = None,
    split: options.Part = options.Split.DEV,
    speed: options.Speed = True,
    texts: options.Texts = None,
    rounds: options.Rounds = 5,
    speed_docs: options.SpeedDocs = 300,
    memory_docs: options.MemoryDocs = 2000,
    seed: options.Seed = 13,
    out: options.Out = None,
    compare: options.Compare = None,
    fail_on_loss: options.FailOnLoss = False,
) -> None:
    """Score a pipeline on corpora, and measure its speed beside medspaCy's own.

    Give at least one corpus, or --texts for speed alone. With --compare nothing is measured, and --config
    names what to compare: one config of both files, or one of each.
    Exit status: 0 when all is done, 1 when --fail-on-loss found one, 2 for bad input.
    """
    from caseline.benchmark import run, table

    if (compare and out) or (fail_on_loss and not compare):
        msg = "--compare writes no file, and --fail-on-loss needs --compare; see caseline benchmark --help"
        raise CaselineError(msg)
    if compare:
        differences, lost = run.compare_files(*compare, configs=configs or ())
        print_content(table.render_differences(differences))
        raise typer.Exit(SOME_FAILED if lost and fail_on_loss else 0)
    given = {"phee": phee, "bc5cdr": bc5cdr, "maccrobat": maccrobat, "roles": roles}
    request = run.Request(
        configs=tuple(configs or ("default",)),
        corpora={name: path for name, path in given.items() if path},
        split=split,
        speed=speed,
        texts=texts,
        seed=seed,
        rounds=rounds,
        speed_documents=speed_docs,
        memory_documents=memory_docs,
    )
    with replacing(out) if out else nullcontext() as stream:
        found = run.run_benchmark(request, say=say)
        if stream:
            stream.write(found.to_json().encode())
    print_content(table.render(found))
    if out:
        say(f"{out}: written")


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
    """Train the tagger or the role reader on three corpora; `caseline assemble` puts it into a pipeline.

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


@app.command()
def serve(
    *,
    host: web.Host = web.DEFAULTS.host,
    port: web.Port = web.DEFAULTS.port,
    config: Config = web.DEFAULTS.config,
    workers: web.Workers = web.DEFAULTS.workers,
    spare: web.Spare = web.DEFAULTS.spare,
    queue: web.Queue = web.DEFAULTS.queue,
    max_size: web.MaxSize = web.DEFAULTS.max_megabytes,
    timeout: web.Timeout = web.DEFAULTS.timeout,
    allow_host: web.AllowHost = None,
    quiet: web.Quiet = False,
) -> None:
    """Serve over HTTP: a paper posted to /v1/records is answered with its record; /docs tells the rest.

    Needs the extra `web`. Runs until Ctrl-C or SIGTERM.
    """
    settings = web.Settings(
        host=host,
        port=port,
        config=config,
        workers=workers,
        spare=spare,
        queue=queue,
        max_megabytes=max_size,
        timeout=timeout,
        allowed_hosts=tuple(allow_host or ()),
    )
    web.launch(settings, say=say, quiet=quiet)


def _stdout() -> TextIO:
    stream: TextIO | None = getattr(sys, "stdout", None)
    if stream is None:
        raise WritingError(Path("standard output"), "is closed; send it to a file")
    return stream
