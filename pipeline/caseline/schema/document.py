"""The paper a record was read from, and the sections of its text."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from caseline.schema.base import Part


class SectionName(StrEnum):
    """Kinds of section; `body` is running text without a heading of its own."""

    TITLE = "title"
    ABSTRACT = "abstract"
    LAY_SUMMARY = "lay_summary"
    INTRODUCTION = "introduction"
    CASE = "case"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    FIGURE = "figure"
    TABLE = "table"
    KEYWORDS = "keywords"
    REFERENCES = "references"
    METADATA = "metadata"
    BOILERPLATE = "boilerplate"
    BODY = "body"


class Section(Part):
    """A stretch of the text; sections neither overlap nor leave text between them out of order."""

    name: SectionName = Field(description="Kind of section.")
    title: str | None = Field(default=None, description="The heading as printed.")
    start: int = Field(ge=0, description="First character of `document.text`, counted from 0.")
    end: int = Field(ge=0, description="One past the last character.")


class Document(Part):
    """The text that every offset of the record counts in, and what is known of the paper."""

    id: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the UTF-8 text."
    )
    source: str | None = Field(default=None, description="Path as the user gave it.")
    title: str | None = Field(default=None, description="Title of the paper.")
    doi: str | None = Field(default=None, description="Digital object identifier.")
    pmid: str | None = Field(default=None, description="PubMed id.")
    pmcid: str | None = Field(default=None, description="PubMed Central id.")
    journal: str | None = Field(default=None, description="Journal as printed.")
    year: int | None = Field(default=None, description="Year of publication, where printed.")
    keywords: tuple[str, ...] = Field(default=(), description="Keywords as printed.")
    text: str = Field(description="The clean text; all offsets of the record are characters of it.")
    sections: tuple[Section, ...] = Field(
        default=(), description="Stretches of the text, in order, without overlap."
    )

    @model_validator(mode="after")
    def _sections_lie_in_text(self) -> Self:
        reached = 0
        for section in self.sections:
            if not reached <= section.start <= section.end <= len(self.text):
                msg = f"section {section.name} at {section.start}–{section.end} overlaps or leaves the text"
                raise ValueError(msg)
            reached = section.end
        return self
