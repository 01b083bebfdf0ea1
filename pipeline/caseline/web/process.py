"""One worker process, seen from the service."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from pydantic import ValidationError

from caseline.errors import ConfigError
from caseline.web.errors import ServiceError
from caseline.web.messages import ANSWER, LONGEST_LINE, Failed, Paper, Ready, Record, Unusable, line


class WorkerLost(Exception):  # noqa: N818 - it is what happened, not what to mend
    """A worker process ended, or said what no worker says."""


class Worker:
    """A process that reads one paper at a time; whoever gives up on it has to end it."""

    def __init__(self, process: Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise WorkerLost("it has no pipes")
        self._process = process
        self._incoming = process.stdout
        self._outgoing = process.stdin

    @classmethod
    async def start(cls, command: Sequence[str]) -> Worker:
        """Starts the process, which has yet to load its pipeline.

        Raises:
            WorkerLost: When it does not start.
        """
        try:
            # A session of its own: Ctrl-C in a terminal is for the service, which then ends its workers.
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE, start_new_session=True
            )
        except OSError as error:
            raise WorkerLost(f"it does not start: {error.strerror}") from error
        return cls(process)

    @property
    def alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None

    async def ready(self) -> Ready:
        """Returns what the worker tells of its pipeline, once it is loaded.

        Raises:
            ConfigError: When no worker can load it.
            WorkerLost: When this one cannot.
        """
        message, _ = await self._hear()
        if isinstance(message, Unusable):
            raise ConfigError(message.reason)
        if not isinstance(message, Ready):
            raise WorkerLost(f"it began with {message.kind!r}")
        return message

    async def read(self, paper: Paper, data: bytes) -> bytes:
        """Returns a paper's record.

        Raises:
            ServiceError: When the paper gives none.
            WorkerLost: When the process broke down.
        """
        try:
            self._outgoing.writelines((line(paper), data))
            await self._outgoing.drain()
        except ConnectionError as error:
            raise WorkerLost(await self._end()) from error
        message, record = await self._hear()
        if isinstance(message, Failed):
            found = message.problem
            raise ServiceError(found.code, found.reason, where=found.where)
        if not isinstance(message, Record):
            raise WorkerLost(f"it answered with {message.kind!r}")
        return record

    def kill(self) -> None:
        """Ends the process at once, if it has not ended."""
        self._outgoing.close()
        if self.alive:
            # It may have ended without our knowing yet.
            with suppress(ProcessLookupError):
                self._process.kill()

    async def gone(self) -> None:
        """Waits for the end of the process."""
        await self._process.wait()

    async def _hear(self) -> tuple[Ready | Unusable | Record | Failed, bytes]:
        try:
            message = ANSWER.validate_json(await self._incoming.readuntil(b"\n"))
            size = message.size if isinstance(message, Record) else 0
            return message, await self._incoming.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerLost(await self._end()) from error
        except (asyncio.LimitOverrunError, ValidationError) as error:
            raise WorkerLost("it sent no message") from error

    async def _end(self) -> str:
        """Returns how the process ended; it has closed its pipes, so it is ended if it has not."""
        try:
            status = await asyncio.wait_for(self._process.wait(), timeout=1)
        except TimeoutError:
            return "it closed its pipes"
        return describe(status)


def describe(status: int) -> str:
    """Returns an exit status in words, such as "killed by SIGSEGV"."""
    if status >= 0:
        return f"exit status {status}"
    if sys.platform == "win32":
        return f"status {status}"
    try:
        return f"killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"killed by signal {-status}"
