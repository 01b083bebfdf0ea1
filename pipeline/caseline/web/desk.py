"""Who is being served: so many calls at once, the next refused at once, all sent away at the end."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from caseline.web.errors import ErrorCode, ServiceError


class Desk:
    """The places of the service.

    Args:
        places: How many calls are served at once, those that wait among them.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._scopes: set[anyio.CancelScope] = set()
        self._closed = False

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return len(self._scopes)

    @contextmanager
    def place(self, *, seconds: float) -> Iterator[None]:
        """Gives a place for as long as the block runs, or refuses.

        Args:
            seconds: How long until a place is free, by guess.

        Raises:
            ServiceError: When none is free, or when the service stops in between.
        """
        if self._closed:
            raise _stopping()
        if self.taken >= self._places:
            wait = max(1, math.ceil(seconds))
            reason = f"all {self._places} places are taken; try again in {wait} s"
            raise ServiceError(ErrorCode.BUSY, reason, headers={"Retry-After": str(wait)})
        with anyio.CancelScope() as scope:
            self._scopes.add(scope)
            try:
                yield
            finally:
                self._scopes.discard(scope)
        if scope.cancelled_caught:
            raise _stopping()

    def close(self) -> None:
        """Sends everybody away, and whoever comes later."""
        self._closed = True
        for scope in self._scopes:
            scope.cancel()


def _stopping() -> ServiceError:
    return ServiceError(ErrorCode.NOT_READY, "the service is stopping; try again when it is back")
