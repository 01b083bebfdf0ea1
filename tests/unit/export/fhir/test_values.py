"""What FHIR's types can hold, and what becomes of the rest."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.export.facts.units import is_ucum
from caseline.export.fhir.systems import UCUM, system_of
from caseline.export.fhir.values import (
    LONGEST,
    absent,
    codings,
    concept,
    date_extension,
    element,
    fits,
    is_date,
    number_extension,
    plain,
    quantity,
    token,
)
from caseline.schema.base import Code


@pytest.mark.parametrize(
    ("text", "held"),
    [
        pytest.param("  pain\t", "pain", id="trimmed"),
        pytest.param("a\tb\r\nc", "a\tb\r\nc", id="space within stays"),
        pytest.param("a\x00b\x1fc\x0b", "a\ufffdb\ufffdc\ufffd", id="controls"),
        pytest.param("a\uffffb\ufffe", "a\ufffdb\ufffd", id="no characters of XML"),
        pytest.param(" \n\u2028", None, id="blank"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="null"),
        pytest.param("é😀", "é😀", id="any script"),
        pytest.param("x" * (LONGEST + 5), "x" * LONGEST, id="too long"),
    ],
)
def test_texts(text: str | None, held: str | None) -> None:
    assert plain(text) == held


@given(st.text())
def test_any_text_is_a_string_of_fhir(text: str) -> None:
    held = plain(text)
    assert held is None or (re.fullmatch(r"[ \r\n\t\S]|[\s\S]+", held) and held == held.strip() != "")
    assert plain(held) == held
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", held or "")


@given(st.text())
def test_any_text_is_a_code_of_fhir(text: str) -> None:
    held = token(text)
    assert held is None or re.fullmatch(r"[^\s]+( [^\s]+)*", held)


@pytest.mark.parametrize(
    ("number", "able"),
    [
        (58, True),
        (0, True),
        (-3, True),
        (0.5, True),
        (0.1 + 0.2, True),
        (1e-7, True),
        (2**53, True),
        (2**53 + 1, False),
        (1e300, False),
        (-(10**200), False),
        (0.00012345678901234567, False),
    ],
)
def test_numbers(number: float, able: bool) -> None:
    assert fits(number) is able
    (made,) = number_extension("u", number)
    assert set(made) == {"url", "valueDecimal" if able else "valueString"}
    assert json.loads(str(made.get("valueString", made.get("valueDecimal")))) == number
    amount = quantity(number, "mg")
    assert amount
    assert ("value" in amount) is able
    assert ("extension" in amount) is not able


@pytest.mark.parametrize("text", ["2014", "2014-03", "2014-03-12", "0001", "2012-02-29"])
def test_dates(text: str) -> None:
    assert is_date(text)
    assert date_extension("u", text) == [{"url": "u", "valueDateTime": text}]


@pytest.mark.parametrize(
    "text",
    [
        "2014-13",
        "2014-02-30",
        "0000",
        "14",
        "2014-3",
        "2014-03-12T10:00",
        "2014-03-12 ",
        "2014\n",
        "spring",
        "٢٠١٤",
    ],
)
def test_what_is_no_date_stays_text(text: str) -> None:
    assert not is_date(text)
    assert date_extension("u", text) == [{"url": "u", "valueString": text.strip()}]


def test_no_date_at_all() -> None:
    assert not is_date(None)
    assert date_extension("u", None) == []


@pytest.mark.parametrize(
    "unit", ["mg", "mg/kg", "mg/kg/d", "[IU]", "10*6.[IU]", "{tablet}", "mg/m2", "mg/(8.h)", "wk"]
)
def test_units_of_ucum(unit: str) -> None:
    assert is_ucum(unit)
    assert quantity(2, unit) == {"value": 2, "unit": unit, "system": UCUM, "code": unit}


@pytest.mark.parametrize("unit", ["tablets", "MG", "mg kg", "mg/", "{a b}", "", "µg", "mg\n"])
def test_other_units_have_no_code(unit: str) -> None:
    assert not is_ucum(unit)
    assert "code" not in (quantity(2, unit) or {})


def test_nothing_is_left_out_rather_than_empty() -> None:
    assert element(a=None, b="", c=[], d={}, e=0, type_="x") == {"e": 0, "type": "x"}
    assert concept(" ") is None
    assert quantity(None, None) is None
    assert absent()[0]["valueCode"] == "unknown"


def test_a_code_has_its_system_version_and_how_it_was_come_by() -> None:
    code = Code.model_validate(
        {"system": "HPO", "code": "HP:0000967", "display": "Petechiae", "match": "similar", "score": 0.9}
    )
    (made,) = codings([code], {"HPO": "2026-02-16"})
    assert made == {
        "extension": [
            {"url": "urn:caseline:fhir:match", "valueCode": "similar"},
            {"url": "urn:caseline:fhir:score", "valueDecimal": 0.9},
        ],
        "system": "http://human-phenotype-ontology.org",
        "version": "2026-02-16",
        "code": "HP:0000967",
        "display": "Petechiae",
    }


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("ICD10CM", "http://hl7.org/fhir/sid/icd-10-cm"),
        ("MedDRA", "https://www.meddra.org"),
        ("MeSH", "https://www.nlm.nih.gov/mesh"),
        ("ATC", "http://www.whocc.no/atc"),
        ("SNOMEDCT_US", "http://snomed.info/sct"),
        ("my list/1", "urn:caseline:fhir:system:my%20list%2F1"),
        (" ", "urn:caseline:fhir:system:%20"),
    ],
)
def test_addresses_of_terminologies(name: str, address: str) -> None:
    assert system_of(name) == address


@given(st.text(min_size=1))
def test_any_name_of_a_terminology_is_an_address(name: str) -> None:
    assert re.fullmatch(r"[!-~]+", system_of(name))


def test_a_blank_code_is_left_out() -> None:
    made: dict[str, Any] = codings([Code(system="X", code=" ")], {})[0]
    assert made == {"system": "urn:caseline:fhir:system:X"}
