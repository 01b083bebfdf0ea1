"""How well it does: scores against gold, and on corpora."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console

from caseline.batch.outcomes import Failure
from caseline.batch.scoring import predict
from caseline.batch.work import Recipe
from caseline.batch.write import replacing, write_text
from caseline.benchmark import options
from caseline.cli.program import SOME_FAILED, Config, app, loaded
from caseline.commands import print_content, say
from caseline.errors import CaselineError


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
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="OUT", help="Write scores and differences as a page for the browser."),
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
        process = loaded(Recipe(config), Console(stderr=True))
        predicted = predict(known, extract=process, on_failure=failures.append)
    else:
        predicted = evaluation.load_records(pred)
    report = evaluation.evaluate(known, predicted)
    print_content(evaluation.render(report))
    if json_out is not None:
        write_text(json_out, report.to_json(indent=2) + "\n")
    if html is not None:
        names = evaluation.Names(_called(gold), _called(pred) if pred else f"the pipeline {config}")
        _write_page(html, evaluation.evaluation_page(report, names=names, baseline=expected))
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
    html: options.Html = None,
    show: options.Show = None,
    compare: options.Compare = None,
    fail_on_loss: options.FailOnLoss = False,
) -> None:
    """Score a pipeline on corpora, and measure its speed beside medspaCy's own.

    Give at least one corpus, or --texts for speed alone. With --show and --compare nothing is measured; with
    --compare, --config names what to compare: one config of both files, or one of each.
    Exit status: 0 when all is done, 1 when --fail-on-loss found one, 2 for bad input.
    """
    from caseline.benchmark import run, table
    from caseline.benchmark.page import benchmark_page
    from caseline.benchmark.record import read_benchmark

    _check_stored(show=show, compare=compare, out=out, fail_on_loss=fail_on_loss)
    if compare:
        lost = _compare(*compare, configs=configs or (), html=html)
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
    with _opened(out) as stream, _opened(html) as page:
        found = read_benchmark(show) if show else run.run_benchmark(request, say=say)
        if stream:
            stream.write(found.to_json().encode())
        if page:
            page.writelines(piece.encode() for piece in benchmark_page(found))
    print_content(table.render(found))
    for path in filter(None, (out, html)):
        say(f"{path}: written")


def _check_stored(
    *, show: Path | None, compare: tuple[Path, Path] | None, out: Path | None, fail_on_loss: bool
) -> None:
    """Refuses options that do not go together."""
    reasons = (
        (compare and out, "--compare writes no file but that of --html"),
        (show and out, "--show writes no file but that of --html"),
        (show and compare, "--show is for one file, --compare for two"),
        (fail_on_loss and not compare, "--fail-on-loss needs --compare"),
    )
    for wrong, reason in reasons:
        if wrong:
            msg = f"{reason}; see caseline benchmark --help"
            raise CaselineError(msg)


def _compare(old: Path, new: Path, *, configs: Sequence[str], html: Path | None) -> bool:
    """Shows the differences of two files that benchmarks were written to, and says whether any is a loss."""
    from caseline.benchmark import table
    from caseline.benchmark.compare import Verdict, compare
    from caseline.benchmark.page_comparison import comparison_page
    from caseline.benchmark.record import read_benchmark

    before, after = read_benchmark(old), read_benchmark(new)
    differences = compare(before, after, configs=configs)
    print_content(table.render_differences(differences))
    if html is not None:
        names = (_called(old), _called(new))
        _write_page(html, comparison_page(before, after, differences, names=names))
    return any(each.verdict is Verdict.WORSE for each in differences)


def _opened(path: Path | None) -> AbstractContextManager[BinaryIO | None]:
    """Opens a file to be replaced before anything is measured, so that a wrong path is told at once."""
    return replacing(path) if path else nullcontext()


def _write_page(path: Path, pieces: Iterable[str]) -> None:
    with replacing(path) as stream:
        stream.writelines(piece.encode() for piece in pieces)
    say(f"{path}: written")


def _called(path: Path) -> str:
    """Returns a path as it was given; of one from the root the name only, for pages are passed on."""
    return path.name if path.is_absolute() else str(path)
