"""The application of the desk: addresses, and what each answers."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, Response

from caseline.errors import WritingError
from caseline.pages import write_page
from caseline.review import answers, shell
from caseline.review.access import Door, Policies, SameSite
from caseline.review.agreement import AgreementReport
from caseline.review.agreement_table import agreement_page
from caseline.review.bodies import Decision, Save, body_of
from caseline.review.desk import Desk
from caseline.review.errors import STATUS, DeskCode, DeskError
from caseline.review.settings import Settings
from caseline.review.store import Store, UnknownRecordError
from caseline.review.tables import StoreError
from caseline.schema.report import SCHEMA_VERSION
from caseline.web.explained import explain, gone
from caseline.web.guard import Guard, Log
from caseline.web.telemetry import TELL_NOBODY

LONGEST_QUERY = 500
_LONGEST_PLACE = 300
router = APIRouter()


def create_app(settings: Settings, store: Store) -> FastAPI:
    """Returns the desk as an ASGI application.

    Args:
        settings: How it runs, and for whom.
        store: Its database, which the caller closes.
    """
    app = FastAPI(
        title="Caseline review",
        version=version("caseline"),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        exception_handlers={
            DeskError: explain,
            RequestValidationError: _explain_query,
            HTTPException: _explain_http,
            StoreError: _explain_store,
            WritingError: _explain_writing,
            UnknownRecordError: _explain_unknown,
            ClientDisconnect: gone,
            Exception: _explain_fault,
        },
        **TELL_NOBODY,
    )
    app.state.desk = Desk(settings, store)
    app.include_router(router)
    # The last one is the outermost.
    app.add_middleware(SameSite)
    app.add_middleware(Door, token=settings.token)
    app.add_middleware(Guard, allowed=settings.allowed_hosts)
    app.add_middleware(Policies)
    app.add_middleware(Log, only_failures=True)
    return app


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")


@router.get("/")
def get_page() -> Response:
    """Answers with the page of the desk."""
    return HTMLResponse(shell.shell())


@router.get("/static/{name}")
def get_static(name: str) -> Response:
    """Answers with a file that the page loads."""
    found = shell.static_file(name)
    if found is None:
        raise DeskError(DeskCode.NOT_FOUND, "the page has no such file")
    text, kind = found
    return Response(text, media_type=kind)


@router.get("/api/session")
def get_session(request: Request) -> answers.Session:
    """Answers who works at the desk, on what."""
    desk = _desk(request)
    return answers.Session(
        author=desk.settings.author,
        line=desk.line,
        caseline=version("caseline"),
        record_schema=SCHEMA_VERSION,
        folder=str(desk.settings.folder),
        gold=str(desk.gold),
    )


@router.get("/api/records")
def get_records(request: Request) -> Response:
    """Answers with what the list shows of each record."""
    desk = _desk(request)
    return _json(answers.listed(desk.store.rows(desk.line)))


@router.get("/api/search")
def get_search(request: Request, q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "") -> answers.Keys:
    """Answers with the records that hold all words of `q`; what stands in quotation marks is one of them."""
    desk = _desk(request)
    return answers.Keys(keys=tuple(desk.store.search(q, line=desk.line)))


@router.get("/api/records/{key}")
def get_record(request: Request, key: str) -> Response:
    """Answers with the current version of a record, the machine's answer, and what differs."""
    return _json(answers.opened(_desk(request).head(key)))


@router.put("/api/records/{key}")
async def put_record(request: Request, key: str) -> Response:
    """Saves a record as a new version."""
    desk = _desk(request)
    body = await body_of(request, Save, max_size=desk.settings.max_size)

    def save() -> str:
        return answers.saved(desk.save(key, base=body.base, record=body.record, answer=body.answer))

    return _json(await run_in_threadpool(save))


@router.post("/api/records/{key}/decision")
async def post_decision(request: Request, key: str) -> answers.Decided:
    """Decides on a record; accepting it writes its gold record."""
    desk = _desk(request)
    body = await body_of(request, Decision, max_size=desk.settings.max_size)

    def decide() -> answers.Decided:
        head, gold = desk.decide(
            key, base=body.base, status=body.status, comment=body.comment, answer=body.answer
        )
        return answers.Decided(
            version=head.version,
            status=head.status.value,
            comment=head.comment,
            author=head.author or "",
            saved=head.saved or "",
            gold=str(gold) if gold else None,
        )

    return await run_in_threadpool(decide)


@router.get("/api/records/{key}/versions")
def get_versions(request: Request, key: str) -> Response:
    """Answers with all versions of a record, the newest first."""
    desk = _desk(request)
    return _json(answers.history(desk.store.versions(key, line=desk.line)))


@router.get("/api/records/{key}/versions/{number}")
def get_version(request: Request, key: str, number: int) -> Response:
    """Answers with one version and its record."""
    desk = _desk(request)
    return _json(answers.version(*desk.store.version(key, number, line=desk.line)))


@router.get("/api/agreement")
def get_agreement(request: Request) -> AgreementReport:
    """Answers how far the machine agrees with the curators, and these with each other."""
    return _desk(request).agreement()


@router.get("/agreement")
def get_agreement_page(request: Request) -> Response:
    """Answers with the same as a page."""
    page = agreement_page(get_agreement(request), home="/")
    # Its styles are inside, known by their digests.
    policy = f"{page.policy}; frame-ancestors 'none'"
    return HTMLResponse("".join(write_page(page)), headers={"Content-Security-Policy": policy})


async def _explain_query(_request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])[:_LONGEST_PLACE]
    return DeskError(DeskCode.MALFORMED, first["msg"], where=where).response()


async def _explain_http(_request: Request, error: Any) -> Response:
    known = {STATUS[code]: code for code in (DeskCode.NOT_FOUND, DeskCode.METHOD_NOT_ALLOWED)}
    code = known.get(error.status_code, DeskCode.MALFORMED)
    words = {DeskCode.NOT_FOUND: "there is nothing at this address"}
    reason = words.get(code, "the address does not take such a call")
    return DeskError(code, reason, headers=error.headers).response()


async def _explain_store(_request: Request, error: Any) -> Response:
    code = DeskCode.BUSY if error.passing else DeskCode.UNWRITABLE
    return DeskError(code, str(error)).response()


async def _explain_writing(_request: Request, error: Any) -> Response:
    return DeskError(DeskCode.UNWRITABLE, f"{error}; nothing was decided").response()


async def _explain_unknown(_request: Request, error: Any) -> Response:
    return DeskError(DeskCode.NOT_FOUND, str(error)).response()


async def _explain_fault(_request: Request, _error: Any) -> Response:
    return DeskError(DeskCode.FAULT, "the call could not be served, which is a fault of Caseline").response()
