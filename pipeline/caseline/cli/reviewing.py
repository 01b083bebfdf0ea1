"""Where curators correct what was extracted, and what comes of it."""

from __future__ import annotations

from caseline.cli.program import app
from caseline.commands import say
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
