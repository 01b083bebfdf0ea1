"""What treatments work on by their nature."""

import pytest

from caseline.cases.concepts import TREATMENTS, join
from caseline.cases.targets import is_for_all, worked_on
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("treatment", "events", "expected"),
    [
        pytest.param(
            "haemodialysis", ["acute kidney injury", "rash"], {"acute kidney injury"}, id="dialysis"
        ),
        pytest.param("ondansetron", ["vomiting", "fever"], {"vomiting"}, id="antiemetic"),
        pytest.param(
            "platelet transfusion", ["thrombocytopenia", "pain"], {"thrombocytopenia"}, id="platelets"
        ),
        pytest.param(
            "heparin", ["pulmonary embolism", "thrombocytopenia"], {"pulmonary embolism"}, id="heparin"
        ),
        pytest.param("amlodipine", ["fatigue"], set(), id="nothing-it-works-on"),
        pytest.param("mirtazapine", ["depression", "itch"], {"depression"}, id="antidepressant"),
        pytest.param("benzydamine mouthwash", ["stomatitis", "rash"], {"stomatitis"}, id="mouthwash"),
        pytest.param("phosphate", ["hypophosphataemia", "rash"], {"hypophosphataemia"}, id="phosphate"),
        pytest.param("kava", ["fever"], set(), id="unknown"),
    ],
)
def test_worked_on(treatment: str, events: list[str], expected: set[str]) -> None:
    found = narrative(f"[{treatment}](DRUG)")
    [concept] = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    named, is_narrow = worked_on(concept, events, {event: event for event in events})
    assert named == expected
    assert is_narrow is (treatment != "kava")


@pytest.mark.parametrize(
    ("treatment", "events", "expected"),
    [
        pytest.param("meropenem", ["urosepsis", "rash"], {"urosepsis"}, id="antibiotic"),
        pytest.param("oxygen", ["hypoxaemia", "rash"], {"hypoxaemia"}, id="oxygen"),
        pytest.param(
            "veno-arterial ECMO", ["cardiogenic shock", "rash"], {"cardiogenic shock"}, id="pump-in-full"
        ),
        pytest.param("ECMO", ["cardiogenic shock", "rash"], {"cardiogenic shock"}, id="pump"),
        pytest.param("mitomycin", ["infection"], set(), id="no-antibiotic"),
    ],
)
def test_worked_on_among_others(treatment: str, events: list[str], expected: set[str]) -> None:
    found = narrative(f"[{treatment}](DRUG)")
    [concept] = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    named, is_narrow = worked_on(concept, events, {event: event for event in events})
    assert named == expected
    assert not is_narrow


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        pytest.param("epinephrine", True, id="epinephrine"),
        pytest.param("normal saline", True, id="saline"),
        pytest.param("norepinephrine", False, id="another-amine"),
        pytest.param("ceftriaxone", False, id="antibiotic"),
    ],
)
def test_is_for_all(treatment: str, *, expected: bool) -> None:
    found = narrative(f"[{treatment}](DRUG)")
    [concept] = join(found, found.mentions)
    assert is_for_all(concept) is expected
