"""The codes of a drug, therapy, event or condition, agreed by its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from caseline.cases.concepts import Concept
from caseline.cases.narrative import Found
from caseline.schema.base import Code, CodeMatch

_REFERRING = "HPO"
# The surest first; a code that nobody noted anything of is a lexicon's.
_SUREST = {None: 0, CodeMatch.NAME: 0, CodeMatch.SYNONYM: 1, CodeMatch.REFERENCE: 2, CodeMatch.SIMILAR: 3}


def codes_of(concept: Concept, *, named_by: Sequence[Found] = ()) -> tuple[Code, ...]:
    """Returns the codes of a thing, one a system: the lexicon's first, then what its mentions agree on.

    The lexicon's is the one that most of the mentions that name it carry, else most of all. The others come from
    the mentions that name it and those of the same concept of the lexicon; of several codes of a system the one
    that is come by most surely, then that of most mentions, then the first.
    """
    naming = tuple(named_by) or concept.mentions
    main = _main(Concept(naming)) or _main(concept)
    mentions = [mention for mention in naming if mention.code in {main, ""}]
    mentions += [mention for mention in concept.mentions if mention.code == main and mention not in mentions]
    if not any(mention.codes for mention in mentions):
        mentions = list(concept.mentions)
    system, _, code = main.partition(":")
    chosen = {system: _best(mentions, system, only=code)} if main else {}
    for other in _systems(mentions):
        if other not in chosen:
            chosen[other] = _best(_referring(mentions, chosen.get(_REFERRING), other), other)
    return tuple(each for each in chosen.values() if each is not None)


def _main(concept: Concept) -> str:
    return concept.codes[0][0] if concept.codes else ""


def _systems(mentions: Iterable[Found]) -> list[str]:
    """Returns the systems of the mentions' codes in order; what is only referred to comes last."""
    found: dict[str, bool] = {}
    for mention in mentions:
        for code in mention.codes:
            found[code.system] = found.get(code.system, True) and code.match is CodeMatch.REFERENCE
    return sorted(found, key=lambda system: (found[system], system != _REFERRING))


def _referring(mentions: Iterable[Found], referring: Code | None, system: str) -> list[Found]:
    """Returns the mentions without those that have a code of a system by reference from another concept."""
    return [
        mention
        for mention in mentions
        if not any(
            code.system == system and code.match is CodeMatch.REFERENCE and not _has(mention, referring)
            for code in mention.codes
        )
    ]


def _has(mention: Found, referring: Code | None) -> bool:
    return referring is not None and any(
        (code.system, code.code) == (referring.system, referring.code) for code in mention.codes
    )


def _best(mentions: Iterable[Found], system: str, *, only: str = "") -> Code | None:
    """Returns the code of a system that mentions carry most surely; `only` is the one that may be taken."""
    found = [
        code
        for mention in mentions
        for code in mention.codes
        if code.system == system and only in {"", code.code}
    ]
    counts = Counter(code.code for code in found)
    return min(
        found,
        key=lambda code: (_SUREST[code.match], -counts[code.code], -(code.score or 0.0)),
        default=None,
    )
