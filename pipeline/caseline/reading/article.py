"""An article: the clean text of a file, its sections and what is known of the paper."""

from __future__ import annotations

import hashlib

from pydantic import Field, field_validator

from caseline.reading.languages import language_code
from caseline.reading.paper_facts import PaperFields
from caseline.schema.document import Document, Origin, Section, SourceFormat


class Article(PaperFields):
    """A paper as read from a file or a string; all offsets count characters of `text`, half-open."""

    text: str = Field(description="The clean text.")
    source: str | None = Field(default=None, description="Path as the user gave it.")
    format: SourceFormat | None = None
    sections: tuple[Section, ...] = Field(
        default=(), description="In order, without overlap, over all of the text but blank stretches."
    )
    source_map: tuple[Origin, ...] = Field(
        default=(), description="The way back into the source; empty where the text is the decoded file."
    )

    @field_validator("language")
    @classmethod
    def _as_code(cls, language: str | None) -> str | None:
        return language_code(language)

    def document(self) -> Document:
        """Returns the `document` part of a record."""
        return Document(id=text_id(self.text), **{name: getattr(self, name) for name in Article.model_fields})


def text_id(text: str) -> str:
    """Returns "sha256:" and the SHA-256 of the UTF-8 text.

    Lone surrogates, which UTF-8 has no bytes for, count as WTF-8 encodes them.
    """
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
