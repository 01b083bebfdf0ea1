"""Labelled texts as the role reader's network takes them: windows with the roles of their mentions, ends and times."""

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
from caseline.nlp.roles.times import BASES, KINDS
from caseline.nlp.tagging import tags
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.nlp.tagging.words import word_sentences
from caseline.training.role_texts import DISEASE_CODES, TREATMENT_CODES, cover
from caseline.training.role_times import LabelledTime
from caseline.training.texts import LabelledSpan, LabelledText

# A mention: its words and whether it is a treatment, its labels, its name.
_Inside = tuple[tuple[int, int, bool], set[str], str]
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
class TimeTarget:
    """A phrase of time: its words in the window, the number of what it counts from, and of each target whether it dates it.

    `dates` holds 1 and 0, and UNKNOWN for a target told elsewhere by the words of one it dates.
    """

    start: int
    end: int
    base: int
    dates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoleExample:
    """What the network sees at once.

    `pieces` has a row of piece numbers a word; `features` is (words, features); `endings` and `times` have the tag of
    each word, UNKNOWN where nobody labelled how things ended, or when they were.
    """

    pieces: tuple[tuple[int, ...], ...]
    features: NDArray[np.float32]
    targets: tuple[RoleTarget, ...]
    endings: NDArray[np.int64]
    times: NDArray[np.int64]
    dated: tuple[TimeTarget, ...] = ()

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
    times: Mapping[str, Sequence[LabelledTime]] = MappingProxyType({}),
) -> Iterator[RoleExample]:
    """Yields the windows of texts; of `whole` ones every mention without a label is none of the patient's.

    `nlp` finds the mentions and their context; `endings` are the stretches, by text, that tell how things ended,
    `times` those that tell when.
    """
    kept = list(texts)
    for text, doc in zip(kept, nlp.pipe(text.text for text in kept), strict=True):
        yield from _windows(text, doc, words, window, endings.get(text.id), times.get(text.id), whole=whole)


def _windows(
    text: LabelledText,
    doc: Doc,
    words: WordPieces,
    window: int,
    endings: Sequence[LabelledSpan] | None,
    times: Sequence[LabelledTime] | None,
    *,
    whole: bool,
) -> Iterator[RoleExample]:
    pieces = [words(token.text) for token in doc]
    places = [place for place, each in enumerate(pieces) if each]
    if not places:
        return
    table = features(doc)[places]
    rows = [pieces[place] for place in places]
    ends = (
        None if endings is None else [(each.start, each.end, STATUSES.index(each.label)) for each in endings]
    )
    whens = None if times is None else [(each.start, each.end, KINDS.index(each.kind)) for each in times]
    tagged, tagged_times = _tagged(doc, places, ends), _tagged(doc, places, whens)
    phrases = list(_phrases(text, doc, places, times or ()))
    found = [
        (target, cover(text, span.start_char, span.end_char, _codes(target[2])), span.text.lower())
        for target, span in zip(targets_of(doc, places), doc.spans.get(MENTIONS, ()), strict=True)
        if target
    ]
    for seen, opening in sights(word_sentences(doc, places), [len(each) for each in rows], limit=window):
        inside = [each for each in found if seen.first <= each[0][0] < seen.last and each[0][1] <= seen.end]
        if endings is None and times is None and not any(labels or whole for _, labels, _ in inside):
            continue
        shift = opening - seen.start
        told = [each for each in phrases if seen.first <= each.start < seen.last and each.end <= seen.end]
        yield RoleExample(
            pieces=(*rows[:opening], *rows[seen.start : seen.end]),
            features=np.concatenate((table[:opening], table[seen.start : seen.end])),
            targets=tuple(_target(*each, shift, whole=whole) for each in inside),
            endings=_behind(opening, tagged[seen.start : seen.end]),
            times=_behind(opening, tagged_times[seen.start : seen.end]),
            dated=tuple(each.target(inside, shift) for each in told),
        )


def _target(
    target: tuple[int, int, bool], labels: set[str], name: str, shift: int, *, whole: bool
) -> RoleTarget:
    start, end, is_treatment = target
    role = _role(labels, _codes(is_treatment), whole=whole)
    return RoleTarget(start + shift, end + shift, is_treatment, role, name)


def _behind(opening: int, tagged: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate((np.full(opening, UNKNOWN, dtype=np.int64), tagged))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of time in words of the text, with the stretches it dates and their words."""

    start: int
    end: int
    base: int
    of: tuple[tuple[int, int], ...]
    names: frozenset[str]

    def target(self, inside: Iterable[_Inside], shift: int) -> TimeTarget:
        """Returns it as one of a window that begins `shift` words before, or behind, the text."""
        dates = tuple(self.dates(target, name) for target, _, name in inside)
        return TimeTarget(self.start + shift, self.end + shift, self.base, dates)

    def dates(self, target: tuple[int, int, bool], name: str) -> int:
        """Says whether it dates a mention: 1, 0, or UNKNOWN for another mention of one that it dates."""
        if any(start < target[1] and target[0] < end for start, end in self.of):
            return 1
        return UNKNOWN if name in self.names else 0


def _phrases(
    text: LabelledText, doc: Doc, places: Sequence[int], times: Sequence[LabelledTime]
) -> Iterator[_Phrase]:
    for time in times:
        stretch = _words(doc, places, time.start, time.end)
        if stretch is None:
            continue
        of = tuple(found for each in time.of for found in [_words(doc, places, *each)] if found is not None)
        names = frozenset(text.text[start:end].lower() for start, end in time.of)
        base = UNKNOWN if time.base is None else BASES.index(time.base)
        yield _Phrase(*stretch, base, of, names)


def _words(doc: Doc, places: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    """Returns the words that characters take, as the first and one past the last."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    first, last = bisect_left(places, span.start), bisect_left(places, span.end)
    return (first, last) if first < last else None


def _tagged(
    doc: Doc, places: Sequence[int], labels: Sequence[tuple[int, int, int]] | None
) -> NDArray[np.int64]:
    """Returns the tag of each word, of `(start, end, label)` in characters; of those that overlap the first counts."""
    if labels is None:
        return np.full(len(places), UNKNOWN, dtype=np.int64)
    spans: list[tags.TagSpan] = []
    for first, last, label in sorted(labels, key=lambda each: (each[0], -each[1])):
        words = _words(doc, places, first, last)
        if words is not None and (not spans or spans[-1][1] <= words[0]):
            spans.append((*words, label))
    return np.array(tags.encode(len(places), spans), dtype=np.int64)


def _codes(is_treatment: bool) -> str:
    return TREATMENT_CODES if is_treatment else DISEASE_CODES


def _role(labels: set[str], codes: str, *, whole: bool) -> int:
    roles = {label[0] for label in labels}
    if not roles and whole:
        return codes.index("N")
    return codes.index(roles.pop()) if len(roles) == 1 else UNKNOWN
