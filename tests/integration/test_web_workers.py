"""Worker processes that hang, break down and chatter, with the stub pipeline in them."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from caseline.schema.report import CaseReport
from caseline.web.errors import ErrorCode, ServiceError
from caseline.web.messages import Paper, line
from caseline.web.process import describe
from caseline.web.settings import Settings
from caseline.web.workers import Workers
from tests.integration import stub_worker
from tests.integration.papers import MAN

ROOT = Path(__file__).parents[2]
# As Python would start it, so that it finds the tests.
COMMAND = (sys.executable, "-m", "tests.integration.stub_worker")
Scenario = Callable[[Workers], Awaitable[None]]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def during(scenario: Scenario, *, config: str = "default", spare: int = 0, **settings: Any) -> Workers:
    """Runs a scenario with workers, and returns them when they are gone."""

    async def run() -> Workers:
        async with Workers(Settings(spare=spare, **settings), command=(*COMMAND, config, "30")) as workers:
            await scenario(workers)
        return workers

    return asyncio.run(run())


async def read(workers: Workers, text: str) -> CaseReport:
    data = text.encode()
    return CaseReport.from_json(await workers.read(Paper(size=len(data), name="a.txt"), data))


async def problem(workers: Workers, text: str) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        await read(workers, text)
    return caught.value


def test_papers_are_read_by_a_process_that_stays() -> None:
    async def scenario(workers: Workers) -> None:
        first, second = await read(workers, MAN), await read(workers, MAN)
        assert first == second
        assert first.document.text == MAN
        assert workers.living == 1
        assert workers.made
        assert workers.made.model is None

    assert during(scenario).living == 0


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        pytest.param(" ", ErrorCode.UNREADABLE, "a.txt: is empty", id="empty"),
        pytest.param("TOO MUCH", ErrorCode.FAULT, "ValueError in stub_pipeline.py", id="fault"),
    ],
)
def test_a_paper_without_a_record_costs_no_worker(text: str, code: ErrorCode, reason: str) -> None:
    async def scenario(workers: Workers) -> None:
        found = await problem(workers, text)
        assert found.problem.code is code
        assert reason in found.problem.reason
        assert workers.living == 1
        assert (await read(workers, MAN)).cases

    during(scenario)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(stub_worker.SEGFAULT, "killed by SIGSEGV", id="segfault"),
        pytest.param(stub_worker.LEAVE, "exit status 3", id="leaves"),
        pytest.param(stub_worker.BURST, "exit status 1", id="unforeseen-error"),
    ],
)
def test_a_worker_that_breaks_down_is_replaced(
    text: str, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async def scenario(workers: Workers) -> None:
        found = await problem(workers, text)
        assert found.problem.code is ErrorCode.CRASHED
        assert reason in found.problem.reason
        assert (await read(workers, MAN)).cases

    during(scenario)
    said = capfd.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert "A man" not in said.err


@pytest.mark.parametrize("text", [stub_worker.HANG, stub_worker.HANG_HARD], ids=["sleeps", "holds-the-lock"])
def test_a_paper_that_takes_too_long_is_stopped(text: str) -> None:
    async def scenario(workers: Workers) -> None:
        began = time.monotonic()
        await read(workers, MAN)
        loaded = time.monotonic() - began
        found = await problem(workers, text)
        assert found.problem.code is ErrorCode.TIMEOUT
        assert time.monotonic() - began < loaded + 5
        assert (await read(workers, MAN)).cases

    during(scenario, timeout=0.3)


@pytest.mark.parametrize("spare", [0, 1])
def test_a_spare_worker_takes_over_while_another_is_loaded(spare: int) -> None:
    async def scenario(workers: Workers) -> None:
        await read(workers, MAN)
        with anyio.fail_after(20):
            while workers.living < 1 + spare:
                await asyncio.sleep(0.02)
        workers._command = ("sleep", "600")  # which is never loaded
        assert (await problem(workers, stub_worker.HANG)).problem.code is ErrorCode.TIMEOUT
        with anyio.move_on_after(2) as waiting:
            assert (await read(workers, MAN)).cases
        assert waiting.cancelled_caught is (spare == 0)

    during(scenario, spare=spare, timeout=0.3)


def test_a_spare_worker_is_no_further_one() -> None:
    async def scenario(workers: Workers) -> None:
        await read(workers, MAN)
        with anyio.fail_after(20):
            while workers.living < 2:
                await asyncio.sleep(0.02)
        slow = asyncio.create_task(read(workers, stub_worker.HANG))
        await asyncio.sleep(0.1)
        with anyio.move_on_after(0.3) as waiting:
            await read(workers, MAN)
        assert waiting.cancelled_caught
        slow.cancel()

    during(scenario, spare=1)


def test_work_that_is_called_off_is_stopped() -> None:
    async def scenario(workers: Workers) -> None:
        await read(workers, MAN)
        with anyio.move_on_after(0.2):
            await read(workers, stub_worker.HANG)
        assert (await read(workers, MAN)).cases

    during(scenario)


def test_a_call_that_still_waits_costs_no_worker() -> None:
    async def scenario(workers: Workers) -> None:
        await read(workers, MAN)
        slow = asyncio.create_task(read(workers, stub_worker.HANG))
        with anyio.move_on_after(0.2):
            await read(workers, MAN)
        assert workers.living == 1
        slow.cancel()
        assert (await read(workers, MAN)).cases

    during(scenario)


def test_what_a_library_prints_gets_into_no_record(capfd: pytest.CaptureFixture[str]) -> None:
    async def scenario(workers: Workers) -> None:
        assert (await read(workers, stub_worker.CHATTER)).document.text == stub_worker.CHATTER
        assert (await read(workers, MAN)).cases

    during(scenario)
    assert capfd.readouterr() == ("", "")


def test_several_workers_read_at_once() -> None:
    async def scenario(workers: Workers) -> None:
        slow = asyncio.create_task(read(workers, stub_worker.HANG))
        assert (await read(workers, MAN)).cases
        slow.cancel()

    during(scenario, workers=2)


def test_a_worker_lost_while_idle_is_replaced() -> None:
    async def scenario(workers: Workers) -> None:
        await read(workers, MAN)
        (worker,) = workers._loaded
        worker.kill()
        await worker.gone()
        assert (await read(workers, MAN)).cases

    during(scenario)


def test_a_pipeline_that_cannot_be_loaded() -> None:
    told: list[str] = []

    async def run() -> None:
        command = (*COMMAND, "nonsense", "30")
        async with Workers(Settings(workers=2), command=command, on_failure=told.append) as workers:
            with anyio.fail_after(20):
                waiting = await asyncio.gather(*(problem(workers, MAN) for _ in range(3)))
            assert {found.problem.code for found in waiting} == {ErrorCode.NOT_READY}
            assert workers.failure == "no pipeline 'nonsense': name one of\n default"

    asyncio.run(run())
    assert told == ["no pipeline 'nonsense': name one of\n default"]


@pytest.mark.parametrize(
    "command", [("/no/such/program",), ("false",), ("echo", "nonsense")], ids=["missing", "ends", "nonsense"]
)
def test_a_worker_that_never_starts(command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.web.workers._LONGEST_PAUSE", 0.01)
    told: list[str] = []

    async def run() -> None:
        async with Workers(Settings(), command=command, on_failure=told.append) as workers:
            with anyio.fail_after(20):
                while workers.failure is None:
                    await asyncio.sleep(0.02)

    asyncio.run(run())
    (reason,) = told
    assert reason.startswith(("no worker can start: it ", "no worker can start: exit status 1"))


@pytest.mark.parametrize("text", [None, stub_worker.HANG], ids=["idle", "busy"])
def test_a_worker_does_not_outlive_the_service(text: str | None) -> None:
    with subprocess.Popen(
        [*COMMAND, "default", "30"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        assert b"ready" in worker.stdout.readline()
        if text:
            worker.stdin.write(line(Paper(size=len(text))) + text.encode())
            worker.stdin.flush()
            time.sleep(0.3)
        worker.stdin.close()
        assert worker.wait(timeout=10) == 0


@pytest.mark.skipif(os.name != "posix", reason="needs alarms")
def test_a_worker_that_nobody_ends_ends_itself() -> None:
    text = stub_worker.HANG_HARD
    with subprocess.Popen(
        [*COMMAND, "default", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdin
        worker.stdin.write(line(Paper(size=len(text))) + text.encode())
        worker.stdin.flush()
        assert worker.wait(timeout=20) == -signal.SIGALRM


@pytest.mark.parametrize(
    ("status", "words"),
    [(0, "exit status 0"), (-9, "killed by SIGKILL"), (-99, "killed by signal 99")],
)
def test_ends_in_words(status: int, words: str) -> None:
    assert re.fullmatch(words, describe(status))
