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


class CausalityMethod(StrEnum):
    """A named scale that a report judges causality by."""

    NARANJO = "Naranjo"
    WHO_UMC = "WHO-UMC"


class Seriousness(StrEnum):
    """E2B(R3) E.i.3.2, in its order."""

    DEATH = "death"
    LIFE_THREATENING = "life_threatening"
    HOSPITALISATION = "hospitalisation"
    DISABILITY = "disability"
    CONGENITAL_ANOMALY = "congenital_anomaly"
    OTHER = "other"


class TimelineKind(StrEnum):
    """What a step of the course is."""

    START = "start"
    DOSE = "dose"
    STOP = "stop"
    ONSET = "onset"
    ADMISSION = "admission"
    THERAPY = "therapy"
    OUTCOME = "outcome"
    FOLLOW_UP = "follow_up"


class KinRole(StrEnum):
    """What a patient is to another patient of the record."""

    MOTHER = "mother"
    CHILD = "child"


class TherapyKind(StrEnum):
    """A medicine, or something done."""

    DRUG = "drug"
    PROCEDURE = "procedure"


class Age(Part):
    """Age at the event; a decade or a range leaves `value` null and fills `low` and `high`."""

    value: Number | None = Field(default=None, description="Number of units, where it is exact.")
    low: Number | None = Field(default=None, description="Lower bound of a range or decade.")
    high: Number | None = Field(default=None, description="Upper bound, inclusive.")
    unit: TimeUnit | None = Field(default=None, description="UCUM unit: a, mo, wk, d, h.")
    text: str = Field(description="As printed.")
    evidence: Evidence = ()


class Sex(Part):
    """Sex as told by a noun, an adjective or a pronoun."""

    value: SexValue = Field(description="Sex of the patient.")
    evidence: Evidence = ()


class Ethnicity(Part):
    """Ethnicity as printed."""

    value: str = Field(description="As printed.")
    evidence: Evidence = ()


class Conflict(Part):
    """A field that the report tells in ways that exclude each other; the field itself is then null."""

    field: str = Field(description="age or sex.")
    values: tuple[str, ...] = Field(description="What is told, each once, in order of the text.")
    evidence: Evidence = ()


class Patient(Part):
    """Who the patient was."""

    age: Age | None = Field(default=None, description="Age at the event.")
    sex: Sex | None = Field(default=None, description="Sex.")
    ethnicity: Ethnicity | None = Field(default=None, description="Ethnicity.")
    conflicts: tuple[Conflict, ...] = Field(
        default=(),
        exclude_if=lambda conflicts: not conflicts,
        description="What the report contradicts itself in; left out where there is nothing.",
    )


class Condition(Part):
    """A disease the patient had besides the events."""

    id: ConditionId = Field(description="Identifier within the record.")
    name: str = Field(description="Name as the report says it, lower case but for proper names.")
    role: ConditionRole = Field(description="Indication of the suspect, comorbidity or history.")
    codes: tuple[Code, ...] = Field(default=(), description="Concepts of terminologies.")
    evidence: Evidence = ()


class Dose(Part):
    """One statement about how a drug was given."""

    ordinal: int | None = Field(default=None, ge=1, description="2 for the second dose, course or cycle.")
    kind: DoseKind | None = Field(default=None, description="What the ordinal counts.")
    amount: Number | None = Field(default=None, description="Amount of one administration, in `unit`.")
    unit: str | None = Field(default=None, description="UCUM unit of the amount, such as mg or mg/kg.")
    route: str | None = Field(default=None, description="Route as printed.")
    frequency: str | None = Field(default=None, description="Frequency as printed.")
    evidence: Evidence = ()


class Drug(Part):
    """A drug the patient took; one given to treat the event is a therapy instead."""

    id: DrugId = Field(description="Identifier within the record.")
    name: str = Field(description="Name as the report says it, lower case but for proper names.")
    role: DrugRole = Field(description="Suspect, concomitant or interacting.")
    indication: ConditionId | None = Field(default=None, description="Id of the condition it was given for.")
    doses: tuple[Dose, ...] = Field(default=(), description="What is said of how it was given.")
    action_taken: str | None = Field(default=None, description="withdrawn, reduced, increased or unchanged.")
    dechallenge: str | None = Field(
        default=None,
        description="positive when the event abated after withdrawal or reduction, else negative.",
    )
    rechallenge: str | None = Field(
        default=None, description="positive when the event came back on giving it again, else negative."
    )
    start: str | None = Field(default=None, description="First exposure, ISO 8601 as far as told.")
    stop: str | None = Field(default=None, description="Last exposure, ISO 8601 as far as told.")
    codes: tuple[Code, ...] = Field(default=(), description="Concepts of terminologies.")
    evidence: Evidence = ()


class Duration(Part):
    """A length of time; a fuzzy one ("several months") has a unit but no value."""

    text: str = Field(description="As printed.")
    value: Number | None = Field(default=None, description="Number of units, where it is exact.")
    low: Number | None = Field(default=None, description="Lower bound.")
    high: Number | None = Field(default=None, description="Upper bound.")
    unit: TimeUnit | None = Field(default=None, description="UCUM unit.")
    iso8601: str | None = Field(default=None, description="ISO 8601 duration, where the value is exact.")
    approximate: bool = Field(default=False, description="Whether the text says about, several or the like.")
    evidence: Evidence = ()


