"""Events with what is said of them."""

from collections.abc import Sequence

import pytest

from caseline.cases.concepts import Concept
from caseline.cases.events import Told, blamed, causality_of, event_of, nearest_event, outcome_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.outcome import Ending
from caseline.schema.case import CausalityValue, Certainty, OutcomeStatus
from caseline.schema.mention import Label
from tests.narratives import named, narrative


def ids(mentions: Sequence[Found]) -> tuple[str, ...]:
    return tuple(f"m{mention.index + 1}" for mention in mentions)


def of(found: Narrative, label: Label) -> list[Found]:
    return [mention for mention in found.mentions if mention.label is label]


def events(found: Narrative) -> dict[str, list[Found]]:
    return {mention.text: [mention] for mention in of(found, Label.EVENT)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Petechiae](EVENT) on the [left arm](BODY_SITE).", "Petechiae", id="behind"),
        pytest.param("The [left arm](BODY_SITE) bore [petechiae](EVENT).", "petechiae", id="before"),
        pytest.param(
            "[Fever](EVENT), and [petechiae](EVENT) on the [left arm](BODY_SITE).", "petechiae", id="nearest"
        ),
        pytest.param("[Petechiae](EVENT) came. The [left arm](BODY_SITE) hurt.", None, id="another-sentence"),
        pytest.param(
            f"[Petechiae](EVENT) {'came ' * 20} to the [left arm](BODY_SITE).", None, id="too-far-away"
        ),
        pytest.param("The [left arm](BODY_SITE) hurt.", None, id="no-event"),
    ],
)
def test_nearest_event(source: str, expected: str | None) -> None:
    found = narrative(source)
    [site] = of(found, Label.BODY_SITE)
    assert nearest_event(site, events(found)) == expected


def test_an_event_that_holds_the_site_in_its_name_has_it() -> None:
    found = narrative("[arm pain](EVENT) and [fever](EVENT)")
    [pain, fever] = found.mentions
    inner = Found(
        **{**vars(pain), "index": 9, "label": Label.BODY_SITE, "end": pain.start + 3, "text": "arm"}
    )
    assert nearest_event(inner, {"e1": [pain], "e2": [fever]}) is None
    assert nearest_event(inner, {"e2": [fever]}) == "e2"


@pytest.mark.parametrize(
    ("source", "value", "text", "evidence"),
    [
        pytest.param("[probable](CAUSALITY)", CausalityValue.PROBABLE, "probable", ("m1",), id="single"),
        pytest.param(
            "[possible](CAUSALITY) or [probable](CAUSALITY)",
            CausalityValue.PROBABLE,
            "probable",
            ("m2",),
            id="strongest",
        ),
        pytest.param(
            "[probable](CAUSALITY), so [probable](CAUSALITY), not [possible](CAUSALITY)",
            CausalityValue.PROBABLE,
            "probable",
            ("m1", "m2"),
            id="all-as-strong-are-evidence",
        ),
    ],
)
def test_causality(source: str, value: CausalityValue, text: str, evidence: tuple[str, ...]) -> None:
    found = causality_of(narrative(source).mentions, ids)
    assert found is not None
    assert (found.value, found.text, found.evidence) == (value, text, evidence)


def test_no_words_no_causality() -> None:
    assert causality_of([], ids) is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Hives](EVENT) [caused by](CAUSALITY) [kava](DRUG). [Fever](EVENT) followed.",
            ["Hives"],
            id="those-of-its-sentence",
        ),
        pytest.param(
            "[Hives](EVENT) and [fever](EVENT) came. It was [probable](CAUSALITY).",
            ["Hives", "fever"],
            id="names-none-so-all",
        ),
        pytest.param(
            "[Hives](EVENT) [caused by](CAUSALITY) the sun. [Kava](DRUG) was taken.",
            [],
            id="a-plain-claim-about-something-else",
        ),
        pytest.param(
            f"[Hives](EVENT) [caused by](CAUSALITY) {'very ' * 9} bad [kava](DRUG).",
            [],
            id="a-plain-claim-far-from-the-suspect",
        ),
        pytest.param(
            "[Hives](EVENT) were [probably related to](CAUSALITY) it. [Kava](DRUG) was taken.",
            ["Hives"],
            id="a-likelihood-needs-no-suspect",
        ),
    ],
)
def test_blamed(source: str, expected: list[str]) -> None:
    found = narrative(source)
    [claim] = of(found, Label.CAUSALITY)
    assert blamed(found, claim, events(found), of(found, Label.DRUG)) == expected


def test_event_with_all_that_is_told() -> None:
    found = narrative(
        "[Severe](SEVERITY) [hives](EVENT) on the [arm](BODY_SITE), [Arm](BODY_SITE) and [back](BODY_SITE) "
        "[resolved](OUTCOME); [probable](CAUSALITY)."
    )
    end = named(found, "resolved")
    told = Told(
        sites=of(found, Label.BODY_SITE),
        severities=of(found, Label.SEVERITY),
        causality=of(found, Label.CAUSALITY),
        ending=Ending(OutcomeStatus.RECOVERED, end, (end,)),
        suspects=["d1"],
    )
    event = event_of(Concept(tuple(of(found, Label.EVENT))), told, key="e1", ids=ids)
    assert event.model_dump(exclude_none=True, exclude_defaults=True, mode="json") == {
        "id": "e1",
        "name": "hives",
        "body_sites": ["arm", "back"],
        "severity": "Severe",
        "outcome": {"status": "recovered", "text": "resolved", "evidence": ["m6"]},
        "suspects": ["d1"],
        "causality": {"value": "probable", "text": "probable", "evidence": ["m7"]},
        "evidence": ["m2", "m3", "m4", "m5", "m1"],
    }


def test_event_of_which_nothing_is_told() -> None:
    found = narrative("[hives](EVENT)")
    event = event_of(Concept(found.mentions), Told(), key="e1", ids=ids)
    assert event.model_dump(exclude_none=True, exclude_defaults=True) == {
        "id": "e1",
        "name": "hives",
        "evidence": ("m1",),
    }


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        pytest.param([{"UNCERTAIN"}], Certainty.UNCERTAIN, id="doubted"),
        pytest.param([{"UNCERTAIN"}, set()], Certainty.AFFIRMED, id="once-affirmed"),
        pytest.param([{"UNCERTAIN"}, {"UNCERTAIN"}], Certainty.UNCERTAIN, id="always-doubted"),
        pytest.param([{"HISTORICAL"}], Certainty.AFFIRMED, id="another-context"),
    ],
)
def test_certainty(contexts: list[set[str]], expected: Certainty) -> None:
    [hives] = narrative("[hives](EVENT)").mentions
    mentions = tuple(Found(**{**vars(hives), "context": frozenset(each)}) for each in contexts)
    assert event_of(Concept(mentions), Told(), key="e1", ids=ids).certainty is expected


def test_no_ending_no_outcome() -> None:
    assert outcome_of(None, ids) is None
