"""Outcomes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.outcome import is_lasting, outcome_status
from caseline.schema.case import OutcomeStatus

_WORDINGS = {
    OutcomeStatus.RECOVERED: [
        "100% recovered",
        "broke",
        "took 3 days to go away",
        "free of recurrence",
        "returned completely",
        "sinus rhythm returned",
        "regained consciousness",
        "awoke",
        "never came back",
        "did not come back",
        "a good ending",
        "preserved",
        "no pain since",
        "no further seizures were seen",
        "I'm riding my bike again",
        "back to her old self",
        "now normal",
        "resolved",
        "completely resolved after treatment",
        "gradually resolved",
        "made a full recovery",
        "achieved complete remission",
        "no recurrence",
        "did not recur",
        "resolved without sequelae",
        "without any complications",
        "returned to normal",
        "was asymptomatic",
        "completely improved",
        "had settled",
        "gone",
        "felt fine",
        "back at school",
        "in good condition",
    ],
    OutcomeStatus.RECOVERING: [
        "80% recovered",
        "gone down a bit",
        "50% better",
        "clearing",
        "mostly gone",
        "continues to improve",
        "still recovering",
        "no longer spreading",
        "fading",
        "down-trending",
        "getting smaller",
        "half of what it was",
        "not back to his baseline",
        "improved",
        "improving",
        "improvement in bone marrow function",
        "partially resolved",
        "partial remission",
        "nearly resolved",
        "continued to improve",
        "much better but not gone",
        "has not completely resolved",
        "halved",
    ],
    OutcomeStatus.NOT_RECOVERED: [
        "was no better",
        "not much better",
        "continues to have",
        "remains weak",
        "remains",
        "can still be seen",
        "won't go away",
        "hasn't improved",
        "constant",
        "comes and goes",
        "still requires",
        "remains on dialysis",
        "worsened again",
        "since then he has had",
        "did not improve",
        "never recovered",
        "no improvement",
        "failed to respond",
        "persisted",
        "worsened",
        "relapsed",
        "remained unchanged",
        "still ongoing at time of report",
        "did not abate",
        "is permanent",
    ],
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: [
        "left with a limp",
        "settled at 150 µmol/L",
        "mild memory impairment",
        "recovered with residual paresis",
        "with residual weakness",
        "with sequelae",
        "permanent hearing loss",
        "healed with scarring",
    ],
    OutcomeStatus.FATAL: [
        "deceased",
        "passed on 7/9",
        "passed in her sleep",
        "DOD",
        "unable to be revived",
        "died",
        "succumbed to the condition",
        "led to death",
        "fatal outcome",
        "passed away",
        "autopsy",
        "post-mortem examination",
        "could not be resuscitated",
    ],
    OutcomeStatus.UNKNOWN: [
        "not provided",
        "recovery status is unknown",
        "unknown if the patient recovered",
        "lost to follow-up",
        "outcome unknown",
        "no-showed",
        "did not return for review",
        "could not be reached",
    ],
    None: [
        "passed",
        "passed out",
        "not normal",
        "remains stable",
        "survived",
        "no deaths",
        "near-fatal",
        "stable disease",
        "was seen again",
        "",
    ],
}


@pytest.mark.parametrize(
    ("text", "status"),
    [pytest.param(text, status, id=text or "empty") for status, texts in _WORDINGS.items() for text in texts],
)
def test_wordings(text: str, status: OutcomeStatus | None) -> None:
    assert outcome_status(text) is status


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    outcome_status(text)


def test_a_value_passed_is_no_death() -> None:
    assert outcome_status("passed 1.0") is None
    assert outcome_status("passed 3/4") is OutcomeStatus.FATAL


def test_what_stays_is_lasting() -> None:
    assert is_lasting("is permanent")
    assert is_lasting("still has")
    assert is_lasting("persists")
    assert is_lasting("remains on dialysis")
    assert is_lasting("remained")
    assert is_lasting("is still visible")
    assert not is_lasting("remained stable")
    assert not is_lasting("remained on oxygen")
    assert not is_lasting("persisted for two days")
    assert not is_lasting("did not improve")
