"""The count of steps tells linear work from quadratic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from caseline.nlp.nesting import holders
from tests.operations import TWICE, growth, operations


def each(size: int) -> Callable[[], object]:
    return lambda: holders([(place, place + 1) for place in range(size)])


def with_each(size: int) -> Callable[[], object]:
    bounds = [(place, place + 1) for place in range(size)]
    return lambda: [holders([one, other]) for one in bounds for other in bounds]


@pytest.mark.parametrize(
    ("prepare", "is_linear"),
    [pytest.param(each, True, id="linear"), pytest.param(with_each, False, id="quadratic")],
)
def test_growth(prepare: Callable[[int], Callable[[], object]], *, is_linear: bool) -> None:
    assert (growth(prepare, 20) < TWICE) is is_linear


def test_only_our_own_functions_count() -> None:
    assert operations(lambda: sorted(range(1000), key=lambda place: -place)) == 0
    assert operations(each(10)) == operations(each(10)) > 100
