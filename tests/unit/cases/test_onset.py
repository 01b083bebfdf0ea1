"""When events began: which times count, what they are counted from, and for which events."""

import pytest

from caseline.cases.concepts import DISEASES, TREATMENTS
from caseline.cases.course import course_of
from caseline.cases.narrative import Found
from caseline.cases.onset import Stated, onsets
from caseline.cases.tellings import Cast
from caseline.schema.case import AnchorKind, Relation
from tests.narratives import narrative

Told = dict[str, Stated]


def dated(source: str, *, suspects: int = 1) -> Told:
    """Returns the onsets by event text; each name is one drug or event, the first drugs are suspects."""
    found = narrative(source)
    events = by_text([mention for mention in found.mentions if mention.label in DISEASES])
    drugs = by_text([mention for mention in found.mentions if mention.label in TREATMENTS])
    suspected = list(drugs)[:suspects]
    keys = {name: f"d{place}" for place, name in enumerate(drugs, start=1)}
    cast = Cast(
        events=events,
        drugs={keys[name]: mentions for name, mentions in drugs.items()},
        therapies={},
        suspects=[keys[name] for name in suspected],
    )
    return onsets(found, course_of(found, cast, found.mentions), cast)


def by_text(mentions: list[Found]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    for mention in mentions:
        found.setdefault(mention.text.lower(), []).append(mention)
    return found


@pytest.mark.parametrize(
    ("source", "value", "unit", "relation", "anchor"),
    [
        pytest.param(
            "She developed [hives](EVENT) [two days after](TIME) starting [kava](DRUG).",
            2,
            "d",
            Relation.AFTER,
            (AnchorKind.START, None, "d1"),
            id="start-of-a-drug",
        ),
        pytest.param(
            "[Two days after the second dose of kava](TIME), [hives](EVENT) appeared. She had [kava](DRUG).",
            2,
            "d",
            Relation.AFTER,
            (AnchorKind.DOSE, 2, "d1"),
            id="dose-of-a-drug-told-elsewhere",
        ),
        pytest.param(
            "She had [kava](DRUG). [Three weeks after the last infusion](TIME) she noticed [hives](EVENT).",
            3,
            "wk",
            Relation.AFTER,
            (AnchorKind.DOSE, None, "d1"),
            id="unnamed-dose-is-the-suspect-s",
        ),
        pytest.param(
            "She had [kava](DRUG). [Hives](EVENT) occurred [two days before admission](TIME).",
            2,
            "d",
            Relation.BEFORE,
            (AnchorKind.ADMISSION, None, None),
            id="admission-is-no-drug-s",
        ),
        pytest.param(
            "She had [kava](DRUG). [Hives](EVENT) appeared [four hours after eating a late dinner](TIME).",
            4,
            "h",
            Relation.AFTER,
            (AnchorKind.EVENT, None, None),
            id="something-else-than-a-drug",
        ),
        pytest.param(
            "[On day 12](TIME) of [kava](DRUG) she developed [hives](EVENT).",
            12,
            "d",
            Relation.AT,
            (AnchorKind.START, None, "d1"),
            id="day-of-a-drug",
        ),
    ],
)
def test_onset(
    source: str, value: int, unit: str, relation: Relation, anchor: tuple[AnchorKind, int | None, str | None]
) -> None:
    [(onset, *_)] = dated(source).values()
    assert (onset.value, onset.unit, onset.relation) == (value, unit, relation)
    assert onset.anchor is not None
    assert (onset.anchor.kind, onset.anchor.ordinal, onset.anchor.drug) == anchor


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Hives](EVENT) resolved [two days after](TIME) stopping [kava](DRUG).", set(), id="ending"
        ),
        pytest.param(
            "[Two days after](TIME) stopping [kava](DRUG) the [hives](EVENT) disappeared.",
            set(),
            id="ending-behind",
        ),
        pytest.param(
            "She had [hives](EVENT) and was discharged [five days after admission](TIME).",
            set(),
            id="discharge",
        ),
        pytest.param(
            "[Hives](EVENT) appeared [one day after](TIME) [kava](DRUG), which resolved.",
            {"hives"},
            id="ending-in-another-clause",
        ),
        pytest.param(
            "She developed [fever](EVENT) and [hives](EVENT) [one day after](TIME) [kava](DRUG).",
            {"fever", "hives"},
            id="both-of-a-clause",
        ),
        pytest.param(
            "[Fever](EVENT) appeared [one day after](TIME) [kava](DRUG). She also had [hives](EVENT).",
            {"fever", "hives"},
            id="those-told-also",
        ),
        pytest.param(
            "[Fever](EVENT) appeared [one day after](TIME) [kava](DRUG). She had [hives](EVENT).",
            {"fever"},
            id="not-those-of-the-next-sentence",
        ),
        pytest.param(
            "[Fever](EVENT) appeared [one day after](TIME) [kava](DRUG). She also had a history of [gout](DISORDER).",
            {"fever"},
            id="not-a-history",
        ),
        pytest.param(
            "[Fever](EVENT) appeared [one day after](TIME) [kava](DRUG). On [hospital day 3](TIME) she also slept. Also [hives](EVENT) came.",
            {"fever"},
            id="a-sentence-between",
        ),
        pytest.param(
            "Testing [four months after](TIME) [kava](DRUG) confirmed [hives](EVENT).", set(), id="a-test"
        ),
        pytest.param("[Jaundice](EVENT) peaked [three weeks after](TIME) [kava](DRUG).", set(), id="a-peak"),
        pytest.param(
            "She received [kava](DRUG) [in May 2015](TIME) and developed [hives](EVENT).",
            set(),
            id="the-time-of-the-drug",
        ),
        pytest.param(
            "[In May 2015](TIME) she received [kava](DRUG) and developed [hives](EVENT).",
            {"hives"},
            id="the-time-of-both",
        ),
        pytest.param(
            "She had [kava](DRUG). Tests revealed [gout](EVENT), and iodine was started [on the fifth day](TIME).",
            set(),
            id="the-time-of-a-therapy",
        ),
        pytest.param(
            "She had [kava](DRUG). [Gout](EVENT) and [hives](EVENT) were noted [on the fifth day](TIME).",
            {"gout", "hives"},
            id="the-time-of-two-events",
        ),
        pytest.param(
            "A pregnant woman [at 39 weeks](TIME) received [kava](DRUG) and developed [hives](EVENT).",
            set(),
            id="weeks-of-pregnancy",
        ),
        pytest.param(
            "[Two days after treatment](TIME) [fever](EVENT) appeared. She had [kava](DRUG).",
            {"fever"},
            id="right-behind-its-anchor",
        ),
        pytest.param(
            "She had [hives](EVENT). The symptoms began [one day after](TIME) [kava](DRUG).",
            {"hives"},
            id="referred-back-to",
        ),
        pytest.param(
            "The symptoms began [one day after](TIME) [kava](DRUG). She had [hives](EVENT). Later came [fever](EVENT).",
            {"hives", "fever"},
            id="referred-ahead-to",
        ),
        pytest.param(
            "She had [hives](EVENT). She went home [one day after](TIME) [kava](DRUG).",
            set(),
            id="clause-names-no-event",
        ),
        pytest.param(
            "Still having [pain](EVENT) [6 weeks after](TIME) [kava](DRUG).", set(), id="still-having"
        ),
        pytest.param(
            "Continues to have [pain](EVENT) as of [two months after](TIME) [kava](DRUG).", set(), id="as-of"
        ),
        pytest.param(
            "[Six weeks after](TIME) [kava](DRUG) the [pain](EVENT) persisted.", set(), id="persisted"
        ),
        pytest.param(
            "[Six weeks after](TIME) [kava](DRUG) she still smoked and developed [pain](EVENT).",
            {"pain"},
            id="still-did-something-else",
        ),
        pytest.param(
            "[Six weeks after](TIME) [kava](DRUG) she continued to work but had [pain](EVENT).",
            {"pain"},
            id="continued-something-else",
        ),
        pytest.param("She developed [hives](EVENT) after [kava](DRUG).", set(), id="no-time"),
        pytest.param("She had [hives](EVENT) [sometime](TIME).", set(), id="time-that-says-nothing"),
    ],
)
def test_events_that_a_time_dates(source: str, expected: set[str]) -> None:
    assert set(dated(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "She had started [kava](DRUG) [5 days before](TIME) the onset of symptoms. She presented with [hives](EVENT).",
            {"hives": (5, Relation.AFTER, AnchorKind.START)},
            id="before-symptoms",
        ),
        pytest.param(
            "She came with [hives](EVENT). The [second dose](DOSE_ORDINAL) of [kava](DRUG) was given [3 days](TIME) prior to onset.",
            {"hives": (3, Relation.AFTER, AnchorKind.DOSE)},
            id="dose-before-onset",
        ),
        pytest.param(
            "She had started [kava](DRUG) [5 days before](TIME) admission. She presented with [hives](EVENT).",
            {},
            id="before-admission",
        ),
        pytest.param(
            "She started [kava](DRUG) [5 days before](TIME) onset. The first dose gave no [hives](EVENT).",
            {},
            id="no-presentation",
        ),
    ],
)
def test_what_an_exposure_came_before(
    source: str, expected: dict[str, tuple[int, Relation, AnchorKind]]
) -> None:
    found = {
        event: (each.onset.value, each.onset.relation, each.onset.anchor.kind)
        for event, each in dated(source).items()
        if each.onset.anchor is not None
    }
    assert found == expected


