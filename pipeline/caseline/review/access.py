"""Who may use the desk: whoever has its token, from a page of its own.

The token comes once in the address, is then kept by the browser where no script can read it, and leaves the
address at once. Calls that change something need what no page of somebody else can send unasked.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caseline.review.errors import DeskCode, DeskError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OWN_HEADER = "X-Caseline"
_SAFE = frozenset({"GET", "HEAD"})
_LONGEST_QUERY = 2_000
_MOST_FIELDS = 10
_REFUSED = (
    "This desk needs its token. Open the address that `caseline review` printed when it started; "
    "where you have just done so, load this page again."
)


class Policies:
    """Adds what a browser may do with an answer, unless the answer says so itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, pass_on if scope["type"] == "http" else send)


class Door:
    """Lets in who has the token; everybody where there is none.

    Args:
        app: What is behind it.
        token: The token.
    """

    def __init__(self, app: ASGIApp, *, token: str | None) -> None:
        self._app = app
        self._token = token.encode() if token else None
        # What the browser keeps tells nothing of the token; its name keeps two desks on one machine apart.
        kept = hmac.new(self._token or b"", b"caseline review", hashlib.sha256).hexdigest()
        self._cookie, self._kept = f"caseline_{kept[:8]}", kept[8:]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._token is None:
            await self._app(scope, receive, send)
            return
        answer = self._answer(scope)
        await (answer or self._app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        """Returns the answer to who is not let in, or not yet; None for who is."""
        home = scope["path"] == "/" and scope["method"] in _SAFE
        told = _token_in(scope["query_string"]) if home else None
        if told is not None and self._is_token(told):
            entered = RedirectResponse("/", status_code=303)
            entered.set_cookie(self._cookie, self._kept, httponly=True, samesite="strict", path="/")
            return entered
        headers = Headers(scope=scope)
        if told is None and (self._bears_token(headers) or self._has_cookie(headers)):
            return None
        if home:
            return _refusal()
        reason = "the desk needs its token, as the header Authorization: Bearer TOKEN or from its start page"
        return DeskError(
            DeskCode.UNAUTHORISED,
            reason,
            where="header Authorization",
            headers={"WWW-Authenticate": "Bearer"},
        ).response()

    def _is_token(self, told: str) -> bool:
        return self._token is not None and hmac.compare_digest(told.encode(), self._token)

    def _bears_token(self, headers: Headers) -> bool:
        kind, _, told = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self._is_token(told.strip())

    def _has_cookie(self, headers: Headers) -> bool:
        kept = cookie_parser(headers.get("cookie", "")).get(self._cookie, "")
        return hmac.compare_digest(kept.encode(), self._kept.encode())


class SameSite:
    """Refuses calls of pages from elsewhere, and changes that no script of the desk asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = self._problem(scope) if scope["type"] == "http" else None
        await (problem.response() if problem else self._app)(scope, receive, send)

    def _problem(self, scope: Scope) -> DeskError | None:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and _authority(origin) != headers.get("host", "").lower():
            return DeskError(
                DeskCode.FORBIDDEN, "pages from elsewhere may not call the desk", where="header Origin"
            )
        changing = scope["method"] not in _SAFE
        site = headers.get("sec-fetch-site", "none")
        # A page elsewhere may link to the desk, and no more than that.
        inside = changing or scope["path"].startswith("/api/")
        if inside and site not in {"same-origin", "none"}:
            return DeskError(
                DeskCode.FORBIDDEN,
                "pages from elsewhere may not call the desk",
                where="header Sec-Fetch-Site",
            )
        if changing and headers.get(OWN_HEADER) != "1":
            reason = f"a call that changes something needs the header {OWN_HEADER}: 1"
            return DeskError(DeskCode.FORBIDDEN, reason, where=f"header {OWN_HEADER}")
        if (
            changing
            and headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json"
        ):
            reason = "the body has to be JSON, with Content-Type: application/json"
            return DeskError(DeskCode.UNSUPPORTED, reason, where="header Content-Type")
        return None


def _token_in(query: bytes) -> str | None:
    if not query or len(query) > _LONGEST_QUERY:
        return None
    try:
        fields = parse_qs(query.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return fields.get("token", [None])[0]


def _refusal() -> Response:
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Caseline: token needed</title>'
        '<link rel="icon" href="data:,"></head>'
        f"<body><h1>Token needed</h1><p>{escape(_REFUSED)}</p></body></html>\n"
    )
    return HTMLResponse(page, status_code=401, headers={"WWW-Authenticate": "Bearer"})


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
