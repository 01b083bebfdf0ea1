"""Addresses: of terminologies, of HL7's code systems and extensions, and of our own extensions.

Sources: NamingSystems of hl7.terminology.r5 7.0.1 (DrugBank has none there), FHIR R5 and its extensions, and HL7's
guide Adverse Event Clinical Research 1.0.1.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

OWN: Final = "urn:caseline:fhir:"
# A terminology that is not in the table goes by its own name, percent-encoded.
OTHER_SYSTEM: Final = f"{OWN}system:"

DRUGBANK: Final = "http://www.drugbank.ca"
HPO: Final = "http://human-phenotype-ontology.org"
ICD10CM: Final = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC: Final = "http://loinc.org"
NCIT: Final = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"
SNOMED: Final = "http://snomed.info/sct"
UCUM: Final = "http://unitsofmeasure.org"
UMLS: Final = "http://terminology.hl7.org/CodeSystem/umls"

TERMINOLOGIES: Final = {
    "ATC": "http://www.whocc.no/atc",
    "DrugBank": DRUGBANK,
    "HPO": HPO,
    "ICD-10-CM": ICD10CM,
    "ICD10CM": ICD10CM,
    "LOINC": LOINC,
    "MedDRA": "https://www.meddra.org",
    "MeSH": "https://www.nlm.nih.gov/mesh",
    "NCIt": NCIT,
    "RxNorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "SNOMED": SNOMED,
    "SNOMED CT": SNOMED,
    "SNOMEDCT": SNOMED,
    "SNOMEDCT_US": SNOMED,
    "UMLS": UMLS,
}

_HL7: Final = "http://terminology.hl7.org/CodeSystem/"
ABSENT: Final = f"{_HL7}data-absent-reason"
ADHERENCE: Final = "http://hl7.org/fhir/CodeSystem/medication-statement-adherence"
ASSESSMENT: Final = f"{_HL7}adverse-event-causality-assess"
CLINICAL: Final = f"{_HL7}condition-clinical"
METHOD: Final = f"{_HL7}adverse-event-causality-method"
PARTICIPANT: Final = f"{_HL7}provenance-participant-type"
ROLE: Final = f"{_HL7}v3-RoleCode"
SERIOUSNESS: Final = f"{_HL7}adverse-event-seriousness"
SEVERE: Final = f"{_HL7}adverse-event-severity"
VERIFICATION: Final = f"{_HL7}condition-ver-status"

_STRUCTURE: Final = "http://hl7.org/fhir/StructureDefinition/"
ABSENT_REASON: Final = f"{_STRUCTURE}data-absent-reason"
TARGET_PATH: Final = f"{_STRUCTURE}targetPath"
_RESEARCH: Final = "http://hl7.org/fhir/uv/ae-research-ig/StructureDefinition/"
GRADE: Final = f"{_RESEARCH}ae-grade"
SEVERITY: Final = f"{_RESEARCH}ae-severity"
CRITERIA: Final = f"{_RESEARCH}seriousness-criteria"

DOI: Final = "https://doi.org"
PUBMED: Final = "https://pubmed.ncbi.nlm.nih.gov"
PMC: Final = "https://www.ncbi.nlm.nih.gov/pmc"


def own(name: str) -> str:
    """Returns the address of an extension or a code system of ours."""
    return f"{OWN}{name}"


def system_of(name: str) -> str:
    """Returns the address of a terminology."""
    return TERMINOLOGIES.get(name) or f"{OTHER_SYSTEM}{quote(name, safe='')}"
