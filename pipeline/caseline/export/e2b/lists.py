"""OIDs and code lists of ICH E2B(R3).

Source: ICH E2B(R3) implementation guide and its table of core data elements.
"""

from __future__ import annotations

from typing import Final

from caseline.export.facts.age import AgeGroup
from caseline.schema.case import DrugRole, OutcomeStatus, Seriousness, SexValue

_ICH: Final = "2.16.840.1.113883.3.989.2.1"
MESSAGE_TYPES: Final = f"{_ICH}.1.1"
REPORT_TYPES: Final = f"{_ICH}.1.2"
FIRST_SENDERS: Final = f"{_ICH}.1.3"
QUALIFICATIONS: Final = f"{_ICH}.1.6"
SENDER_TYPES: Final = f"{_ICH}.1.7"
AGE_GROUPS: Final = f"{_ICH}.1.9"
OUTCOMES: Final = f"{_ICH}.1.11"
DRUG_ROLES: Final = f"{_ICH}.1.13"
ACTIONS: Final = f"{_ICH}.1.15"
RECHALLENGES: Final = f"{_ICH}.1.16"
OBSERVATIONS: Final = f"{_ICH}.1.19"
ORGANIZERS: Final = f"{_ICH}.1.20"
ASSESSORS: Final = f"{_ICH}.1.21"
REPORT_RELATIONS: Final = f"{_ICH}.1.22"
REPORT_TRAITS: Final = f"{_ICH}.1.23"
REFERENCES: Final = f"{_ICH}.1.27"
REPORT_ID: Final = f"{_ICH}.3.1"
WORLDWIDE_ID: Final = f"{_ICH}.3.2"
MESSAGE_SENDER: Final = f"{_ICH}.3.11"
MESSAGE_RECEIVER: Final = f"{_ICH}.3.12"
BATCH_SENDER: Final = f"{_ICH}.3.13"
BATCH_RECEIVER: Final = f"{_ICH}.3.14"
BATCH_NUMBER: Final = f"{_ICH}.3.22"
MEDDRA: Final = "2.16.840.1.113883.6.163"
SEXES: Final = "1.0.5218"
COUNTRIES: Final = "1.0.3166.1.2.2"
ROUTES: Final = "0.4.0.127.0.16.1.1.2.6"
ACT_CODES: Final = "2.16.840.1.113883.5.4"
ROLE_CODES: Final = "2.16.840.1.113883.5.111"
INTERACTIONS: Final = "2.16.840.1.113883.1.6"
TRIGGERS: Final = "2.16.840.1.113883.1.18"

REPORT_TYPE: Final = {"spontaneous": "1", "other": "3", "not_available": "4"}
SENDER_TYPE: Final = {
    "pharmaceutical_company": "1",
    "regulatory_authority": "2",
    "health_professional": "3",
    "regional_centre": "4",
    "who_centre": "5",
    "other": "6",
    "patient": "7",
}
QUALIFICATION: Final = {
    "physician": "1",
    "pharmacist": "2",
    "other_health_professional": "3",
    "lawyer": "4",
    "consumer": "5",
}
SEX: Final = {SexValue.MALE: "1", SexValue.FEMALE: "2"}
AGE_GROUP: Final = {
    AgeGroup.FOETUS: "0",
    AgeGroup.NEONATE: "1",
    AgeGroup.INFANT: "2",
    AgeGroup.CHILD: "3",
    AgeGroup.ADOLESCENT: "4",
    AgeGroup.ADULT: "5",
    AgeGroup.ELDERLY: "6",
}
OUTCOME: Final = {
    OutcomeStatus.RECOVERED: "1",
    OutcomeStatus.RECOVERING: "2",
    OutcomeStatus.NOT_RECOVERED: "3",
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: "4",
    OutcomeStatus.FATAL: "5",
    OutcomeStatus.UNKNOWN: "0",
}
# Observation codes of the seriousness criteria, in the order of E.i.3.2a to f.
SERIOUSNESS: Final = {
    Seriousness.DEATH: "34",
    Seriousness.LIFE_THREATENING: "21",
    Seriousness.HOSPITALISATION: "33",
    Seriousness.DISABILITY: "35",
    Seriousness.CONGENITAL_ANOMALY: "12",
    Seriousness.OTHER: "26",
}
DRUG_ROLE: Final = {DrugRole.SUSPECT: "1", DrugRole.CONCOMITANT: "2", DrugRole.INTERACTING: "3"}
ACTION: Final = {"withdrawn": "1", "reduced": "2", "increased": "3", "unchanged": "4"}
ACTION_UNKNOWN: Final = "0"
RECHALLENGE: Final = {"positive": "1", "negative": "2"}

# ISO 639-1 as records have it, and ISO 639-2 as E2B(R3) wants it.
LANGUAGE: Final = {
    "ar": "ara",
    "bg": "bul",
    "cs": "ces",
    "da": "dan",
    "de": "deu",
    "el": "ell",
    "en": "eng",
    "es": "spa",
    "et": "est",
    "fa": "fas",
    "fi": "fin",
    "fr": "fra",
    "he": "heb",
    "hr": "hrv",
    "hu": "hun",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "lt": "lit",
    "lv": "lav",
    "nl": "nld",
    "no": "nor",
    "pl": "pol",
    "pt": "por",
    "ro": "ron",
    "ru": "rus",
    "sk": "slk",
    "sl": "slv",
    "sr": "srp",
    "sv": "swe",
    "tr": "tur",
    "uk": "ukr",
    "zh": "zho",
}
