"""The desk over HTTP: every address, every refusal."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from caseline.evaluation import load_records
from caseline.review.access import POLICY
from caseline.review.bodies import LONGEST_COMMENT
from caseline.review.shell import SCRIPTS, STYLES
from caseline.schema.report import SCHEMA_VERSION
from tests.integration.desk_client import OWN, DeskClient
from tests.unit.review.desk_folder import key_of
from tests.unit.review.edited import BASES

STORY, TWO = BASES
KEY, OTHER = key_of(STORY), key_of(TWO)
TOKEN = "a-token-for-the-tests"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskClient]:
    with DeskClient(tmp_path / "records") as found:
        yield found


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[DeskClient]:
    with DeskClient(tmp_path / "records", token=TOKEN) as found:
        yield found


def record(**document: Any) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(STORY.model_dump(mode="json"))
    found["document"].update(document)
    return found


def renamed(name: str) -> dict[str, Any]:
    found = record()
    found["cases"][0]["events"][0]["name"] = name
    return found


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Returns what an answer says is wrong; its shape is that of every error."""
    assert answer.status_code == status
    body = answer.json()
    assert set(body) <= {"error", "current"}
    assert set(body["error"]) == {"code", "reason", "where"}
    assert body["error"]["code"] == code
    assert body["error"]["reason"]
    found: dict[str, Any] = body["error"]
    return found


# What there is


def test_the_session(desk: DeskClient, tmp_path: Path) -> None:
    found = desk.get("/api/session").json()
    assert found.pop("caseline")
    folder = tmp_path / "records"
    assert found == {
        "author": "ann",
        "line": "",
        "record_schema": SCHEMA_VERSION,
        "folder": str(folder),
        "gold": str(folder / "gold"),
    }


def test_the_list(desk: DeskClient) -> None:
    story, two = desk.get("/api/records").json()["records"]
    assert story == {
        "key": KEY,
        "status": "open",
        "comment": "",
        "version": 0,
        "author": None,
        "saved": None,
        "edits": 0,
        "newer": False,
        "source": "story.txt",
        "title": "Hives on infliximab",
        "year": 2020,
        "lowest": None,
        "cases": [
            {
                "age": "61-year-old",
                "sex": "female",
                "suspects": ["infliximab"],
                "events": ["hives", "fever"],
                "outcome": "recovered",
            }
        ],
    }
    assert [case["outcome"] for case in two["cases"]] == ["fatal", "recovered"]


def test_the_lowest_score_is_of_mentions_that_cases_use(desk: DeskClient) -> None:
    found = record()
    scores = {"m9": 0.4, "m11": 0.7, "m12": 0.1}
    for mention in found["mentions"]:
        mention["score"] = scores.get(mention["id"])
    assert desk.put(KEY, 0, found).status_code == 200
    assert desk.get("/api/records").json()["records"][0]["lowest"] == 0.4


def test_a_save_and_its_way_into_the_list(desk: DeskClient) -> None:
    saved = desk.put(KEY, 0, renamed("rash")).json()
    assert (saved["version"], saved["author"], saved["status"]) == (1, "ann", "open")
    (change,) = saved["changes"]
    assert change == {
        "path": "cases.c1.events.e1.name",
        "title": "event hives: name hives → rash",
        "before": "hives",
        "after": "rash",
    }
    row = desk.get("/api/records").json()["records"][0]
    assert (row["version"], row["author"], row["saved"], row["edits"]) == (1, "ann", saved["saved"], 1)
    assert row["cases"][0]["events"] == ["rash", "fever"]
    opened = desk.get(f"/api/records/{KEY}").json()
    assert opened["record"] == renamed("rash")
    assert opened["machine"] == record()
    assert opened["changes"] == saved["changes"]
    assert set(opened) == {
        *("key", "version", "status", "comment", "author", "saved", "newer", "record", "machine", "changes")
    }


def test_the_same_record_is_no_new_version(desk: DeskClient) -> None:
    found = desk.put(KEY, 0, record())
    assert (found.status_code, found.json()["version"], found.json()["saved"]) == (200, 0, None)


def test_numbers_as_javascript_writes_them_change_nothing(desk: DeskClient) -> None:
    text = json.dumps({"base": 0, "record": record()}).replace('"value": 5,', '"value": 5.0,')
    assert '"value": 5.0,' in text
    found = desk.send("PUT", f"/api/records/{KEY}", text.encode())
    assert found.json()["version"] == 0


def test_a_conflict(desk: DeskClient) -> None:
    saved = desk.put(KEY, 0, renamed("rash")).json()
    answer = desk.put(KEY, 0, renamed("wheals"))
    assert problem(answer, 409, "conflict")["where"] == "base"
    assert answer.json()["current"] == {key: saved[key] for key in ("version", "author", "saved")}
    answer = desk.decide(KEY, 0, "accepted")
    problem(answer, 409, "conflict")
    assert answer.json()["current"]["version"] == 1


