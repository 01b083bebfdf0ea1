"""A record that has a value in every field of the schema."""

from __future__ import annotations

import hashlib
from typing import Any

from caseline.schema.report import CaseReport

TEXT = (
    "A 58-year-old Caucasian woman with migraine took zelinavir 2 g daily by mouth for gout, with aspirin and "
    "warfarin. Two days after the second dose chest and abdominal pain began, about 3 to 5 h long, grade 3, severe; "
    "troponin 4 ng/mL. Zelinavir was stopped. Naranjo 7: probably due to zelinavir. She was given prednisone for "
    "two weeks and an endoscopy, and it resolved. Her son was well. He had a cough on 2019-03-04, possibly."
)
_WORDS = (
    ("AGE", "58-year-old"),
    ("ETHNICITY", "Caucasian"),
    ("SEX", "woman"),
    ("DISORDER", "migraine"),
    ("DRUG", "zelinavir"),
    ("DOSE", "2 g"),
    ("DISORDER", "gout"),
    ("DRUG", "aspirin"),
    ("DRUG", "warfarin"),
    ("TIME", "Two days after the second dose"),
    ("EVENT", "chest and abdominal pain"),
    ("DURATION", "about 3 to 5 h"),
    ("CAUSALITY", "probably due to zelinavir"),
    ("DRUG", "prednisone"),
    ("DURATION", "two weeks"),
    ("THERAPY", "endoscopy"),
    ("OUTCOME", "resolved"),
    ("SEX", "son"),
    ("EVENT", "cough"),
    ("TIME", "on 2019-03-04"),
    ("CAUSALITY", "possibly"),
)
_ID = {words: f"m{number}" for number, (_, words) in enumerate(_WORDS, start=1)}


