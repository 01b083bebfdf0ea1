"""What speaks for and against a mention: which finders marked the same characters, and how surely."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span

from caseline.nlp.layers import CANDIDATE_SCORES, LEXICON, MENTIONS, NER, PARTS, PATTERN, candidate_key
from caseline.nlp.merge import without_verbs
from caseline.schema.mention import Label

# Labels of one kind name the same things in another part: a disease is an event or a disorder.
KINDS: tuple[frozenset[Label], ...] = (
    frozenset({Label.EVENT, Label.DISORDER}),
    frozenset({Label.DRUG, Label.THERAPY}),
    frozenset({Label.TIME, Label.DURATION}),
)
_KIND_OF = {
    label: next((place for place, kind in enumerate(KINDS) if label in kind), len(KINDS) + place)
    for place, label in enumerate(Label)
}
_LAYERS = (NER, LEXICON, PATTERN)
_SUREST = 5.0
_JOINED = re.compile(r",|/|\b(?:and|or|with|of|in)\b")


class _Candidate(NamedTuple):
    start: int
    end: int
    label: str
    kind: int
    source: str
    sureness: float


def features(doc: Doc) -> list[dict[str, float]]:
    """Returns what speaks for each mention of `doc.spans["mentions"]`, by the name of the feature.

    Of each source (a corpus or recogniser, "lexicon", "pattern"…), for the best of its candidates:

    - `SOURCE.same`: it has the mention's label on the mention's tokens.
    - `SOURCE.kin`: another label of the same kind on the same tokens.
    - `SOURCE.wider`, `SOURCE.inside`, `SOURCE.crossing`: one of the kind that holds the mention, lies in it,
      or overlaps it otherwise.
    - `SOURCE.rival`: something of another kind on the same tokens.
    - each of these with `.sureness` behind it: how surely, where the source gives scores.

    Of the mention: `list` when it holds several mentions of its kind, `wide` when one, `member` when it lies
    in one; `apart`, that it is discontinuous; `words`, the logarithm of its number of tokens; `joined`, that
    "and", "of", a comma or the like stands in it.

    Every feature is at least 0; one that is not named is 0.
    """
    mentions = list(doc.spans.get(MENTIONS, ()))
    if not mentions:
        return []
    by_token = _by_token(_candidates(doc))
    nested = _nested(mentions)
    return [
        _of_words(span) | _of_candidates(span, by_token) | nested[span.start, span.end] for span in mentions
    ]


def is_agreement(feature: str) -> bool:
    """Whether a feature says that a finder has the very mention; no such one may lower a score."""
    return feature.endswith((".same", ".same.sureness"))


def _candidates(doc: Doc) -> Iterator[_Candidate]:
    scores: Mapping[str, float] = doc._.get(CANDIDATE_SCORES) or {}
    for layer in _LAYERS:
        for span in doc.spans.get(layer, ()):
            score = scores.get(candidate_key(span))
            kind = _KIND_OF[Label(span.label_)]
            yield _Candidate(span.start, span.end, span.label_, kind, span.id_, _sureness(score))


def _sureness(score: float | None) -> float:
    """Returns how far a score is from 1, on a scale on which 0.9 and 0.99 are as far apart as 0.99 and 0.999.

    It is 0 for a finder that gives no score.
    """
    return 0.0 if score is None else min(_SUREST, -math.log(max(1e-9, 1.0 - score)))


def _by_token(candidates: Iterator[_Candidate]) -> dict[int, list[_Candidate]]:
    found: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        for token in range(candidate.start, candidate.end):
            found[token].append(candidate)
    return found


def _of_words(mention: Span) -> dict[str, float]:
    found = {"words": math.log(len(mention))}
    if _JOINED.search(mention.text):
        found["joined"] = 1.0
    if mention._.get(PARTS):
        found["apart"] = 1.0
    return found


def _of_candidates(mention: Span, by_token: Mapping[int, Sequence[_Candidate]]) -> dict[str, float]:
    found: dict[str, float] = {}
    kind = _KIND_OF[Label(mention.label_)]
    near = {each for token in range(mention.start, mention.end) for each in by_token.get(token, ())}
    for each in near:
        relation = _relation(mention, each, kind)
        if relation is None:
            continue
        name = f"{each.source}.{relation}"
        found[name] = 1.0
        if each.sureness:
            name += ".sureness"
            found[name] = max(found.get(name, 0.0), each.sureness)
    return found


def _relation(mention: Span, candidate: _Candidate, kind: int) -> str | None:
    start, end = mention.start, mention.end
    bounds = candidate.start, candidate.end
    is_same = bounds == (start, end)
    if not is_same and candidate.start <= start and end <= candidate.end:
        is_same = without_verbs(mention.doc, *bounds) == (start, end)
    if candidate.kind != kind:
        return "rival" if is_same else None
    if is_same:
        return "same" if candidate.label == mention.label_ else "kin"
    if candidate.start <= start and end <= candidate.end:
        return "wider"
    return "inside" if start <= candidate.start and candidate.end <= end else "crossing"


def _nested(mentions: Sequence[Span]) -> dict[tuple[int, int], dict[str, float]]:
    """Returns by offsets whether a mention holds, or lies in, another of its kind.

    A discontinuous one has what stands between its parts as its neighbour, not as its member.
    """
    found: dict[tuple[int, int], dict[str, float]] = {(span.start, span.end): {} for span in mentions}
    holders: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(mentions, key=lambda each: (each.start, -each.end)):
        kind = holders[_KIND_OF[Label(span.label_)]]
        kind[:] = [holder for holder in kind if holder.end > span.start]
        for holder in kind:
            if span.end <= holder.end:
                own = found[holder.start, holder.end]
                own["list" if own.pop("wide", 0.0) or "list" in own else "wide"] = 1.0
                found[span.start, span.end]["member"] = 1.0
        if not span._.get(PARTS):
            kind.append(span)
    return found
