"""The body of a call: taken in up to a limit, and told apart into a paper and what is said of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.requests import Request

from caseline.schema.document import SourceFormat
from caseline.web.errors import ErrorCode, ServiceError
from caseline.web.form import header_parts, only_file
from caseline.web.messages import Paper
from caseline.web.settings import Settings
from caseline.web.taking import TooLargeError, is_compressed, taken

_LONGEST_NAME = 300
Name = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST_NAME)]

_FORM = "multipart/form-data"
_JSON = "application/json"
# What `curl -d` and plain HTML forms say of anything; -d also takes out the line ends.
_UNTOLD = "application/x-www-form-urlencoded"
_TEXT_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "utf-16"})


class Told(BaseModel):
    """What is said of a paper in the query."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)

    source: Name | None = Field(
        default=None,
        description="What to call the paper, such as a file name; kept as text in `document.source`.",
    )
    format: SourceFormat | None = Field(
        default=None, description="What the body is; found by its content when left out."
    )
    min_score: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Leave out mentions of a lower score, in the cases as well; those without a score stay.",
    )


class TextBody(BaseModel):
    """A paper as plain text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    text: str = Field(description="The text of one paper.")
    source: Name | None = Field(default=None, description="What to call it; kept in `document.source`.")


async def take_in(request: Request, settings: Settings) -> bytes:
    """Returns the body, and keeps no more of it than the limit at any time.

    Raises:
        ServiceError: When it is too large or too slow.
        ClientDisconnect: When the caller has gone.
    """
    if is_compressed(request):
        reason = "a compressed body is not read; send it as it is"
        raise ServiceError(ErrorCode.UNSUPPORTED, reason, where="header Content-Encoding")
    length = request.headers.get("content-length", "").lstrip("0")
    # Counting its digits first: what has more than that is no number to work out.
    if length.isdecimal() and (len(length) > 18 or int(length) > settings.max_size):
        raise _too_large(settings)
    try:
        return await taken(request, largest=settings.max_size, seconds=settings.timeout)
    except TooLargeError as error:
        raise _too_large(settings) from error
    except TimeoutError as error:
        reason = f"the body did not arrive within {settings.timeout:g} seconds; send it again"
        raise ServiceError(ErrorCode.SLOW_BODY, reason) from error


def paper_of(body: bytes, told: Told, *, content_type: str) -> tuple[Paper, bytes]:
    """Returns the paper in a body, and its bytes.

    JSON is `TextBody` unless a format is told; a form holds one file; all else is a file itself.

    Raises:
        ServiceError: When the body is not of that kind.
    """
    kind, parameters = header_parts(content_type)
    name, data, found = told.source, body, told.format
    if kind == _UNTOLD:
        reason = (
            f"{_UNTOLD} says nothing of the body; with curl: --data-binary @FILE and "
            "-H 'Content-Type: text/plain', or application/json, application/pdf, application/xml"
        )
        raise ServiceError(ErrorCode.UNSUPPORTED, reason, where="header Content-Type")
    if kind == _FORM:
        file = only_file(body, parameters.get("boundary", ""))
        name, data = name or _checked_name(file.name), file.data
    elif kind == _JSON and told.format is None:
        given = _text_body(body)
        # As bytes, so that it takes the way of a file with the same text.
        name, data, found = given.source or name, given.text.encode(), SourceFormat.TEXT
    elif kind == "text/plain" and parameters.get("charset", "utf-8").lower() not in _TEXT_CHARSETS:
        reason = "text in this charset is not read; convert it to UTF-8"
        raise ServiceError(ErrorCode.UNSUPPORTED, reason, where="header Content-Type")
    return Paper(size=len(data), name=name, format=found, min_score=told.min_score), data


def _text_body(body: bytes) -> TextBody:
    try:
        return TextBody.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(("body", *(str(step)[:_LONGEST_NAME] for step in first["loc"])))
        reason = f'{first["msg"]}; the body has to be {{"text": "…"}}, with "source" if you like'
        if first["type"] == "extra_forbidden":
            reason += "; for a paper that is JSON itself, such as BioC, say ?format=bioc-json"
        raise ServiceError(ErrorCode.MALFORMED, reason, where=where) from error


def _checked_name(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        reason = f"the name of the file has more than {_LONGEST_NAME} characters; say ?source=NAME"
        raise ServiceError(ErrorCode.MALFORMED, reason, where="body")
    return name


def _too_large(settings: Settings) -> ServiceError:
    limit = f"{settings.max_megabytes:g} MB"
    reason = f"the body is larger than {limit}; send one paper, or start the service with a larger --max-size"
    return ServiceError(ErrorCode.TOO_LARGE, reason)
