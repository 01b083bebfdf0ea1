"""What the commands share: how they fail, and how they print."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from typing import Any

import typer
from rich.console import Console, RenderableType
from rich.text import Text
from typer.core import TyperGroup

from caseline.errors import CaselineError
from caseline.printable import printable
from caseline.schema.report import CaseReport
from caseline.summary import render_summary

USER_ERROR = 2
# What the help lists first: papers to records, looking, correcting, passing on; then scores; then how it is made.
_ORDER = (
    *("extract", "show", "view", "review", "agreement", "export", "import"),
    *("load", "query", "serve", "schema", "migrate"),
    *("evaluate", "benchmark", "train", "assemble", "calibrate", "doctor"),
)


class Commands(TyperGroup):
    """Commands in the order of their use, whose errors are one line on standard error."""

    def list_commands(self, ctx: Any) -> list[str]:
        place = {name: number for number, name in enumerate(_ORDER)}
        return sorted(super().list_commands(ctx), key=lambda name: place.get(name, len(place)))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except CaselineError as error:
            say(str(error))
            raise typer.Exit(USER_ERROR) from error
        except BrokenPipeError:
            raise  # Typer ends quietly: whoever read our output has seen enough.
        except OSError as error:
            say(": ".join(str(part) for part in (error.filename, error.strerror) if part))
            raise typer.Exit(USER_ERROR) from error


def print_content(content: RenderableType) -> None:
    """Prints a table or a text on standard output."""
    # A terminal that lacks a character shows a question mark rather than a traceback.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    Console().print(content)


def show_each(reports: Iterable[CaseReport]) -> int:
    """Prints a summary of each record, and returns how many there were."""
    shown = 0
    for shown, report in enumerate(reports, start=1):
        if shown > 1:
            print_content(Text())
        print_content(render_summary(report))
    return shown


def say(message: str, messages: Console | None = None) -> None:
    """Says something on standard error."""
    (messages or Console(stderr=True)).print(Text(f"caseline: {printable(message)}"), soft_wrap=True)
