"""Values of measurements, and where they lie."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.finding import Direction, parse_finding
from caseline.nlp.measurements import by_term, measurements


@pytest.mark.parametrize(
    ("text", "analyte", "direction"),
    [
        pytest.param("platelets 12 × 10⁹/L", "platelets", Direction.BELOW, id="per-litre"),
        pytest.param("platelet count was 12,000/mm3", "platelets", Direction.BELOW, id="per-microlitre"),
        pytest.param("PLT 88K", "platelets", Direction.BELOW, id="thousands-alone"),
        pytest.param("T 102.4", "temperature", Direction.ABOVE, id="letter-of-temperature"),
        pytest.param("Plt 8 K/uL", "platelets", Direction.BELOW, id="thousands"),
        pytest.param("platelets of 250 × 10⁹/L", "platelets", Direction.NORMAL, id="normal-count"),
        pytest.param("WBC 1.2 x 10^3/µL", "white cells", Direction.BELOW, id="power-with-caret"),
        pytest.param("creatinine was 4.1 mg/dL", "creatinine", Direction.ABOVE, id="mass"),
        pytest.param("creatinine 350 μmol/L", "creatinine", Direction.ABOVE, id="molar"),
        pytest.param("creatinine 0.9 mg/dL", "creatinine", Direction.NORMAL, id="normal"),
        pytest.param("BP 70/40", "blood pressure", Direction.BELOW, id="pair"),
        pytest.param("temp 102.3F", "temperature", Direction.ABOVE, id="fahrenheit"),
        pytest.param("39.5 °C", "temperature", Direction.ABOVE, id="bare-temperature"),
        pytest.param("temperature of 36.8 °C", "temperature", Direction.NORMAL, id="no-fever"),
        pytest.param("Hb fell from 13 g/dL to 6.2 g/dL", "hemoglobin", Direction.BELOW, id="last-value"),
        pytest.param("eGFR 15 mL/min/1.73 m2", "glomerular filtration rate", Direction.BELOW, id="surface"),
        pytest.param(
            "ALT 20 times the upper limit of normal", "alanine aminotransferase", Direction.ABOVE, id="uln"
        ),
        pytest.param("INR of 9", "international normalized ratio", Direction.ABOVE, id="no-unit"),
        pytest.param("GCS 6", "Glasgow coma scale", Direction.BELOW, id="score"),
    ],
)
def test_direction(text: str, analyte: str, direction: Direction) -> None:
    found = parse_finding(text)
    assert found is not None
    assert (found.measurement.analyte, found.direction) == (analyte, direction)


def test_words_decide_where_no_range_does() -> None:
    found = parse_finding("visual acuity 20/200", before="reduced ")
    assert found is not None
    assert found.direction is Direction.BELOW


def test_what_the_table_lacks_is_nothing() -> None:
    assert parse_finding("kava level of 3 mg/L") is None


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_finding(f"platelets {text}")


def test_terms_are_lower_case_and_of_one_measurement() -> None:
    terms = [term for each in measurements() for term in each.terms]
    assert terms == [term.lower() for term in terms]
    assert len(terms) == len(set(terms)) == len(by_term())


def test_measurements_are_in_order_with_ranges_in_order() -> None:
    names = [each.analyte.casefold() for each in measurements()]
    assert names == sorted(names)
    assert all(low <= high for each in measurements() for low, high in each.ranges.values())
