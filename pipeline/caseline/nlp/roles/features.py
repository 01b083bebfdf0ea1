"""What the pipeline knows of each word when its roles are read, as zeros and ones beside its pieces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from caseline.nlp.context import CATEGORIES
from caseline.nlp.layers import CONTEXT, MENTIONS, SECTIONS
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

# What treats or was given, and what the patient has or gets: the mentions that play a role.
TREATMENTS = frozenset({Label.DRUG.value, Label.THERAPY.value})
DISEASES = frozenset({Label.EVENT.value, Label.DISORDER.value})
# Where else a paper has the name of a mention: a culprit stands in the title, a cited drug around the case only.
_PARTS = {
    SectionName.TITLE: "title",
    SectionName.ABSTRACT: "summary",
    SectionName.LAY_SUMMARY: "summary",
    SectionName.CONCLUSION: "summary",
    SectionName.CASE: "case",
    SectionName.RESULTS: "case",
    SectionName.INTRODUCTION: "around",
    SectionName.DISCUSSION: "around",
}
_OFTEN = 4  # mentions of a name
# Names of the columns, which a trained model is bound to.
NAMES = (
    *(f"{label.value}:{part}" for label in sorted(Label) for part in ("begins", "continues")),
    *(f"context:{category}" for category in sorted(CATEGORIES)),
    *(f"section:{section.value}" for section in sorted(SectionName)),
    *(f"named:{part}" for part in sorted({*_PARTS.values(), "often"})),
)
_PLACES = {name: place for place, name in enumerate(NAMES)}


def features(doc: Doc) -> NDArray[np.float32]:
    """Returns the features of each token, (tokens, len(NAMES)): sections, mentions, their context and names."""
    table = np.zeros((len(doc), len(NAMES)), dtype=np.float32)
    sections = doc.spans.get(SECTIONS, ())
    for section in sections:
        table[section.start : section.end, _PLACES[f"section:{section.label_}"]] = 1
    found = list(doc.spans.get(MENTIONS, ()))
    for span in found:
        table[span.start, _PLACES[f"{span.label_}:begins"]] = 1
        table[span.start + 1 : span.end, _PLACES[f"{span.label_}:continues"]] = 1
    playing = [span for span in found if span.label_ in TREATMENTS | DISEASES]
    for span, parts in zip(playing, _named(playing, sections), strict=True):
        for category in span._.get(CONTEXT) or ():
            table[span.start : span.end, _PLACES[f"context:{category}"]] = 1
        for part in parts:
            table[span.start : span.end, _PLACES[f"named:{part}"]] = 1
    return table


def _named(spans: Sequence[Span], sections: Sequence[Span]) -> Iterator[set[str]]:
    """Yields for each mention in which parts of the paper its name stands, and whether often."""
    names = [span.text.lower() for span in spans]
    counts = Counter(names)
    parts: dict[str, set[str]] = defaultdict(set)
    place = 0
    for name, span in zip(names, spans, strict=True):
        while place + 1 < len(sections) and sections[place].end <= span.start:
            place += 1
        if sections and sections[place].start <= span.start < sections[place].end:
            part = _PARTS.get(SectionName(sections[place].label_))
            parts[name] |= {part} if part else set()
    for name in names:
        yield parts[name] | ({"often"} if counts[name] >= _OFTEN else set())
