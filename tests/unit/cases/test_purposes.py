"""Which events a therapy was given for."""

import pytest

from caseline.cases.concepts import DISEASES, TREATMENTS, join
from caseline.cases.purposes import treated_events
from caseline.schema.mention import Label
from tests.narratives import narrative


def treated(source: str, *, collective: str = "") -> list[str]:
    found = narrative(source)
    events = {
        mention.text.lower(): (mention,)
        for mention in found.mentions
        if mention.label in DISEASES and mention.text != collective
    }
    [concept, *_] = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    kinds = [mention for mention in found.mentions if mention.text == collective]
    return treated_events(found, concept, events, kinds)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He had [fever](EVENT) and [hives](EVENT). [Cetirizine](DRUG) was given for the [hives](EVENT).",
            ["hives"],
            id="for",
        ),
        pytest.param(
            "He had [fever](EVENT). He took [kava](DRUG) to relieve [pain](EVENT) and [hives](EVENT).",
            ["pain", "hives"],
            id="to-relieve-a-list",
        ),
        pytest.param(
            "He had [fever](EVENT). [Hives](EVENT) were treated with [cetirizine](DRUG).",
            ["hives"],
            id="clause",
        ),
        pytest.param(
            "He had [fever](EVENT). [Hepatitis](EVENT) was diagnosed. The next day he was seen again. [Prednisone](DRUG) was begun.",
            ["hepatitis"],
            id="diagnosis-before-findings",
        ),
        pytest.param(
            "He had [fever](EVENT). Then [hives](EVENT) and [pain](EVENT) came. [Kava](DRUG) was given.",
            ["hives", "pain"],
            id="findings-told-last",
        ),
        pytest.param(
            "He had a [seizure](EVENT), was [intubated](THERAPY) and slept.", ["seizure"], id="same-sentence"
        ),
        pytest.param("[Prednisone](DRUG) was begun. Then [fever](EVENT) came.", [], id="told-later"),
        pytest.param(
            "He had [uraemia](EVENT) and [rash](EVENT). The film was normal. [Haemodialysis](THERAPY) was begun.",
            ["uraemia"],
            id="what-it-works-on",
        ),
        pytest.param("He had [rash](EVENT). [Amlodipine](DRUG) was given.", [], id="works-on-nothing-told"),
        pytest.param(
            "He had [flushing](EVENT). A minute later he was [wheezy](EVENT). It was stopped. [Adrenaline](DRUG) was given.",
            ["flushing", "wheezy"],
            id="the-whole-reaction",
        ),
        pytest.param(
            "He had [flushing](EVENT). He slept. It rained. Then he was [wheezy](EVENT). [Adrenaline](DRUG) was given.",
            ["wheezy"],
            id="another-reaction",
        ),
        pytest.param(
            "He had [fever](EVENT) and [hives](EVENT). [Kava](DRUG) had made no difference to the [fever](EVENT).",
            ["fever"],
            id="said-to-have-done-nothing-for",
        ),
        pytest.param(
            "He had [jaundice](EVENT). The biopsy showed [bile plugs](EVENT). [Kava](DRUG) was given.",
            ["jaundice"],
            id="not-what-a-biopsy-showed",
        ),
        pytest.param(
            "He had [jaundice](EVENT). The biopsy showed [hepatitis](EVENT). [Kava](DRUG) was given.",
            ["hepatitis"],
            id="a-disease-that-a-biopsy-showed",
        ),
        pytest.param(
            "[Myocarditis](EVENT) after hops\nHe had [chest pain](EVENT). [Kava](DRUG) was given.",
            ["myocarditis"],
            id="the-disease-of-the-title",
        ),
        pytest.param(
            "[Myocarditis](EVENT) after hops\nHe had [pancreatitis](EVENT). [Kava](DRUG) was given.",
            ["pancreatitis"],
            id="another-disease-told-last",
        ),
        pytest.param(
            "He had [rash](EVENT) and [fever](EVENT). Under [kava](DRUG) the [fever](EVENT) settled.",
            ["fever"],
            id="settled-under-it",
        ),
        pytest.param(
            "He had [rash](EVENT). After [kava](DRUG) the [fever](EVENT) began.",
            ["rash"],
            id="began-after-it",
        ),
        pytest.param(
            "He had [rash](EVENT). [Kava](DRUG) brought rapid relief of [pain](EVENT).",
            ["pain"],
            id="brought-relief",
        ),
        pytest.param(
            "He had [rash](EVENT). [Kava](DRUG) was given, together with [morphine](DRUG) for the [pain](EVENT).",
            ["rash"],
            id="the-purpose-of-another",
        ),
        pytest.param(
            f"He had [fever](EVENT). {'He slept. ' * 6}[Prednisone](DRUG) was begun.",
            [],
            id="told-long-before",
        ),
        pytest.param(
            "He had [hives](EVENT). [Kava](DRUG) was given for two days.",
            ["hives"],
            id="for-a-time-is-no-purpose",
        ),
    ],
)
def test_treated_events(source: str, expected: list[str]) -> None:
    assert treated(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("He had [fever](EVENT). [Kava](DRUG) was given for gout.", [], id="purpose"),
        pytest.param("He had [fever](EVENT). His gout was treated with [kava](DRUG).", [], id="clause"),
        pytest.param("He had [fever](EVENT), gout. [Kava](DRUG) was given.", ["fever"], id="only-told"),
    ],
)
def test_what_is_given_for_a_condition_is_for_no_event(source: str, expected: list[str]) -> None:
    found = narrative(source.replace("gout", "[gout](DISORDER)"))
    events = {mention.text: (mention,) for mention in found.mentions if mention.label is Label.EVENT}
    gout = [mention for mention in found.mentions if mention.label is Label.DISORDER]
    [concept] = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    assert treated_events(found, concept, events, (), gout) == expected


def test_chemotherapy_is_for_no_event_unless_said() -> None:
    assert treated("[Fever](EVENT) came. [Cisplatin](DRUG) and [dexamethasone](DRUG) were given.") == []
    assert treated("[Fever](EVENT) came. [Dexamethasone](DRUG) was given.") == ["fever"]


def test_a_word_for_a_kind_means_its_members() -> None:
    source = "[Thrombocytopenia](EVENT) and [fever](EVENT) came. [Prednisone](DRUG) helped the [cytopenias](EVENT)."
    assert treated(source, collective="cytopenias") == ["thrombocytopenia"]