@pytest.mark.parametrize(
    ("source", "kind", "ordinal"),
    [
        pytest.param("[After the third dose](TIME) she had [hives](EVENT).", AnchorKind.DOSE, 3, id="dose"),
        pytest.param("[After six doses](TIME) she had [hives](EVENT).", AnchorKind.DOSE, 6, id="so-many"),
        pytest.param(
            "The [second dose](DOSE_ORDINAL) followed. [2 days after vaccination](TIME) she had [hives](EVENT).",
            AnchorKind.DOSE,
            2,
            id="dose-told-last",
        ),
        pytest.param(
            "[2 days after vaccination](TIME) she had [hives](EVENT).",
            AnchorKind.START,
            None,
            id="no-dose-told",
        ),
        pytest.param(
            "[3 days after the dose was doubled](TIME) she had [hives](EVENT).",
            AnchorKind.DOSE,
            None,
            id="change-of-dose",
        ),
    ],
)
def test_doses_that_times_count_from(source: str, kind: AnchorKind, ordinal: int | None) -> None:
    anchor = dated("She had [kava](DRUG). " + source)["hives"].onset.anchor
    assert anchor is not None
    assert (anchor.kind, anchor.ordinal, anchor.drug) == (kind, ordinal, "d1")


def test_an_onset_counted_from_a_drug_outweighs_an_earlier_one() -> None:
    onset, *_ = dated(
        "[Hives](EVENT) occurred [two days before admission](TIME). "
        "The [hives](EVENT) appeared [one week after](TIME) starting [kava](DRUG)."
    )["hives"]
    assert (onset.value, onset.unit) == (1, "wk")


