"""Ethnicities."""

import pytest

from caseline.nlp.patterns.ethnicity import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("A [Caucasian](ETHNICITY) woman and an [African American](ETHNICITY) man.", id="free"),
        pytest.param("A 40-year-old [Japanese](ETHNICITY) man.", id="people-before-person"),
        pytest.param("A [Chinese](ETHNICITY) female patient.", id="people-before-adjective"),
        pytest.param("A 62-year-old [Indian](ETHNICITY) with diabetes.", id="after-age"),
        pytest.param("A man of [Turkish](ETHNICITY) descent.", id="descent"),
        pytest.param("A [white](ETHNICITY) man and a 20-year-old [black](ETHNICITY) woman.", id="colours"),
        pytest.param("Two [dark-skinned](ETHNICITY) patients.", id="skin"),
        pytest.param("A woman, [Afro-Brazilian](ETHNICITY), in labour.", id="apposition"),
        pytest.param("Race: [Hispanic](ETHNICITY).", id="field"),
        pytest.param("He had Japanese encephalitis after German measles.", id="not-diseases"),
        pytest.param("A Chinese herbal tea for the woman.", id="not-herbs"),
        pytest.param("The white blood cell count fell; black stools.", id="not-blood"),
        pytest.param("The European Medicines Agency warned patients.", id="not-agencies"),
        pytest.param("The paper was in French.", id="not-languages"),
    ],
)
def test_ethnicities(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
