"""Records into databases, and questions to them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from caseline.batch.write import replacing
from caseline.cli.program import SOME_FAILED, app
from caseline.commands import USER_ERROR, print_content, say
from caseline.errors import CaselineError, ReadingError

if TYPE_CHECKING:
    from caseline.store.answer import Answer
    from caseline.store.engine import Database
    from caseline.store.load import Change
    from caseline.store.rows import Prepared

DEFAULT_URL: Final = "sqlite:///caseline.db"
# Bytes of records from which on a second process is worth its start.
_LARGE: Final = 5_000_000
_AGE: Final = re.compile(r"(\d+(?:\.\d+)?)?-(\d+(?:\.\d+)?)?|(\d+(?:\.\d+)?)")

Db = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="URL",
        envvar="CASELINE_DB",
        help="Database: sqlite:///FILE, or postgresql://USER@HOST/NAME.",
    ),
]


class Ask(StrEnum):
    """Questions by name; what they give is told in docs/database.md."""

    EVENTS = "events"
    DRUGS = "drugs"
    OUTCOMES = "outcomes"
    THERAPIES = "therapies"
    CASES = "cases"
    SEARCH = "search"
    WITHOUT_CASE = "without-case"
    RUNS = "runs"


class SexAsked(StrEnum):
    """Sexes that cases can be asked for."""

    FEMALE = "female"
    MALE = "male"


@app.command()
def load(
    records: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RECORDS",
            help="Files written by extract, or - for standard input. Without any, only the tables are made.",
        ),
    ] = None,
    *,
    db: Db = DEFAULT_URL,
    upgrade: Annotated[
        bool,
        typer.Option("--upgrade/--no-upgrade", help="Bring the tables of an older Caseline up to date."),
    ] = True,
) -> None:
    """Put records into a database: SQLite, or PostgreSQL. The same record again changes nothing.

    Each record goes in whole or not at all. Needs the extra `store`.
    Exit status: 0 when all is done, 1 when some records could not be read or stored, 2 when none was.
    """
    from caseline.store.extra import need

    need("sqlalchemy", "alembic")
    from caseline.store.indexes import set_aside
    from caseline.store.load import Change, Loader, RefusedRecordError
    from caseline.store.upgrade import State
    from caseline.store.upgrade import upgrade as made_ready

    failures: list[CaselineError] = []

    def note(failure: CaselineError) -> None:
        failures.append(failure)
        say(str(failure))

    counts = dict.fromkeys(Change, 0)
    with _database(db, readonly=False) as database:
        before = made_ready(database, older=upgrade)
        if before is State.OLDER:
            say(f"{database.name}: the tables of an older Caseline were brought up to date")
        size = sum(Path(path).stat().st_size for path in records or [] if Path(path).is_file())
        with (
            set_aside(database) if _is_worth_it(size, database) else nullcontext(),
            database.connected() as connection,
        ):
            loader = Loader(database, connection)
            for prepared in _prepared(records or [], apart=size > _LARGE, on_failure=note):
                try:
                    counts[loader.put(prepared)] += 1
                except RefusedRecordError as refused:
                    note(refused)
        say(f"{database.name}: {_told(counts)}" if records else f"{database.name}: the tables are ready")
    if failures:
        raise typer.Exit(SOME_FAILED if any(counts.values()) else USER_ERROR)


def _is_worth_it(size: int, database: Database) -> bool:
    """Says whether so many bytes of records are loaded faster without the indexes, and these made after them."""
    return database.is_sqlite and size > _LARGE and size > Path(str(database.url.database)).stat().st_size


def _prepared(
    paths: list[str], *, apart: bool, on_failure: Callable[[ReadingError], None]
) -> Iterator[Prepared]:
    """Yields the records of files ready to be stored; what is none is told."""
    from caseline.batch.streamed import stream_pieces
    from caseline.store.ahead import prepare_each

    pieces = ((piece, piece.data) for piece in stream_pieces(paths, on_failure=on_failure))
    for piece, made in prepare_each(pieces, apart=apart and (os.cpu_count() or 1) > 1):
        if isinstance(made, str):
            on_failure(ReadingError(piece.path, made, where=piece.where))
        else:
            yield made


@app.command()
def query(
    question: Annotated[Ask | None, typer.Argument(metavar="QUESTION", help="What to ask.")] = None,
    *,
    db: Db = DEFAULT_URL,
    drug: Annotated[str | None, typer.Option("--drug", help="Name or code of a drug.")] = None,
    event: Annotated[str | None, typer.Option("--event", help="Name or code of an event.")] = None,
    age: Annotated[
        str | None, typer.Option("--age", metavar="LOW-HIGH", help="Years: 60-69, 65-, -17 or 40.")
    ] = None,
    sex: Annotated[SexAsked | None, typer.Option("--sex", help="Sex of the patients.")] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="What to search: a name, a part, a code.")
    ] = None,
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="RUN", help="Ask of this run, not of the last for each document."),
    ] = None,
    sql: Annotated[
        str | None, typer.Option("--sql", metavar="SELECT", help="Ask in SQL; only reads.")
    ] = None,
    tables: Annotated[bool, typer.Option("--tables", help="List tables and columns.")] = False,
    records: Annotated[bool, typer.Option("--records", help="Give the records back as JSON Lines.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV.")] = False,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the answer to this file.")
    ] = None,
) -> None:
    """Ask a database that load has filled; nothing in it is changed.

    events (--drug): what a drug is suspected of, in how many cases, after how many days, how it ended.
    drugs (--event): what is suspected of an event. outcomes (--drug, --event). therapies (--event).
    cases (--age, --sex, --drug, --event). search (--name). without-case. runs.
    """
    from caseline.store.extra import need

    if sum((question is not None, sql is not None, tables, records)) != 1:
        raise CaselineError("give one of: a question by its name, --sql, --tables, --records")
    if as_json and as_csv:
        raise CaselineError("give --json or --csv, not both")
    need("sqlalchemy", "alembic")
    from caseline.store.questions import Question, Wanted, answer, check
    from caseline.store.selection import run_of
    from caseline.store.unload import answer_sql, stored_records, tables_of
    from caseline.store.upgrade import check as check_tables

    wanted = Wanted(drug, event, _band(age), sex and str(sex), name, run)
    if question is not None:
        check(Question(question), wanted)
    elif wanted != Wanted(run=run if records else None):
        raise CaselineError("--sql, --tables and --records take no --drug, --event and the like")
    if records and (as_json or as_csv):
        raise CaselineError("--records gives JSON Lines; leave out --json and --csv")
    with _database(db, readonly=True) as database, database.reading() as connection:
        if sql is None:
            check_tables(database, connection)
        if records:
            lines = stored_records(connection, run_of(connection, run))
            _write((f"{line}\n" for line in lines), out)
            return
        if sql is not None:
            found = answer_sql(database, connection, sql)
        elif question is None:
            found = tables_of(connection)
        else:
            found = answer(connection, Question(question), wanted)
        _show(found, own=sql is not None, as_json=as_json, as_csv=as_csv, out=out)


def _show(answer: Answer, *, own: bool, as_json: bool, as_csv: bool, out: Path | None) -> None:
    from caseline.store import render

    if as_json or (out is not None and out.suffix.lower() == ".json"):
        _write(render.as_json(answer), out)
    elif as_csv or out is not None:
        _write(render.as_csv(answer), out)
    else:
        rows = list(answer.rows)
        if rows:
            print_content(render.as_table(answer._replace(rows=rows), own=own))
        else:
            say("there is nothing that fits; look for names with: caseline query search --name PART")


def _write(pieces: Iterable[str], out: Path | None) -> None:
    if out is None:
        stream = typer.get_binary_stream("stdout")
        for piece in pieces:
            stream.write(piece.encode())
        stream.flush()
        return
    with replacing(out) as file:
        for piece in pieces:
            file.write(piece.encode())


@contextmanager
def _database(db: str, *, readonly: bool) -> Iterator[Database]:
    from caseline.store.engine import Database
    from caseline.store.extra import need

    if db.startswith("postgres"):
        need("psycopg")
    with Database(db, readonly=readonly) as database:
        yield database


def _band(age: str | None) -> tuple[float | None, float | None] | None:
    if age is None:
        return None
    found = _AGE.fullmatch(age.strip())
    low, high, one = found.groups() if found else (None, None, None)
    if low is None and high is None and one is None:
        raise CaselineError(f"--age {age}: is no band of years; give 60-69, 65-, -17 or 40")
    least, most = (
        None if bound is None else float(bound) for bound in ((one, one) if one is not None else (low, high))
    )
    if least is not None and most is not None and least > most:
        raise CaselineError(f"--age {age}: begins after it ends; give the lower age first")
    return least, most


def _told(counts: Mapping[Change, int]) -> str:
    """Returns what became of the records, in words."""
    words = {
        "added": "new",
        "run": "of documents that other runs have read",
        "revised": "in place of earlier ones of their run, which are kept",
        "restored": "earlier ones of their run, which count again",
        "same": "already there",
    }
    total = sum(counts.values())
    told = [f"{count} {words[change]}" for change, count in counts.items() if count]
    return f"{'1 record' if total == 1 else f'{total} records'}{': ' if told else ''}{', '.join(told)}"
