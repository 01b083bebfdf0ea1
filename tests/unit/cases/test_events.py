"""Events with what is said of them."""

from collections.abc import Sequence

import pytest

from caseline.cases.causality import judge
from caseline.cases.concepts import Concept
from caseline.cases.events import Told, causality_of, event_of, outcome_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.outcome_statements import Ending
from caseline.schema.case import CausalityMethod, Certainty, OutcomeStatus, Seriousness
from caseline.schema.mention import Label
from tests.narratives import named, narrative


def ids(mentions: Sequence[Found]) -> tuple[str, ...]:
    return tuple(f"m{mention.index + 1}" for mention in mentions)


def of(found: Narrative, label: Label) -> list[Found]:
    return [mention for mention in found.mentions if mention.label is label]


def test_event_with_all_that_is_told() -> None:
    found = narrative(
        "[Severe](SEVERITY) [hives](EVENT) on the [arm](BODY_SITE), [Arm](BODY_SITE) and [back](BODY_SITE) "
        "[resolved](OUTCOME); [probable](CAUSALITY). [Admitted](SERIOUSNESS); [grade 3](SEVERITY); "
        "[temp 39 °C](FINDING)."
    )
    end = named(found, "resolved")
    told = Told(
        sites=of(found, Label.BODY_SITE),
        severities=of(found, Label.SEVERITY),
        causality=judge(found, of(found, Label.CAUSALITY)),
        ending=Ending(OutcomeStatus.RECOVERED, end, (end,)),
        suspects=["d1"],
        seriousness={Seriousness.HOSPITALISATION: of(found, Label.SERIOUSNESS)},
        findings=of(found, Label.FINDING),
    )
    event = event_of(found, Concept(tuple(of(found, Label.EVENT))), told, key="e1", ids=ids)
    assert event.model_dump(exclude_none=True, exclude_defaults=True, mode="json") == {
        "id": "e1",
        "name": "hives",
        "body_sites": ["arm", "back"],
        "severity": "Severe",
        "outcome": {"status": "recovered", "text": "resolved", "evidence": ["m6"]},
        "suspects": ["d1"],
        "causality": {"value": "probable", "text": "probable", "evidence": ["m7"]},
        "seriousness": ["hospitalisation"],
        "grade": "3",
        "findings": ["temp 39 °C"],
        "evidence": ["m2", "m3", "m4", "m5", "m1", "m9", "m10", "m8"],
    }


def test_event_of_which_nothing_is_told() -> None:
    found = narrative("[hives](EVENT)")
    event = event_of(found, Concept(found.mentions), Told(), key="e1", ids=ids)
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
    found = narrative("[hives](EVENT)")
    [hives] = found.mentions
    mentions = tuple(Found(**{**vars(hives), "context": frozenset(each)}) for each in contexts)
    assert event_of(found, Concept(mentions), Told(), key="e1", ids=ids).certainty is expected


def test_no_ending_no_outcome() -> None:
    assert outcome_of(None, ids) is None


def test_whoever_died_of_it_makes_it_serious() -> None:
    found = narrative("[Sepsis](EVENT) was [fatal](OUTCOME).")
    end = named(found, "fatal")
    told = Told(ending=Ending(OutcomeStatus.FATAL, end, (end,)))
    assert event_of(found, Concept(tuple(of(found, Label.EVENT))), told, key="e1", ids=ids).seriousness == (
        "death",
    )


def test_causality_tells_its_scale() -> None:
    found = narrative("The [Naranjo score was 7](CAUSALITY).")
    causality = causality_of(judge(found, found.mentions), ids)
    assert causality is not None
    assert (causality.method, causality.score, causality.evidence) == (CausalityMethod.NARANJO, 7, ("m1",))


def test_no_words_no_causality() -> None:
    assert causality_of(None, ids) is None
