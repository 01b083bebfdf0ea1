"""The bodies of calls: taken in up to a limit, and checked against what they have to be."""

from __future__ import annotations

import json
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.requests import Request

from caseline.review.errors import DeskCode, DeskError
from caseline.review.states import Status
from caseline.schema.report import CaseReport
from caseline.web.taking import TooLargeError, is_compressed, taken

LONGEST_COMMENT = 4_000
MOST_MENTIONS = 20_000
MOST_CASES = 500
# Seconds that a body may take to arrive.
PATIENCE = 60.0
_LONGEST_PLACE = 300
# Of a document, these are what the record rests on; a curator corrects the rest.
_FIXED = ("id", "source", "format", "text", "sections", "source_map")
B = TypeVar("B", bound=BaseModel)
Comment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_COMMENT)]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    base: int = Field(ge=0, strict=True, description="The version that this is based on.")
    answer: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] | None = Field(
        default=None,
        description="The machine answer that this is based on, as `GET` named it, where base is 0.",
    )


class Save(_Body):
    """A record as a curator has it now."""

    record: CaseReport


class Decision(_Body):
    """What a curator decides."""

    status: Status
    comment: Comment = ""


async def body_of(request: Request, kind: type[B], *, max_size: int) -> B:
    """Returns the body of a call, and keeps no more of it than the limit at any time.

    Raises:
        DeskError: When it is too large or too slow, no JSON, or not as it has to be; `where` is the place in the record,
            or the field of the body.
        ClientDisconnect: When the caller has gone.
    """
    if is_compressed(request):
        reason = "a compressed body is not read; send it as it is"
        raise DeskError(DeskCode.UNSUPPORTED, reason, where="header Content-Encoding")
    try:
        body = await taken(request, largest=max_size, seconds=PATIENCE)
    except TooLargeError as error:
        reason = f"the body has more than {max_size / 1e6:g} MB; start the desk with a larger --max-size"
        raise DeskError(DeskCode.TOO_LARGE, reason) from error
    except TimeoutError as error:
        reason = f"the body did not arrive within {PATIENCE:g} seconds; send it again"
        raise DeskError(DeskCode.SLOW_BODY, reason) from error
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise _explained(error) from error


def check(report: CaseReport, machine: CaseReport) -> None:
    """Checks what a schema cannot: that a record is one of this very text, and within limits.

    Args:
        report: The record that is to be saved.
        machine: The machine's answer that it began from.

    Raises:
        DeskError: When it is not.
    """
    for name in _FIXED:
        if getattr(report.document, name) != getattr(machine.document, name):
            raise _invalid(f"document.{name} cannot be changed", f"document.{name}")
    if report.provenance != machine.provenance:
        raise _invalid("provenance says what made the machine's answer, and cannot be changed", "provenance")
    if report.schema_version != machine.schema_version:
        raise _invalid(f"schema_version has to be {machine.schema_version}", "schema_version")
    if len(report.mentions) > MOST_MENTIONS:
        raise _too_many(f"{MOST_MENTIONS:,} mentions", "mentions")
    if len(report.cases) > MOST_CASES:
        raise _too_many(f"{MOST_CASES:,} cases", "cases")
    text = report.document.text
    for place, mention in enumerate(report.mentions):
        found = text[mention.start : mention.end]
        if found != mention.text:
            reason = (
                f"mention {mention.id}: characters {mention.start}–{mention.end} of the text read "
                f"{json.dumps(found[:80], ensure_ascii=False)}, not its text; offsets count code points"
            )
            raise _invalid(reason, f"mentions.{place}")


def _explained(error: ValidationError) -> DeskError:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return DeskError(DeskCode.MALFORMED, first["msg"], where="body")
    steps = [str(step) for step in first["loc"]]
    where = ".".join(steps[1:] if steps[:1] == ["record"] and len(steps) > 1 else steps) or "body"
    return _invalid(first["msg"], where[:_LONGEST_PLACE])


def _invalid(reason: str, where: str) -> DeskError:
    return DeskError(DeskCode.INVALID, reason, where=where)


def _too_many(limit: str, where: str) -> DeskError:
    return DeskError(DeskCode.TOO_LARGE, f"a record has {limit} at most", where=where)
