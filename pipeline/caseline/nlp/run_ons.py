"""Clauses that a network took for a name: "eye pain and her vision declined", with the names inside them beside it.

A complaint in words of every day that such a clause cuts or hides comes in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from spacy.tokens import Doc, Span

from caseline.nlp import enumeration
from caseline.nlp.absences import find_absences
from caseline.nlp.complaints import find_complaints
from caseline.nlp.layers import LEXICON, MENTIONS, PATTERN
from caseline.nlp.nesting import holders
from caseline.schema.mention import FoundBy, Label

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
    _put_complaints(doc)
    mentions = list(doc.spans.get(MENTIONS, ()))
    named = [span for span in mentions if span.label_ in _NAMED]
    bounds = list({(span.start, span.end) for span in named})
    around = {own for own, holds in zip(bounds, holders(bounds), strict=True) if holds}
    wide = {
        (span.start, span.end)
        for span in named
        if span.id_ != LEXICON and (span.start, span.end) in around and _reads_as_clause(span)
    }
    if wide:
        doc.spans[MENTIONS] = [
            span for span in mentions if span.label_ not in _NAMED or (span.start, span.end) not in wide
        ]


def _put_complaints(doc: Doc) -> None:
    """Puts complaints in the place of clauses of a network that cut them or tell more."""
    mentions = list(doc.spans.get(MENTIONS, ()))
    there = {(span.start, span.end) for span in mentions}
    named = _by_token(span for span in mentions if span.label_ in _NAMED)
    cut: set[tuple[int, int]] = set()
    told = []
    for complaint in doc.spans.get(PATTERN, ()):
        own = (complaint.start, complaint.end)
        if own in there or not _is_complaint(complaint):
            continue
        over = [span for token in range(*own) for span in named.get(token, ())]
        if over and all(
            (span.start, span.end) in cut or (span.id_ != LEXICON and _is_clause(span, complaint))
            for span in over
        ):
            cut.update((span.start, span.end) for span in over)
            told.append(Span(doc, *own, label=complaint.label_, span_id=FoundBy.PATTERN.value))
    if told:
        kept = [span for span in mentions if span.label_ not in _NAMED or (span.start, span.end) not in cut]
        doc.spans[MENTIONS] = sorted([*kept, *told], key=lambda span: (span.start, span.end, span.label_))


def _is_complaint(span: Span) -> bool:
    """Says whether a candidate is a complaint by its own words; an item of a list is none."""
    whole = (0, len(span.text))
    told = chain(find_complaints(span.text), find_absences(span.text))
    return span.id_ == enumeration.SOURCE and any(each == whole for each in told)


def _by_token(spans: Iterable[Span]) -> Mapping[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        for token in range(span.start, span.end):
            found[token].append(span)
    return found


def _is_clause(span: Span, complaint: Span) -> bool:
    """Says whether a mention cuts a complaint, or tells a clause beside it."""
    inside = span.start <= complaint.start and complaint.end <= span.end
    rest = (token for token in span if not complaint.start <= token.i < complaint.end)
    return not inside or any(token.lower_ in _CLAUSE for token in rest)


def _reads_as_clause(mention: Span) -> bool:
    return any(token.lower_ in _CLAUSE for token in mention)
