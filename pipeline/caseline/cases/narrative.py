"""The border to spaCy: a Doc as frozen values that the rest of the cases layer reads."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import (
    ABBREVIATIONS,
    CODES,
    CONCEPT_LABEL,
    CONCEPT_NAME,
    CONTEXT,
    ENDINGS,
    MENTIONS,
    PARTS,
    ROLE_SCORES,
    SECTIONS,
    TIMES,
)
from caseline.nlp.patterns.base import lower
from caseline.nlp.roles.times import LENGTH, OTHER
from caseline.nlp.sentences import sentence_bounds
from caseline.nlp.texts import text_of
from caseline.schema.base import Code
from caseline.schema.document import Section, SectionName
from caseline.schema.mention import FoundBy, Label

_PARAGRAPH = re.compile(r"\n")

T = TypeVar("T")


@dataclass(frozen=True)
class Sentence:
    """A sentence; offsets are characters of the text, half-open."""

    index: int
    start: int
    end: int
    text: str
    section: SectionName
    paragraph: int

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, as most of the cues read it."""
        return lower(self.text)


@dataclass(frozen=True)
class Found:
    """A mention as the pipeline found it, with its place in the narrative.

    Its `text` is what names it; of a discontinuous one, that of its `parts`. `roles` are the
    probabilities that the role reader gives, empty without one; `ending` is the OutcomeStatus that it reads, "" likewise.
    `codes` are those of the record, the lexicon's `code` among them. `dates` is what a time is read to date,
    one of KINDS or ""; `counts_from` one of BASES; `surely` are the probabilities of both; `linked` are the
    characters of the mentions that it dates, each with its probability. `stated` says that a form gives it as an event,
    `is_term` that it does so by a term of a dictionary.
    """

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
    parts: tuple[tuple[int, int], ...] = ()
    roles: tuple[float, ...] = ()
    ending: str = ""
    dates: str = ""
    counts_from: str = ""
    surely: tuple[float, float] = (0.0, 0.0)
    linked: tuple[tuple[int, int, float], ...] = ()
    stated: bool = False
    is_term: bool = False
    codes: tuple[Code, ...] = field(default=(), compare=False)

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, as most of the cues read it."""
        return lower(self.text)

    @property
    def is_moment(self) -> bool:
        """Whether it may tell when something was: its label says so, or what is read of a length in its place."""
        return self.label is Label.TIME or (self.label is Label.DURATION and self.dates not in {"", LENGTH})

    @property
    def is_length(self) -> bool:
        """Whether it may tell how long something took; what a length is read to date, wording may say it lasted."""
        return self.label is Label.DURATION or (self.label is Label.TIME and self.dates == LENGTH)


@dataclass(frozen=True)
class Narrative:
    """A text with its sentences, sections, abbreviations (short to long form) and mentions."""

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Found, ...]
    sections: tuple[Section, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)
    _read: dict[Callable[[Narrative], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, reader: Callable[[Narrative], T]) -> T:
        """Returns what a function reads out of the whole text; it reads it once for all patients."""
        if reader not in self._read:
            self._read[reader] = reader(self)
        found: T = self._read[reader]
        return found

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, with the same offsets."""
        return lower(self.text)

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

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, place: int) -> Sentence:
        """Returns the sentence that a character stands in."""
        return self.sentences[bisect.bisect_right(self._starts, place) - 1]

    def sentence_of(self, mention: Found) -> Sentence:
        """Returns the sentence that a mention stands in."""
        return self.sentences[mention.sentence]

    def before(self, mention: Found) -> str:
        """Returns the text of the sentence up to a mention, in lower case."""
        return self.lowered[self.sentences[mention.sentence].start : mention.start]

    def after(self, mention: Found) -> str:
        """Returns the text of the sentence behind a mention, in lower case."""
        return self.lowered[mention.end : self.sentences[mention.sentence].end]


