"""Times that are read in their place: what they date, what they count from, and what wording still decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from caseline.cases import dating, references, times
from caseline.cases import narrative as narrative_module
from caseline.cases.dating import dating_of, took
from caseline.nlp.roles.times import BASES, KINDS
from tests.narratives import dated_as, narrative
from tests.unit.cases.test_timeline import Step, steps_of, timed

KAVA = "She was put on [kava](DRUG). "
Times = dict[str, tuple[str, str, Sequence[str]]]


def read_steps(source: str, dated: Times) -> list[Step]:
    return steps_of(dated_as(narrative(source), dated))


@pytest.mark.parametrize(
    ("source", "dated", "expected"),
    [
        pytest.param(
            KAVA + "[Hives](EVENT) [two days on](TIME); no [fever](EVENT).",
            {"two days on": ("onset", "start", ["Hives"])},
            ("onset", "hives", 3, None),
            id="of-one-event-of-two",
        ),
        pytest.param(
            "[Kava](DRUG) [12/20/20](TIME). [Two days later](TIME) [hives](EVENT).",
            {"12/20/20": ("start", "calendar", ["Kava"])},
            ("onset", "hives", 3, "2020-12-22"),
            id="from-a-date-in-notes",
        ),
        pytest.param(
            KAVA + "[Fever](EVENT) [six hours](TIME) following [kava](DRUG).",
            {"six hours": ("length", "none", ["Fever"])},
            ("onset", "fever", 1, None),
            id="no-length-with-a-word-of-order",
        ),
        pytest.param(
            KAVA + "[Hives](EVENT) came [at five weeks](TIME); [fever](EVENT) followed [a week later](TIME).",
            {"at five weeks": ("onset", "start", ["Hives"]), "a week later": ("onset", "told", ["fever"])},
            ("onset", "fever", 43, None),
            id="on-from-a-length-that-dates-an-onset",
        ),
        pytest.param(
            KAVA + "[Three weeks](TIME) had gone by when [hives](EVENT) came.",
            {"Three weeks": ("onset", "start", ["hives"])},
            ("onset", "hives", 22, None),
            id="a-length-without-a-relation",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) she fell. [Ten days](TIME) in, [hives](EVENT).",
            {"Two days later": ("other", "start", []), "Ten days": ("onset", "start", ["hives"])},
            ("onset", "hives", 11, None),
            id="counted-from-the-start-and-not-from-the-step-before",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) she was admitted. On [day 3](TIME) [hives](EVENT) came.",
            {"Two days later": ("admission", "start", []), "day 3": ("onset", "admission", ["hives"])},
            ("onset", "hives", 5, None),
            id="day-of-the-stay",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) she was admitted. On [day 3](TIME) [hives](EVENT) came.",
            {"Two days later": ("admission", "start", []), "day 3": ("onset", "start", ["hives"])},
            ("onset", "hives", 3, None),
            id="day-of-the-drug",
        ),
        pytest.param(
            "She received [kava](DRUG) and, with it, [senna](DRUG). On [day 5](TIME) [hives](EVENT) came.",
            {"day 5": ("onset", "start", ["hives"])},
            ("onset", "hives", 5, None),
            id="day-of-drugs-given-together",
        ),
        pytest.param(
            "[Herbs](DRUG) can harm. He was put on [kava](DRUG). On [day 5](TIME) [hives](EVENT) came.",
            {"day 5": ("onset", "start", ["hives"])},
            ("onset", "hives", 5, None),
            id="day-of-the-suspect-that-onsets-are-counted-from",
        ),
        pytest.param(
            "[Hives](EVENT) [two weeks after](TIME) beginning a sedative. She had taken [kava](DRUG).",
            {"two weeks after": ("onset", "start", ["Hives"])},
            ("onset", "hives", 15, None),
            id="start-of-what-no-name-tells",
        ),
        pytest.param(
            "The link of [kava](DRUG) with [hives](EVENT) [nine days afterwards](TIME) is open.",
            {"nine days afterwards": ("onset", "told", ["hives"])},
            ("onset", "hives", 10, None),
            id="told-before-anything",
        ),
        pytest.param(
            KAVA + "[Four days later](TIME), [massage](THERAPY) for the [hives](EVENT).",
            {"Four days later": ("therapy", "start", ["massage"])},
            ("therapy", "massage", 5, None),
            id="therapy",
        ),
        pytest.param(
            KAVA + "[Four days later](TIME) it was no more taken.",
            {"Four days later": ("stop", "start", [])},
            ("stop", "kava", 5, None),
            id="the-suspect-by-no-name",
        ),
        pytest.param(
            KAVA + "[Four days later](TIME) [hives](EVENT) paled.",
            {"Four days later": ("outcome", "start", ["hives"])},
            ("outcome", "hives", 5, None),
            id="end-of-an-event",
        ),
        pytest.param(
            KAVA + "[Four days later](TIME) all was well.",
            {"Four days later": ("outcome", "start", [])},
            ("outcome", None, 5, None),
            id="end-of-all",
        ),
        pytest.param(
            KAVA + "[Four days later](TIME) she sat in the waiting room.",
            {"Four days later": ("admission", "start", [])},
            ("admission", None, 5, None),
            id="came",
        ),
        pytest.param(
            KAVA + "[Four days later](TIME) she came, [itching](EVENT) [for two days](DURATION).",
            {
                "Four days later": ("admission", "start", []),
                "for two days": ("onset", "admission", ["itching"]),
            },
            ("onset", "itching", 3, None),
            id="a-length-up-to-the-admission",
        ),
        pytest.param(
            KAVA
            + "He was admitted to hospital with a [rash](EVENT) that had begun [3 days after](TIME) [kava](DRUG).",
            {"3 days after": ("onset", "start", ["rash"])},
            ("admission", None, (None, None), None),
            id="what-words-tell-besides-stays",
        ),
        pytest.param(
            KAVA + "[Hives](EVENT) were seen, which developed [two days after](TIME) the first dose.",
            {"two days after": ("onset", "start", [])},
            ("onset", "hives", 3, None),
            id="an-onset-of-nothing-by-name",
        ),
        pytest.param(
            KAVA + "Over the next [48 hours](DURATION) she developed [hives](EVENT).",
            {"48 hours": ("onset", "start", ["hives"])},
            ("onset", "hives", (1, 3), None),
            id="within-a-length",
        ),
        pytest.param(
            KAVA
            + "[Two days later](TIME) she was admitted to hospital. [Ten days](TIME) in, [hives](EVENT) came.",
            {"Ten days": ("onset", "admission", ["hives"])},
            ("onset", "hives", 13, None),
            id="on-from-the-admission",
        ),
        pytest.param(
            KAVA
            + "[Two days later](TIME) she had [hives](EVENT), and [four days later](TIME) still [hives](EVENT).",
            {"Two days later": ("onset", "start", ["hives"]), "four days later": ("followup", "start", [])},
            ("follow_up", None, 5, None),
            id="a-state",
        ),
    ],
)
def test_what_a_time_is_read_to_date(source: str, dated: Times, expected: Step) -> None:
    assert expected in read_steps(source, dated)


@pytest.mark.parametrize(
    ("source", "dated", "unwanted"),
    [
        pytest.param(
            KAVA + "[Two days later](TIME) she developed [hives](EVENT).",
            {"Two days later": ("test", "start", [])},
            ("onset", "hives"),
            id="a-finding-is-no-onset",
        ),
        pytest.param(
            KAVA + "[Two days later](TIME) she developed [hives](EVENT) and [fever](EVENT).",
            {"Two days later": ("onset", "start", ["hives"])},
            ("onset", "fever"),
            id="not-of-the-other-event",
        ),
        pytest.param(
            "She took [kava](DRUG), on [day 3](TIME) [valerian](DRUG) too, for a lump found in [May](TIME).",
            {"May": ("start", "calendar", ["kava"]), "day 3": ("start", "start", ["kava"])},
            ("start", "valerian"),
            id="of-the-drug-it-is-read-to-be-of",
        ),
        pytest.param(
            KAVA + "She developed [hives](EVENT) that were there [two days later](TIME).",
            {"two days later": ("length", "none", ["hives"])},
            ("onset", "hives"),
            id="a-length-is-no-moment",
        ),
    ],
)
def test_what_it_does_not_date(source: str, dated: Times, unwanted: tuple[str, str]) -> None:
    assert unwanted in [step[:2] for step in read_steps(source, {})]
    assert unwanted not in [step[:2] for step in read_steps(source, dated)]


def test_what_is_listed_between_two_and_what_a_mention_holds_is_dated_with_them() -> None:
    source = (
        KAVA
        + "On [day 5](TIME) he had [hives](EVENT), with [pallor](EVENT) and [fever](EVENT), but no [rash](EVENT)."
    )
    found = read_steps(source, {"day 5": ("onset", "start", ["hives", "fever"])})
    assert ("onset", "pallor", 5, None) in found
    assert ("onset", "rash") not in [step[:2] for step in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "On [day 5](TIME) [hives](EVENT) came, with [fever](EVENT) on [day 9](TIME).", 9, id="its-own-day"
        ),
        pytest.param(
            "On [day 5](TIME) [hives](EVENT), with [fever](EVENT), by [May](TIME) gone.", 5, id="none"
        ),
    ],
)
def test_a_day_right_behind_a_name_is_its_own(source: str, expected: int) -> None:
    both = ("onset", "start", ["hives", "fever"])
    found = read_steps(KAVA + source, {"day 5": both, "day 9": both})
    assert {("onset", "hives", 5, None), ("onset", "fever", expected, None)} <= set(found)


@pytest.mark.parametrize(
    ("source", "dated"),
    [
        pytest.param(
            KAVA + "[Hives](EVENT) came [two hours after](TIME) the second.",
            {"two hours after": ("onset", "dose", ["Hives"])},
            id="after-a-later-dose",
        ),
        pytest.param(
            KAVA
            + "Then [senna](DRUG) was added. On [day 5 of senna](TIME) [hives](EVENT) came, [fever](EVENT) not.",
            {"day 5 of senna": ("test", "start", ["hives"])},
            id="after-a-drug-added-later",
        ),
    ],
)
def test_what_has_no_day(source: str, dated: Times) -> None:
    told = [step for step in read_steps(source, dated) if step[:2] == ("onset", "hives")]
    assert not any(isinstance(day, int) for _, _, day, _ in told)


def test_what_is_read_to_be_of_a_drug_is_told_by_the_words() -> None:
    source = KAVA + "[Kava](DRUG) was stopped on [day 4](TIME)."
    assert ("stop", "kava", 4, None) in read_steps(source, {"day 4": ("onset", "start", ["Kava"])})


def test_what_and_joins_to_what_is_dated_needs_less_of_a_link() -> None:
    found = dated_as(
        narrative("[Hives](EVENT) and [fever](EVENT) came [later](TIME)."), {"later": ("onset", "told", [])}
    )
    hives, fever, time = found.mentions
    for chance, expected in ((0.2, [hives, fever]), (0.05, [hives])):
        linked = ((hives.start, hives.end, 0.6), (fever.start, fever.end, chance))
        read = dating_of(found, replace(time, linked=linked))
        assert read is not None
        assert list(read.mentions) == expected


def test_of_unlikely_links_the_likeliest_counts() -> None:
    found = dated_as(
        narrative("[Hives](EVENT), [fever](EVENT) [later](TIME)."), {"later": ("onset", "told", [])}
    )
    hives, fever, time = found.mentions
    for chances, expected in (
        ((0.6, 0.55), [hives, fever]),
        ((0.6, 0.4), [hives]),
        ((0.3, 0.4), [fever]),
        ((0.2, 0.1), []),
    ):
        linked = tuple(
            (each.start, each.end, chance) for each, chance in zip((hives, fever), chances, strict=True)
        )
        read = dating_of(found, replace(time, linked=linked))
        assert read is not None
        assert list(read.mentions) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Senna](DRUG) was used to treat the [colic](EVENT) over a period of [six weeks](DURATION).",
            [],
            id="to-treat",
        ),
        pytest.param(
            "They managed her [colic](EVENT) with [senna](DRUG) for [six weeks](DURATION).",
            ["senna"],
            id="managed",
        ),
        pytest.param(
            "Treated or not, the [colic](EVENT) lasted for [six weeks](DURATION).", ["colic"], id="lasted"
        ),
        pytest.param(
            "She was treated for [colic](EVENT), which persisted over [six weeks](DURATION).",
            ["colic"],
            id="persisted",
        ),
        pytest.param("Untreated [colic](EVENT) for [six weeks](DURATION).", ["colic"], id="untreated"),
    ],
)
def test_what_is_treated_did_not_take_as_long_as_the_treatment(source: str, expected: list[str]) -> None:
    """The reading takes the length to be of all; words say of which it is not."""
    dated = {"six weeks": ("length", "none", ["colic", *(["senna"] if "managed" in source else [])])}
    read = dated_as(narrative(source), dated)
    length = next(each for each in read.mentions if each.text == "six weeks")
    assert [each.text for each in took(read, length)] == expected


def test_without_a_reading_words_decide() -> None:
    found = narrative("[Hives](EVENT) [later](TIME).")
    assert dating_of(found, found.mentions[1]) is None


def test_an_onset_that_no_number_tells_keeps_its_words() -> None:
    found = dated_as(
        narrative(KAVA + "[At breakfast](TIME), [hives](EVENT)."),
        {"At breakfast": ("onset", "none", ["hives"])},
    )
    _, timing, names = timed(found)
    ((event, stated),) = timing.onsets.items()
    assert (names[event], stated.onset.text, stated.onset.value) == ("hives", "At breakfast", None)


def test_kinds_and_bases_are_those_of_the_reader() -> None:
    assert set(dating._TOLD) | set(dating._LINKED) | times._OF_NOTE | {
        narrative_module.LENGTH,
        narrative_module.OTHER,
    } <= set(KINDS)
    assert set(references._FIXED) | set(references._TOLD_LAST) | references._OF_SUSPECTS <= set(BASES)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "On [3 May 2012](TIME) [fever](EVENT). On [9 May 2012](TIME) [hives](EVENT).",
            ["hives"],
            id="dated-itself",
        ),
        pytest.param(
            "She had [fever](EVENT). On [9 May 2012](TIME) [hives](EVENT).", ["fever", "hives"], id="undated"
        ),
        pytest.param(
            "On [3 May 2012](TIME) [fever](EVENT). It was [9 May 2012](TIME). There were [hives](EVENT).",
            ["fever", "hives"],
            id="none-beside-it",
        ),
    ],
)
def test_what_an_earlier_sentence_dates_itself(source: str, expected: list[str]) -> None:
    found = dated_as(narrative(source), {"9 May 2012": ("onset", "calendar", ["fever", "hives"])})
    time = next(each for each in found.mentions if each.text == "9 May 2012")
    read = dating_of(found, time)
    assert read is not None
    assert [each.text for each in read.mentions] == expected
