"""Tables are made and brought up to date by migrations, which lead to what `tables` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Text, inspect, text

from caseline.schema.report import CaseReport
from caseline.store.engine import Database, DatabaseError
from caseline.store.tables import TABLES, T
from caseline.store.upgrade import VERSION_TABLE, State, check, config_for, upgrade
from tests.databases import drop_postgres, new_postgres
from tests.unit.store.stories import loaded, stories
from tests.unit.store.told import dump

SAMPLE = Path(__file__).parent / "samples" / "tables-0001.json"


def _differences(url: str) -> list[object]:
    with Database(url) as database, database.connected() as connection, connection.begin():
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), TABLES[0].metadata)
        )


def _migrate(url: str, how: str, revision: str) -> None:
    with Database(url) as database, database.connected() as connection, connection.begin():
        getattr(command, how)(config_for(connection), revision)


def _check(url: str) -> None:
    with Database(url, readonly=True) as database, database.reading() as connection:
        check(database, connection)


def test_migrations_lead_to_the_tables(address: str) -> None:
    with Database(address) as database:
        assert upgrade(database) is State.NEW
        assert upgrade(database) is State.CURRENT
    assert _differences(address) == []


def test_the_comparison_sees_a_difference(address: str) -> None:
    """The control."""
    loaded(address, [])
    with Database(address) as database, database.connected() as connection, connection.begin():
        connection.execute(text("ALTER TABLE events DROP COLUMN grade"))
        connection.execute(text("DROP INDEX ix_drugs_name_key"))
    assert len(_differences(address)) == 2


def test_down_and_up_again(address: str) -> None:
    loaded(address, stories())
    _migrate(address, "downgrade", "base")
    with Database(address) as database, database.connected() as connection:
        assert set(inspect(connection).get_table_names()) & set(T) == set()
        assert inspect(connection).get_view_names() == []
    with Database(address) as database:
        assert upgrade(database) is State.NEW
    assert _differences(address) == []


def test_a_step_down_and_up_loses_nothing(address: str) -> None:
    loaded(address, stories())
    with Database(address, readonly=True) as database, database.reading() as connection:
        before = dump(connection)
    _migrate(address, "downgrade", "0001")
    with Database(address) as database:
        assert upgrade(database) is State.OLDER
    with Database(address, readonly=True) as database, database.reading() as connection:
        assert dump(connection) == before
    assert _differences(address) == []


def test_a_stored_older_database_comes_along_with_its_data(address: str) -> None:
    """The sample is what revision 0001 held of a record; brought up to date it is what this one would hold."""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    _migrate(address, "upgrade", "0001")
    with Database(address) as database, database.connected() as connection, connection.begin():
        for name, rows in sample["tables"].items():
            for row in rows:
                columns = ", ".join(f'"{column}"' for column in row)
                marks = ", ".join(f":{column}" for column in row)
                connection.execute(text(f"INSERT INTO {name} ({columns}) VALUES ({marks})"), row)
    with pytest.raises(DatabaseError, match="written by an older Caseline; bring it up to date with"):
        _check(address)
    with Database(address) as database:
        with pytest.raises(DatabaseError, match="leave out --no-upgrade"):
            upgrade(database, older=False)
        assert upgrade(database, older=True) is State.OLDER
    with Database(address, readonly=True) as database, database.reading() as connection:
        brought = dump(connection)
    _migrate(address, "downgrade", "base")
    reports = [CaseReport.from_json(row["json"]) for row in sample["tables"]["records"]]
    loaded(address, reports)
    with Database(address, readonly=True) as database, database.reading() as connection:
        assert dump(connection) == brought
    assert any(row["latency_days_low"] is not None for row in brought["event_suspects"])
    assert any(row["display_key"] for row in brought["codes"])


def test_a_newer_database_is_refused_and_left_as_it_is(address: str) -> None:
    loaded(address, stories())
    with Database(address) as database, database.connected() as connection, connection.begin():
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match=r"newer Caseline \(tables 9999\); update Caseline"):
        _check(address)
    with pytest.raises(DatabaseError, match="newer Caseline"):
        loaded(address, stories())


def test_tables_of_another_program_are_left_alone(address: str) -> None:
    with Database(address) as database, database.connected() as connection, connection.begin():
        connection.execute(text("CREATE TABLE events (id INTEGER)"))
    with pytest.raises(DatabaseError, match="has a table events that is not Caseline's"):
        loaded(address, stories())
    with Database(address) as database, database.connected() as connection:
        assert inspect(connection).get_table_names() == ["events"]


def test_other_tables_may_be_there(address: str) -> None:
    with Database(address) as database, database.connected() as connection, connection.begin():
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('theirs')"))
    loaded(address, stories())


def test_an_empty_database_is_told(address: str) -> None:
    with Database(address) as database, database.connected():
        pass
    with pytest.raises(DatabaseError, match="holds no records; load some with: caseline load"):
        _check(address)


def test_a_database_that_cannot_hold_every_text_is_refused() -> None:
    url = new_postgres("LATIN1")
    try:
        with pytest.raises(DatabaseError, match="is a database of LATIN1, which cannot hold every text"):
            loaded(url, stories())
    finally:
        drop_postgres(url)


def test_a_change_of_the_tables_needs_a_migration(address: str) -> None:
    """The control of the comparison, the other way round."""
    loaded(address, [])
    column: Column[str] = Column("new", Text)
    T["cases"].append_column(column)
    try:
        assert len(_differences(address)) == 1
    finally:
        T["cases"]._columns.remove(column)
