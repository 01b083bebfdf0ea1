"""What an exporter in a public package got wrong: age, sex, outcome, and the treatment as a drug of the case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import e2br3
import pytest
from lxml import etree

from tests.unit.export.e2b.reading import plain_of
from tests.unit.export.e2b.samples import changed, full, written


def _report(**fields: Any) -> Any:
    return e2br3.parse(written(changed(full(), **fields))).icsrs[0]


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        pytest.param({"value": 58, "unit": "a", "text": "58-year-old"}, (Decimal(58), "a"), id="years"),
        pytest.param({"value": 3, "unit": "wk", "text": "3-week-old"}, (Decimal(3), "wk"), id="weeks"),
        pytest.param(
            {"low": 60, "high": 69, "unit": "a", "text": "in her seventh decade"},
            (Decimal(7), "{Decade}"),
            id="seventh-decade",
        ),
    ],
)
def test_age(age: dict[str, Any], expected: tuple[Decimal, str]) -> None:
    found = _report(patient__age=age).patient.age
    assert (found.value, found.unit) == expected


def test_an_age_of_words_alone_is_a_group() -> None:
    data = written(changed(full(), patient__age={"text": "newborn"}))
    assert e2br3.parse(data).icsrs[0].patient.age is None
    groups = etree.fromstring(data).xpath("//*[@codeSystem='2.16.840.1.113883.3.989.2.1.1.9']/@code")
    assert groups == ["1"]


@pytest.mark.parametrize(("sex", "expected"), [("male", "1"), ("female", "2")])
def test_sex(sex: str, expected: str) -> None:
    assert _report(patient__sex={"value": sex}).patient.sex.code == expected


def test_sex_that_nobody_tells() -> None:
    assert plain_of(_report(patient__sex=None).patient.sex) == "UNK"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("recovered", "1"),
        ("recovering", "2"),
        ("not_recovered", "3"),
        ("recovered_with_sequelae", "4"),
        ("fatal", "5"),
        ("unknown", "0"),
    ],
)
def test_outcome(status: str, expected: str) -> None:
    report = _report(events__0__outcome={"status": status})
    assert [one.outcome.code for one in report.reactions] == [expected, "5"]


def test_outcome_that_nobody_tells_is_unknown() -> None:
    assert _report(events__0__outcome=None).reactions[0].outcome.code == "0"


def test_treatment_of_the_event_is_no_drug_of_the_case() -> None:
    report = _report()
    assert [drug.product_name for drug in report.drugs] == ["zelinavir", "aspirin"]
    assert (
        'Treated with prednisone for chest pain: drug; given "for 5 days"; response: subsided.'
        in report.narrative.splitlines()
    )


def test_seriousness_is_true_or_not_told() -> None:
    first, second = _report().reactions
    assert first.hospitalisation is True
    assert first.other_medically_important is True
    assert plain_of(first.results_in_death) == "NI"
    assert second.results_in_death is True  # it was fatal
    assert plain_of(second.life_threatening) == "NI"


@pytest.mark.parametrize(
    ("case", "event", "expected"),
    [
        pytest.param("fatal", "recovered", "ASKU", id="died-of-something-else"),
        pytest.param("unknown", "fatal", "ASKU", id="died-of-the-event"),
        pytest.param("recovered", "recovered", None, id="alive"),
    ],
)
def test_a_death_without_a_date_is_a_death(case: str, event: str, expected: str | None) -> None:
    record = changed(
        full(),
        outcome={"status": case},
        events__0__outcome=None,
        events__1__outcome={"status": event},
        timeline=[],
    )
    player = etree.fromstring(written(record)).find(".//{urn:hl7-org:v3}player1")
    assert player is not None
    died = player.find("{urn:hl7-org:v3}deceasedTime")
    assert (None if died is None else died.get("nullFlavor")) == expected
    assert died is None or died.get("value") is None


def test_latency_after_the_second_dose_counts_from_the_last() -> None:
    tree = etree.fromstring(written(full()))
    found = {
        (one.get("typeCode"), one[0].get("value"), one[0].get("unit"))
        for one in tree.iter("{urn:hl7-org:v3}outboundRelationship1")
        if one.get("typeCode") in {"SAS", "SAE"}
    }
    # Told as two days after the second dose, which is day 1; the timeline has it 14 days after the first.
    assert found == {("SAS", "15", "d"), ("SAE", "3", "d")}
