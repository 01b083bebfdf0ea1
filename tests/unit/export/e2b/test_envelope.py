"""The wrapper, the identification, the sources: N, C.1 to C.4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import e2br3
import pytest
from lxml import etree

from caseline.errors import CaselineError
from caseline.export.e2b import E2b
from caseline.export.e2b.reporter import parted
from caseline.export.e2b.settings import SAMPLE
from caseline.export.targets import Wish
from caseline.schema.report import CaseReport
from tests.unit.export.e2b.reading import ICH, plain_of
from tests.unit.export.e2b.samples import changed, full, mother_and_child, written

_NAMES = {"h": "urn:hl7-org:v3"}
SETTINGS = """
[message]
sender = "ME"
receiver = "YOU"
created = 2026-01-31T12:00:00-05:00
batch = "B1"
[sender]
type = "regulatory_authority"
organisation = "Agency"
country = "FR"
short_name = "AG"
department = "Department"
title = "Dr"
given_name = "Ada"
middle_name = "B."
family_name = "Cy"
street = "Street 1"
city = "City"
state = "State"
postcode = "123"
telephone = "+1"
fax = "+2"
email = "a@example.org"
[report]
type = "other"
received = 2026-01-30
latest = 2026-01-31
additional_documents = true
expedited = true
[reporter]
qualification = "physician"
country = "IT"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(SETTINGS, "utf-8")
    return path


def _found(data: bytes, path: str) -> Any:
    return etree.fromstring(data).xpath(path, namespaces=_NAMES)


def test_wrapper(settings: Path) -> None:
    batch = e2br3.parse(written(full(), settings=settings))
    assert batch.batch_type.code == "1"
    assert (batch.batch_number, batch.sender, batch.receiver) == ("B1", "ME", "YOU")
    assert batch.transmission_date.raw == "20260131120000-0500"
    [message] = batch.messages
    assert (message.sender, message.receiver) == ("ME", "YOU")
    assert message.creation_date.raw == "20260131120000-0500"
    assert message.message_id == message.icsr.safety_report_id == message.icsr.worldwide_case_id


def test_identification(settings: Path) -> None:
    record = full()
    report = e2br3.parse(written(record, settings=settings)).icsrs[0]
    assert report.safety_report_id == f"FR-AG-{record.document.id[7:19]}-c1"
    assert report.creation_date.raw == "20260131120000-0500"
    assert report.report_type.code == "3"
    assert (report.first_received_date.raw, report.most_recent_date.raw) == ("20260130", "20260131")
    assert report.nullification_amendment is None
    [source] = report.primary_sources
    assert (source.country.code, source.qualification.code) == ("IT", "1")


def test_what_nobody_tells_is_null() -> None:
    report = e2br3.parse(written(changed(full()))).icsrs[0]
    [source] = report.primary_sources
    assert (plain_of(source.country), plain_of(source.qualification)) == ("UNK", "UNK")
    assert plain_of(report.patient.name) == "UNK"
    data = full().model_dump(mode="json")
    data["document"] |= dict.fromkeys(("title", "journal", "year", "doi", "pmid")) | {"authors": []}
    report = e2br3.parse(written(CaseReport.model_validate(data))).icsrs[0]
    assert plain_of(report.literature[0].reference) == "ASKU"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("//h:relatedInvestigation[h:code/@code='1']//h:assignedEntity/h:code/@code", ["1"], id="C.1.8.2"),
        pytest.param(f"//h:observationEvent[h:code/@code='1'][h:code/@codeSystem='{ICH}.1.19']/h:value/@value", ["true"], id="C.1.6.1"),
        pytest.param("//h:observationEvent[h:code/@code='23']/h:value/@value", ["true"], id="C.1.7"),
        pytest.param("//h:investigationCharacteristic[h:code/@code='2']/h:value/@nullFlavor", ["NI"], id="C.1.9.1"),
        pytest.param("//h:priorityNumber/@value", ["1"], id="C.2.r.5"),
        pytest.param("//h:relatedInvestigation//h:name/*/text()", ["Ada", "van der Berg"], id="C.2.r.1"),
        pytest.param("//h:subjectOf1//h:assignedEntity/h:code/@code", ["2"], id="C.3.1"),
        pytest.param("//h:subjectOf1//h:representedOrganization/h:name/text()", ["Department", "Agency"], id="C.3.2"),
        pytest.param("//h:subjectOf1//h:assignedPerson/h:name/*/text()", ["Dr", "Ada", "B.", "Cy"], id="C.3.3"),
        pytest.param("//h:subjectOf1//h:addr/*/text()", ["Street 1", "City", "State", "123"], id="C.3.4.1"),
        pytest.param("//h:subjectOf1//h:location/h:code/@code", ["FR"], id="C.3.4.5"),
        pytest.param("//h:subjectOf1//h:telecom/@value", ["tel:+1", "fax:+2", "mailto:a@example.org"], id="C.3.4.6"),
    ],
)  # fmt: skip
def test_sources(settings: Path, path: str, expected: list[str]) -> None:
    assert _found(written(full(), settings=settings), path) == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        pytest.param("Ada Cy", ("Ada", "Cy"), id="two"),
        pytest.param("Ada B. Cy", ("Ada B.", "Cy"), id="three"),
        pytest.param("Jan van der Berg", ("Jan", "van der Berg"), id="particles"),
        pytest.param("Consortium", ("", "Consortium"), id="one"),
        pytest.param("The study group", ("The", "study group"), id="group"),
    ],
)
def test_names(author: str, expected: tuple[str, str]) -> None:
    assert parted(author) == expected


