"""Ages as E2B(R3) takes them."""

from __future__ import annotations

from typing import Any

import pytest

from caseline.export.facts.age import AgeGroup, Quantity, age_group, age_quantity
from caseline.schema.case import Age


def _age(**fields: Any) -> Age:
    return Age.model_validate({"text": "", **fields})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"value": 58, "unit": "a"}, Quantity(58, "a"), id="years"),
        pytest.param({"value": 3, "unit": "mo"}, Quantity(3, "mo"), id="months"),
        pytest.param({"value": 30, "unit": "min"}, Quantity(0.5, "h"), id="minutes-are-hours"),
        pytest.param({"value": 58}, None, id="no-unit"),
        pytest.param({"value": -1, "unit": "a"}, None, id="before-birth"),
        pytest.param({"low": 60, "high": 69, "unit": "a"}, Quantity(7, "{Decade}"), id="seventh-decade"),
        pytest.param({"low": 67, "high": 69, "unit": "a"}, Quantity(7, "{Decade}"), id="late-sixties"),
        pytest.param({"low": 0, "high": 9, "unit": "a"}, Quantity(1, "{Decade}"), id="first-decade"),
        pytest.param({"low": 58, "high": 62, "unit": "a"}, None, id="across-decades"),
        pytest.param({"low": 60, "high": 69, "unit": "mo"}, None, id="months-are-no-decade"),
        pytest.param({"low": 60, "unit": "a"}, None, id="open"),
        pytest.param({"low": 69, "high": 60, "unit": "a"}, None, id="turned"),
    ],
)
def test_quantity(fields: dict[str, Any], expected: Quantity | None) -> None:
    assert age_quantity(_age(**fields)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("newborn", AgeGroup.NEONATE, id="newborn"),
        pytest.param("fetus", AgeGroup.FOETUS, id="fetus"),
        pytest.param("Elderly", AgeGroup.ELDERLY, id="elderly"),
        pytest.param("middle-aged", AgeGroup.ADULT, id="middle-aged"),
        pytest.param("teenage", AgeGroup.ADOLESCENT, id="teenage"),
        pytest.param("58-year-old", None, id="number"),
        pytest.param("older woman", AgeGroup.ELDERLY, id="older-woman"),
        pytest.param("18 years or older", None, id="or-older"),
        pytest.param("a month older than two years", None, id="older-than"),
    ],
)
def test_group(text: str, expected: AgeGroup | None) -> None:
    assert age_group(_age(text=text)) == expected


def test_no_age_has_neither() -> None:
    assert age_quantity(None) is None
    assert age_group(None) is None
