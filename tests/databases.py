"""Databases to test with: SQLite files, and a PostgreSQL server that lives as long as the tests.

`CASELINE_TEST_POSTGRES` names a server by URL, whose user may make databases; else one is started from the programs
that Debian installs. Where there is neither, tests that need one are left out and say so.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

_NUMBERS = count(1)
_PROGRAMS = Path("/usr/lib/postgresql")
NO_SERVER = "no PostgreSQL: set CASELINE_TEST_POSTGRES, or apt-get install postgresql"


@cache
def server() -> str | None:
    """Returns the URL of a server, started if need be, or None where there is none."""
    given = os.environ.get("CASELINE_TEST_POSTGRES")
    if given:
        return given
    found = sorted(_PROGRAMS.glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3].partition(".")[0]))
    return _started(found[-1].parent) if found else None


def _started(programs: Path) -> str:
    folder = Path(tempfile.mkdtemp(prefix="caseline-pg-"))
    # PostgreSQL refuses to run as root.
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        log = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **as_user)
        if log.returncode:
            raise RuntimeError(f"{program}: {log.stdout}{log.stderr}")

    def stop() -> None:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    # Another locale than C, so that a wrong order shows; names are compared by their code points all the same.
    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-F -k '{folder}' -c listen_addresses='' -c max_connections=50"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    atexit.register(stop)
    return f"postgresql://postgres@/postgres?host={folder}"


def new_postgres(encoding: str = "UTF8") -> str:
    """Returns the URL of an empty database of the server; leaves the test out where there is none."""
    url = server()
    if url is None:
        pytest.skip(NO_SERVER)
    name = f"caseline_test_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop_postgres(url: str) -> None:
    """Removes a database that `new_postgres` made."""
    with psycopg.connect(str(server()), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.db"
        return
    url = new_postgres()
    yield url
    drop_postgres(url)


@pytest.fixture
def postgres() -> Iterator[str]:
    """The URL of an empty database of PostgreSQL."""
    url = new_postgres()
    yield url
    drop_postgres(url)
