"""The service with a stub for its workers, and calls as a server makes them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx
from starlette.types import ASGIApp

from caseline.web.answers import answer
from caseline.web.app import create_app
from caseline.web.errors import ServiceError
from caseline.web.messages import Failed, Paper, Ready
from caseline.web.settings import Settings
from tests.integration import stub_pipeline

RECORDS = "/v1/records"


@dataclass
class StubReaders:
    """Reads papers with the stub pipeline in this process.

    Attributes:
        before: Awaited before a paper is read.
        read_at_all: The papers that were read to their end.
    """

    before: Callable[[], Awaitable[object]] | None = None
    read_at_all: list[str | None] = field(default_factory=list)
    stopped: int = 0
    made: Ready | None = None
    living: int = 1
    failure: str | None = None
    seconds: float = 2.0

    async def read(self, paper: Paper, data: bytes) -> bytes:
        try:
            if self.before:
                await self.before()
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        reply, record = answer(
            paper,
            data,
            extract=lambda article, score: stub_pipeline.extract_article("", article, min_score=score),
        )
        if isinstance(reply, Failed):
            found = reply.problem
            raise ServiceError(found.code, found.reason, where=found.where)
        self.read_at_all.append(paper.name)
        return record

    async def __aenter__(self) -> Self:
        self.made = Ready(model="stub", config="sha256:0")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.made = None


class Client:
    """Calls the service, one call after the other; it starts before each and stops after it."""

    def __init__(self, readers: StubReaders | None = None, **settings: Any) -> None:
        self.readers = readers or StubReaders()
        self.app = create_app(Settings(**settings), self.readers)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.call("GET", path, **options)

    def post(self, query: str = "", **options: Any) -> httpx.Response:
        return self.call("POST", RECORDS + query, **options)

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            async with self.app.router.lifespan_context(self.app):
                return await ask(self.app, method, path, **options)

        return asyncio.run(once())


async def ask(app: ASGIApp, method: str, path: str, **options: Any) -> httpx.Response:
    """Makes one call."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        return await client.request(method, path, **options)


@dataclass
class Answered:
    """What a raw call was answered.

    Attributes:
        taken: How many parts of the body were asked for.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    taken: int = 0

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["error"]["code"])


async def raw_call(
    app: ASGIApp,
    parts: Iterable[bytes],
    *,
    headers: dict[str, str] | None = None,
    query: str = "",
    ends: bool = True,
    gone: asyncio.Event | None = None,
) -> Answered:
    """Posts to the service part by part.

    Args:
        ends: Whether the body comes to its end.
        gone: Set when the caller hangs up.
    """
    answered = Answered()
    coming = iter(parts)
    ended = False
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": RECORDS,
        "raw_path": RECORDS.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (name.encode(), value.encode())
            for name, value in {"host": "localhost", "content-type": "text/plain", **(headers or {})}.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }

    async def receive() -> dict[str, Any]:
        nonlocal ended
        part = next(coming, None)
        if part is not None:
            answered.taken += 1
            return {"type": "http.request", "body": part, "more_body": True}
        if ends and not ended:
            ended = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await (gone or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered.status = message["status"]
            answered.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answered.body += message.get("body", b"")

    await app(scope, receive, send)
    return answered
