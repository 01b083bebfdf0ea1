"""One rule for three finders: which of the overlapping candidate spans become mentions."""

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp import enumeration, populations
from caseline.nlp.layers import LEXICON, MENTIONS, NER, PATTERN
from caseline.schema.mention import FoundBy, Label

# Mentions of one group never overlap; those of different groups may, as a dose ordinal lies inside
# the time that counts from it.
GROUPS: tuple[frozenset[Label], ...] = (
    frozenset({Label.DRUG, Label.EVENT, Label.DISORDER, Label.THERAPY}),
    frozenset({Label.AGE}),
    frozenset({Label.SEX}),
    frozenset({Label.ETHNICITY}),
    frozenset({Label.DOSE, Label.ROUTE, Label.FREQUENCY}),
    frozenset({Label.DOSE_ORDINAL}),
    frozenset({Label.TIME, Label.DURATION}),
    frozenset({Label.BODY_SITE}),
    frozenset({Label.SEVERITY}),
    frozenset({Label.OUTCOME}),
    frozenset({Label.CAUSALITY}),
    frozenset({Label.POPULATION}),
)
# Of two labels for the same characters, the one whose wording leaves less doubt.
_PRECEDENCE = {
    label.value: place
    for place, label in enumerate(
        sorted(
            Label, key=lambda label: (label in GROUPS[0], label is Label.BODY_SITE, list(Label).index(label))
        )
    )
}
_GROUP_OF = {label: group for group, labels in enumerate(GROUPS) for label in labels}
# Labels that support each other: two finders may call one disease an event and a disorder.
_KINDS = (frozenset({Label.EVENT, Label.DISORDER}), frozenset({Label.DRUG, Label.THERAPY}))
_KIND_OF = {
    label: next((place for place, kind in enumerate(_KINDS) if label in kind), len(_KINDS) + place)
    for place, label in enumerate(Label)
}
_TRIMMED = frozenset({Label.EVENT, Label.DISORDER, Label.DRUG, Label.THERAPY})
_LEADING = frozenset(
    """
    a an the his her its their my our developed experienced lived suffered had has having was were
    became with presented noticed felt no further any without not died of from due to by after following
    """.split()
)
_TRAILING = frozenset(
    """
    subsided resolved disappeared recurred persisted improved occurred developed was were had which
    that who and or with , . ; (
    """.split()
)
# A letter or figure in brackets behind a name points at a picture: "left arm (A)".
_MARK = re.compile(r"\s*\((?:[A-Za-z]|\d{1,2}|[Ff]ig[^)]*|arrows?)\)\Z")
_LAYERS = (NER, LEXICON, PATTERN)
_WHOLE = frozenset({LEXICON, enumeration.SOURCE})
# Sources that are no model's corpus, by the kind of finder that a record names.
_FINDERS = {
    LEXICON: FoundBy.LEXICON,
    PATTERN: FoundBy.PATTERN,
    enumeration.SOURCE: FoundBy.PATTERN,
    populations.SOURCE: FoundBy.PATTERN,
}

# For each label the sources that may give it, the most trusted first. A source is what a span's
# `id_` says: the corpus of a model, or one of _FINDERS.
# `alone`: for each label the sources whose candidates count by themselves; any other candidate of that
# label needs one of another source over it. Labels not named there trust every source.
DEFAULT_CONFIG = {
    "order": {label.value: ["phee", "pattern", "lexicon", "maccrobat", "bc5cdr"] for label in Label},
    "alone": {},
}


@Language.factory(
    "caseline_merge", default_config=DEFAULT_CONFIG, requires=["doc.spans"], assigns=["doc.spans"]
)
def make_merge(nlp: Language, name: str, order: dict[str, list[str]], alone: dict[str, list[str]]) -> "Merge":
    """Builds the component.

    Raises:
        ConfigError: When `order` or `alone` names a label that the record does not have.
    """
    return Merge(nlp, name, order=order, alone=alone)


