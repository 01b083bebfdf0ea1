"""The options of `caseline serve`, and its start; free of anything that the extra `web` brings."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Annotated, TypeAlias

import typer

from caseline.errors import CaselineError
from caseline.web.settings import MOST_MEGABYTES, Settings

__all__ = ["DEFAULTS", "Settings"]

DEFAULTS = Settings()

Host: TypeAlias = Annotated[
    str,
    typer.Option("--host", metavar="ADDRESS", help="Address to listen on; there is no authentication."),
]
Port: TypeAlias = Annotated[
    int, typer.Option("--port", min=0, max=65_535, help="Port to listen on; 0 takes a free one.")
]
Workers: TypeAlias = Annotated[
    int, typer.Option("--workers", min=1, max=256, help="Processes that read papers, each with a model.")
]
Spare: TypeAlias = Annotated[
    int,
    typer.Option(
        "--spare",
        min=0,
        max=256,
        help="More processes with a model, of which one takes over when a paper's is stopped.",
    ),
]
Queue: TypeAlias = Annotated[
    int,
    typer.Option(
        "--queue", min=0, max=10_000, help="Calls that may wait for a worker; more are refused at once."
    ),
]
MaxSize: TypeAlias = Annotated[
    float,
    typer.Option("--max-size", metavar="MB", min=0.001, max=MOST_MEGABYTES, help="Largest paper in MB."),
]
Timeout: TypeAlias = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=0.1, max=86_400, help="Longest time for one paper."),
]
AllowHost: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="NAME",
        help="Name the service is called by, beside localhost and plain addresses; again for more, * for any.",
    ),
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def launch(settings: Settings, *, say: Callable[[str], None], quiet: bool) -> None:
    """Serves, once it is sure that what the service needs is installed.

    Raises:
        CaselineError: When it is not, or the service cannot start; says what to do.
    """
    missing = [name for name in ("fastapi", "python_multipart", "uvicorn") if find_spec(name) is None]
    if missing:
        msg = f"the HTTP service needs {', '.join(missing)}; install it with: pip install 'caseline[web]'"
        raise CaselineError(msg)
    from caseline.web.serve import serve  # noqa: PLC0415 - see the module docstring

    serve(settings, say=say, quiet=quiet)
