"""Order, number and length of elements, as the implementation guide has them."""

from __future__ import annotations

import os
from pathlib import Path

import e2br3
import pytest
from hypothesis import given
from lxml import etree

from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.e2b.reading import read
from tests.unit.export.e2b.samples import STORED, changed, full, mother_and_child, stored, written
from tests.unit.export.e2b.shape import faults
from tests.unit.export.e2b.test_round_trip import _expected, _with_report

_NAMES = {"h": "urn:hl7-org:v3"}
# XPath of the text or attribute, and the longest that its element may be.
LENGTHS = {
    "//h:investigationEvent/h:text": 100_000,
    "//h:bibliographicDesignationText": 500,
    "//h:kindOfProduct/h:name": 250,
    "//h:observation/h:value/h:originalText": 250,
    "//h:observation/h:code/h:originalText": 250,
    "//h:routeCode/h:originalText": 60,
    "//h:substanceAdministration/h:text": 2_000,
    "//h:observation[h:code/@code='18']/h:value": 10_000,
    "//h:observation[h:code/@code='2']/h:value": 2_000,
    "//h:assignedPerson/h:name/*": 60,
    "//h:pauseQuantity/@value": 5,
    "//h:doseQuantity/@value": 8,
    "//h:width/@value": 5,
    "//h:causalityAssessment/h:value": 60,
    "//h:id/@extension": 100,
}


_MADE = [
    pytest.param(full(), id="full"),
    pytest.param(mother_and_child(), id="mother-and-child"),
    pytest.param(
        changed(mother_and_child(), events=[], therapies=[], timeline=[]), id="mother-without-event"
    ),
    pytest.param(
        changed(
            full(),
            events__0__name="\r",
            events__1__name="",
            conditions__0__name=" ",
            drugs__0__name="",
            drugs__1__doses=[{"evidence": []}],
            drugs__1__start=None,
        ),
        id="blank",
    ),
]


def _too_long(tree: etree._Element) -> list[str]:
    found = []
    for path, most in LENGTHS.items():
        for one in tree.xpath(path, namespaces=_NAMES):
            text = one if isinstance(one, str) else one.text or ""
            if len(text) > most:
                found.append(f"{path}: {len(text)}")
    return found


@pytest.mark.parametrize("path", STORED)
def test_stored_records(path: Path) -> None:
    record = stored(path)
    if _expected(record):
        assert list(faults(etree.fromstring(written(record)))) == []


@pytest.mark.parametrize("record", _MADE)
def test_made_records(record: CaseReport) -> None:
    assert list(faults(etree.fromstring(written(record, record)))) == []
    assert read(written(record)) == _expected(record)


@given(records())
def test_any_record(record: CaseReport) -> None:
    tree = etree.fromstring(written(_with_report(record)))
    assert list(faults(tree)) == []
    assert _too_long(tree) == []


def test_long_texts_are_cut_and_stand_whole_in_the_narrative() -> None:
    long = "very " * 60 + "long"
    record = changed(
        full(),
        events__0__name=long,
        drugs__0__name=long,
        conditions__0__name=long,
        conditions__2__name=long * 60,
        drugs__0__doses__0__frequency=long * 20,
    )
    tree = etree.fromstring(written(record))
    assert _too_long(tree) == []
    narrative = tree.findtext(".//{*}investigationEvent/{*}text") or ""
    assert f"Event {long}" in narrative
    assert f"Drug {long}" in narrative
    assert long * 20 in narrative


def test_a_huge_narrative_is_cut() -> None:
    tree = etree.fromstring(written(changed(full(), events__0__severity="x" * 200_000)))
    assert _too_long(tree) == []
    assert (tree.findtext(".//{*}investigationEvent/{*}text") or "").endswith("…")


def test_length_is_measured() -> None:
    """A control."""
    tree = etree.fromstring(written(full()))
    name = tree.find(".//{*}kindOfProduct/{*}name")
    assert name is not None
    name.text = "x" * 251
    assert _too_long(tree) == ["//h:kindOfProduct/h:name: 251"]


def test_disorder_is_seen() -> None:
    """A control: any two neighbours of different names that change places are a fault."""
    count = 0
    data = written(full())
    for number, element in enumerate(etree.fromstring(data).iter(etree.Element)):
        for at in range(len(element) - 1):
            if element[at].tag == element[at + 1].tag:
                continue
            tree = etree.fromstring(data)
            parent = list(tree.iter(etree.Element))[number]
            parent.insert(at, parent[at + 1])
            assert list(faults(tree)), f"{parent.tag}: {at}"
            count += 1
    assert count > 100


@pytest.mark.skipif(
    not os.environ.get("E2BR3_SCHEMA_DIR"), reason="E2BR3_SCHEMA_DIR names no ICH ICSR schema set"
)
@pytest.mark.parametrize("record", _MADE)
def test_schema(record: CaseReport) -> None:
    assert e2br3.validate(written(record)) == []
