"""What the desk answers when a call cannot be served: one shape, and one table of what can happen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from caseline.errors import CaselineError


class DeskCode(StrEnum):
    """What went wrong, for programs."""

    MALFORMED = "malformed"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    FORBIDDEN_HOST = "forbidden_host"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    SLOW_BODY = "slow_body"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    INVALID = "invalid"
    BUSY = "busy"
    UNWRITABLE = "unwritable"
    FAULT = "fault"


STATUS: Mapping[DeskCode, int] = {
    DeskCode.MALFORMED: 400,
    DeskCode.UNAUTHORISED: 401,
    DeskCode.FORBIDDEN: 403,
    DeskCode.FORBIDDEN_HOST: 403,
    DeskCode.NOT_FOUND: 404,
    DeskCode.METHOD_NOT_ALLOWED: 405,
    DeskCode.SLOW_BODY: 408,
    DeskCode.CONFLICT: 409,
    DeskCode.TOO_LARGE: 413,
    DeskCode.UNSUPPORTED: 415,
    DeskCode.INVALID: 422,
    DeskCode.BUSY: 503,
    DeskCode.UNWRITABLE: 507,
    DeskCode.FAULT: 500,
}


class Problem(BaseModel):
    """Why a call is not served."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: DeskCode = Field(description="What went wrong, for programs.")
    reason: str = Field(description="What is wrong and what to do, for people.")
    where: str | None = Field(default=None, description="The place in the call or in the record.")


class Current(BaseModel):
    """The version that a call did not know of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    author: str | None
    saved: str | None


class ErrorAnswer(BaseModel):
    """What every answer is that is no success; `current` comes with a conflict only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    error: Problem
    current: Current | None = Field(default=None, exclude_if=lambda current: current is None)


class DeskError(CaselineError):
    """A call that is not served.

    Args:
        code: What went wrong.
        reason: What is wrong and what to do.
        where: The place in the call or in the record.
        current: The current version, of a conflict.
        headers: Headers of the answer.
    """

    def __init__(
        self,
        code: DeskCode,
        reason: str,
        *,
        where: str | None = None,
        current: Current | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reason)
        self.problem = Problem(code=code, reason=reason, where=where)
        self.current = current
        self.headers: dict[str, Any] = dict(headers or {})

    def response(self) -> Response:
        """Returns the answer to the call."""
        return Response(
            ErrorAnswer(error=self.problem, current=self.current).model_dump_json() + "\n",
            status_code=STATUS[self.problem.code],
            media_type="application/json",
            headers=self.headers,
        )
