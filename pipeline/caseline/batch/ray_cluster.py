"""Where Ray runs: in a cluster that is there, or on this machine for the length of a run."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from caseline.errors import ConfigError

# Room for the results under way; without a bound Ray takes a third of the memory.
_STORE_BYTES = 200_000_000
_REACHED = 5.0  # seconds
# The system takes no socket whose path is over a hundred bytes, and Ray's own folders are most of that.
_LONGEST = 30
_SHORT = "/tmp"  # noqa: S108 - the folder in it has a random name
# Ray prints what happens to actors on standard output, where records may go; a pattern leaves lines out.
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DISABLE_FAILURE_SIGNAL_HANDLER": "1",
    "RAY_ENABLE_AUTO_CONNECT": "0",
    "RAY_DATA_LOG_LEVEL": "CRITICAL",
    "RAY_DEDUP_LOGS": "1",
    "RAY_DEDUP_LOGS_SKIP_REGEX": "^",
}
# Ray listens to the whole network but where it takes a machine for one that cannot be of a cluster; the token
# keeps other users of this machine out, and stands in no file.
# Its workers would otherwise stand behind every other process, and on a busy machine come to nothing.
_ALONE = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_AUTH_TOKEN": secrets.token_hex(32),
    "RAY_worker_niceness": "0",
}


@contextmanager
def connected(address: str | None, *, workers: int) -> Iterator[None]:
    """Connects to a cluster, or starts Ray on this machine and ends it with the block.

    Raises:
        ConfigError: When Ray is not installed, the cluster cannot be reached, or Ray does not start.
    """
    with ExitStack() as stack:
        if address:
            _check(address)
        stack.enter_context(_environment(_QUIET if address else {**_QUIET, **_ALONE}))
        try:
            # Ray reads the environment as it is imported.
            import ray.data  # noqa: PLC0415
        except ImportError as error:
            msg = f"Ray cannot be imported ({error}); install it: pip install 'caseline[ray]'"
            raise ConfigError(msg) from error
        options = _options(address, workers, stack)
        stack.callback(ray.shutdown)
        try:
            with _silent_core():
                ray.init(log_to_driver=False, logging_level=logging.CRITICAL, **options)
        except (ray.exceptions.RayError, OSError, RuntimeError, ValueError) as error:
            where = f"{address}: cannot connect to the Ray cluster" if address else "Ray does not start"
            raise ConfigError(f"{where}: {one_line(error)}") from error
        yield


def one_line(error: Exception) -> str:
    """Returns what Ray says of an error, without its layout and traces."""
    return " ".join(str(error).split())[:300]


def _options(address: str | None, workers: int, stack: ExitStack) -> dict[str, Any]:
    if address:
        return {"address": address}
    usual = gettempdir()
    folder = stack.enter_context(
        TemporaryDirectory(
            prefix="ray-",
            dir=_SHORT if len(usual) > _LONGEST and Path(_SHORT).is_dir() else usual,
            ignore_cleanup_errors=True,
        )
    )
    return {
        "address": "local",
        "num_cpus": workers,
        "include_dashboard": False,
        "object_store_memory": _STORE_BYTES,
        "_temp_dir": folder,
    }


def _check(address: str) -> None:
    """Looks whether anybody is there; Ray would try for a minute, and then write a page."""
    host, _, port = address.rpartition(":")
    if not host or "/" in host or not port.isdecimal():
        raise ConfigError(f"{address}: is no HOST:PORT; name the one that `ray start --head` shows")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _REACHED).close()
    except (OSError, OverflowError) as error:
        raise ConfigError(
            f"{address}: no Ray cluster answers there ({error}); "
            "start one with `ray start --head`, or leave --ray-address out"
        ) from error


@contextmanager
def _silent_core() -> Iterator[None]:
    """Turns standard error off, where Ray's core tells of its level of logging whatever the level."""
    if sys.stderr is None:
        yield
        return
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Sets variables that are not set yet, for as long as the block lasts."""
    added = [name for name in settings if name not in os.environ]
    os.environ.update({name: settings[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
