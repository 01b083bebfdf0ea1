"""What is compared: values reduced to their wordings, their normal form and their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]

# "rash" and "skin rash" are alike, "heart failure" and "renal failure" are not.
_ALIKE = 0.5
_PUNCTUATION = re.compile(r"[^\w+%]+|_+")
_ARTICLE = re.compile(r"^(?:an?|the) (?=\S)")


class Mode(StrEnum):
    """How strictly two values are compared.

    `exact`: the same string, or for mentions the same offsets. `relaxed`: the evidence overlaps, or
    at least half of all the words are in both. `normalised`: the same number, code, choice or name
    after case, punctuation and articles are levelled.
    """

    EXACT = "exact"
    RELAXED = "relaxed"
    NORMALISED = "normalised"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record, ready to be compared.

    Args:
        shown: What a reader of a difference sees.
        keys: Its normal forms; a name has its codes and their displays among them.
        also: Other wordings of the same thing: the prediction may be named by any wording of gold.
        printed: The string that the exact and the relaxed mode compare.
        spans: Where its own evidence stands: characters of `document.text`, half-open.
        near: Where to look when it has no evidence of its own.
        item: Name of the drug, event… that it belongs to.
    """

    shown: str
    keys: frozenset[str]
    also: frozenset[str] = frozenset()
    printed: str = ""
    spans: tuple[Span, ...] = ()
    near: tuple[Span, ...] = ()
    item: str | None = None


def normal(text: str) -> str:
    """Returns a name in its normal form: case, punctuation, spaces and a leading article levelled."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _ARTICLE.sub("", _PUNCTUATION.sub(" ", folded).strip()) or folded


def matches(gold: Value, predicted: Value) -> frozenset[Mode]:
    """Returns the modes in which two values are the same."""
    modes = set()
    if gold.printed == predicted.printed:
        modes.add(Mode.EXACT)
    if modes or _likeness(gold, predicted) >= _ALIKE or _overlap(gold.spans, predicted.spans):
        modes.add(Mode.RELAXED)
    if _same(gold, predicted):
        modes.add(Mode.NORMALISED)
    return frozenset(modes)


def agreement(gold: Value, predicted: Value) -> float:
    """Returns how well two values go together, 0 when nothing speaks for it.

    Normal forms and wordings count most, then the share of evidence that overlaps, then common words.
    """
    likeness = _likeness(gold, predicted)
    return (
        _closeness(gold, predicted)
        + 2.0 * _overlap(gold.spans, predicted.spans)
        + (likeness if likeness >= _ALIKE else 0.0)
    )


def _same(gold: Value, predicted: Value) -> bool:
    return bool(predicted.keys & (gold.keys | gold.also))


def _closeness(gold: Value, predicted: Value) -> float:
    """Returns 4 for one normal form, 3 for another wording of gold, 2 for one of the prediction, else 0."""
    if gold.keys & predicted.keys:
        return 4.0
    if _same(gold, predicted):
        return 3.0
    return 2.0 if gold.keys & predicted.also else 0.0


def _likeness(gold: Value, predicted: Value) -> float:
    """Returns the share of words in both (Jaccard)."""
    left, right = set(normal(gold.printed).split()), set(normal(predicted.printed).split())
    return len(left & right) / len(left | right) if left and right else 0.0


def _overlap(gold: tuple[Span, ...], predicted: tuple[Span, ...]) -> float:
    """Returns the share of all spans that overlap one of the other side."""
    if not gold or not predicted:
        return 0.0
    touched = _touched(gold, predicted) + _touched(predicted, gold)
    return touched / (len(gold) + len(predicted))


def _touched(spans: Iterable[Span], others: tuple[Span, ...]) -> int:
    return sum(any(start < end_ and start_ < end for start_, end_ in others) for start, end in spans)
