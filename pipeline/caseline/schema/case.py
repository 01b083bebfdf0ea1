"""One patient's case: who, which drugs, what happened, when, what was done, how it ended.

Units are UCUM (a, mo, wk, d, h, min, s). Enumerations follow ICH E2B(R3) where it has one.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from caseline.schema.base import (
    CaseId,
    Code,
    ConditionId,
    DrugId,
    EventId,
    Evidence,
    Number,
    Part,
    TherapyId,
)


class TimeUnit(StrEnum):
    """UCUM units of time."""

    YEAR = "a"
    MONTH = "mo"
    WEEK = "wk"
    DAY = "d"
    HOUR = "h"
    MINUTE = "min"
    SECOND = "s"


class SexValue(StrEnum):
    """E2B(R3) D.5."""

    FEMALE = "female"
    MALE = "male"


class ConditionRole(StrEnum):
    """What a condition is to the case."""

    INDICATION = "indication"
    HISTORY = "history"
    COMORBIDITY = "comorbidity"


class DrugRole(StrEnum):
    """E2B(R3) G.k.1, without drugs not administered."""

    SUSPECT = "suspect"
    CONCOMITANT = "concomitant"
    INTERACTING = "interacting"


class DoseKind(StrEnum):
    """What a dose ordinal counts."""

    DOSE = "dose"
    COURSE = "course"
    CYCLE = "cycle"
    INFUSION = "infusion"
    INJECTION = "injection"


class Relation(StrEnum):
    """Where an onset lies from its anchor."""

    AFTER = "after"
    BEFORE = "before"
    DURING = "during"
    WITHIN = "within"
    AT = "at"


class AnchorKind(StrEnum):
    """What a time is counted from."""

    DOSE = "dose"
    COURSE = "course"
    START = "start"
    STOP = "stop"
    EVENT = "event"
    ADMISSION = "admission"
    DATE = "date"


class OutcomeStatus(StrEnum):
    """E2B(R3) E.i.7."""

    RECOVERED = "recovered"
    RECOVERING = "recovering"
    NOT_RECOVERED = "not_recovered"
    RECOVERED_WITH_SEQUELAE = "recovered_with_sequelae"
    FATAL = "fatal"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How firmly the report states an event."""

    AFFIRMED = "affirmed"
    UNCERTAIN = "uncertain"


class CausalityValue(StrEnum):
    """WHO-UMC categories, as stated or as the wording says."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class TherapyKind(StrEnum):
    """A medicine, or something done."""

    DRUG = "drug"
    PROCEDURE = "procedure"


class Age(Part):
    """Age at the event; a decade or a range leaves `value` null and fills `low` and `high`."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: TimeUnit | None = None
    text: str
    evidence: Evidence = ()


class Sex(Part):
    """Sex as told by a noun, an adjective or a pronoun."""

    value: SexValue
    evidence: Evidence = ()


class Ethnicity(Part):
    """Ethnicity as printed."""

    value: str
    evidence: Evidence = ()


class Patient(Part):
    """Who the patient was."""

    age: Age | None = None
    sex: Sex | None = None
    ethnicity: Ethnicity | None = None


class Condition(Part):
    """A disease the patient had besides the events."""

    id: ConditionId
    name: str
    role: ConditionRole
    codes: tuple[Code, ...] = ()
    evidence: Evidence = ()


class Dose(Part):
    """One statement about how a drug was given."""

    ordinal: int | None = Field(default=None, ge=1, description="2 for the second dose, course or cycle.")
    kind: DoseKind | None = None
    amount: Number | None = None
    unit: str | None = Field(default=None, description="UCUM unit of the amount, such as mg or mg/kg.")
    route: str | None = None
    frequency: str | None = None
    evidence: Evidence = ()


class Drug(Part):
    """A drug the patient took; one given to treat the event is a therapy instead."""

    id: DrugId
    name: str
    role: DrugRole
    indication: ConditionId | None = None
    doses: tuple[Dose, ...] = ()
    action_taken: str | None = None
    dechallenge: str | None = None
    rechallenge: str | None = None
    start: str | None = None
    stop: str | None = None
    codes: tuple[Code, ...] = ()
    evidence: Evidence = ()


class Duration(Part):
    """A length of time; a fuzzy one ("several months") has a unit but no value."""

    text: str
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: TimeUnit | None = None
    iso8601: str | None = Field(default=None, description="ISO 8601 duration, where the value is exact.")
    approximate: bool = False
    evidence: Evidence = ()


class Anchor(Part):
    """What an onset is counted from, such as the second dose of d1."""

    kind: AnchorKind
    ordinal: int | None = Field(default=None, ge=1)
    drug: DrugId | None = None
    event: EventId | None = None
    date: str | None = None


class Onset(Part):
    """When an event began, as distance from an anchor."""

    text: str
    relation: Relation | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: TimeUnit | None = None
    iso8601: str | None = Field(default=None, description="ISO 8601 duration, where the value is exact.")
    approximate: bool = False
    anchor: Anchor | None = None
    evidence: Evidence = ()


class Outcome(Part):
    """How an event or the case ended."""

    status: OutcomeStatus
    text: str | None = None
    evidence: Evidence = ()


class Causality(Part):
    """What the report says about the drug having caused the event."""

    value: CausalityValue
    text: str
    evidence: Evidence = ()


class Event(Part):
    """An adverse event of the patient; all its wordings are joined here."""

    id: EventId
    name: str
    codes: tuple[Code, ...] = ()
    body_sites: tuple[str, ...] = ()
    severity: str | None = None
    certainty: Certainty = Certainty.AFFIRMED
    onset: Onset | None = None
    duration: Duration | None = None
    outcome: Outcome | None = None
    suspects: tuple[DrugId, ...] = ()
    causality: Causality | None = None
    seriousness: tuple[str, ...] = Field(default=(), description="E2B(R3) E.i.3.2 criteria met.")
    grade: str | None = None
    findings: tuple[str, ...] = Field(default=(), description="Laboratory values that support it.")
    evidence: Evidence = ()


class Therapy(Part):
    """What was done about the events."""

    id: TherapyId
    name: str
    kind: TherapyKind
    for_events: tuple[EventId, ...] = ()
    duration: Duration | None = None
    response: str | None = None
    codes: tuple[Code, ...] = ()
    evidence: Evidence = ()


class TimelineEntry(Part):
    """A step of the course; days count from the first exposure to the suspect drug."""

    kind: str
    ref: str | None = None
    text: str
    day: Number | None = None
    low: Number | None = None
    high: Number | None = None
    date: str | None = None
    evidence: Evidence = ()


class Case(Part):
    """One patient."""

    id: CaseId
    patient: Patient = Patient()
    conditions: tuple[Condition, ...] = ()
    drugs: tuple[Drug, ...] = ()
    events: tuple[Event, ...] = ()
    therapies: tuple[Therapy, ...] = ()
    outcome: Outcome | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    relation: str | None = Field(default=None, description="For linked patients: mother or child.")
