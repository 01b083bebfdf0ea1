"""Functions that were absent are signs."""

import pytest

from caseline.nlp.absences import cuts_absence, find_absences, is_absence
from caseline.schema.mention import Label


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param(
            "A year on he had no smell and little taste.", ["no smell", "little taste"], id="senses"
        ),
        pytest.param(
            "She still had no appetite and no urine output.", ["no appetite", "no urine output"], id="two"
        ),
        pytest.param("No pulse was felt.", ["No pulse"], id="passive"),
        pytest.param("There was no sensation below the knee.", ["no sensation"], id="place"),
        pytest.param("The scan found no fetal heartbeat.", ["no fetal heartbeat"], id="fetus"),
        pytest.param(
            "No response to painful stimuli, GCS 3.", ["No response to painful stimuli"], id="response"
        ),
        pytest.param("He denied hearing loss and had no vision changes.", [], id="denied"),
        pytest.param("No hearing, speech or gait problems.", [], id="list-of-problems"),
        pytest.param("There was no change in appetite and no taste disturbance.", [], id="no-change"),
        pytest.param("No rash was seen.", [], id="sign"),
        pytest.param("No reflex testing was done; no speech therapy followed.", [], id="not-done"),
    ],
)
def test_absences(sentence: str, told: list[str]) -> None:
    assert [sentence[start:end] for start, end in find_absences(sentence)] == told


def test_a_part_of_an_absence_is_no_sign_and_no_ending() -> None:
    text = "At one year he had no smell. The rash was gone, with no itch."
    smell = text.index("smell")
    assert cuts_absence(Label.EVENT, text, smell, smell + len("smell"))
    assert cuts_absence(Label.OUTCOME, text, smell - len("no "), smell + len("smell"))
    assert not cuts_absence(Label.EVENT, text, smell - len("no "), smell + len("smell"))
    assert not cuts_absence(Label.OUTCOME, text, text.index("no itch"), len(text) - 1)
    assert is_absence("no smell")
    assert not is_absence("no itch")
