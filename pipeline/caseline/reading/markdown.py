"""Markdown, as people write it and as programs make it of PDF files and web pages.

The marks tell headings, lists and tables. What they do not tell (captions, keywords, notes, the lines of
authors) is told from the words, as in plain text. Places are offsets in the decoded file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.citation_marks import citation_marks
from caseline.reading.clean import Clean, CleanText, plain
from caseline.reading.encoding import decode
from caseline.reading.front_matter import read_front_matter
from caseline.reading.headings import Heading, marked_heading
from caseline.reading.lines import ends_sentence
from caseline.reading.mapped import Mapped
from caseline.reading.markdown_blocks import parts_of
from caseline.reading.markdown_parts import Part, PartKind
from caseline.reading.metadata import Metadata, find_metadata
from caseline.reading.paper_facts import PaperFields
from caseline.reading.pieces import Piece
from caseline.reading.prose import is_prose
from caseline.reading.sections import find_sections
from caseline.reading.titles import section_name
from caseline.reading.vocabulary import find_term
from caseline.schema.document import Section, SectionName, SourceFormat

# Characters beside embedded images; a paper has some 50,000, and the parser is slow.
LARGEST_MARKDOWN = 2_000_000

_IMAGE_DATA = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%\s]{200,}?(?=[)\"'>\]]|\Z)")
_LEFT_OUT = frozenset(
    {SectionName.REFERENCES, SectionName.METADATA, SectionName.BOILERPLATE, SectionName.KEYWORDS}
)
_ABSTRACTS = frozenset({SectionName.ABSTRACT, SectionName.LAY_SUMMARY})
_FLOATS = frozenset({SectionName.FIGURE, SectionName.TABLE})
_LONGEST_HEADING = 12
# Words that an image's text has when it is a caption, and no file name.
_CAPTION_WORDS = 4
# How far from an image its caption may be printed, in paragraphs.
_BESIDE = 3
# Characters of the number and the colon beside a heading.
_NUMBERING = 6
# A bold paragraph is below all headings with a mark.
_STRONG_LEVEL = 7
# A heading that every reader of plain text knows, and that opens running text.
_KNOWN = "Case report"
_TOO_LARGE = (
    f"has more than {LARGEST_MARKDOWN:,} characters, which is the limit; split it into one file a report"
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part and the section it stands in; `title` begins one with a heading, `begins` one without."""

    part: Part
    name: SectionName
    title: str | None = None
    begins: bool = False


@dataclass(slots=True)
class _Group:
    """What stands below one heading; nothing but the title in front of the first."""

    heading: Part | None = None
    parts: list[Part] = field(default_factory=list)


def read_markdown(piece: Piece) -> Article:
    """Reads a Markdown file with one paper.

    Raises:
        ReadingError: When it is no text, has no text in it, or too much.
    """
    text = decode(piece.data, piece.source)
    front, start = read_front_matter(text)
    source = Mapped.at(text[start:], piece.offset + start)
    source = source.without([found.span() for found in _IMAGE_DATA.finditer(source.text)])
    if len(source.text) > LARGEST_MARKDOWN:
        raise ReadingError(piece.source, _TOO_LARGE)
    groups = _grouped([part for part in parts_of(source) if part.text.text], front.title)
    placed: list[_Placed] = []
    found = Metadata()
    if groups:
        placed, found = _first_group(groups[0], groups[1].heading if len(groups) > 1 else None)
        placed += _other_groups(groups[1:])
        found = _with_keywords(found, groups[1:])
    return _article(_built(placed, piece.source), piece.source, front, found)


def _article(built: Clean, source: str, front: PaperFields, found: Metadata) -> Article:
    """Returns the article; what the front matter says comes before what the text says."""
    title = next((one for one in built.sections if one.name is SectionName.TITLE), None)
    printed = plain(built.text[title.start : title.end]).removesuffix(".") if title else None
    told = {name: value for name, value in (*dict(found).items(), ("title", printed)) if value}
    told |= {name: value for name, value in dict(front).items() if value}
    return Article(
        text=built.text,
        sections=built.sections,
        source_map=built.source_map,
        source=source,
        format=SourceFormat.MARKDOWN,
        **told,
    )


