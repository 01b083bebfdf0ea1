"""Whether two keys that are spelt alike are the same name."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz

_LEAST_WORD = 75.0  # how alike each word has to be
_EXACT_WORD = 4  # letters; in a shorter word each one counts
_COMMON_START = 3  # letters
_OPPOSED = (
    "ante",
    "anti",
    "hemi",
    "hyper",
    "hypo",
    "inter",
    "intra",
    "peri",
    "supra",
)  # beginnings that turn a word, and are spelt alike


def same_name(key: str, other: str, *, known: Collection[str]) -> bool:
    """Says whether each word of a key is a slip or a variant of one of the other's, and the other way round.

    `known` are the words of the terminology: one that it has is no misspelling of another, so prednisone is not
    prednisolone.
    """
    if sorted(key.replace(" ", "")) == sorted(other.replace(" ", "")) and " " in key + other:
        return True  # the same letters, parted otherwise: "co trimoxazole"
    ours, theirs = key.split(), other.split()
    if len(ours) != len(theirs):
        return False
    mine = [word for word in ours if word not in theirs]
    left = [word for word in theirs if word not in ours]
    if len(mine) != len(left):
        return False
    for word in mine:
        best = max(left, key=lambda each: fuzz.ratio(word, each))
        if not _is_slip(word, best, known):
            return False
        left.remove(best)
    return True


def _is_slip(word: str, other: str, known: Collection[str]) -> bool:
    return (
        min(len(word), len(other)) > _EXACT_WORD
        and word not in known
        and word[:_COMMON_START] == other[:_COMMON_START]
        and all(word.startswith(start) == other.startswith(start) for start in _OPPOSED)
        and not any(letter.isdigit() for letter in word + other)
        and fuzz.ratio(word, other) >= _LEAST_WORD
    )
