"""Lists of effects and causes."""

import pytest

from caseline.nlp.enumeration import SOURCE, find_inabilities, find_items
from caseline.nlp.layers import PATTERN
from tests.marked import blank


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        pytest.param(
            "Known side effects include nausea, dry mouth and swelling of the ankles.",
            ["nausea", "dry mouth", "swelling of the ankles"],
            id="no-oxford-comma",
        ),
        pytest.param(
            "Its adverse effects, such as itching, redness of the hands and feet, and hiccups, are mild.",
            ["itching", "redness of the hands and feet", "hiccups"],
            id="oxford-comma-keeps-inner-and",
        ),
        pytest.param(
            "There are several causes of tremor, including cold weather, strong coffee, and others.",
            ["cold weather", "strong coffee"],
            id="causes-without-others",
        ),
        pytest.param("She took the tablets, such as they were, and slept.", [], id="no-cue"),
        pytest.param("The causes were never found.", [], id="no-list"),
        pytest.param("Symptoms including fever had gone by then.", ["fever"], id="stops-at-verb"),
    ],
)
def test_items(sentence: str, items: list[str]) -> None:
    assert [sentence[start:end] for start, end, _ in find_items(sentence)] == items


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("I couldn't lift my right arm that day.", ["couldn't lift my right arm"], id="limb"),
        pytest.param("HE COULD NOT STAND UP OR SPEAK.", ["COULD NOT STAND UP"], id="capitals"),
        pytest.param("She was unable to make a fist.", ["unable to make a fist"], id="unable"),
        pytest.param("She can't keep anything down.", ["can't keep anything down"], id="food"),
        pytest.param("She couldn't see, and fell.", ["couldn't see"], id="clause-ends"),
        pytest.param("We could not see a reason, nor use the drug.", [], id="something-else"),
        pytest.param("The cause could not be found.", [], id="no-movement"),
        pytest.param("She could walk again.", [], id="able"),
    ],
)
def test_inabilities(sentence: str, told: list[str]) -> None:
    assert [sentence[start:end] for start, end, _ in find_inabilities(sentence)] == told


def test_causes_are_told_from_effects() -> None:
    assert [causes for *_, causes in find_items("Causes of a cough include smoke and dust.")] == [True, True]
    assert [causes for *_, causes in find_items("Side effects include cough.")] == [False]


def test_second_run_adds_nothing() -> None:
    nlp = blank()
    component = nlp.add_pipe("caseline_enumerations")
    doc = nlp("Side effects include cough and hiccups.")
    once = [span.text for span in doc.spans[PATTERN]]
    component(doc)
    assert once == [span.text for span in doc.spans[PATTERN]] == ["cough", "hiccups"]
    assert {span.id_ for span in doc.spans[PATTERN]} == {SOURCE}