def test_decisions_and_gold(desk: DeskClient, tmp_path: Path) -> None:
    gold = tmp_path / "records" / "gold"
    desk.put(KEY, 0, renamed("rash"))
    found = desk.decide(KEY, 1, "accepted", "  quite sure ").json()
    assert (found["version"], found["status"], found["comment"], found["author"]) == (
        *(2, "accepted", "quite sure", "ann"),
    )
    assert found["gold"] == str(gold / f"story-{KEY[:12]}.json")
    (record_,) = load_records(gold).values()
    assert record_.cases[0].events[0].name == "rash"
    assert record_.provenance.caseline == "gold"
    desk.put(KEY, 2, renamed("wheals"))
    opened = desk.get(f"/api/records/{KEY}").json()
    assert (opened["version"], opened["status"], opened["comment"]) == (3, "open", "quite sure")
    assert Path(found["gold"]).exists()
    found = desk.decide(KEY, 3, "rejected", "no patient").json()
    assert found["gold"] is None
    assert list(gold.iterdir()) == []


def test_versions(desk: DeskClient) -> None:
    desk.put(KEY, 0, renamed("rash"))
    desk.decide(KEY, 1, "flagged", "which?")
    found = desk.get(f"/api/records/{KEY}/versions").json()["versions"]
    assert [(each["version"], each["status"], each["comment"], each["changes"]) for each in found] == [
        (2, "flagged", "which?", 1),
        (1, "open", "", 1),
        (0, "open", "", 0),
    ]
    assert set(found[0]) == {"version", "author", "saved", "status", "comment", "changes"}
    one = desk.get(f"/api/records/{KEY}/versions/1").json()
    assert one["record"] == renamed("rash")
    assert desk.get(f"/api/records/{KEY}/versions/0").json()["record"] == record()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("norwegian HIVES", [KEY]),
        ("infliximab", [KEY]),
        ("two.txt", [OTHER]),
        ("woman", [KEY, OTHER]),
        ("", [KEY, OTHER]),
        ('"first patient"', [OTHER]),
        ('" OR 1=1 --', []),
        ("norwegian NEAR", []),
        ("%", []),
        ("\u0000", []),
        ("皮疹", []),
    ],
)
def test_search(desk: DeskClient, query: str, keys: list[str]) -> None:
    assert desk.get("/api/search", params={"q": query}).json() == {"keys": keys}


def test_search_finds_what_a_curator_wrote(desk: DeskClient) -> None:
    desk.put(KEY, 0, renamed("Quincke œdema"))
    assert desk.get("/api/search", params={"q": "quincke"}).json() == {"keys": [KEY]}


def test_agreement(desk: DeskClient) -> None:
    assert desk.get("/api/agreement").json()["machine"] == []
    desk.decide(KEY, 0, "accepted")
    (pair,) = desk.get("/api/agreement").json()["machine"]
    assert (pair["first"], pair["records"], pair["total"]["f1"]) == ("shared", 1, 1.0)
    page = desk.get("/agreement")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "style-src 'sha256-" in page.headers["content-security-policy"]
    assert "<caption>shared and machine" in page.text


def test_an_independent_line(tmp_path: Path) -> None:
    with DeskClient(tmp_path / "records") as shared:
        shared.put(KEY, 0, renamed("rash"))
        shared.decide(KEY, 1, "accepted", "secret")
    with DeskClient(tmp_path / "records", author="Bob", independent=True) as own:
        assert own.get("/api/session").json()["line"] == "Bob"
        assert [row["status"] for row in own.get("/api/records").json()["records"]] == ["open", "open"]
        assert own.get(f"/api/records/{KEY}").json()["record"] == record()
        assert own.get("/api/search", params={"q": "rash"}).json() == {"keys": [OTHER]}
        assert len(own.get(f"/api/records/{KEY}/versions").json()["versions"]) == 1
        assert own.get("/api/agreement").json()["machine"] == []
        gold = Path(own.decide(KEY, 0, "accepted").json()["gold"])
        assert gold.parent.parent == tmp_path / "records" / "gold"
        assert "secret" not in own.get("/agreement").text


# The page


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


# Refusals


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/records/x"),
        ("GET", "/api/records/x/versions"),
        ("GET", f"/api/records/{KEY}/versions/7"),
        ("GET", f"/api/records/{KEY}/versions/-1"),
        ("GET", f"/api/records/{KEY}/versions/{2**80}"),
        ("GET", "/api/records/é"),
        ("GET", f"/api/records/{KEY}/"),
        ("GET", f"/api/records/{KEY[:15]}_"),
        ("GET", "/api/nothing"),
    ],
)
def test_not_there(desk: DeskClient, method: str, path: str) -> None:
    problem(desk.call(method, path), 404, "not_found")


def test_saving_what_is_not_there(desk: DeskClient) -> None:
    problem(desk.put("x", 0, record()), 404, "not_found")
    problem(desk.decide("x", 0, "accepted"), 404, "not_found")