def _mention(number: int, label: str, words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    made: dict[str, Any] = {
        "id": f"m{number}",
        "label": label,
        "start": start,
        "end": start + len(words),
        "text": words,
        "section": "case",
        "score": number / 100,
        "found_by": "curator" if words == "cough" else "ner",
    }
    if words == "chest and abdominal pain":
        made["parts"] = [[start, start + 5], [start + 20, start + 24]]
    return made


def _coded(system: str, code: str, display: str) -> list[dict[str, Any]]:
    return [{"system": system, "code": code, "display": display, "match": "similar", "score": 0.9}]


def _on(*words: str) -> list[str]:
    return [_ID[one] for one in words]


def _onset() -> dict[str, Any]:
    return {
        "text": "Two days after the second dose",
        "relation": "after",
        "value": 2,
        "low": 1,
        "high": 3,
        "unit": "d",
        "iso8601": "P2D",
        "approximate": True,
        "anchor": {"kind": "dose", "ordinal": 2, "drug": "d1", "event": "e2", "date": "2019-03"},
        "evidence": _on("Two days after the second dose"),
    }


def _long(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "low": 3,
        "high": 5,
        "unit": "h",
        "iso8601": "PT4H",
        "approximate": True,
        "evidence": _on(text),
    }


def _drugs() -> list[dict[str, Any]]:
    dose = {
        "ordinal": 2,
        "kind": "dose",
        "amount": 2,
        "unit": "g",
        "route": "by mouth",
        "frequency": "daily",
        "evidence": _on("2 g"),
    }
    suspect = {
        "id": "d1",
        "name": "zelinavir",
        "role": "suspect",
        "indication": "k2",
        "doses": [dose, {"unit": "{tablet}", "amount": 1.5}],
        "action_taken": "withdrawn",
        "dechallenge": "positive",
        "rechallenge": "negative",
        "start": "2019-02",
        "stop": "2019-02-20",
        "codes": _coded("DrugBank", "DB99999", "Zelinavir"),
        "evidence": _on("zelinavir"),
    }
    return [
        suspect,
        {"id": "d2", "name": "aspirin", "role": "concomitant", "start": "spring", "evidence": _on("aspirin")},
        {"id": "d3", "name": "warfarin", "role": "interacting", "stop": "later", "evidence": _on("warfarin")},
    ]


def _event() -> dict[str, Any]:
    return {
        "id": "e1",
        "name": "chest and abdominal pain",
        "codes": _coded("HPO", "HP:0099999", "Pain"),
        "body_sites": ["chest", "abdomen"],
        "severity": "severe",
        "certainty": "affirmed",
        "onset": _onset(),
        "duration": _long("about 3 to 5 h"),
        "outcome": {"status": "recovered", "text": "it resolved", "evidence": _on("resolved")},
        "suspects": ["d1"],
        "causality": {
            "value": "probable",
            "text": "probably due to zelinavir",
            "method": "Naranjo",
            "score": 7,
            "evidence": _on("probably due to zelinavir"),
        },
        "seriousness": ["life_threatening", "other"],
        "grade": "3",
        "findings": ["troponin 4 ng/mL", "lipase 90 U/L"],
        "evidence": _on("chest and abdominal pain"),
    }


def _mother() -> dict[str, Any]:
    therapy = {
        "id": "t1",
        "name": "prednisone",
        "kind": "drug",
        "for_events": ["e1", "e2"],
        "start": _onset(),
        "duration": _long("two weeks"),
        "response": "it resolved at once",
        "codes": _coded("MeSH", "D999999", "Prednisone"),
        "evidence": _on("prednisone"),
    }
    step = {
        "kind": "onset",
        "ref": "e1",
        "text": "pain began",
        "day": 3,
        "low": 2,
        "high": 4,
        "date": "2019-02-21",
        "evidence": _on("Two days after the second dose"),
    }
    return {
        "id": "c1",
        "patient": {
            "age": {
                "value": 58,
                "low": 50,
                "high": 59,
                "unit": "a",
                "text": "58-year-old",
                "evidence": _on("58-year-old"),
            },
            "sex": {"value": "female", "evidence": _on("woman")},
            "ethnicity": {"value": "Caucasian", "evidence": _on("Caucasian")},
            "conflicts": [{"field": "age", "values": ["58", "85"], "evidence": _on("58-year-old")}],
        },
        "conditions": [
            {
                "id": "k1",
                "name": "migraine",
                "role": "comorbidity",
                "codes": _coded("ICD10CM", "G43", "Migraine"),
                "evidence": _on("migraine"),
            },
            {"id": "k2", "name": "gout", "role": "indication", "evidence": _on("gout")},
        ],
        "drugs": _drugs(),
        "events": [
            _event(),
            {"id": "e2", "name": "vomiting", "certainty": "uncertain", "outcome": {"status": "fatal"}},
        ],
        "therapies": [
            therapy,
            {
                "id": "t2",
                "name": "endoscopy",
                "kind": "procedure",
                "response": "nothing",
                "evidence": _on("endoscopy"),
            },
        ],
        "outcome": {"status": "recovered_with_sequelae", "text": "resolved", "evidence": _on("resolved")},
        "timeline": [step, {"kind": "follow_up", "text": "seen again", "date": "in spring"}],
        "relation": "mother",
    }


def _son() -> dict[str, Any]:
    onset = {
        "text": "on 2019-03-04",
        "relation": "at",
        "anchor": {"kind": "date", "date": "2019-03-04"},
        "evidence": _on("on 2019-03-04"),
    }
    judged = {
        "value": "possible",
        "text": "possibly",
        "method": "WHO-UMC",
        "score": 1,
        "evidence": _on("possibly"),
    }
    event = {"id": "e1", "name": "cough", "onset": onset, "causality": judged, "evidence": _on("cough")}
    return {
        "id": "c2",
        "patient": {
            "age": {"low": 1, "high": 2, "unit": "a", "text": "small"},
            "sex": {"value": "male", "evidence": _on("son")},
        },
        "events": [event],
        "relation": "child",
    }


def full() -> CaseReport:
    """Returns the record."""
    record = CaseReport.model_validate(
        {
            "document": {
                "id": f"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}",
                "source": "papers/full.xml",
                "title": "Pain after zelinavir",
                "doi": "10.9999/full.1",
                "pmid": "99999999",
                "pmcid": "PMC9999999",
                "journal": "Journal of Full Records",
                "year": 2020,
                "keywords": ["zelinavir", "pain"],
                "authors": ["Ada Able", "Bo Baker"],
                "article_type": "case-report",
                "licence": "CC BY 4.0",
                "language": "en",
                "format": "jats",
                "text": TEXT,
                "sections": [{"name": "case", "title": "Case", "start": 0, "end": len(TEXT)}],
                "source_map": [{"start": 0, "end": 5, "path": "/a/text()", "offset": 0}],
            },
            "mentions": [_mention(number, *words) for number, words in enumerate(_WORDS, start=1)],
            "cases": [_mother(), _son()],
            "provenance": {
                "caseline": "0.1.0",
                "model": "default 0.1.0",
                "config": "sha256:2",
                "lexicons": {"drugs": "sha256:1"},
                "terminologies": {"HPO": "2026-02-16", "DrugBank": "5.1"},
                "min_score": 0.25,
            },
        }
    )
    record.check_offsets()
    return record
