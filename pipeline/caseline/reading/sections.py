"""Sections of a text: what each stretch of it is, from its headings, captions and furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from caseline.reading.captions import caption
from caseline.reading.extents import goes_on
from caseline.reading.front import Front, find_front, is_article_type
from caseline.reading.headings import (
    Heading,
    following_heading,
    inner_headings,
    line_heading,
    number_of,
    opening_heading,
    unknown_heading,
)
from caseline.reading.lines import Line, split_lines
from caseline.reading.page import label_furniture
from caseline.reading.references import headless_references
from caseline.reading.vocabulary import Extent
from caseline.schema.document import Section, SectionName

# An abstract without a heading is not longer than this, in characters.
LONGEST_ABSTRACT = 6000

_TOLD = frozenset({SectionName.INTRODUCTION, SectionName.DISCUSSION, SectionName.CONCLUSION})
_PARTED = frozenset({SectionName.CASE, SectionName.METHODS, SectionName.RESULTS})
_LATE = frozenset({SectionName.CASE, SectionName.RESULTS, SectionName.DISCUSSION, SectionName.CONCLUSION})
_FLOATS = frozenset({SectionName.FIGURE, SectionName.TABLE})
_FURNITURE = frozenset({SectionName.METADATA, SectionName.BOILERPLATE})
_HEAD = _FURNITURE | {SectionName.TITLE, SectionName.KEYWORDS}
_AFTER_ABSTRACT = frozenset({SectionName.INTRODUCTION, SectionName.LAY_SUMMARY, SectionName.KEYWORDS})
# "A 22-year-old woman presented …"; "a 34-year-old of another report" is cited further inside a paragraph.
_PATIENT = re.compile(
    r"(?:An?|The|This|Our|Mrs?|Ms|Miss)\b\.?[^.!?]{0,80}?\b(?:\d{1,3}|[a-z]+)[\s-](?:years?|yrs?|months?|weeks?|days?)[\s-](?:old|of\s+age)\b"
    r"(?:\s+[\w,-]+){0,3}?\s+(?:wom[ae]n|m[ae]n|boys?|girls?|males?|females?|patients?|infants?|child|lady|gentleman|nurse|student)\b[^.!?]*\b(?:was|had|presented|developed|received|underwent|came|noticed|complained|woke|began|started|took|fell|collapsed|sought|attended|visited)\b"
)
_CITED = re.compile(
    r"\bet\s+al\b|\b(?:another|earlier|previous\w*|reported|described|published|literature|series)\b|\((?:19|20)\d\d\)"
)
_BREAKING = frozenset({Extent.REFERENCES, Extent.LIST})


@dataclass(slots=True)
class _Stretch:
    """A section in the making; a title stands where a heading does."""

    start: int
    end: int
    name: SectionName
    title: str | None = None
    bare: bool = False


@dataclass(slots=True)
class _State:
    """What prose belongs to, the heading that is open above it, and what was read so far."""

    flow: SectionName = SectionName.BODY
    open: Heading | None = None
    taken: int = 0
    number: int | None = None
    read: list[_Stretch] = field(default_factory=list)

    @property
    def extent(self) -> Extent:
        """How far the open heading reaches."""
        return Extent.FLOW if self.open is None else self.open.extent


def find_sections(text: str) -> tuple[Section, ...]:
    """Returns the sections of the text, in order, over all of it but blank stretches.

    Offsets are characters of `text`, half-open. A section that resumes after a figure, a table or page
    furniture has no title. Time grows with the length of the text and no faster.
    """
    lines = split_lines(text)
    furniture = label_furniture(lines)
    front = find_front(lines, furniture)
    stretches = _join(_walk(lines, furniture | front.labels, front), text)
    _name_abstract(stretches)
    return tuple(
        Section(name=part.name, title=part.title, start=part.start, end=part.end) for part in stretches
    )


def _walk(lines: list[Line], fixed: dict[int, SectionName], front: Front) -> list[_Stretch]:
    state = _State()
    listed = headless_references(lines)
    for line in lines:
        if line.index in front.title:
            state.read.append(_Stretch(line.start, line.end, SectionName.TITLE))
        elif line.index in listed:
            state.read.append(_Stretch(line.start, line.end, SectionName.REFERENCES))
        elif line.index in fixed and state.extent not in _BREAKING:
            state.read.append(_Stretch(line.start, line.end, fixed[line.index]))
        elif (heading := _heading(lines, line.index, state)) is not None:
            _open(state, line, heading)
        else:
            _read(state, lines, line)
    return state.read


def _heading(lines: list[Line], index: int, state: _State) -> Heading | None:
    """Returns the heading, or the label of the caption, that the line begins with."""
    if state.extent is Extent.BLOCK and state.taken == 0 and is_article_type(lines[index].text):
        return None
    heading = line_heading(lines, index) or caption(lines, index) or opening_heading(lines, index)
    if heading is None and state.extent is not Extent.REFERENCES:
        heading = unknown_heading(lines, index, state.number)
    if heading is None or not _fits(heading, state.flow):
        return None
    state.number = number_of(heading) or state.number
    if heading.name is SectionName.ABSTRACT and state.flow in _LATE and "summary" in heading.title.casefold():
        return Heading(heading.start, heading.end, SectionName.CONCLUSION, heading.title, heading.extent)
    return heading


def _fits(heading: Heading, flow: SectionName) -> bool:
    """A part of a case is no heading inside a discussion, nor a part of the methods inside a case.

    Below an introduction it opens the case: "Introduction. … Course. …".
    """
    if flow is SectionName.INTRODUCTION and heading.name is SectionName.CASE:
        return True
    if heading.extent is not Extent.PART or heading.title.isupper():
        return True
    return flow not in _TOLD and (flow not in _PARTED or flow is heading.name)


def _open(state: _State, line: Line, heading: Heading) -> None:
    """Opens a heading, and those that follow it in the same paragraph."""
    _enter(state, heading, line.end)
    while (again := following_heading(line, heading)) is not None:
        heading = again
        _enter(state, heading, line.end)
    if heading.end < line.end:
        state.taken = 1
        if heading.extent in {Extent.FLOW, Extent.PART}:
            _open_inner(state, line, heading.end)


def _open_inner(state: _State, line: Line, begin: int) -> None:
    for heading in inner_headings(line, begin):
        _enter(state, heading, line.end)
        state.taken = 1


def _enter(state: _State, heading: Heading, end: int) -> None:
    state.read.append(_Stretch(heading.start, end, heading.name, heading.title, heading.end >= end))
    state.taken = 0
    if heading.extent in {Extent.FLOW, Extent.PART}:
        state.flow, state.open = heading.name, None
        return
    state.open = heading
    if heading.name not in _FLOATS and heading.extent is not Extent.BLOCK:
        state.flow = SectionName.BODY


def _read(state: _State, lines: list[Line], line: Line) -> None:
    """Gives a line without a heading to what is open, or else to the flow."""
    if state.open is not None and not goes_on(lines, line, state.open, state.taken):
        state.open = None
    if state.open is None and state.flow is SectionName.INTRODUCTION and _introduces(lines, line):
        state.flow = SectionName.CASE
    state.taken += 1
    name = state.flow if state.open is None else state.open.name
    state.read.append(_Stretch(line.start, line.end, name))
    if state.open is None:
        _open_inner(state, line, line.start)


def _introduces(lines: list[Line], line: Line) -> bool:
    """Says whether a paragraph begins with somebody's age and course, and no heading of a case follows; none need stand above it."""
    found = _PATIENT.match(line.text) if line.gap else None
    if found is None or _CITED.search(line.text.partition(". ")[0]):
        return False
    later = (line_heading(lines, index) for index in range(line.index + 1, len(lines)))
    return not any(heading is not None and heading.name is SectionName.CASE for heading in later)


