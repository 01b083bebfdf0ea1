"""The program that the commands belong to, and what several of them share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console

from caseline import __version__
from caseline.batch.console import loading
from caseline.batch.work import Extract, Recipe
from caseline.commands import Commands
from caseline.errors import WritingError

SOME_FAILED = 1

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


def standard_output() -> TextIO:
    """Returns standard output.

    Raises:
        WritingError: When it is closed.
    """
    stream: TextIO | None = getattr(sys, "stdout", None)
    if stream is None:
        raise WritingError(Path("standard output"), "is closed; send it to a file")
    return stream


def loaded(recipe: Recipe, messages: Console, *, quiet: bool = False) -> Extract:
    """Loads the pipeline of a recipe, and shows on a terminal that it does."""
    with loading(messages, shown=not quiet):
        return recipe.load()