class Anchor(Part):
    """What an onset is counted from, such as the second dose of d1."""

    kind: AnchorKind = Field(description="What kind of point it is.")
    ordinal: int | None = Field(default=None, ge=1, description="2 for the second dose or course.")
    drug: DrugId | None = Field(
        default=None, description="Id of the drug that the dose, course, start or stop is of."
    )
    event: EventId | None = Field(default=None, description="Id of the event counted from.")
    date: str | None = Field(default=None, description="Calendar date, ISO 8601 as far as told.")


class Onset(Part):
    """When an event or a therapy began, as distance from an anchor."""

    text: str = Field(description="The phrase with its anchor, as printed.")
    relation: Relation | None = Field(default=None, description="Where the beginning lies from the anchor.")
    value: Number | None = Field(default=None, description="Number of units, where it is exact.")
    low: Number | None = Field(default=None, description="Lower bound.")
    high: Number | None = Field(default=None, description="Upper bound.")
    unit: TimeUnit | None = Field(default=None, description="UCUM unit.")
    iso8601: str | None = Field(default=None, description="ISO 8601 duration, where the value is exact.")
    approximate: bool = Field(default=False, description="Whether the text says about, several or the like.")
    anchor: Anchor | None = Field(default=None, description="What it is counted from.")
    evidence: Evidence = ()


class Outcome(Part):
    """How an event or the case ended."""

    status: OutcomeStatus = Field(description="E2B(R3) E.i.7.")
    text: str | None = Field(default=None, description="The wording that decides.")
    evidence: Evidence = ()


class Causality(Part):
    """What the report says about the drug having caused the event."""

    value: CausalityValue = Field(description="WHO-UMC category.")
    text: str = Field(description="The wording that decides.")
    method: CausalityMethod | None = Field(
        default=None,
        exclude_if=lambda method: method is None,
        description="The scale; left out where the text names none.",
    )
    score: int | None = Field(
        default=None,
        exclude_if=lambda score: score is None,
        description="Points on the Naranjo scale; left out where the text gives none.",
    )
    evidence: Evidence = ()


class Event(Part):
    """An adverse event of the patient; all its wordings are joined here."""

    id: EventId = Field(description="Identifier within the record.")
    name: str = Field(description="Name as the report says it, lower case but for proper names.")
    codes: tuple[Code, ...] = Field(default=(), description="Concepts of terminologies.")
    body_sites: tuple[str, ...] = Field(default=(), description="Where it sits, as printed, with the side.")
    severity: str | None = Field(default=None, description="As printed.")
    certainty: Certainty = Field(default=Certainty.AFFIRMED, description="Whether the report affirms it.")
    onset: Onset | None = Field(default=None, description="When it began.")
    duration: Duration | None = Field(default=None, description="How long it lasted.")
    outcome: Outcome | None = Field(default=None, description="How it ended.")
    suspects: tuple[DrugId, ...] = Field(default=(), description="Ids of the drugs the report ties to it.")
    causality: Causality | None = Field(default=None, description="What the report says of the cause.")
    seriousness: tuple[str, ...] = Field(
        default=(),
        description="E2B(R3) E.i.3.2 criteria met, in its order: death, life_threatening, hospitalisation, "
        "disability, congenital_anomaly, other.",
    )
    grade: str | None = Field(default=None, description="CTCAE grade, 1 to 5, where told.")
    findings: tuple[str, ...] = Field(
        default=(), description="Measurements that support it, test and value as printed."
    )
    evidence: Evidence = ()


class Therapy(Part):
    """What was done about the events."""

    id: TherapyId = Field(description="Identifier within the record.")
    name: str = Field(description="Name as the report says it, lower case but for proper names.")
    kind: TherapyKind = Field(description="A medicine, or something done.")
    for_events: tuple[EventId, ...] = Field(default=(), description="Ids of the events it was given for.")
    start: Onset | None = Field(
        default=None,
        exclude_if=lambda start: start is None,
        description="When it was begun; left out where the text does not say.",
    )
    duration: Duration | None = Field(default=None, description="How long it was given.")
    response: str | None = Field(default=None, description="What is said of its effect alone.")
    codes: tuple[Code, ...] = Field(default=(), description="Concepts of terminologies.")
    evidence: Evidence = ()


class TimelineEntry(Part):
    """A step of the course; days count from the first exposure to the suspect drug."""

    kind: str = Field(
        description="What happened then: start, dose, stop, onset, admission, therapy, outcome or follow_up."
    )
    ref: str | None = Field(default=None, description="Id of the drug, event or therapy it speaks of.")
    text: str = Field(description="As printed.")
    day: Number | None = Field(
        default=None, description="Day counted from the first exposure, which is day 1."
    )
    low: Number | None = Field(default=None, description="Earliest day, where it is not exact.")
    high: Number | None = Field(default=None, description="Latest day, where it is not exact.")
    date: str | None = Field(default=None, description="Calendar date, ISO 8601 as far as told.")
    evidence: Evidence = ()


class Case(Part):
    """One patient."""

    id: CaseId = Field(description="Identifier within the record.")
    patient: Patient = Field(default=Patient(), description="Who the patient was.")
    conditions: tuple[Condition, ...] = Field(default=(), description="Diseases besides the events.")
    drugs: tuple[Drug, ...] = Field(default=(), description="Drugs taken before or at the event.")
    events: tuple[Event, ...] = Field(default=(), description="Adverse events.")
    therapies: tuple[Therapy, ...] = Field(default=(), description="What was done about the events.")
    outcome: Outcome | None = Field(default=None, description="How the case ended.")
    timeline: tuple[TimelineEntry, ...] = Field(default=(), description="Steps of the course, in order.")
    relation: str | None = Field(
        default=None, description="What the patient is to another patient of the record: mother or child."
    )
