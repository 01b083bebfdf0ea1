"""The application: addresses, and what each answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, Response

from caseline import __version__
from caseline.schema.export import json_schema_text
from caseline.schema.report import SCHEMA_VERSION, CaseReport
from caseline.web.bodies import Told, paper_of, take_in
from caseline.web.description import ABOUT, BODY, documented, errors
from caseline.web.desk import Desk
from caseline.web.errors import KINDS, ErrorCode, ServiceError
from caseline.web.explained import explain, gone
from caseline.web.guard import Guard, Log
from caseline.web.messages import Paper, Ready
from caseline.web.page import page
from caseline.web.settings import Settings
from caseline.web.telemetry import TELL_NOBODY
from caseline.web.workers import Readers, Workers

router = APIRouter()
_LONGEST_PLACE = 300


class SchemaResponse(Response):
    """A JSON Schema."""

    media_type = "application/schema+json"


class Health(BaseModel):
    """The service runs."""

    status: str = Field(default="ok")


class Readiness(BaseModel):
    """The service reads papers."""

    status: str = Field(default="ready")
    workers: int = Field(description="How many processes have the pipeline loaded.")


class Version(BaseModel):
    """What makes the records."""

    caseline: str = Field(description="Version of Caseline.")
    record: str = Field(description="Version of the record's schema.")
    model: str | None = Field(description="Name and version of the pipeline; null until it is loaded.")
    config: str | None = Field(description="SHA-256 of the pipeline's config; null until it is loaded.")


class Service:
    """What the addresses share.

    Args:
        settings: How the service runs.
        readers: What reads papers.
    """

    def __init__(self, settings: Settings, readers: Readers) -> None:
        self.settings = settings
        self.readers = readers
        self.desk = Desk(settings.places)

    @property
    def patience(self) -> float:
        """How many seconds it takes until a place is free, by what papers took of late."""
        return self.readers.seconds * self.desk.taken / self.settings.workers


def create_app(settings: Settings, readers: Readers | None = None) -> FastAPI:
    """Returns the service as an ASGI application, which starts its workers when it starts.

    Args:
        settings: How it runs.
        readers: What reads papers, in place of the worker processes.
    """
    service = Service(settings, readers or Workers(settings))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with service.readers:
            yield

    app = FastAPI(
        title="Caseline",
        version=__version__,
        description=ABOUT,
        lifespan=lifespan,
        # The usual pages load scripts from elsewhere; /docs is a page of our own.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        exception_handlers={
            ServiceError: explain,
            RequestValidationError: _explain_query,
            HTTPException: _explain_http,
            ClientDisconnect: gone,
            Exception: _explain_fault,
        },
        **TELL_NOBODY,
    )
    app.state.service = service
    app.include_router(router)
    app.add_middleware(Guard, allowed=settings.allowed_hosts)
    app.add_middleware(Log)
    return app


def service_of(request: Request) -> Service:
    """Returns what the addresses share."""
    service: Service = request.app.state.service
    return service


@router.post(
    "/v1/records",
    summary="Read one paper",
    response_class=Response,
    responses=documented(200, "The record, as `caseline extract` writes it.", CaseReport)
    | errors(*(code for code in ErrorCode if code is not ErrorCode.NOT_FOUND)),
    openapi_extra={"requestBody": BODY},
)
async def post_record(request: Request, told: Annotated[Told, Query()]) -> Response:
    """Reads a published case report and answers with its record: what was found in the text, and the cases.

    Send plain text as JSON, or a file as the whole body or in a form. The same paper gives the same bytes.
    """
    service = service_of(request)
    with service.desk.place(seconds=service.patience):
        kind = request.headers.get("content-type", "")
        paper, data = paper_of(await take_in(request, service.settings), told, content_type=kind)
        record = await _read_unless_gone(request, service.readers, paper, data)
    return Response(record, media_type="application/json")


@router.get(
    "/v1/schema",
    summary="JSON Schema of the record",
    response_class=SchemaResponse,
    responses=errors(),
)
async def get_schema() -> Response:
    """Answers with the JSON Schema that every record fits, as `caseline schema` prints it."""
    return SchemaResponse(json_schema_text())


@router.get("/v1/version", summary="Versions", responses=errors())
async def get_version(request: Request) -> Version:
    """Answers with the versions of Caseline, the record and the pipeline."""
    made = service_of(request).readers.made or Ready()
    return Version(
        caseline=__version__,
        record=SCHEMA_VERSION,
        model=made.model,
        config=made.config,
    )


@router.get("/health", summary="Does the service run?", responses=errors())
async def get_health() -> Health:
    """Answers as soon as the service runs, at no cost."""
    return Health()


@router.get("/ready", summary="Does the service read papers?", responses=errors(ErrorCode.NOT_READY))
async def get_ready(request: Request) -> Readiness:
    """Answers 200 as long as a worker has its pipeline loaded, and 503 otherwise."""
    readers = service_of(request).readers
    if not readers.living:
        raise ServiceError(ErrorCode.NOT_READY, readers.failure or "the pipeline is being loaded; try again")
    return Readiness(workers=readers.living)


@router.get("/docs", include_in_schema=False)
async def get_docs(request: Request) -> Response:
    """Answers with a page that describes the service."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return HTMLResponse(
        page(request.app.openapi(), base=str(request.base_url).rstrip("/")),
        headers={"Content-Security-Policy": policy},
    )


async def _read_unless_gone(request: Request, readers: Readers, paper: Paper, data: bytes) -> bytes:
    """Returns the record; stops the work when nobody waits for it any more."""

    async def watch(scope: anyio.CancelScope) -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        scope.cancel()

    with anyio.CancelScope() as scope:
        watcher = asyncio.create_task(watch(scope))
        try:
            return await readers.read(paper, data)
        finally:
            watcher.cancel()
    raise ClientDisconnect


async def _explain_query(_request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])[:_LONGEST_PLACE]
    known = ", ".join(Told.model_fields)
    more = f"; the parameters are {known}" if first["type"] == "extra_forbidden" else ""
    return ServiceError(ErrorCode.MALFORMED, f"{first['msg']}{more}", where=where).response()


async def _explain_http(_request: Request, error: Any) -> Response:
    codes = {KINDS[code].status: code for code in (ErrorCode.NOT_FOUND, ErrorCode.METHOD_NOT_ALLOWED)}
    code = codes.get(error.status_code, ErrorCode.MALFORMED)
    reason = f"{KINDS[code].meaning} See /docs."
    return ServiceError(code, reason, headers=error.headers).response()


async def _explain_fault(_request: Request, _error: Any) -> Response:
    return ServiceError(
        ErrorCode.FAULT, "the call could not be served, which is a fault of Caseline"
    ).response()
