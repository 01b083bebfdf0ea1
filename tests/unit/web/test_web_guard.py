"""Who may call: names, addresses, and pages from elsewhere."""

from __future__ import annotations

import asyncio

import pytest
from starlette.responses import PlainTextResponse

from caseline.web.guard import Guard, Log
from tests.integration.service import ask

LET_IN = 200
REFUSED = 403


def status(host: str | None, *, origin: str | None = None, allowed: tuple[str, ...] = ()) -> int:
    app = Log(Guard(PlainTextResponse("yes"), allowed=allowed))
    headers = {"host": host or ""} | ({"origin": origin} if origin is not None else {})
    answer = asyncio.run(ask(app, "GET", "/", headers=headers))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code


@pytest.mark.parametrize(
    ("host", "allowed", "expected"),
    [
        pytest.param("localhost", (), LET_IN, id="localhost"),
        pytest.param("LOCALHOST.:8000", (), LET_IN, id="localhost-written-otherwise"),
        pytest.param("127.0.0.1:8000", (), LET_IN, id="loopback"),
        pytest.param("[::1]:8000", (), LET_IN, id="loopback-6"),
        pytest.param("192.0.2.7", (), LET_IN, id="address"),
        pytest.param("evil.example", (), REFUSED, id="name"),
        pytest.param("localhost.evil.example", (), REFUSED, id="begins-alike"),
        pytest.param("notlocalhost", (), REFUSED, id="ends-alike"),
        pytest.param("127.0.0.1.evil.example", (), REFUSED, id="begins-like-an-address"),
        pytest.param("localhost@evil.example", (), REFUSED, id="user"),
        pytest.param("evil.example/localhost", (), REFUSED, id="path"),
        pytest.param("", (), REFUSED, id="none"),
        pytest.param("[", (), REFUSED, id="nonsense"),
        pytest.param("[::1", (), REFUSED, id="broken-address"),
        pytest.param("papers.example:80", ("Papers.Example",), LET_IN, id="allowed"),
        pytest.param("www.papers.example", ("papers.example",), REFUSED, id="below-an-allowed-one"),
        pytest.param("evil.example", ("*",), LET_IN, id="any"),
    ],
)
def test_hosts(host: str, allowed: tuple[str, ...], expected: int) -> None:
    assert status(host, allowed=allowed) == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        pytest.param(None, LET_IN, id="no-page"),
        pytest.param("http://localhost:8000", LET_IN, id="own"),
        pytest.param("https://evil.example", REFUSED, id="elsewhere"),
        pytest.param("null", REFUSED, id="a-file"),
        pytest.param("", REFUSED, id="empty"),
        pytest.param("http://[", REFUSED, id="nonsense"),
    ],
)
def test_origins(origin: str | None, expected: int) -> None:
    assert status("localhost", origin=origin) == expected


def test_a_log_line_tells_nothing_of_the_query(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "caseline.web.guard")
    app = Log(Guard(PlainTextResponse("yes"), allowed=()))
    asyncio.run(ask(app, "GET", "/%1b[2Jx" + "y" * 200 + "?source=Mr.+Smith"))
    (line,) = caplog.messages
    assert line.startswith("GET /\N{REPLACEMENT CHARACTER}[2Jxy")
    assert "Smith" not in line
    assert len(line) < 110
