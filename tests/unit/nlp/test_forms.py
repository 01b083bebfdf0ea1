"""What the forms of safety departments state: terms of a dictionary, fields, openings, lists of drugs."""

import pytest

from caseline.nlp.forms import drug_lists, opening, reported, whole_items

_CASE = "This spontaneous case was reported by a nurse and describes the occurrence of"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{_CASE} DRY EYE (sandy feeling), EAR PAIN (left ear (inner) hurt) and FALL (fell down) in a man.",
            [
                ("DRY EYE", "sandy feeling"),
                ("EAR PAIN", "left ear (inner) hurt"),
                ("FALL", "fell down"),
            ],
            id="terms-with-the-reporter-s-words",
        ),
        pytest.param(
            f"{_CASE} DRY EYE, EAR PAIN and FALL in a woman.",
            [("DRY EYE", None), ("EAR PAIN", None), ("FALL", None)],
            id="bare-terms",
        ),
        pytest.param(
            f"{_CASE} dry eye (sandy feeling) in a woman.", [("dry eye", "sandy feeling")], id="small-letters"
        ),
        pytest.param(
            "On 3 May the patient experienced DRY EYE (sandy feeling). DRY EYE (sandy feeling) had resolved.",
            [("DRY EYE", "sandy feeling"), ("DRY EYE", "sandy feeling")],
            id="told-again",
        ),
        pytest.param(
            'The following information was reported: DRY EYE (non-serious) with onset 3May2021, outcome "unknown", '
            'described as "sandy feeling; gritty"; EAR PAIN, outcome "unknown". No more is known.',
            [("DRY EYE", "sandy feeling; gritty"), ("EAR PAIN", None)],
            id="fields",
        ),
        pytest.param(
            "The following information was reported: DRY EYE (disability), EAR PAIN (death, hospitalization) all with "
            'onset 3May2021, outcome "unknown" and all described as "eyes and ears".',
            [("DRY EYE", "eyes and ears"), ("EAR PAIN", "eyes and ears")],
            id="fields-that-share",
        ),
        pytest.param(
            "A report was received from a man who received kava and experienced gritty eyes/dry eye and a sore ear/ear pain.",
            [("dry eye", "gritty eyes"), ("ear pain", "sore ear")],
            id="pairs",
        ),
        pytest.param(
            f"{_CASE} EXPIRED PRODUCT ADMINISTERED (two days late), NO ADVERSE EVENT (well) in a man.",
            [],
            id="no-harm",
        ),
        pytest.param("He took SENNA (Senokot) and had DRY EYE (sandy feeling).", [], id="no-form"),
        pytest.param("The patient experienced hives (large) and fever.", [], id="prose"),
        pytest.param("We report a man who received kava and experienced nausea/vomiting.", [], id="no-pairs"),
    ],
)
def test_reported(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = [
        (text[term.start : term.end], text[slice(*term.words)] if term.words else None)
        for term in reported(text)
    ]
    assert found == expected


def test_the_seriousness_of_a_term_stands_behind_it() -> None:
    text = "The patient experienced DRY EYE (sandy) (seriousness criterion medically significant) and EAR PAIN (sore)."
    assert [term.serious and text[slice(*term.serious)] for term in reported(text)] == [
        "seriousness criterion medically significant",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "items", "names"),
    [
        pytest.param(
            "Dry eye; could not see well after it; Ear pain for a week; This is a spontaneous report from a nurse.",
            ["Dry eye", "could not see well after it", "Ear pain for a week"],
            ["Dry eye", "Ear pain"],
            id="list",
        ),
        pytest.param(
            "Dry eye; Dose given late; product administered too early; A spontaneous report was received.",
            ["Dry eye", "Dose given late"],
            ["Dry eye"],
            id="errors-are-none",
        ),
        pytest.param("He had dry eye; This was treated with drops.", [], [], id="no-report-behind"),
        pytest.param(
            "He was well. The eye was dry; This is a spontaneous report.", [], [], id="sentences-are-no-list"
        ),
    ],
)
def test_opening(text: str, items: list[str], names: list[str]) -> None:
    assert [text[slice(*item)] for item in opening(text)] == items
    assert [text[slice(*item)] for item in whole_items(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "This spontaneous case was reported. Concomitant products included KAVA for Gout. Then more.",
            [(" KAVA for Gout", False)],
            id="besides",
        ),
        pytest.param(
            "This spontaneous case was reported. Past drug history included: Senna, reaction(s): rash.",
            [(" Senna, reaction(s): rash", True)],
            id="past",
        ),
        pytest.param("Concomitant medications included kava.", [], id="a-paper"),
        pytest.param(
            "A spontaneous report was received. No concomitant medications were reported.", [], id="none"
        ),
    ],
)
def test_drug_lists(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(text[each.start : each.end], each.is_past) for each in drug_lists(text)] == expected
