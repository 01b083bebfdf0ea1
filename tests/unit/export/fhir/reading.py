"""What a FHIR Bundle carries of a record, as plain values: once from the Bundle, by fhir.resources."""

from __future__ import annotations

import base64
import json

from fhir.resources.bundle import Bundle

from caseline.export.fhir.systems import OWN
from tests.unit.export.fhir.elements import (
    Json,
    all_of,
    amount_of,
    code_of,
    concept_of,
    number_of,
    own_of,
    parts_of,
    text_of,
    value_of,
)
from tests.unit.export.fhir.projection import Facts, clean

_RESEARCH = "http://hl7.org/fhir/uv/ae-research-ig/StructureDefinition/"
_TARGET_PATH = "http://hl7.org/fhir/StructureDefinition/targetPath"
_OUTCOMES = {
    "C49498": "recovered",
    "C49496": "recovering",
    "C49494": "not_recovered",
    "C49495": "recovered_with_sequelae",
    "C48275": "fatal",
    "unknown": "unknown",
}
_CRITERIA = {
    "C48275": "death",
    "C84266": "life_threatening",
    "C83052": "hospitalisation",
    "C11338": "disability",
    "C83117": "congenital_anomaly",
    "C82521": "other",
}
_RELATED = {
    "certain": "certain",
    "probably-likely": "probable",
    "possible": "possible",
    "unlikely": "unlikely",
}


def facts_of(text: str | bytes) -> Facts:
    """Returns what a Bundle tells, as fhir.resources reads it."""
    return told(json.loads(Bundle.model_validate_json(text).model_dump_json()))


def told(bundle: Json) -> Facts:
    """Returns what the JSON of a Bundle tells."""
    return _Reader(bundle).facts()


