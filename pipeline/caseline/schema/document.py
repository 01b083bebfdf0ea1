"""The paper a record was read from, and the sections of its text."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from caseline.schema.base import Part


def _is_empty(value: object) -> bool:
    return not value


def _is_none(value: object) -> bool:
    return value is None


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


class SourceFormat(StrEnum):
    """What a paper was read from."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JATS = "jats"
    PUBMED = "pubmed"
    BIOC_XML = "bioc-xml"
    BIOC_JSON = "bioc-json"
    PUBTATOR = "pubtator"
    PDF = "pdf"


class Section(Part):
    """A stretch of the text; sections neither overlap nor leave text between them out of order."""

    name: SectionName = Field(description="Kind of section.")
    title: str | None = Field(default=None, description="The heading as printed.")
    start: int = Field(ge=0, description="First character of `document.text`, counted from 0.")
    end: int = Field(ge=0, description="One past the last character.")


class Origin(Part):
    """Where a stretch of the clean text stands in the file it was read from.

    With an `offset` the stretch is as long there as here, character for character. Without a `path` the
    offset counts in the decoded file. A PDF has pages and boxes instead.
    """

    start: int = Field(ge=0, description="First character of `document.text`, counted from 0.")
    end: int = Field(ge=0, description="One past the last character.")
    path: str | None = Field(
        default=None,
        exclude_if=_is_none,
        description="XPath of the node that holds the text, or JSON Pointer of the string.",
    )
    offset: int | None = Field(
        default=None,
        exclude_if=_is_none,
        ge=0,
        description="First character in that text node (`path` ends in text()), attribute or string.",
    )
    page: int | None = Field(
        default=None, ge=1, exclude_if=_is_none, description="Page of a PDF, counted from 1."
    )
    box: tuple[float, float, float, float] | None = Field(
        default=None,
        exclude_if=_is_none,
        description="Left, bottom, right, top on that page, in points from its lower left corner.",
    )


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
    authors: tuple[str, ...] = Field(
        default=(), exclude_if=_is_empty, description="Authors as printed, in their order."
    )
    article_type: str | None = Field(
        default=None,
        exclude_if=_is_empty,
        description="Kind of article as the source names it, such as case-report.",
    )
    licence: str | None = Field(
        default=None, exclude_if=_is_empty, description="Address of the licence, else its wording."
    )
    language: str | None = Field(
        default=None, exclude_if=_is_empty, description="Language of the paper, as a code of ISO 639 (en)."
    )
    format: SourceFormat | None = Field(
        default=None, exclude_if=_is_empty, description="What the paper was read from."
    )
    text: str = Field(description="The clean text; all offsets of the record are characters of it.")
    sections: tuple[Section, ...] = Field(
        default=(), description="Stretches of the text, in order, without overlap."
    )
    source_map: tuple[Origin, ...] = Field(
        default=(),
        exclude_if=_is_empty,
        description="The way back into the source, in order, without overlap; empty where the text is the "
        "decoded file itself. Text that the reader put in, such as a space between words, has no origin.",
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

    @model_validator(mode="after")
    def _origins_lie_in_text(self) -> Self:
        reached = 0
        for origin in self.source_map:
            if not reached <= origin.start <= origin.end <= len(self.text):
                msg = f"source_map at {origin.start}–{origin.end} overlaps or leaves the text"
                raise ValueError(msg)
            reached = origin.end
        return self
