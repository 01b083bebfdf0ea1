"""The body of a call, taken in up to a limit; for whatever answers over HTTP."""

from __future__ import annotations

import anyio
from starlette.requests import Request

from caseline.errors import CaselineError


class TooLargeError(CaselineError):
    """A body that is larger than it may be; whoever takes it in answers in words of their own."""


def is_compressed(request: Request) -> bool:
    """Says whether the body is sent in another form than its own."""
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    return coding not in {"", "identity"}


async def taken(request: Request, *, largest: int, seconds: float) -> bytes:
    """Returns the body, and keeps no more of it than the limit at any time.

    Args:
        request: The call.
        largest: How many bytes it may have.
        seconds: How long it may take to arrive.

    Raises:
        TooLargeError: When it is larger.
        TimeoutError: When it is slower.
        ClientDisconnect: When the caller has gone.
    """
    body = bytearray()
    with anyio.fail_after(seconds):
        async for part in request.stream():
            if len(body) + len(part) > largest:
                raise TooLargeError
            body += part
    return bytes(body)
