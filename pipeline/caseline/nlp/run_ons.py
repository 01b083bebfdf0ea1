"""Clauses that a network took for a name: "eye pain and her vision declined", with the names inside them beside it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from caseline.nlp.layers import LEXICON, MENTIONS
from caseline.schema.mention import Label

_NAMED = frozenset({Label.EVENT, Label.DISORDER})
# Words that stand in a clause and in no name.
_CLAUSE = frozenset(
    """
    is are was were has have he she they it her their showed shows showing revealed developed declined resolved began
    became
    """.split()
)
_LONGEST = 20  # tokens of a list that may still be one name of an effect: PHEE marks such


def drop_run_ons(doc: Doc) -> None:
    """Leaves out of `doc.spans["mentions"]` what is a clause or a long list, where the names in it are mentions."""
    mentions = list(doc.spans.get(MENTIONS, ()))
    named = [span for span in mentions if span.label_ in _NAMED]
    wide = {
        (span.start, span.end)
        for span in named
        if span.id_ != LEXICON and len(span) > 1 and _is_run_on(span, named)
    }
    if wide:
        doc.spans[MENTIONS] = [
            span for span in mentions if span.label_ not in _NAMED or (span.start, span.end) not in wide
        ]


def _is_run_on(mention: Span, named: Sequence[Span]) -> bool:
    is_clause = any(token.lower_ in _CLAUSE for token in mention)
    if not is_clause and len(mention) <= _LONGEST:
        return False
    inner = sum(
        mention.start <= other.start and other.end <= mention.end and len(other) < len(mention)
        for other in named
    )
    return inner > (0 if is_clause else 1)
