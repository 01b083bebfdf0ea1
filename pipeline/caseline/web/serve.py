"""`caseline serve`: listens, serves until it is told to stop, and leaves no process behind."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from caseline.errors import CaselineError, ConfigError
from caseline.web.app import Service, create_app
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
    server = Server(_config(app, settings), app.state.service)
    with _listening(settings) as listener, _logging(quiet=quiet), _until_told(server):
        _tell(listener, say, quiet=quiet)
        server.run(sockets=[listener])
    if failures:
        raise ConfigError(failures[0])


def _config(app: object, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # A header that says who calls could be sent by anybody.
        proxy_headers=False,
        timeout_graceful_shutdown=int(settings.grace) + _LAST_WORDS,
    )


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        msg = f"cannot listen on {settings.host}, port {settings.port}: {reason}; choose another --port or --host"
        raise CaselineError(msg) from error
    with listener:
        yield listener


def _tell(listener: socket.socket, say: Callable[[str], None], *, quiet: bool) -> None:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    if not ipaddress.ip_address(host).is_loopback:
        say(
            f"warning: whoever reaches {shown}, port {port}, can use the service, as it has no authentication; "
            "put a proxy that has one before it"
        )
    if not quiet:
        say(f"listening on http://{shown}:{port}, loading the pipeline; Ctrl-C stops")


@contextmanager
def _logging(*, quiet: bool) -> Iterator[None]:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("caseline: %(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    levels = {
        "caseline": logging.ERROR if quiet else logging.INFO,
        "uvicorn.error": logging.ERROR if quiet else logging.WARNING,
        # What it warns of is the caller's to mend, and told to the caller.
        "python_multipart": logging.CRITICAL,
    }
    loggers = {logging.getLogger(name): level for name, level in levels.items()}
    before = {logger: (logger.level, logger.propagate) for logger in loggers}
    for logger, level in loggers.items():
        logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (level, propagate) in before.items():
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate


@contextmanager
def _until_told(server: uvicorn.Server) -> Iterator[None]:
    """Takes signals before and after uvicorn does, which raises them anew when it is done."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
