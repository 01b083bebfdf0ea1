"""What later sentences say of medicines told before."""

from collections.abc import Callable

import pytest

from caseline.cases.concepts import DISEASES, TREATMENTS, join
from caseline.cases.retrospect import Weighed, in_retrospect
from caseline.cases.role_evidence import told
from tests.narratives import narrative
from tests.operations import operations

START = "He took [kava](DRUG) for sleep and had a [fit](EVENT). "
AND_LATER = "He was given [diazepam](DRUG). "


def said(source: str) -> dict[str, list[str]]:
    """Returns the families found for each medicine."""
    found = narrative(source)
    treated = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    events = told(found, [mention for mention in found.mentions if mention.label in DISEASES])
    told_of = in_retrospect(found, [Weighed(concept, ()) for concept in treated], events)
    return {
        concept.mentions[0].text: [item.cue.name for item in items]
        for concept, items in zip(treated, told_of, strict=True)
        if items
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(f"{START}The drug was stopped.", {"kava": ["drug-stopped"]}, id="the-drug"),
        pytest.param(f"{START}The tablets were immediately withheld.", {"kava": ["drug-stopped"]}, id="a-form"),
        pytest.param(f"{START}He was better, although the drug was dropped.", {"kava": ["drug-stopped"]}, id="behind-although"),
        pytest.param(f"{START}His wife made him stop taking it.", {"kava": ["drug-stopped"]}, id="active"),
        pytest.param(
            "He took [amoxicillin](DRUG) and had a [fit](EVENT). The antibiotic was replaced.",
            {"amoxicillin": ["kind-stopped"]}, id="a-kind",
        ),
        pytest.param(
            "He took [amoxicillin](DRUG) and had a [fit](EVENT). The offending antibiotic was stopped.",
            {"amoxicillin": ["kind-stopped"]}, id="a-kind-with-an-adjective",
        ),
        pytest.param(f"{START}The pill was stopped.", {"kava": ["drug-stopped"]}, id="a-form-that-is-a-kind-too"),
        pytest.param(
            "On [isoniazid](DRUG), [rifampicin](DRUG) and [zinc](DRUG) he turned [yellow](EVENT). "
            "All antituberculous drugs were withheld.",
            {"isoniazid": ["kind-stopped"], "rifampicin": ["kind-stopped"]}, id="all-of-a-kind",
        ),
        pytest.param(
            "She had [jaundice](EVENT). She had been taking [kava](DRUG) for three weeks.",
            {"kava": ["taken-before"]}, id="history-behind-the-event",
        ),
        pytest.param(
            "[Kava](DRUG) had been started two weeks earlier. She had [jaundice](EVENT).",
            {"Kava": ["taken-lately"]}, id="begun-lately",
        ),
        pytest.param(
            "She took [kava](DRUG). Four weeks into treatment she had [jaundice](EVENT).",
            {"kava": ["counted-from"]}, id="into-treatment",
        ),
        pytest.param(
            "She took [kava](DRUG). About two weeks in I noticed a [cough](EVENT).",
            {"kava": ["counted-from"]}, id="weeks-in",
        ),
        pytest.param(
            "After [amoxicillin](DRUG) he had [hives](EVENT). He should avoid all penicillins.",
            {"amoxicillin": ["warned-against"]}, id="warned-against-its-kind",
        ),
    ],
)  # fmt: skip
def test_said_in_retrospect(source: str, expected: dict[str, list[str]]) -> None:
    assert said(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"{START}The drug was not stopped.", id="not-stopped"),
        pytest.param(f"{START}If he has another, the drug should be stopped.", id="hypothetical"),
        pytest.param(f"{START}The infusion pump was changed.", id="another-thing"),
        pytest.param(f"{START}The tablets were dropped without benefit.", id="in-vain"),
        pytest.param(f"{START}Smoking was stopped.", id="no-medicine"),
        pytest.param(
            "On [sertraline](DRUG) he had a [fit](EVENT). The statin was stopped.", id="none-of-that-kind"
        ),
        pytest.param(
            "[Zinc](DRUG) was given for a week. Treatment was stopped after remission.", id="no-event"
        ),
        pytest.param(
            "He had [sepsis](EVENT). [Amoxicillin](DRUG) was given. Antibiotics were stopped after completing "
            "the course.",
            id="completed",
        ),
        pytest.param(
            "She took [kava](DRUG). Four weeks into treatment the [cough](EVENT) resolved.", id="improved"
        ),
        pytest.param("She took [kava](DRUG). In the hospital she had a [fit](EVENT).", id="no-count"),
    ],
)
def test_said_of_nothing(source: str) -> None:
    assert said(source) == {}


def test_the_medicine_that_is_blamed_outranks_the_last() -> None:
    source = (
        "He took [kava](DRUG). Four weeks into treatment he had a [fit](EVENT). He got [diazepam](DRUG) and had "
        "a [rash](EVENT). The drug was stopped."
    )
    assert said(source) == {"kava": ["counted-from", "drug-stopped"]}


def test_what_stands_far_behind_a_medicine_is_not_read() -> None:
    """Each patient of a series has medicines of his own, and the text behind them is that of the others."""

    def prepare(size: int) -> Callable[[], object]:
        found = narrative(START + "The drug was stopped. " + "It was so. " * size)
        treated = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
        events = told(found, [mention for mention in found.mentions if mention.label in DISEASES])
        weighed = [Weighed(concept, ()) for concept in treated]
        in_retrospect(found, weighed, events)  # what is read once for all patients is in place
        return lambda: in_retrospect(found, weighed, events)

    assert operations(prepare(40)) == operations(prepare(400))
