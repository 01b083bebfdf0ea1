"""What answers over HTTP."""

from __future__ import annotations

from caseline.cli.program import Config, app
from caseline.commands import say
from caseline.web import options as web


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
