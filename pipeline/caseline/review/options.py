"""The options of `caseline review`, and its start; free of anything that the extra `web` brings."""

from __future__ import annotations

import getpass
import ipaddress
import secrets
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer
from pydantic import ValidationError

from caseline.errors import CaselineError, ConfigError
from caseline.review.gold import folder_of
from caseline.review.settings import DATABASE, Settings

__all__ = ["DATABASE", "Settings"]

_OPTIONS = {"max_megabytes": "max-size", "database": "db"}
HOST, PORT, MAX_SIZE = (Settings.model_fields[name].default for name in ("host", "port", "max_megabytes"))

Folder: TypeAlias = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of the records that extract wrote: .json and .jsonl.")
]
Host: TypeAlias = Annotated[
    str,
    typer.Option(
        "--host", metavar="ADDRESS", help="Address to listen on; any but this machine's own needs a token."
    ),
]
Port: TypeAlias = Annotated[
    int, typer.Option("--port", min=0, max=65_535, help="Port to listen on; 0 takes a free one.")
]
Token: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="CASELINE_TOKEN",
        show_envvar=True,
        help="What a browser has to know; made up and printed where one is needed and none is given.",
    ),
]
Author: TypeAlias = Annotated[
    str | None, typer.Option("--author", metavar="NAME", help="Who saves and decides, else the login name.")
]
Independent: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--independent", help="Begin from the machine's answers, and do not see what others have done."
    ),
]
Gold: TypeAlias = Annotated[
    Path | None,
    typer.Option("--gold", metavar="FOLDER", help="Where accepted records go, by default gold in DIR."),
]
Database: TypeAlias = Annotated[
    Path | None, typer.Option("--db", metavar="FILE", help="The database, by default review.sqlite in DIR.")
]
AllowHost: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="NAME",
        help="Name the desk is called by, beside localhost and plain addresses; again for more, * for any.",
    ),
]
MaxSize: TypeAlias = Annotated[
    float, typer.Option("--max-size", metavar="MB", min=0.001, max=1_000, help="Largest record in MB.")
]
Open: TypeAlias = Annotated[bool, typer.Option("--open", help="Open the desk in the browser.")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Between: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--between", metavar="AUTHOR", help="One of two lines to compare; 'shared' is the common one."
    ),
]


def settled(*, author: str | None, host: str, token: str | None, **others: Any) -> Settings:
    """Returns settings with an author, and with a token where the desk can be reached from elsewhere.

    Raises:
        ConfigError: When something cannot be as it is given.
    """
    if token is None and not _is_loopback(host):
        token = secrets.token_urlsafe(32)
    try:
        settings = Settings(author=author or _login(), host=host, token=token, **others)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        option = _OPTIONS.get(name := str(next(iter(first["loc"]), "independent")), name)
        msg = f"--{option}: {first['msg'].removeprefix('Value error, ')}"
        raise ConfigError(msg) from error
    gold = folder_of(settings.gold_folder, settings.line)
    if gold.resolve() == settings.folder.resolve():
        msg = f"--gold: {gold} is the folder of the machine's records; name another"
        raise ConfigError(msg)
    return settings


def launch(settings: Settings, *, say: Callable[[str], None], open_browser: bool, quiet: bool) -> None:
    """Opens the desk, once it is sure that what it needs is installed.

    Raises:
        CaselineError: When it is not, or the desk cannot open; says what to do.
    """
    missing = [name for name in ("fastapi", "uvicorn") if find_spec(name) is None]
    if missing:
        msg = f"the curators' desk needs {', '.join(missing)}; install it with: pip install 'caseline[web]'"
        raise CaselineError(msg)
    from caseline.review.serve import serve  # noqa: PLC0415 - see the module docstring

    serve(settings, say=say, open_browser=open_browser, quiet=quiet)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        msg = "--author: this machine does not say who is logged in; name the author"
        raise ConfigError(msg) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
