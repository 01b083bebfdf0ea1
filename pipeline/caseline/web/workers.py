"""The worker processes of the service: kept alive, lent to one paper at a time, replaced when lost."""

from __future__ import annotations

import asyncio
import logging
import math
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol, Self

import anyio

from caseline.errors import ConfigError
from caseline.web.errors import ErrorCode, ServiceError
from caseline.web.messages import Paper, Ready
from caseline.web.process import Worker, WorkerLost
from caseline.web.settings import Settings

log = logging.getLogger(__name__)

# A worker ends itself so many seconds after the service should have ended it, should that be gone.
_ALARM = 10
# Loading takes some seconds; on a machine that is out of memory it may never end.
_LONGEST_LOADING = 600.0
_MOST_VAIN_STARTS = 3
_LONGEST_PAUSE = 30.0
# Seconds that a paper is taken to need before any was read.
_USUAL = 2.0


class Readers(Protocol):
    """What reads papers for the service; entered when it starts, left when it stops."""

    @property
    def made(self) -> Ready | None:
        """What the pipeline is, once it is loaded."""

    @property
    def living(self) -> int:
        """How many have their pipeline loaded."""

    @property
    def failure(self) -> str | None:
        """Why the pipeline cannot be loaded, if so."""

    @property
    def seconds(self) -> float:
        """How long a paper took, of late."""

    async def read(self, paper: Paper, data: bytes) -> bytes:
        """Returns a paper's record; cancelled, it stops the work."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Workers:
    """Worker processes, each with a pipeline of its own.

    Args:
        settings: How many, which pipeline, and how long a paper may take.
        command: What starts one, in place of the usual.
        on_failure: Told once that, and why, no worker can be had at all.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        command: Sequence[str] | None = None,
        on_failure: Callable[[str], None] | None = None,
    ) -> None:
        self._settings = settings
        self._command = tuple(command or _command(settings))
        self._on_failure = on_failure
        # None wakes whoever waits when no worker will ever come.
        self._idle: asyncio.Queue[Worker | None] = asyncio.Queue()
        self._loaded: set[Worker] = set()
        self._first = asyncio.Event()
        self._turns = asyncio.Semaphore(settings.workers)
        self.made: Ready | None = None
        self.failure: str | None = None
        self.seconds = _USUAL

    @property
    def living(self) -> int:
        """How many have their pipeline loaded."""
        return sum(worker.alive for worker in self._loaded)

    async def __aenter__(self) -> Self:
        self._idle, self._first = asyncio.Queue(), asyncio.Event()
        self._turns = asyncio.Semaphore(self._settings.workers)
        self._keepers = anyio.create_task_group()
        await self._keepers.__aenter__()
        for _ in range(self._settings.workers):
            self._keepers.start_soon(self._keep)
        for _ in range(self._settings.spare):
            self._keepers.start_soon(self._keep_spare)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._keepers.cancel_scope.cancel()
        await self._keepers.__aexit__(kind, error, trace)

    async def read(self, paper: Paper, data: bytes) -> bytes:
        """Returns a paper's record, as `caseline extract` writes it; cancelled, it ends the work.

        Raises:
            ServiceError: When there is none.
        """
        async with self._turns:
            return await self._read(await self._free(), paper, data)

    async def _read(self, worker: Worker, paper: Paper, data: bytes) -> bytes:
        began = time.monotonic()
        whole = False
        try:
            with anyio.fail_after(self._settings.timeout):
                record = await worker.read(paper, data)
            whole = True
        except ServiceError:
            whole = True
            raise
        except TimeoutError as error:
            raise self._too_slow() from error
        except WorkerLost as error:
            raise _broken(error) from error
        finally:
            if whole:
                self._idle.put_nowait(worker)
            else:
                worker.kill()
        self.seconds += (time.monotonic() - began - self.seconds) / 5
        return record

    async def _free(self) -> Worker:
        while True:
            worker = await self._idle.get()
            if worker is None:
                self._idle.put_nowait(None)
                raise ServiceError(ErrorCode.NOT_READY, self.failure or "no worker can be had")
            if worker.alive:
                return worker

    async def _keep_spare(self) -> None:
        """Keeps one more worker, which does not hold up the loading of the first."""
        await self._first.wait()
        await self._keep()

    async def _keep(self) -> None:
        """Keeps one worker: starts it, waits for its end, starts the next."""
        vain = 0
        while self.failure is None:
            try:
                await self._one_life()
                vain = 0
            except ConfigError as error:
                self._fail(str(error))
            except (WorkerLost, TimeoutError) as error:
                vain += 1
                log.warning("a worker cannot start: %s", error or "loading takes too long")
                if vain >= _MOST_VAIN_STARTS and self.made is None:
                    self._fail(f"no worker can start: {error or 'loading takes too long'}")
                await asyncio.sleep(min(2.0**vain / 2, _LONGEST_PAUSE))

    async def _one_life(self) -> None:
        # Called off half way, a process would be there and nobody's.
        with anyio.CancelScope(shield=True):
            worker = await Worker.start(self._command)
        try:
            with anyio.fail_after(_LONGEST_LOADING):
                made = await worker.ready()
            if self.made is None:
                log.info("ready")
            self.made = made
            self._first.set()
            self._loaded.add(worker)
            self._idle.put_nowait(worker)
            await worker.gone()
        finally:
            self._loaded.discard(worker)
            worker.kill()
            with anyio.CancelScope(shield=True):
                await worker.gone()

    def _fail(self, reason: str) -> None:
        if self.failure is None:
            self.failure = reason
            self._idle.put_nowait(None)
            if self._on_failure:
                self._on_failure(reason)

    def _too_slow(self) -> ServiceError:
        return ServiceError(
            ErrorCode.TIMEOUT,
            f"reading took longer than {self._settings.timeout:g} seconds and was stopped; send a shorter "
            "paper, or start the service with a longer --timeout",
        )


def _broken(error: WorkerLost) -> ServiceError:
    log.error("a worker broke down: %s", error)
    reason = f"the process that read this paper broke down ({error}), which is a fault of Caseline"
    return ServiceError(ErrorCode.CRASHED, reason)


def _command(settings: Settings) -> tuple[str, ...]:
    # -P: a file named like a module, in the folder the service was started in, is not run.
    seconds = math.ceil(settings.timeout) + _ALARM
    return (sys.executable, "-P", "-m", "caseline.web.worker", settings.config, str(seconds))
