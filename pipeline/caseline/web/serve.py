"""`caseline serve`: listens, serves until it is told to stop, and leaves no process behind."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from caseline.errors import ConfigError
from caseline.web.app import Service, create_app
from caseline.web.listening import config_of, in_address, listening, logging_to_stderr, until_told
from caseline.web.settings import Settings
from caseline.web.workers import Workers

# Seconds beyond the grace for answers to get through; uvicorn then cuts what is left.
_LAST_WORDS = 2


class Server(uvicorn.Server):
    """A server that sends callers away with an answer when its time is over."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Waits for calls as long as the grace lasts, then ends them."""
        loop = asyncio.get_running_loop()
        end = loop.call_later(self._service.settings.grace, self._service.desk.close)
        await super().shutdown(sockets)
        end.cancel()


def serve(settings: Settings, *, say: Callable[[str], None], quiet: bool = False) -> None:
    """Serves until SIGINT or SIGTERM.

    Args:
        settings: How.
        say: Says a line to the user.
        quiet: Whether only errors are logged.

    Raises:
        CaselineError: When the address cannot be listened on.
        ConfigError: When the pipeline cannot be loaded.
    """
    failures: list[str] = []

    def fail(reason: str) -> None:
        failures.append(reason)
        server.should_exit = True

    workers = Workers(settings, on_failure=fail)
    app = create_app(settings, workers)
    config = config_of(app, lifespan="on", grace=int(settings.grace) + _LAST_WORDS)
    server = Server(config, app.state.service)
    with (
        listening(settings.host, settings.port) as listener,
        logging_to_stderr(quiet=quiet),
        until_told(server),
    ):
        _tell(listener, say, quiet=quiet)
        server.run(sockets=[listener])
    if failures:
        raise ConfigError(failures[0])


def _tell(listener: socket.socket, say: Callable[[str], None], *, quiet: bool) -> None:
    host, port = listener.getsockname()[:2]
    shown = in_address(host)
    if not ipaddress.ip_address(host).is_loopback:
        say(
            f"warning: whoever reaches {shown}, port {port}, can use the service, as it has no authentication; "
            "put a proxy that has one before it"
        )
    if not quiet:
        say(f"listening on http://{shown}:{port}, loading the pipeline; Ctrl-C stops")
