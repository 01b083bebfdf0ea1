"""Places: so many, and no more; all left when the service stops."""

from __future__ import annotations

import asyncio

import pytest

from caseline.web.desk import Desk
from caseline.web.errors import ErrorCode, ServiceError


def test_places_are_given_back() -> None:
    async def scenario() -> None:
        desk = Desk(1)
        for _ in range(3):
            with desk.place(seconds=0):
                assert desk.taken == 1
        with pytest.raises(ZeroDivisionError), desk.place(seconds=0):
            _ = 1 / 0
        assert desk.taken == 0

    asyncio.run(scenario())


@pytest.mark.parametrize(("seconds", "after"), [(0.0, "1"), (2.1, "3"), (60.0, "60")])
def test_more_are_refused(seconds: float, after: str) -> None:
    async def scenario() -> None:
        desk = Desk(1)
        with desk.place(seconds=0), pytest.raises(ServiceError) as caught, desk.place(seconds=seconds):
            pass
        assert caught.value.problem.code is ErrorCode.BUSY
        assert caught.value.headers == {"Retry-After": after}
        assert desk.taken == 0

    asyncio.run(scenario())


def test_closing_sends_everybody_away() -> None:
    async def scenario() -> None:
        desk = Desk(2)

        async def call() -> None:
            with desk.place(seconds=0):
                await asyncio.sleep(60)

        calls = [asyncio.create_task(call()) for _ in range(2)]
        await asyncio.sleep(0)
        desk.close()
        for error in await asyncio.gather(*calls, return_exceptions=True):
            assert isinstance(error, ServiceError)
            assert error.problem.code is ErrorCode.NOT_READY
        with pytest.raises(ServiceError), desk.place(seconds=0):
            pass
        assert desk.taken == 0

    asyncio.run(scenario())
