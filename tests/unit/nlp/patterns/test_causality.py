"""Words of causality."""

import pytest

from caseline.nlp.patterns.causality import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("This is a [highly plausible explanation](CAUSALITY) for it.", id="adjective"),
        pytest.param("Kava was the [most likely cause](CAUSALITY).", id="most-likely"),
        pytest.param("The rash was [possibly related to](CAUSALITY) kava.", id="adverb"),
        pytest.param("It was [probable (Naranjo score 6)](CAUSALITY).", id="category-with-score"),
        pytest.param("The [Naranjo score was 7](CAUSALITY).", id="score"),
        pytest.param("The reaction was classified as [probable](CAUSALITY) by two doctors.", id="classified"),
        pytest.param("The rash was [attributed](CAUSALITY) to kava.", id="attributed"),
        pytest.param("It was [considered to be due to](CAUSALITY) kava.", id="considered"),
        pytest.param("It is [likely that kava was responsible](CAUSALITY).", id="likely-that"),
        pytest.param("We regard the [causal relationship as certain](CAUSALITY).", id="relationship-as"),
        pytest.param("which makes the [association definite](CAUSALITY)", id="makes-definite"),
        pytest.param("a [score of 6 on the Naranjo](CAUSALITY) scale", id="score-on-the-scale"),
        pytest.param("A [role of kava cannot be excluded](CAUSALITY).", id="not-excluded"),
        pytest.param("per MD [likely rxn to](CAUSALITY) vaccine", id="telegraphic"),
        pytest.param("On the Naranjo scale we scored 6 ([probable](CAUSALITY)) for kava.", id="scored"),
        pytest.param("Naranjo gives 9 points to the cream, that is, [definite](CAUSALITY).", id="that-is"),
        pytest.param(
            "By the French imputability method it was I4, [very probable](CAUSALITY).", id="imputability"
        ),
        pytest.param("It was assessed by the regional centre as [probable](CAUSALITY).", id="assessed-by"),
        pytest.param("By the WHO-UMC scale we graded it [probable](CAUSALITY).", id="we-graded"),
        pytest.param("The palsy we judge [possible](CAUSALITY).", id="we-judge"),
        pytest.param(
            "The event was rated as [possibly related](CAUSALITY) by the sponsor.", id="rated-related"
        ),
        pytest.param("It was [certain](CAUSALITY) according to the WHO-UMC criteria.", id="according-to"),
        pytest.param(
            "The Naranjo scale has the categories definite, probable and possible.", id="not-the-categories"
        ),
        pytest.param(
            "Pulmonary embolism was considered likely; we considered possible alternatives.",
            id="not-a-diagnosis",
        ),
        pytest.param("He came as soon as possible, if possible.", id="not-possible"),
        pytest.param("Patients are unlikely to benefit; a possible fracture.", id="not-other-chances"),
        pytest.param("It was [unlikely to be related to](CAUSALITY) kava.", id="unlikely-to-be-related"),
        pytest.param(
            "With the [Naranjo scale, a total of 7 points](CAUSALITY) was reached.", id="total-of-points"
        ),
        pytest.param("No possible cause was found.", id="not-negated"),
        pytest.param("We consider the [causal relation as probable](CAUSALITY).", id="relation-as"),
        pytest.param("We called the [relationship probable](CAUSALITY).", id="called"),
        pytest.param("We scored each of them as [possible](CAUSALITY).", id="each-of-them"),
        pytest.param("The [role of kava remains possible](CAUSALITY).", id="role"),
        pytest.param("The [imputability was judged likely](CAUSALITY).", id="imputability-judged"),
        pytest.param("There is [no doubt](CAUSALITY) that kava caused it.", id="no-doubt"),
        pytest.param("There was no doubt that he would come again.", id="doubt-of-something-else"),
        pytest.param("It [proves the causal role](CAUSALITY) of kava.", id="proves"),
        pytest.param("The causality was probable in six.", id="of-many"),
    ],
)
def test_causality(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
