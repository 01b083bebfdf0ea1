"""Suspect, concomitant, or given to treat the event."""

import pytest

from caseline.cases.concepts import DISEASES, TREATMENTS, join
from caseline.cases.treatments import Role, is_generic, judge
from tests.narratives import narrative


def roles(source: str) -> dict[str, Role]:
    found = narrative(source, context=True)
    treated = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    events = [mention for mention in found.mentions if mention.label in DISEASES]
    return {item.concept.mentions[0].text: item.role for item in judge(found, treated, events)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Kava](DRUG)-induced [hepatitis](EVENT) in a man.", {"Kava": Role.SUSPECT}, id="induced"
        ),
        pytest.param(
            "He had [hepatitis](EVENT) caused by [kava](DRUG).", {"kava": Role.SUSPECT}, id="caused-by"
        ),
        pytest.param(
            "Two days after starting [kava](DRUG) he developed [hives](EVENT), treated with [cetirizine](DRUG).",
            {"kava": Role.SUSPECT, "cetirizine": Role.THERAPY},
            id="given-after-the-event",
        ),
        pytest.param(
            "He received [kava](DRUG) and then developed [hives](EVENT).",
            {"kava": Role.SUSPECT},
            id="given-before-the-event",
        ),
        pytest.param(
            "He had [hives](EVENT) after [kava](DRUG), [ginseng](DRUG) and [garlic](DRUG).",
            {"kava": Role.SUSPECT, "ginseng": Role.SUSPECT, "garlic": Role.SUSPECT},
            id="list-shares-the-cue",
        ),
        pytest.param(
            "He had [hives](EVENT) after [kava](DRUG). He was also taking [aspirin](DRUG).",
            {"kava": Role.SUSPECT, "aspirin": Role.CONCOMITANT},
            id="also-taking",
        ),
        pytest.param(
            "[Hives](EVENT) followed [kava](DRUG) use. The [hives](EVENT) resolved after [prednisone](DRUG).",
            {"kava": Role.SUSPECT, "prednisone": Role.THERAPY},
            id="resolved-after",
        ),
        pytest.param(
            "After [kava](DRUG) he developed [anemia](EVENT) and needed [transfusions](THERAPY).",
            {"kava": Role.SUSPECT, "transfusions": Role.THERAPY},
            id="procedure",
        ),
        pytest.param(
            "[Hives](EVENT) appeared and [kava](DRUG) was discontinued.",
            {"kava": Role.SUSPECT},
            id="withdrawn",
        ),
    ],
)
def test_roles(source: str, expected: dict[str, Role]) -> None:
    assert roles(source) == expected


@pytest.mark.parametrize("text", ["medication", "other drugs", "his treatment", "medical therapy"])
def test_generic_words_name_no_treatment(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize("text", ["steroids", "chemotherapy", "drug eluting stent"])
def test_classes_are_no_generic_words(text: str) -> None:
    assert not is_generic(text)
