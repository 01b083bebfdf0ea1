"""Deaths as notes tell them, and what else expires or passes."""

import pytest

from caseline.nlp.patterns import outcome
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Admitted with septic shock, intubated. [Expired](OUTCOME) 7/9/20.", id="no-subject"),
        pytest.param("Pt later [expired](OUTCOME) on hospital day 5.", id="subject"),
        pytest.param("Resident got his vaccine on 2/2 and [expired](OUTCOME) 2/5.", id="joined"),
        pytest.param("Family withdrew care, pt [expired](OUTCOME) same day.", id="same-day"),
        pytest.param("Client on hospice. [Expired](OUTCOME) at 0430.", id="hospice"),
        pytest.param("Given Havrix. Expired 7/9/20.", id="not-without-an-illness"),
        pytest.param("Pt in hospital. Vaccine lot 7K, expired 7/9/20.", id="not-a-lot-beside-an-illness"),
        pytest.param("The dose had expired on 7/9; the vial expired yesterday.", id="not-doses"),
        pytest.param("A wrong and expired Havrix; an expired flu vaccine was given.", id="not-an-adjective"),
        pytest.param("The passport expired, and the rash began.", id="not-a-paper"),
        pytest.param("Fever 3/3, pneumonia 3/4. [Passed 3/9](OUTCOME).", id="passed-on-a-day"),
        pytest.param(
            "Grandmother [passed peacefully](OUTCOME). She [passed on 7/9/20](OUTCOME).", id="passed"
        ),
        pytest.param(
            "He passed out on 7/9. The pain passed on 7/9. She passed a stone on 7/9.", id="not-passed-out"
        ),
        pytest.param("Found [deceased](OUTCOME) at home; [deceased](OUTCOME) 7/9.", id="deceased"),
        pytest.param("A kidney of a deceased donor; two deceased relatives.", id="not-donors"),
        pytest.param("[Found pt dead](OUTCOME) in bed. [DOA](OUTCOME).", id="dead"),
        pytest.param("She believed that she was dead tired.", id="not-dead-tired"),
        pytest.param("[DOD](OUTCOME) 7/9/20, [TOD](OUTCOME): 0545.", id="abbreviated"),
        pytest.param("[Date of death](OUTCOME): 09Jul2020.", id="form"),
        pytest.param("The time of death and the risk of death are known.", id="not-in-general"),
        pytest.param("[Pronounced by EMS](OUTCOME); [CPR was unsuccessful](OUTCOME).", id="pronounced"),
    ],
)
def test_deaths(source: str) -> None:
    marked = parse(source)
    found = [(start, end, label.value) for label, start, end in outcome.find(marked.text)]
    assert found == list(marked.spans)
