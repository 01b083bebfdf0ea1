"""Values of the record in words, and foreign text made safe to print."""

from __future__ import annotations

from typing import Any

import pytest

from caseline.printable import REPLACEMENT, printable
from caseline.schema.case import Age, Anchor, Dose, Duration, Onset, Outcome, Patient
from caseline.summary.words import (
    age_words,
    dose_words,
    duration_words,
    joined,
    onset_words,
    outcome_words,
    patient_words,
)

NAMES = {"d1": "voriconazole", "e1": "photopsia"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain", "plain", id="unchanged"),
        pytest.param("naïve β-blocker 胃", "naïve β-blocker 胃", id="unchanged-letters"),
        pytest.param("two\n lines\tand tabs", "two lines and tabs", id="white-space"),
        pytest.param("a\u2028b\u2029c", "a b c", id="separators"),
        pytest.param("\x1b[31mred", f"{REPLACEMENT}[31mred", id="terminal-escape"),
        pytest.param("\x9b31mred", f"{REPLACEMENT}31mred", id="c1-escape"),
        pytest.param("\x1b]0;title\x07", f"{REPLACEMENT}]0;title{REPLACEMENT}", id="terminal-title"),
        pytest.param("ab\u202ecd\u202c", f"ab{REPLACEMENT}cd{REPLACEMENT}", id="bidi-override"),
        pytest.param("a\u2066b\u2069\u200f", f"a{REPLACEMENT}b{REPLACEMENT * 2}", id="bidi-isolate"),
        pytest.param("co\u00adop\u200bera\ufefftion", "cooperation", id="invisible"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="joiner-kept"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("onset", "expected"),
    [
        pytest.param(
            {"value": 1, "unit": "d", "relation": "after"}, "1 day after dose 2 of voriconazole", id="one"
        ),
        pytest.param(
            {"low": 12, "high": 24, "unit": "h", "relation": "after"},
            "12–24 hours after dose 2 of voriconazole",
            id="range",
        ),
        pytest.param(
            {"value": 2.5, "unit": "wk", "relation": "before", "approximate": True},
            "about 2.5 weeks before dose 2 of voriconazole",
            id="approximate",
        ),
        pytest.param(
            {"value": 3, "unit": "min", "relation": "within"},
            "within 3 minutes of dose 2 of voriconazole",
            id="within",
        ),
        pytest.param({"unit": "mo", "approximate": True, "relation": "after"}, "as printed", id="no-number"),
        pytest.param({"value": 3, "unit": "d"}, "as printed", id="no-relation"),
        pytest.param({"value": 3, "unit": "d", "relation": "during"}, "as printed", id="during"),
    ],
)
def test_onset_words(onset: dict[str, Any], expected: str) -> None:
    anchor = {"kind": "dose", "ordinal": 2, "drug": "d1"}
    found = Onset.model_validate({"text": "as printed", "anchor": anchor, **onset})
    assert onset_words(found, NAMES) == expected


def test_onset_without_anchor_is_as_printed() -> None:
    assert onset_words(Onset(text="3 days later", value=3), NAMES) == "3 days later"


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        pytest.param({"kind": "course", "ordinal": 2}, "course 2", id="drug-unknown"),
        pytest.param({"kind": "dose", "drug": "d1"}, "a dose of voriconazole", id="no-ordinal"),
        pytest.param({"kind": "start", "drug": "d1"}, "the start of voriconazole", id="start"),
        pytest.param({"kind": "start"}, "the start of treatment", id="start-of-what"),
        pytest.param({"kind": "stop", "drug": "d1"}, "the end of voriconazole", id="stop"),
        pytest.param({"kind": "event", "event": "e1"}, "photopsia", id="event"),
        pytest.param({"kind": "admission"}, "admission", id="admission"),
        pytest.param({"kind": "date", "date": "May 2011"}, "May 2011", id="date"),
    ],
)
def test_anchor(anchor: dict[str, Any], expected: str) -> None:
    onset = Onset(text="x", value=1, unit="d", relation="after", anchor=Anchor.model_validate(anchor))
    assert onset_words(onset, NAMES) == f"1 day after {expected}"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(age_words(Age(text="58-year-old", value=58, unit="a")), "58 years", id="age"),
        pytest.param(age_words(Age(text="1-day-old", value=1, unit="d")), "1 day", id="age-newborn"),
        pytest.param(age_words(Age(text="seventies", low=70, high=79, unit="a")), "70–79 years", id="decade"),
        pytest.param(age_words(Age(text="over 65", low=65, unit="a")), "at least 65 years", id="age-low"),
        pytest.param(age_words(Age(text="under 2", high=2, unit="a")), "at most 2 years", id="age-high"),
        pytest.param(age_words(Age(text="elderly")), "elderly", id="age-as-printed"),
        pytest.param(patient_words(Patient()), "age not stated, sex not stated", id="nobody"),
        pytest.param(dose_words(Dose()), "", id="dose-empty"),
        pytest.param(dose_words(Dose(ordinal=3)), "dose 3", id="dose-ordinal"),
        pytest.param(
            dose_words(
                Dose(ordinal=2, kind="course", amount=0.5, unit="mg/kg", route="oral", frequency="daily")
            ),
            "course 2, 0.5 mg/kg, oral, daily",
            id="dose-full",
        ),
        pytest.param(
            duration_words(Duration(text="weeks", unit="wk", approximate=True)), "weeks", id="fuzzy"
        ),
        pytest.param(
            duration_words(Duration(text="~6 h", value=6, unit="h", approximate=True)),
            "about 6 hours",
            id="about",
        ),
        pytest.param(outcome_words(None), "not stated", id="no-outcome"),
        pytest.param(
            outcome_words(Outcome(status="recovered_with_sequelae")), "recovered with sequelae", id="sequelae"
        ),
        pytest.param(joined([]), "", id="join-none"),
        pytest.param(joined(["a"]), "a", id="join-one"),
        pytest.param(joined(["a", "b", "c"]), "a, b and c", id="join-three"),
    ],
)
def test_words(found: str, expected: str) -> None:
    assert found == expected
