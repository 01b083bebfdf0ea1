"""What a role reader says, put together and weighed against the wording."""

from __future__ import annotations

import pytest

from caseline.cases import diseases, treatments
from caseline.cases.concepts import DISEASES, TREATMENTS, join
from caseline.cases.diseases import DiseaseRole
from caseline.cases.exclusion import exclusions
from caseline.cases.narrative import Narrative, narrative_of
from caseline.cases.parts import judge_parts
from caseline.cases.readings import is_own, read
from caseline.cases.role_evidence import evened
from caseline.cases.statements import Subject
from caseline.cases.treatments import Role
from caseline.errors import ConfigError
from caseline.schema.mention import Exclusion
from tests.marked import annotated
from tests.narratives import named, narrative, read_as

FIRST = (0.9, 0.05, 0.04, 0.01)
SECOND = (0.05, 0.9, 0.04, 0.01)
THIRD = (0.05, 0.04, 0.9, 0.01)
NONE = (0.02, 0.02, 0.01, 0.95)
TORN = (0.35, 0.1, 0.54, 0.01)


def roles(found: Narrative) -> dict[str, Role]:
    treated = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    events = [mention for mention in found.mentions if mention.label in DISEASES]
    return {item.concept.mentions[0].text: item.role for item in treatments.judge(found, treated, events)}


def test_without_a_reader_nothing_is_read() -> None:
    found = narrative("[Kava](DRUG) and [hives](EVENT).")
    assert read(found.mentions) is None
    assert all(map(is_own, found.mentions))


def test_a_mention_that_is_not_the_patients_says_little() -> None:
    found = read_as(narrative("[Kava](DRUG) harms. He took [kava](DRUG)."), {"Kava": NONE, "kava": SECOND})
    said = read(found.mentions)
    assert said is not None
    assert said.second > 0.85
    assert said.own == pytest.approx(0.99)
    assert [is_own(mention) for mention in found.mentions] == [False, True]


@pytest.mark.parametrize(
    ("source", "said", "expected"),
    [
        pytest.param(
            "[Hives](EVENT) came. [Kava](DRUG) was in his bag.", FIRST, Role.SUSPECT, id="story-alone"
        ),
        pytest.param(
            "[Hives](EVENT) came. [Kava](DRUG) was his tea.", SECOND, Role.CONCOMITANT, id="besides"
        ),
        pytest.param("[Hives](EVENT) came. [Kava](DRUG) helped.", THIRD, Role.THERAPY, id="against-it"),
        pytest.param("He had [kava](DRUG)-induced [hives](EVENT).", TORN, Role.SUSPECT, id="wording-decides"),
        pytest.param(
            "[Hives](EVENT) came; [kava](DRUG) was in his bag.", TORN, Role.THERAPY, id="no-wording-to-decide"
        ),
        pytest.param(
            "[Hives](EVENT) came. [Lavage](THERAPY) was done.",
            SECOND,
            Role.THERAPY,
            id="procedure-is-no-exposure",
        ),
        pytest.param(
            "[Hives](EVENT) came after a [cholecystectomy](THERAPY).",
            FIRST,
            Role.THERAPY,
            id="operation-is-no-suspect",
        ),
        pytest.param(
            "[Hives](EVENT) came after [platelets](THERAPY).", FIRST, Role.SUSPECT, id="blood-may-be-one"
        ),
        pytest.param(
            "An interaction of [kava](DRUG) with the food led to [hives](EVENT).",
            FIRST,
            Role.INTERACTING,
            id="interacting",
        ),
        pytest.param(
            "[Hives](EVENT) came. She had a [flu vaccine](DRUG).",
            THIRD,
            Role.CONCOMITANT,
            id="vaccine-treats-nothing",
        ),
    ],
)
def test_role_of_a_treatment(source: str, said: tuple[float, ...], expected: Role) -> None:
    found = read_as(
        narrative(source),
        dict.fromkeys(
            [mention.text for mention in narrative(source).mentions if mention.label in TREATMENTS], said
        ),
    )
    assert list(roles(found).values()) == [expected]


def test_the_order_of_telling_is_the_readers_to_weigh() -> None:
    source = "He got a [flu shot](DRUG) at work. An hour later he had [hives](EVENT)."
    assert roles(narrative(source)) == {"flu shot": Role.SUSPECT}
    assert roles(read_as(narrative(source), {"flu shot": SECOND})) == {"flu shot": Role.CONCOMITANT}