def test_calls_that_are_not_as_described(desk: DeskClient) -> None:
    problem(desk.send("DELETE", f"/api/records/{KEY}", {}), 405, "method_not_allowed")
    problem(desk.get(f"/api/records/{KEY}/versions/one"), 400, "malformed")
    problem(desk.get("/api/search", params={"q": "x" * 501}), 400, "malformed")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        pytest.param({"base": -1}, "base", id="negative-base"),
        pytest.param({"base": "0"}, "base", id="base-as-text"),
        pytest.param({"base": None}, "base", id="no-base"),
        pytest.param({"record": None}, "record", id="no-record"),
        pytest.param({"more": 1}, "more", id="unknown-field"),
    ],
)
def test_bodies(desk: DeskClient, change: dict[str, Any], where: str) -> None:
    body = {"base": 0, "record": record(), **change}
    found = problem(desk.send("PUT", f"/api/records/{KEY}", body), 422, "invalid")
    assert found["where"] == where


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 200_000], ids=["empty", "cut", "latin-1", "deep"]
)
def test_bodies_that_are_no_json(desk: DeskClient, body: bytes) -> None:
    problem(desk.send("PUT", f"/api/records/{KEY}", body), 400, "malformed")


INVALID = [
    pytest.param(("mentions", 3, "start"), 5, "mentions.3", id="length"),
    pytest.param(("mentions", 3, "text"), "psoriasiz", "mentions.3", id="text"),
    pytest.param(("mentions", 3, "label"), "DISEASE", "mentions.3.label", id="label"),
    pytest.param(("mentions", 3, "id"), "m1", "record", id="id-twice"),
    pytest.param(("mentions", 3, "more"), 1, "mentions.3.more", id="unknown-field"),
    pytest.param(
        ("cases", 0, "events", 0, "onset", "value"), "x", "cases.0.events.0.onset.value.int", id="value"
    ),
    pytest.param(("cases", 0, "events", 0, "evidence"), ["m99"], "record", id="evidence"),
    pytest.param(("cases", 0, "drugs", 0, "role"), None, "cases.0.drugs.0.role", id="role"),
    pytest.param(("document", "text"), "Another text.", "document.text", id="another-text"),
    pytest.param(("document", "id"), f"sha256:{'0' * 64}", "document.id", id="another-id"),
    pytest.param(("document", "source"), "x", "document.source", id="another-source"),
    pytest.param(("provenance", "caseline"), "gold", "provenance", id="provenance"),
    pytest.param(("schema_version",), "1.2", "schema_version", id="older-schema"),
    pytest.param(("document", "title"), "\ud800", "body", id="half-a-character"),
]


@pytest.mark.parametrize(("path", "value", "where"), INVALID)
def test_records_that_cannot_be_saved(
    desk: DeskClient, path: tuple[Any, ...], value: Any, where: str
) -> None:
    found = record()
    part: Any = found
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    answer = desk.put(KEY, 0, found)
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["where"] == where
    assert desk.get(f"/api/records/{KEY}").json()["version"] == 0


def test_offsets_count_code_points(tmp_path: Path, desk: DeskClient) -> None:
    found = record()
    mention = found["mentions"][0]
    mention["start"] += 1
    mention["end"] += 1
    told = problem(desk.put(KEY, 0, found), 422, "invalid")
    assert told["where"] == "mentions.0"
    assert "61-year-old" not in told["reason"]


def test_bibliographic_data_can_be_corrected(desk: DeskClient) -> None:
    assert desk.put(KEY, 0, record(title="Wheals", year=2021, doi=None)).status_code == 200
    assert desk.get("/api/records").json()["records"][0]["title"] == "Wheals"


@pytest.mark.parametrize(
    "change",
    [
        {"status": "done"},
        {"status": None},
        {"comment": "x" * (LONGEST_COMMENT + 1)},
        {"comment": None},
        {"more": 1},
    ],
    ids=["status", "no-status", "long-comment", "no-comment", "unknown-field"],
)
def test_decisions_that_cannot_be_kept(desk: DeskClient, change: dict[str, Any]) -> None:
    body = {"base": 0, "status": "accepted", "comment": "", **change}
    found = problem(desk.send("POST", f"/api/records/{KEY}/decision", body), 422, "invalid")
    assert found["where"] == next(iter(change))


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DeskClient(tmp_path / "records", max_megabytes=0.005) as small:
        problem(small.put(KEY, 0, record()), 413, "too_large")
        assert small.decide(KEY, 0, "flagged", "x" * LONGEST_COMMENT).status_code == 200
    monkeypatch.setattr("caseline.review.bodies.MOST_MENTIONS", 19)
    with DeskClient(tmp_path / "records") as few:
        found = problem(few.put(KEY, 1, record()), 413, "too_large")
        assert found["where"] == "mentions"


def test_gold_in_the_way(desk: DeskClient, tmp_path: Path) -> None:
    (tmp_path / "records" / "gold").write_text("")
    found = problem(desk.decide(KEY, 0, "accepted"), 507, "unwritable")
    assert "nothing was decided" in found["reason"]
    assert desk.get(f"/api/records/{KEY}").json()["version"] == 0


def test_a_fault_tells_nothing(desk: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(desk.store, "rows", fail)
    assert "secret" not in problem(desk.get("/api/records"), 500, "fault")["reason"]


# Who may call

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
    ["token=", "token=wrong", f"token={TOKEN}x", f"token={TOKEN[:-1]}", "token=%ff%00é", f"Token={TOKEN}"],
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
