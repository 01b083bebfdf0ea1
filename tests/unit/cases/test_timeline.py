"""The course of a case: what times date, what they count from, and the days that follow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from caseline.cases.calendars import calendar_of, period_of
from caseline.cases.concepts import DISEASES
from caseline.cases.course import course_of
from caseline.cases.durations import durations_of_events
from caseline.cases.exposure import earlier_exposures
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import onsets, starts_of_therapies
from caseline.cases.tellings import DOSE, Cast
from caseline.cases.timeline import timeline_of
from caseline.cases.timing import Timing
from caseline.schema.mention import Label
from tests.narratives import narrative

Step = tuple[str, str | None, object, str | None]


def cast_of(found: Narrative) -> tuple[Cast, dict[str, str]]:
    """Returns the parts of a text, all drugs being suspects, and the text behind each id."""
    events, drugs = _by_text(found, "e", DISEASES), _by_text(found, "d", {Label.DRUG})
    therapies = _by_text(found, "t", {Label.THERAPY})
    cast = Cast(
        events=events,
        drugs=drugs,
        therapies=therapies,
        suspects=list(drugs),
        outcomes=[mention for mention in found.mentions if mention.label is Label.OUTCOME],
    )
    parts = {**events, **drugs, **therapies}
    return cast, {key: mentions[0].text.lower() for key, mentions in parts.items()}


def _by_text(found: Narrative, prefix: str, labels: Collection[Label]) -> dict[str, list[Found]]:
    parts: dict[str, list[Found]] = {}
    for mention in found.mentions:
        if mention.label in labels:
            parts.setdefault(mention.text.lower(), []).append(mention)
    return {f"{prefix}{place}": mentions for place, mentions in enumerate(parts.values(), start=1)}


def read(source: str) -> tuple[Narrative, Timing, dict[str, str]]:
    """Returns a text, what it tells of time, and the names behind the ids."""
    return timed(narrative(source))


def timed(found: Narrative) -> tuple[Narrative, Timing, dict[str, str]]:
    """Returns the same of a narrative."""
    cast, names = cast_of(found)
    lengths = [mention for mention in found.mentions if mention.is_length]
    course = course_of(found, cast, found.mentions)
    timing = Timing(
        cast=cast,
        course=course,
        onsets=onsets(found, course, cast, lengths),
        durations=durations_of_events(found, lengths, cast),
        starts=starts_of_therapies(found, course),
        earlier=tuple(earlier_exposures(found, lengths, cast)),
    )
    return found, timing, names


def steps(source: str) -> list[Step]:
    """Returns kind, what it is of, day or bounds, and date of each step of a text."""
    return steps_of(narrative(source))


def steps_of(narrated: Narrative) -> list[Step]:
    """Returns the same of a narrative."""
    found, timing, names = timed(narrated)
    entries = timeline_of(found, timing, calendar_of(found, timing), lambda _: ())
    return [
        (
            entry.kind,
            names.get(entry.ref or ""),
            entry.day if entry.day is not None else (entry.low, entry.high),
            entry.date,
        )
        for entry in entries
    ]


KAVA = "She started [kava](DRUG). "


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            KAVA + "[Three weeks later](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 22, None),
            id="later-than-the-start",
        ),
        pytest.param(
            KAVA
            + "[Three weeks later](TIME) she developed [hives](EVENT). [Two days later](TIME) she developed [fever](EVENT).",
            ("onset", "fever", 24, None),
            id="chained-to-the-step-before",
        ),
        pytest.param(
            "She developed [hives](EVENT) [six hours after](TIME) starting [kava](DRUG).",
            ("onset", "hives", 1, None),
            id="hours",
        ),
        pytest.param(
            "He took [kava](DRUG) at [21:15](TIME). At [23:40](TIME) he developed [hives](EVENT).",
            ("onset", "hives", 1, None),
            id="clock-of-the-same-evening",
        ),
        pytest.param(
            "He took [kava](DRUG) at [21:15](TIME). At [00:20](TIME) he developed [hives](EVENT).",
            ("onset", "hives", 2, None),
            id="clock-past-midnight",
        ),
        pytest.param(
            "He took [kava](DRUG) at [22:10 on January 6, 2023](TIME). He developed [hives](EVENT) [four hours after](TIME) the dose.",
            ("onset", "hives", 2, "2023-01-07"),
            id="hours-past-midnight",
        ),
        pytest.param(
            "He took [kava](DRUG) at [8 am on January 6, 2023](TIME). He developed [hives](EVENT) [four hours after](TIME) the dose.",
            ("onset", "hives", 1, "2023-01-06"),
            id="hours-before-midnight",
        ),
        pytest.param(
            "He took [kava](DRUG) at [10:15 on 03/12/2021](TIME). [03/13/2021](TIME) he was well."
            " He developed [hives](EVENT) on [03/14/2021 13:40](TIME).",
            ("onset", "hives", 3, "2021-03-14"),
            id="two-dates-with-hours",
        ),
        pytest.param(
            "He took [kava](DRUG) at [10:15 on 12 March 2021](TIME) and developed [hives](EVENT)."
            " The [hives](EVENT) had [resolved](OUTCOME) by [11:00](TIME).",
            ("outcome", "hives", 1, "2021-03-12"),
            id="hour-as-a-bound",
        ),
        pytest.param(
            "He started [kava](DRUG) on [Monday, March 1, 2021](TIME). On [Wednesday](TIME) he developed [hives](EVENT).",
            ("onset", "hives", 3, "2021-03-03"),
            id="weekday-after-a-date",
        ),
        pytest.param(
            "He started [kava](DRUG) on [March 1, 2021](TIME) and developed [hives](EVENT). The [hives](EVENT) [resolved](OUTCOME) by the [Friday](TIME).",
            ("outcome", "hives", (None, 5), "2021-03-05"),
            id="weekday-as-a-bound",
        ),
        pytest.param(
            "[Kava](DRUG) was started on [3 May 2018](TIME). The dose was doubled on [3 June 2018](TIME)."
            " [Four days](TIME) after the increase he developed [hives](EVENT).",
            ("onset", "hives", 36, "2018-06-07"),
            id="after-a-change-of-dose",
        ),
        pytest.param(
            KAVA
            + "[Three weeks later](TIME) she developed [hives](EVENT). The [hives](EVENT) recurred [two days later](TIME).",
            ("onset", "hives", 24, None),
            id="recurrence",
        ),
        pytest.param(
            "She was given [kava](DRUG) on [day of life 3](TIME). On [day 5 of life](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 3, None),
            id="days-of-life",
        ),
        pytest.param(
            "She was given [kava](DRUG) on [day 3 of life](TIME). At [10 days of life](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 9, None),
            id="age-in-days",
        ),
        pytest.param(
            KAVA
            + "[Three weeks later](TIME) she developed [hives](EVENT) and was discharged [two days later](TIME)."
            " [Two weeks](TIME) after discharge she had [recovered](OUTCOME).",
            ("outcome", None, 38, None),
            id="after-discharge",
        ),
        pytest.param(
            "She developed [hives](EVENT) [within 3 days](TIME) of starting [kava](DRUG).",
            ("onset", "hives", (1, 4), None),
            id="within",
        ),
        pytest.param(
            "She developed [hives](EVENT) [two months after](TIME) starting [kava](DRUG).",
            ("onset", "hives", (60, 63), None),
            id="months",
        ),
        pytest.param(
            "She developed [hives](EVENT) [several weeks after](TIME) starting [kava](DRUG).",
            ("onset", "hives", (22, 64), None),
            id="several",
        ),
        pytest.param(
            "She developed [hives](EVENT) [shortly after](TIME) starting [kava](DRUG).",
            ("onset", "hives", (1, None), None),
            id="shortly",
        ),
        pytest.param(
            "[On day 8](TIME) of [kava](DRUG) she developed [hives](EVENT).",
            ("onset", "hives", 8, None),
            id="day-of-a-drug",
        ),
        pytest.param(
            "She was admitted to hospital with [hives](EVENT). She had started [kava](DRUG) [five weeks before admission](TIME).",
            ("admission", None, 36, None),
            id="flashback-from-the-admission",
        ),
        pytest.param(
            KAVA
            + "[Ten days later](TIME) she was admitted to hospital. [Dialysis](THERAPY) was begun on [hospital day 3](TIME).",
            ("therapy", "dialysis", 13, None),
            id="hospital-day",
        ),
        pytest.param(
            KAVA + "[Ten days later](TIME) she was admitted to hospital. Kava was stopped. "
            "[Two weeks later](TIME) she [recovered](OUTCOME).",
            ("outcome", None, 25, None),
            id="what-has-no-time-does-not-break-the-chain",
        ),
        pytest.param(
            "She had the second dose of [kava](DRUG). She had [hives](EVENT) [one day after the second dose](TIME).",
            ("onset", "hives", (2, None), None),
            id="a-later-dose-tells-no-day",
        ),
        pytest.param(
            "She received [kava](DRUG) on [3 May 2012](TIME). On [5 May](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 3, "2012-05-05"),
            id="two-dates",
        ),
        pytest.param(
            "She received [kava](DRUG) on [3/12/2021](TIME). [Hives](EVENT) appeared on [3/14/2021](TIME).",
            ("onset", "hives", 3, "2021-03-14"),
            id="order-proven-by-the-other-date",
        ),
        pytest.param(
            "She had the [second dose](DOSE_ORDINAL) of [kava](DRUG) on [3 May 2012](TIME). [That night](TIME) she developed [hives](EVENT).",
            ("dose", "kava", (1, None), "2012-05-03"),
            id="a-second-dose-is-not-the-first-exposure",
        ),
        pytest.param(
            "She received [kava](DRUG) on [12 March](TIME). On the [14th](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 3, None),
            id="dates-without-a-year",
        ),
        pytest.param(
            "She took [kava](DRUG) from [May 2012](TIME); she had had asthma since [2003](TIME). In [June](TIME) she had [hives](EVENT).",
            ("onset", "hives", (2, 61), "2012-06"),
            id="a-year-that-looks-back",
        ),
        pytest.param(
            "She took [kava](DRUG) from [May 2012](TIME). In [2015](TIME) she married. In [June](TIME) she had [hives](EVENT).",
            ("onset", "hives", (1097, 1156), "2015-06"),
            id="a-year-that-goes-on",
        ),
        pytest.param(
            "She received [kava](DRUG) on [3 May 2012](TIME). [Two days later](TIME) she developed [hives](EVENT).",
            ("onset", "hives", 3, "2012-05-05"),
            id="date-reckoned",
        ),
        pytest.param(
            "She received [kava](DRUG) in [May 2012](TIME). She developed [hives](EVENT) in [June 2012](TIME).",
            ("onset", "hives", (2, 61), "2012-06"),
            id="months-as-dates",
        ),
        pytest.param(
            KAVA
            + "[Two days later](TIME) she developed [hives](EVENT), which [resolved](OUTCOME) by the [next day](TIME).",
            ("outcome", None, (None, 4), None),
            id="by-is-the-latest",
        ),
        pytest.param(
            "She presented to the hospital with a [3-day](DURATION) history of [hives](EVENT). She had been taking [kava](DRUG) for [two weeks](DURATION).",
            ("onset", "hives", 12, None),
            id="history-of-days",
        ),
        pytest.param(
            "She took [kava](DRUG) on [1 June 2018](TIME). Hospitalized [6/8-6/13](TIME) with [hives](EVENT).",
            ("follow_up", None, 13, "2018-06-13"),
            id="going-home",
        ),
        pytest.param(
            "She took [kava](DRUG) on [05Jan2021 23:45](TIME). On [06Jan2021 at 00:15](TIME) she had [hives](EVENT).",
            ("onset", "hives", 2, "2021-01-06"),
            id="compact-dates-with-hours",
        ),
        pytest.param(
            KAVA
            + "[Three weeks later](TIME) she developed [hives](EVENT). [At 3 months](TIME) nothing was told.",
            ("start", "kava", 1, None),
            id="the-start-is-day-one",
        ),
        pytest.param(
            "She took [kava](DRUG). She developed [hives](EVENT) [two days after](TIME) increasing [kava](DRUG).",
            ("onset", "hives", (3, None), None),
            id="after-an-increase-of-it",
        ),
        pytest.param(
            "In hospital, on [day 4](TIME), [kava](DRUG) was given. [Two days later](TIME) [hives](EVENT) came.",
            ("onset", "hives", 3, None),
            id="a-day-does-not-count-from-what-was-given-on-it",
        ),
        pytest.param(
            KAVA + "At the end of [the third week](TIME) [hives](EVENT) appeared.",
            ("onset", "hives", (19, 21), None),
            id="the-end-of-a-week",
        ),
        pytest.param(
            KAVA + "Early in [the third week](TIME) [hives](EVENT) appeared.",
            ("onset", "hives", (15, 17), None),
            id="early-in-a-week",
        ),
        pytest.param(
            "A woman at [30 weeks](TIME) of gestation was started on [kava](DRUG). [Three weeks later](TIME) [hives](EVENT) came.",
            ("onset", "hives", 22, None),
            id="the-length-of-a-pregnancy-is-no-distance",
        ),
        pytest.param(
            "She took [kava](DRUG) q3w. She developed [hives](EVENT) [five days after](TIME) the [third infusion](DOSE_ORDINAL).",
            ("onset", "hives", 48, None),
            id="every-three-weeks-in-short",
        ),
        pytest.param(
            "She took three-weekly [kava](DRUG). She developed [hives](EVENT) [five days after](TIME) the [second cycle](DOSE_ORDINAL).",
            ("onset", "hives", 27, None),
            id="three-weekly",
        ),
        pytest.param(
            "She took [kava](DRUG) with monthly counts. She developed [hives](EVENT) [five days after](TIME) the [second dose](DOSE_ORDINAL).",
            ("onset", "hives", (6, None), None),
            id="what-is-monthly-is-the-test",
        ),
        pytest.param(
            "She took [kava](DRUG) every two months. She developed [hives](EVENT) [five days after](TIME) the [second dose](DOSE_ORDINAL).",
            ("onset", "hives", (65, 68), None),
            id="every-two-months",
        ),
        pytest.param(
            KAVA + "On [the last day](TIME) of treatment [hives](EVENT) appeared.",
            ("onset", "hives", (1, None), None),
            id="the-last-day-is-not-the-first",
        ),
        pytest.param(
            "She was given [kava](DRUG). [Hives](EVENT) came [during the first infusion](TIME), [fever](EVENT) [two hours after](TIME) its end.",
            ("onset", "hives", 1, None),
            id="of-two-the-one-that-leads-there",
        ),
        pytest.param(
            KAVA
            + "She got [hives](EVENT) [at five weeks](TIME); [fever](EVENT) followed [a week later](TIME).",
            ("onset", "fever", 8, None),
            id="a-visit-is-no-step",
        ),
        pytest.param(
            KAVA
            + "[Two days later](TIME) he noticed [hives](EVENT); he had [fever](EVENT) and [pallor](EVENT).",
            ("onset", "pallor", 3, None),
            id="gone-on-with-behind-a-semicolon",
        ),
        pytest.param(
            KAVA
            + "[Two days later](TIME) [hives](EVENT) appeared, and by [the next morning](TIME) there were [blisters](EVENT).",
            ("onset", "blisters", (3, 4), None),
            id="by-the-next-morning-is-no-earlier-than-the-step-before",
        ),
        pytest.param(
            "[Asthma](DISORDER) was found [two months before](TIME) admission; [kava](DRUG) was started at that time. "
            "[Two days before](TIME) admission [hives](EVENT) came.",
            ("onset", "hives", (58, 61), None),
            id="begun-at-the-time-told-before",
        ),
        pytest.param(
            "She took [kava](DRUG). [Hives](EVENT) came [20 days after](TIME) the first tablet and [ten days after](TIME) the last; "
            "[two days later](TIME) she had [fever](EVENT).",
            ("onset", "fever", 23, None),
            id="two-ways-to-one-time",
        ),
        pytest.param(
            "He had surgery and was given [kava](DRUG) on [the day of surgery](TIME). "
            "On [postoperative day 8](TIME) he developed [hives](EVENT).",
            ("onset", "hives", 9, None),
            id="from-the-day-of-the-operation",
        ),
        pytest.param(
            KAVA + "[Four days after](TIME) also [hives](EVENT) appeared.",
            ("onset", "hives", 5, None),
            id="after-may-be-an-adverb",
        ),
        pytest.param(
            "She took [kava](DRUG) every 28 days. [Two days after](TIME) the [second cycle](DOSE_ORDINAL) [hives](EVENT) came. "
            "[Fever](EVENT) came [five days after that same infusion](TIME).",
            ("onset", "fever", 34, None),
            id="that-same-infusion-is-the-cycle-s",
        ),
        pytest.param(
            "[Kava](DRUG) was begun on [4 May 2014](TIME). On [26 May](TIME) she had [hives](EVENT). "
            "The [hives](EVENT) came [a day after](TIME) reaching the full dose of [kava](DRUG).",
            ("onset", "hives", 23, "2014-05-26"),
            id="of-two-tellings-the-one-that-leads-to-the-start",
        ),
    ],
)
def test_steps(source: str, expected: Step) -> None:
    assert expected in steps(source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("She had [hives](EVENT).", id="no-drug-no-time"),
        pytest.param("She had [hives](EVENT) as a child, in [1998](TIME).", id="no-suspect"),
    ],
)
def test_without_a_suspect_nothing_has_a_day(source: str) -> None:
    assert all(day in {(None, None), (1, None)} for _, _, day, _ in steps(source))


@pytest.mark.parametrize(
    ("source", "absent"),
    [
        pytest.param(
            KAVA + "[Two days later](TIME) the [hives](EVENT) had [resolved](OUTCOME).",
            ("onset", "hives"),
            id="an-end-is-no-onset",
        ),
        pytest.param(
            "On [3 May 2012](TIME) she was admitted to hospital with [hives](EVENT). She took [kava](DRUG).",
            ("onset", "hives"),
            id="a-date-of-admission-is-no-onset",
        ),
        pytest.param(
            "Although she was given [dialysis](THERAPY), she [died](OUTCOME) [two days after](TIME) starting [kava](DRUG).",
            ("therapy", "dialysis"),
            id="concession-has-its-own-time",
        ),
        pytest.param(
            "She took [kava](DRUG) [3/1/21](TIME). Admitted [3/12/21](TIME) to [3/15/21](TIME) with [hives](EVENT).",
            ("onset", "hives"),
            id="an-end-of-a-stay-is-no-onset",
        ),
        pytest.param(
            KAVA + "She had sore [hives](EVENT) for [a week](DURATION) after [kava](DRUG).",
            ("onset", "hives"),
            id="how-long-is-not-when",
        ),
        pytest.param(
            "There were [hives](EVENT) in a girl started on [kava](DRUG) and [senna](DRUG) on [the same day](TIME).",
            ("onset", "hives"),
            id="the-day-of-the-giving-is-no-onset",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) he noticed [hives](EVENT); he had always had [headache](EVENT).",
            ("onset", "headache"),
            id="what-was-always-there",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) he noticed [hives](EVENT); there was [fever](EVENT) after a week.",
            ("onset", "fever"),
            id="what-came-later",
        ),
        pytest.param(
            KAVA
            + "[Hives](EVENT) had appeared in [2009](TIME). An appointment was made for [3 May 2012](TIME).",
            ("follow_up", None),
            id="an-appointment-is-no-visit",
        ),
    ],
)
def test_what_is_no_step(source: str, absent: tuple[str, str | None]) -> None:
    assert absent not in {(kind, ref) for kind, ref, _, _ in steps(source)}


def test_steps_stand_in_order_of_their_day() -> None:
    found = steps(
        "She was admitted to hospital with [hives](EVENT). She had started [kava](DRUG) [five weeks before admission](TIME). "
        "[Two days later](TIME) [dialysis](THERAPY) was begun."
    )
    days = [day for _, _, day, _ in found if isinstance(day, int)]
    assert days == sorted(days)
    assert found[0][:2] == ("start", "kava")


def test_an_event_begins_once_however_often_it_is_told() -> None:
    found = steps(
        "She developed [hives](EVENT) [two days after](TIME) starting [kava](DRUG). "
        "So the [hives](EVENT) began [2 days after](TIME) starting [kava](DRUG)."
    )
    assert [step[:2] for step in found].count(("onset", "hives")) == 1


@pytest.mark.parametrize(
    ("source", "start", "stop"),
    [
        pytest.param(
            "She started [kava](DRUG) on [3 May 2012](TIME). [Kava](DRUG) was stopped on [9 May 2012](TIME).",
            "2012-05-03",
            "2012-05-09",
            id="dates",
        ),
        pytest.param(
            "She started [kava](DRUG) in [May 2012](TIME). She left in [June 2012](TIME).",
            "2012-05",
            None,
            id="month",
        ),
        pytest.param(
            "She had the [first dose](DOSE_ORDINAL) of [kava](DRUG) on [3 May 2012](TIME).",
            "2012-05-03",
            None,
            id="first-dose",
        ),
        pytest.param(
            "She had the [second dose](DOSE_ORDINAL) of [kava](DRUG) on [3 May 2012](TIME).",
            None,
            None,
            id="second-dose",
        ),
        pytest.param(
            "She took [kava](DRUG) since [2011](TIME). She was admitted to hospital on [9 May 2012](TIME). [Kava](DRUG) was stopped on admission.",
            "2011",
            "2012-05-09",
            id="stopped-on-the-day-of-admission",
        ),
        pytest.param(
            "She took [kava](DRUG) [3 May 2012](TIME) to [9 May 2012](TIME).",
            "2012-05-03",
            "2012-05-09",
            id="stretch",
        ),
        pytest.param(
            "She took [kava](DRUG) from [May 3 to 9, 2012](TIME).",
            "2012-05-03",
            "2012-05-09",
            id="days-of-a-month",
        ),
        pytest.param(
            "She took [kava](DRUG) on [3 May 2012](TIME) and was seen on [9 May 2012](TIME).",
            "2012-05-03",
            None,
            id="two-dates",
        ),
        pytest.param(
            "She started [kava](DRUG). [Two days later](TIME) she had [hives](EVENT).",
            None,
            None,
            id="no-date",
        ),
    ],
)
def test_dates_of_a_drug(source: str, start: str | None, stop: str | None) -> None:
    found, timing, _ = read(source)
    period = period_of(calendar_of(found, timing), "d1")
    assert (period.start, period.stop) == (start, stop)
    assert bool(period.evidence) is bool(start or stop)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Hives](EVENT) for [3 days](DURATION).", {"hives"}, id="for"),
        pytest.param("She had [hives](EVENT) x [3 days](DURATION).", {"hives"}, id="times"),
        pytest.param("The [hives](EVENT) lasted [ten minutes](DURATION).", {"hives"}, id="lasted"),
        pytest.param("She had [hives](EVENT). It lasted [ten minutes](DURATION).", {"hives"}, id="it-lasted"),
        pytest.param(
            "She had a [3-day](DURATION) history of [fever](EVENT) and [hives](EVENT).",
            {"fever", "hives"},
            id="history-of-a-list",
        ),
        pytest.param(
            "[Fever](EVENT) and [hives](EVENT) persisted for [3 days](DURATION).",
            {"fever", "hives"},
            id="both",
        ),
        pytest.param(
            "For [hives](EVENT) she was given [dialysis](THERAPY) for [3 days](DURATION).",
            set(),
            id="of-a-therapy",
        ),
        pytest.param(
            "She was treated for [hives](EVENT) for [3 days](DURATION).",
            set(),
            id="of-a-treatment-without-a-name",
        ),
        pytest.param("She took [kava](DRUG) for [3 days](DURATION).", set(), id="of-a-drug"),
        pytest.param("[Hives](EVENT) < [1 min](DURATION), then well.", {"hives"}, id="less-than"),
        pytest.param(
            "[Hives](EVENT) [lasted](OUTCOME) [3 days](DURATION).", {"hives"}, id="lasted-read-as-a-state"
        ),
        pytest.param(
            "She had [hives](EVENT) and was hospitalized for [3 days](DURATION).", set(), id="of-a-stay"
        ),
        pytest.param("She had [hives](EVENT), observed x [45 min](DURATION).", set(), id="of-watching"),
        pytest.param(
            "She had [hives](EVENT). She was followed for [3 days](DURATION).", set(), id="follow-up"
        ),
    ],
)
def test_durations_of_events(source: str, expected: set[str]) -> None:
    found = narrative(source)
    lengths = [mention for mention in found.mentions if mention.label is Label.DURATION]
    cast, names = cast_of(found)
    assert {names[key] for key in durations_of_events(found, lengths, cast)} == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "She was treated with [kava](DRUG) for [14 days](DURATION) and developed [hives](EVENT).",
            {"hives": "14 days"},
            id="treated-for",
        ),
        pytest.param(
            "[Hives](EVENT) occurred in a man receiving [kava](DRUG) for [about a year](DURATION).",
            {"hives": "about a year"},
            id="receiving-for",
        ),
        pytest.param(
            "She had taken [kava](DRUG) for [14 days](DURATION) without [hives](EVENT).",
            {},
            id="nothing-began",
        ),
        pytest.param(
            "She developed [hives](EVENT) on receiving [kava](DRUG), and was hospitalised for [14 days](DURATION).",
            {},
            id="a-stay",
        ),
        pytest.param(
            "She developed [hives](EVENT) on receiving [kava](DRUG), treated for [14 days](DURATION) with [dialysis](THERAPY).",
            {},
            id="of-a-therapy",
        ),
        pytest.param("She developed [hives](EVENT) for [14 days](DURATION).", {}, id="no-drug"),
    ],
)
def test_onset_after_a_length_of_exposure(source: str, expected: dict[str, str]) -> None:
    _, timing, names = read(source)
    assert {names[event]: stated.onset.text for event, stated in timing.onsets.items()} == expected


def test_a_dose_counts_the_suspect_told_by_then() -> None:
    found = narrative(
        "[Kava](DRUG) was given on [3 May 2012](TIME). The [second dose](DOSE_ORDINAL) came on [3 June 2012](TIME). "
        "She took [senna](DRUG)."
    )
    cast, _ = cast_of(found)
    for suspects in (["d1", "d2"], ["d2", "d1"]):
        course = course_of(found, replace(cast, suspects=suspects), found.mentions)
        told = [telling.point for dated in course.dated for telling in dated.tellings]
        assert [point.ref for point in told if point.kind == DOSE] == ["d1"]
