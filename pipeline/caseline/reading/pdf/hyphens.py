"""Words broken at the end of a line: which hyphens are taken out, and which belong to the word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LAST = re.compile(r"(?P<word>[^\W_]+(?:[-/][^\W_]+)*)-\Z")
_FIRST = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PARTS = re.compile(r"[-'’]")
_LONG = 4

# "drug-induced": what stands behind a hyphen that stays.
_AFTER = frozenset(
    """
    induced related associated based dependent independent mediated positive negative resistant threatening controlled
    blind blinded existing treated specific sensitive refractory driven reported limiting containing oriented responsive
    deficient matched adjusted weighted tolerated documented effective acting threshold dimensional responding
    """.split()
)
# "two-year": the same, behind a word that the paper knows.
_AFTER_WORDS = frozenset(
    """
    year years month months week weeks day days hour hours minute minutes old like free term line onset dose risk label
    scale type fold rich poor hand side sided group arm point stage step grade known defined being established up off
    release vessel organ centre center kinase receptor inhibitor inhibitors blocker blockers agonist antagonist binding
    spectrum density resolution quality level treatment effect generation
    """.split()
)
# "self-limiting", "well-known": what stands before one.
_BEFORE = frozenset(
    """
    self well half quarter all cross long short high low mid late early first second third fourth fifth one two three
    four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety
    non-small age sex dose time life drug drop follow work check state single double triple full part open ill
    large small broad narrow left right left-sided right-sided beta alpha gamma delta anti-tumor graft host
    """.split()
)
# Two words in one: "without", "however" need no hyphen although both parts are words.
_CLOSED = frozenset(
    """
    with how more there where never some any every out over under up down back fore here what who when hyper hypo
    through further other after in on to for an be non pre post re un dis mis inter intra sub super trans micro macro
    anti counter auto bio cardio gastro neuro hepato nephro immuno photo thermo electro physio psycho radio hydro
    head heart stand hand white black blood side base line time text net work week year day birth eye ear
    """.split()
)


class Vocabulary:
    """The words of a document that are not broken, to judge broken ones by.

    Args:
        lines: The lines of the document in their order.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        broken = False
        for line in lines:
            words = _WORDS.findall(line)
            begin, broken = int(broken), line.endswith("-")
            self._counts.update(word.casefold() for word in words[begin : len(words) - broken])

    def count(self, word: str) -> int:
        """Returns how often the word stands in the document, whole."""
        return self._counts[word.casefold()]


def joint(above: str, below: str, vocabulary: Vocabulary) -> str | None:
    """Returns what joins the end of a line with the beginning of the next one.

    That is " " for two words, "-" or "–" for one word whose sign stays, "" for one that was broken; None when
    the line does not end with a hyphen of a word and an ordinary space is right.

    Args:
        above: The end of the line.
        below: The beginning of the next one.
        vocabulary: The words of the document.
    """
    last, first = _LAST.search(above), _FIRST.match(below)
    if last is None or first is None:
        return None
    before, after = last["word"], first.group()
    head, tail = before.rpartition("-")[2], _PARTS.split(after)[0]
    if _is_name(before, after, vocabulary):
        return "-"
    whole, parted = vocabulary.count(head + tail), vocabulary.count(f"{head}-{tail}")
    if before != head or after != tail:
        whole += vocabulary.count(before + after)
        parted += vocabulary.count(f"{before}-{after}")
    if whole != parted:
        return "-" if parted > whole else ""
    return "-" if _keeps(head.casefold(), tail.casefold(), vocabulary) else ""


def _is_name(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Tells whether a digit or a capital beside the hyphen makes it part of the word: "IL-6", "HIV-positive"."""
    if not (before[-1].isalpha() and after[0].isalpha()):
        return True
    if len(before) > 1 and before.isupper() and after.isupper():
        # A heading in capitals, unless both parts are words.
        return bool(vocabulary.count(before) and vocabulary.count(after))
    return after[0].isupper() or (len(before) > 1 and before.isupper())


def _keeps(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    """Tells from the parts alone whether their hyphen stays."""
    if len(head) == 1:
        return True
    if head in _CLOSED:
        return False
    known = vocabulary.count(head)
    if tail in _AFTER and len(head) > 2:
        return True
    if tail in _AFTER_WORDS and (known or head in _BEFORE):
        return True
    if head in _BEFORE and vocabulary.count(tail):
        return True
    return known > 1 and vocabulary.count(tail) > 1 and len(head) >= _LONG and len(tail) >= _LONG
