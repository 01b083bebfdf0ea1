"""Dose ordinals."""

import pytest

from caseline.nlp.patterns.ordinal import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "After the [second dose](DOSE_ORDINAL) and the [first infusion](DOSE_ORDINAL).", id="words"
        ),
        pytest.param("Her [2nd course](DOSE_ORDINAL), his [17th cycle](DOSE_ORDINAL).", id="figures"),
        pytest.param("The [second kava infusion](DOSE_ORDINAL).", id="drug-between"),
        pytest.param("The [first of three injections](DOSE_ORDINAL).", id="first-of-three"),
        pytest.param("On day 8 of [cycle 2](DOSE_ORDINAL) and in [course II](DOSE_ORDINAL).", id="numbered"),
        pytest.param("[Dose 2](DOSE_ORDINAL), [C2D8](DOSE_ORDINAL).", id="codes"),
        pytest.param("A [booster dose](DOSE_ORDINAL), the [last dose](DOSE_ORDINAL).", id="no-number"),
        pytest.param("The [initial injection](DOSE_ORDINAL).", id="initial"),
        pytest.param("The first day, second-line drugs, third trimester.", id="not-days-or-lines"),
        pytest.param("A dose 20 mg higher; dose 5 Gy.", id="not-amounts"),
        pytest.param("His first hospital course was long.", id="not-hospital-course"),
        pytest.param("Four doses were given.", id="not-counts"),
        pytest.param(
            "Shingrix [#2](DOSE_ORDINAL), hep B [#3](DOSE_ORDINAL), MMR ([#1](DOSE_ORDINAL)).", id="hash"
        ),
        pytest.param("[Dose 2/2](DOSE_ORDINAL), [shot 1 of 2](DOSE_ORDINAL).", id="of-how-many"),
        pytest.param("Her [2nd vaccine](DOSE_ORDINAL).", id="vaccine"),
        pytest.param(
            "5 days after [2nd](DOSE_ORDINAL) Shingrix, her [first](DOSE_ORDINAL) Pfizer, [3rd](DOSE_ORDINAL) DTaP.",
            id="vaccine-by-name",
        ),
        pytest.param(
            "The second Pfizer trial, a first influenza, his first Moderna recipients.", id="not-trials"
        ),
        pytest.param("Lot #2, patient #3, case #1, an injection x 2.", id="not-other-numbers"),
    ],
)
def test_dose_ordinals(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