def _join(read: list[_Stretch], text: str) -> list[_Stretch]:
    """Joins neighbours of one kind; neighbouring furniture is one section whatever its headings.

    A heading of metadata with nothing but page furniture below it is furniture, too.
    """
    for part, below in pairwise(read):
        part.end = min(part.end, below.start)
        while part.end > part.start and text[part.end - 1].isspace():
            part.end -= 1
        if part.bare and part.name is SectionName.METADATA and below.name is SectionName.BOILERPLATE:
            part.name = SectionName.BOILERPLATE
    joined: list[_Stretch] = []
    for part in read:
        last = joined[-1] if joined else None
        if last is not None and last.name is part.name and (part.title is None or part.name in _FURNITURE):
            last.end = part.end
            last.title = last.title or part.title
        elif part.end > part.start:
            joined.append(part)
    return joined


def _name_abstract(stretches: list[_Stretch]) -> None:
    """Calls the first prose below the head of a paper its abstract, where more of the paper follows."""
    for index, part in enumerate(stretches):
        if part.name in _HEAD:
            continue
        below = next((later.name for later in stretches[index + 1 :] if later.name not in _FURNITURE), None)
        headed = index > 0 and part.name is SectionName.BODY and part.title is None
        if headed and below in _AFTER_ABSTRACT and part.end - part.start <= LONGEST_ABSTRACT:
            part.name = SectionName.ABSTRACT
        return
