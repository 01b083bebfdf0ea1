"""Loading: the same again changes nothing, nothing is lost, whole documents only."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from caseline.errors import CaselineError
from caseline.schema.report import CaseReport
from caseline.store.engine import Database, DatabaseError
from caseline.store.load import Change, Loader, RefusedRecordError
from caseline.store.rows import Shredded
from caseline.store.tables import TABLES
from caseline.store.unload import stored_records
from caseline.store.upgrade import upgrade
from tests.unit.store.stories import case, loaded, record, stories
from tests.unit.store.told import Rows, dump

ROOT = Path(__file__).parents[3]


def _dump(url: str) -> Rows:
    with Database(url, readonly=True) as database, database.reading() as connection:
        return dump(connection)


def _current(url: str, run: str | None = None) -> list[str]:
    with Database(url, readonly=True) as database, database.reading() as connection:
        return list(stored_records(connection, run))


def _read(name: str, drug: str, **provenance: Any) -> CaseReport:
    return record(name, [case({"name": drug}, {"name": "rash"})], **provenance)


def test_the_same_record_twice_changes_nothing(address: str) -> None:
    assert loaded(address, stories()) == [Change.ADDED] * 4
    before = _dump(address)
    assert loaded(address, stories()) == [Change.SAME] * 4
    assert _dump(address) == before
    assert len(before["records"]) == len(before["documents"]) == 4
    assert len(before["runs"]) == 1


def test_another_layout_of_its_json_is_the_same_record(address: str) -> None:
    report = stories()[0]
    with Database(address) as database:
        upgrade(database)
        with database.connected() as connection:
            loader = Loader(database, connection)
            assert loader.load(report) is Change.ADDED
            assert loader.load(report, report.to_json(indent=2)) is Change.SAME


def test_a_new_pipeline_is_a_new_run_and_the_old_one_stays(address: str) -> None:
    old, new = _read("a", "aspirin"), _read("a", "ibuprofen", caseline="0.2.0")
    assert loaded(address, [old, _read("b", "aspirin"), new]) == [Change.ADDED, Change.ADDED, Change.RUN]
    assert sorted(_current(address)) == sorted([new.to_json(), _read("b", "aspirin").to_json()])
    assert old.to_json() in _current(address, Shredded(old).run)
    assert _current(address, Shredded(new).run) == [new.to_json()]
    assert loaded(address, [old, new]) == [Change.SAME, Change.SAME]
    assert new.to_json() in _current(address)


@pytest.mark.parametrize(
    "provenance",
    [
        pytest.param({"caseline": "0.1.1"}, id="caseline"),
        pytest.param({"model": "other"}, id="model"),
        pytest.param({"config": "sha256:1"}, id="config"),
        pytest.param({"lexicons": {"drugs": "sha256:1"}}, id="lexicons"),
        pytest.param({"terminologies": {"HPO": "2026"}}, id="terminologies"),
        pytest.param({"min_score": 0.5}, id="min score"),
    ],
)
def test_what_makes_another_run(provenance: dict[str, Any]) -> None:
    assert Shredded(_read("a", "x")).run != Shredded(_read("a", "x", **provenance)).run
    assert Shredded(_read("a", "x")).run == Shredded(_read("b", "y")).run


def test_a_corrected_record_counts_and_the_one_before_is_kept(address: str) -> None:
    first, second = (_read("a", drug, caseline="gold") for drug in ("aspirin", "ibuprofen"))
    assert loaded(address, [first, second]) == [Change.ADDED, Change.REVISED]
    assert _current(address) == _current(address, Shredded(first).run) == [second.to_json()]
    assert {row["json"] for row in _dump(address)["records"]} == {first.to_json(), second.to_json()}
    assert loaded(address, [second]) == [Change.SAME]


def test_a_correction_taken_back_counts_again(address: str) -> None:
    first, second = (_read("a", drug, caseline="gold") for drug in ("aspirin", "ibuprofen"))
    assert loaded(address, [first, second, first]) == [Change.ADDED, Change.REVISED, Change.RESTORED]
    assert _current(address) == [first.to_json()]
    assert loaded(address, [first, second]) == [Change.SAME, Change.RESTORED]
    assert _current(address) == [second.to_json()]
    assert len(_dump(address)["records"]) == 2


def test_a_record_that_is_refused_leaves_nothing_and_the_next_goes_in(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad, last = _read("a", "aspirin"), _read("b", "ibuprofen"), _read("c", "naproxen")
    whole = Shredded.record_rows

    def broken(self: Shredded, number: int, json: str) -> Any:
        rows = whole(self, number, json)
        if self.document == bad.document.id:
            rows["event_suspects"] = [(*row[:4], "d9", *row[5:]) for row in rows["event_suspects"]]
        return rows

    monkeypatch.setattr(Shredded, "record_rows", broken)
    with Database(address) as database:
        upgrade(database)
        with database.connected() as connection:
            loader = Loader(database, connection)
            assert loader.load(good) is Change.ADDED
            with pytest.raises(
                RefusedRecordError, match=r"^b\.txt: the database refuses it: .*(?i:foreign key)"
            ):
                loader.load(bad)
            assert loader.load(last) is Change.ADDED
    assert [row["text"] for row in _dump(address)["documents"]] == sorted(
        ["a", "c"], key=lambda name: _read(name, "x").document.id
    )
    monkeypatch.undo()
    assert loaded(address, [bad]) == [Change.ADDED]


def test_rows_go_with_their_document(address: str) -> None:
    loaded(address, [CaseReport.from_json(_gold().read_bytes()), *stories()])
    with Database(address) as database, database.connected() as connection:
        with connection.begin():
            connection.execute(text("DELETE FROM documents"))
        with connection.begin():
            left = {table.name for table in TABLES if connection.execute(table.select()).first()}
    assert left == {"runs"} | ({"run_data"} if _dump(address)["run_data"] else set())


def _gold() -> Path:
    return ROOT / "annotations" / "authored" / "lithium-mother-and-newborn.json"


def _load_all(url: str, seed: int) -> list[str]:
    """Runs in a process of its own: loads the same papers as the others do, in an order of its own."""
    reports = [_read(f"paper {number}", f"drug {number % 3}") for number in range(12)]
    reports = reports[seed:] + reports[:seed]
    return [str(change) for change in loaded(url, reports)]


def test_several_at_once_store_each_document_once(address: str) -> None:
    """The tables, too, are made by whoever comes first."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        found = pool.starmap(_load_all, [(address, 0), (address, 4), (address, 8)])
    changes = [change for each in found for change in each]
    assert changes.count("added") == 12
    assert changes.count("same") == 24
    rows = _dump(address)
    assert len(rows["documents"]) == len(rows["records"]) == len(rows["events"]) == 12
    assert {row["number"] for row in rows["records"]} == {1}


