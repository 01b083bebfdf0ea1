"""caseline load and caseline query, as people run them, on both databases."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest

from caseline.cli.storing import DEFAULT_URL, Ask
from caseline.store.engine import Database
from caseline.store.questions import Question
from caseline.store.tables import TABLES
from tests.databases import address, postgres
from tests.integration.papers import Run, write
from tests.unit.store.stories import case, record, stories

__all__ = ["address", "postgres"]

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")


def _records(name: str = "records.jsonl") -> str:
    return write(name, "".join(f"{each.to_json()}\n" for each in stories()))


def test_questions_have_the_same_names_on_the_command_line() -> None:
    assert list(map(str, Ask)) == list(map(str, Question))


def test_load_and_again(run: Run, address: str) -> None:
    result = run("load", _records(), "--db", address)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.endswith(": 4 records: 4 new\n")
    result = run("load", "records.jsonl", "--db", address)
    assert (result.exit_code, result.stderr.rpartition(": ")[2]) == (0, "4 already there\n")
    newer = write("newer.jsonl", record("one", [], caseline="0.2.0").to_json())
    assert run("load", newer, "--db", address).stderr.endswith("1 of documents that other runs have read\n")


def test_records_come_back_to_the_byte(run: Run, address: str) -> None:
    run("load", _records(), "--db", address)
    result = run("query", "--records", "--db", address)
    assert result.exit_code == 0
    lines = sorted(Path("records.jsonl").read_bytes().splitlines(keepends=True))
    assert sorted(result.stdout_bytes.splitlines(keepends=True)) == lines
    assert run("query", "--records", "--db", address, "-o", "back.jsonl").exit_code == 0
    assert Path("back.jsonl").read_bytes() == result.stdout_bytes
    assert run("load", "back.jsonl", "--db", address).stderr.endswith("4 already there\n")


def test_a_bad_record_is_told_and_the_others_come_in(run: Run, address: str) -> None:
    good = Path(_records()).read_text()
    write("mixed.jsonl", good.replace("\n", "\n{}\n", 1))
    result = run("load", "mixed.jsonl", "missing.jsonl", "--db", address)
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert told[0].startswith("caseline: mixed.jsonl, line 2: not a record")
    assert told[1] == "caseline: missing.jsonl: cannot be read: No such file or directory"
    assert told[2].endswith(": 4 records: 4 new")
    assert run("load", "missing.jsonl", "--db", address).exit_code == 2


def test_the_default_is_a_file_here_and_the_environment_may_name_another(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert DEFAULT_URL == "sqlite:///caseline.db"
    assert run("load", _records()).stderr == "caseline: caseline.db: 4 records: 4 new\n"
    assert Path("caseline.db").is_file()
    monkeypatch.setenv("CASELINE_DB", "sqlite:///other.db")
    assert run("load", "records.jsonl").stderr == "caseline: other.db: 4 records: 4 new\n"
    assert run("query", "runs", "--db", "sqlite:///caseline.db").exit_code == 0


def test_answers_as_table_json_and_csv(run: Run, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    run("load", _records(), "--db", address)
    asked = ("query", "events", "--drug", "Amoxicillin", "--db", address)
    table = run(*asked)
    assert table.exit_code == 0, table.stderr
    assert "Skin rash" in table.stdout
    assert "2 | 3 | 4 | 5.5 | 7 (n=3)" in table.stdout
    assert "2 recovered, 1 fatal" in table.stdout
    rows = json.loads(run(*asked, "--json").stdout)
    assert [row["event"] for row in rows] == ["Skin rash", "fever"]
    assert rows[0]["onset_median"] == 4.0
    listed = list(csv.DictReader(io.StringIO(run(*asked, "--csv").stdout)))
    assert [row["event"] for row in listed] == ["Skin rash", "fever"]
    assert listed[0]["onset_median"] == "4.0"
    assert listed[1]["code"] == ""
    for name in ("answer.json", "answer.csv"):
        assert run(*asked, "-o", name).stdout == ""
    assert json.loads(Path("answer.json").read_text()) == rows
    assert Path("answer.csv").read_text() == run(*asked, "--csv").stdout


def test_what_a_spreadsheet_would_calculate(run: Run, address: str) -> None:
    drug = {"name": "=cmd|' /C calc'!A0"}
    write("r.jsonl", record("@x", [case(drug, {"name": "\x1b[31mred"})]).to_json())
    run("load", "r.jsonl", "--db", address)
    (row,) = csv.DictReader(io.StringIO(run("query", "cases", "--csv", "--db", address).stdout))
    assert (row["source"], row["suspects"]) == ("'@x.txt", f"'{drug['name']}")
    (row,) = json.loads(run("query", "cases", "--json", "--db", address).stdout)
    assert (row["source"], row["suspects"], row["events"]) == ("@x.txt", drug["name"], "\x1b[31mred")
    assert "\x1b" not in run("query", "cases", "--db", address).stdout


def test_nothing_that_fits_is_told(run: Run, address: str) -> None:
    run("load", _records(), "--db", address)
    result = run("query", "drugs", "--event", "baldness", "--db", address)
    assert result.exit_code == 0
    assert "there is nothing that fits" in result.stderr
    assert json.loads(run("query", "drugs", "--event", "baldness", "--json", "--db", address).stdout) == []


def test_sql_and_tables(run: Run, address: str) -> None:
    run("load", _records(), "--db", address)
    sql = "SELECT name, count(*) AS n FROM events GROUP BY name ORDER BY n DESC, name"
    result = run("query", "--sql", sql, "--json", "--db", address)
    assert json.loads(result.stdout) == [
        {"name": "rash", "n": 2},
        {"name": "Rash", "n": 1},
        {"name": "exanthema", "n": 1},
        {"name": "fever", "n": 1},
    ]
    result = run("query", "--sql", "DELETE FROM events", "--db", address)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    result = run("query", "--sql", "SELECT * FROM nobody", "--db", address)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    tables = list(csv.DictReader(io.StringIO(run("query", "--tables", "--csv", "--db", address).stdout)))
    assert {"table": "events", "column": "onset_days_low", "is": ""}.items() <= next(
        row for row in tables if row["column"] == "onset_days_low"
    ).items()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param((), "give one of: a question by its name", id="nothing"),
        pytest.param(("runs", "--tables"), "give one of", id="two things"),
        pytest.param(("runs", "--json", "--csv"), "not both", id="two forms"),
        pytest.param(("events",), "events needs --drug", id="no drug"),
        pytest.param(("cases", "--age", "old"), "--age old: is no band of years", id="no age"),
        pytest.param(("cases", "--age", "-"), "is no band of years", id="half an age"),
        pytest.param(("cases", "--age", "70-60"), "begins after it ends", id="an age the wrong way round"),
        pytest.param(("--sql", "SELECT 1", "--drug", "x"), "take no --drug", id="sql with a drug"),
        pytest.param(("--records", "--csv"), "--records gives JSON Lines", id="records as csv"),
        pytest.param(("cases", "--run", "zzz"), "is no run of this database", id="no run"),
    ],
)
def test_calls_that_are_wrong(run: Run, options: tuple[str, ...], message: str) -> None:
    run("load", _records())
    result = run("query", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_database_that_is_not_there_is_not_made(run: Run) -> None:
    result = run("query", "runs", "--db", "sqlite:///missing.db")
    assert result.exit_code == 2
    assert result.stderr == (
        "caseline: missing.db: is not there; make it with: caseline load RECORDS --db URL\n"
    )
    assert not Path("missing.db").exists()


def test_a_database_in_a_folder_that_takes_no_files_can_be_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("load", _records())
    kept = sorted(Path().iterdir())

    def files_while_asked() -> list[Path]:
        with Database("sqlite:///caseline.db", readonly=True) as database, database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM runs").scalar_one() == 1
            return sorted(Path().iterdir())

    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda path, mode: False)
        assert files_while_asked() == kept
    assert files_while_asked() != kept, "the control: files beside are the rule"


def test_load_without_records_makes_the_tables(run: Run, address: str) -> None:
    result = run("load", "--db", address)
    assert (result.exit_code, result.stderr.rpartition(": ")[2]) == (0, "the tables are ready\n")
    assert json.loads(run("query", "runs", "--json", "--db", address).stdout) == []


def test_parquet_by_the_command(run: Run) -> None:
    result = run("export", "--to", "parquet", _records(), "-o", "tables")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == "caseline: tables: 4 records for parquet\n"
    assert Path("tables/event_suspects.parquet").is_file()
    result = run("export", "--to", "parquet", "records.jsonl", "-o", "one.parquet")
    assert result.exit_code == 0, "a folder of that name"


@pytest.mark.parametrize("sql", re.findall(r"^```sql\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL))
def test_sql_of_the_documentation_runs(run: Run, address: str, sql: str) -> None:
    run("load", _records(), "--db", address)
    result = run("query", "--sql", sql, "--json", "--db", address)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout), "an example that gives nothing"


def test_the_documentation_names_every_table_and_question() -> None:
    for table in TABLES:
        assert re.search(rf"^\| `{table.name}` \|", DOCS, re.MULTILINE), table.name
    for question in Question:
        assert f"| `{question}" in DOCS
