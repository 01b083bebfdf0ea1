"""Mentions found by where they stand, as by asking each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.cases.clauses import inside
from caseline.cases.narrative import Found
from caseline.cases.places import Places
from caseline.schema.document import SectionName
from caseline.schema.mention import FoundBy, Label
from tests.operations import TWICE, growth

STRETCH = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair)))


def mention(start: int, end: int) -> Found:
    return Found(start, Label.EVENT, start, end, "x", start // 7, SectionName.CASE, FoundBy.NER)


PARTS = st.dictionaries(
    st.sampled_from(["e1", "e2", "e3"]),
    st.lists(STRETCH.map(lambda bounds: mention(*bounds)), max_size=5).map(tuple),
)


@given(PARTS, STRETCH)
def test_inside(parts: dict[str, tuple[Found, ...]], bounds: tuple[int, int]) -> None:
    places = Places.of(parts)
    expected = [(key, each) for key, found in parts.items() for each in inside(found, *bounds)]
    assert places.inside(*bounds) == expected
    assert places.keys_inside(*bounds) == [key for key, found in parts.items() if inside(found, *bounds)]


@given(PARTS, st.integers(0, 4))
def test_in_sentence(parts: dict[str, tuple[Found, ...]], index: int) -> None:
    expected = [(key, each) for key, found in parts.items() for each in found if each.sentence == index]
    assert Places.of(parts).in_sentence(index) == expected


@pytest.mark.parametrize("parts", [pytest.param({}, id="none"), pytest.param({"e1": ()}, id="no-mention")])
def test_nothing_stands_anywhere(parts: dict[str, tuple[Found, ...]]) -> None:
    places = Places.of(parts)
    assert (places.inside(0, 9), places.in_sentence(0)) == ([], [])
    assert dict(places) == parts


def test_places_stay_the_same() -> None:
    places = Places.of({"e1": (mention(0, 3),)})
    assert Places.of(places) is places


def test_a_place_in_twice_the_text_takes_no_more_steps() -> None:
    def prepare(size: int) -> Callable[[], object]:
        places = Places({f"e{place}": (mention(10 * place, 10 * place + 3),) for place in range(size)})
        places.inside(0, 0)
        return lambda: [places.keys_inside(10 * place, 10 * place + 9) for place in range(size)]

    assert growth(prepare, 60) < TWICE
