"""What a therapy rests on."""

import pytest

from caseline.cases.concepts import Concept
from caseline.cases.therapies import therapy_of
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He underwent [lobectomy](THERAPY). After [surgery](THERAPY) he was well.",
            ["lobectomy"],
            id="after-surgery",
        ),
        pytest.param(
            "He underwent [surgery](THERAPY), a [lobectomy](THERAPY).",
            ["surgery", "lobectomy"],
            id="underwent-surgery",
        ),
        pytest.param("After the [operation](THERAPY) he was well.", ["operation"], id="only-told-so"),
        pytest.param("After [lobectomy](THERAPY) he was well.", ["lobectomy"], id="after-what-is-named"),
    ],
)
def test_a_word_that_only_means_an_operation_is_no_evidence(source: str, expected: list[str]) -> None:
    found = narrative(source)
    therapy = therapy_of(
        found,
        Concept(tuple(found.mentions)),
        key="t1",
        for_events=(),
        durations=(),
        doses=(),
        start=None,
        ids=lambda mentions: tuple(f"m{mention.index + 1}" for mention in mentions),
    )
    assert [found.mentions[int(key[1:]) - 1].text for key in therapy.evidence] == expected
