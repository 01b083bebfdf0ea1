"""Labelled texts into spaCy training documents, with a report of every span that could not be kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from caseline.training.texts import LabelledSpan, LabelledText


class Loss(StrEnum):
    """Why a span is not in the training documents."""

    OVERLAPS = "overlaps"
    MISALIGNED = "misaligned"


@dataclass(frozen=True, slots=True)
class LostSpan:
    """A span left out: it overlaps a longer one, or begins or ends inside a token."""

    text_id: str
    span: LabelledSpan
    text: str
    loss: Loss


@dataclass(frozen=True, slots=True)
class Conversion:
    """Documents with `doc.ents`, and what was left out of them."""

    docs: tuple[Doc, ...]
    lost: tuple[LostSpan, ...]

    def doc_bin(self) -> DocBin:
        """The documents as spaCy's training reader takes them."""
        return DocBin(docs=self.docs)


def longest(spans: Iterable[LabelledSpan], *, prefer: Sequence[str] = ()) -> tuple[LabelledSpan, ...]:
    """Keeps the longest of overlapping spans, of equals that with a label to prefer, and sorts them."""
    kept: list[LabelledSpan] = []
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.label not in prefer, each)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def convert(texts: Iterable[LabelledText], nlp: Language, *, prefer: Sequence[str] = ()) -> Conversion:
    """Tokenises the texts with the pipeline's tokenizer and sets their spans as entities.

    Of overlapping spans the longest is kept, of equally long ones that with a label to prefer. The tokens
    that a misaligned span touches count as unknown, not as outside an entity.
    """
    docs: list[Doc] = []
    lost: list[LostSpan] = []
    for text in texts:
        doc, dropped = _convert_one(text, nlp, prefer)
        docs.append(doc)
        lost += dropped
    return Conversion(docs=tuple(docs), lost=tuple(lost))


def _convert_one(text: LabelledText, nlp: Language, prefer: Sequence[str]) -> tuple[Doc, list[LostSpan]]:
    doc = nlp.make_doc(text.text)
    doc.user_data["id"] = text.id
    kept = longest(text.spans, prefer=prefer)
    entities, unknown = [], []
    lost = [_lost(text, span, Loss.OVERLAPS) for span in text.spans if span not in kept]
    for span in kept:
        entity = doc.char_span(*_without_blanks(text.text, span), label=span.label)
        if entity is not None:
            entities.append(entity)
            continue
        lost.append(_lost(text, span, Loss.MISALIGNED))
        if (touched := doc.char_span(span.start, span.end, alignment_mode="expand")) is not None:
            unknown.append(touched)
    taken = {token.i for entity in entities for token in entity}
    free = [doc[token.i : token.i + 1] for span in unknown for token in span if token.i not in taken]
    doc.set_ents(entities, missing=free, default="outside")
    return doc, lost


def _without_blanks(text: str, span: LabelledSpan) -> tuple[int, int]:
    """Offsets without the white space at the ends, which spaCy's recogniser cannot learn."""
    words = text[span.start : span.end]
    return span.end - len(words.lstrip()), span.start + len(words.rstrip())


def _lost(text: LabelledText, span: LabelledSpan, loss: Loss) -> LostSpan:
    return LostSpan(text_id=text.id, span=span, text=text.text[span.start : span.end], loss=loss)
