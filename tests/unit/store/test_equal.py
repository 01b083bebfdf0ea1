"""SQLite, PostgreSQL and Parquet hold the same rows and give the same answers, on all gold records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from caseline.errors import CaselineError
from caseline.export.targets import Wish, Writer
from caseline.schema.report import CaseReport
from caseline.store.answer import Answer
from caseline.store.engine import Database
from caseline.store.parquet import Parquet
from caseline.store.questions import Question, Wanted, answer
from caseline.store.rows import Shredded
from caseline.store.tables import TABLES, T
from caseline.store.unload import answer_sql, counts_of, stored_records, tables_of
from tests.databases import drop_postgres, new_postgres
from tests.unit.export.example import example
from tests.unit.store.stories import case, loaded, record, stories
from tests.unit.store.told import Rows, dump

ROOT = Path(__file__).parents[3]


def _records() -> list[CaseReport]:
    gold = sorted(path for path in (ROOT / "annotations").rglob("*.json") if path.name != "baseline.json")
    odd = record("odd \0 name", [], caseline="0.2.0", lexicons={"b\0": "1", "a": "2"})
    odd = odd.model_copy(update={"document": odd.document.model_copy(update={"authors": ("A \0 B", "C")})})
    told = {"conflicts": [{"field": "age", "values": ["40", "50"]}, {"field": "sex", "values": []}]}
    again = record("one", [case({"name": "amoxicillin"}, {"name": "rash"}, patient=told)], caseline="0.3.0")
    return [*(CaseReport.from_json(path.read_bytes()) for path in gold), *stories(), example(), odd, again]


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path_factory.mktemp('equal')}/store.db"
    loaded(url, _records())
    with Database(url, readonly=True) as database:
        yield database


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Database]:
    url = new_postgres()
    loaded(url, _records())
    with Database(url, readonly=True) as database:
        yield database
    drop_postgres(url)


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    for name, pieces in Parquet().write(iter(_records()), WISH):
        (folder / name).write_bytes(b"".join(pieces))
    return folder


WISH = Wish(folder=True, settings=None, leave=lambda record, reason: None)
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("events", {"drug": "amoxicillin"}),
    ("events", {"drug": "alemtuzumab"}),
    ("events", {"drug": "lithium"}),
    ("drugs", {"event": "rash"}),
    ("drugs", {"event": "petechiae"}),
    ("outcomes", {}),
    ("outcomes", {"drug": "alemtuzumab"}),
    ("therapies", {"event": "rash", "run": Shredded(stories()[0]).run[:8]}),
    ("cases", {}),
    ("cases", {"age": (18, 64), "sex": "female"}),
    ("search", {"name": "a"}),
    ("search", {"name": "HP:0000967"}),
    ("without-case", {}),
    ("runs", {}),
    ("cases", {"run": "0.3.0"}),
]
SQL = [
    "SELECT label, count(*) AS n, min(score) FROM mentions GROUP BY label ORDER BY n DESC, label",
    "SELECT name, age_years_low FROM events JOIN patients USING (record_id, case_id) ORDER BY 1, 2, record_id LIMIT 40",
    "SELECT source, number FROM current WHERE source LIKE '%a%' ORDER BY source DESC, number",
    "WITH n AS (SELECT name FROM drugs) SELECT count(DISTINCT name), sum(length(name)) FROM n",
    "SELECT avg(onset_days_low) FROM events",
]


def _dump(database: Database) -> Rows:
    with database.reading() as connection:
        return dump(connection)


def _ask(database: Database, question: str, wanted: dict[str, Any]) -> Answer:
    with database.reading() as connection:
        return answer(connection, Question(question), Wanted(**wanted))


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_the_same_rows(sqlite: Database, postgresql: Database, parquet: Path, table: str) -> None:
    ours = _dump(sqlite)[table]
    assert ours, "nothing is compared"
    assert ours == _dump(postgresql)[table]
    keys = [column.name for column in T[table].primary_key.columns]
    theirs = pq.read_table(parquet / f"{table}.parquet").to_pylist()
    assert len(theirs) == len(ours)
    assert sorted(theirs, key=lambda row: [row[key] for key in keys]) == ours


@pytest.mark.parametrize(("question", "wanted"), ASKED, ids=str)
def test_the_same_answers(
    sqlite: Database, postgresql: Database, question: str, wanted: dict[str, Any]
) -> None:
    ours, theirs = (_ask(database, question, wanted) for database in (sqlite, postgresql))
    assert ours == theirs
    assert ours.rows


def test_every_question_is_compared() -> None:
    assert {question for question, _ in ASKED} == set(Question)


@pytest.mark.parametrize("sql", SQL)
def test_the_same_answers_in_sql(sqlite: Database, postgresql: Database, sql: str) -> None:
    found = []
    for database in (sqlite, postgresql):
        with database.reading() as connection:
            found.append(_near(answer_sql(database, connection, sql).rows))
    assert found[0]
    assert found[0] == found[1]


def _near(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Returns rows whose doubles may be off in the last digits: the order in which a server adds is its own."""
    return [tuple(round(cell, 9) if isinstance(cell, float) else cell for cell in row) for row in rows]


@pytest.mark.parametrize("sql", SQL[:1] + SQL[3:])
def test_duckdb_gives_the_same_from_parquet(sqlite: Database, parquet: Path, sql: str) -> None:
    with sqlite.reading() as connection:
        ours = _near(answer_sql(sqlite, connection, sql).rows)
    with duckdb.connect() as duck:
        for table in TABLES:
            duck.execute(f"CREATE VIEW {table.name} AS FROM read_parquet('{parquet}/{table.name}.parquet')")
        assert _near(duck.execute(sql).fetchall()) == ours


