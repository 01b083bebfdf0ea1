"""Labelled texts as the role reader's network takes them: windows with the roles of their mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from caseline.nlp.layers import MENTIONS
from caseline.nlp.role_reader import targets_of
from caseline.nlp.roles.features import features
from caseline.nlp.roles.network import STATUSES
from caseline.nlp.roles.sight import sights
from caseline.nlp.tagging import tags
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.nlp.tagging.words import word_sentences
from caseline.training.role_texts import DISEASE_CODES, TREATMENT_CODES, cover
from caseline.training.texts import LabelledSpan, LabelledText

# The role of a mention that nobody labelled.
UNKNOWN = -100


@dataclass(frozen=True, slots=True)
class RoleTarget:
    """A mention: its words in the window, whether it is a treatment, and the number of its role."""

    start: int
    end: int
    is_treatment: bool
    role: int
    name: str


@dataclass(frozen=True, slots=True)
class RoleExample:
    """What the network sees at once.

    `pieces` has a row of piece numbers a word; `features` is (words, features); `endings` the tag of each word,
    UNKNOWN where nobody labelled how things ended.
    """

    pieces: tuple[tuple[int, ...], ...]
    features: NDArray[np.float32]
    targets: tuple[RoleTarget, ...]
    endings: NDArray[np.int64]

    @property
    def length(self) -> int:
        """How many pieces the network sees, with the two around them."""
        return sum(map(len, self.pieces)) + 2


def role_examples(
    texts: Iterable[LabelledText],
    nlp: Language,
    *,
    words: WordPieces,
    window: int,
    whole: bool,
    endings: Mapping[str, Sequence[LabelledSpan]] = MappingProxyType({}),
) -> Iterator[RoleExample]:
    """Yields the windows of texts; of `whole` ones every mention without a label is none of the patient's.

    `nlp` finds the mentions and their context; `endings` are the stretches, by text, that tell how things ended.
    """
    kept = list(texts)
    for text, doc in zip(kept, nlp.pipe(text.text for text in kept), strict=True):
        yield from _windows(text, doc, words, window, endings.get(text.id), whole=whole)


def _windows(
    text: LabelledText,
    doc: Doc,
    words: WordPieces,
    window: int,
    endings: Sequence[LabelledSpan] | None,
    *,
    whole: bool,
) -> Iterator[RoleExample]:
    pieces = [words(token.text) for token in doc]
    places = [place for place, each in enumerate(pieces) if each]
    if not places:
        return
    table = features(doc)[places]
    rows = [pieces[place] for place in places]
    tagged = _tagged(doc, places, endings)
    found = [
        (target, cover(text, span.start_char, span.end_char, _codes(target[2])), span.text.lower())
        for target, span in zip(targets_of(doc, places), doc.spans.get(MENTIONS, ()), strict=True)
        if target
    ]
    for seen, opening in sights(word_sentences(doc, places), [len(each) for each in rows], limit=window):
        inside = [
            (target, labels, name)
            for target, labels, name in found
            if seen.first <= target[0] < seen.last and target[1] <= seen.end
        ]
        if endings is None and not any(labels or whole for _, labels, _ in inside):
            continue
        yield RoleExample(
            pieces=(*rows[:opening], *rows[seen.start : seen.end]),
            features=np.concatenate((table[:opening], table[seen.start : seen.end])),
            targets=tuple(
                RoleTarget(
                    start - seen.start + opening,
                    end - seen.start + opening,
                    is_treatment,
                    _role(labels, _codes(is_treatment), whole=whole),
                    name,
                )
                for (start, end, is_treatment), labels, name in inside
            ),
            endings=np.concatenate(
                (np.full(opening, UNKNOWN, dtype=np.int64), tagged[seen.start : seen.end])
            ),
        )


def _tagged(doc: Doc, places: Sequence[int], endings: Sequence[LabelledSpan] | None) -> NDArray[np.int64]:
    """Returns the tag of each word; of stretches that overlap the first counts."""
    if endings is None:
        return np.full(len(places), UNKNOWN, dtype=np.int64)
    spans: list[tags.TagSpan] = []
    for label in sorted(endings, key=lambda each: (each.start, -each.end)):
        span = doc.char_span(label.start, label.end, alignment_mode="expand")
        if span is None:
            continue
        start, end = bisect_left(places, span.start), bisect_left(places, span.end)
        if start < end and (not spans or spans[-1][1] <= start):
            spans.append((start, end, STATUSES.index(label.label)))
    return np.array(tags.encode(len(places), spans), dtype=np.int64)


def _codes(is_treatment: bool) -> str:
    return TREATMENT_CODES if is_treatment else DISEASE_CODES


def _role(labels: set[str], codes: str, *, whole: bool) -> int:
    roles = {label[0] for label in labels}
    if not roles and whole:
        return codes.index("N")
    return codes.index(roles.pop()) if len(roles) == 1 else UNKNOWN
