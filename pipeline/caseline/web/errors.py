"""What the service answers when there is no record: one shape, and one table of what can happen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from caseline.errors import CaselineError


class ErrorCode(StrEnum):
    """What went wrong, for programs."""

    MALFORMED = "malformed"
    FORBIDDEN_HOST = "forbidden_host"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    SLOW_BODY = "slow_body"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    SEVERAL_ARTICLES = "several_articles"
    BUSY = "busy"
    CRASHED = "crashed"
    FAULT = "fault"
    NOT_READY = "not_ready"
    TIMEOUT = "timeout"


class Kind(NamedTuple):
    """The HTTP status of a code, and what it means."""

    status: int
    meaning: str


KINDS: Mapping[ErrorCode, Kind] = {
    ErrorCode.MALFORMED: Kind(400, "The call is not as described here."),
    ErrorCode.FORBIDDEN_HOST: Kind(403, "The call came by a name, or from a web page, that is not allowed."),
    ErrorCode.NOT_FOUND: Kind(404, "There is nothing at this address."),
    ErrorCode.METHOD_NOT_ALLOWED: Kind(405, "The address does not take this method."),
    ErrorCode.SLOW_BODY: Kind(408, "The body took too long to arrive."),
    ErrorCode.TOO_LARGE: Kind(413, "The body is larger than the service takes."),
    ErrorCode.UNSUPPORTED: Kind(415, "The body is of a kind, or encoded in a way, that is not read."),
    ErrorCode.UNREADABLE: Kind(422, "The body holds no paper that can be read; the reason says what to do."),
    ErrorCode.SEVERAL_ARTICLES: Kind(422, "The body holds several papers; the command line reads sets."),
    ErrorCode.BUSY: Kind(429, "All places are taken; try again after the seconds in Retry-After."),
    ErrorCode.CRASHED: Kind(
        500, "The process that read the paper broke down; other papers are not affected."
    ),
    ErrorCode.FAULT: Kind(500, "A fault of Caseline."),
    ErrorCode.NOT_READY: Kind(503, "The service is starting or stopping, or its pipeline cannot be loaded."),
    ErrorCode.TIMEOUT: Kind(504, "The paper took too long to read, and the work on it was stopped."),
}


class Problem(BaseModel):
    """Why there is no record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: ErrorCode = Field(description="What went wrong, for programs.")
    reason: str = Field(description="What is wrong and what to do, for people.")
    where: str | None = Field(default=None, description="The place in the call or in the paper.")


class ErrorAnswer(BaseModel):
    """What every answer is that is no success."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    error: Problem


class ServiceError(CaselineError):
    """A call that gets no record.

    Args:
        code: What went wrong.
        reason: What is wrong and what to do.
        where: The place in the call or in the paper.
        headers: Headers of the answer.
    """

    def __init__(
        self,
        code: ErrorCode,
        reason: str,
        *,
        where: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reason)
        self.problem = Problem(code=code, reason=reason, where=where)
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """Returns the answer to the call."""
        return Response(
            ErrorAnswer(error=self.problem).model_dump_json() + "\n",
            status_code=KINDS[self.problem.code].status,
            media_type="application/json",
            headers=self.headers,
        )