def test_a_terse_line_gives_what_the_reader_takes_for_given() -> None:
    source = "[Hives](EVENT), day 2. [Kava](DRUG)."
    assert roles(narrative(source)) == {}
    assert roles(read_as(narrative(source), {"Kava": THIRD})) == {"Kava": Role.THERAPY}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(FIRST, DiseaseRole.EVENT, id="event"),
        pytest.param(SECOND, DiseaseRole.COMORBIDITY, id="condition"),
        pytest.param(THIRD, DiseaseRole.HISTORY, id="history"),
    ],
)
def test_role_of_a_disease(said: tuple[float, ...], expected: DiseaseRole) -> None:
    found = read_as(narrative("There was [jaundice](EVENT)."), {"jaundice": said})
    judged = diseases.judge(found, join(found, [named(found, "jaundice")]), ())
    assert [item.role for item in judged] == [expected]


def test_an_allergy_is_history() -> None:
    found = read_as(narrative("He has an [allergy to kava](EVENT)."), {"allergy to kava": FIRST})
    judged = diseases.judge(found, join(found, found.mentions), ())
    assert [item.role for item in judged] == [DiseaseRole.HISTORY]


def test_wording_tells_what_a_condition_is() -> None:
    found = read_as(
        narrative("She took [kava](DRUG) for [anxiety](DISORDER)."), {"anxiety": SECOND, "kava": FIRST}
    )
    judged = diseases.judge(found, join(found, [named(found, "anxiety")]), [named(found, "kava")])
    assert [item.role for item in judged] == [DiseaseRole.INDICATION]


def test_what_plays_no_part_is_left_out_with_a_reason() -> None:
    found = read_as(
        narrative("He took [kava](DRUG). [Warfarin](DRUG) stood in the cupboard."),
        {"kava": FIRST, "Warfarin": NONE},
    )
    assert exclusions(found, [Subject.PATIENT] * 2) == (None, Exclusion.UNRELATED)


def test_a_reason_that_the_text_gives_comes_first() -> None:
    found = read_as(narrative("He had no [fever](EVENT).", context=True), {"fever": (0.01, 0.01, 0.01, 0.97)})
    assert exclusions(found, [Subject.PATIENT]) == (Exclusion.NEGATED,)


@pytest.mark.parametrize(
    ("share", "expected"),
    [pytest.param(0.7499, True, id="below"), pytest.param(0.75, False, id="at-the-threshold")],
)
def test_how_surely_a_mention_is_another_ones(share: float, expected: bool) -> None:
    found = read_as(narrative("[Kava](DRUG)."), {"Kava": (1 - share, 0.0, 0.0, share)})
    assert is_own(found.mentions[0]) is expected


def test_roles_come_from_the_doc() -> None:
    doc = annotated("He took [kava](DRUG) and had [hives](EVENT) on his [arms](BODY_SITE).")
    doc._.role_scores = [list(FIRST), None, None]
    assert [mention.roles for mention in narrative_of(doc).mentions] == [FIRST, (), ()]


def test_roles_of_other_mentions() -> None:
    doc = annotated("He took [kava](DRUG).")
    doc._.role_scores = [None, list(FIRST)]
    with pytest.raises(ConfigError, match="2 mentions and there are 1; put caseline_roles behind"):
        narrative_of(doc)


def test_an_event_stays_one_without_a_suspect() -> None:
    source = "He had [hives](EVENT) at the clinic."
    assert not judge_parts(narrative(source), narrative(source).mentions).events
    found = read_as(narrative(source), {"hives": FIRST})
    assert len(judge_parts(found, found.mentions).events) == 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He got [steroids](DRUG), [rituximab](DRUG), [azathioprine](DRUG) and [cyclosporin](DRUG).",
            (0.2625, 0.0425, 0.685),
            id="long-list-is-read-as-one",
        ),
        pytest.param(
            "He got [steroids](DRUG), [rituximab](DRUG) and [azathioprine](DRUG).", FIRST[:3], id="short-list"
        ),
        pytest.param(
            "[Steroids](DRUG) failed. He got [rituximab](DRUG), [azathioprine](DRUG) and [cyclosporin](DRUG).",
            FIRST[:3],
            id="not-in-the-list",
        ),
    ],
)
def test_members_of_a_list(source: str, expected: tuple[float, ...]) -> None:
    others = dict.fromkeys(("rituximab", "azathioprine", "cyclosporin"), THIRD)
    found = evened(read_as(narrative(source), {"steroids": FIRST, "Steroids": FIRST, **others}))
    assert found.mentions[0].roles[:3] == pytest.approx(expected)