class Merge:
    """Writes `doc.spans["mentions"]` from the finders' layers.

    A candidate counts when its source may stand alone, or another source has one of its kind over it,
    unless it is a part of a term that a lexicon or a list knows as a whole.
    Those that count are taken in this order: the source's place in the label's list, the longer first,
    the earlier first. A candidate that overlaps a taken one of its group, or repeats a taken one's
    offsets, is left.
    """

    def __init__(
        self, nlp: Language, name: str, *, order: dict[str, list[str]], alone: dict[str, list[str]]
    ) -> None:
        unknown = sorted((set(order) | set(alone)) - set(Label))
        if unknown:
            msg = f"{name} names {', '.join(unknown)}; the labels are {', '.join(Label)}"
            raise ConfigError(msg)
        self.name = name
        self._alone = {label: frozenset(sources) for label, sources in alone.items()}
        self._rank = {
            (label, source): rank for label, sources in order.items() for rank, source in enumerate(sources)
        }

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the mentions, sorted by start and end; `id_` says which kind of finder gave them."""
        candidates = [span for layer in _LAYERS for span in doc.spans.get(layer, ())]
        ranked = [span for span in map(_trimmed, candidates) if span is not None]
        ranked = [span for span in _known_whole(self._supported(ranked)) if self._order(span) is not None]
        ranked.sort(key=lambda span: (self._order(span), -len(span), span.start, _PRECEDENCE[span.label_]))
        taken = [[False] * len(doc) for _ in GROUPS]
        offsets: set[tuple[int, int]] = set()
        kept = []
        for span in ranked:
            covered = taken[_GROUP_OF[Label(span.label_)]]
            if (span.start, span.end) in offsets or any(covered[span.start : span.end]):
                continue
            covered[span.start : span.end] = [True] * len(span)
            offsets.add((span.start, span.end))
            kept.append(span)
        return sorted((_mention(doc, span) for span in kept), key=lambda span: (span.start, span.end))

    def annotate(self, doc: Doc, found: Iterable[Span]) -> None:
        """Writes the layer of mentions."""
        doc.spans[MENTIONS] = list(found)

    def _supported(self, candidates: list[Span]) -> list[Span]:
        """Returns the candidates that count: of a trusted source, or with a second source over them."""
        over: dict[tuple[int, int], set[str]] = {}
        for span in candidates:
            for token in range(span.start, span.end):
                over.setdefault((_kind(span), token), set()).add(span.id_)
        return [
            span
            for span in candidates
            if span.id_ in self._alone.get(span.label_, (span.id_,))
            or any(over[_kind(span), token] - {span.id_} for token in range(span.start, span.end))
        ]

    def _order(self, span: Span) -> int | None:
        return self._rank.get((span.label_, span.id_))


def _known_whole(candidates: list[Span]) -> list[Span]:
    """Leaves out what lies inside a longer lexicon term, or item of a list, of its kind.

    So it does with what a lexicon knows, character for character, as something of another kind.
    """
    known = {(span.start, span.end): _kind(span) for span in candidates if span.id_ == LEXICON}
    terms = {
        (_kind(span), token): (span.start, span.end)
        for span in candidates
        if span.id_ in _WHOLE
        for token in range(span.start, span.end)
    }

    def is_part(span: Span) -> bool:
        start, end = terms.get((_kind(span), span.start), (span.start, span.end))
        is_other = known.get((span.start, span.end), _kind(span)) != _kind(span)
        return is_other or (start <= span.start and span.end <= end and end - start > len(span))

    return [span for span in candidates if span.id_ in _WHOLE or not is_part(span)]


def without_verbs(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Returns the tokens of a name without articles and verbs before, and verbs of ending behind."""
    while end - start > 1 and doc[start].lower_ in _LEADING:
        start += 1
    while end - start > 1 and doc[end - 1].lower_ in _TRAILING:
        end -= 1
    return start, end


def _kind(span: Span) -> int:
    return _KIND_OF[Label(span.label_)]


def _trimmed(span: Span) -> Span | None:
    """Returns the span without white space or a mark like "(A)" at its ends, or None when nothing is left."""
    start, end = span.start, span.end
    if mark := _MARK.search(span.text):
        end = start + len(
            span.doc.char_span(span.start_char, span.start_char + mark.start(), alignment_mode="expand") or ()
        )
    while start < end and span.doc[start].is_space:
        start += 1
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    if span.label_ in _TRIMMED and span.id_ not in _WHOLE:
        start, end = without_verbs(span.doc, start, end)
    if start == end:
        return None
    if (start, end) == (span.start, span.end):
        return span
    return Span(span.doc, start, end, label=span.label_, kb_id=span.kb_id_, span_id=span.id_)


def _mention(doc: Doc, span: Span) -> Span:
    found_by = _FINDERS.get(span.id_, FoundBy.NER)
    return Span(doc, span.start, span.end, label=span.label_, kb_id=span.kb_id_, span_id=found_by.value)