def _grouped(parts: Sequence[Part], title: str | None) -> list[_Group]:
    """Returns the parts by the heading they stand below; the title of the paper is no such heading."""
    groups = [_Group()]
    for part in parts:
        level = part.level if part.kind is PartKind.HEADING else _strong_level(part)
        if level == 0 or (_is_title(part, title) and _may_be_titled(groups)):
            groups[-1].parts.append(part)
        else:
            groups.append(_Group(Part(PartKind.HEADING, part.text, level)))
    return groups


def _may_be_titled(groups: Sequence[_Group]) -> bool:
    """Tells whether neither a heading nor prose came yet."""
    return len(groups) == 1 and all(
        part.kind is not PartKind.HEADING and not is_prose(part.text.text) for part in groups[0].parts
    )


def _strong_level(part: Part) -> int:
    """Returns the level of a bold paragraph that is a heading by its words; 0 for any other."""
    text = part.text.text
    if part.kind is not PartKind.TEXT or not part.is_strong or len(text.split()) > _LONGEST_HEADING:
        return 0
    heads = not ends_sentence(text.rstrip(":")) and section_name(text) is not SectionName.BODY
    return _STRONG_LEVEL if heads else 0


def _is_title(part: Part, title: str | None) -> bool:
    """Tells the title of the paper from the heading of a section."""
    text = plain(part.text.text)
    if part.kind is not PartKind.HEADING or find_term(text.rstrip(":")) is not None:
        return False
    return title is None or plain(title).casefold().rstrip(".") == text.casefold().rstrip(".")


def _first_group(group: _Group, below: Part | None) -> tuple[list[_Placed], Metadata]:
    """Places the head of the paper, or all of a paper without headings, as plain text is read."""
    tail = f"\n\n{below.text.text}\n\nThe text goes on." if below is not None else ""
    text, starts = _joined(group.parts, "", tail)
    sections = find_sections(text)
    title = next((part for part in group.parts if part.kind is PartKind.HEADING), None)
    placed: list[_Placed] = []
    for part, start in zip(group.parts, starts, strict=True):
        section = _at(sections, start)
        name = section.name if section is not None else SectionName.BODY
        if title is not None and (part is title or name is SectionName.TITLE):
            name = SectionName.TITLE if part is title else SectionName.BODY
        begins = section is not None and section.start == start
        if (
            name is SectionName.BODY
            and below is not None
            and title is not None
            and not is_prose(part.text.text)
        ):
            # Authors and the like, which a known title and headings stand around.
            name = SectionName.METADATA
        heading = section.title if section is not None and begins and name is section.name else None
        placed.append(_Placed(part, name, heading, begins))
    return list(_shown(placed)), find_metadata(text, sections)


def _other_groups(groups: Sequence[_Group]) -> list[_Placed]:
    """Places what stands below headings."""
    placed: list[_Placed] = []
    stack: list[tuple[int, SectionName]] = []
    for group in groups:
        heading = group.heading
        if heading is None:
            continue
        while stack and stack[-1][0] >= heading.level:
            stack.pop()
        above = stack[-1][1] if stack else SectionName.BODY
        title = plain(heading.text.text)
        name = section_name(title, above=above)
        if above is SectionName.ABSTRACT and name not in {*_LEFT_OUT, SectionName.LAY_SUMMARY}:
            name, title = above, ""
        stack.append((heading.level, name))
        if name not in _LEFT_OUT:
            placed.append(_Placed(heading, name, title or None))
            placed += _below(group, name)
    return placed


def _below(group: _Group, name: SectionName) -> list[_Placed]:
    """Places what stands below a heading: captions and tables apart, notes and keywords left out."""
    text, starts = _joined(group.parts, f"{_KNOWN}\n\n", "")
    sections = find_sections(text)
    current = name
    placed: list[_Placed] = []
    for part, start in zip(group.parts, starts, strict=True):
        section = _at(sections, start)
        told = section.name if section is not None else current
        begins = section is not None and section.start == start
        if section is not None and begins and told not in _FLOATS and _is_bare(part, section.title):
            # A heading without a mark, as some programs write those of the lower levels.
            current = section_name(section.title, above=name)
            placed.append(_Placed(part, current, section.title))
        elif name not in _ABSTRACTS and (heading := _run_in(part)) is not None:
            current = section_name(heading.title, above=name)
            placed.append(_Placed(part, current, heading.title))
        else:
            kept = told not in _FLOATS | _LEFT_OUT
            placed.append(_Placed(part, current if kept else told, None, begins and not kept))
    return list(_shown(placed))


