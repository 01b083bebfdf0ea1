"""Spans as tags of words (BIOES), and the best permitted tags for a network's scores.

A label's four tags stand together: `1 + 4 * label` is its B, then I, E and S; 0 is O.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

OUTSIDE = 0
_BEGIN, _INSIDE, _END, _SINGLE = range(4)
_KINDS = 4
_NONE = float("inf")
# How far below the best tag of each word a search looks first, and then; few sentences need more.
_NEAR = (1.5, 4.0, 8.0, 16.0, _NONE)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
# First word, one past the last, number of the label.
TagSpan = tuple[int, int, int]


def count_tags(labels: int) -> int:
    """Returns how many tags that many labels have."""
    return 1 + _KINDS * labels


def columns_of(label: int) -> slice:
    """Returns where the tags of a label stand among those of its head."""
    return slice(1 + _KINDS * label, 1 + _KINDS * (label + 1))


def columns(heads: Mapping[str, Sequence[str]]) -> dict[str, slice]:
    """Returns where each head's tags stand in the scores of a network, by the labels of its heads."""
    ends = list(accumulate((count_tags(len(labels)) for labels in heads.values()), initial=0))
    return {name: slice(start, end) for name, (start, end) in zip(heads, pairwise(ends), strict=True)}


def encode(length: int, spans: Iterable[TagSpan]) -> list[int]:
    """Returns the tags of `length` words with these spans, which must not overlap."""
    tags = [OUTSIDE] * length
    for start, end, label in spans:
        first = columns_of(label).start
        if end - start == 1:
            tags[start] = first + _SINGLE
            continue
        tags[start:end] = [first + _INSIDE] * (end - start)
        tags[start], tags[end - 1] = first + _BEGIN, first + _END
    return tags


def decode(tags: Sequence[int]) -> list[TagSpan]:
    """Returns the spans of permitted tags, in their order."""
    spans = []
    start = 0
    for place, tag in enumerate(tags):
        if tag == OUTSIDE:
            continue
        label, kind = divmod(tag - 1, _KINDS)
        if kind in {_BEGIN, _SINGLE}:
            start = place
        if kind in {_END, _SINGLE}:
            spans.append((start, place + 1, label))
    return spans