def narrative_of(doc: Doc) -> Narrative:
    """Returns what the pipeline wrote on a Doc as frozen values.

    Raises:
        ConfigError: When roles were read of other mentions than the Doc has.
    """
    text = text_of(doc)
    sections = tuple(
        Section(name=SectionName(span.label_), start=span.start_char, end=span.end_char)
        for span in doc.spans.get(SECTIONS, ())
    )
    sentences = _sentences(doc, text, sections)
    starts = [sentence.start for sentence in sentences]
    spans = doc.spans.get(MENTIONS, ())
    roles = doc._.get(ROLE_SCORES)
    if roles is None:
        roles = [None] * len(spans)
    elif len(roles) != len(spans):
        raise ConfigError(
            f"roles were read of {len(roles)} mentions and there are {len(spans)}; put caseline_roles behind every "
            "component that adds or drops mentions"
        )
    endings = doc._.get(ENDINGS) or [None] * len(spans)
    times = doc._.get(TIMES) or [None] * len(spans)
    return Narrative(
        text=text,
        sentences=sentences,
        mentions=tuple(
            _found(
                index,
                span,
                text,
                sentences[bisect.bisect_right(starts, span.start_char) - 1],
                role,
                ending,
                time,
            )
            for index, (span, role, ending, time) in enumerate(zip(spans, roles, endings, times, strict=True))
        ),
        sections=sections,
        abbreviations=dict(doc._.get(ABBREVIATIONS) or {}),
    )


def _found(
    index: int,
    span: Span,
    text: str,
    sentence: Sentence,
    roles: Sequence[float] | None,
    ending: str | None,
    time: Sequence[Any] | None,
) -> Found:
    start, end = span.start_char, span.end_char
    extensions = span._
    parts = tuple((begin, stop) for begin, stop in extensions.get(PARTS) or ())
    kind, base, chances, dated = time if time and time[0] != OTHER else ("", "", (0.0, 0.0), ())
    return Found(
        index=index,
        label=Label(span.label_),
        start=start,
        end=end,
        text=" ".join(text[begin:stop] for begin, stop in parts or ((start, end),)),
        sentence=sentence.index,
        section=sentence.section,
        found_by=FoundBy(span.id_),
        context=frozenset(extensions.get(CONTEXT) or ()),
        code=span.kb_id_,
        concept=extensions.get(CONCEPT_NAME) or "",
        known_as=extensions.get(CONCEPT_LABEL) or "",
        parts=parts,
        roles=tuple(roles or ()),
        ending=ending or "",
        dates=kind,
        counts_from=base,
        surely=(chances[0], chances[1]),
        linked=tuple((begin, stop, chance) for begin, stop, chance in dated),
        codes=_codes(span),
    )


def _codes(span: Span) -> tuple[Code, ...]:
    """Returns what the linker wrote of a mention; the lexicon's code where there is no linker."""
    links = span._.get(CODES)
    if links is None:
        system, _, code = span.kb_id_.partition(":")
        return (Code(system=system, code=code, display=span._.get(CONCEPT_NAME) or None),) if code else ()
    return tuple(
        Code(system=system, code=code, display=display or None, match=match, score=score)
        for system, code, display, match, score in links
    )


def _sentences(doc: Doc, text: str, sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    starts = [section.start for section in sections]
    breaks = [match.start() for match in _PARAGRAPH.finditer(text)]
    sentences = []
    for index, bounds in enumerate(sentence_bounds(doc)):
        start, end = bounds.start_char, bounds.end_char
        place = bisect.bisect_right(starts, start) - 1
        inside = place >= 0 and start < sections[place].end
        sentences.append(
            Sentence(
                index=index,
                start=start,
                end=end,
                text=text[start:end],
                section=sections[place].name if inside else SectionName.BODY,
                paragraph=bisect.bisect_left(breaks, start),
            )
        )
    return tuple(sentences)
