"""Concepts of mentions: the lexicon entry that a mention names, whoever found it."""

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from rapidfuzz import fuzz
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import (
    ABBREVIATIONS,
    CONCEPT_ALIKE,
    CONCEPT_LABEL,
    CONCEPT_NAME,
    MENTIONS,
    name_of,
)
from caseline.nlp.lexicon_atoms import fold
from caseline.nlp.lexicon_finder import lookup
from caseline.nlp.lexicon_store import PACKAGED, Entry, load_lexicon
from caseline.schema.mention import Label

DEFAULT_CONFIG = {"lexicons": list(PACKAGED)}

_REMEMBERED = 8192  # mentions; most of a text were in others
# The lexicon of diseases that people live with.
COMMON = "disorders"
_DISEASES = frozenset({Label.EVENT, Label.DISORDER})
# How bad a pain at some place is and what it is like, which says nothing of the place.
_QUALITY = re.compile(
    r"\A(?:(?:severe|mild|intense|aching|burning|colicky|cramping|crushing|dull|excruciating|heavy|piercing|pressing|sharp"
    r"|shooting|squeezing|stabbing|tearing|throbbing|tight)[\s,]+(?:and\s+)?)+(?=pain\s+\w)",
    re.IGNORECASE,
)
# A disease is an event or a condition by what the case says of it, not by its name.
_LOOK_UP_AS: dict[Label, tuple[Label, ...]] = {
    Label.DRUG: (Label.DRUG, Label.THERAPY),
    Label.THERAPY: (Label.THERAPY, Label.DRUG),
    Label.EVENT: (Label.EVENT, Label.DISORDER),
    Label.DISORDER: (Label.DISORDER, Label.EVENT),
    Label.BODY_SITE: (Label.BODY_SITE,),
}


class _Known(NamedTuple):
    """The entry of a mention, and how alike its words and the entry's term are."""

    entry: Entry
    alike: float


@Language.factory(
    "caseline_codes",
    default_config=DEFAULT_CONFIG,
    requires=["doc.spans"],
    assigns=[f"span._.{CONCEPT_NAME}", f"span._.{CONCEPT_LABEL}", f"span._.{CONCEPT_ALIKE}"],
)
def make_codes(nlp: Language, name: str, lexicons: list[str]) -> "Codes":
    """Builds the component; `lexicons` are names or paths, in order of precedence."""
    return Codes(nlp, name, lexicons=lexicons)


class Codes:
    """Writes `kb_id_` and the extensions of the concept of the mentions that a lexicon knows.

    An abbreviation that the text defines is looked up by its long form.
    """

    def __init__(self, nlp: Language, name: str, *, lexicons: Sequence[str]) -> None:
        self.name = name
        self._lexicons = tuple(load_lexicon(each) for each in lexicons)
        self._common = tuple(each for each in self._lexicons if each.name == COMMON)
        self._named = lru_cache(maxsize=_REMEMBERED)(partial(lookup, self._lexicons))
        self._named_common = lru_cache(maxsize=_REMEMBERED)(partial(lookup, self._common))

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[_Known | None]:
        """Returns what is known of each mention, in the layer's order."""
        long_forms = doc._.get(ABBREVIATIONS)
        return [self._entry(span, long_forms or {}) for span in doc.spans.get(MENTIONS, ())]

    def annotate(self, doc: Doc, found: Sequence[_Known | None]) -> None:
        """Writes codes and names."""
        coded = []
        for span, known in zip(doc.spans.get(MENTIONS, ()), found, strict=True):
            entry = known.entry if known else None
            code = entry.concept_id if entry else ""
            coded.append(Span(doc, span.start, span.end, label=span.label_, kb_id=code, span_id=span.id_))
            extensions = coded[-1]._
            extensions.set(CONCEPT_NAME, entry.display if entry else "")
            extensions.set(CONCEPT_LABEL, self._known_as(span, entry))
            extensions.set(CONCEPT_ALIKE, known.alike if known else None)
        doc.spans[MENTIONS] = coded

    def _known_as(self, span: Span, entry: Entry | None) -> str:
        """Returns the label of a concept; one of the common diseases is a disorder whatever found it."""
        if span.label_ in _DISEASES and self._named_common(name_of(span), label=Label.DISORDER):
            return Label.DISORDER.value
        return entry.label if entry else ""

    def _entry(self, span: Span, long_forms: dict[str, str]) -> _Known | None:
        labels = _LOOK_UP_AS.get(Label(span.label_))
        if labels is None:
            return None
        name = name_of(span)
        texts = [long_forms.get(name, name), name]
        if span.label_ == Label.BODY_SITE:
            texts.append(name.partition(" ")[2])  # the site without its side
        # What is looked up, and what its term is compared with.
        told = [(text, text) for text in texts if text]
        if span.label_ in _DISEASES and (plain := _QUALITY.sub("", name)) != name:
            told.append((plain, name))
        for text, words in told:
            for label in labels:
                entry = self._named(text, label=label)
                if entry is not None:
                    return _Known(entry, _alike(fold(words), fold(entry.term)))
        return None


def _alike(name: str, term: str) -> float:
    return 1.0 if name == term else round(fuzz.ratio(name, term) / 100, 3)
