"""How well it does: scores against gold, and on corpora."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

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
