"""Candidates for therapies that are none."""

from typing import NamedTuple

import pytest

from caseline.nlp.procedures import without_no_therapies, without_routes


class Each(NamedTuple):
    """A candidate."""

    start: int
    end: int
    label: str
    source: str = "maccrobat"


@pytest.mark.parametrize(
    ("words", "start", "end", "is_kept"),
    [
        pytest.param("the chest was opened", 3, 4, False, id="step"),
        pytest.param("the excised mass", 1, 2, False, id="attribute"),
        pytest.param("the mass was excised", 3, 4, True, id="predicate"),
        pytest.param("our cardiac surgery department", 1, 3, False, id="place"),
        pytest.param("she was pacing the hall", 2, 3, False, id="walking"),
        pytest.param("cardiac pacing the next day", 1, 2, True, id="pacing-the-heart"),
        pytest.param("pacing was begun", 0, 1, True, id="pacing"),
        pytest.param("over anticoagulation was found", 1, 2, False, id="too-much"),
        pytest.param("full anticoagulation was begun", 1, 2, True, id="anticoagulation"),
        pytest.param("our cardiac surgery went well", 1, 3, True, id="surgery"),
    ],
)
def test_leaves_out_what_names_no_therapy(words: str, start: int, end: int, is_kept: bool) -> None:
    each = Each(start, end, "THERAPY")
    assert without_no_therapies([each], words.split()) == ([each] if is_kept else [])


def test_a_route_that_is_a_therapy_is_none() -> None:
    therapy, route = Each(0, 2, "THERAPY"), Each(0, 2, "ROUTE", "phee")
    written = Each(0, 1, "ROUTE", "pattern")
    assert without_routes([therapy, route]) == [therapy]
    assert without_routes([route]) == [route]
    assert without_routes([therapy, route, written]) == [therapy, route, written]
    told = therapy._replace(source="pattern")
    assert without_routes([told, route._replace(source="pattern")]) == [told]
