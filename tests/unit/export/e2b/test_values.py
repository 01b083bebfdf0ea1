"""Lengths, characters, numbers and dates of E2B elements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from caseline.export.e2b.drug import amount_of, dosage_text, unit_of
from caseline.export.e2b.patient import measure_of
from caseline.export.e2b.values import cut, digits, not_before, plain, short, stamp
from caseline.schema.case import Dose


@pytest.mark.parametrize(
    ("number", "most", "expected"),
    [
        pytest.param(58, 5, "58", id="whole"),
        pytest.param(58.0, 5, "58", id="float"),
        pytest.param(0, 5, "0", id="nought"),
        pytest.param(-0.0, 5, "0", id="minus-nought"),
        pytest.param(100, 5, "100", id="noughts-behind"),
        pytest.param(0.5, 5, "0.5", id="half"),
        pytest.param(1 / 3, 5, "0.333", id="third"),
        pytest.param(12345.678, 5, "12346", id="rounded-to-whole"),
        pytest.param(99999.9, 5, None, id="rounded-beyond"),
        pytest.param(123456, 5, None, id="too-long"),
        pytest.param(1e300, 8, None, id="huge"),
        pytest.param(1e-9, 8, None, id="never-rounded-to-nought"),
        pytest.param(-12.5, 5, "-12.5", id="negative"),
    ],
)
def test_digits(number: float, most: int, expected: str | None) -> None:
    assert digits(number, most) == expected


@given(st.integers() | st.floats(-1e300, 1e300), st.integers(3, 10))
def test_digits_fit_and_are_near(number: float, most: int) -> None:
    found = digits(number, most) if abs(number) <= 1e300 else None
    if found is not None:
        assert len(found) <= most
        assert abs(float(found) - number) <= max(0.5, abs(number) * 1e-9)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param("2018-10-29", "20181029", id="day"),
        pytest.param("2018-10", "201810", id="month"),
        pytest.param("2018", "2018", id="year"),
        pytest.param("2018-10-29T22:10", "201810292210", id="minute"),
        pytest.param("2018-10-29T22:10:05", "20181029221005", id="second"),
        pytest.param("2018-13", None, id="no-month"),
        pytest.param("2018-02-30", None, id="no-day"),
        pytest.param("2018-10-29T25:00", None, id="no-hour"),
        pytest.param("--04-25", None, id="no-year"),
        pytest.param("0000", None, id="year-nought"),
        pytest.param("٢٠١٨", None, id="other-digits"),
        pytest.param("2018-10-29 ", None, id="space"),
        pytest.param("2018\n", None, id="newline"),
    ],
)
def test_stamp(told: str | None, expected: str | None) -> None:
    assert stamp(told) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("20200501", "20200502", "20200502"),
        ("20200501", "20200501", "20200501"),
        ("20200501", "202005", "202005"),
        ("2020", "20200102", "20200102"),
        ("20200501", "20200430", None),
        ("202005", "2019", None),
        (None, "2019", "2019"),
        ("2019", None, None),
    ],
)
def test_no_end_lies_before_its_start(start: str | None, end: str | None, expected: str | None) -> None:
    assert not_before(start, end) == expected


@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_written(text: str) -> None:
    element = etree.Element("a")
    element.text = plain(text)
    element.set("b", plain(text))
    again = etree.fromstring(etree.tostring(element))
    assert (again.text or "") == (again.get("b") or "") == plain(text)


def test_long_texts_end_in_an_ellipsis() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
    assert short(" a\n\x00b\ud800 ", 10) == "a \ufffdb\ufffd"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("mg/m2", "mg/m2"),
        ("[IU]", "[IU]"),
        ("{DF}", "{DF}"),
        ("{tablet}", "{DF}"),
        ("{puff}", "{DF}"),
        ("{unit}", None),
        ("{bolus}", None),
        ("mg/{dose}", None),
        ("tablets", None),
        (None, None),
        ("", None),
        ("a b", None),
        ("µg", None),
        ("/".join(["mg"] * 20), None),
    ],
)
def test_units(unit: str | None, expected: str | None) -> None:
    dose = Dose(amount=2, unit=unit)
    assert unit_of(dose) == expected
    assert amount_of(dose) == (None if expected is None else "2")


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        pytest.param({}, "", id="nothing"),
        pytest.param({"ordinal": 2, "kind": "dose"}, "dose 2", id="second-dose"),
        pytest.param(
            {"amount": 40, "unit": "mg", "frequency": "daily"}, "daily", id="amount-has-its-element"
        ),
        pytest.param({"amount": 40}, "40", id="amount-without-unit"),
        pytest.param({"amount": 123456789, "unit": "mg"}, "123456789 mg", id="amount-too-long"),
        pytest.param({"amount": -1, "unit": "mg"}, "-1 mg", id="below-nought"),
        pytest.param({"amount": 2, "unit": "puffs a day"}, "2 puffs a day", id="no-ucum"),
        pytest.param({"amount": 2, "unit": "{tablet}"}, "2 tablet", id="counted"),
        pytest.param({"amount": 10, "unit": "{unit}", "frequency": "daily"}, "10 unit; daily", id="units"),
        pytest.param({"amount": 5, "unit": "mg/{dose}"}, "5 mg/dose", id="a-dose"),
    ],
)
def test_dosage_text(dose: dict[str, object], expected: str) -> None:
    assert dosage_text(Dose.model_validate(dose)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("CRP 120 mg/L", "CRP"),
        ("platelet count of 12 × 10^9/L", "platelet count"),
        ("ANA: <1:40", "ANA"),
        ("ECG", "ECG"),
        ("120/80 mmHg", "120/80 mmHg"),
    ],
)
def test_name_of_a_test(finding: str, expected: str) -> None:
    assert measure_of(finding) == expected
