"""What forms say of a drug in so many words."""

import pytest

from caseline.cases.action_fields import action_told, challenges
from tests.unit.cases.test_actions import action


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        pytest.param("action taken with ", ": permanently withdrawn on 3 may", "withdrawn", id="colon"),
        pytest.param("action taken with ", " was reported as dose reduced", "reduced", id="reported-as"),
        pytest.param("action taken with ", " (oral) was dose not changed", "unchanged", id="not-changed"),
        pytest.param(
            "action taken with a: withdrawn; ", ": no change", "unchanged", id="the-second-of-a-list"
        ),
        pytest.param("action taken with ", ": dose increased", "increased", id="increased"),
        pytest.param("action taken with ", ": switched to senna", "withdrawn", id="switched"),
        pytest.param("action taken with ", ": not withdrawn", "unchanged", id="not-withdrawn"),
        pytest.param("action taken with ", ": dose not reduced", "unchanged", id="not-reduced"),
        pytest.param("action taken with ", ": unknown", None, id="unknown"),
        pytest.param("action taken with ", " was not applicable", None, id="not-applicable"),
        pytest.param("the outcome of ", ": withdrawn", None, id="no-action"),
        pytest.param("action taken. she took ", ": withdrawn", None, id="of-another-sentence"),
    ],
)
def test_action_told(before: str, behind: str, expected: str | None) -> None:
    assert action_told(before, behind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("dechallenge: positive.", [(False, "positive")], id="colon"),
        pytest.param(
            "dechallenge positive, rechallenge not done.", [(False, "positive"), (True, None)], id="both"
        ),
        pytest.param("(rechallenge negative)", [(True, "negative")], id="brackets"),
        pytest.param("rechallenge with kava was positive.", [(True, "positive")], id="with-the-drug"),
        pytest.param("there was a positive re-challenge.", [(True, "positive")], id="adjective"),
        pytest.param("dechallenge was not applicable.", [(False, None)], id="not-applicable"),
        pytest.param("on rechallenge the rash came back.", [], id="a-story"),
        pytest.param("the positive test after dechallenge faded.", [], id="another-positive"),
    ],
)
def test_challenges(text: str, expected: list[tuple[bool, str | None]]) -> None:
    assert list(challenges(text)) == expected


def test_what_a_form_says_outweighs_the_story() -> None:
    found = action("She took [kava](DRUG). It was stopped. The rash did not go. Dechallenge: positive.")
    assert found.dechallenge == "positive"
    found = action("[Kava](DRUG) was stopped. Dechallenge positive, rechallenge not done.")
    assert (found.taken, found.dechallenge, found.rechallenge) == ("withdrawn", "positive", None)
    found = action("Action taken with [senna](DRUG): withdrawn; [kava](DRUG): dose not changed.")
    assert found.taken == "unchanged"


def test_a_challenge_of_another_drug_is_not_this_one_s() -> None:
    found = action("She took [kava](DRUG). Rechallenge with [senna](DRUG): positive.")
    assert found.rechallenge is None
    found = action("She took [kava](DRUG). Rechallenge: positive.", only_suspect=False)
    assert found.rechallenge is None
