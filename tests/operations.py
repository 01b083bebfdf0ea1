"""How much work is done, in steps of the interpreter rather than in seconds, so that a busy machine tells the same."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, TypeVar, overload

T = TypeVar("T")

# What twice as much may cost: twice, and what a sort takes more.
TWICE = 2.3


def operations(work: Callable[[], object]) -> int:
    """Returns how many lines of Caseline's own functions some work runs through.

    What runs in C (a slice, a search, `in`) counts as one, however long it is.
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        nonlocal count
        if not frame.f_globals.get("__name__", "").startswith("caseline"):
            return None
        # Opcodes would be finer, but Python 3.12 does not tell of those of a frame that is entered under a trace.
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(prepare: Callable[[int], Callable[[], object]], size: int) -> float:
    """Returns how many times the work of `size` the work of twice `size` takes.

    Args:
        prepare: Returns the work of a size; what it does itself does not count.
        size: Large enough that what is done once for all is little beside it.
    """
    prepare(size)()  # what is remembered for good is in place
    small, large = operations(prepare(size)), operations(prepare(2 * size))
    return large / small


class Counted(Sequence[T]):
    """A sequence that counts how often it is looked into."""

    def __init__(self, items: Sequence[T]) -> None:
        self._items = items
        self.looks = 0

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        self.looks += 1 if isinstance(place, int) else len(self._items[place])
        return self._items[place]