class _Reader:
    def __init__(self, bundle: Json) -> None:
        assert bundle["type"] == "collection"
        self.bundle = bundle
        self.resources = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
        assert len(self.resources) == len(bundle["entry"])
        self.mentions: Json = {}
        self.evidence: dict[tuple[str, str], list[str]] = {}
        for one in self.of("Provenance"):
            self._provenance(one)

    def of(self, kind: str, *subjects: str) -> list[Json]:
        found = [one for one in self.resources.values() if one["resourceType"] == kind]
        if not subjects:
            return found
        return [one for one in found if subjects[0] in json.dumps(one.get("subject", ""))]

    def _provenance(self, held: Json) -> None:
        assert held["agent"]
        for entity in held["entity"]:
            assert entity["what"]["reference"] in self.resources
            if entity["role"] != "quotation":
                continue
            target = held["target"][0]
            path = next((one["valueString"] for one in all_of(target, _TARGET_PATH)), "")
            parts = own_of(entity, "evidence")["extension"]
            told = {one["url"]: value_of(one) for one in parts if one["url"] not in {"score", "part"}}
            told["found_by"] = told.pop("found-by")
            told["score"] = next((number_of(one) for one in parts if one["url"] == "score"), None)
            stretches = [parts_of(one) for one in parts if one["url"] == "part"]
            told["parts"] = [[value_of(one["start"]), value_of(one["end"])] for one in stretches]
            one = told.pop("mention")
            assert self.mentions.setdefault(one, told) == told
            self.evidence.setdefault((target["reference"], path), []).append(one)

    def backed(self, held: Json, path: str = "") -> list[str]:
        return self.evidence.get((f"urn:uuid:{held['id']}", path), [])

    def at(self, reference: Json) -> Json:
        return self.resources[reference["reference"]]

    def item(self, reference: Json | None) -> str | None:
        return (
            self.at(reference)["identifier"][0]["value"] if reference and "reference" in reference else None
        )

    def facts(self) -> Facts:
        made = clean(
            {
                "schema_version": self.bundle["meta"]["tag"][0]["code"],
                "document": self.document(),
                "provenance": self.provenance(),
                "cases": [self.case(one) for one in self.of("Patient")],
                "mentions": self.mentions,
            }
        )
        attachment = self.of("DocumentReference")[0]["content"][0]["attachment"]
        made["text"] = base64.b64decode(attachment.get("data", "")).decode()
        return made

    def document(self) -> Json:
        (text,) = self.of("DocumentReference")
        attachment = text["content"][0]["attachment"]
        cited = next(iter(self.of("Citation")), {}).get("citedArtifact", {})
        form = cited.get("publicationForm", [{}])[0]
        ids = {one["system"]: one["value"] for one in cited.get("identifier", ())}
        year = form.get("articleDate", form.get("publicationDateText"))
        titles = [one["text"] for one in cited.get("title", ())]
        assert titles == ([text["description"]] if "description" in text else [])
        words = [one["classifier"] for one in cited.get("classification", ())]
        return {
            "id": text["identifier"][0]["value"],
            "source": attachment.get("title"),
            "title": text.get("description"),
            "doi": ids.get("https://doi.org"),
            "pmid": ids.get("https://pubmed.ncbi.nlm.nih.gov"),
            "pmcid": ids.get("https://www.ncbi.nlm.nih.gov/pmc"),
            "journal": form.get("publishedIn", {}).get("title"),
            "year": year and int(year),
            "keywords": [text_of(one) for one in words[0]] if words else [],
            "authors": [
                one["contributor"]["display"] for one in cited.get("contributorship", {}).get("entry", ())
            ],
            "article_type": text_of(text.get("type")),
            "licence": form.get("copyright"),
            "language": attachment.get("language"),
            "format": value_of(own_of(text, "source-format")),
        }

    def provenance(self) -> Json:
        held = next(iter(self.of("Device")), {})
        made: Json = {code_of(one["type"]): one["value"] for one in held.get("version", ())}
        tables: dict[str, list[list[str]]] = {"lexicons": [], "terminologies": []}
        for one in held.get("property", ()):
            kind = code_of(one["type"])
            if kind == "min-score":
                made["min_score"] = one["valueQuantity"]["value"]
            else:
                table = "lexicons" if kind == "lexicon" else "terminologies"
                tables[table].append([text_of(one["type"]), one["valueString"]])
        return {"caseline": "gold", **made, **{name: sorted(rows) for name, rows in tables.items()}}

    def case(self, patient: Json) -> Json:
        one = f"urn:uuid:{patient['id']}"
        seen = {code_of(held["code"]): held for held in self.of("Observation", one)}
        outcome = seen.get("case-outcome")
        lists = self.of("List", one)
        therapies = [*self.of("MedicationAdministration", one), *self.of("Procedure", one)]
        order = list(self.resources)
        therapies.sort(key=lambda held: order.index(f"urn:uuid:{held['id']}"))
        return {
            "id": patient["identifier"][0]["value"],
            "patient": self.patient(patient, seen),
            "conditions": [self.condition(held) for held in self.of("Condition", one) if "category" in held],
            "drugs": [self.drug(held) for held in self.of("MedicationStatement", one)],
            "events": [self.event(held) for held in self.of("AdverseEvent", one)],
            "therapies": [self.therapy(held) for held in therapies],
            "outcome": self.outcome(outcome["valueCodeableConcept"], self.backed(outcome))
            if outcome
            else None,
            "timeline": [self.step(lists[0], index) for index in range(len(lists[0]["entry"]))]
            if lists
            else [],
            "relation": text_of(own_of(patient, "relation").get("valueCodeableConcept")),
            "children": [self.child(one) for one in patient.get("link", ())],
            "deceased": patient.get("deceasedBoolean", False),
        }

    def child(self, link: Json) -> str | None:
        related = self.at(link["other"])
        assert code_of(related["relationship"][0]) == "MTH"
        return self.item(related["patient"])

    def patient(self, patient: Json, seen: dict[str | None, Json]) -> Json:
        age, ethnicity = seen.get("30525-0"), seen.get("ethnicity")
        url = f"{OWN}conflict"
        conflicts = [
            {
                "field": next(
                    (value_of(part) for part in one.get("extension", ()) if part["url"] == "field"), None
                ),
                "values": [value_of(part) for part in one.get("extension", ()) if part["url"] == "value"],
                "evidence": self.backed(patient, f"extension('{url}')[{index}]"),
            }
            for index, one in enumerate(all_of(patient, url))
        ]
        made: Json = {"conflicts": conflicts}
        if "gender" in patient:
            made["sex"] = {"value": patient["gender"], "evidence": self.backed(patient, "gender")}
        if ethnicity:
            said = text_of(ethnicity.get("valueCodeableConcept"))
            made["ethnicity"] = {"value": said, "evidence": self.backed(ethnicity)}
        if age:
            made["age"] = self.age(age)
        return made

    def age(self, held: Json) -> Json:
        made = self.time(held, "age") or {}
        if "valueQuantity" in held:
            made |= {"value": held["valueQuantity"]["value"], "unit": held["valueQuantity"].get("code")}
        for name, end in held.get("valueRange", {}).items():
            made |= {name: end["value"], "unit": end.get("code")}
        return made | {"evidence": self.backed(held)}

    def time(self, held: Json, name: str) -> Json | None:
        url = f"{OWN}{name}"
        told = own_of(held, name)
        if not told:
            return None
        parts = parts_of(told)
        made: Json = {
            field: value_of(parts[field])
            for field in ("text", "unit", "iso8601", "approximate", "relation")
            if field in parts
        }
        made |= {field: number_of(parts[field]) for field in ("value", "low", "high") if field in parts}
        if "anchor" in parts:
            inner = parts_of(parts["anchor"])
            made["anchor"] = {name: value_of(inner[name]) for name in ("kind", "date") if name in inner}
            made["anchor"] |= {
                name: self.item(value_of(inner[name])) for name in ("drug", "event") if name in inner
            }
            made["anchor"]["ordinal"] = number_of(inner["ordinal"]) if "ordinal" in inner else None
        return made | {"evidence": self.backed(held, f"extension('{url}')")}

    def condition(self, held: Json) -> Json:
        role = code_of(held["category"][0])
        return {
            "id": held["identifier"][0]["value"],
            **concept_of(held.get("code")),
            "role": role,
            "evidence": self.backed(held),
        }

    def drug(self, held: Json) -> Json:
        period = held.get("effectivePeriod", {})
        reasons = [self.item(one["reference"]) for one in held.get("reason", ())]
        return {
            "id": held["identifier"][0]["value"],
            **concept_of(self.at(held["medication"]["reference"]).get("code")),
            "role": value_of(own_of(held, "drug-role")),
            "indication": reasons[0] if reasons else None,
            "doses": [self.dose(held, index) for index in range(len(held.get("dosage", ())))],
            "action_taken": text_of(held.get("adherence", {}).get("code")),
            "dechallenge": value_of(own_of(held, "dechallenge")),
            "rechallenge": value_of(own_of(held, "rechallenge")),
            "start": period.get("start", value_of(own_of(held, "drug-start"))),
            "stop": period.get("end", value_of(own_of(held, "drug-stop"))),
            "evidence": self.backed(held),
        }

    def dose(self, drug: Json, index: int) -> Json:
        held = drug["dosage"][index]
        amount = held.get("doseAndRate", [{}])[0].get("doseQuantity", {})
        return {
            "ordinal": held.get("sequence", number_of(own_of(held, "dose-ordinal"))),
            "kind": value_of(own_of(held, "dose-kind")),
            "amount": amount_of(amount),
            "unit": amount.get("unit"),
            "route": text_of(held.get("route")),
            "frequency": text_of(held.get("timing", {}).get("code")),
            "evidence": self.backed(drug, f"dosage[{index}]"),
        }

    def outcome(self, held: Json, evidence: list[str]) -> Json:
        return {"status": _OUTCOMES[code_of(held) or ""], "text": text_of(held), "evidence": evidence}

    def event(self, held: Json) -> Json:
        condition = self.at(held["resultingEffect"][0])
        assert concept_of(condition.get("code")) == concept_of(held.get("code"))
        besides = [self.at(one["itemReference"]) for one in held.get("supportingInfo", ())]
        grade, severity = (all_of(held, f"{_RESEARCH}ae-{name}") for name in ("grade", "severity"))
        outcomes = held.get("outcome", [])
        return {
            "id": held["identifier"][0]["value"],
            **concept_of(held.get("code")),
            "body_sites": [text_of(site) for site in condition.get("bodySite", ())],
            "severity": text_of(severity[0]["valueCodeableConcept"]) if severity else None,
            "certainty": {"confirmed": "affirmed", "unconfirmed": "uncertain"}[
                code_of(condition["verificationStatus"]) or ""
            ],
            "onset": self.time(held, "onset"),
            "duration": self.time(held, "duration"),
            "outcome": self.outcome(outcomes[0], self.backed(held, "outcome")) if outcomes else None,
            "suspects": [self.item(one["instanceReference"]) for one in held.get("suspectEntity", ())],
            "causality": self.causality(held),
            "seriousness": self.seriousness(held),
            "grade": text_of(grade[0]["valueCodeableConcept"]) if grade else None,
            "findings": [one["valueString"] for one in besides if one["resourceType"] == "Observation"],
            "evidence": self.backed(held),
            "occurrence": self.occurrence(held, "occurrence"),
            "status": held["status"],
            "clinical": code_of(condition["clinicalStatus"]),
            "mitigated_by": [self.item(one["itemReference"]) for one in held.get("mitigatingAction", ())],
            "contributing": [self.item(one["itemReference"]) for one in held.get("contributingFactor", ())],
            "besides": [
                one["identifier"][0]["value"] for one in besides if one["resourceType"] != "Observation"
            ],
        }

    def seriousness(self, held: Json) -> list[str]:
        told = [parts_of(one) for one in all_of(held, f"{_RESEARCH}seriousness-criteria")]
        assert all(value_of(one["criterionPresent"]) is True for one in told)
        criteria = [value_of(one["criterionCode"]) for one in told]
        assert not criteria or code_of(held["seriousness"]) == "serious"
        return [_CRITERIA[code_of(one) or ""] if "coding" in one else one["text"] for one in criteria]

    def causality(self, held: Json) -> Json | None:
        suspects = held.get("suspectEntity", [])
        judged = [one["causality"] for one in suspects if "causality" in one]
        assert not judged or judged == [judged[0]] * len(suspects)
        path = "suspectEntity.causality" if suspects else f"extension('{OWN}causality')"
        evidence = self.backed(held, path)
        if judged:
            related, method = judged[0]["entityRelatedness"], judged[0].get("assessmentMethod")
            score = own_of(judged[0], "causality-score")
        elif told := own_of(held, "causality"):
            parts = parts_of(told)
            related, method = value_of(parts["relatedness"]), value_of(parts.get("method", {}))
            score = parts.get("score", {})
        else:
            return None
        return {
            "value": _RELATED[code_of(related) or ""],
            "text": text_of(related),
            "method": text_of(method),
            "score": number_of(score),
            "evidence": evidence,
        }

    def occurrence(self, held: Json, name: str) -> Json | None:
        if f"{name}DateTime" in held:
            return {"day": held[f"{name}DateTime"]}
        timing = held.get(f"{name}Timing", {})
        repeat = timing.get("repeat", {})
        lasted = {
            "low": repeat.get("duration"),
            "high": repeat.get("durationMax"),
            "unit": repeat.get("durationUnit"),
        }
        return {"day": timing.get("event", [None])[0], "text": text_of(timing.get("code")), **lasted}

    def therapy(self, held: Json) -> Json:
        given = held["resourceType"] == "MedicationAdministration"
        code = self.at(held["medication"]["reference"]).get("code") if given else held.get("code")
        notes = [one["text"] for one in held.get("note", ())]
        effects = {event["resultingEffect"][0]["reference"]: event for event in self.of("AdverseEvent")}
        reasons = [effects[one["reference"]["reference"]] for one in held.get("reason", ())]
        return {
            "id": held["identifier"][0]["value"],
            **concept_of(code),
            "kind": "drug" if given else "procedure",
            "for_events": [one["identifier"][0]["value"] for one in reasons],
            "start": self.time(held, "start"),
            "duration": self.time(held, "duration"),
            "response": (notes[0] if notes else None) if given else text_of(held.get("outcome")),
            "evidence": self.backed(held),
            "occurrence": self.occurrence(held, "occurence" if given else "occurrence"),
        }

    def step(self, course: Json, index: int) -> Json:
        held = course["entry"][index]
        days = {part["url"]: number_of(part) for part in own_of(held, "day").get("extension", ())}
        return {
            "kind": text_of(held.get("flag")),
            "ref": self.item(held["item"]),
            "text": held["item"].get("display"),
            "day": days.get("value"),
            "low": days.get("low"),
            "high": days.get("high"),
            "date": held.get("date", value_of(own_of(held, "date"))),
            "evidence": self.backed(course, f"entry[{index}]"),
        }
