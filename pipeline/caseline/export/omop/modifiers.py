"""`term_modifiers`: what is told of a mention, as `key=value` in one column.

`;` parts the pairs. A backslash stands before each backslash and semicolon of a value; keys may come again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from caseline.export.codes import code_line
from caseline.schema.mention import Mention

Pairs: TypeAlias = tuple[tuple[str, str], ...]
_FLAGS: Final = ("negated", "uncertain", "historical", "hypothetical")
_PAIR: Final = re.compile(r"(?:\\.|[^\\;])+", re.DOTALL)


def pairs_of(mention: Mention, supported: Iterable[str]) -> Pairs:
    """Returns what the table has no column of its own for.

    Args:
        mention: The mention.
        supported: Paths of what it supports in the case, such as `c1/e1/onset`.
    """
    return tuple(_pairs(mention, supported))


def _pairs(mention: Mention, supported: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield "mention", mention.id
    yield "label", mention.label
    yield "end", str(mention.end)
    yield from ((flag, "true") for flag in _FLAGS if getattr(mention, flag))
    if mention.excluded:
        yield "excluded", mention.excluded
    if mention.section:
        yield "section", mention.section
    yield "found_by", mention.found_by
    if mention.score is not None:
        yield "score", repr(mention.score)
    if mention.parts:
        yield "parts", " ".join(f"{start}-{end}" for start, end in mention.parts)
    yield from (("code", code_line(code)) for code in mention.codes)
    yield from (("supports", path) for path in supported)


def joined(pairs: Pairs) -> str:
    """Returns pairs as one text."""
    return ";".join(f"{key}={_escaped(value)}" for key, value in pairs)


def parted(text: str) -> Pairs:
    """Returns the pairs of a text."""
    found = (pair[0].partition("=") for pair in _PAIR.finditer(text))
    return tuple((key, re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)) for key, _, value in found)


def fitting(pairs: Pairs, width: int) -> Pairs:
    """Returns as many pairs from the first as a column has room for."""
    made: Pairs = ()
    for pair in pairs:
        if len(joined((*made, pair))) > width:
            break
        made = (*made, pair)
    return made


def _escaped(value: str) -> str:
    return re.sub(r"([\\;])", r"\\\1", value)
