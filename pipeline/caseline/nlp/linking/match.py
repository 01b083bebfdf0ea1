"""The concept of a terminology that a name stands for, and how surely."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz import fuzz

from caseline.nlp.linking.alike import same_name
from caseline.nlp.linking.keys import key_of
from caseline.nlp.linking.terminology import Terminology
from caseline.nlp.linking.variants import variants
from caseline.schema.base import CodeMatch

_JOINTS = re.compile(r"\s*[/+]\s*| and |-(?=[^\W\d_]{5})")  # of the parts of a combination
_SHORTEST_ALIKE = 6  # letters; shorter names that differ in one are other names


class Link(NamedTuple):
    """A code for a name. `match` is a CodeMatch; `score` says how alike the name and the concept's are."""

    system: str
    code: str
    display: str
    match: str
    score: float


def link(terminology: Terminology, name: str, *, also: tuple[str, ...] = ()) -> Link | None:
    """Returns the concept of a name: by the name itself, by another form of it, or by what it is `also` called.

    A name of several concepts has none.
    """
    named = terminology.named(name)
    if named is not None:
        match = CodeMatch.NAME if named.is_name else CodeMatch.SYNONYM
        return _link(terminology, named.code, match, 1.0)
    for form in variants(name):
        named = terminology.named(form)
        if named is not None:
            alike = fuzz.ratio(key_of(name), key_of(form)) / 100
            return _link(terminology, named.code, CodeMatch.SIMILAR, round(alike, 3))
    for form in () if _is_of_several(terminology, name) else also:
        named = terminology.named(form)
        if named is not None and named.is_name:
            return _link(terminology, named.code, CodeMatch.SYNONYM, 1.0)
    return None


def link_alike(terminology: Terminology, name: str, *, least: float) -> Link | None:
    """Returns the concept of the name that is spelt most alike; none where two of different concepts are.

    `least` is how alike a name has to be; 1 for no other than the same.
    """
    key = key_of(name)
    if len(key) < _SHORTEST_ALIKE or least >= 1 or terminology.named(name) is not None:
        return None
    found = [
        (other, score)
        for other, score in terminology.alike(key, least)
        if same_name(key, other, known=terminology.words)
    ]
    if not found:
        return None
    best = found[0][1]
    codes = {terminology.owner(other) for other, score in found if score == best}
    return _link(terminology, codes.pop(), CodeMatch.SIMILAR, best) if len(codes) == 1 else None


def _is_of_several(terminology: Terminology, name: str) -> bool:
    """Says whether a name is made of those of several concepts, such as "ampicillin/sulbactam"."""
    parts = [terminology.named(part) for part in _JOINTS.split(name)]
    return len({part.code for part in parts if part}) > 1 and all(parts)


def _link(terminology: Terminology, code: str, match: CodeMatch, score: float) -> Link | None:
    concept = terminology.concept(code) if code else None
    if concept is None:
        return None
    return Link(terminology.system, code, concept.display, match.value, score)
