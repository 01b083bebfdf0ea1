"""What a course ties together: two wordings of one time, what goes on with "and", visits, days of a regimen."""

from __future__ import annotations

import pytest

from caseline.cases.calendars import calendar_of
from caseline.cases.normalise.dates import month_part
from caseline.cases.timeline import timeline_of
from tests.unit.cases.test_timeline import KAVA, Step, read, steps

IN_MAY = "She started [kava](DRUG) on [3 May 2012](TIME). "


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            IN_MAY
            + "On [24 May 2012](TIME), [three weeks after](TIME) the first dose, she developed [hives](EVENT).",
            ("onset", "hives", 22, "2012-05-24"),
            id="date-and-distance",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) ([5 May 2012](TIME)) she developed [hives](EVENT).",
            ("onset", "hives", 3, "2012-05-05"),
            id="distance-and-date",
        ),
        pytest.param(
            IN_MAY + "On [24 May 2012](TIME) she developed [hives](EVENT), and [kava](DRUG) was stopped.",
            ("stop", "kava", 22, "2012-05-24"),
            id="stopped-with-and",
        ),
        pytest.param(
            KAVA
            + "[Two days later](TIME) she developed [hives](EVENT), and she was given [oxygen](THERAPY).",
            ("therapy", "oxygen", 3, None),
            id="treated-with-and",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) she developed [hives](EVENT) and was admitted to hospital."
            " On [hospital day 3](TIME) she developed [fever](EVENT).",
            ("onset", "fever", 5, None),
            id="admitted-on-the-day-of-the-onset",
        ),
        pytest.param(
            IN_MAY + "On [24 May 2012](TIME) the woman, who lives alone, was admitted to hospital.",
            ("admission", None, 22, "2012-05-24"),
            id="a-relative-clause-in-between",
        ),
        pytest.param(
            "[Ten minutes before](TIME) [kava](DRUG) she was given [valerian](DRUG).",
            ("start", "valerian", 1, None),
            id="before-a-drug",
        ),
        pytest.param(
            "She started [kava](DRUG) gel. [Seven days after starting the gel](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 8, None),
            id="a-drug-by-its-form",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) she developed [hives](EVENT)."
            " By the [next morning](TIME) she had [recovered](OUTCOME). [Six weeks later](TIME) the [hives](EVENT) had [resolved](OUTCOME).",
            ("outcome", "hives", 46, None),
            id="counted-from-the-latest-moment",
        ),
        pytest.param(
            KAVA
            + "She had [dialysis](THERAPY) [ten days later](TIME). At [6 months](TIME) she [remained well](OUTCOME)."
            " At [12 months](TIME) the [hives](EVENT) had [resolved](OUTCOME).",
            ("outcome", "hives", (376, 377), None),
            id="visits-count-from-what-was-done",
        ),
        pytest.param(
            "She took [kava](DRUG) nightly. On the evening of the [third dose](DOSE_ORDINAL) she developed [hives](EVENT).",
            ("dose", "kava", 3, None),
            id="doses-of-every-day",
        ),
        pytest.param(
            "She had [bone marrow transplantation](THERAPY) and started [kava](DRUG) on [3 May 2012](TIME)."
            " On [day +30](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 31, "2012-06-02"),
            id="days-after-a-transplantation",
        ),
        pytest.param(
            "She started [kava](DRUG) at the beginning of [May 2012](TIME). She developed [hives](EVENT) on [31 May 2012](TIME).",
            ("onset", "hives", (22, 31), "2012-05-31"),
            id="beginning-of-a-month",
        ),
        pytest.param(
            KAVA
            + "She developed [hives](EVENT). She [died](OUTCOME) of [hives](EVENT) [two days later](TIME).",
            ("outcome", None, (1, None), None),
            id="a-death-is-the-patient-s",
        ),
        pytest.param(
            "She had started [kava](DRUG) [5 days](TIME) before the [hives](EVENT) appeared. Later came [fever](EVENT).",
            ("onset", "hives", 6, None),
            id="an-exposure-before-an-event",
        ),
        pytest.param(
            IN_MAY
            + "She was admitted on [6 May 2012](TIME). She was admitted again on [3 July 2012](TIME). On [hospital day 3](TIME) she had [hives](EVENT).",
            ("onset", "hives", 64, "2012-07-05"),
            id="a-day-of-the-last-admission",
        ),
        pytest.param(
            IN_MAY + "She was admitted on [6 May 2012](TIME). She was admitted again on [3 July 2012](TIME).",
            ("admission", None, 62, "2012-07-03"),
            id="admitted-twice",
        ),
        pytest.param(
            IN_MAY
            + "She developed [hives](EVENT). [Kava](DRUG) desensitization was performed [three weeks later](TIME).",
            ("start", "kava", 1, "2012-05-03"),
            id="desensitisation-is-no-start",
        ),
        pytest.param(
            "She received [kava](DRUG). [Hives](EVENT) came with the [third dose](DOSE_ORDINAL). "
            "Skin tests with [kava](DRUG) [three weeks later](TIME) were positive. [Fever](EVENT) was [two days before](TIME).",
            ("start", "kava", 1, None),
            id="a-skin-test-is-no-start",
        ),
        pytest.param(
            KAVA
            + "[Kava](DRUG) was cleared with fluids [by day 8](TIME). [Hives](EVENT) came [on day 9](TIME).",
            ("start", "kava", 1, None),
            id="named-once-more",
        ),
        pytest.param(
            "She was on [kava](DRUG), since [3 May 2012](TIME). She developed [hives](EVENT) on [5 May 2012](TIME).",
            ("onset", "hives", 3, "2012-05-05"),
            id="a-date-of-what-was-named-before",
        ),
        pytest.param(
            KAVA
            + "She was admitted [two weeks before](TIME) that. [Two days later](TIME) she developed [hives](EVENT).",
            ("onset", "hives", (1, None), None),
            id="no-effect-before-its-cause",
        ),
        pytest.param(
            KAVA + "[After the third dose](TIME) of [kava](DRUG) she developed [hives](EVENT).",
            ("onset", "hives", (1, None), None),
            id="after-a-dose",
        ),
        pytest.param(
            KAVA + "The cycles were of 21 days, one [kava](DRUG) infusion every 21 days. "
            "She developed [hives](EVENT) [after cycle 3](TIME) of [kava](DRUG).",
            ("onset", "hives", (43, None), None),
            id="after-a-cycle",
        ),
    ],
)
def test_what_a_time_tells(source: str, expected: Step) -> None:
    assert expected in steps(source)


