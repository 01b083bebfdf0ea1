"""The border to spaCy: a Doc as frozen values that the rest of the cases layer reads."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from caseline.nlp.layers import ABBREVIATIONS, CONCEPT_LABEL, CONCEPT_NAME, CONTEXT, MENTIONS, SECTIONS
from caseline.schema.document import Section, SectionName
from caseline.schema.mention import FoundBy, Label

_PARAGRAPH = re.compile(r"\n")


@dataclass(frozen=True)
class Sentence:
    """A sentence; offsets are characters of the text, half-open."""

    index: int
    start: int
    end: int
    text: str
    section: SectionName
    paragraph: int


@dataclass(frozen=True)
class Found:
    """A mention as the pipeline found it, with its place in the narrative."""

    index: int
    label: Label
    start: int
    end: int
    text: str
    sentence: int
    section: SectionName
    found_by: FoundBy
    context: frozenset[str] = frozenset()
    code: str = ""
    concept: str = ""
    known_as: str = ""


@dataclass(frozen=True)
class Narrative:
    """A text with its sentences, sections, abbreviations (short to long form) and mentions."""

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Found, ...]
    sections: tuple[Section, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_sentence(self) -> tuple[tuple[Found, ...], ...]:
        """The mentions of each sentence, in order."""
        grouped: list[list[Found]] = [[] for _ in self.sentences]
        for mention in self.mentions:
            grouped[mention.sentence].append(mention)
        return tuple(tuple(group) for group in grouped)

    def sections_equal(self, first: Found, second: Found) -> bool:
        """Says whether two mentions stand in sections of the same name."""
        return first.section == second.section

    def sentence_of(self, mention: Found) -> Sentence:
        """Returns the sentence that a mention stands in."""
        return self.sentences[mention.sentence]

    def before(self, mention: Found) -> str:
        """Returns the text of the sentence up to a mention."""
        return self.text[self.sentences[mention.sentence].start : mention.start]

    def after(self, mention: Found) -> str:
        """Returns the text of the sentence behind a mention."""
        return self.text[mention.end : self.sentences[mention.sentence].end]


def narrative_of(doc: Doc) -> Narrative:
    """Returns what the pipeline wrote on a Doc as frozen values."""
    sections = tuple(
        Section(name=SectionName(span.label_), start=span.start_char, end=span.end_char)
        for span in doc.spans.get(SECTIONS, ())
    )
    sentences = _sentences(doc, sections)
    starts = [sentence.start for sentence in sentences]
    mentions = []
    for index, span in enumerate(doc.spans.get(MENTIONS, ())):
        place = bisect.bisect_right(starts, span.start_char) - 1
        mentions.append(
            Found(
                index=index,
                label=Label(span.label_),
                start=span.start_char,
                end=span.end_char,
                text=span.text,
                sentence=place,
                section=sentences[place].section,
                found_by=FoundBy(span.id_),
                context=frozenset(span._.get(CONTEXT) or ()),
                code=span.kb_id_,
                concept=span._.get(CONCEPT_NAME) or "",
                known_as=span._.get(CONCEPT_LABEL) or "",
            )
        )
    return Narrative(
        text=doc.text,
        sentences=sentences,
        mentions=tuple(mentions),
        sections=sections,
        abbreviations=dict(doc._.get(ABBREVIATIONS) or {}),
    )


def _sentences(doc: Doc, sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    starts = [section.start for section in sections]
    breaks = [match.start() for match in _PARAGRAPH.finditer(doc.text)]
    sentences = []
    for index, span in enumerate(doc.sents):
        place = bisect.bisect_right(starts, span.start_char) - 1
        inside = place >= 0 and span.start_char < sections[place].end
        sentences.append(
            Sentence(
                index=index,
                start=span.start_char,
                end=span.end_char,
                text=span.text,
                section=sections[place].name if inside else SectionName.BODY,
                paragraph=bisect.bisect_left(breaks, span.start_char),
            )
        )
    return tuple(sentences)
