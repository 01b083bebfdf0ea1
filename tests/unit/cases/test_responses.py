"""What is said of the effect of one therapy."""

import pytest

from caseline.cases.concepts import TREATMENTS, join
from caseline.cases.responses import response_of
from tests.narratives import narrative


def response(source: str) -> str | None:
    found = narrative(source)
    [concept, *_] = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    return response_of(found, concept)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He failed to respond to [steroids](DRUG).", "failed to respond to steroids", id="failed"
        ),
        pytest.param("It was refractory to [steroids](DRUG).", "refractory to steroids", id="refractory"),
        pytest.param("[Steroids](DRUG) were given with good effect.", "with good effect", id="with-effect"),
        pytest.param("[Steroids](DRUG) were given to no avail.", "to no avail", id="no-avail"),
        pytest.param("[Aspirin](DRUG) 750 mg was sufficient.", "sufficient", id="sufficient"),
        pytest.param("[Steroids](DRUG) were of no benefit.", "of no benefit", id="no-benefit"),
        pytest.param("[Steroids](DRUG) had no effect whatsoever.", "no effect whatsoever", id="no-effect"),
        pytest.param("[Lorazepam](DRUG) 4 mg IV ended it.", "ended it", id="verb"),
        pytest.param("[Kava](DRUG) brought relief after two doses.", "brought relief", id="brought"),
        pytest.param("[Kava](DRUG) was given w/ little effect.", "w/ little effect", id="telegraphic"),
        pytest.param("[Kava](DRUG) was likewise insufficient.", "likewise insufficient", id="likewise"),
        pytest.param("She takes [kava](DRUG), which is helping some.", "helping some", id="helping"),
        pytest.param(
            "[Kava](DRUG) reduced the nodular swelling, but he was ill.",
            "reduced the nodular swelling",
            id="two-words",
        ),
        pytest.param(
            "[Kava](DRUG) failed to halt the blistering.",
            "failed to halt the blistering",
            id="failed-to-halt",
        ),
        pytest.param("[Kava](DRUG) was added and reduced the dose.", None, id="not-a-dose-reduced"),
        pytest.param("[Kava](DRUG) reduced the need for surgery.", None, id="not-a-need-reduced"),
        pytest.param(
            "[Cetirizine](DRUG) and [prednisone](DRUG) were given with little effect.",
            "with little effect",
            id="said-of-a-list",
        ),
        pytest.param("He got no relief from [kava](DRUG).", "no relief from kava", id="relief-from"),
        pytest.param("The rash improved with [kava](DRUG).", "improved with kava", id="improved-with"),
        pytest.param(
            "[Kava](DRUG) was given, but he did not respond.", "did not respond", id="he-did-not-respond"
        ),
        pytest.param(
            "[Kava](DRUG) for the pain, which eased within three days.",
            "eased within three days",
            id="which-eased",
        ),
        pytest.param("[Kava](DRUG) 30 mg po, little effect.", "little effect", id="bare"),
        pytest.param(
            "He had tried [kava](DRUG), neither of which brought relief.",
            "neither of which brought relief",
            id="neither-of-which",
        ),
        pytest.param("[Kava](DRUG) stopped the seizures.", "stopped the seizures", id="verb-and-noun"),
        pytest.param(
            "Neither [kava](DRUG) nor [senna](DRUG) had made any difference.",
            "Neither kava nor senna had made any difference",
            id="neither-nor",
        ),
        pytest.param("The rash improved after withdrawal of [kava](DRUG).", None, id="after-withdrawal"),
        pytest.param("The fever stopped and [kava](DRUG) was given.", None, id="stopped-before-it-was-given"),
        pytest.param("The isolate was resistant to [kava](DRUG).", None, id="in-the-laboratory"),
        pytest.param("[Kava](DRUG) was begun after he failed his exam.", None, id="he-failed"),
        pytest.param("[Kava](DRUG) was given with resolution of the rash.", None, id="of-the-event"),
        pytest.param("[Steroids](DRUG) were given.", None, id="nothing-said"),
        pytest.param("[Steroids](DRUG) were given. He responded to the doctor.", None, id="another-sentence"),
        pytest.param(
            "[Steroids](DRUG) were given before he slept; [lorazepam](DRUG) ended it.", None, id="of-another"
        ),
        pytest.param("She was responsible for [steroids](DRUG).", None, id="another-word"),
    ],
)
def test_response(source: str, expected: str | None) -> None:
    assert response(source) == expected