@pytest.mark.parametrize(
    ("source", "kind", "of"),
    [
        pytest.param(
            KAVA
            + "[Two days later](TIME) she developed [hives](EVENT), and eventually she was given [oxygen](THERAPY).",
            "therapy",
            "oxygen",
            id="eventually-is-later",
        ),
        pytest.param(
            KAVA
            + "[Two days before](TIME) admission she developed [hives](EVENT), and she was given [oxygen](THERAPY).",
            "therapy",
            "oxygen",
            id="what-looks-back-goes-on-to-nothing",
        ),
        pytest.param(
            "The regimen was [kava](DRUG) 135 mg/m2 on [days 1 and 8](TIME) with [oxygen](THERAPY) on [day 2 to 4](TIME).",
            "therapy",
            "oxygen",
            id="days-of-a-regimen",
        ),
        pytest.param(
            "She took [kava](DRUG) for [hives](EVENT). [Reversible](OUTCOME) [hives](EVENT) developed [two days later](TIME).",
            "outcome",
            "hives",
            id="a-quality-is-no-end",
        ),
        pytest.param(
            "She took [kava](DRUG) for a tumour found in [May 2012](TIME). She developed [hives](EVENT) on [3 June 2012](TIME).",
            "outcome",
            None,
            id="no-outcome-told",
        ),
        pytest.param(
            "She took [kava](DRUG). [One week before](TIME) admission she had felt [well](OUTCOME).",
            "outcome",
            None,
            id="no-outcome-before-admission",
        ),
    ],
)
def test_what_a_time_does_not_tell(source: str, kind: str, of: str | None) -> None:
    assert (kind, of) not in {step[:2] for step in steps(source)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "She received [kava](DRUG) for a tumour found in [May 2012](TIME).",
            ("start", "kava", 1, None),
            id="time-of-a-participle",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) she fell. At [14 years](TIME) of age she had had [hives](EVENT).",
            ("onset", "hives", (1, None), None),
            id="an-age-counts-from-nothing",
        ),
        pytest.param(
            "She took [kava](DRUG) twice daily. On the evening of the [third dose](DOSE_ORDINAL) she developed [hives](EVENT).",
            ("dose", "kava", (1, None), None),
            id="several-doses-a-day",
        ),
        pytest.param(
            KAVA + "She had [hives](EVENT) on [3 May 2012](TIME).",
            ("onset", "hives", (None, None), "2012-05-03"),
            id="a-date-that-nothing-ties-to-the-exposure",
        ),
        pytest.param(
            "She took [kava](DRUG) on [3 May](TIME). Date of this report: [11 June 2022](TIME).",
            ("start", "kava", 1, None),
            id="the-year-of-the-report-is-no-year-of-the-course",
        ),
    ],
)
def test_what_stays_open(source: str, expected: Step) -> None:
    assert expected in steps(source)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("Both signs had [gone](OUTCOME)", "hives", id="both"),
        pytest.param("Olga was [well](OUTCOME)", None, id="the-patient-by-name"),
        pytest.param("The laboratory was [normal again](OUTCOME)", None, id="another-thing"),
    ],
)
def test_whose_outcome(said: str, expected: str | None) -> None:
    found, timing, names = read(KAVA + f"She developed [hives](EVENT). {said} [two days later](TIME).")
    entries = timeline_of(
        found, timing, calendar_of(found, timing), lambda _: (), {"e1": timing.cast.outcomes}
    )
    assert [names.get(entry.ref or "") for entry in entries if entry.kind == "outcome"] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("early March 2015", (1, 10), id="early"),
        pytest.param("the beginning of April", (1, 10), id="beginning"),
        pytest.param("mid-June", (11, 20), id="mid"),
        pytest.param("late in May", (21, 31), id="late"),
        pytest.param("the end of the study", None, id="end-of-another-thing"),
        pytest.param("March 2015", None, id="a-whole-month"),
    ],
)
def test_part_of_a_month(text: str, expected: tuple[int, int] | None) -> None:
    assert month_part(text) == expected
