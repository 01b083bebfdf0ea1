"""BioC in any dialect as an article: what the readers of its XML and its JSON share.

Known dialects: the BioC API of PubMed Central, PubTator, Auto-CORPus, and collections that programs write,
which may say nothing but "title" and "abstract". Annotations and relations of others are never read.
The `bioc` package is not used: it keeps no places in the file and parses XML without guards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.bioc_kinds import LEFT_OUT, Kind, Role, kinds_of
from caseline.reading.bioc_metadata import fields_of
from caseline.reading.citation_marks import add_without, citation_marks, moved
from caseline.reading.citation_rules import Spans
from caseline.reading.clean import Clean, CleanText, plain
from caseline.reading.pieces import Piece
from caseline.reading.titles import section_name
from caseline.reading.vocabulary import find_term
from caseline.reading.xml import Text
from caseline.schema.document import SectionName, SourceFormat

# PubMed Central writes an empty cell between the rows of a table.
_ROW_END = re.compile(r"\t[ \xa0]\t|\n")
# A cell may be empty.
_CELL = re.compile(r"(?:\A|(?<=\t))[^\t]*")
_TITLED = ("section_title_1", "section_title_2", "section_title_3", "section_heading", "subsection_heading")
# What a collection may say of all its documents.
_COMMON = frozenset({"license", "licence", "language", "lang", "journal", "journal-title", "journal_title"})
_ABSTRACT_PARTS = frozenset({*LEFT_OUT, SectionName.LAY_SUMMARY})


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its texts (one, or one a sentence) and its infons, with their places."""

    texts: tuple[Text, ...]
    infons: Mapping[str, Text]

    @property
    def string(self) -> str:
        """All its text, white space collapsed."""
        return plain(" ".join(text.text for text in self.texts))

    @property
    def is_table(self) -> bool:
        """Whether its text is the cells of a table, parted by tabs."""
        return any("\t" in text.text for text in self.texts)

    @property
    def values(self) -> dict[str, str]:
        """Its infons without their places."""
        return {key: value.text for key, value in self.infons.items()}


@dataclass(frozen=True, slots=True)
class BiocDocument:
    """A document: its passages, and what it says of the paper by key (`id` and infons)."""

    passages: tuple[Passage, ...]
    facts: Mapping[str, str]


def with_common_facts(found: Iterator[Piece | ReadingError]) -> Iterator[Piece | ReadingError]:
    """Yields the documents of a collection, with what it says of them.

    What it says of one that is alone is all true of it; several do not share an identifier.
    """
    first, second = next(found, None), next(found, None)
    if first is not None and second is None:
        yield first
        return
    for one in chain((one for one in (first, second) if one is not None), found):
        yield replace(one, facts=_common(one.facts)) if isinstance(one, Piece) else one


def _common(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in facts if key.casefold() in _COMMON)


@dataclass(slots=True)
class _State:
    """Where the reader is.

    Attributes:
        clean: What is built.
        headings: The open headings, each with its level and what its section is.
        label: How the infons name the section of the last heading.
        open: The section that is being written.
        shown: The figure or table that is being written.
        titles: The headings that the infons of the last passage gave.
    """

    clean: CleanText
    headings: list[tuple[int, SectionName]] = field(default_factory=list)
    label: str = ""
    open: SectionName | None = None
    shown: str = ""
    titles: tuple[str, ...] = ()


def article_of(document: BiocDocument, source: str, source_format: SourceFormat) -> Article:
    """Returns the article of a document.

    Raises:
        ReadingError: When it holds no text, or too much of it.
    """
    kinds = kinds_of([(passage.values, passage.string) for passage in document.passages])
    read = list(zip(document.passages, kinds, strict=True))
    texts = [
        text
        for passage, kind in read
        if kind.role is not Role.LEFT and not (kind.role is Role.FLOAT and passage.is_table)
        for text in passage.texts
    ]
    marks = {
        id(text): spans
        for text, spans in zip(texts, citation_marks([text.text for text in texts]), strict=True)
    }
    state = _State(CleanText(source))
    for passage, kind in read:
        _add(state, passage, kind, marks)
    built = state.clean.finish()
    listed = [passage.string for passage, kind in read if kind.role is Role.KEYWORDS]
    fields = fields_of([document.facts, *(passage.values for passage in document.passages)], listed)
    return Article(
        text=built.text,
        sections=built.sections,
        source_map=built.source_map,
        source=source,
        format=source_format,
        **dict(fields.model_copy(update={"title": _title(built)})),
    )


def _title(built: Clean) -> str | None:
    for section in built.sections:
        if section.name is SectionName.TITLE:
            return plain(built.text[section.start : section.end].split("\n")[0]).removesuffix(".") or None
    return None


