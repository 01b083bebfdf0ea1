"""Names of the span layers and extensions that components and cases share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Span

from caseline.nlp.texts import text_of

# doc.spans[KEY], each sorted by start. A span's `label_` is a schema Label, its `id_` the finder
# ("ner", "lexicon", "pattern"), its `kb_id_` a code as SYSTEM:CODE or "".
NER = "ner"
# What a tagger marked, under its corpora's own labels; `id_` is the corpus.
TAGGED = "tagged"
LEXICON = "lexicon"
PATTERN = "pattern"
MENTIONS = "mentions"
# Labels are schema SectionNames.
SECTIONS = "sections"

# doc._.tagged_scores: the tagger's score of each span of doc.spans["tagged"], in the same order.
TAGGED_SCORES = "tagged_scores"
# doc._.candidate_scores: {"start:end:label:source": score} of spans in doc.spans["ner"], in tokens.
CANDIDATE_SCORES = "candidate_scores"
# doc._.mention_scores: the score, or None, of each span of doc.spans["mentions"], in the same order.
MENTION_SCORES = "mention_scores"
# doc._.role_scores: the probabilities of the roles, or None, of each span of doc.spans["mentions"], likewise.
ROLE_SCORES = "role_scores"
# doc._.endings: the OutcomeStatus that an OUTCOME tells in its place, or None, of each mention, likewise.
ENDINGS = "endings"
# doc._.times: what a TIME or DURATION tells in its place, or None, of each mention, likewise: the kind of what it
# dates, what it counts from, the chances of both, and [start, end, chance] of the mentions it dates, in characters.
TIMES = "times"
# These go with the mentions, and keep their order.
BY_MENTION = (MENTION_SCORES, ROLE_SCORES, ENDINGS, TIMES)
# doc._.abbreviations_found: {short form: long form}, both as first printed; None before.
ABBREVIATIONS = "abbreviations_found"
# span._.context: sorted ConText categories; None before. spaCy keys it by offsets, so two mentions of
# the same characters share it; the merge rule lets no two have the same.
CONTEXT = "context"
# span._.parts: the half-open characters [start, end] that name a discontinuous mention, in order; None
# for one that its whole stretch names. Keyed by offsets too.
PARTS = "parts"
# span._.concept_name: the preferred name of the mention's concept, "" when no lexicon knows it.
CONCEPT_NAME = "concept_name"
# span._.concept_label: the label under which that lexicon has the concept, "" likewise.
CONCEPT_LABEL = "concept_label"
# span._.concept_alike: how alike the mention's words and the lexicon's term are, below 1 where words before the
# term were left out; None when no lexicon knows it.
CONCEPT_ALIKE = "concept_alike"
# span._.codes: [system, code, display, match, score] of the concepts that it names, one a system; None before.
CODES = "codes"


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


def add_candidates(doc: Doc, found: Iterable[Span]) -> None:
    """Adds to `doc.spans["ner"]` the spans that it does not hold yet, and keeps it sorted."""
    spans = {
        (span.start, span.end, span.label_, span.id_): span for span in (*doc.spans.get(NER, ()), *found)
    }
    doc.spans[NER] = [spans[key] for key in sorted(spans)]


def add_mentions(doc: Doc, found: Iterable[Span]) -> None:
    """Adds to `doc.spans["mentions"]` the spans whose offsets no mention has yet, and keeps it sorted."""
    mentions = list(doc.spans.get(MENTIONS, ()))
    there = {(span.start, span.end) for span in mentions}
    mentions += [span for span in found if (span.start, span.end) not in there]
    doc.spans[MENTIONS] = sorted(mentions, key=lambda span: (span.start, span.end, span.label_))


def name_of(span: Span) -> str:
    """Returns the words that name a mention: its text, or that of its parts."""
    parts = span._.get(PARTS)
    if not parts:
        return span.text
    text = text_of(span.doc)
    return " ".join(text[start:end] for start, end in parts)


def candidate_key(span: Span) -> str:
    """Returns the key of a candidate in `doc._.candidate_scores`."""
    return f"{span.start}:{span.end}:{span.label_}:{span.id_}"


set_extension(Doc, TAGGED_SCORES, None)
set_extension(Doc, CANDIDATE_SCORES, None)
set_extension(Doc, MENTION_SCORES, None)
set_extension(Doc, ROLE_SCORES, None)
set_extension(Doc, ENDINGS, None)
set_extension(Doc, TIMES, None)
set_extension(Doc, ABBREVIATIONS, None)
set_extension(Span, CONTEXT, None)
set_extension(Span, PARTS, None)
set_extension(Span, CONCEPT_NAME, None)
set_extension(Span, CONCEPT_LABEL, None)
set_extension(Span, CONCEPT_ALIKE, None)
set_extension(Span, CODES, None)
