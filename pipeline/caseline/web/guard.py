"""What every call passes: who may call, what is logged of it, and headers of every answer."""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caseline.printable import printable
from caseline.web.errors import ErrorCode, ServiceError

log = logging.getLogger(__name__)

GONE = 499
ANY = "*"
_LOOPBACK = "localhost"
_LONGEST_PATH = 80
# Asked every few seconds by whoever watches the service.
_QUIET = frozenset({"/health", "/ready"})


class Guard:
    """Refuses calls that a web page of somebody else could have had a browser make.

    A page can point a name of its own at this machine (DNS rebinding) and then read the answers; so a name
    must be known. A plain address needs no name, and so cannot be such a trick. A page can also post without
    reading the answer; its browser then tells the page's origin.

    Args:
        app: What the calls are for.
        allowed: Names the service is called by; `*` for any.
    """

    def __init__(self, app: ASGIApp, *, allowed: Iterable[str]) -> None:
        self._app = app
        self._allowed = {_LOOPBACK, *(name.lower().rstrip(".") for name in allowed)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = self._problem(Headers(scope=scope)) if scope["type"] == "http" else None
        if problem:
            await problem.response()(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _problem(self, headers: Headers) -> ServiceError | None:
        if not self._knows(headers.get("host", "")):
            reason = "the service does not know itself by this name; start it with --allow-host NAME"
            return ServiceError(ErrorCode.FORBIDDEN_HOST, reason, where="header Host")
        origin = headers.get("origin")
        if origin is not None and not self._knows(_authority(origin)):
            reason = "web pages from elsewhere may not call; start the service with --allow-host NAME"
            return ServiceError(ErrorCode.FORBIDDEN_HOST, reason, where="header Origin")
        return None

    def _knows(self, authority: str) -> bool:
        name = _host(authority)
        return bool(name) and (ANY in self._allowed or name in self._allowed or _is_address(name))


class Log:
    """Logs one line a call, with nothing of the query and the body; adds headers to every answer.

    Args:
        app: What the calls are for.
        only_failures: Whether calls that succeed are of no interest.
    """

    def __init__(self, app: ASGIApp, *, only_failures: bool = False) -> None:
        self._app = app
        self._only_failures = only_failures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status = GONE

        async def pass_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        try:
            await self._app(scope, receive, pass_on)
        finally:
            path = printable(scope["path"])[:_LONGEST_PATH]
            calm = path in _QUIET or (self._only_failures and status < 400)
            level = logging.DEBUG if calm else logging.INFO
            log.log(level, "%s %s %d %.2f s", scope["method"], path, status, time.monotonic() - began)


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _host(authority: str) -> str:
    """Returns the host of "host:port", in small letters; empty when there is none."""
    try:
        return (urlsplit(f"//{authority}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
