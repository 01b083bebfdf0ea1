"""Measurements with their values."""

import pytest

from caseline.nlp.patterns.finding import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("with [platelets 12 × 10⁹/L](FINDING) on day 3", id="count"),
        pytest.param("[Creatinine was 4.1 mg/dL](FINDING).", id="verb"),
        pytest.param("a [temperature of 39.5 °C](FINDING) and [HR 130](FINDING)", id="vital-signs"),
        pytest.param(
            "[BP 70/40](FINDING), [temp 102.3F](FINDING), [SpO2 84%](FINDING) on room air", id="telegraphic"
        ),
        pytest.param("an [INR of 9](FINDING)", id="without-unit"),
        pytest.param("[ALT 1,250 U/L](FINDING) and [AST 980 U/L](FINDING)", id="two"),
        pytest.param("[Hb fell from 13 g/dL to 6.2 g/dL](FINDING)", id="fell"),
        pytest.param("a [platelet count (65 × 10^9/L)](FINDING)", id="in-brackets"),
        pytest.param("hypotensive ([blood pressure 72/40 mmHg](FINDING)).", id="bracket-of-the-sentence"),
        pytest.param("a [lithium level of 2.1 mmol/L](FINDING)", id="drug-level"),
        pytest.param("she was burning up, [39.4 °C](FINDING)", id="bare-temperature"),
        pytest.param("[ALT was 20 times the upper limit of normal](FINDING)", id="times-normal"),
        pytest.param("[lithium in her serum was 1.1 mmol/L](FINDING)", id="in-serum"),
        pytest.param("Her [MMSE score was 21/30](FINDING), [GCS 8](FINDING).", id="scores"),
        pytest.param("the [pressure was 118/70 mmHg](FINDING)", id="pressure"),
        pytest.param(
            "[PLT 88K](FINDING), [WBC of 22k](FINDING), [CK 12,400](FINDING), [T max 102.4](FINDING).",
            id="terse",
        ),
        pytest.param("[Fever 102](FINDING), [T 101.3](FINDING), [fever 101-102](FINDING).", id="terse-fever"),
        pytest.param(
            "CK 20 and CK7 positive, T 4 cells, fever 101 patients, fever 38 days.",
            id="not-terse",
        ),
        pytest.param("MMSE was repeated 3 days later; pressure on 2 vertebrae.", id="not-dates-of-tests"),
        pytest.param("Creatinine was checked on day 3; platelets 2 units.", id="not-days-or-bags"),
        pytest.param("(normal range 150–400 × 10⁹/L)", id="not-reference-range"),
        pytest.param("neutral phosphate (1.0 g/day) and 15% glucose (7.8 mg/kg/min)", id="not-doses"),
        pytest.param("His platelet count was low, and CT showed 3 lesions.", id="not-words"),
        pytest.param("", id="empty"),
    ],
)
def test_finding(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