def _run_in(part: Part) -> Heading | None:
    """Returns the heading that a paragraph begins with: "Case 1. A 34-year-old woman …"."""
    return marked_heading(plain(part.text.text)) if part.kind is PartKind.TEXT else None


def _is_bare(part: Part, title: str | None) -> bool:
    """Tells whether a part is nothing but the heading of a section."""
    text = plain(part.text.text)
    return title is not None and plain(title) in text and len(text) <= len(plain(title)) + _NUMBERING


def _joined(parts: Sequence[Part], head: str, tail: str) -> tuple[str, list[int]]:
    """Returns parts as plain text, and where each begins; images have no place in it."""
    pieces = [head]
    starts: list[int] = []
    length = len(head)
    above: Part | None = None
    for part in parts:
        if part.kind is PartKind.IMAGE:
            starts.append(-1)
            continue
        gap = "" if above is None else "\n" if _is_next_line(above, part) else "\n\n"
        starts.append(length + len(gap))
        pieces += (gap, part.text.text.replace("\n", " ").replace("\r", " "))
        length = starts[-1] + len(part.text.text)
        above = part
    return "".join([*pieces, tail]), starts


def _is_next_line(above: Part, part: Part) -> bool:
    """Tells whether a part is the next item of a list, or the next row of a table."""
    return above.kind is part.kind and part.kind in {PartKind.ITEM, PartKind.ROW}


def _at(sections: Sequence[Section], start: int) -> Section | None:
    index = bisect_right(sections, start, key=lambda one: one.start) - 1
    return sections[index] if index >= 0 and start < sections[index].end else None


def _shown(placed: Sequence[_Placed]) -> Iterator[_Placed]:
    """Yields what is kept: rows as tables, and images whose caption is not printed beside them."""
    for index, one in enumerate(placed):
        if one.part.kind is PartKind.IMAGE:
            if _is_caption(one.part, placed[max(0, index - _BESIDE) : index + _BESIDE + 1]):
                yield _Placed(one.part, SectionName.FIGURE, begins=True)
        elif one.part.kind is PartKind.ROW:
            yield _Placed(one.part, SectionName.TABLE)
        elif one.name not in _LEFT_OUT:
            yield one


def _is_caption(image: Part, beside: Sequence[_Placed]) -> bool:
    """Tells the caption of an image from a file name, and from one that is printed beside it, too."""
    caption = plain(image.text.text).casefold()
    texts = [plain(one.part.text.text).casefold() for one in beside if one.part.kind is not PartKind.IMAGE]
    return len(caption.split()) >= _CAPTION_WORDS and not any(caption in text for text in texts)


def _with_keywords(found: Metadata, groups: Sequence[_Group]) -> Metadata:
    """Adds the keywords that stand below a heading, where the head of the paper gives none."""
    for group in groups if not found.keywords else ():
        title = plain(group.heading.text.text) if group.heading is not None else ""
        text, _ = _joined(group.parts, f"{title}\n\n", "")
        if keywords := find_metadata(text, find_sections(text)).keywords:
            return found.model_copy(update={"keywords": keywords})
    return found


def _built(placed: Sequence[_Placed], source: str) -> Clean:
    """Writes the parts in their sections, without the marks of citation.

    Raises:
        ReadingError: When there is no text, or too much of it.
    """
    clean = CleanText(source)
    marks = citation_marks([one.part.text.text for one in placed])
    above: _Placed | None = None
    for one, spans in zip(placed, marks, strict=True):
        if one.title is not None or one.begins or above is None or above.name is not one.name:
            clean.begin_section(one.name, one.title)
        elif not _is_next_line(above.part, one.part):
            clean.end_block()
        one.part.text.without(spans).add_to(clean)
        clean.end_line()
        above = one
    return clean.finish()
