"""The desk over HTTP: the page and its files, who may call, from where and with what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseline.review.access import POLICY
from caseline.review.shell import SCRIPTS, STYLES
from tests.integration.desk_client import KEY, OWN, DeskClient, problem, renamed

TOKEN = "a-token-for-the-tests"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskClient]:
    with DeskClient(tmp_path / "records") as found:
        yield found


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[DeskClient]:
    with DeskClient(tmp_path / "records", token=TOKEN) as found:
        yield found


def test_the_page_loads_what_is_there(desk: DeskClient) -> None:
    page = desk.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<link rel="stylesheet" href="/static/base.css">' in page.text
    assert "<script>" not in page.text
    assert "style=" not in page.text
    for name in (*STYLES, *SCRIPTS):
        found = desk.get(f"/static/{name}")
        assert (found.status_code == 200) == (f'"/static/{name}"' in page.text)
        if found.status_code == 200:
            kind = "text/css" if name.endswith(".css") else "text/javascript"
            assert found.headers["content-type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/api/records", "/static/base.css", "/nothing", "/api/records/x"])
def test_headers_of_every_answer(desk: DeskClient, path: str) -> None:
    headers = desk.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/..%5capp.py",
        "/static/app.py",
        "/static//etc/passwd",
        "/static/",
        "/static/desk.js%00",
        "/static/base.css/",
        "/review.sqlite",
        "/records.jsonl",
        "/gold/",
        "/api/records/../../records.jsonl",
        "/api/records/..%2f..%2frecords.jsonl",
        "/api/records/%2e%2e",
        "/docs",
        "/openapi.json",
    ],
)
def test_nothing_else_is_served(desk: DeskClient, path: str) -> None:
    problem(desk.get(path), 404, "not_found")


CHANGES = [("PUT", f"/api/records/{KEY}"), ("POST", f"/api/records/{KEY}/decision")]


@pytest.mark.parametrize(("method", "path"), CHANGES)
@pytest.mark.parametrize(
    ("headers", "status", "where"),
    [
        pytest.param({"X-Caseline": ""}, 403, "header X-Caseline", id="no-own-header"),
        pytest.param({"X-Caseline": "0"}, 403, "header X-Caseline", id="another-own-header"),
        pytest.param({"Content-Type": "text/plain"}, 415, "header Content-Type", id="text"),
        pytest.param({"Content-Type": ""}, 415, "header Content-Type", id="no-type"),
        pytest.param(
            {"Content-Type": "application/x-www-form-urlencoded"}, 415, "header Content-Type", id="form"
        ),
        pytest.param({"Origin": "http://evil.example"}, 403, "header Origin", id="foreign-origin"),
        pytest.param({"Origin": "null"}, 403, "header Origin", id="origin-null"),
        pytest.param({"Origin": "http://203.0.113.5"}, 403, "header Origin", id="origin-address"),
        pytest.param({"Origin": "http://localhost:9999"}, 403, "header Origin", id="origin-other-port"),
        pytest.param({"Origin": "http://localhost"}, 403, "header Origin", id="origin-no-port"),
        pytest.param({"Origin": "http://[bad"}, 403, "header Origin", id="origin-nonsense"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, "header Sec-Fetch-Site", id="cross-site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, "header Sec-Fetch-Site", id="same-site"),
        pytest.param({"Host": "evil.example"}, 403, "header Host", id="rebound-name"),
        pytest.param({"Host": ""}, 403, "header Host", id="no-host"),
        pytest.param({"Content-Encoding": "gzip"}, 415, "header Content-Encoding", id="compressed"),
    ],
)
def test_changes_from_elsewhere(
    desk: DeskClient, method: str, path: str, headers: dict[str, str], status: int, where: str
) -> None:
    body = json.dumps(
        {"base": 0, "status": "rejected"} if method == "POST" else {"base": 0, "record": renamed("x")}
    )
    answer = desk.call(method, path, content=body, headers={**OWN, **headers})
    assert answer.status_code == status
    assert answer.json()["error"]["where"] == where
    assert desk.get(f"/api/records/{KEY}").json()["version"] == 0


def test_pages_elsewhere_may_link_and_not_read(desk: DeskClient) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert desk.get("/", headers=foreign).status_code == 200
    problem(desk.get("/api/records", headers=foreign), 403, "forbidden")
    problem(desk.get("/api/records", headers={"Origin": "http://evil.example"}), 403, "forbidden_host")
    assert desk.get("/api/records", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_a_name_that_is_allowed(tmp_path: Path) -> None:
    with DeskClient(tmp_path / "records", allowed_hosts=("desk.example",)) as found:
        named = {"Host": "desk.example", "Origin": "https://desk.example"}
        assert found.get("/api/records", headers=named).status_code == 200
        body = {"base": 0, "record": renamed("rash")}
        assert found.send("PUT", f"/api/records/{KEY}", body, **named).status_code == 200


def test_without_the_token(locked: DeskClient) -> None:
    for path in ("/api/records", "/static/base.css", "/nothing", f"/api/records/{KEY}", "/agreement"):
        answer = locked.get(path)
        assert problem(answer, 401, "unauthorised")["where"] == "header Authorization"
        assert answer.headers["www-authenticate"] == "Bearer"
    problem(locked.put(KEY, 0, renamed("rash")), 401, "unauthorised")
    page = locked.get("/")
    assert page.status_code == 401
    assert "Token needed" in page.text
    assert TOKEN not in page.text


@pytest.mark.parametrize(
    "query",
    [
        "token=",
        "token=wrong",
        f"token={TOKEN}x",
        f"token={TOKEN[:-1]}",
        "token=%ff%00é",
        f"Token={TOKEN}",
        f"{'x=&' * 20}token={TOKEN}",
        f"token={TOKEN}&token{'x' * 3_000}",
    ],
)
def test_another_token(locked: DeskClient, query: str) -> None:
    answer = locked.get(f"/?{query}")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_cookie_and_leaves_the_address(locked: DeskClient) -> None:
    entered = locked.get(f"/?token={TOKEN}")
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert TOKEN not in cookie
    kept = {"Cookie": cookie.partition(";")[0]}
    assert locked.get("/", headers=kept).status_code == 200
    assert locked.get("/api/records", headers=kept).status_code == 200
    # The token counts in the address of the page alone, and a wrong one is not helped by the cookie.
    assert locked.get("/?token=wrong", headers=kept).status_code == 401
    assert locked.get(f"/api/records?token={TOKEN}").status_code == 401
    name = cookie.partition("=")[0]
    assert locked.get("/api/records", headers={"Cookie": f"{name}=x"}).status_code == 401
    # A cookie is sent unasked, so it makes no change by itself.
    answer = locked.call("PUT", f"/api/records/{KEY}", content=b"{}", headers=kept)
    problem(answer, 403, "forbidden")


def test_the_token_as_a_header(locked: DeskClient) -> None:
    assert locked.get("/api/records", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    for told in (
        f"Basic {TOKEN}",
        "Bearer",
        "Bearer x",
        TOKEN,
        "Bearer é".encode("latin-1").decode("latin-1"),
    ):
        raw = {"Authorization": told.encode("latin-1")}
        assert locked.get("/api/records", headers=raw).status_code == 401
