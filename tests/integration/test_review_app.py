"""The desk over HTTP: every address, every refusal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseline.evaluation import load_records
from caseline.review.bodies import LONGEST_COMMENT
from caseline.review.intake import take_in
from caseline.schema import CaseReport
from caseline.schema.report import SCHEMA_VERSION
from tests.integration.desk_client import KEY, OTHER, OWN, DeskClient, problem, record, renamed
from tests.unit.review.desk_folder import write


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskClient]:
    with DeskClient(tmp_path / "records") as found:
        yield found


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
                "age": "61 years",
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
        *("key", "version", "status", "comment", "author", "saved", "newer", "record", "machine", "changes"),
        "answer",
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


def test_a_newer_machine_answer_takes_the_place_of_none_that_was_seen(
    desk: DeskClient, tmp_path: Path
) -> None:
    seen = desk.get(f"/api/records/{KEY}").json()["answer"]
    newer = CaseReport.model_validate(renamed("newer") | {"provenance": {"caseline": "9.9"}})
    write(tmp_path / "records", [newer])
    take_in(desk.store, tmp_path / "records", on_failure=pytest.fail)
    # Without a word on what was seen it cannot be one of the newest answer.
    where = problem(desk.put(KEY, 0, renamed("rash")), 422, "invalid")["where"]
    assert where == "provenance"
    body = {"base": 0, "answer": seen, "record": renamed("rash")}
    saved = desk.send("PUT", f"/api/records/{KEY}", body).json()
    assert [change["before"] for change in saved["changes"]] == ["hives"]
    opened = desk.get(f"/api/records/{KEY}").json()
    assert (opened["answer"], opened["newer"], opened["machine"]) == (seen, True, record())
    unseen = {"base": 0, "status": "accepted", "comment": "", "answer": "0" * 64}
    problem(desk.send("POST", f"/api/records/{OTHER}/decision", unseen), 409, "conflict")
    unseen["answer"] = "latest"
    problem(desk.send("POST", f"/api/records/{OTHER}/decision", unseen), 422, "invalid")


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
    pytest.param(
        ("cases", 0, "events", 0, "onset", "value"), 10**400, "cases.0.events.0.onset.value", id="number"
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


def test_a_body_that_does_not_arrive(desk: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.review.bodies.PATIENCE", 0.05)

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(30)

    answer = desk.call("PUT", f"/api/records/{KEY}", content=slow(), headers=OWN)
    problem(answer, 408, "slow_body")


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DeskClient(tmp_path / "records", max_megabytes=0.005) as small:
        problem(small.put(KEY, 0, record()), 413, "too_large")
        assert small.decide(KEY, 0, "flagged", "x" * LONGEST_COMMENT).status_code == 200
    monkeypatch.setattr("caseline.review.bodies.MOST_MENTIONS", 19)
    with DeskClient(tmp_path / "records") as few:
        found = problem(few.put(KEY, 1, renamed("rash")), 413, "too_large")
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
