"""Groups of patients."""

import pytest

from caseline.nlp.layers import PATTERN
from caseline.nlp.populations import SOURCE
from tests.marked import blank, parse, spans_of


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("[Six patients](POPULATION) had gout.", id="number-word"),
        pytest.param("[12 patients](POPULATION) had gout.", id="figure"),
        pytest.param("Of [1,234 adults](POPULATION) none fell ill.", id="thousands"),
        pytest.param("[Twenty-five children](POPULATION) came.", id="two-words"),
        pytest.param("[Two elderly women](POPULATION) came.", id="adjective"),
        pytest.param("[Three of the patients](POPULATION) died.", id="of-the"),
        pytest.param("[Four of six subjects](POPULATION) died.", id="of-a-number"),
        pytest.param("[Ten healthy male volunteers](POPULATION) took it.", id="two-adjectives"),
        pytest.param("[Two cases](POPULATION) and [three infants](POPULATION).", id="two-groups"),
        pytest.param("The patient came on six days.", id="not-days"),
        pytest.param("A patient came.", id="not-one"),
        pytest.param("Patients took six tablets.", id="not-uncounted"),
        pytest.param("She took two in women's clothing.", id="not-across-in"),
        pytest.param("A man of 40 years and women came.", id="not-an-age"),
        pytest.param("Twenty tablets went to patients.", id="not-across-to"),
    ],
)
def test_groups(source: str) -> None:
    marked = parse(source)
    nlp = blank()
    doc = nlp.add_pipe("caseline_populations")(nlp.make_doc(marked.text))
    spans = tuple((span.start_char, span.end_char, span.label_) for span in doc.spans[PATTERN])
    assert spans == marked.spans
    assert {span.id_ for span in doc.spans[PATTERN]} <= {SOURCE}


def test_what_others_found_stays_and_a_second_run_adds_nothing() -> None:
    nlp = blank()
    populations = nlp.add_pipe("caseline_populations")
    doc = nlp.make_doc("six patients had it twice daily")
    doc.spans[PATTERN] = spans_of(
        doc, parse("six patients had it [twice daily](FREQUENCY)"), source="pattern"
    )
    once = [(span.text, span.id_) for span in populations(doc).spans[PATTERN]]
    assert once == [("six patients", SOURCE), ("twice daily", "pattern")]
    assert [(span.text, span.id_) for span in populations(doc).spans[PATTERN]] == once
