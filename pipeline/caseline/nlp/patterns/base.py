"""How patterns are written, and how the matches of a family become spans that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caseline.nlp.patterns.anchors import Anchor, AnchorIndex, Anchors, anchor
from caseline.nlp.patterns.words import HYPHEN
from caseline.schema.mention import Label

# A group of this name is the part of a match, or of its context, that belongs to the mention.
MENTION = "mention"
_REACH = 64  # characters of context on either side of an expression, and of an anchor


class Found(NamedTuple):
    """A mention: its label and its half-open stretch of characters."""

    label: Label
    start: int
    end: int


class _Candidate(NamedTuple):
    start: int
    end: int
    label: Label | None


def verbose(pattern: str, *, at_word: bool = False) -> re.Pattern[str]:
    """Compiles a verbose pattern for lower-cased text.

    With `at_word` it is tried at the starts of words only, which saves half the time where it can begin
    nowhere else.

    `_` stands for white space, a line break included, and `~` for a hyphen, white space or both. Every
    repetition must be bounded: then the time is linear in the length of any text.
    """
    spaced = pattern.replace("_", r"(?:\s{1,2})").replace("~", rf"(?:\s?[{HYPHEN}]\s?|\s{{1,2}})")
    return re.compile(f"(?<!\\w)(?:{spaced}\n)" if at_word else spaced, re.VERBOSE)


class Source:
    """A text as the rules read it: as printed, lower-cased, and where their anchors stand.

    With an `index` of the rules' anchors most of them are found in one pass over the words.
    """

    def __init__(self, text: str, index: AnchorIndex | None = None) -> None:
        self.text = text
        self.lowered = lower(text)
        self._hits = index.hits(self.lowered) if index else {}
        self._windows: dict[tuple[Anchors, bool], list[tuple[int, int]]] = {}

    def matches(self, pattern: re.Pattern[str], anchors: Anchors, *, cased: bool) -> Iterator[re.Match[str]]:
        """Yields the matches that start and end within reach of an anchor; all where there is none."""
        text = self.text if cased else self.lowered
        if not anchors:
            yield from pattern.finditer(text)
            return
        for start, end in self._near(anchors, cased=cased):
            for match in pattern.finditer(text, start, end):
                # A match cut by the window's end has read no context there.
                if match.end() < end or end == len(text):
                    yield match

    def _near(self, anchors: Anchors, *, cased: bool) -> list[tuple[int, int]]:
        key = (anchors, cased)
        if key not in self._windows:
            hits = sorted(hit for each in anchors for hit in self._stands(each, cased=cased))
            self._windows[key] = list(_windows(hits, len(self.text)))
        return self._windows[key]

    def _stands(self, each: Anchor, *, cased: bool) -> Sequence[int]:
        if not cased and each in self._hits:
            return self._hits[each]
        return [match.start() for match in each.pattern.finditer(self.text if cased else self.lowered)]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that is a mention by itself.

    Args:
        label: What its matches are; None makes it a guard, whose matches keep other rules off.
        pattern: As `verbose` compiles it; a group `mention` narrows the span.
        cased: Reads the text as printed instead of lower-cased.
        near: Anchors as of `near`: where in the text the pattern is worth trying; () for everywhere.
    """

    label: Label | None
    pattern: re.Pattern[str]
    cased: bool = False
    near: Anchors = ()

    def candidates(self, source: Source) -> Iterator[_Candidate]:
        """Yields the matches in order."""
        for match in source.matches(self.pattern, self.near, cased=self.cased):
            start, end = match.span()
            if self.label is not None:
                start, end = _bound(match, 0, start), _bound(match, 1, end)
            yield _Candidate(start, end, self.label)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression is between certain words.

    Args:
        label: Its label there; None rejects it.
        left: Pattern that must end where the expression starts, or None for any.
        right: Pattern that must start where the expression ends, or None for any. A group `mention` in
            either joins that part to the span.
    """

    label: Label | None
    left: re.Pattern[str] | None = None
    right: re.Pattern[str] | None = None

    def read(self, lowered: str, start: int, end: int) -> _Candidate | None:
        """Returns the mention, or None where the context is another."""
        first, last = start, end
        if self.right is not None:
            right = self.right.match(lowered, end, end + _REACH)
            if right is None:
                return None
            last = _bound(right, 1, end)
        if self.left is not None:
            left = self.left.search(lowered, max(0, start - _REACH), start)
            if left is None:
                return None
            first = _bound(left, 0, start)
        return _Candidate(first, last, self.label)


@dataclass(frozen=True, slots=True)
class ReadRule:
    """An expression, such as a number with its unit, and its readings; the first that fits decides."""

    pattern: re.Pattern[str]
    readings: tuple[Reading, ...]
    near: Anchors = ()

    def candidates(self, source: Source) -> Iterator[_Candidate]:
        """Yields the expressions that a reading fits."""
        for match in source.matches(self.pattern, self.near, cased=False):
            for reading in self.readings:
                found = reading.read(source.lowered, *match.span())
                if found is not None:
                    yield found
                    break


def scan(rules: Sequence[Rule | ReadRule], text: str | Source) -> list[Found]:
    """Returns the mentions of one family, sorted; where matches overlap the leftmost longest is kept.

    Equal matches are decided by the order of the rules.
    """
    source = text if isinstance(text, Source) else Source(text)
    candidates = [found for rule in rules for found in rule.candidates(source)]
    candidates.sort(key=lambda found: (found.start, -found.end))
    kept = []
    reached = 0
    for start, end, label in candidates:
        if start < reached or start == end:
            continue
        reached = end
        if label is not None:
            kept.append(Found(label, start, end))
    return kept


def lower(text: str) -> str:
    """Lower-cases without changing any offset."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def near(*patterns: str) -> Anchors:
    """Compiles anchors: short patterns, one of which stands in or beside every match of a rule.

    They must start with a letter or a digit, never with an assertion: then the search for them is many
    times faster than the rule's own. Not verbose, on lower-cased text.
    """
    return tuple(map(anchor, patterns))


def any_of(words: str) -> str:
    """Returns an alternation of the words of a text, the longest first, for use inside `verbose`."""
    ordered = sorted(words.split(), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_literal(word) for word in ordered) + ")"


def _windows(hits: list[int], length: int) -> Iterator[tuple[int, int]]:
    """Yields the stretches of text within reach of a hit, merged where they touch."""
    start = end = -1
    for hit in hits:
        if hit - _REACH > end:
            if end >= 0:
                yield start, min(end, length)
            start = max(0, hit - _REACH)
        end = hit + _REACH
    if end >= 0:
        yield start, min(end, length)


def _literal(word: str) -> str:
    return re.escape(word).replace(r"\-", "~")


def _bound(match: re.Match[str], side: int, otherwise: int) -> int:
    if MENTION not in match.re.groupindex or match.span(MENTION)[side] < 0:
        return otherwise
    return match.span(MENTION)[side]
