"""Times and durations."""

import pytest

from caseline.nlp.patterns.time import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("A rash came [one day](TIME) after the infusion.", id="after"),
        pytest.param("It began on [03Feb2021 (at 08:00)](TIME), she said.", id="clock-in-brackets"),
        pytest.param("It began on [03Feb2021](TIME) (EK9788).", id="lot-in-brackets"),
        pytest.param("[Several months](TIME) after her course.", id="several"),
        pytest.param("It came [within 12 to 24 hours](TIME) after exposure.", id="within-range"),
        pytest.param(
            "[Two days later](TIME) she fell; he fell [3 years previously](TIME).", id="later-previously"
        ),
        pytest.param("After [3 weeks](TIME) of treatment.", id="after-of"),
        pytest.param("[Three weeks](TIME) into therapy; [5 days](TIME) prior to admission.", id="into-prior"),
        pytest.param("On [day 8](TIME) of cycle 2, in [week 4](TIME).", id="numbered-days"),
        pytest.param("On the [fifth day](TIME) and the [2nd postoperative day](TIME).", id="ordinal-days"),
        pytest.param("The [next morning](TIME) and [overnight](TIME).", id="moments"),
        pytest.param("[Shortly after](TIME) the dose; [immediately](TIME) after it.", id="soon"),
        pytest.param("[Within hours](TIME) of the dose; [months later](TIME).", id="no-number"),
        pytest.param(
            "On [3 May 2012](TIME), [May 3, 2012](TIME), [2012-05-03](TIME), [03/05/2012](TIME).", id="dates"
        ),
        pytest.param("In [June 2015](TIME), in [2011](TIME), since [March](TIME).", id="months-and-years"),
        pytest.param("She took it from [1998](TIME) to [2004](TIME).", id="from-a-year-to-a-year"),
        pytest.param("Therapy start: kava [2015](TIME), senna [2018](TIME).", id="years-of-a-list"),
        pytest.param("Therapy: kava 2015, senna; see Smith 2015, Jones 2018.", id="not-years-of-papers"),
        pytest.param("In a woman of 73 years following the second one.", id="not-of-years"),
        pytest.param("[Four hours postpartum](TIME), [two days post-op](TIME).", id="post-partum"),
        pytest.param(
            "[After her third course](TIME) or [following the second kava injection](TIME) he fell. [With the third dose](TIME) she fell.",
            id="numbered-doses",
        ),
        pytest.param(
            "It came [during the seventh infusion](TIME) of it, [after cycle 5](TIME), [after six doses](TIME).",
            id="counted-doses",
        ),
        pytest.param(
            "[Two days](TIME) after the second dose, [shortly after](TIME) the third dose, treated with the first dose, after two doses per week, "
            "after a dose, after treatment.",
            id="no-time-of-its-own",
        ),
        pytest.param(
            "Vaccine in L deltoid [10/4](TIME). [4/20](TIME) arm red. Pain started [4/11](TIME), fell.",
            id="terse-dates",
        ),
        pytest.param(
            "Pain 8/10. 4/5 strength. 5/5 patients. Given 1/2 tablet. Murmur 3/6. Started 1/2 strength. Got 2/3 of it.",
            id="fractions",
        ),
        pytest.param("[Next a.m.](TIME) red; [next AM](TIME) well; the next am- or pm-dose.", id="next-am"),
        pytest.param("[Two weeks in](TIME) I fell. She spent two weeks in the ward.", id="weeks-in-i"),
        pytest.param("It began on a [Sunday](TIME); she sold a Sunday paper.", id="a-weekday"),
        pytest.param(
            "[Within the next minute](TIME) he fell; over the next [few hours](DURATION) he slept.",
            id="next-minute",
        ),
        pytest.param("On days 1 to 21 of each cycle; on [day 8](TIME) of cycle 2.", id="schedule"),
        pytest.param("[A few days in](TIME): woke with hives. He came in 2.", id="days-in"),
        pytest.param(
            "The [evening before](TIME), the [same night](TIME), [that night](TIME).", id="articles"
        ),
        pytest.param("He was kept overnight and observed overnight; [overnight](TIME) it grew.", id="kept"),
        pytest.param(
            "[22:10 on January 6, 2023](TIME), [03/12/2021 at 10:15](TIME), [03/14/2021 13:40](TIME), [03/13/2021 AM](TIME).",
            id="date-and-hour",
        ),
        pytest.param(
            "On the [night of 25 April](TIME), on [Wednesday 4 October 2023](TIME), one [Tuesday morning](TIME).",
            id="part-of-a-dated-day",
        ),
        pytest.param("[Day of life 3](TIME), [day 9 of life](TIME), at [36 hours of life](TIME).", id="life"),
        pytest.param("At [02:15 p.m](TIME). she woke; at [8 am](TIME) too.", id="clock"),
        pytest.param("He took it for [6 months](DURATION), over [3 hours](DURATION).", id="for-over"),
        pytest.param(
            "Over a period of [6 months](DURATION); it lasted [ten days](DURATION).", id="period-lasted"
        ),
        pytest.param("A [6-month](DURATION) history; a [3-week](DURATION) course.", id="history-course"),
        pytest.param("Over the [past year](DURATION) and the last [2 weeks](DURATION).", id="past"),
        pytest.param("For [2 years and 3 months](DURATION).", id="compound"),
        pytest.param("For [two and a half years](DURATION), for [1½ hours](DURATION).", id="halves"),
        pytest.param(
            "Fever x [3 days](DURATION), chills x[2 days](DURATION), tds x [7/7](DURATION).", id="times"
        ),
        pytest.param("[Day after](TIME) vaccination. Took it every other day after meals.", id="day-after"),
        pytest.param("[A fortnight later](TIME) she left.", id="fortnight"),
        pytest.param("On [POD#2](TIME), on [POD 3](TIME), on [HD 5](TIME).", id="days-in-short"),
        pytest.param("Given [3/12/21](TIME), again [03-12-21](TIME) and [12.03.21](TIME).", id="short-years"),
        pytest.param("On [12MAR2021](TIME), on [12-Mar-21](TIME).", id="run-together"),
        pytest.param(
            "On [March 14](TIME) a rash, on the [15th](TIME), fever; on [3/16](TIME) none.", id="no-year"
        ),
        pytest.param(
            "Injected [1/2020](TIME); sore [as of 03-2020](TIME), gone [2020/07](TIME).",
            id="months-in-numbers",
        ),
        pytest.param("ANA titre 1/2020, a ratio of 1/2000, a dilution of 1/200, pain 4/10.", id="no-months"),
        pytest.param(
            "Admitted [6/8-6/13](TIME), on kava [12–15 March 2021](TIME), [March 12 to 15, 2021](TIME), [June 8 to 13](TIME).",
            id="stretches",
        ),
        pytest.param(
            "Strength 4/5-5/5, pain 3/10 - 5/10, pain from 8/10 to 3/10, pulses 1/4-3/5.", id="no-stretches"
        ),
        pytest.param(
            "Given [05Jan2021 14:15](TIME), [05JAN21](TIME), [05-JAN-2021 at 2 pm](TIME), [2021-01-05T14:15](TIME).",
            id="compact",
        ),
        pytest.param(
            "Given [2/21/21 at 0930](TIME); at [0945](TIME) hives. At 1200 mg, at 1500 patients.",
            id="four-digits",
        ),
        pytest.param(
            "Labs [6/8](TIME): AST 420. LFTs normal [7/2](TIME). Fever [1/2](TIME), died [1/11](TIME).",
            id="notes",
        ),
        pytest.param(
            "Hives [w/in 30 mins](TIME) of it; [moments after](TIME) it; chills [later same day](TIME).",
            id="terse",
        ),
        pytest.param("Seen [5 min](TIME). after it, [an hour](TIME) or so after it.", id="unit-with-a-dot"),
        pytest.param(
            "LOC < [1 min](DURATION), fever x [3 days](DURATION) after it; onset < 5 min.",
            id="how-long-by-a-sign",
        ),
        pytest.param(
            "Shot [Monday](TIME). On the [7th](TIME) I fell; it fell on the 7th floor.", id="day-of-a-month"
        ),
        pytest.param("On [Tuesday](TIME); by the [Friday morning](TIME).", id="weekdays"),
        pytest.param("On the [day of admission](TIME); the [evening of vaccination](TIME).", id="day-of"),
        pytest.param("[Later in the day](TIME) and [later that evening](TIME).", id="later-that-day"),
        pytest.param("It began at [14:30](TIME).", id="clock-of-24-hours"),
        pytest.param("Strength 5/5, BP 120/80, 1/2 tablet, on 2/3 of days.", id="not-fractions"),
        pytest.param("Version 1.2.34 of the 15th edition; odds of 12:30.", id="not-numbers"),
        pytest.param("A 4 x 3 cm mass, x100 magnification.", id="not-sizes"),
        pytest.param("A 58-year-old man, aged 7 months, 38 weeks' gestation.", id="not-ages"),
        pytest.param("5 mg/day 3 times; every 6 hours; 2 g per day; twice a day.", id="not-rates"),
        pytest.param("It may march on; he had 10 pack-years.", id="not-words"),
        pytest.param("We saw 2000 patients in 12 clinics.", id="not-counts"),
    ],
)
def test_times(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
