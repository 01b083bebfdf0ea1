"""Texts of mixed lengths, so that a model trained on them serves one sentence and a whole paper alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import cycle, groupby, pairwise

from caseline.training.texts import LabelledSpan, LabelledText

# How many sentences the pieces of a text hold, in turn.
LENGTHS = (1, 2, 4)
_SENTENCE_END = re.compile(r"\n+|(?<=[.?!])\s+(?=[\"“(\[]?[A-Z0-9])")


def split_texts(texts: Iterable[LabelledText]) -> Iterator[LabelledText]:
    """Cuts each text into pieces of one, two and four sentences in turn, never inside a span.

    A piece's id is the document's with the character it begins at; its spans count from there.
    """
    for text in texts:
        starts = [0, *_sentence_starts(text)]
        sizes = cycle(LENGTHS)
        kept = []
        index = 0
        while index < len(starts):
            kept.append(starts[index])
            index += next(sizes)
        yield from (_piece(text, start, end) for start, end in pairwise([*kept, len(text.text)]))


def join_sentences(texts: Iterable[LabelledText]) -> Iterator[LabelledText]:
    """Yields each sentence and, after those of a document with several, all of them joined by spaces.

    A sentence's id is the document's, an underscore and the sentence's number; a joined text takes the
    document's. Texts need not come in order.
    """
    ordered = sorted(texts, key=_place)
    for document, group in groupby(ordered, key=lambda text: _place(text)[0]):
        sentences = list(group)
        yield from sentences
        if len(sentences) > 1:
            yield _joined(document, sentences)


def _place(sentence: LabelledText) -> tuple[str, int]:
    document, _, number = sentence.id.rpartition("_")
    return document, int(number)


def _sentence_starts(text: LabelledText) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text.text):
        if match.end() < len(text.text) and not any(
            span.start < match.end() and match.start() < span.end for span in text.spans
        ):
            yield match.end()


def _piece(text: LabelledText, start: int, end: int) -> LabelledText:
    stripped = text.text[start:end].rstrip()
    spans = tuple(
        LabelledSpan(span.start - start, span.end - start, span.label)
        for span in text.spans
        if start <= span.start and span.end <= end
    )
    return LabelledText(id=f"{text.id}@{start}", text=stripped, spans=spans)


def _joined(document: str, sentences: list[LabelledText]) -> LabelledText:
    spans = []
    offset = 0
    for sentence in sentences:
        spans += [LabelledSpan(s.start + offset, s.end + offset, s.label) for s in sentence.spans]
        offset += len(sentence.text) + 1
    text = " ".join(sentence.text for sentence in sentences)
    return LabelledText(id=document, text=text, spans=tuple(spans))