@cache
def permitted(labels: int) -> NDArray[np.bool_]:
    """Returns which tag may follow which, as (from, to)."""
    tags = count_tags(labels)
    kinds = np.array([_SINGLE, *((tag - 1) % _KINDS for tag in range(1, tags))])
    names = np.array([-1, *((tag - 1) // _KINDS for tag in range(1, tags))])
    open_after = np.isin(kinds, (_BEGIN, _INSIDE))
    continues = np.isin(kinds, (_INSIDE, _END))
    same = names[:, None] == names[None, :]
    rules = np.where(open_after[:, None], continues[None, :] & same, ~continues[None, :])
    rules.flags.writeable = False
    return rules


def best_tags_of_each(scores: Floats, rules: NDArray[np.bool_], sentences: Sequence[tuple[int, int]]) -> Ints:
    """Returns the best permitted tags of each sentence, side by side; no span reaches into the next.

    Args:
        scores: Log probabilities, (words, tags).
        rules: What `permitted` returns for the same labels.
        sentences: First word of each and one past its last, in order and without gaps.
    """
    tags: Ints = scores.argmax(axis=1)
    if not len(tags):
        return tags
    starts, ends = np.array(sentences, dtype=np.int64).T
    broken = np.zeros(len(tags), dtype=np.bool_)
    broken[1:] = ~rules[tags[:-1], tags[1:]]
    # Outside stands before the first word of a sentence and behind its last.
    broken[starts] = ~rules[OUTSIDE, tags[starts]]
    broken[ends - 1] |= ~rules[tags[ends - 1], OUTSIDE]
    for place in np.unique(np.searchsorted(starts, np.flatnonzero(broken), side="right") - 1):
        begin, end = sentences[place]
        _mend(tags[begin:end], scores[begin:end], np.flatnonzero(broken[begin:end]))
    return tags


def best_tags(scores: Floats, rules: NDArray[np.bool_]) -> Ints:
    """Returns the permitted sequence of tags with the highest sum of scores.

    Args:
        scores: Log probabilities, (words, tags).
        rules: What `permitted` returns for the same labels.

    Source: Viterbi 1967; transitions are permitted or not, and have no scores of their own.
    """
    return best_tags_of_each(scores, rules, [(0, len(scores))])


def is_permitted(tags: Ints, rules: NDArray[np.bool_]) -> bool:
    """Whether the tags follow the rules, begin with no continuation and leave nothing open."""
    if not len(tags):
        return True
    return bool(rules[OUTSIDE, tags[0]] and rules[tags[-1], OUTSIDE] and rules[tags[:-1], tags[1:]].all())


def _mend(tags: Ints, scores: Floats, broken: Ints) -> None:
    """Puts the best permitted tags of a sentence in place of each word's best, of which some are broken.

    What lies further below a word's best tag than a whole path costs is in no better path. Words that are
    surely outside therefore part the sentence, and only parts that hold something broken are searched.
    """
    costs = scores.max(axis=1, keepdims=True) - scores
    touched = np.concatenate((broken - 1, broken))
    for limit in _NEAR:
        near = ~(costs > limit)
        sure = np.flatnonzero(near[:, OUTSIDE] & (near.sum(axis=1) == 1))
        fences = [-1, *sure.tolist(), len(tags)]
        parts = [
            (fences[place] + 1, fences[place + 1])
            for place in sorted(set(np.searchsorted(sure, touched).tolist()))
        ]
        found = [_cheapest(_choices(costs[begin:end], near[begin:end])) for begin, end in parts]
        if sum(cost for cost, _ in found) <= limit:
            break
    for (begin, end), (_, best) in zip(parts, found, strict=True):
        tags[begin:end] = best


def _choices(costs: Floats, near: NDArray[np.bool_]) -> list[list[tuple[int, float]]]:
    """Returns the near tags of each word with their costs."""
    made: list[list[tuple[int, float]]] = [[] for _ in costs]
    places, tags = near.nonzero()
    for place, tag, cost in zip(places.tolist(), tags.tolist(), costs[near].tolist(), strict=True):
        made[place].append((tag, cost))
    return made


def _cheapest(choices: Sequence[Sequence[tuple[int, float]]]) -> tuple[float, list[int]]:
    """Returns the cost and the tags of the cheapest permitted path; without any the cost has no end.

    Behind each word either nothing is open or one label is, so that these are all the states to keep.
    """
    closed, opened = 0.0, dict[int, float]()
    steps: list[tuple[int, dict[int, int]]] = []
    for found in choices:
        lowest, last = _NONE, OUTSIDE
        reached, tags = dict[int, float](), dict[int, int]()
        for tag, cost in found:
            label, kind = divmod(tag - 1, _KINDS)
            goes_on = tag != OUTSIDE and kind in {_INSIDE, _END}
            total = cost + (opened.get(label, _NONE) if goes_on else closed)
            if tag == OUTSIDE or kind in {_END, _SINGLE}:
                if total < lowest:
                    lowest, last = total, tag
            elif total < reached.get(label, _NONE):
                reached[label], tags[label] = total, tag
        closed, opened = lowest, reached
        steps.append((last, tags))
    return closed, _traced(steps)


def _traced(steps: Sequence[tuple[int, dict[int, int]]]) -> list[int]:
    """Returns the tags that led to a last word behind which nothing is open."""
    path: list[int] = []
    label: int | None = None
    for last, tags in reversed(steps):
        tag = last if label is None else tags[label]
        path.append(tag)
        named, kind = divmod(tag - 1, _KINDS)
        label = named if tag != OUTSIDE and kind in {_INSIDE, _END} else None
    return path[::-1]