def test_pandas_reads_types_as_sql_has_them(sqlite: Database, parquet: Path) -> None:
    events = pd.read_parquet(parquet / "events.parquet")
    drugs = pd.read_parquet(parquet / "event_suspects.parquet")
    joined = events.merge(drugs, on=["record_id", "case_id", "event_id"])
    sql = (
        "SELECT count(*), sum(s.latency_days_low) FROM events e "
        "JOIN event_suspects s USING (record_id, case_id, event_id)"
    )
    with sqlite.reading() as connection:
        ((count, total),) = answer_sql(sqlite, connection, sql).rows
    assert len(joined) == count
    assert joined["latency_days_low"].sum() == pytest.approx(total)
    mentions = pd.read_parquet(parquet / "mentions.parquet")
    assert mentions["negated"].dtype == bool
    assert mentions["start_char"].dtype == "int64"
    assert mentions["score"].dtype == "float64"


def test_parquet_has_the_types_and_rules_of_the_tables(parquet: Path) -> None:
    kinds = {"Text": "string", "BigInteger": "int64", "Double": "double", "Boolean": "bool"}
    assert {path.stem for path in parquet.iterdir()} == set(T)
    for table in TABLES:
        schema = pq.read_schema(parquet / f"{table.name}.parquet")
        assert [(field.name, str(field.type), field.nullable) for field in schema] == [
            (column.name, kinds[type(column.type).__name__], column.nullable) for column in table.columns
        ]


def test_the_same_records_give_the_same_bytes(parquet: Path) -> None:
    again = {name: b"".join(pieces) for name, pieces in Parquet().write(_records(), WISH)}
    assert again == {path.name: path.read_bytes() for path in parquet.iterdir()}


def test_parquet_leaves_out_what_came_before() -> None:
    def files(records: list[CaseReport]) -> dict[str, bytes]:
        return {name: b"".join(pieces) for name, pieces in Parquet().write(records, WISH)}

    assert files(stories()) == files([*stories(), *stories()])
    assert files(stories()) != files(stories()[1:])


def test_parquet_of_no_record_has_its_columns(tmp_path: Path) -> None:
    for name, pieces in Parquet().write([], WISH):
        (tmp_path / name).write_bytes(b"".join(pieces))
    assert pq.read_table(tmp_path / "events.parquet").num_rows == 0
    assert "onset_days_low" in pq.read_schema(tmp_path / "events.parquet").names


def test_parquet_comes_in_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.store.parquet._GROUP_OF_TEXTS", 3)
    taken: list[int] = []

    def each() -> Iterator[CaseReport]:
        for number in range(8):
            taken.append(number)
            yield record(f"paper {number}", [])

    for name, pieces in Parquet().write(each(), WISH):
        (tmp_path / name).write_bytes(b"".join(pieces))
    metadata = pq.read_metadata(tmp_path / "documents.parquet")
    assert [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)] == [3, 3, 2]
    assert taken == list(range(8))


def test_parquet_is_a_writer_of_the_export() -> None:
    writer: Writer = Parquet()
    assert (writer.suffixes, writer.folder, writer.settled) == ((), True, False)


REFUSED = [
    pytest.param("DROP TABLE runs", "takes one statement that reads", id="drop"),
    pytest.param("", "takes one statement that reads", id="nothing"),
    pytest.param("-- SELECT\nDELETE FROM runs", "takes one statement that reads", id="behind a comment"),
    pytest.param("PRAGMA query_only = OFF", "takes one statement that reads", id="pragma"),
    pytest.param("COPY runs TO '/tmp/x'", "takes one statement that reads", id="copy"),
    pytest.param("VACUUM INTO '/tmp/x'", "takes one statement that reads", id="vacuum"),
    pytest.param("COMMIT", "takes one statement that reads", id="commit"),
    pytest.param("SELECT 1; DROP TABLE runs", None, id="two statements"),
    pytest.param("SELECT 1; COMMIT; DROP TABLE runs", None, id="three statements"),
    pytest.param("WITH x AS (SELECT 1) DELETE FROM runs", None, id="with a delete"),
    pytest.param("WITH x AS (DELETE FROM runs RETURNING 1) SELECT * FROM x", None, id="a delete within"),
    pytest.param("SELECT 1 INTO made", None, id="into"),
    pytest.param("SELECT set_config('transaction_read_only', 'off', false), 1/0", None, id="set_config"),
    pytest.param("SELECT * FROM no_such_table", "no_such_table", id="no such table"),
    pytest.param("SELECT (", None, id="half a statement"),
]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize(("sql", "message"), REFUSED)
def test_sql_only_reads(request: pytest.FixtureRequest, kind: str, sql: str, message: str | None) -> None:
    database: Database = request.getfixturevalue(kind)
    before = _counts(database)
    with pytest.raises(CaselineError, match=message) as caught, database.reading() as connection:
        list(answer_sql(database, connection, sql).rows)
    assert "\n" not in str(caught.value)
    assert _counts(database) == before
    with database.reading() as connection:
        assert {row[0] for row in tables_of(connection).rows} == {*T, "current"}


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        return counts_of(connection)


def test_a_percent_sign_is_one(sqlite: Database, postgresql: Database) -> None:
    for database in (sqlite, postgresql):
        with database.reading() as connection:
            found = answer_sql(database, connection, "SELECT '100%', '%s', ':x', 7 % 4 ; ")
            assert list(found.rows) == [("100%", "%s", ":x", 3)]


def test_records_come_in_the_same_order(sqlite: Database, postgresql: Database) -> None:
    found = []
    for database in (sqlite, postgresql):
        with database.reading() as connection:
            found.append(list(stored_records(connection, None)))
    assert found[0] == found[1]
    assert len(found[0]) == len(_records()) - 1