def test_linked_reports_of_one_paper() -> None:
    data = written(mother_and_child())
    first, second = (one.safety_report_id for one in e2br3.parse(data).icsrs)
    path = f"//h:relatedInvestigation[h:code/@nullFlavor='NA']//h:id[@root='{ICH}.3.2']/@extension"
    assert _found(data, path) == [second, first]
    assert _found(written(full()), path) == []


def test_a_child_carries_its_mother_who_had_no_event() -> None:
    told: list[str] = []
    record = changed(mother_and_child(), events=[], therapies=[], timeline=[])
    [child] = etree.fromstring(written(record, told=told)).findall(".//{*}player1")
    role = child.find("{*}role")
    assert role is not None
    assert role.xpath("h:associatedPerson/h:name/@nullFlavor", namespaces=_NAMES) == ["UNK"]
    assert role.xpath("h:associatedPerson/h:administrativeGenderCode/@code", namespaces=_NAMES) == ["2"]
    assert role.xpath("h:subjectOf2/h:observation/h:value/@value", namespaces=_NAMES) == ["58"]
    assert role.xpath("h:subjectOf2/h:organizer//h:value/text()", namespaces=_NAMES) == [
        "migraine (comorbidity)"
    ]
    assert told == [
        "case c1 has no event, which an ICSR must have; it stands as the parent in the child's report"
    ]


def test_a_mother_with_an_event_has_a_report_of_her_own() -> None:
    assert etree.fromstring(written(mother_and_child())).findall(".//{*}role") == []


def test_one_text_twice_gives_two_identifiers() -> None:
    ids = [one.safety_report_id for one in e2br3.parse(written(full(), full())).icsrs]
    assert len(set(ids)) == 2


def test_the_same_records_give_the_same_bytes() -> None:
    assert written(full()) == written(full())
    assert written(full()) != written(changed(full(), drugs__0__name="other"))


def test_what_is_no_report_is_told() -> None:
    told: list[str] = []
    record = mother_and_child()
    lone = CaseReport.model_validate(record.model_dump(mode="json") | {"cases": []})
    eventless = changed(record, events=[], therapies=[], timeline=[])
    data = written(lone, eventless, told=told)
    assert [one.safety_report_id[-2:] for one in e2br3.parse(data).icsrs] == ["c2"]
    assert told == [
        "no case, and an ICSR needs a patient, a suspect drug and an event; not written",
        "case c1 has no event, which an ICSR must have; it stands as the parent in the child's report",
    ]
    with pytest.raises(CaselineError, match="no record holds a case"):
        written(lone)


def test_an_unknown_version_of_meddra_is_told() -> None:
    data = full().model_dump(mode="json")
    data["provenance"]["terminologies"] = {}
    told: list[str] = []
    report = e2br3.parse(written(CaseReport.model_validate(data), told=told)).icsrs[0]
    assert [plain_of(one.meddra) for one in report.reactions] == ["NI", "NI"]
    assert told == ["MedDRA codes are left out, since their version is not known; set meddra in [report]"]


def test_a_code_that_another_terminology_refers_to_is_not_sent() -> None:
    record = changed(
        full(),
        events__0__codes=[{"system": "MedDRA", "code": "10008479", "display": None, "match": "reference"}],
    )
    assert plain_of(e2br3.parse(written(record)).icsrs[0].reactions[0].meddra) == "NI"


def test_a_folder_holds_a_file_for_each_record() -> None:
    other = CaseReport.model_validate(full().model_dump(mode="json") | {"cases": []})
    wish = Wish(folder=True, settings=SAMPLE, leave=lambda *_: None)
    files = {name: b"".join(pieces) for name, pieces in E2b().write([full(), other], wish)}
    assert [len(e2br3.parse(data).messages) for data in files.values()] == [1]
    assert all(name.startswith("one-") and name.endswith(".xml") for name in files)
