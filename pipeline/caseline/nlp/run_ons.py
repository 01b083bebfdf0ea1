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
    is are was were has have had which who that he she they it her their showed shows showing revealed developed declined
    resolved began became
    """.split()
)


def drop_run_ons(doc: Doc) -> None:
    """Leaves clauses out of `doc.spans["mentions"]`, where a name in them is a mention; lists stay, as PHEE marks them."""
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
    return any(token.lower_ in _CLAUSE for token in mention) and any(
        mention.start <= other.start and other.end <= mention.end and len(other) < len(mention)
        for other in named
    )
