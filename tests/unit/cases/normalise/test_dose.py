"""Amounts and ordinals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.dose import DoseValue, OrdinalValue, parse_dose, parse_ordinal
from caseline.schema.case import DoseKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("400 mg", DoseValue(400, "mg"), id="mg"),
        pytest.param("500mg", DoseValue(500, "mg"), id="no-space"),
        pytest.param("1,500 milligrams", DoseValue(1500, "mg"), id="word"),
        pytest.param("100 mcg", DoseValue(100, "ug"), id="mcg"),
        pytest.param("75 µg", DoseValue(75, "ug"), id="micro"),
        pytest.param("2.5 grams", DoseValue(2.5, "g"), id="grams"),
        pytest.param("5000 IU", DoseValue(5000, "[IU]"), id="iu"),
        pytest.param("40 units", DoseValue(40, "{unit}"), id="units"),
        pytest.param("30 mL", DoseValue(30, "mL"), id="ml"),
        pytest.param("5 mg/kg", DoseValue(5, "mg/kg"), id="per-kg"),
        pytest.param("3 mg/kg/day", DoseValue(3, "mg/kg/d"), id="per-kg-day"),
        pytest.param("375 mg/m2", DoseValue(375, "mg/m2"), id="per-m2"),
        pytest.param("4-12 μg/kg/min", DoseValue(None, "ug/kg/min", 4, 12), id="range"),
        pytest.param("400 mg/12 h", DoseValue(400, "mg/(12.h)"), id="per-12-h"),
        pytest.param("10 mg/month", DoseValue(10, "mg/mo"), id="per-month"),
        pytest.param("3 x 100 mg/day", DoseValue(100, "mg/d"), id="times"),
        pytest.param("two tablets", DoseValue(2, "{tablet}"), id="tablets"),
        pytest.param("1 drop", DoseValue(1, "[drp]"), id="drop"),
        pytest.param("high-dose", None, id="quality"),
        pytest.param("8 cycles", None, id="not-cycles"),
        pytest.param("20", None, id="no-unit"),
    ],
)
def test_doses(text: str, expected: DoseValue | None) -> None:
    assert parse_dose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("second dose", OrdinalValue(2, DoseKind.DOSE), id="dose"),
        pytest.param("second course", OrdinalValue(2, DoseKind.COURSE), id="course"),
        pytest.param("first infusion", OrdinalValue(1, DoseKind.INFUSION), id="infusion"),
        pytest.param("10th injection", OrdinalValue(10, DoseKind.INJECTION), id="figure"),
        pytest.param("twenty-first cycle", OrdinalValue(21, DoseKind.CYCLE), id="twenty-first"),
        pytest.param("thirtieth dose", OrdinalValue(30, DoseKind.DOSE), id="thirtieth"),
        pytest.param("cycle 3", OrdinalValue(3, DoseKind.CYCLE), id="numbered"),
        pytest.param("course II", OrdinalValue(2, DoseKind.COURSE), id="roman"),
        pytest.param("dose number four", OrdinalValue(4, DoseKind.DOSE), id="number-word"),
        pytest.param("C2D8", OrdinalValue(2, DoseKind.CYCLE), id="code"),
        pytest.param(
            "the first of three injections", OrdinalValue(1, DoseKind.INJECTION), id="first-of-three"
        ),
        pytest.param("initial dose", OrdinalValue(1, DoseKind.DOSE), id="initial"),
        pytest.param("booster", OrdinalValue(None, DoseKind.DOSE), id="booster"),
        pytest.param("last dose", OrdinalValue(None, DoseKind.DOSE), id="last"),
        pytest.param("first and second doses", OrdinalValue(None, DoseKind.DOSE), id="several"),
        pytest.param("cycles 1-3", OrdinalValue(None, DoseKind.CYCLE), id="range"),
        pytest.param("first-line", None, id="not-a-line"),
        pytest.param("#3", OrdinalValue(3, DoseKind.DOSE), id="hash"),
        pytest.param("dose 2/2", OrdinalValue(2, DoseKind.DOSE), id="of-how-many"),
        pytest.param("2nd", OrdinalValue(2, DoseKind.DOSE), id="before-a-vaccine"),
        pytest.param("#B", None, id="hash-without-number"),
    ],
)
def test_ordinals(text: str, expected: OrdinalValue | None) -> None:
    assert parse_ordinal(text) == expected


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["mg", "g", "mL", "mg/kg"]))
def test_amounts_come_back(amount: int, unit: str) -> None:
    assert parse_dose(f"{amount} {unit}") == DoseValue(amount, unit)


@settings(deadline=None)
@given(st.text() | st.text(st.sampled_from("0123456789 mg/kdx-first cycle")))
def test_any_text_is_read(text: str) -> None:
    parse_dose(text)
    parse_ordinal(text)
