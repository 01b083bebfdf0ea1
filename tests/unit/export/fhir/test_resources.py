"""What others read in a Bundle: single resources, the standard's own elements and codes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from caseline.export.fhir.bundle import bundle
from caseline.export.fhir.writer import check
from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.example import example
from tests.unit.export.fhir.full import full
from tests.unit.export.fhir.projection import facts
from tests.unit.export.fhir.reading import facts_of

Json = dict[str, Any]
NCIT = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"
UCUM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"


def _resources(kind: str, record: CaseReport | None = None) -> list[Json]:
    entries = bundle(record or full())["entry"]
    return [one["resource"] for one in entries if one["resource"]["resourceType"] == kind]


def _named(held: list[Json], name: str) -> Json:
    return next(one for one in held if one.get("code", {}).get("text") == name)


def _to(resource: Json) -> Json:
    return {"reference": f"urn:uuid:{resource['id']}"}


def _like(**changes: Any) -> CaseReport:
    """Returns the full record with other values in its first case."""
    data = full().model_dump(mode="json")
    for path, value in changes.items():
        inner: Any = data["cases"][0]
        *steps, last = path.split("__")
        for step in steps:
            inner = inner[int(step)] if step.isdigit() else inner[step]
        inner[last] = value
    return CaseReport.model_validate(data)


def test_an_event_in_the_standards_own_elements() -> None:
    event = _resources("AdverseEvent")[0]
    drug = _resources("MedicationStatement")[0]
    assert (event["status"], event["actuality"]) == ("completed", "actual")
    assert event["code"]["text"] == "chest and abdominal pain"
    assert event["occurrenceTiming"] == {
        "event": ["2019-02-21"],
        "repeat": {"duration": 3, "durationMax": 5, "durationUnit": "h"},
        "code": {"text": "Two days after the second dose"},
    }
    assert event["seriousness"] == {
        "coding": [{"system": f"{HL7}/adverse-event-seriousness", "code": "serious", "display": "Serious"}]
    }
    outcome = {"system": NCIT, "code": "C49498", "display": "Recovered/Resolved"}
    assert event["outcome"] == [{"coding": [outcome], "text": "it resolved"}]
    (suspect,) = event["suspectEntity"]
    assert suspect["instanceReference"] == _to(drug)
    judged = suspect["causality"]
    assert judged["entityRelatedness"]["coding"] == [
        {
            "system": f"{HL7}/adverse-event-causality-assess",
            "code": "probably-likely",
            "display": "Probably/Likely",
        }
    ]
    scale = {"system": f"{HL7}/adverse-event-causality-method", "code": "probability-scale"}
    assert judged["assessmentMethod"] == {
        "coding": [scale | {"display": "Probability Scale"}],
        "text": "Naranjo",
    }
    assert judged["author"] == {"display": "Ada Able et al."}


def test_what_hl7s_guide_adds_to_an_event() -> None:
    base = "http://hl7.org/fhir/uv/ae-research-ig/StructureDefinition/"
    held = [one for one in _resources("AdverseEvent")[0]["extension"] if one["url"].startswith(base)]
    severe = {"system": f"{HL7}/adverse-event-severity", "code": "severe", "display": "Severe"}
    assert held[0] == {
        "url": f"{base}ae-severity",
        "valueCodeableConcept": {"coding": [severe], "text": "severe"},
    }
    assert held[1]["url"] == f"{base}ae-grade"
    assert held[1]["valueCodeableConcept"]["coding"][0]["code"] == "C41340"
    assert [one["url"] for one in held[2:]] == [f"{base}seriousness-criteria"] * 2
    assert held[2]["extension"] == [
        {
            "url": "criterionCode",
            "valueCodeableConcept": {
                "coding": [{"system": NCIT, "code": "C84266", "display": "Is Life Threatening"}]
            },
        },
        {"url": "criterionPresent", "valueBoolean": True},
    ]


def test_what_an_event_brought_about_is_a_condition() -> None:
    event, doubtful = _resources("AdverseEvent")[:2]
    conditions = {str(_to(one)): one for one in _resources("Condition")}
    first, second = (conditions[str(one["resultingEffect"][0])] for one in (event, doubtful))
    assert [site["text"] for site in first["bodySite"]] == ["chest", "abdomen"]
    status = [
        one[name]["coding"][0]["code"]
        for one in (first, second)
        for name in ("clinicalStatus", "verificationStatus")
    ]
    assert status == ["resolved", "confirmed", "unknown", "unconfirmed"]


def test_therapies_mitigate_and_others_stand_by() -> None:
    event = _resources("AdverseEvent")[0]
    (given,) = _resources("MedicationAdministration")
    assert event["mitigatingAction"] == [{"itemReference": _to(given)}]
    assert given["status"] == "completed"
    statements = _resources("MedicationStatement")
    assert event["contributingFactor"] == [{"itemReference": _to(statements[2])}]
    kinds = {
        str(_to(one)): one["resourceType"]
        for one in (*_resources("Observation"), *_resources("Condition"), *statements)
    }
    assert [kinds[str(one["itemReference"])] for one in event["supportingInfo"]] == [
        *["Observation"] * 2,
        *["Condition"] * 2,
        "MedicationStatement",
    ]


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(record=records())
def test_no_therapy_is_ever_a_suspect(record: CaseReport) -> None:
    statements = [_to(one) for one in _resources("MedicationStatement", record)]
    for event in _resources("AdverseEvent", record):
        assert all(one["instanceReference"] in statements for one in event.get("suspectEntity", ()))


def test_a_drug_in_the_standards_own_elements() -> None:
    drug, second, third = _resources("MedicationStatement")
    medication = _resources("Medication")[0]
    gout = _named(_resources("Condition"), "gout")
    assert drug["medication"] == {"reference": _to(medication)}
    assert medication["code"]["coding"][0]["system"] == "http://www.drugbank.ca"
    assert drug["effectivePeriod"] == {"start": "2019-02", "end": "2019-02-20"}
    assert drug["reason"] == [{"reference": _to(gout)}]
    assert drug["dosage"][0] == {
        "extension": [{"url": "urn:caseline:fhir:dose-kind", "valueCode": "dose"}],
        "sequence": 2,
        "timing": {"code": {"text": "daily"}},
        "route": {"text": "by mouth"},
        "doseAndRate": [{"doseQuantity": {"value": 2, "unit": "g", "system": UCUM, "code": "g"}}],
    }
    assert drug["adherence"]["code"]["coding"][0]["code"] == "not-taking"
    assert "effectivePeriod" not in second
    assert {"url": "urn:caseline:fhir:drug-start", "valueString": "spring"} in second["extension"]
    assert {"url": "urn:caseline:fhir:drug-stop", "valueString": "later"} in third["extension"]


def test_a_stop_before_the_start_is_no_period() -> None:
    record = _like(drugs__0__start="2019-03-01", drugs__0__stop="2019-02")
    drug = _resources("MedicationStatement", record)[0]
    assert drug["effectivePeriod"] == {"start": "2019-03-01"}
    assert {"url": "urn:caseline:fhir:drug-stop", "valueString": "2019-02"} in drug["extension"]


def test_the_patient() -> None:
    mother, son = _resources("Patient")
    assert (mother["gender"], mother["deceasedBoolean"]) == ("female", True)
    assert "birthDate" not in mother
    assert (son["gender"], "deceasedBoolean" in son) == ("male", False)
    (related,) = _resources("RelatedPerson")
    assert mother["link"] == [{"other": _to(related), "type": "seealso"}]
    assert related["patient"] == _to(son)
    assert related["relationship"][0]["coding"][0] == {
        "system": f"{HL7}/v3-RoleCode",
        "code": "MTH",
        "display": "mother",
    }


def test_the_age_is_an_observation() -> None:
    exact, bounds = (one for one in _resources("Observation") if one["code"]["text"] == "Age")
    assert exact["code"]["coding"] == [{"system": "http://loinc.org", "code": "30525-0", "display": "Age"}]
    assert exact["valueQuantity"] == {"value": 58, "unit": "a", "system": UCUM, "code": "a"}
    assert {name: end["value"] for name, end in bounds["valueRange"].items()} == {"low": 1, "high": 2}


@pytest.mark.parametrize(
    "age",
    [
        pytest.param({"text": "elderly"}, id="words"),
        pytest.param({"text": "x", "low": 9, "high": 3, "unit": "a"}, id="bounds that are none"),
        pytest.param({"text": "x", "value": 1e300, "low": 1, "unit": "a"}, id="huge"),
        pytest.param({"text": "x", "low": 1e300}, id="huge bound"),
        pytest.param({"text": " ", "unit": "mo"}, id="a unit alone"),
        pytest.param({"text": ""}, id="nothing"),
    ],
)
def test_any_age_comes_back(age: Json) -> None:
    record = _like(patient__age=age)
    check(bundle(record))
    assert facts_of(json.dumps(bundle(record))) == facts(record)
    held = next(one for one in _resources("Observation", record) if one["code"]["text"] == "Age")
    assert not {"valueQuantity", "valueRange"} & set(held)


@pytest.mark.parametrize("number", [1e300, -1e300, 10**300, 2**53 + 1, 2**31, 0.00012345678901234567])
def test_numbers_that_no_decimal_or_integer_holds_come_back(number: float) -> None:
    whole = int(abs(number)) or 1
    changes = {
        "drugs__0__doses__0__amount": number,
        "drugs__0__doses__0__ordinal": whole,
        "events__0__onset__value": number,
        "events__0__onset__anchor__ordinal": whole,
        "events__0__duration__low": number,
        "events__0__causality__score": whole,
        "timeline__0__day": number,
    }
    record = _like(**changes)
    made = bundle(record)
    check(made)
    assert facts_of(json.dumps(made)) == facts(record)


def test_texts_that_no_string_holds_lose_only_what_is_told() -> None:
    record = _like(
        drugs__0__name="\x00zeli\x0bnavir ",
        events__0__body_sites=[" ", "left\x01arm"],
        events__0__name="  ",
        events__1__name="\t",
    )
    made = bundle(record)
    check(made)
    assert _resources("Medication", record)[0]["code"]["text"] == "\ufffdzeli\ufffdnavir"
    assert "text" not in _resources("AdverseEvent", record)[0]["code"]
    assert "code" not in _resources("AdverseEvent", record)[1]
    assert facts_of(json.dumps(made)) == facts(record)


def test_an_onset_at_a_date_is_a_date() -> None:
    event = _resources("AdverseEvent")[2]
    assert event["occurrenceDateTime"] == "2019-03-04"
    assert "suspectEntity" not in event
    assert any(one["url"] == "urn:caseline:fhir:causality" for one in event["extension"])


@pytest.mark.parametrize(
    ("onset", "step", "expected"),
    [
        pytest.param({"relation": "at"}, {}, "2019-03", id="in-march"),
        pytest.param({"text": "by March 2019"}, {}, None, id="by-march"),
        pytest.param({"relation": "before"}, {}, None, id="before-march"),
        pytest.param({"relation": "after", "unit": "d"}, {}, None, id="days-after-march"),
        pytest.param(None, {"text": "March 2019"}, "2019-03", id="a-step-in-march"),
        pytest.param(None, {"text": "By March 2019"}, None, id="a-step-by-march"),
        pytest.param(None, {"text": "March 2019", "high": 60}, None, id="a-step-in-march-at-the-latest"),
    ],
)
def test_a_date_is_that_of_the_onset_and_no_bound(
    onset: dict[str, Any] | None, step: dict[str, Any], expected: str | None
) -> None:
    anchor = {"kind": "date", "date": "2019-03"}
    record = _like(
        events__0__onset=onset and {"text": "in March 2019", "anchor": anchor, **onset},
        events__0__duration=None,
        timeline=[{"kind": "onset", "ref": "e1", "text": "", "date": "2019-03", **step}] if step else [],
    )
    assert _resources("AdverseEvent", record)[0].get("occurrenceDateTime") == expected


def test_the_paper() -> None:
    (text,), (cited,) = _resources("DocumentReference"), _resources("Citation")
    assert text["description"] == "Pain after zelinavir"
    assert text["content"][0]["attachment"]["contentType"] == "text/plain; charset=utf-8"
    assert cited["summary"][0]["text"] == (
        "Ada Able, Bo Baker. Pain after zelinavir. Journal of Full Records. 2020. doi:10.9999/full.1 "
        "PMID: 99999999 PMCID: PMC9999999"
    )
    artifact = cited["citedArtifact"]
    assert [one["system"] for one in artifact["identifier"]] == [
        "https://doi.org",
        "https://pubmed.ncbi.nlm.nih.gov",
        "https://www.ncbi.nlm.nih.gov/pmc",
    ]
    assert artifact["publicationForm"][0]["articleDate"] == "2020"
    assert [one["rankingOrder"] for one in artifact["contributorship"]["entry"]] == [1, 2]
    assert _resources("Citation", CaseReport.model_validate(_bare())) == []


def _bare() -> Json:
    return {
        "document": {"id": "sha256:" + "0" * 64, "text": ""},
        "provenance": {"caseline": "gold"},
    }


def test_a_record_without_a_case_is_its_paper() -> None:
    record = CaseReport.model_validate(_bare())
    made = bundle(record)
    check(made)
    assert [one["resource"]["resourceType"] for one in made["entry"]] == ["DocumentReference"]
    assert "data" not in made["entry"][0]["resource"]["content"][0]["attachment"]
    assert facts_of(json.dumps(made)) == facts(record)


def _evidence(record: CaseReport) -> list[Json]:
    return [one for one in _resources("Provenance", record) if one["entity"][0]["role"] == "quotation"]


def test_evidence_is_characters_of_the_paper() -> None:
    event, paper = _resources("AdverseEvent")[0], _resources("DocumentReference")[0]
    about = [one for one in _evidence(full()) if one["target"][0]["reference"] == _to(event)["reference"]]
    paths = [one["target"][0].get("extension", [{}])[0].get("valueString") for one in about]
    assert paths == [
        None,
        "extension('urn:caseline:fhir:onset')",
        "extension('urn:caseline:fhir:duration')",
        "outcome",
        "suspectEntity.causality",
    ]
    (entity,) = about[0]["entity"]
    assert entity["what"] == _to(paper)
    told = {one["url"]: one for one in entity["extension"][0]["extension"]}
    start, end = told["start"]["valueInteger"], told["end"]["valueInteger"]
    assert full().document.text[start:end] == told["text"]["valueString"] == "chest and abdominal pain"


def test_who_found_the_evidence() -> None:
    (device,) = _resources("Device")
    by = {one["agent"][0]["who"]["reference"] for one in _evidence(full())}
    assert by == {_to(device)["reference"]}
    assert device["version"][0]["value"] == "0.1.0"
    # One mention is a curator's.
    second = [one["agent"][1] for one in _evidence(full()) if len(one["agent"]) > 1]
    assert [one["who"] for one in second] == [{"display": "curator"}]
    assert second[0]["type"]["coding"][0]["code"] == "verifier"


def test_gold_is_a_curators() -> None:
    data = example().model_dump(mode="json") | {"provenance": {"caseline": "gold"}}
    record = CaseReport.model_validate(data)
    assert _resources("Device", record) == []
    agents = [one["agent"] for one in _resources("Provenance", record)]
    assert agents
    assert all(
        [(one["who"], one["type"]["coding"][0]["code"]) for one in agent]
        == [({"display": "curator"}, "author")]
        for agent in agents
    )


def test_ids_are_of_the_paper_and_the_item() -> None:
    first, second = bundle(full()), bundle(full())
    assert first == second
    other = full().model_dump(mode="json")
    other["document"]["id"] = "sha256:" + "1" * 64
    urls = {one["fullUrl"] for one in first["entry"]}
    assert len(urls) == len(first["entry"])
    assert not urls & {one["fullUrl"] for one in bundle(CaseReport.model_validate(other))["entry"]}


def _addresses(held: Any) -> set[str]:
    if isinstance(held, dict | list):
        return set().union(*map(_addresses, held.values() if isinstance(held, dict) else held))
    return {held} if isinstance(held, str) and held.startswith("urn:caseline:fhir:") else set()


def test_the_page_names_each_extension_and_system_of_ours() -> None:
    page = (Path(__file__).parents[4] / "docs" / "fhir.md").read_text(encoding="utf-8")
    huge = _like(drugs__0__doses__0__amount=1e300, drugs__0__doses__0__ordinal=2**40)
    used = _addresses(bundle(full())) | _addresses(bundle(huge))
    names = {one.removeprefix("urn:caseline:fhir:") for one in used}
    assert len(names) > 30
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []


def _texts(held: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(held, dict | list):
        for step, part in held.items() if isinstance(held, dict) else enumerate(held):
            yield from _texts(part, (*path, step))
    elif isinstance(held, str) and path[0] != "mentions" and path[-1] not in {"id", "text"}:
        yield path


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "a  b\tc", "\ufeff", "\x85", "2014", "2014-02-30", "<b>&\"'"]
)
def test_any_text_in_any_field_comes_back(text: str) -> None:
    data = full().model_dump(mode="json")
    changed = 0
    for path in _texts(data):
        other: Any = copy.deepcopy(data)
        inner = other
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = text
        try:
            CaseReport.model_validate(other)
        except ValueError:
            # A field that takes only certain words.
            continue
        data, changed = other, changed + 1
    record = CaseReport.model_validate(data)
    assert changed > 60
    made = bundle(record)
    check(made)
    assert facts_of(json.dumps(made)) == facts(record)
