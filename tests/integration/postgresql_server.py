"""A PostgreSQL server of our own, for as long as tests ask it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Names a database that is there already, which the tests may fill.
GIVEN = "CASELINE_TEST_POSTGRESQL"
_DEBIAN = Path("/usr/lib/postgresql")
_OWNER = "postgres"


def programs() -> Path | None:
    """Returns the folder of initdb and pg_ctl, where PostgreSQL is installed."""
    found = shutil.which("initdb")
    newest = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return Path(found).parent if found else newest[-1].parent if newest else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Starts a server with its files in `folder`, and gives the URL of an empty database."""
    known = programs()
    assert known
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    data, options = str(folder / "data"), f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _as_owner(known / "initdb", "-D", data, "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C")
    _as_owner(known / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield f"postgresql://{_OWNER}@127.0.0.1:{port}/{_OWNER}"
    finally:
        _as_owner(known / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _as_owner(*command: str | Path) -> None:
    """Runs a program; as root it is run by PostgreSQL's own user, for it refuses root."""
    prefix = ["runuser", "-u", _OWNER, "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryFile() as said:
        # A pipe would stay open as long as the server runs.
        done = subprocess.run([*prefix, *map(str, command)], stdout=said, stderr=said, check=False, cwd="/")
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")
