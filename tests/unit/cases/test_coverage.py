"""Which events were there before a drug was given, and which came after it had been given up."""

import pytest

from caseline.cases.coverage import before_exposure, given_up_before, regimens_of
from caseline.cases.narrative import Found, Narrative
from caseline.schema.mention import Label
from tests.narratives import narrative


def grouped(found: Narrative, label: Label) -> dict[str, tuple[Found, ...]]:
    """The mentions of a label by their text in lower case."""
    groups: dict[str, tuple[Found, ...]] = {}
    for mention in found.mentions:
        if mention.label is label:
            groups[mention.lowered] = (*groups.get(mention.lowered, ()), mention)
    return groups


def earlier(source: str, drug: str, blamed: tuple[str, ...] = ()) -> list[str]:
    found = narrative(source)
    told = before_exposure(
        found, grouped(found, Label.EVENT), grouped(found, Label.DRUG), {drug: frozenset(blamed)}
    )
    return sorted(told[drug])


@pytest.mark.parametrize(
    ("source", "drug", "expected"),
    [
        pytest.param(
            "A man presented with [fever](EVENT). He was started on [senna](DRUG). Two days later he developed a [rash](EVENT).",
            "senna",
            ["fever"],
            id="started-on",
        ),
        pytest.param(
            "A woman was admitted with [chest pain](EVENT). Treatment with [kava](DRUG) was begun. On the third day she developed [hives](EVENT).",
            "kava",
            ["chest pain"],
            id="treatment-begun",
        ),
        pytest.param(
            "A boy had [cough](EVENT). He was then given [kava](DRUG). [Nausea](EVENT) occurred an hour later.",
            "kava",
            ["cough"],
            id="then-given",
        ),
        pytest.param(
            "He presented with [weight loss](EVENT). The team recommended therapy with [kava](DRUG). After two cycles he noticed [dyspnea](EVENT).",
            "kava",
            ["weight loss"],
            id="recommended",
        ),
        pytest.param(
            "He presented with [cough](EVENT). [Kava](DRUG) was prescribed. The [cough](EVENT) persisted and a [rash](EVENT) appeared.",
            "kava",
            ["cough"],
            id="it-only-lasted",
        ),
        pytest.param(
            "The [goitre](EVENT) was treated with [kava](DRUG). [Neutropenia](EVENT) occurred in June.",
            "kava",
            ["goitre"],
            id="what-it-treated",
        ),
        pytest.param(
            "In 2014 he developed [pain](EVENT). In 2015 he was started on [kava](DRUG). A [rash](EVENT) occurred.",
            "kava",
            ["pain"],
            id="dated-later",
        ),
    ],
)
def test_there_before_the_drug(source: str, drug: str, expected: list[str]) -> None:
    assert earlier(source, drug) == expected


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "A woman presented with [jaundice](EVENT). She had been taking [kava](DRUG) for weeks. [Itching](EVENT) developed.",
            id="had-been-taking",
        ),
        pytest.param(
            "She presented with [jaundice](EVENT). [Kava](DRUG) had been started two weeks earlier. Later [itching](EVENT) occurred.",
            id="had-been-started",
        ),
        pytest.param(
            "He had [confusion](EVENT). Five days before admission he was given [kava](DRUG). A [seizure](EVENT) occurred.",
            id="days-before-admission",
        ),
        pytest.param(
            "He had a [rash](EVENT). [Kava](DRUG) was started 3 weeks ago. [Fever](EVENT) developed.",
            id="weeks-ago",
        ),
        pytest.param(
            "[Hepatitis](EVENT) after [kava](DRUG). He was started on [kava](DRUG). [Nausea](EVENT) developed.",
            id="told-first-as-cause",
        ),
        pytest.param(
            "She had [jaundice](EVENT). Her medical history included asthma, managed with [kava](DRUG). [Itching](EVENT) developed.",
            id="history",
        ),
        pytest.param(
            "She had [melena](EVENT). At 50 she had been diagnosed with asthma. She was started on [kava](DRUG). [Bruises](EVENT) developed.",
            id="turned-to-the-past",
        ),
        pytest.param(
            "She had [nausea](EVENT) in 2011. Treatment with [kava](DRUG) was initiated in 2005. A [rash](EVENT) developed.",
            id="dated-earlier",
        ),
        pytest.param(
            "A man presented with [dyspnea](EVENT). He was started on [kava](DRUG). His [dyspnea](EVENT) worsened and [cough](EVENT) developed.",
            id="worsened",
        ),
        pytest.param(
            "A man presented with [jaundice](EVENT) and [itching](EVENT). He was started on [kava](DRUG). He recovered.",
            id="nothing-after-it",
        ),
        pytest.param(
            "A woman developed [hives](EVENT) who was treated with [kava](DRUG). [Nausea](EVENT) occurred later.",
            id="who-was-treated",
        ),
        pytest.param(
            "She developed [lupus](EVENT) while being treated with [kava](DRUG). [Fever](EVENT) occurred later.",
            id="while-being-treated",
        ),
        pytest.param(
            "The [rash](EVENT) was seen. A [tremor](EVENT) developed. She took [kava](DRUG).", id="took"
        ),
    ],
)
def test_order_that_proves_nothing(source: str) -> None:
    assert earlier(source, "kava") == []


def test_a_drug_named_like_an_event() -> None:
    source = "He had [fever](EVENT) and [embolization](EVENT). [Embolization](DRUG) was performed."
    assert earlier(source, "embolization") == []


def test_what_is_blamed_on_it_refutes_the_order() -> None:
    source = "He had [jaundice](EVENT). He was started on [kava](DRUG). A [rash](EVENT) developed."
    assert earlier(source, "kava") == ["jaundice"]
    assert earlier(source, "kava", ("jaundice",)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "She took [kava](DRUG) and had [nausea](EVENT). She was switched to [senna](DRUG). [Fever](EVENT) occurred.",
            ["fever"],
            id="switched",
        ),
        pytest.param(
            "She took [kava](DRUG) and had [nausea](EVENT). [Kava](DRUG) was replaced by [senna](DRUG). [Fever](EVENT) occurred.",
            ["fever"],
            id="replaced-by",
        ),
        pytest.param(
            "She took [kava](DRUG) and had [nausea](EVENT). She was switched to [senna](DRUG). [Fever](EVENT) was due to [kava](DRUG).",
            [],
            id="told-again",
        ),
        pytest.param(
            "She took [kava](DRUG) and had [nausea](EVENT). [Senna](DRUG) was added. [Fever](EVENT) occurred.",
            [],
            id="added",
        ),
    ],
)
def test_given_up_for_another(source: str, expected: list[str]) -> None:
    found = narrative(source)
    told = given_up_before(found, grouped(found, Label.EVENT), grouped(found, Label.DRUG))
    assert sorted(told["kava"]) == expected
    assert not told["senna"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("He received [kava](DRUG) and [senna](DRUG).", [{"kava", "senna"}], id="one-list"),
        pytest.param("He received [kava](DRUG). Later came [senna](DRUG).", [], id="apart"),
        pytest.param(
            "He received [kava](DRUG) and [senna](DRUG). [Senna](DRUG) was stopped.", [], id="one-also-alone"
        ),
    ],
)
def test_regimens(source: str, expected: list[set[str]]) -> None:
    found = narrative(source)
    assert [set(each) for each in regimens_of(found, grouped(found, Label.DRUG))] == expected
