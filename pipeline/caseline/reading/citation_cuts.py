"""What is taken out of a block with the marks of the literature in it, whatever told that they are ones.

Marks go with their brackets, with the separators between them and with words that are nothing without them:
"[3, 4]", "(Smith 2010; Jones 2011)", "(reviewed in [5])". What a sentence needs stays: "as Smith et al.
(2010) reported", "as described in [5]".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from caseline.reading.inline import Run, Span, joined

# One character for each of a mark, of a mark that is a year, of one in words, and of what parts raised ones.
_MARK, _DATED, _WORDS, _GLUE = "\ue000", "\ue001", "\ue002", "\ue003"
_PRIVATE = re.compile("[\ue000-\ue003]")
_ALL = re.compile("[\ue000-\ue003]+")
_ANY_MARK = re.compile("[\ue000-\ue002]")
# A mark in words that is one of a list in a bracket.
_LISTED = re.compile(rf"(?:(?<=[;,])|\A)\s*({_WORDS}+)(?=\s*(?:[;,]|\Z))")

_PAIRS = {")": "(", "]": "["}
# A bracket with more in it is a sentence and no list of marks.
_LONGEST_BRACKET = 600
_CLUSTER = re.compile(
    rf"{_GLUE}*{_MARK}+(?:(?:[\s,;&/‐-―−-]|{_GLUE}|\band\b|\bto\b){{0,6}}{_MARK}+)*{_GLUE}*"
)
# What parts marks above the line.
_SEPARATORS = " \t\r\n\u00a0,;&/()[]*-‐‑‒–—―−"
_DIGITS = "0123456789"
_IN_WORDS = re.compile(r"[^\W\d_]{2}")
_BRACKETED = re.compile(r"\s*[(\[].*[)\]]\s*\Z", re.DOTALL)
_YEAR = re.compile(r"\W*(?:1[89]|20)\d\d[a-z]?(?:\W+(?:(?:1[89]|20)\d\d)?[a-z]?)*\Z")
# Words that go along with marks in a bracket; all quantifiers keep what they took, so that time is linear.
_AROUND = re.compile(
    r"""(?> \s+ | [\d,;:.&/‐-―−*-]+
      | (?:see|also|e\.?\s?g|i\.?\s?e|cf|viz|reviewed|reviews?|discussed|described|reported|cited|summari[sz]ed
          |adapted|modified|in|by|for|from|of|and|or|as|with|the|an?|et|al|therein|references?|refs?|citations?
          |to|no|nos|p|pp|further|more|details?|example|instance|recently|previously|compare|contra|but)\b
    )*+\Z""",
    re.IGNORECASE | re.VERBOSE,
)
# "(Smith et al., 2010)" where the year alone is the mark.
_NAMES = re.compile(
    r"""(?> [.,;:&\s]+ | [^\W\d_a-z][\w'’‐-―-]*+ | (?:1[89]|20)\d\d[a-z]?\b
      | (?:van|von|der|den|de|del|della|di|da|du|dos|la|le|el|al|ten|ter|et|and|see|also|in|reviewed|e|g|cf)\b
    )*+\Z""",
    re.VERBOSE,
)
_NEEDED = re.compile(r"\b(?:in|see|from|by|of|to|refs?\.?|references?|citations?)\s*\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+[a-z]{2}")
_DANGLING = re.compile(
    r"(?:[\s,;:]|\b(?:and|or|see|also|e\.g\.|cf\.?|reviewed|in)(?=\W*\Z))++\Z", re.IGNORECASE
)
_BESIDE = 40


def citation_cuts(runs: Sequence[Run]) -> list[Span]:
    """Returns what is to be cut out of the joined text of a block; sorted, without overlap."""
    if not any(run.cited for run in runs):
        return []
    shadow, raised = _shadow(runs)
    _mark_brackets(shadow)
    seen = "".join(shadow).replace(_DATED, _MARK)
    cuts: list[Span] = []
    for found in _CLUSTER.finditer(seen):
        if raised[found.start()] or not _is_needed(seen, *found.span()):
            first, last = _tidied(seen, *found.span())
            cuts.append((max(first, cuts[-1][1]) if cuts else first, max(last, first)))
    return [(first, last) for first, last in cuts if first < last]


def _is_needed(seen: str, first: int, last: int) -> bool:
    """Tells marks that stand for a noun: "as described in [5]", "[5] reported"."""
    before = seen[max(0, first - _BESIDE) : first]
    if _NEEDED.search(before):
        return True
    return not before.strip() and _GOES_ON.match(seen, last) is not None


def _shadow(runs: Sequence[Run]) -> tuple[list[str], list[bool]]:
    """Returns the joined text with marks made known, and which characters stand above the line."""
    shadow: list[str] = []
    raised: list[bool] = []
    kinds = {number: _kind(list(parts)) for number, parts in groupby(runs, lambda run: run.cited) if number}
    for index, run in enumerate(runs):
        raised += [run.raised] * len(run.text)
        if run.cited:
            shadow += kinds[run.cited] * len(run.text)
        elif run.raised:
            shadow += _glued(runs, index)
        else:
            shadow += _PRIVATE.sub(" ", run.text)
    return shadow, raised


def _kind(parts: Sequence[Run]) -> str:
    """Returns the character for a mark of these runs."""
    text = joined(parts)
    if _YEAR.match(text):
        return _DATED
    raised = any(run.raised for run in parts)
    return _WORDS if _IN_WORDS.search(text) and not raised and not _BRACKETED.match(text) else _MARK


def _glued(runs: Sequence[Run], index: int) -> str:
    """Returns a run above the line, with what parts it from marks beside it made known.

    A number alone is an exponent, whatever stands beside it.
    """
    text = _PRIVATE.sub(" ", runs[index].text)
    if index > 0 and runs[index - 1].cited:
        rest = text.lstrip(_SEPARATORS)
        cut = len(text) - len(rest)
        if cut and not rest.strip(_SEPARATORS + _DIGITS):
            cut = len(text)
        text = _GLUE * cut + text[cut:]
    if index + 1 < len(runs) and runs[index + 1].cited:
        rest = text.rstrip(_SEPARATORS)
        cut = len(rest)
        if cut < len(text) and not rest.strip(_SEPARATORS + _DIGITS):
            cut = 0
        text = text[:cut] + _GLUE * (len(text) - cut)
    return text


def _mark_brackets(shadow: list[str]) -> None:
    """Makes a mark of every bracket that holds nothing but marks and what goes along with them."""
    opened: list[int] = []
    for place, char in enumerate(shadow):
        if char in "([":
            opened.append(place)
        elif char in _PAIRS and opened and shadow[opened[-1]] == _PAIRS[char]:
            begin = opened.pop()
            if place - begin <= _LONGEST_BRACKET:
                _mark_bracket(shadow, begin, place)


def _mark_bracket(shadow: list[str], begin: int, end: int) -> None:
    inner = "".join(shadow[begin + 1 : end])
    if not _ANY_MARK.search(inner):
        return
    around = _ALL.sub(" ", inner)
    if _AROUND.match(around) or (_DATED in inner and _NAMES.match(around)):
        shadow[begin : end + 1] = _MARK * (end + 1 - begin)
        return
    for found in _LISTED.finditer(inner):
        first, last = begin + 1 + found.start(1), begin + 1 + found.end(1)
        shadow[first:last] = _MARK * (last - first)


def _tidied(seen: str, first: int, last: int) -> Span:
    """Widens a cut so that no stray space, separator or second stop is left."""
    while last < len(seen) and seen[last].isspace() and (first == 0 or seen[first - 1] in "(["):
        last += 1
    after = seen[last : last + 1]
    if after and after in ")]":
        dangling = _DANGLING.search(seen, max(0, first - _BESIDE), first)
        first = dangling.start() if dangling else first
    elif not after or after.isspace() or after in ".,;:!?":
        if after.isspace() and seen[last + 1 : last + 2] in {".", ",", ";", ":"}:
            last, after = last + 1, seen[last + 1]
        while first > 0 and seen[first - 1].isspace():
            first -= 1
        before = seen[first - 1 : first]
        if before and before in ",;" and after and after in ".,;:":
            first -= 1
        elif before == after == ".":
            last += 1
    if seen[first - 1 : first] in {"(", "["}:
        while last < len(seen) and seen[last] in ",; ":
            last += 1
    return first, last
