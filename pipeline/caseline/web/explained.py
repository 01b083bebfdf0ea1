"""Answers to calls that failed, the same for whatever answers over HTTP."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from caseline.web.guard import GONE


async def explain(_request: Request, error: Any) -> Response:
    """Answers with what the error itself says."""
    response: Response = error.response()
    return response


async def gone(_request: Request, _error: Any) -> Response:
    """Answers nobody: the caller has hung up."""
    return Response(status_code=GONE)
