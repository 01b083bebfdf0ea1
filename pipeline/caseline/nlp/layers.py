"""Names of the span layers and extensions that components and cases share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Span

# doc.spans[KEY], each sorted by start. A span's `label_` is a schema Label, its `id_` the finder
# ("ner", "lexicon", "pattern"), its `kb_id_` a code as SYSTEM:CODE or "".
NER = "ner"
LEXICON = "lexicon"
PATTERN = "pattern"
MENTIONS = "mentions"
# Labels are schema SectionNames.
SECTIONS = "sections"

# doc._.abbreviations_found: {short form: long form}, both as first printed; None before.
ABBREVIATIONS = "abbreviations_found"
# span._.context: sorted ConText categories; None before. spaCy keys it by offsets, so two mentions of
# the same characters share it; the merge rule lets no two have the same.
CONTEXT = "context"
# span._.concept_name: the preferred name of the mention's concept, "" when no lexicon knows it.
CONCEPT_NAME = "concept_name"
# span._.concept_label: the label under which that lexicon has the concept, "" likewise.
CONCEPT_LABEL = "concept_label"


def set_extension(owner: type[Doc | Span], name: str, default: Any) -> None:
    """Registers `owner._.name`; asking for the same extension twice does nothing.

    Raises:
        ValueError: When it stands already with another default.
    """
    if owner.has_extension(name):
        if owner.get_extension(name)[0] != default:
            msg = f"extension {owner.__name__}._.{name} stands already with another default"
            raise ValueError(msg)
        return
    owner.set_extension(name, default=default)


def replace_source(doc: Doc, layer: str, source: str, found: Iterable[Span]) -> None:
    """Puts the spans of one source into a layer, in place of what an earlier run left, and keeps it sorted."""
    others = [span for span in doc.spans.get(layer, ()) if span.id_ != source]
    doc.spans[layer] = sorted([*others, *found], key=lambda span: (span.start, span.end))


set_extension(Doc, ABBREVIATIONS, None)
set_extension(Span, CONTEXT, None)
set_extension(Span, CONCEPT_NAME, None)
set_extension(Span, CONCEPT_LABEL, None)
