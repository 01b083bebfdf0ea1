"""Large loads do without the indexes, which are there again afterwards, also after a load that was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from caseline.cli import app, storing
from caseline.store.engine import Database
from caseline.store.indexes import missing, set_aside
from caseline.store.upgrade import upgrade
from tests.unit.store.stories import loaded, stories

ROOT = Path(__file__).parents[3]
COUNT = 9


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'cases.db'}"


def _missing(url: str) -> int:
    with Database(url) as database, database.connected() as connection:
        return len(missing(connection))


def test_they_are_away_in_the_block_only(url: str) -> None:
    loaded(url, stories())
    with Database(url) as database, set_aside(database):
        assert _missing(url) == COUNT
    assert _missing(url) == 0


def test_they_come_back_after_an_error(url: str) -> None:
    loaded(url, stories())
    with pytest.raises(KeyboardInterrupt), Database(url) as database, set_aside(database):
        raise KeyboardInterrupt
    assert _missing(url) == 0


def test_the_next_load_makes_what_a_killed_one_left_away(url: str) -> None:
    loaded(url, stories())
    script = (
        "import os, signal, sys; from caseline.store.engine import Database\n"
        "from caseline.store.indexes import set_aside\n"
        "with Database(sys.argv[1]) as database, set_aside(database):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert _missing(url) == COUNT
    with Database(url) as database:
        upgrade(database)
    assert _missing(url) == 0


@pytest.mark.parametrize("large", [True, False])
def test_a_large_load_is_like_a_small_one(
    url: str, tmp_path: Path, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes and no indexes meanwhile, or one and all the while: nobody can tell afterwards."""
    monkeypatch.setattr(storing, "_LARGE", 0 if large else 10**9)
    monkeypatch.setattr(storing, "_is_worth_it", lambda *_: large)
    lines = [report.to_json() for report in stories()]
    lines.insert(2, '{"broken": 1}')
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(app, ["load", str(path), "--db", url])
    assert result.exit_code == 1
    assert "line 3: not a record" in result.stderr
    assert "4 records: 4 new" in result.stderr
    assert _missing(url) == 0
    with Database(url, readonly=True) as database, database.reading() as connection:
        stored = connection.execute(text("SELECT json FROM records ORDER BY source")).scalars().all()
    assert stored == sorted((lines[0], lines[1], *lines[3:]), key=lambda line: line.split('"source":')[1])
