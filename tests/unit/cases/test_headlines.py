"""The onset of the reaction that a report is named after, of what is told by values, and of what the patient came with."""

from __future__ import annotations

import pytest

from caseline.cases.normalise.anchor import parse_anchor
from tests.unit.cases.test_timeline import read, steps

BEGUN = "[Kava](DRUG) was begun on [3 May 2019](TIME). "
SIGN = "On [12 May 2019](TIME) she developed [itching](EVENT). "


def onsets(source: str, event: str) -> list[object]:
    return [day for kind, name, day, _ in steps(source) if kind == "onset" and name == event]


@pytest.mark.parametrize(
    ("source", "day"),
    [
        pytest.param("[Hepatitis](EVENT) due to [kava](DRUG). " + BEGUN + SIGN, 10, id="title"),
        pytest.param("We report a case of [hepatitis](EVENT). " + BEGUN + SIGN, 10, id="announced"),
        pytest.param(
            BEGUN + SIGN + "A diagnosis of acute [hepatitis](EVENT) was made.", 10, id="diagnosis-of"
        ),
        pytest.param(BEGUN + SIGN + "[Hepatitis](EVENT) was diagnosed.", 10, id="diagnosed"),
        pytest.param(
            BEGUN + SIGN + "The drug was the probable cause of the [hepatitis](EVENT).", 10, id="cause-of"
        ),
        pytest.param(
            "[Hepatitis](EVENT) due to [kava](DRUG). "
            + BEGUN
            + "On [12 May 2019](TIME) she noticed such [itching](EVENT) that she could not sleep.",
            10,
            id="could-not",
        ),
    ],
)
def test_the_reaction_of_a_report_began_with_its_first_sign(source: str, day: int) -> None:
    assert onsets(source, "hepatitis") == [day]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(BEGUN + SIGN + "[Hepatitis](EVENT) was found on investigation.", id="found"),
        pytest.param("[Hepatitis](EVENT) due to [kava](DRUG). " + BEGUN, id="no-sign"),
        pytest.param(
            "[Hepatitis](EVENT) due to [kava](DRUG). "
            + BEGUN
            + "On [12 May 2019](TIME) the [itching](EVENT) recurred.",
            id="a-recurrence",
        ),
        pytest.param(
            "[Hepatitis](EVENT) due to [kava](DRUG). She took [kava](DRUG). [Later](TIME) she developed [itching](EVENT). "
            "On [12 May 2019](TIME) [fever](EVENT) began.",
            id="first-sign-at-no-day",
        ),
        pytest.param("[Kava overdose](EVENT) due to [kava](DRUG). " + BEGUN + SIGN, id="what-was-taken"),
    ],
)
def test_what_has_no_onset_from_a_sign(source: str) -> None:
    assert not onsets(source, "hepatitis")
    assert not onsets(source, "kava overdose")


@pytest.mark.parametrize(
    ("source", "event", "day"),
    [
        pytest.param(
            "He presented with [hives](EVENT). [Six weeks earlier](TIME) he had started [kava](DRUG).",
            "hives",
            43,
            id="presented-with",
        ),
        pytest.param(
            "He was referred because of [hives](EVENT). He had begun [kava](DRUG) [ten days before](TIME).",
            "hives",
            11,
            id="referred-because-of",
        ),
        pytest.param(
            BEGUN + "[Hives](EVENT) were seen. The event took place on [20 May 2019](TIME).",
            "hives",
            18,
            id="took-place",
        ),
        pytest.param(
            "He was admitted on [2 May 2019](TIME). [Kava](DRUG) was begun on [hospital day 3](TIME). "
            "On [hospital day 8](TIME) he had [hives](EVENT).",
            "hives",
            6,
            id="hospital-day",
        ),
        pytest.param(
            "[Within minutes of](TIME) the first [kava](DRUG) she had [hives](EVENT).",
            "hives",
            1,
            id="within-minutes",
        ),
        pytest.param(
            "She received [kava](DRUG). On [the following afternoon](TIME) [hives](EVENT) appeared.",
            "hives",
            2,
            id="following-afternoon",
        ),
    ],
)
def test_days_of_onset(source: str, event: str, day: int) -> None:
    assert day in onsets(source, event)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "He was admitted with [hives](EVENT). [Six weeks before admission](TIME) he had started [kava](DRUG).",
            id="before-admission",
        ),
        pytest.param(
            BEGUN + "[Hives](EVENT) were seen. The second attack took place on [20 May 2019](TIME).",
            id="a-later-attack",
        ),
    ],
)
def test_what_tells_no_day_of_onset(source: str) -> None:
    assert not any(isinstance(day, int) for day in onsets(source, "hives"))


def test_a_drug_replaced_is_stopped() -> None:
    found = steps(BEGUN + "On [9 May 2019](TIME) we replaced [kava](DRUG) by [arnica](DRUG).")
    assert ("stop", "kava", 7, "2019-05-09") in found
    assert ("start", "kava", 1, "2019-05-03") in found


def test_a_drug_given_in_the_emergency_department_is_given_on_its_day() -> None:
    found = steps(
        "On [9 May 2019](TIME) he was brought to the hospital. He was awake. In the emergency department he received [kava](DRUG). "
        "On [12 May 2019](TIME) he developed [hives](EVENT)."
    )
    assert ("onset", "hives", 4, "2019-05-12") in found


@pytest.mark.parametrize(
    "said", ["on the following afternoon", "on the following day", "the following morning"]
)
def test_a_part_of_the_next_day_counts_from_what_was_told(said: str) -> None:
    assert parse_anchor(said) is None


def test_what_returned_had_begun_before() -> None:
    source = BEGUN + SIGN + "On [30 May 2019](TIME) the [itching](EVENT) returned with [fever](EVENT)."
    assert onsets(source, "itching")[0] == 10


@pytest.mark.parametrize(
    ("source", "absent"),
    [
        pytest.param(
            "[Kava](DRUG) was injected at [five-minute](TIME) intervals. [Hives](EVENT) were seen.",
            "five-minute",
            id="intervals",
        ),
        pytest.param(
            BEGUN + "After [a night](TIME) with little sleep he had [hives](EVENT).",
            "a night",
            id="a-night-spent",
        ),
    ],
)
def test_what_is_no_time_of_the_course(source: str, absent: str) -> None:
    _, timing, _ = read(source)
    assert not any(dated.statement.mention.text == absent for dated in timing.course.dated)
