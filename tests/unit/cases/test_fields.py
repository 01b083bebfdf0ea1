"""What the fields of a form date, when something was over, and dates of papers, which are nobody's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.narratives import dated_as, narrative
from tests.unit.cases.test_timeline import Step, steps_of

Times = dict[str, tuple[str, str, Sequence[str]]]
KAVA = "She started [kava](DRUG) on [3 May 2012](TIME). "


def dated(source: str, times: Times | None = None) -> set[tuple[str, str | None, str | None]]:
    """Returns kind, what it is of, and date of each step of a text."""
    found: list[Step] = steps_of(dated_as(narrative(source), times or {}))
    return {(kind, of, date) for kind, of, _, date in found}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "Therapy start: [kava](DRUG) [2015](TIME), [senna](DRUG) [03 May 2021](TIME). [Hives](EVENT).",
            {("start", "kava", "2015"), ("start", "senna", "2021-05-03")},
            id="each-its-own",
        ),
        pytest.param(
            "[Kava](DRUG) [5 mg](DOSE), start [3 May 2012](TIME), stop [9 May 2012](TIME); [senna](DRUG) (started [4 May 2012](TIME)).",
            {
                ("start", "kava", "2012-05-03"),
                ("stop", "kava", "2012-05-09"),
                ("start", "senna", "2012-05-04"),
            },
            id="start-and-stop",
        ),
        pytest.param(
            KAVA + "Reaction: [hives](EVENT), [fever](EVENT). Onset: [5 May 2012](TIME).",
            {("onset", "hives", "2012-05-05"), ("onset", "fever", "2012-05-05")},
            id="onset-of-the-events-before",
        ),
        pytest.param(
            KAVA + "Date of onset: [5 May 2012](TIME) [hives](EVENT). Outcome unknown.",
            {("onset", "hives", "2012-05-05")},
            id="onset-of-the-event-behind",
        ),
        pytest.param(
            KAVA
            + "[Hives](EVENT), onset [5 May 2012](TIME); [fever](EVENT), onset date: [6 May 2012](TIME).",
            {("onset", "hives", "2012-05-05"), ("onset", "fever", "2012-05-06")},
            id="onset-of-each",
        ),
        pytest.param(
            KAVA + "Event: [hives](EVENT). Reaction onset latency: [2 days](DURATION).",
            {("onset", "hives", "2012-05-05")},
            id="latency",
        ),
    ],
)
def test_what_a_field_dates(source: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= dated(source)


@pytest.mark.parametrize(
    ("source", "unwanted"),
    [
        pytest.param(
            KAVA + "After [kava](DRUG) the [hives](EVENT) started on [5 May 2012](TIME).",
            ("start", "kava", "2012-05-05"),
            id="what-started-is-no-drug",
        ),
        pytest.param(
            "Therapy start: [kava](DRUG) [2015](TIME). [Senna](DRUG) was there in [2018](TIME).",
            ("start", "kava", "2018"),
            id="another-sentence",
        ),
        pytest.param(
            KAVA + "She had [hives](EVENT). The onset of winter was on [5 May 2012](TIME).",
            ("onset", "hives", "2012-05-05"),
            id="the-onset-of-something-else",
        ),
    ],
)
def test_what_a_field_does_not_date(source: str, unwanted: tuple[str, str, str]) -> None:
    assert unwanted not in dated(source)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            "On [5 May 2012](TIME) the [hives](EVENT) was considered [resolved](OUTCOME).", id="first"
        ),
        pytest.param("Outcome: [hives](EVENT) [resolved](OUTCOME) [5 May 2012](TIME).", id="behind"),
        pytest.param(
            "The outcome of [hives](EVENT) was [recovered](OUTCOME) on [5 May 2012](TIME).", id="on-behind"
        ),
        pytest.param(
            "On [5 May 2012](TIME), the [hives](EVENT) and [fever](EVENT) had [resolved](OUTCOME).",
            id="a-list",
        ),
    ],
)
def test_an_end_is_no_onset(said: str) -> None:
    times: Times = {"5 May 2012": ("onset", "calendar", ["hives"])}
    found = dated(KAVA + said, times)
    assert ("onset", "hives", "2012-05-05") not in found
    assert any(kind in {"outcome", "follow_up"} and date == "2012-05-05" for kind, _, date in found)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            "On [5 May 2012](TIME) [hives](EVENT) appeared and soon [resolved](OUTCOME).", id="over-later"
        ),
        pytest.param("On [5 May 2012](TIME) [hives](EVENT) came; [resolved](OUTCOME).", id="over-behind"),
        pytest.param("She [awoke](OUTCOME) [5 May 2012](TIME) with [hives](EVENT).", id="awoke-with-it"),
        pytest.param("[Hives](EVENT) [recurred](OUTCOME) on [5 May 2012](TIME).", id="came-back"),
        pytest.param(
            "On [5 May 2012](TIME) [hives](EVENT) was noted and the [fever](EVENT) had [resolved](OUTCOME).",
            id="something-else-over",
        ),
    ],
)
def test_an_onset_beside_an_end(said: str) -> None:
    times: Times = {"5 May 2012": ("onset", "calendar", ["hives", "Hives"])}
    assert ("onset", "hives", "2012-05-05") in dated(KAVA + said, times)


def test_each_event_has_the_date_right_behind_it() -> None:
    source = KAVA + "She had [hives](EVENT) on [4 May 2012](TIME) and [fever](EVENT) on [6 May 2012](TIME)."
    times: Times = {
        "4 May 2012": ("onset", "calendar", ["hives", "fever"]),
        "6 May 2012": ("onset", "calendar", []),
    }
    found = dated(source, times)
    assert {("onset", "hives", "2012-05-04"), ("onset", "fever", "2012-05-06")} <= found
    assert ("onset", "fever", "2012-05-04") not in found


def test_a_time_that_joins_an_event_on_is_its_own() -> None:
    source = KAVA + "On [4 May 2012](TIME) she had [hives](EVENT), and by [6 May 2012](TIME) [fever](EVENT)."
    times: Times = {
        "4 May 2012": ("onset", "calendar", ["hives", "fever"]),
        "6 May 2012": ("onset", "calendar", ["fever"]),
    }
    assert ("onset", "fever", "2012-05-04") not in dated(source, times)


def test_of_a_list_without_dates_of_its_own_a_time_dates_all() -> None:
    source = (
        KAVA
        + "She had [hives](EVENT) and [fever](EVENT) on [4 May 2012](TIME), better on [6 May 2012](TIME)."
    )
    times: Times = {
        "4 May 2012": ("onset", "calendar", ["hives", "fever"]),
        "6 May 2012": ("followup", "calendar", []),
    }
    found = dated(source, times)
    assert {("onset", "hives", "2012-05-04"), ("onset", "fever", "2012-05-04")} <= found


@pytest.mark.parametrize(
    "said",
    [
        "Initial report received on [5 May 2012](TIME) from a nurse: she had [kava](DRUG).",
        "Follow-up information (received [5 May 2012](TIME)): she had [kava](DRUG).",
        "Initial information (received [1 May 2012](TIME) and [5 May 2012](TIME)) on [kava](DRUG).",
        "Reported on [5 May 2012](TIME) by a nurse who gave [kava](DRUG).",
        "The company received this case from a dentist on [5 May 2012](TIME), who gave [kava](DRUG).",
        "Information has been received from a nurse on [5 May 2012](TIME) on [kava](DRUG) given.",
        "She received [kava](DRUG) (expiry date [5 May 2012](TIME)).",
    ],
)
def test_a_date_of_papers_is_none_of_the_patient(said: str) -> None:
    assert not any(date == "2012-05-05" for _, _, date in dated(said))


@pytest.mark.parametrize(
    "said",
    [
        "She received [kava](DRUG) from a nurse on [5 May 2012](TIME).",
        "Received [5 May 2012](TIME) [kava](DRUG).",
        "We report the case of a man who received [kava](DRUG) from his doctor on [5 May 2012](TIME).",
        "The report says that she received [kava](DRUG) on [5 May 2012](TIME).",
    ],
)
def test_a_date_of_the_patient_beside_words_of_papers(said: str) -> None:
    assert any(date == "2012-05-05" for _, _, date in dated(said))
