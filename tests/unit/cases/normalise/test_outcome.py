"""Outcomes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.outcome import is_lasting, outcome_status
from caseline.schema.case import OutcomeStatus

_WORDINGS = {
    OutcomeStatus.RECOVERED: [
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
        "recovered with residual paresis",
        "with residual weakness",
        "with sequelae",
        "permanent hearing loss",
        "healed with scarring",
    ],
    OutcomeStatus.FATAL: [
        "died",
        "succumbed to the condition",
        "led to death",
        "fatal outcome",
        "passed away",
        "autopsy",
        "post-mortem examination",
        "could not be resuscitated",
    ],
    OutcomeStatus.UNKNOWN: ["lost to follow-up", "outcome unknown"],
    None: ["remains stable", "survived", "no deaths", "near-fatal", "stable disease", "was seen again", ""],
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


def test_what_stays_is_lasting() -> None:
    assert is_lasting("is permanent")
    assert is_lasting("still has")
    assert not is_lasting("did not improve")