def test_an_exact_onset_outweighs_a_vague_one() -> None:
    onset, *_ = dated(
        "[Hives](EVENT) appeared [several days after](TIME) starting [kava](DRUG). "
        "The [hives](EVENT) began [four days after](TIME) starting [kava](DRUG)."
    )["hives"]
    assert (onset.value, onset.approximate) == (4, False)


def test_all_that_tell_the_same_are_evidence() -> None:
    onset, evidence, *_ = dated(
        "[Hives](EVENT) appeared [two days after](TIME) starting [kava](DRUG). "
        "So the [hives](EVENT) began [2 days after](TIME) starting [kava](DRUG)."
    )["hives"]
    assert (onset.value, onset.unit) == (2, "d")
    assert [mention.text for mention in evidence] == ["two days after", "2 days after"]


def test_a_dose_without_a_name_is_the_suspect_s_of_its_sentence() -> None:
    [(onset, *_)] = dated(
        "She had [senna](DRUG). While on [kava](DRUG) she developed [hives](EVENT) [two days after the second dose](TIME).",
        suspects=2,
    ).values()
    assert onset.anchor is not None
    assert onset.anchor.drug == "d2"


def test_without_suspects_a_dose_belongs_to_nobody() -> None:
    [(onset, *_)] = dated("[Hives](EVENT) appeared [two days after the second dose](TIME).").values()
    assert onset.anchor is not None
    assert (onset.anchor.ordinal, onset.anchor.drug) == (2, None)


def test_the_text_of_an_onset_stands_in_the_report() -> None:
    source = "She developed [hives](EVENT) [two days after](TIME) starting [kava](DRUG), and left."
    [(onset, *_)] = dated(source).values()
    assert onset.text == "two days after starting kava"
