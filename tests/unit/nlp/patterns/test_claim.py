"""Plain claims of cause."""

import pytest

from caseline.nlp.patterns.claim import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Hepatitis [caused by](CAUSALITY) kava.", id="caused-by"),
        pytest.param("A kava-[induced](CAUSALITY) hepatitis.", id="induced"),
        pytest.param("Kava [provoked](CAUSALITY) a rash.", id="active"),
        pytest.param("A rash [secondary to](CAUSALITY) kava.", id="secondary-to"),
        pytest.param("A rash [due to](CAUSALITY) kava.", id="due-to"),
        pytest.param("Rash [d/t](CAUSALITY) kava, AKI [2/2 to](CAUSALITY) senna.", id="notes"),
        pytest.param("Got dose 2/2 on 2/2 and went.", id="not-counts-or-dates"),
        pytest.param("The harm [arose from](CAUSALITY) kava.", id="arose-from"),
        pytest.param("HEPATITIS [DUE TO](CAUSALITY) KAVA.", id="any-case"),
        pytest.param(
            "A rash [due to](CAUSALITY) kava, [triggered by](CAUSALITY) sunlight.", id="two-in-a-sentence"
        ),
        pytest.param("Kava [may have caused](CAUSALITY) it.", id="modal"),
        pytest.param(
            "hepatitis [associated with](CAUSALITY) kava; kava-[associated](CAUSALITY) rash", id="associated"
        ),
        pytest.param("We [attribute](CAUSALITY) the fits to kava.", id="attribute"),
        pytest.param("Kava was the [culprit](CAUSALITY).", id="culprit"),
        pytest.param(
            "It was [not related to](CAUSALITY) kava; ten years [speak against](CAUSALITY) it.", id="frees"
        ),
        pytest.param("I think it [could be](CAUSALITY) the kava.", id="could-be"),
        pytest.param("Kava [may have contributed to](CAUSALITY) it.", id="may-have-contributed"),
        pytest.param("a rash, which we [attribute](CAUSALITY) to kava", id="attribute-to"),
        pytest.param("Other causes and viral causes were sought.", id="not-the-noun"),
        pytest.param("It is open whether kava caused it.", id="not-a-question"),
        pytest.param("induction of labour, exercise-induced asthma, cause of death", id="not-other-causes"),
        pytest.param("The baby is due in May; rent is due.", id="not-due-dates"),
        pytest.param("He related the story.", id="not-related-alone"),
        pytest.param("A secondary school; resulting forms.", id="not-parts-of-claims"),
        pytest.param("The paused, unprovoked man.", id="not-inside-words"),
        pytest.param("It was due to.", id="not-without-a-cause"),
        pytest.param("", id="empty"),
    ],
)
def test_claim(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
