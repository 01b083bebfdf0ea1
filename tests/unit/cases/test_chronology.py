"""Points and distances resolved to days from one of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.chronology import Chronology, Point
from caseline.cases.normalise.distance import Days

START, ONSET, VISIT = Point("start", "d1"), Point("onset", "e1"), Point("state")


def test_a_chain_adds_up() -> None:
    chronology = Chronology()
    chronology.add(START, ONSET, Days(3, 3))
    chronology.add(ONSET, VISIT, Days(14, 14))
    assert chronology.resolve(START)[VISIT] == Days(17, 17)


def test_links_count_backwards_too() -> None:
    chronology = Chronology()
    chronology.add(VISIT, START, Days(-35, -35))
    assert chronology.resolve(START)[VISIT] == Days(35, 35)


def test_of_two_ways_the_narrower_counts() -> None:
    chronology = Chronology()
    chronology.add(START, ONSET, Days(0, 30))
    chronology.add(START, ONSET, Days(9, 11))
    assert chronology.resolve(START)[ONSET] == Days(9, 11)


def test_of_two_equal_ways_the_first_told_counts() -> None:
    chronology = Chronology()
    chronology.add(START, ONSET, Days(3, 3))
    chronology.add(START, ONSET, Days(5, 5))
    assert chronology.resolve(START)[ONSET] == Days(3, 3)


def test_what_only_comes_later_has_one_bound() -> None:
    chronology = Chronology()
    chronology.add(START, ONSET, Days(0, None))
    chronology.add(ONSET, VISIT, Days(2, 3))
    assert chronology.resolve(START)[VISIT] == Days(2, None)


def test_what_no_link_reaches_is_left_out() -> None:
    chronology = Chronology()
    chronology.add(ONSET, VISIT, Days(1, 1))
    assert chronology.resolve(START) == {START: Days(0, 0)}


def test_nothing_is_known_from_two_open_ends() -> None:
    chronology = Chronology()
    chronology.add(ONSET, START, Days(0, None))
    chronology.add(ONSET, VISIT, Days(0, None))
    assert VISIT not in chronology.resolve(START)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(-40, 40)), max_size=12))
def test_exact_links_that_agree_resolve_to_their_places(links: list[tuple[int, int, int]]) -> None:
    places = {number: number * 5 for number in range(7)}
    chronology = Chronology()
    for first, second, _ in links:
        distance = float(places[second] - places[first])
        chronology.add(Point("state", number=first), Point("state", number=second), Days(distance, distance))
    for point, days in chronology.resolve(Point("state", number=0)).items():
        assert days == Days(places[point.number], places[point.number])
