"""`caseline review` as a process: it opens, says where, and loses nothing that it said was saved."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from caseline.review.store import Store
from caseline.schema import CaseReport
from tests.integration.desk_client import OWN
from tests.integration.papers import Run
from tests.unit.evaluation.evaluation_records import with_item
from tests.unit.review.desk_folder import key_of, write
from tests.unit.review.edited import BASES

STORY = BASES[0]
KEY = key_of(STORY)
REVIEW = (sys.executable, "-m", "caseline", "review")


class Opened:
    """A desk that runs as a process.

    Attributes:
        said: What it said before it could be called.
        base: Its address, without what follows the port.
        query: The query of the address it said.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        assert process.stderr
        for line in process.stderr:
            self.said.append(line)
            if found := re.search(r"open (http://[^/]+)/(\S*?)(;| |\n)", line):
                self.base, self.query = found[1], found[2]
                return
        raise AssertionError(self.said)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.base + path, headers=headers, timeout=20)

    def put(self, report: CaseReport, base: int) -> httpx.Response:
        body = json.dumps({"base": base, "record": report.model_dump(mode="json")})
        headers = {**OWN, "Origin": self.base}
        return httpx.put(f"{self.base}/api/records/{KEY}", content=body, headers=headers, timeout=20)


@contextmanager
def opened(folder: Path, *args: str, env: dict[str, str] | None = None) -> Iterator[Opened]:
    command = [*REVIEW, str(folder), "--port", "0", "--author", "ann", *args]
    environment = {**os.environ, **(env or {})}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield Opened(process)
        finally:
            if process.poll() is None:
                process.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "records", BASES)
    return tmp_path / "records"


def test_review(folder: Path) -> None:
    with opened(folder) as desk:
        assert "2 records; ann works in" in desk.said[0]
        assert desk.get("/").status_code == 200
        assert desk.get("/api/session").json()["author"] == "ann"
        assert desk.put(with_item(STORY, "events", 0, name="rash"), 0).json()["version"] == 1
        desk.process.send_signal(signal.SIGTERM)
        assert desk.process.stderr
        rest = desk.process.stderr.read()
        assert desk.process.wait(timeout=30) == 0
    assert "Traceback" not in rest
    # The database is whole in its one file.
    assert sorted(path.name for path in folder.iterdir()) == ["records.jsonl", "review.sqlite"]


def test_what_was_acknowledged_survives_a_kill(folder: Path) -> None:
    """Saves go on one after the other until the process is killed in their midst, three times over."""
    version = 0
    for _ in range(3):
        with opened(folder) as desk:
            assert desk.get(f"/api/records/{KEY}").json()["version"] >= version
            version = desk.get(f"/api/records/{KEY}").json()["version"]
            timer = threading.Timer(0.4, desk.process.kill)
            timer.start()
            try:
                while True:
                    answer = desk.put(with_item(STORY, "events", 0, name=f"rash {version + 1}"), version)
                    assert answer.status_code == 200
                    assert answer.json()["version"] == version + 1
                    version += 1
            except httpx.TransportError:
                pass
            assert desk.process.wait(timeout=10) == -signal.SIGKILL
    assert version > 5
    with Store(folder / "review.sqlite") as store:
        assert store._database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        head = store.head(KEY, line="")
        # One more may have reached the disk, whose acknowledgement did not get through.
        assert head.version in {version, version + 1}
        for number in range(1, version + 1):
            found = CaseReport.from_json(store.version(KEY, number, line="")[1])
            assert found.cases[0].events[0].name == f"rash {number}"


def test_two_processes_on_one_database(folder: Path) -> None:
    with opened(folder) as one, opened(folder) as other:
        assert one.put(with_item(STORY, "events", 0, name="rash"), 0).status_code == 200
        answer = other.put(with_item(STORY, "events", 0, name="wheals"), 0)
        assert answer.status_code == 409
        assert answer.json()["current"]["version"] == 1
        assert other.put(with_item(STORY, "events", 0, name="wheals"), 1).json()["version"] == 2
        assert one.get(f"/api/records/{KEY}").json()["version"] == 2


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc to see a command line")
def test_the_token_of_the_environment(folder: Path) -> None:
    token = "a+token/for the=tests"
    with opened(folder, env={"CASELINE_TOKEN": token}) as desk:
        assert token not in Path(f"/proc/{desk.process.pid}/cmdline").read_text()
        assert desk.get("/api/records").status_code == 401
        entered = desk.get(f"/{desk.query}")
        assert entered.status_code == 303
        cookie = entered.headers["set-cookie"].partition(";")[0]
        assert desk.get("/api/records", Cookie=cookie).status_code == 200
        assert desk.get("/api/records", Authorization=f"Bearer {token}").status_code == 200
        desk.process.send_signal(signal.SIGINT)
        assert desk.process.stderr
        assert token not in desk.process.stderr.read()


