"""Labelled texts as the network takes them: pieces, features and tags of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from caseline.nlp.tagging import tags
from caseline.nlp.tagging.features import features
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.training.convert import longest
from caseline.training.texts import LabelledText

# The tag of a word that teaches nothing: an annotation begins or ends inside it.
UNKNOWN_TAG = -100


@dataclass(frozen=True, slots=True)
class Example:
    """One text of one corpus.

    `pieces` has a row of piece numbers a word; `features` is (words, features); `tags` one a word;
    `offsets` the characters of each word in the text.
    """

    text_id: str
    head: int
    pieces: tuple[tuple[int, ...], ...]
    features: NDArray[np.float32]
    tags: NDArray[np.int64]
    offsets: tuple[tuple[int, int], ...]

    @property
    def length(self) -> int:
        """How many pieces the network sees, with the two around them."""
        return sum(map(len, self.pieces)) + 2


def examples(
    texts: Iterable[LabelledText],
    nlp: Language,
    *,
    head: int,
    labels: Sequence[str],
    words: WordPieces,
    prefer: Sequence[str] = (),
) -> Iterator[Example]:
    """Yields an example a text; `nlp` tokenises and runs the finders that features come from."""
    numbers = {label: number for number, label in enumerate(labels)}
    kept = list(texts)
    for text, doc in zip(kept, nlp.pipe(text.text for text in kept), strict=True):
        yield _example(text, doc, head, numbers, words, prefer)


def _example(
    text: LabelledText,
    doc: Doc,
    head: int,
    numbers: Mapping[str, int],
    words: WordPieces,
    prefer: Sequence[str],
) -> Example:
    pieces = [words(token.text) for token in doc]
    seen = [place for place, each in enumerate(pieces) if each]
    where = {place: number for number, place in enumerate(seen)}
    spans = []
    unknown: list[int] = []
    for span in longest((each for each in text.spans if each.label in numbers), prefer=prefer):
        covered = [
            where[token.i]
            for token in doc.char_span(span.start, span.end, alignment_mode="expand") or ()
            if token.i in where
        ]
        if not covered:
            continue
        first, last = doc[seen[covered[0]]], doc[seen[covered[-1]]]
        inner = text.text[span.start : span.end]
        start = span.start + len(inner) - len(inner.lstrip())
        end = span.end - len(inner) + len(inner.rstrip())
        if (first.idx, last.idx + len(last)) == (start, end):
            spans.append((covered[0], covered[-1] + 1, numbers[span.label]))
        else:
            unknown += covered
    encoded = np.array(tags.encode(len(seen), spans), dtype=np.int64)
    encoded[unknown] = UNKNOWN_TAG
    return Example(
        text_id=text.id,
        head=head,
        pieces=tuple(pieces[place] for place in seen),
        features=features(doc)[seen],
        tags=encoded,
        offsets=tuple((doc[place].idx, doc[place].idx + len(doc[place])) for place in seen),
    )