def _add(state: _State, passage: Passage, kind: Kind, marks: Mapping[int, Spans]) -> None:
    """Writes what a passage holds."""
    if kind.role is Role.TITLE:
        _begin(state, SectionName.TITLE)
        _add_block(state, passage.texts, marks)
    elif kind.role is Role.HEADING:
        _add_heading(state, kind, passage.texts)
    elif kind.role is Role.FLOAT:
        _add_float(state, passage, kind, marks)
    elif kind.role is Role.PROSE:
        _add_titles(state, passage, kind)
        name = _section(state, kind)
        if name not in LEFT_OUT and passage.string:
            _begin(state, name)
            _add_block(state, passage.texts, marks)


def _section(state: _State, kind: Kind) -> SectionName:
    """Returns the section of a paragraph: that of the heading above it, or what its infons say."""
    if kind.label != state.label and kind.label:
        state.headings.clear()
        state.label = kind.label
    if state.headings:
        return state.headings[-1][1]
    return kind.name or SectionName.BODY


def _begin(state: _State, name: SectionName, title: str | None = None) -> None:
    """Begins a section, unless it is a part without a title of the one that is open."""
    if title is not None or state.open is not name:
        state.clean.begin_section(name, title)
    state.open = name
    state.shown = ""


def _add_heading(state: _State, kind: Kind, heading: Sequence[Text]) -> None:
    """Opens what is below a heading; a label inside the abstract is only printed."""
    title = plain(" ".join(text.text for text in heading))
    if not title:
        return
    while state.headings and state.headings[-1][0] >= kind.level:
        state.headings.pop()
    above = state.headings[-1][1] if state.headings else _above(kind)
    name = section_name(title, above=above)
    is_label = above is SectionName.ABSTRACT and name not in _ABSTRACT_PARTS
    state.headings.append((kind.level, SectionName.ABSTRACT if is_label else name))
    state.label = kind.label
    if name in LEFT_OUT:
        return
    if is_label:
        term = find_term(title)
        names_it = term is not None and term.label is SectionName.ABSTRACT
        _begin(state, SectionName.ABSTRACT, title if names_it and state.open is not name else None)
    else:
        _begin(state, name, title)
    _add_block(state, heading, {})


def _above(kind: Kind) -> SectionName:
    """Returns what a heading of the first level stands in, where its own words say nothing.

    PubMed Central calls an introduction what it cannot tell.
    """
    if kind.name is None or kind.name is SectionName.INTRODUCTION:
        return SectionName.BODY
    return kind.name


def _add_titles(state: _State, passage: Passage, kind: Kind) -> None:
    """Writes the headings that Auto-CORPus repeats in the infons of each paragraph, where they are new."""
    given = [] if "section_type" in passage.infons else _titles(passage)
    titles = tuple(plain(text.text) for text in given)
    shared = _shared(titles, state.titles)
    state.titles = titles
    for level, text in list(enumerate(given, start=1))[shared:]:
        _add_heading(state, Kind(Role.HEADING, kind.name, kind.label, level), (text,))


def _titles(passage: Passage) -> list[Text]:
    """Returns the headings in the infons, from the first level down; one that only repeats that above is none."""
    found: list[Text] = []
    for key in _TITLED:
        title = plain(_text_of(passage, key))
        if title and (not found or title != plain(found[-1].text)):
            found.append(passage.infons[key])
    return found


def _text_of(passage: Passage, key: str) -> str:
    return passage.infons[key].text if key in passage.infons else ""


def _shared(some: tuple[str, ...], others: tuple[str, ...]) -> int:
    """Returns how many titles two paragraphs share, from the first level down."""
    for level, (one, other) in enumerate(zip(some, others, strict=False)):
        if one != other:
            return level
    return min(len(some), len(others))


def _add_float(state: _State, passage: Passage, kind: Kind, marks: Mapping[int, Spans]) -> None:
    """Writes a caption, a table or its footnote; the parts of one figure are one section."""
    if not passage.string or kind.name is None:
        return
    shown = _text_of(passage, "id") or _text_of(passage, "file")
    goes_on = state.open is kind.name and shown == state.shown and (bool(shown) or not kind.begins)
    if not goes_on:
        state.clean.begin_section(kind.name)
    state.open, state.shown = kind.name, shown
    if passage.is_table:
        for text in passage.texts:
            _add_rows(state.clean, text)
        state.clean.end_block()
    else:
        _add_block(state, passage.texts, marks)


def _add_rows(clean: CleanText, table: Text) -> None:
    """Writes the rows of a table as lines, their cells parted by " | "."""
    start = 0
    for end, following in (*(found.span() for found in _ROW_END.finditer(table.text)), (len(table.text), 0)):
        row = table.text[start:end].rstrip()
        for number, cell in enumerate(_CELL.finditer(row)):
            if number:
                clean.add(" | ")
            clean.add(cell.group(), moved(table.at, start + cell.start()))
        clean.end_line()
        start = following


def _add_block(state: _State, texts: Sequence[Text], marks: Mapping[int, Spans]) -> None:
    """Writes a paragraph; a passage in sentences is one, too."""
    for text in texts:
        add_without(state.clean, text.text, text.at, marks.get(id(text), []))
        state.clean.add(" ")
    state.clean.end_block()
