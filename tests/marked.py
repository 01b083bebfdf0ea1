"""Test sentences with their mentions inside: `[58-year-old](AGE) [woman](SEX)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from caseline.nlp.layers import MENTIONS

_MARK = re.compile(r"\[(?P<text>[^\[\]]+)\]\((?P<label>[A-Z_]+)\)")


@dataclass(frozen=True)
class Marked:
    """Plain text and its marked spans as (start, end, label), half-open characters."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def parse(source: str) -> Marked:
    """Takes the marks out of a text."""
    parts: list[str] = []
    spans = []
    reached = length = 0
    for mark in _MARK.finditer(source):
        parts += [source[reached : mark.start()], mark["text"]]
        start = length + mark.start() - reached
        length = start + len(mark["text"])
        spans.append((start, length, mark["label"]))
        reached = mark.end()
    return Marked("".join([*parts, source[reached:]]), tuple(spans))


def blank() -> Language:
    """Returns an empty pipeline with Caseline's tokenizer and sentences."""
    nlp = spacy.blank("en")
    nlp.tokenizer = registry.tokenizers.get("caseline.ClinicalTokenizer.v1")()(nlp)
    nlp.add_pipe("caseline_sentences")
    return nlp


def annotated(source: str, *parts: str) -> Doc:
    """Returns a Doc whose mentions are the marked spans, run through the named components behind them."""
    nlp = _with(parts)
    marked = parse(source)
    doc = nlp.make_doc(marked.text)
    for name, component in nlp.pipeline:
        if name in parts and MENTIONS not in doc.spans:
            doc.spans[MENTIONS] = spans_of(doc, marked)
        doc = component(doc)
    if MENTIONS not in doc.spans:
        doc.spans[MENTIONS] = spans_of(doc, marked)
    return doc


@lru_cache(maxsize=8)
def _with(parts: tuple[str, ...]) -> Language:
    nlp = blank()
    for part in ("caseline_abbreviations", *parts):
        nlp.add_pipe(part)
    return nlp


def spans_of(doc: Doc, marked: Marked, *, source: str = "ner") -> list[Span]:
    """Returns the marked spans of a Doc; a mark inside a token is an error of the test."""
    spans = [doc.char_span(start, end, label=label, span_id=source) for start, end, label in marked.spans]
    if None in spans:
        msg = f"a mark does not lie on token borders: {marked}"
        raise ValueError(msg)
    return [span for span in spans if span is not None]
