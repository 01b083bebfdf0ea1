"""What forms state is an event, dated, ended and serious as they say."""

import pytest

from caseline.cases import assemble
from caseline.cases.narrative import narrative_of
from caseline.cases.reported import stated
from caseline.schema.case import Case
from tests.marked import annotated
from tests.narratives import read_as

_CASE = "This spontaneous case describes the occurrence of "
_PATIENT = "in a [man](SEX) who received [kava](DRUG). "
_FIELDS = "A [man](SEX) fell ill after [kava](DRUG). The following information was reported: "


def case(source: str) -> Case:
    [found] = assemble(annotated(source, "caseline_context"))[1]
    return found


def test_a_term_and_the_reporter_s_words_are_one_event() -> None:
    found = case(
        f"[Gritty eyes](EVENT); [Ear hurt](EVENT); {_CASE}[DRY EYE](EVENT) ([Gritty eyes](EVENT)) and "
        f"[EAR PAIN](DISORDER) ([Ear hurt](EVENT)) {_PATIENT}"
    )
    assert [event.name for event in found.events] == ["dry eye", "ear pain"]


def test_words_for_several_terms_join_none() -> None:
    found = case(
        f"{_CASE}[DRY EYE](EVENT) ([gritty](EVENT), [sore](EVENT)) and [EAR PAIN](DISORDER) ([sore](EVENT)) {_PATIENT}"
    )
    assert [event.name for event in found.events][:1] == ["dry eye"]
    assert "ear pain" in {event.name for event in found.events}


def test_terms_are_never_one_by_what_their_words_share() -> None:
    found = case(
        f"{_CASE}[EAR PAIN](EVENT) ([ache](EVENT) in the ear) and [JAW PAIN](EVENT) ([ache](EVENT) below it) {_PATIENT}"
    )
    assert [event.name for event in found.events] == ["ear pain", "jaw pain"]


def test_words_told_nowhere_else_are_the_term_s() -> None:
    found = case(f"{_CASE}[DRY EYE](EVENT) ([gritty](EVENT), [sandy](EVENT) lids) {_PATIENT}")
    assert [event.name for event in found.events] == ["dry eye"]


def test_how_a_form_ends_an_event_outweighs_the_rest() -> None:
    found = case(
        f"{_CASE}[DRY EYE](EVENT) (gritty) {_PATIENT}[DRY EYE](EVENT) (gritty) had [not resolved](OUTCOME). "
        "The patient [recovered](OUTCOME) from all of it."
    )
    assert [event.outcome and event.outcome.status.value for event in found.events] == ["not_recovered"]


def test_a_form_dates_its_events() -> None:
    found = case(
        f"{_CASE}[DRY EYE](EVENT) (gritty) and [EAR PAIN](EVENT) (sore) {_PATIENT}"
        "On [3 May 2021](TIME), the patient experienced [DRY EYE](EVENT) (gritty). "
        "On [5 May 2021](TIME), the patient experienced [EAR PAIN](EVENT) (sore). "
        "On [9 May 2021](TIME), [DRY EYE](EVENT) (gritty) had [resolved](OUTCOME)."
    )
    assert {event.name: event.onset and event.onset.text for event in found.events} == {
        "dry eye": "3 May 2021",
        "ear pain": "5 May 2021",
    }


def test_each_field_has_its_onset_outcome_and_seriousness() -> None:
    found = case(
        f'{_FIELDS}[DRY EYE](EVENT) ([disability](SERIOUSNESS)) with onset [3May2021](TIME), outcome "[recovered](OUTCOME)" '
        '([8May2021](TIME)), described as "gritty"; [EAR PAIN](DISORDER) (non-serious) with onset [5May2021](TIME), '
        'outcome "[not recovered](OUTCOME)", described as "sore".'
    )
    assert [
        (
            event.name,
            event.onset and event.onset.text,
            event.outcome and event.outcome.status.value,
            event.seriousness,
        )
        for event in found.events
    ] == [
        ("dry eye", "3May2021", "recovered", ("disability",)),
        ("ear pain", "5May2021", "not_recovered", ()),
    ]


def test_how_a_list_of_terms_ended() -> None:
    found = case(
        f"{_CASE}[DRY EYE](EVENT) (gritty), [EAR PAIN](EVENT) (sore) and [FALL](EVENT) (fell) {_PATIENT}"
        "At the time of the report, [DRY EYE](EVENT) (gritty) and [FALL](EVENT) (fell) had [not resolved](OUTCOME) and "
        "[EAR PAIN](EVENT) (sore) [outcome was unknown](OUTCOME)."
    )
    assert {event.name: event.outcome and event.outcome.status.value for event in found.events} == {
        "dry eye": "not_recovered",
        "fall": "not_recovered",
        "ear pain": "unknown",
    }


def test_a_criterion_is_of_the_term_before_it() -> None:
    found = case(
        f"{_CASE}[DRY EYE](EVENT) (gritty) {_PATIENT}"
        "The patient experienced [DRY EYE](EVENT) (gritty) (seriousness criterion [medically significant](SERIOUSNESS)) "
        "and [EAR PAIN](EVENT) (sore)."
    )
    assert {event.name: event.seriousness for event in found.events} == {
        "dry eye": ("other",),
        "ear pain": (),
    }


@pytest.mark.parametrize(
    ("source", "roles"),
    [
        pytest.param(
            "This spontaneous case was reported. Concomitant products included [kava](DRUG) for gout.",
            (0.0, 1.0, 0.0, 0.0),
            id="besides",
        ),
        pytest.param(
            "This spontaneous case was reported. Past drug history included [senna](DRUG).",
            (0.0, 0.0, 0.0, 1.0),
            id="past",
        ),
        pytest.param(
            "This spontaneous case was reported. Past drug history included senna, reaction: [rash](EVENT).",
            (0.0, 0.0, 1.0, 0.0),
            id="past-reaction",
        ),
        pytest.param(
            "[Dry eye](EVENT); This is a spontaneous report from a nurse.", (1.0, 0.0, 0.0, 0.0), id="opening"
        ),
        pytest.param(
            "This spontaneous case was reported. Vaccination history included a [flu vaccine](DRUG).",
            (0.4, 0.3, 0.2, 0.1),
            id="a-vaccine-may-be-the-suspect",
        ),
        pytest.param(
            "Concomitant medications included [kava](DRUG).", (0.4, 0.3, 0.2, 0.1), id="a-paper-says-no-more"
        ),
    ],
)
def test_what_a_form_says_outweighs_the_reader(source: str, roles: tuple[float, ...]) -> None:
    found = narrative_of(annotated(source))
    [mention] = found.mentions
    [read] = stated(read_as(found, {mention.text: (0.4, 0.3, 0.2, 0.1)})).mentions
    assert read.roles == roles


def test_without_a_form_nothing_changes() -> None:
    found = narrative_of(annotated("A [man](SEX) took [kava](DRUG) and had [hives](EVENT)."))
    assert stated(found) is found
