"""What every server of ours does: listens on an address, logs, and stops when it is told to."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Literal

import uvicorn

from caseline.errors import CaselineError


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Gives a socket that listens; port 0 takes a free one.

    Raises:
        CaselineError: When the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        msg = f"cannot listen on {host}, port {port}: {reason}; choose another --port or --host"
        raise CaselineError(msg) from error
    with listener:
        yield listener


def config_of(app: object, *, lifespan: Literal["on", "off"], grace: int) -> uvicorn.Config:
    """Returns how uvicorn serves an application of ours.

    Args:
        app: The application.
        lifespan: Whether it is told of its start and its end.
        grace: Seconds that calls have left when the server stops.
    """
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan=lifespan,
        log_config=None,
        access_log=False,
        server_header=False,
        # A header that says who calls could be sent by anybody.
        proxy_headers=False,
        timeout_graceful_shutdown=grace,
    )


def in_address(host: str) -> str:
    """Returns a host as it stands in an address, where IPv6 has brackets."""
    return f"[{host}]" if ":" in host else host


@contextmanager
def logging_to_stderr(*, quiet: bool) -> Iterator[None]:
    """Logs on standard error while the block lasts; errors alone where `quiet`."""
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
def until_told(server: uvicorn.Server) -> Iterator[None]:
    """Takes signals before and after uvicorn does, which raises them anew when it is done."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
