"""Mentions: the stretches of text that something was read from."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from caseline.schema.base import Code, MentionId, Part
from caseline.schema.document import SectionName


class Label(StrEnum):
    """What a mention speaks of."""

    DRUG = "DRUG"
    EVENT = "EVENT"
    DISORDER = "DISORDER"
    AGE = "AGE"
    SEX = "SEX"
    ETHNICITY = "ETHNICITY"
    DOSE = "DOSE"
    ROUTE = "ROUTE"
    FREQUENCY = "FREQUENCY"
    DOSE_ORDINAL = "DOSE_ORDINAL"
    TIME = "TIME"
    DURATION = "DURATION"
    THERAPY = "THERAPY"
    BODY_SITE = "BODY_SITE"
    SEVERITY = "SEVERITY"
    OUTCOME = "OUTCOME"
    CAUSALITY = "CAUSALITY"
    POPULATION = "POPULATION"


class FoundBy(StrEnum):
    """The finder whose span was kept."""

    NER = "ner"
    LEXICON = "lexicon"
    PATTERN = "pattern"
    CURATOR = "curator"


class Exclusion(StrEnum):
    """Why a mention is in no case."""

    NEGATED = "negated"
    RULED_OUT = "ruled_out"
    GENERAL_KNOWLEDGE = "general_knowledge"
    OTHER_PATIENTS = "other_patients"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    BOILERPLATE = "boilerplate"


class Mention(Part):
    """A half-open stretch of `document.text` with a label and its context."""

    id: MentionId = Field(description="Identifier within the record.")
    label: Label = Field(description="What it speaks of.")
    start: int = Field(ge=0, description="First character of `document.text`, counted from 0.")
    end: int = Field(gt=0, description="One past the last character.")
    text: str = Field(min_length=1, description="`document.text[start:end]`, to the letter.")
    section: SectionName | None = Field(default=None, description="Section it stands in.")
    score: float | None = Field(
        default=None, ge=0, le=1, description="Confidence of the finder, where it gives one."
    )
    found_by: FoundBy = Field(description="Kind of finder that gave it.")
    negated: bool = Field(default=False, description="Said to be absent.")
    uncertain: bool = Field(default=False, description="Told with doubt.")
    historical: bool = Field(default=False, description="From before the episode.")
    hypothetical: bool = Field(default=False, description="Has happened to nobody here.")
    excluded: Exclusion | None = Field(default=None, description="Why the mention is in no case, or null.")
    codes: tuple[Code, ...] = Field(default=(), description="Concepts of terminologies.")

    @model_validator(mode="after")
    def _is_a_stretch(self) -> Self:
        if self.end - self.start != len(self.text):
            msg = f"mention {self.id}: {self.start}–{self.end} is not the length of {self.text!r}"
            raise ValueError(msg)
        return self