@pytest.mark.parametrize("host", ["0.0.0.0", "0", ""])
def test_another_address_makes_a_token_and_says_it_even_when_quiet(folder: Path, host: str) -> None:
    with opened(folder, "--host", host, "--quiet") as desk:
        (said,) = desk.said
        assert re.search(r"\?token=[\w-]{40,}", said)
        base = re.sub("//[^:]+:", "//127.0.0.1:", desk.base)
        # It knows itself by the name that it said.
        named = {"Host": desk.base.removeprefix("http://").rstrip("/")}
        assert httpx.get(f"{base}/api/records", headers=named).status_code == 401
        assert httpx.get(f"{base}/api/records").status_code == 401
        entered = httpx.get(f"{base}/{desk.query}")
        assert entered.status_code == 303


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        pytest.param(
            ("none",), "none: is no folder; name the one that extract wrote records to", id="no-folder"
        ),
        pytest.param(
            ("empty",), "empty: holds no records; write some with: caseline extract", id="no-records"
        ),
        pytest.param(("in", "--author", " "), "--author: an author's name has 1 to 100", id="no-author"),
        pytest.param(("in", "--author", "x" * 101), "--author: an author's name has", id="long-author"),
        pytest.param(("in", "--author", "a\x07"), "--author: an author's name has", id="odd-author"),
        pytest.param(
            ("in", "--author", "Shared", "--independent"), "'shared' is what the common", id="shared"
        ),
        pytest.param(("in", "--token", "short"), "--token: a token has 16 or more", id="short-token"),
        pytest.param(("in", "--gold", "in"), "--gold: in is the folder of the machine's records", id="gold"),
        pytest.param(
            ("in", "--gold", ".", "--author", "in", "--independent"),
            "--gold: in is the folder of the machine's records",
            id="gold-of-a-line",
        ),
        pytest.param(("in", "--db", "in/records.jsonl"), "is not a database of SQLite", id="no-database"),
        pytest.param(("in", "--db", "none/a.sqlite"), "cannot be written", id="database-nowhere"),
    ],
)
def test_user_errors(run: Run, tmp_path: Path, args: tuple[str, ...], reason: str) -> None:
    write(tmp_path / "in", [STORY.model_copy(update={"mentions": STORY.mentions}), *BASES[1:] * 20])
    (tmp_path / "empty").mkdir()
    result = run("review", *args, "--port", "0")
    assert result.exit_code == 2
    assert result.stderr.startswith("caseline: ")
    assert reason in result.stderr
    assert "short" not in result.stderr.replace("16 or more", "")


def test_a_port_that_is_taken(run: Run, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("review", str(folder), "--port", str(port))
    assert result.exit_code == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in result.stderr
    assert not (folder / "review.sqlite").exists()


def test_without_the_extra(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.review.options.find_spec", lambda name: None if name == "uvicorn" else name)
    result = run("review", str(folder))
    assert result.exit_code == 2
    assert result.stderr == (
        "caseline: the curators' desk needs uvicorn; install it with: pip install 'caseline[web]'\n"
    )


def test_a_bad_line_is_told_and_the_rest_is_there(folder: Path) -> None:
    (folder / "bad.jsonl").write_text(f"{STORY.to_json()}\n{{}}\n")
    with opened(folder) as desk:
        assert any("bad.jsonl: line 2: not a record" in line for line in desk.said)
        assert len(desk.get("/api/records").json()["records"]) == 2


def test_agreement(run: Run, folder: Path, tmp_path: Path) -> None:
    missing = run("agreement", str(folder))
    assert missing.exit_code == 2
    assert "work on the records with: caseline review" in missing.stderr
    assert not (folder / "review.sqlite").exists()
    with opened(folder) as desk:
        body = json.dumps({"base": 0, "status": "accepted"})
        headers = {**OWN, "Origin": desk.base}
        accepted = httpx.post(f"{desk.base}/api/records/{KEY}/decision", content=body, headers=headers)
        assert accepted.status_code == 200
        result = run("agreement", str(folder), "--json", "a.json", "--html", "a.html")
    assert result.exit_code == 0
    assert "shared and machine: values of 1 accepted record" in result.stdout
    assert json.loads((tmp_path / "a.json").read_text())["machine"][0]["total"]["f1"] == 1.0
    page = (tmp_path / "a.html").read_text()
    assert "<h1>Agreement</h1>" in page
    assert "http" not in page.replace("http-equiv", "")
    assert run("agreement", str(folder), "--between", "zoe", "--between", "ann").exit_code == 2