def test_a_killed_load_leaves_whole_documents(address: str) -> None:
    loaded(address, [])
    script = (
        "import sys; from tests.unit.store.stories import record, case\n"
        "from caseline.store.engine import Database; from caseline.store.load import Loader\n"
        "with Database(sys.argv[1]) as database, database.connected() as connection:\n"
        "    loader = Loader(database, connection)\n"
        "    for number in range(100_000):\n"
        "        loader.load(record(f'paper {number}', [case({'name': 'x'}, *[{'name': 'rash'}] * 30)]))\n"
        "        print(number, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, address],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        for _ in range(5):
            assert process.stdout.readline().strip()
        time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        said = 5 + len(process.stdout.read().split())
    rows = _dump(address)
    count = len(rows["documents"])
    assert said <= count <= said + 1
    assert len(rows["records"]) == len(rows["drugs"]) == count
    assert len(rows["events"]) == len(rows["event_suspects"]) == 30 * count


def test_foreign_keys_hold(address: str) -> None:
    loaded(address, stories())
    insert = "INSERT INTO authors (record_id, position, name) VALUES ('nobody', 0, 'x')"
    with (
        pytest.raises(DatabaseError, match=r"(?i)foreign key"),
        Database(address) as database,
        database.connected() as connection,
        connection.begin(),
    ):
        connection.execute(text(insert))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("caseline.db", "an address without ://", id="a path"),
        pytest.param("mysql://root:secret@host/x", "mysql: is no database", id="another database"),
        pytest.param("mysql+pymysql://root:secret@host/x", "is no database", id="another driver"),
        pytest.param("sqlite://", "names no file", id="in memory"),
        pytest.param("sqlite:///:memory:", "names no file", id="in memory by name"),
        pytest.param("sqlite:///x.db?mode=rwc", "takes the path", id="options of SQLite"),
        pytest.param("postgresql://u:secret@host:port/x", "is not a URL", id="a port in words"),
        pytest.param("postgresql+asyncpg://u:secret@h/x", "is no database", id="a driver of PostgreSQL"),
        pytest.param("", "an address without ://", id="nothing"),
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(url: str, message: str) -> None:
    with pytest.raises(CaselineError, match=message) as caught:
        Database(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    url = "postgresql://u:secret@127.0.0.1:1/x?password=secret&connect_timeout=2"
    with pytest.raises(DatabaseError) as caught:
        upgrade(Database(url))
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("postgresql://u:***@127.0.0.1:1/x: ")


@pytest.mark.parametrize("name", ["folder", "junk.db", "missing/x.db"])
def test_a_file_that_is_no_database(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "junk.db").write_bytes(b"no database, " * 100)
    with pytest.raises(DatabaseError) as caught:
        loaded(f"sqlite:///{tmp_path}/{name}", stories())
    assert str(caught.value).startswith(f"{tmp_path}/{name}: ")
    assert "\n" not in str(caught.value)
    assert (tmp_path / "junk.db").read_bytes() == b"no database, " * 100
