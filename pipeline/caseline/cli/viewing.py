"""Records as a page to look at in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseline.cli.program import SOME_FAILED, app
from caseline.commands import USER_ERROR, say
from caseline.errors import ReadingError, WritingError


@app.command()
def view(
    records: Annotated[
        list[str],
        typer.Argument(metavar="RECORDS", help="Files written by extract, or - for standard input."),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = Path(
        "report.html"
    ),
    title: Annotated[str | None, typer.Option("--title", help="Shown at the top of the page.")] = None,
) -> None:
    """Write stored records as one HTML page: text with mentions, cases, timelines.

    The page needs no network and no server; open it in any browser.
    Exit status: 0 when all is done, 1 when some files failed, 2 when there was no record to show.
    """
    from caseline.batch.stored import read_each
    from caseline.review.view import save_view

    _check_apart(out, records)
    failures: list[ReadingError] = []
    shown = save_view(read_each(records, on_failure=failures.append), out, title=title)
    for failure in failures:
        say(str(failure))
    if shown:
        say(f"{out}: {shown} record{'s' if shown > 1 else ''}")
    if failures:
        raise typer.Exit(SOME_FAILED if shown else USER_ERROR)


def _check_apart(out: Path, records: list[str]) -> None:
    """Checks that the page would not take the place of the records it is made of."""
    for name in records:
        given = Path(name)
        if out.resolve() == given.resolve() or (out.exists() and given.exists() and out.samefile(given)):
            raise WritingError(out, "holds the records themselves; name another file for the page")
