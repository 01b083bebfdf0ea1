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
        pytest.param(
            "[Cetirizine](DRUG) and [prednisone](DRUG) were given with little effect.",
            "with little effect",
            id="said-of-a-list",
        ),
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
