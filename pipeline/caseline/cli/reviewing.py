"""Where curators correct what was extracted, and what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseline.batch.write import write_text
from caseline.cli.program import app
from caseline.commands import print_content, say
from caseline.errors import CaselineError
from caseline.review import options


@app.command()
def review(
    folder: options.Folder,
    *,
    host: options.Host = options.HOST,
    port: options.Port = options.PORT,
    token: options.Token = None,
    author: options.Author = None,
    independent: options.Independent = False,
    gold: options.Gold = None,
    database: options.Database = None,
    allow_host: options.AllowHost = None,
    max_size: options.MaxSize = options.MAX_SIZE,
    open_browser: options.Open = False,
    quiet: options.Quiet = False,
) -> None:
    """Open the curators' desk: look through records in a browser, correct them, accept them as gold.

    Needs the extra `web`. Nothing leaves this machine. Runs until Ctrl-C or SIGTERM.
    """
    settings = options.settled(
        folder=folder,
        host=host,
        port=port,
        token=token,
        author=author,
        independent=independent,
        gold=gold,
        database=database,
        allowed_hosts=tuple(allow_host or ()),
        max_megabytes=max_size,
    )
    options.launch(settings, say=say, open_browser=open_browser, quiet=quiet)


@app.command()
def agreement(
    folder: options.Folder,
    *,
    json_out: Annotated[
        Path | None, typer.Option("--json", metavar="OUT", help="Write the figures to this file.")
    ] = None,
    html_out: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write the tables to this file, as a page.")
    ] = None,
    between: options.Between = None,
    database: options.Database = None,
) -> None:
    """Show how far the machine agrees with what curators accepted, and two curators with each other.

    F1 of each field; between curators Cohen's kappa as well. Two curators are two lines of the database: see
    review --independent.
    """
    # SciPy comes along, which no other command needs.
    from caseline.pages import write_page
    from caseline.review.agreement import agreement_of
    from caseline.review.agreement_table import agreement_page, render_agreement
    from caseline.review.store import Store

    path = database or folder / options.DATABASE
    if not path.is_file():
        msg = f"{path}: is not there; work on the records with: caseline review {folder}"
        raise CaselineError(msg)
    with Store(path) as store:
        found = agreement_of(store, between=between)
    print_content(render_agreement(found))
    if json_out is not None:
        write_text(json_out, found.to_json(indent=2) + "\n")
    if html_out is not None:
        write_text(html_out, "".join(write_page(agreement_page(found))))
