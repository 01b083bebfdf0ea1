"""Mentions: the stretches of text that something was read from."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

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
    FINDING = "FINDING"
    SERIOUSNESS = "SERIOUSNESS"


class FoundBy(StrEnum):
    """The finder whose span was kept."""

    NER = "ner"
    LEXICON = "lexicon"
    PATTERN = "pattern"
    CURATOR = "curator"


class Exclusion(StrEnum):
    """Why a mention is in no case; `unrelated`: it plays no part in the story, as the role reader has it."""

    NEGATED = "negated"
    RULED_OUT = "ruled_out"
    GENERAL_KNOWLEDGE = "general_knowledge"
    OTHER_PATIENTS = "other_patients"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    BOILERPLATE = "boilerplate"
    UNRELATED = "unrelated"


# Half-open characters of `document.text`.
Stretch = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(gt=0)]]


class Mention(Part):
    """A half-open stretch of `document.text` with a label and its context."""

    id: MentionId = Field(description="Identifier within the record.")
    label: Label = Field(description="What it speaks of.")
    start: int = Field(ge=0, description="First character of `document.text`, counted from 0.")
    end: int = Field(gt=0, description="One past the last character.")
    text: str = Field(min_length=1, description="`document.text[start:end]`, to the letter.")
    section: SectionName | None = Field(default=None, description="Section it stands in.")
    score: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability that an annotator would give these very characters this label, as measured on "
        "annotated corpora; null where none can tell.",
    )
    found_by: FoundBy = Field(description="Kind of finder that gave it.")
    negated: bool = Field(default=False, description="Said to be absent.")
    uncertain: bool = Field(default=False, description="Told with doubt.")
    historical: bool = Field(default=False, description="From before the episode.")
    hypothetical: bool = Field(default=False, description="Has happened to nobody here.")
    excluded: Exclusion | None = Field(default=None, description="Why the mention is in no case, or null.")
    codes: tuple[Code, ...] = Field(default=(), description="Concepts of terminologies.")
    parts: tuple[Stretch, ...] = Field(
        default=(),
        exclude_if=lambda parts: not parts,
        description="Of a discontinuous mention (`chest and abdominal pain` as chest pain) the half-open "
        "characters that name it, at least two; left out where the whole stretch does.",
    )

    @model_validator(mode="after")
    def _is_a_stretch(self) -> Self:
        if self.end - self.start != len(self.text):
            msg = f"mention {self.id}: {self.start}–{self.end} is not the length of {self.text!r}"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _is_made_of_its_parts(self) -> Self:
        if not self.parts:
            return self
        inner = all(begin < end for begin, end in self.parts)
        ordered = all(left[1] < right[0] for left, right in pairwise(self.parts))
        whole = (self.parts[0][0], self.parts[-1][1]) == (self.start, self.end)
        if len(self.parts) < 2 or not (inner and ordered and whole):
            msg = (
                f"mention {self.id}: parts must be two or more, apart, in order, and reach from "
                f"{self.start} to {self.end}; they are {self.parts}"
            )
            raise ValueError(msg)
        return self
